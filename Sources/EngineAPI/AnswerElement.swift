import GatewayErrors
import XMLTree

/// An element of an answer of the engine, with how it was reached, for errors.
///
/// API v3 writes some scalar groups (`ip`, `mac`, `option`) as attributes, API v4 as child elements (engine 3.6, `api.xsd`;
/// API metamodel, `SchemaGenerator`). The two never collide, so both are read everywhere.
struct AnswerElement {
  /// The document with the names that are read; one object, so that an element is cheap to make.
  private final class Answer: Sendable {
    let document: XMLDocument
    let names: [XMLName]

    init(_ document: XMLDocument) {
      self.document = document
      names = AnswerName.places(in: document)
    }

    func name(_ name: AnswerName) -> XMLName { names[Int(name.rawValue)] }
  }

  private let answer: Answer
  private let place: Int
  /// A bit for each element on the way from the root, the last one lowest: whether it was reached as an item of a list.
  private let isItem: UInt64

  private init(_ answer: Answer, _ place: Int, isItem: UInt64) {
    self.answer = answer
    self.place = place
    self.isItem = isItem
  }

  /// The root of a document, whatever its name.
  init(root document: XMLNode) {
    self.init(Answer(document.document), document.index, isItem: 0)
  }

  /// The element.
  var node: XMLNode { XMLNode(answer.document, place) }

  /// The root of a document. Throws `ENGINE_ANSWER_UNREADABLE` if it has another name.
  static func root(_ document: XMLNode, named name: AnswerName) throws(GatewayError) -> AnswerElement {
    let root = AnswerElement(root: document)
    guard root.isNamed(name) else {
      let said = [AnswerName.reason, .detail].compactMap(root.childText)
      throw root.unreadable(
        "stands where <\(name.text)> should", cause: root.isNamed(.fault) ? said.joined(separator: ": ") : nil)
    }
    return root
  }

  /// Whether it has that name.
  func isNamed(_ name: AnswerName) -> Bool { answer.document.isNamed(answer.name(name), place) }

  /// The first child of that name.
  func child(_ name: AnswerName) -> AnswerElement? {
    guard let child = placeOfChild(name) else { return nil }
    return AnswerElement(answer, child, isItem: isItem << 1)
  }

  /// The children of that name, in document order.
  func children(_ name: AnswerName) -> AnswerItems {
    AnswerItems(of: self, name)
  }

  /// The items of a collection child, in document order; none if the collection isn't there.
  func items(_ collection: AnswerName, _ item: AnswerName) -> AnswerItems {
    child(collection)?.children(item) ?? AnswerItems()
  }

  /// The value of an attribute; nil if it isn't there.
  func attribute(_ name: AnswerName) -> String? {
    answer.document.attribute(answer.name(name), of: place)
  }

  /// The text of the first child of that name; nil if there is no such child.
  func childText(_ name: AnswerName) -> String? {
    placeOfChild(name).map { answer.document.text(of: $0) }
  }

  private func placeOfChild(_ name: AnswerName) -> Int? {
    answer.document.child(of: place, after: place, answer.name(name))
  }

  /// A value from the attribute or else the child of that name; nil if it isn't there or empty.
  func value(_ name: AnswerName) -> String? {
    if let value = attribute(name), !value.isEmpty { return value }
    if let value = childText(name), !value.isEmpty { return value }
    return nil
  }

  /// The same as ``value(_:)``, but it must be there.
  func required(_ name: AnswerName) throws(GatewayError) -> String {
    guard let value = value(name) else { throw unreadable("has no \(name.text)") }
    return value
  }

  /// The id of the child of that name, which must be there and have one.
  func requiredReference(_ name: AnswerName) throws(GatewayError) -> String {
    guard let child = child(name) else { throw unreadable("has no \(name.text)") }
    return try child.required(.id)
  }

  /// A number, blanks around it allowed; nil if there is no such attribute or child.
  func number(_ name: AnswerName) throws(GatewayError) -> Int? {
    guard let text = attribute(name) ?? childText(name) else { return nil }
    guard let number = Int(trimmed(text)) else { throw unreadable(name, text, "a number") }
    return number
  }

  /// A truth value, `true` or `false` in any letter case, `1` or `0`; nil if there is no such attribute or child.
  func truth(_ name: AnswerName) throws(GatewayError) -> Bool? {
    guard let text = attribute(name) ?? childText(name) else { return nil }
    switch trimmed(text) {
    case "true", "1": return true
    case "false", "0": return false
    default: break
    }
    switch trimmed(text).lowercased() {
    case "true": return true
    case "false": return false
    default: throw unreadable(name, text, "true or false")
    }
  }

  /// The word of `status`, which is text in API v4 and in a child `state` in API v3; nil if there is none.
  var status: String? {
    guard let status = child(.status) else { return nil }
    let word = trimmed(status.childText(.state) ?? status.node.text)
    return word.isEmpty ? nil : word
  }

  /// The labels that stand in the element itself: `labels` in API v3, `network_labels` in API v4.
  func labels() throws(GatewayError) -> [String] {
    var labels: [String] = []
    for label in items(.labels, .label) { labels.append(try label.required(.id)) }
    for label in items(.networkLabels, .networkLabel) { labels.append(try label.required(.id)) }
    return labels
  }

  /// The error that this element can't be read, because of what `problem` says of it.
  func unreadable(_ problem: String, cause: String? = nil) -> GatewayError {
    let label = (value(.name) ?? value(.id)).map { " (\(shortened($0)))" } ?? ""
    return GatewayError(
      .engineAnswerUnreadable, stage: .snapshot,
      detail: "The engine's answer can't be read: \(path)\(label) \(problem).",
      nextStep: "Check that the engine speaks the dialect that the gateway uses.", cause: cause)
  }

  /// The error that a member of this element has a text that isn't what it has to be.
  func unreadable(_ name: AnswerName, _ text: String, _ expected: String) -> GatewayError {
    unreadable("has \(name.text) \"\(shortened(text))\", which isn't \(expected)")
  }

  /// The path to the element, with the numbers of items.
  private var path: String {
    let lineage = node.lineage
    return lineage.enumerated().map { depth, element in
      guard isItem >> (lineage.count - 1 - depth) & 1 == 1 else { return element.name }
      let siblings = lineage[depth - 1].children(element.name)
      let number = siblings.firstIndex { $0.isSame(as: element) }.map { $0 + 1 } ?? 0
      return "\(element.name)[\(number)]"
    }.joined(separator: "/")
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

  /// Children of one name, one after the other.
  struct AnswerItems: Sequence, IteratorProtocol {
    private let parent: AnswerElement?
    private let name: XMLName
    private var last: Int

    /// None.
    fileprivate init() {
      parent = nil
      name = .absent
      last = 0
    }

    /// The children of an element with a name.
    fileprivate init(of parent: AnswerElement, _ name: AnswerName) {
      self.parent = parent
      self.name = parent.answer.name(name)
      last = parent.place
    }

    /// The next one; nil behind the last.
    mutating func next() -> AnswerElement? {
      guard let parent, let place = parent.answer.document.child(of: parent.place, after: last, name) else {
        return nil
      }
      last = place
      return AnswerElement(parent.answer, place, isItem: parent.isItem << 1 | 1)
    }
  }
}
