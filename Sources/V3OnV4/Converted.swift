import XMLTree

/// A v3 document, and what of the v4 one isn't in it.
public struct Converted: Sendable, Equatable {
  /// The document that the client reads.
  public var document: XMLElement
  /// What v3 has no place for, as `Type.member`, sorted, each once: members that only v4 has, links that lead to
  /// nothing in v3 (`Host.link[affinitylabels]`), and the unknown ones.
  public var droppedMembers: [String]
  /// Those of ``droppedMembers`` that the table doesn't know at all: an engine newer than the table, or a mistake in it.
  public var unknownMembers: [String]
}
