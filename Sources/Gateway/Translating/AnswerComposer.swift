import EngineClient
import GatewayErrors
import LegacyAPI
import NIOCore
import XMLTree

/// A legacy answer whose document is written already.
struct WrittenAnswer: Sendable {
  /// Status and `Location`; without the document.
  var answer = LegacyAnswer(status: 200, body: nil)
  /// The media type of the body.
  var media: LegacyMediaType
  /// The body; empty for none.
  var body: ByteBuffer
}

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
  /// The media type of the answer; XML for a client that takes neither, since it must be told.
  let media: LegacyMediaType
  private let preferred: LegacyMediaType?

  /// A composer for a request.
  ///
  /// - Parameter acceptParameter: the query's `accept`.
  init(_ head: RequestHead, call: LegacyCall?, hrefPrefix: String, acceptParameter: String? = nil) {
    self.head = head
    self.call = call
    self.hrefPrefix = hrefPrefix
    let fields = head.headers.filter { $0.isNamed("accept") }.map(\.value)
    accept = acceptParameter ?? (fields.isEmpty ? nil : fields.joined(separator: ","))
    preferred = LegacyMediaType.preferred(accept)
    media = preferred ?? .xml
  }

  /// Refuses a client that takes no media type in which the answer can be written.
  ///
  /// - Parameter offered: what it can be written in.
  /// - Throws: `MEDIA_TYPE_NOT_ACCEPTABLE`, stage `parse`.
  func checkAcceptable(_ offered: [LegacyMediaType] = LegacyMediaType.allCases) throws(GatewayError) {
    if preferred.map(offered.contains) == true { return }
    guard LegacyMediaType.preferred(accept, offered: offered) == nil else { return }
    throw LegacyMediaType.notAcceptable(accept ?? "", offered: offered)
  }

  /// Writes legacy documents.
  var writer: LegacyAnswerWriter { LegacyAnswerWriter(hrefPrefix: hrefPrefix) }

  /// A legacy answer, written.
  ///
  /// - Parameter media: the media type; that which the client prefers, unless another is given.
  func written(_ answer: LegacyAnswer, as media: LegacyMediaType? = nil) -> WrittenAnswer {
    let media = media ?? self.media
    let body = answer.document.map { ByteBuffer(bytes: $0.write(as: media)) }
    return WrittenAnswer(
      answer: LegacyAnswer(status: answer.status, body: nil, location: answer.location), media: media,
      body: body ?? ByteBuffer())
  }

  /// A legacy answer.
  ///
  /// - Parameters:
  ///   - session: the calls made for it, whose cookies the client gets.
  ///   - media: the media type; that which the client prefers, unless another is given.
  func answer(_ answer: LegacyAnswer, session: EngineSession?, as media: LegacyMediaType? = nil) -> GatewayAnswer {
    self.answer(written(answer, as: media), session: session)
  }

  /// A legacy answer that is written already.
  ///
  /// - Parameter session: the calls made for it, whose cookies the client gets.
  func answer(_ written: WrittenAnswer, session: EngineSession?) -> GatewayAnswer {
    let answer = written.answer
    var headers: [HeaderField] = []
    if written.body.readableBytes > 0 { headers.append(HeaderField("Content-Type", written.media.rawValue)) }
    if let path = answer.location {
      headers.append(HeaderField("Location", ClientAuthority.url(of: path, for: head)))
    }
    if case .wrongMethod(let allowed) = call, answer.status == 405 {
      headers.append(HeaderField("Allow", allowed.joined(separator: ", ")))
    }
    return compose(
      status: answer.status, reason: answer.reasonPhrase, headers: headers, body: written.body, session: session)
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
      status: response.status, reason: reason, headers: passed, body: ByteBuffer(bytes: response.body),
      session: session)
  }

  /// The challenge with the realm that 3.5 gave below `/api`, where a copy of the application stood (engine 3.5,
  /// Makefile, `web.xml`); newer engines have one realm for all.
  private func realm(_ challenge: String) -> String {
    hrefPrefix.hasPrefix("/api") ? challenge.replacing(#"realm="RESTAPI""#, with: #"realm="ENGINE""#) : challenge
  }

  private func compose(
    status: Int, reason: String, headers: [HeaderField], body: ByteBuffer, session: EngineSession?
  ) -> GatewayAnswer {
    var headers = headers
    headers.append(HeaderField(AnswerBytes.requestIDField, head.id))
    for cookie in session?.setCookieValues ?? [] {
      let adapted = SessionCookie.adapted(cookie, prefix: hrefPrefix, isTLS: head.isTLS)
      headers.append(HeaderField("Set-Cookie", adapted))
    }
    return GatewayAnswer(status: status, reason: reason, headers: headers, bytes: body)
  }
}
