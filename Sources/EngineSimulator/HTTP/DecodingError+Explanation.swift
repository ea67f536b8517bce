extension DecodingError {
  /// Where in the JSON something is wrong and what, for whoever sent it to a control URL.
  var explanation: String {
    switch self {
    case .keyNotFound(let key, let context): "\(Self.place(context))the key \"\(key.stringValue)\" is missing."
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      Self.place(context) + context.debugDescription
    @unknown default: "\(self)"
    }
  }

  private static func place(_ context: Context) -> String {
    guard !context.codingPath.isEmpty else { return "" }
    return context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".") + ": "
  }
}
