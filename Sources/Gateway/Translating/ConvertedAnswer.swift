import EngineClient
import GatewayErrors
import LegacyAPI
import V3OnV4
import XMLTree

/// What an engine without API v3 answered to a converted call, as the client reads it.
struct ConvertedAnswer: Sendable {
  /// The answer.
  var answer: GatewayAnswer
  /// Members of the document that the table doesn't know.
  var unknownMembers: [String]
  /// The v3 document; nil for none.
  var document: XMLElement?

  /// Converts an answer, status and `Location` included.
  ///
  /// - Throws: `ENGINE_ANSWER_UNREADABLE` if there is a body that isn't a document of API v4; `NOT_FOUND` if the answer
  ///   doesn't have what the path names.
  init(_ response: EngineResponse, to call: ConvertedCall, for exchange: LegacyExchange) throws(GatewayError) {
    let prefix = exchange.composer.hrefPrefix
    let hasBody = response.body.contains { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
    var converted: Converted?
    if hasBody {
      converted = try call.answer(
        XMLReader.read(response.body, limits: .engineAnswer), enginePrefix: EngineSession.apiRoot, hrefPrefix: prefix)
    }
    unknownMembers = converted?.unknownMembers ?? []
    document = converted?.document
    answer = exchange.composer.answer(
      LegacyAnswer(status: Self.status(response.status, document), body: document), session: exchange.session, as: .xml)
    if let address = response.header("location"),
      let path = V3OnV4.location(address, enginePrefix: EngineSession.apiRoot, hrefPrefix: prefix)
    {
      answer.headers.append(HeaderField("Location", Self.origin(of: exchange.head) + path))
    }
    if let passed = response.header("retry-after") { answer.headers.append(HeaderField("Retry-After", passed)) }
    if case .rootHead = call.handler, let document {
      answer.headers.append(HeaderField("Link", Self.links(of: document, origin: Self.origin(of: exchange.head))))
    }
  }

  /// The status for the client: a refused permission was 400 in 3.5 and is 403 from engine 4.3 on.
  private static func status(_ status: Int, _ document: XMLElement?) -> Int {
    status == 403 && (document?.name == "fault" || document?.child("fault") != nil) ? 400 : status
  }

  /// The `Link` field of `HEAD` of the api root, in the form of 3.5: no spaces between links, no quotes.
  private static func links(of root: XMLElement, origin: String) -> String {
    root.children("link").map { link in
      "<\(origin)\(link.attribute("href") ?? "")>; rel=\(link.attribute("rel") ?? "")"
    }.joined(separator: ",")
  }

  /// Scheme and authority as the client used them; empty for a client that names no host.
  private static func origin(of head: RequestHead) -> String {
    head.header("host").map { "\(head.isTLS ? "https" : "http")://\($0)" } ?? ""
  }
}

extension RequestHead {
  /// Whether the `Content-Type` field says XML; without one a body is read as XML.
  var bodyIsXML: Bool {
    guard let type = header("content-type"), type.contains(where: { $0 != " " }) else { return true }
    return type.prefix { $0 != ";" }.lowercased().contains("xml")
  }

  /// The `detail` parameter of the `Accept` field, which API v3 reads there too: `statistics+x`.
  var acceptedDetail: String? {
    let parts = (header("accept") ?? "").split { $0 == ";" || $0 == "," }
    let details = parts.compactMap { part -> String? in
      let sides = part.filter { $0 != " " && $0 != "\t" && $0 != "\"" }.split(separator: "=", maxSplits: 1)
      return sides.count == 2 && sides[0].lowercased() == "detail" ? String(sides[1]) : nil
    }
    return details.isEmpty ? nil : details.joined(separator: "+")
  }
}
