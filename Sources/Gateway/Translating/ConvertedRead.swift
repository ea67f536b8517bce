import EngineAPI
import EngineClient
import GatewayErrors
import LegacyAPI
import V3OnV4
import XMLTree

/// A read of an engine without API v3 whose document is turned into one of API v3: the api root and hosts.
struct ConvertedRead: Sendable {
  /// Makes the call.
  let session: EngineSession
  /// Knows what the engine speaks.
  let knowledge: EngineKnowledge

  /// Fetches, converts and notes.
  func noted(_ exchange: LegacyExchange) async -> GatewayAnswer {
    do {
      let (answer, unknown) = try await answer(exchange.target, head: exchange.head, composer: exchange.composer)
      let remark = unknown.isEmpty ? "" : "; unknown to the table: \(unknown.joined(separator: ", "))"
      return exchange.note(answer, error: nil, remark: "converted from API v4\(remark)")
    } catch {
      return exchange.note(error)
    }
  }

  private func answer(
    _ target: LegacyTarget, head: RequestHead, composer: AnswerComposer
  ) async throws(LaneFailure) -> (GatewayAnswer, unknownMembers: [String]) {
    do {
      // The table doesn't say which members are numbers in JSON, and a guess could be wrong.
      try composer.checkAcceptable([.xml])
    } catch {
      throw LaneFailure(error)
    }
    let path = V3OnV4.engineTarget(
      segments: target.segments, matrix: target.matrix.map { ($0.name, $0.value) }, query: target.query)
    var request = session.request(
      EngineAPI.EngineCall(method: "GET", path: path, version: "4"), isMutating: false, opensSession: true)
    // It decides what a host shows.
    request.headers += head.headers.filter { $0.name.lowercased() == "all-content" }
    let response: EngineResponse
    do {
      response = try await session.send(request)
    } catch {
      throw ReadFailures.failure(of: error, request: request)
    }
    guard (200..<300).contains(response.status) || response.status >= 400, response.status != 401 else {
      throw LaneFailure(handingOn: response, stage: .snapshot)
    }
    do {
      let document = try XMLReader.read(response.body, limits: .engineAnswer)
      let converted = try V3OnV4.convert(
        document, enginePrefix: EngineSession.apiRoot, hrefPrefix: composer.hrefPrefix)
      let status = ReadFailures.legacyStatus(response.status, hasFault: converted.document.name == "fault")
      let answer = LegacyAnswer(status: status, body: converted.document)
      return (composer.answer(answer, session: session, as: .xml), converted.unknownMembers)
    } catch {
      guard response.status < 400 else { throw LaneFailure(handingOn: response, stage: .answer) }
      knowledge.forget()
      throw LaneFailure(
        GatewayError(
          .engineAnswerUnreadable, stage: .answer,
          detail: "The engine's answer to \(request.name) can't be turned into a document of API v3.",
          nextStep: "Try again; if it stays so, check the gateway's --upstream and --dialect.", cause: error.detail))
    }
  }
}
