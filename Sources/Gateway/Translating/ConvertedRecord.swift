import EngineAPI
import EngineClient
import GatewayErrors
import RewriteLog

/// The two records of one converted change in the rewrite log, and the answers that go with the second.
struct ConvertedRecord: Sendable {
  /// The request.
  let exchange: LegacyExchange
  /// Its body as it came.
  let body: [UInt8]
  /// The call of API v3, `PUT /networks/{1}`.
  let callName: String
  /// The host in the path; nil for none.
  let hostID: String?
  /// The dialect that the engine is spoken to in.
  let dialect: EngineDialect?
  /// The policy in force, though nothing here depends on it.
  let policy: String

  /// Writes what was asked and what will be sent, and returns when it is on the disk; an error if that failed.
  func intend(_ request: EngineRequest?) async -> GatewayError? {
    do {
      try await exchange.log.intend(
        RewriteIntent(
          id: exchange.head.id, client: exchange.head.clientAddress, call: callName, hostID: hostID ?? "-",
          dialect: dialect?.rawValue ?? "unknown", policy: policy, asked: LoggedRequest(exchange.head, body: body),
          willSend: request.map { LoggedRequest($0) }))
      return nil
    } catch {
      return error
    }
  }

  /// Both records of a change for which nothing was sent, and its answer.
  func refused(_ error: GatewayError) async -> GatewayAnswer {
    let answer = exchange.composer.answer(LaneFailure(error), echo: nil, session: exchange.session)
    // A refusal stands even if it can't be logged: nothing was sent, so nothing is lost but the record.
    if await intend(nil) == nil { await end(.refused, answer: answer, cameBack: nil, error: error) }
    return answer
  }

  /// The end of a change that failed, or whose end isn't known, and its answer.
  func failed(_ failure: LaneFailure, _ outcome: RewriteOutcome, cameBack: EngineResponse?) async -> GatewayAnswer {
    let answer = exchange.composer.answer(failure, echo: nil, session: exchange.session)
    await end(outcome, answer: answer, cameBack: cameBack, error: failure.error)
    return answer
  }

  /// Writes how it ended.
  func end(_ outcome: RewriteOutcome, answer: GatewayAnswer, cameBack: EngineResponse?, error: GatewayError?) async {
    await exchange.log.end(
      RewriteEnd(
        id: exchange.head.id, outcome: outcome, cameBack: cameBack.map { LoggedAnswer($0) },
        answered: LoggedAnswer(answer), error: error,
        milliseconds: exchange.started.duration(to: .now).milliseconds, engineCalls: exchange.session.callCount))
  }
}

extension LoggedRequest {
  /// A client's request.
  fileprivate init(_ head: RequestHead, body: [UInt8]) {
    self.init(method: head.method, target: head.target, headers: logged(head.headers), body: logged(body))
  }

  /// A request to the engine.
  fileprivate init(_ request: EngineRequest) {
    self.init(
      method: request.method, target: request.target, headers: logged(request.headers),
      body: request.body.flatMap(logged))
  }
}

extension LoggedAnswer {
  /// An answer of the engine.
  fileprivate init(_ response: EngineResponse) {
    self.init(status: response.status, headers: logged(response.headers), body: logged(response.body))
  }

  /// An answer to the client.
  fileprivate init(_ answer: GatewayAnswer) {
    self.init(status: answer.status, headers: logged(answer.headers), body: logged(answer.body))
  }
}

private func logged(_ headers: [HeaderField]) -> [LoggedField] {
  headers.map { LoggedField($0.name, $0.value) }
}

private func logged(_ bytes: [UInt8]) -> String? {
  bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
}
