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
  /// What the client accepts: the query's `accept`, or else its `Accept` fields; nil for anything.
  let accept: String?

  /// A composer for a request.
  ///
  /// - Parameter acceptParameter: the query's `accept`.
  init(_ head: RequestHead, call: LegacyCall?, hrefPrefix: String, acceptParameter: String? = nil) {
    self.head = head
    self.call = call
    self.hrefPrefix = hrefPrefix
    let fields = head.headers.filter { $0.name.lowercased() == "accept" }.map(\.value)
    accept = acceptParameter ?? (fields.isEmpty ? nil : fields.joined(separator: ","))
  }

  /// The media type of the answer; XML for a client that takes neither, since it must be told.
  var media: LegacyMediaType { LegacyMediaType.preferred(accept) ?? .xml }

  /// Refuses a client that takes no media type in which the answer can be written.
  ///
  /// - Parameter offered: what it can be written in.
  /// - Throws: `MEDIA_TYPE_NOT_ACCEPTABLE`, stage `parse`.
  func checkAcceptable(_ offered: [LegacyMediaType] = LegacyMediaType.allCases) throws(GatewayError) {
    guard LegacyMediaType.preferred(accept, offered: offered) == nil else { return }
    throw LegacyMediaType.notAcceptable(accept ?? "", offered: offered)
  }

  /// Writes legacy documents.
  var writer: LegacyAnswerWriter { LegacyAnswerWriter(hrefPrefix: hrefPrefix) }

  /// A legacy answer.
  ///
  /// - Parameters:
  ///   - session: the calls made for it, whose cookies the client gets.
  ///   - media: the media type; that which the client prefers, unless another is given.
  func answer(_ answer: LegacyAnswer, session: EngineSession?, as media: LegacyMediaType? = nil) -> GatewayAnswer {
    let media = media ?? self.media
    var headers: [HeaderField] = []
    if answer.body != nil { headers.append(HeaderField("Content-Type", media.rawValue)) }
    if let path = answer.location {
      headers.append(HeaderField("Location", ClientAuthority.url(of: path, for: head)))
    }
    if case .wrongMethod(let allowed) = call, answer.status == 405 {
      headers.append(HeaderField("Allow", allowed.joined(separator: ", ")))
    }
    return compose(
      status: answer.status, reason: answer.reasonPhrase, headers: headers,
      body: answer.body.map { LegacyDocument.write($0, as: media) } ?? [], session: session)
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

  /// An answer of the engine as it came, but for framing, and for the realm.
  func handOn(_ response: EngineResponse, session: EngineSession?) -> GatewayAnswer {
    let passed = response.headers.filter {
      ["content-type", "www-authenticate", "retry-after", "location"].contains($0.name.lowercased())
    }.map { $0.name.lowercased() == "www-authenticate" ? HeaderField($0.name, realm($0.value)) : $0 }
    let reason =
      response.reason.isEmpty ? LegacyAnswer(status: response.status, body: nil).reasonPhrase : response.reason
    return compose(
      status: response.status, reason: reason, headers: passed, body: response.body, session: session)
  }

  /// The challenge with the realm that 3.5 gave below `/api`, where a copy of the application stood (engine 3.5,
  /// Makefile, `web.xml`); newer engines have one realm for all.
  private func realm(_ challenge: String) -> String {
    hrefPrefix.hasPrefix("/api") ? challenge.replacing(#"realm="RESTAPI""#, with: #"realm="ENGINE""#) : challenge
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
