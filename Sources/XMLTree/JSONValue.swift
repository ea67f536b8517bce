/// One member of a JSON object, in document order.
public struct JSONMember: Sendable, Equatable {
  /// The key, with escapes resolved.
  public var name: String
  /// The value.
  public var value: JSONValue

  /// A member.
  public init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

/// A JSON document (RFC 8259) as a plain value that keeps the order of members and the text of numbers.
public enum JSONValue: Sendable, Equatable {
  /// Members, in document order; each key once.
  case object([JSONMember])
  /// Values, in document order.
  case array([JSONValue])
  /// A text, with escapes resolved.
  case string(String)
  /// A number, as it was written.
  case number(String)
  /// `true` or `false`.
  case boolean(Bool)
  /// `null`.
  case null

  /// The value of a member; nil if this is no object, or has no such member.
  public func member(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// What kind of value it is, for errors.
  public var kind: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .boolean: "a boolean"
    case .null: "null"
    }
  }
}
