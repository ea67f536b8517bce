/// Where a document is written, event by event: what writes an answer writes it once, for bytes and for trees.
///
/// Elements are opened and closed in pairs. Attributes come before all else in an element, and its text before its
/// children.
public protocol ElementSink {
  /// An element begins.
  mutating func open(_ name: StaticString)
  /// An attribute of the element that began last.
  mutating func attribute(_ name: StaticString, _ value: String)
  /// An attribute that is the value and what follows it, which is plain ASCII.
  mutating func attribute(_ name: StaticString, _ value: PreparedValue, _ suffix: StaticString)
  /// An attribute that is the value and what follows it.
  mutating func attribute(_ name: StaticString, _ value: PreparedValue, then rest: String)
  /// The text of the element that began last; an empty one is none.
  mutating func text(_ text: String)
  /// The element that began last and isn't closed ends.
  mutating func close(_ name: StaticString)
}

extension ElementSink {
  /// An attribute that is used more than once.
  public mutating func attribute(_ name: StaticString, _ value: PreparedValue) { attribute(name, value, "") }

  /// An element with nothing but text.
  public mutating func element(_ name: StaticString, text: String) {
    open(name)
    self.text(text)
    close(name)
  }
}

/// The value of attributes that is written many times, escaped once.
public struct PreparedValue: Sendable {
  /// Its bytes as they stand in documents.
  let bytes: [UInt8]
  /// The value; nil if it has nothing to escape, so that it is its bytes.
  private let escapedText: String?

  /// An empty value.
  public static let empty = PreparedValue("")

  /// Prepares a value.
  public init(_ text: String) {
    var isPlain = true
    bytes = XMLBytesSink.bytes(capacity: text.utf8.count) { isPlain = $0.escape(text, isAttribute: true) }
    escapedText = isPlain ? nil : text
  }

  /// Prepares a value that begins with another one.
  public init(_ start: PreparedValue, _ rest: String) {
    var isPlain = true
    bytes = XMLBytesSink.bytes(capacity: start.bytes.count + rest.utf8.count) { sink in
      sink.append(start.bytes)
      isPlain = sink.escape(rest, isAttribute: true)
    }
    escapedText = isPlain && start.escapedText == nil ? nil : start.text + rest
  }

  /// The value.
  public var text: String { escapedText ?? String(decoding: bytes, as: UTF8.self) }
}

/// Makes the tree of what is written.
public struct XMLTreeSink: ElementSink {
  /// The elements that are open, in what is around the root.
  private var open = [XMLElement("")]

  private init() {}

  /// The root element that `write` writes, which must be one.
  public static func tree(_ write: (inout XMLTreeSink) -> Void) -> XMLElement {
    var sink = XMLTreeSink()
    write(&sink)
    precondition(sink.open.count == 1 && sink.open[0].children.count == 1, "one root, and all elements closed")
    return sink.open[0].children[0]
  }

  /// An element begins.
  public mutating func open(_ name: StaticString) { open.append(XMLElement("\(name)")) }

  /// An attribute.
  public mutating func attribute(_ name: StaticString, _ value: String) {
    open[open.count - 1].attributes.append(XMLAttribute("\(name)", value))
  }

  /// An attribute that is the value and what follows it.
  public mutating func attribute(_ name: StaticString, _ value: PreparedValue, _ suffix: StaticString) {
    attribute(name, value.text + "\(suffix)")
  }

  /// An attribute that is the value and what follows it.
  public mutating func attribute(_ name: StaticString, _ value: PreparedValue, then rest: String) {
    attribute(name, value.text + rest)
  }

  /// The text.
  public mutating func text(_ text: String) { open[open.count - 1].text += text }

  /// The element ends.
  public mutating func close(_ name: StaticString) {
    let element = open.removeLast()
    open[open.count - 1].children.append(element)
  }
}
