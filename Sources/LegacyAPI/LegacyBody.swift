import HostNetworking
import XMLTree

/// The document of an answer. Long ones are written straight from what they tell, without a tree.
public struct LegacyBody: Sendable, Equatable {
  private enum Content: Sendable {
    case tree(XMLElement)
    case nics([LegacyNic], LegacyNicElement)
  }

  private let content: Content

  /// A document that is made already.
  init(_ tree: XMLElement) {
    content = .tree(tree)
  }

  /// A list of nics.
  init(_ nics: [LegacyNic], _ element: LegacyNicElement) {
    content = .nics(nics, element)
  }

  /// The document as a tree.
  public var tree: XMLElement {
    switch content {
    case .tree(let tree): tree
    case .nics(let nics, let element): XMLTreeSink.tree { element.write(nics, to: &$0) }
    }
  }

  /// The document as it goes to a client.
  public func write(as media: LegacyMediaType) -> [UInt8] {
    switch (content, media) {
    case (.nics(let nics, let element), .xml):
      // A nic with an address takes about 1,500 bytes, its four statistics 4,000.
      let capacity = nics.reduce(1024) {
        $0 + 2048 + 1024 * ($1.statistics?.count ?? 0) + 1024 * ($1.bonding?.slaveIDs.count ?? 0)
      }
      return XMLWriter.write(capacity: capacity) { element.write(nics, to: &$0) }
    default: return LegacyDocument.write(tree, as: media)
    }
  }

  /// Whether the documents are the same.
  public static func == (one: LegacyBody, other: LegacyBody) -> Bool { one.tree == other.tree }
}
