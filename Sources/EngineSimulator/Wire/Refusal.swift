/// Why a request isn't carried out, and how that is answered.
enum Refusal: Error, Sendable, Equatable {
  /// A fault: status, reason and detail.
  case fault(status: Int, reason: String, detail: String)
  /// A check of the engine refused it; answered as a fault with reason `Operation Failed` and the text in brackets.
  case message(EngineMessage)
  /// No API body, as from a servlet container.
  case empty(status: Int)
  /// A bare string as body.
  case text(status: Int, String)
  /// A body that can't be read: 400, a `usage_message` in API v3, a fault in v4.
  case syntax(String)

  /// 404 without a body.
  static let notFound = Refusal.empty(status: 404)

  /// A mandatory field is missing: `NetworkAttachment [network.id|name] required for add`.
  static func incomplete(_ type: String, _ field: String, _ method: String) -> Refusal {
    .fault(status: 400, reason: "Incomplete parameters", detail: "\(type) [\(field)] required for \(method)")
  }

  /// A value that can't be read as its type.
  static func invalidValue(_ detail: String) -> Refusal {
    .fault(status: 400, reason: "Invalid value", detail: detail)
  }
}

/// What a check of the engine says: its internal key, the status of the key's class, and a text.
///
/// Keys are those of `EngineMessage.java`; clients see the text only, which is in words of our own here.
struct EngineMessage: Sendable, Equatable {
  /// The key.
  var key: String
  /// 400 for a bad parameter, 409 for a conflict.
  var status: Int
  /// The text for the user.
  var text: String
}

extension Refusal {
  /// A check of host network setup refused: the text gets its usual start.
  static func setup(_ key: String, _ status: Int, _ text: String) -> Refusal {
    .message(EngineMessage(key: key, status: status, text: "Cannot setup Networks. " + text))
  }

  /// A check refused with a text that has no usual start.
  static func plain(_ key: String, _ status: Int, _ text: String) -> Refusal {
    .message(EngineMessage(key: key, status: status, text: text))
  }
}
