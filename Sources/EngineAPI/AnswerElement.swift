import GatewayErrors
import XMLTree

/// An element of an answer of the engine, with the path that leads to it, for errors.
///
/// API v3 writes some scalar groups (`ip`, `mac`, `option`) as attributes, API v4 as child elements (engine 3.6, `api.xsd`;
/// API metamodel, `SchemaGenerator`). The two never collide, so both are read everywhere.
struct AnswerElement {
  /// The element.
  let element: XMLElement
  private let place: Place

  /// Where an element stands; made into a text only for an error.
  private indirect enum Place {
    case root(String)
    case child(of: Place, named: String, number: Int?)

    var text: String {
      switch self {
      case .root(let name): name
      case .child(let parent, let name, let number): "\(parent.text)/\(name)\(number.map { "[\($0)]" } ?? "")"
      }
    }
  }

  private init(_ element: XMLElement, at place: Place) {
    self.element = element
    self.place = place
  }

  /// The root of a document, whatever its name.
  init(root document: XMLElement) {
    self.init(document, at: .root(document.name))
  }

  /// The root of a document. Throws `ENGINE_ANSWER_UNREADABLE` if it has another name.
  static func root(_ document: XMLElement, named name: String) throws(GatewayError) -> AnswerElement {
    let root = AnswerElement(root: document)
    guard document.name == name else {
      let isFault = document.name == "fault"
      let said = [document.childText("reason"), document.childText("detail")].compactMap { $0 }
      throw root.unreadable("stands where <\(name)> should", cause: isFault ? said.joined(separator: ": ") : nil)
    }
    return root
  }

  /// The first child of that name.
  func child(_ name: String) -> AnswerElement? {
    element.child(name).map { AnswerElement($0, at: .child(of: place, named: name, number: nil)) }
  }

  /// The children of that name, in document order.
  func children(_ name: String) -> [AnswerElement] {
    var found: [AnswerElement] = []
    for index in element.children.indices where element.children[index].name == name {
      found.append(
        AnswerElement(element.children[index], at: .child(of: place, named: name, number: found.count + 1)))
    }
    return found
  }

  /// The items of a collection child, in document order; empty if the collection isn't there.
  func items(_ collection: String, _ item: String) -> [AnswerElement] {
    child(collection)?.children(item) ?? []
  }

  /// A value from the attribute or else the child of that name; nil if it isn't there or empty.
  func value(_ name: String) -> String? {
    if let value = element.attribute(name), !value.isEmpty { return value }
    if let value = element.childText(name), !value.isEmpty { return value }
    return nil
  }

  /// The same as ``value(_:)``, but it must be there.
  func required(_ name: String) throws(GatewayError) -> String {
    guard let value = value(name) else { throw unreadable("has no \(name)") }
    return value
  }

  /// The id of the child of that name, which must be there and have one.
  func requiredReference(_ name: String) throws(GatewayError) -> String {
    guard let child = child(name) else { throw unreadable("has no \(name)") }
    return try child.required("id")
  }

  /// A number, blanks around it allowed; nil if there is no such attribute or child.
  func number(_ name: String) throws(GatewayError) -> Int? {
    guard let text = element.attribute(name) ?? element.childText(name) else { return nil }
    guard let number = Int(trimmed(text)) else { throw unreadable(name, text, "a number") }
    return number
  }

  /// A truth value, `true` or `false` in any letter case, `1` or `0`; nil if there is no such attribute or child.
  func truth(_ name: String) throws(GatewayError) -> Bool? {
    guard let text = element.attribute(name) ?? element.childText(name) else { return nil }
    switch trimmed(text).lowercased() {
    case "true", "1": return true
    case "false", "0": return false
    default: throw unreadable(name, text, "true or false")
    }
  }

  /// The word of `status`, which is text in API v4 and in a child `state` in API v3; nil if there is none.
  var status: String? {
    guard let status = element.child("status") else { return nil }
    let word = trimmed(status.childText("state") ?? status.text)
    return word.isEmpty ? nil : word
  }

  /// The labels that stand in the element itself: `labels` in API v3, `network_labels` in API v4.
  func labels() throws(GatewayError) -> [String] {
    var labels: [String] = []
    for label in items("labels", "label") + items("network_labels", "network_label") {
      labels.append(try label.required("id"))
    }
    return labels
  }

  /// The error that this element can't be read, because of what `problem` says of it.
  func unreadable(_ problem: String, cause: String? = nil) -> GatewayError {
    let label = (value("name") ?? value("id")).map { " (\(shortened($0)))" } ?? ""
    return GatewayError(
      .engineAnswerUnreadable, stage: .snapshot,
      detail: "The engine's answer can't be read: \(place.text)\(label) \(problem).",
      nextStep: "Check that the engine speaks the dialect that the gateway uses.", cause: cause)
  }

  /// The error that a member of this element has a text that isn't what it has to be.
  func unreadable(_ name: String, _ text: String, _ expected: String) -> GatewayError {
    unreadable("has \(name) \"\(shortened(text))\", which isn't \(expected)")
  }

  private func shortened(_ text: String) -> String {
    text.count > 64 ? text.prefix(64) + "…" : text
  }

  private func trimmed(_ text: String) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) || $0 >= 0x80 }
    guard let first = text.utf8.first, let last = text.utf8.last, isBlank(first) || isBlank(last) else { return text }
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
