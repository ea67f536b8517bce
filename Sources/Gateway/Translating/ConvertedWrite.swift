import EngineAPI
import EngineClient
import GatewayErrors
import LegacyAPI
import RewriteLog
import V3OnV4
import XMLTree

/// A change of API v3 that an engine without it gets as the same change of API v4: converted, written to the log, sent once.
///
/// It isn't a legacy mutation: what it means isn't looked at, only how it is said. The promises are the same: nothing is
/// sent that isn't on the disk, nothing is sent twice, and an outcome that isn't known is said to be unknown.
struct ConvertedWrite: Sendable {
  /// What is asked.
  let call: ConvertedCall
  /// Knows what the engine speaks.
  let knowledge: EngineKnowledge
  /// One lock a host, shared with the legacy mutations.
  let locks: HostLocks
  /// The policy in force, for the log.
  let policy: String
  /// The request.
  let exchange: LegacyExchange
  /// Its body.
  let body: [UInt8]

  private var record: ConvertedRecord {
    ConvertedRecord(
      exchange: exchange, body: body, callName: call.name, hostID: hostID, dialect: knowledge.current?.dialect,
      policy: policy)
  }

  private var hostID: String? {
    let segments = exchange.target.segments
    return segments.count > 1 && segments[0] == "hosts" ? segments[1] : nil
  }

  /// Carries out the change. Never throws and never gives up half-way.
  func run() async -> GatewayAnswer {
    let request: EngineRequest
    do {
      request = try self.request()
    } catch {
      return await record.refused(error)
    }
    guard let hostID else { return await send(request) }
    do {
      return try await locks.withLock(on: hostID) { await send(request) }
    } catch {
      return await record.refused(error)
    }
  }

  /// `POST hosts/{h}/refresh` before a read of the host, which is what `;force` asked 3.5 for; both in one record.
  func refreshThenRead(_ read: ConvertedRead) async -> GatewayAnswer {
    let request = exchange.session.request(
      EngineAPI.EngineCall(
        method: "POST", path: "hosts/\(hostID ?? "")/refresh", body: XMLElement("action"), version: "4"),
      isMutating: true, opensSession: true)
    if let error = await record.intend(request) {
      return exchange.composer.answer(LaneFailure(error), echo: nil, session: exchange.session)
    }
    let result = await exchange.session.sendOnce(request)
    let cameBack = try? result.get()
    switch outcome(of: result) {
    case .converted(var refused, .failed):
      // The read itself would have failed with the bare fault.
      if let fault = refused.document?.child("fault") {
        refused.answer.body = XMLWriter.write(fault)
      }
      await record.end(.failed, answer: refused.answer, cameBack: cameBack, error: nil)
      return refused.answer
    case .failed(let failure, let outcome):
      return await record.failed(failure, outcome, cameBack: cameBack)
    case .converted:
      do {
        let converted = try await read.converted()
        await record.end(.done, answer: converted.answer, cameBack: cameBack, error: nil)
        return converted.answer
      } catch {
        return await record.failed(error, .done, cameBack: cameBack)
      }
    }
  }

  private func request() throws(GatewayError) -> EngineRequest {
    let head = exchange.head
    try exchange.composer.checkAcceptable([.xml])
    var converted = ConvertedCall.Body()
    if call.takesBody, body.contains(where: { !($0 == 0x20 || (0x09...0x0D).contains($0)) }) {
      guard head.bodyIsXML else {
        throw GatewayError(
          .mediaTypeUnsupported, stage: .parse, detail: "The body of \(call.name) can only be XML on this engine.",
          nextStep: "Nothing was sent to the engine. Send it as Content-Type: application/xml.")
      }
      converted = try call.body(XMLReader.read(body))
    }
    let path = call.target(
      matrix: exchange.target.matrix.map { ($0.name, $0.value) }, query: exchange.target.query, body: converted)
    var request = exchange.session.request(
      EngineAPI.EngineCall(method: call.method, path: path, body: converted.document, version: "4"), isMutating: true,
      opensSession: true)
    // `Expect` itself would be read by what stands before the engine.
    let expected = (["expect", "x-ovirt-expect"] as [StaticString]).compactMap { head.header($0) }
      .filter { !$0.lowercased().contains("100-continue") }
    if !expected.isEmpty { request.headers.append(HeaderField("X-Ovirt-Expect", expected.joined(separator: ", "))) }
    return request
  }

  private func send(_ request: EngineRequest) async -> GatewayAnswer {
    if let error = await record.intend(request) {
      return exchange.composer.answer(LaneFailure(error), echo: nil, session: exchange.session)
    }
    let result = await exchange.session.sendOnce(request)
    let cameBack = try? result.get()
    switch outcome(of: result) {
    case .converted(let converted, let outcome):
      await record.end(outcome, answer: converted.answer, cameBack: cameBack, error: nil)
      return converted.answer
    case .failed(let failure, let outcome):
      return await record.failed(failure, outcome, cameBack: cameBack)
    }
  }

  private enum Outcome {
    case converted(ConvertedAnswer, RewriteOutcome)
    case failed(LaneFailure, RewriteOutcome)
  }

  private func outcome(of result: Result<EngineResponse, EngineTransportError>) -> Outcome {
    let lookFirst = "Look at what the engine has now before trying again."
    switch result {
    case .failure(let error):
      let (failure, outcome) = error.failureOfWrite(unreachable: "The engine can't be reached.", lookFirst: lookFirst)
      return .failed(failure, outcome)
    case .success(let response):
      guard (200..<300).contains(response.status) || response.status >= 400, response.status != 401 else {
        return .failed(LaneFailure(handingOn: response, stage: .upstream), .failed)
      }
      let converted = try? ConvertedAnswer(response, to: call, for: exchange)
      switch (response.status, converted) {
      case (..<300, let converted?): return .converted(converted, .done)
      case (400..<500, let converted?): return .converted(converted, .failed)
      case (400..<500, nil): return .failed(LaneFailure(handingOn: response, stage: .upstream), .failed)
      case (500..., let converted?) where converted.document != nil: return .converted(converted, .failed)
      default:
        return .failed(
          LaneFailure(
            GatewayError(
              .outcomeUnknown, stage: .upstream,
              detail:
                "The change was answered with status \(response.status) and no document of the API; it may have been carried out.",
              nextStep: lookFirst)), .unknown)
      }
    }
  }
}
