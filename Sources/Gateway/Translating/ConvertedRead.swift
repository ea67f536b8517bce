import EngineAPI
import EngineClient
import GatewayErrors
import LegacyAPI
import V3OnV4
import XMLTree

/// A read of an engine without API v3 whose document is turned into one of API v3.
struct ConvertedRead: Sendable {
  /// What is asked.
  let call: ConvertedCall
  /// Knows what the engine speaks.
  let knowledge: EngineKnowledge
  /// The request.
  let exchange: LegacyExchange

  /// Fetches, converts and notes.
  func noted() async -> GatewayAnswer {
    do {
      let converted = try await converted()
      return exchange.note(converted.answer, error: nil, remark: Self.remark(converted))
    } catch {
      return exchange.note(error)
    }
  }

  /// Fetches and converts.
  func converted() async throws(LaneFailure) -> ConvertedAnswer {
    do {
      // The table doesn't say which members are numbers in JSON, and a guess could be wrong.
      try exchange.composer.checkAcceptable([.xml])
    } catch {
      throw LaneFailure(error)
    }
    var response = try await send(includingLinks: true)
    // An engine that doesn't let this user, or doesn't at all, follow a link still has the document itself.
    if call.includesLinks, response.status >= 400, ![401, 404].contains(response.status) {
      response = try await send(includingLinks: false)
    }
    guard (200..<300).contains(response.status) || response.status >= 400, response.status != 401 else {
      throw LaneFailure(handingOn: response, stage: .snapshot)
    }
    do {
      return try ConvertedAnswer(response, to: call, for: exchange)
    } catch {
      guard response.status < 400 else { throw LaneFailure(handingOn: response, stage: .answer) }
      guard error.code != .notFound else { throw LaneFailure(error) }
      knowledge.forget()
      throw LaneFailure(
        GatewayError(
          .engineAnswerUnreadable, stage: .answer,
          detail: "The engine's answer to \(call.name) can't be turned into a document of API v3.",
          nextStep: "Try again; if it stays so, check the gateway's --upstream and --dialect.", cause: error.detail))
    }
  }

  private func send(includingLinks: Bool) async throws(LaneFailure) -> EngineResponse {
    let head = exchange.head
    let path = call.target(
      matrix: exchange.target.matrix.map { ($0.name, $0.value) }, query: exchange.target.query,
      acceptDetail: head.acceptedDetail, includingLinks: includingLinks)
    var request = exchange.session.request(
      EngineAPI.EngineCall(method: "GET", path: path, version: "4"), isMutating: false, opensSession: true)
    // It decides what a host shows.
    request.headers += head.headers.filter { $0.name.lowercased() == "all-content" }
    do {
      return try await exchange.session.send(request)
    } catch {
      throw ReadFailures.failure(of: error, request: request)
    }
  }

  private static func remark(_ converted: ConvertedAnswer) -> String {
    let unknown = converted.unknownMembers
    return "converted from API v4"
      + (unknown.isEmpty ? "" : "; unknown to the table: \(unknown.joined(separator: ", "))")
  }
}
