import EngineAPI
import LegacyAPI
import V3OnV4
import XMLTree

/// Chooses the lane of a request from its head and from what is known of the engine.
struct LaneChooser: Sendable {
  /// The bytes of a body that is translated.
  let bodyLimit: Int

  /// The lane of a request; see ``RequestHandler/lane(for:)``.
  ///
  /// A client that says itself that it speaks API v4 (`Version: 4`, or `/v4` in the path) isn't an old one: its requests
  /// are relayed, host networking included.
  func lane(for head: RequestHead, engine: KnownEngine?) -> Lane {
    let outsideTheAPI = Lane.relay(RelayInstructions(target: head.target, version: nil, prefix: "/"))
    let parsed: LegacyTarget?
    do {
      parsed = try LegacyTarget.parse(head.target)
    } catch {
      // What it means isn't known, so the API must not get it; the refusal is an answer.
      return Self.looksLikeAPI(head.target) ? .answer(bodyLimit: bodyLimit) : outsideTheAPI
    }
    guard let target = parsed else { return outsideTheAPI }
    if Self.speaksV4(head, target) {
      return .relay(
        RelayInstructions(
          target: EngineTarget.relayed(head.target, below: target), version: "4", prefix: target.hrefPrefix))
    }
    if LegacyCall(method: head.method, target: target) != nil { return .answer(bodyLimit: bodyLimit) }
    guard let engine else { return .prepare }
    if engine.lacksV3, Self.converts(head, target) || Self.hasDocument(head) { return .answer(bodyLimit: bodyLimit) }
    return .relay(Self.instructions(head, target, engine))
  }

  /// The way of a change whose document had to be seen first: one without a row goes to an engine without API v3 as it
  /// came if it says nothing that the engine could read otherwise; see ``RequestHandler/relay(for:collected:)``.
  func relay(for head: RequestHead, collected body: [UInt8], engine: KnownEngine?) -> RelayInstructions? {
    guard let engine, engine.lacksV3, let target = try? LegacyTarget.parse(head.target),
      Self.call(head, target) == nil, !Self.converts(head, target), Self.hasDocument(head), Self.saysNothing(body, head)
    else { return nil }
    return Self.instructions(head, target, engine)
  }

  private static func instructions(
    _ head: RequestHead, _ target: LegacyTarget, _ engine: KnownEngine
  ) -> RelayInstructions {
    RelayInstructions(
      target: EngineTarget.relayed(head.target, below: target), version: engine.relayVersion,
      prefix: target.hrefPrefix,
      remark: engine.lacksV3 ? "not converted: the engine has no API v3, so the client got a v4 answer" : nil)
  }

  /// Whether a body means the same in every version of the API: nothing at all, an element without attributes, children
  /// and text such as `<action/>`, or `{}`.
  private static func saysNothing(_ body: [UInt8], _ head: RequestHead) -> Bool {
    if body.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) { return true }
    guard head.bodyIsXML else { return (try? JSONReader.read(body)) == .object([]) }
    guard let root = try? XMLReader.read(body) else { return false }
    return root.attributes.isEmpty && root.children.isEmpty && root.text.allSatisfy(\.isWhitespace)
  }

  /// The legacy call that a request makes.
  static func call(_ head: RequestHead, _ target: LegacyTarget) -> LegacyCall? {
    speaksV4(head, target) ? nil : LegacyCall(method: head.method, target: target)
  }

  private static func looksLikeAPI(_ target: String) -> Bool {
    let path = target.lowercased().split(separator: "/")
    return path.contains { $0 == "api" || $0.hasPrefix("api;") || $0.contains("%") || $0.hasPrefix(".") }
  }

  private static func speaksV4(_ head: RequestHead, _ target: LegacyTarget) -> Bool {
    target.versionSegment == "v4" || (target.versionSegment == nil && head.header("version") == "4")
  }

  /// Whether the request changes something and brings a document. An engine of API v4 takes documents of v3 and silently
  /// leaves out what is an attribute there, so none that says anything may reach it unconverted: either there is a row for
  /// the call, or it is refused.
  private static func hasDocument(_ head: RequestHead) -> Bool {
    guard ["POST", "PUT", "DELETE", "PATCH"].contains(head.method.uppercased()) else { return false }
    let length = head.header("content-length").map { $0.filter { $0 != " " } }
    guard head.header("transfer-encoding") != nil || (length != nil && length != "0") else { return false }
    return head.bodyIsXML || head.header("content-type")?.lowercased().contains("json") == true
  }

  /// Whether the answer is turned into a v3 document. The service description and the schema, which stand at the api root
  /// too (`?rsdl`, `?schema`), have no v3 form.
  private static func converts(_ head: RequestHead, _ target: LegacyTarget) -> Bool {
    let wantsDescription =
      target.segments.isEmpty
      && (target.query ?? "").split(separator: "&").contains { $0.hasPrefix("rsdl") || $0.hasPrefix("schema") }
    return !wantsDescription && V3OnV4.converts(method: head.method, segments: target.segments)
  }
}
