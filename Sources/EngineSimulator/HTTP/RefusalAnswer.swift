import XMLTree

extension Refusal {
  /// The fault and its status; nil for what is answered without one.
  func fault(_ documents: any DocumentWriter) -> (Int, XMLElement)? {
    switch self {
    case .fault(let status, let reason, let detail): (status, documents.fault(reason: reason, detail: detail))
    case .message(let message):
      (message.status, documents.fault(reason: "Operation Failed", detail: "[\(message.text)]"))
    case .empty, .text, .syntax: nil
    }
  }

  /// The document of the answer; nil for no API body.
  func document(_ documents: any DocumentWriter) -> (Int, XMLElement?) {
    if let (status, fault) = fault(documents) { return (status, fault) }
    switch self {
    case .syntax(let detail):
      guard documents.api == .v4 else {
        return (
          400,
          documents.group(
            "usage_message",
            [
              documents.text("message", "Request syntactically incorrect. \(detail)"),
              documents.text("detailedLink", "\(documents.root)?rsdl"),
            ])
        )
      }
      return (
        400,
        documents.fault(
          reason: "Request syntactically incorrect.",
          detail: "For correct usage, see: /ovirt-engine/apidoc. \(detail)")
      )
    case .empty(let status), .text(let status, _): return (status, nil)
    case .fault(let status, _, _): return (status, nil)
    case .message(let message): return (message.status, nil)
    }
  }
}
