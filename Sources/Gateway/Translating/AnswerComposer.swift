import EngineClient
import GatewayErrors
import LegacyAPI
import XMLTree

/// Turns legacy answers and failures into what goes to the client.
struct AnswerComposer: Sendable {
  /// The request that is answered.
  let head: RequestHead
  /// The call that it makes; nil if it is none, or that isn't known.
  let call: LegacyCall?
  /// What hrefs start with, and the path of cookies.
  let hrefPrefix: String

  /// A composer for a request.
  init(_ head: RequestHead, call: LegacyCall?, hrefPrefix: String) {
    self.head = head
    self.call = call
    self.hrefPrefix = hrefPrefix
  }

  /// Writes legacy documents.
  var writer: LegacyAnswerWriter { LegacyAnswerWriter(hrefPrefix: hrefPrefix) }

  /// A legacy answer.
  ///
  /// - Parameter session: the calls made for it, whose cookies the client gets.
  func answer(_ answer: LegacyAnswer, session: EngineSession?) -> GatewayAnswer {
    var headers: [HeaderField] = []
    if answer.body != nil { headers.append(HeaderField("Content-Type", "application/xml")) }
    if let path = answer.location {
      headers.append(HeaderField("Location", ClientAuthority.url(of: path, for: head)))
    }
    if case .wrongMethod(let allowed) = call, answer.status == 405 {
      headers.append(HeaderField("Allow", allowed.joined(separator: ", ")))
    }
    return compose(
      status: answer.status, reason: answer.reasonPhrase, headers: headers,
      body: answer.body.map { XMLWriter.write($0) } ?? [], session: session)
  }

  /// The answer to a request that failed.
  ///
  /// - Parameter echo: the action as sent, if it could be read.
  func answer(_ failure: LaneFailure, echo: XMLElement?, session: EngineSession?) -> GatewayAnswer {
    guard let response = failure.handedOn else {
      return answer(writer.failed(failure.fault, call: call, echo: echo, requestID: head.id), session: session)
    }
    return handOn(response, session: session)
  }

  /// An answer of the engine as it came, but for framing.
  func handOn(_ response: EngineResponse, session: EngineSession?) -> GatewayAnswer {
    let passed = response.headers.filter {
      ["content-type", "www-authenticate", "retry-after", "location"].contains($0.name.lowercased())
    }
    let reason =
      response.reason.isEmpty ? LegacyAnswer(status: response.status, body: nil).reasonPhrase : response.reason
    return compose(
      status: response.status, reason: reason, headers: passed, body: response.body, session: session)
  }

  private func compose(
    status: Int, reason: String, headers: [HeaderField], body: [UInt8], session: EngineSession?
  ) -> GatewayAnswer {
    var headers = headers
    headers.append(HeaderField(AnswerBytes.requestIDField, head.id))
    for cookie in session?.setCookieValues ?? [] {
      let adapted = SessionCookie.adapted(cookie, prefix: hrefPrefix, isTLS: head.isTLS)
      headers.append(HeaderField("Set-Cookie", adapted))
    }
    return GatewayAnswer(status: status, reason: reason, headers: headers, body: body)
  }
}
