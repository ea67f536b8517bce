import EngineClient
import TestSupport
import Testing

@Suite(.serialized) struct LikelyBodyTests {
  private static let long = String(repeating: "0123456789", count: 40_000)

  private static func answer(
    _ body: String, likely: String?, limit: Int = 64 << 20
  ) async throws -> Result<EngineResponse, EngineTransportError> {
    let server = try ScriptedServer.answering(body: body)
    defer { server.stop() }
    let client = EngineClient(EngineClientConfiguration(origin: server.origin))
    defer { client.shutDown() }
    do throws(EngineTransportError) {
      return .success(
        try await client.send(
          EngineRequest(
            method: "GET", target: "/api", isMutating: false, deadlineSeconds: 10, answerLimit: limit,
            likelyBody: likely.map { Array($0.utf8) })))
    } catch {
      return .failure(error)
    }
  }

  private static let pairs: [(String, String)] = [
    ("<a/>", "<a/>"), ("<a/>", ""), ("", "<a/>"), ("", ""), ("<a/>", "<a/> "), ("<a/> ", "<a/>"), ("<b/>", "<a/>"),
    ("<a>", "<a/>"), (long, long), (long + "x", long), (long, long + "x"), (long + "x", long + "y"),
    ("x" + long, "y" + long), (long, "<a/>"), ("<a/>", long),
  ]

  @Test(arguments: pairs)
  func theBodyIsWhatTheEngineSentWhateverWasLikely(body: String, likely: String) async throws {
    let answer = try await Self.answer(body, likely: likely).get()
    #expect(answer.status == 200)
    #expect(answer.body == Array(body.utf8))
  }

  @Test func theLimitHoldsForLikelyBodiesToo() async throws {
    for likely in [Self.long, Self.long + "x", "<a/>"] {
      #expect(try await Self.answer(Self.long, likely: likely, limit: 1000) == .failure(.answerTooLarge(limit: 1000)))
    }
  }
}

extension EngineResponse: Equatable {
  /// Equal but for the reason phrase.
  public static func == (left: EngineResponse, right: EngineResponse) -> Bool {
    left.status == right.status && left.headers == right.headers && left.body == right.body
  }
}
