import GatewayErrors
import Testing
import XMLTree

@Suite("Documents that are only looked at") struct XMLNodeTests {
  private func parse(_ text: String) throws -> XMLNode { try XMLReader.parse(Array(text.utf8)) }

  @Test func sayTheSameAsTheirTree() throws {
    let text = "<a z='1' y=\"\">\n  <b>one</b>\n  <c d='é&amp;'/>\n  <b> two </b>x\n <e><b>three</b></e></a>"
    let node = try parse(text)
    let tree = try XMLReader.read(Array(text.utf8))
    #expect(XMLElement(node) == tree)
    #expect(node.name == "a")
    #expect(node.text == tree.text)
    #expect(node.attributes == tree.attributes)
    for name in ["z", "y", "b", "nothing"] { #expect(node.attribute(name) == tree.attribute(name)) }
    for name in ["b", "c", "e", "a", "nothing"] {
      #expect(node.childText(name) == tree.childText(name))
      #expect(node.child(name).map(XMLElement.init) == tree.child(name))
      #expect(node.children(name).map(XMLElement.init) == tree.children(name))
    }
    #expect(node.children.map(XMLElement.init) == tree.children)
    #expect(node.descendant("e", "b")?.text == "three")
    #expect(node.descendant("b", "e") == nil)
    #expect(node.child("c")?.attribute("d") == "é&")
  }

  @Test func knowTheWayFromTheRoot() throws {
    let root = try parse("<a><b/><c><b><d/></b></c><b/></a>")
    let inner = try #require(root.descendant("c", "b", "d"))
    #expect(inner.lineage.map(\.name) == ["a", "c", "b", "d"])
    #expect(root.lineage.map(\.name) == ["a"])
    let last = try #require(root.children("b").last)
    #expect(last.lineage.map(\.name) == ["a", "b"])
    #expect(last.isSame(as: root.children[2]))
    #expect(!last.isSame(as: root.children[0]))
    #expect(!last.isSame(as: try parse("<a><b/><c/><b/></a>").children[2]))
  }

  @Test func haveNamesAsNumbers() throws {
    let root = try parse("<a b='1'><c/><d/><c e='2'/></a>")
    let document = root.document
    func name(_ text: String) throws -> XMLName {
      XMLName(place: try #require(document.names.firstIndex(of: text)))
    }
    let first = try #require(document.child(of: 0, after: 0, try name("c")))
    let second = try #require(document.child(of: 0, after: first, try name("c")))
    #expect(document.attribute(try name("e"), of: first) == nil)
    #expect(document.attribute(try name("e"), of: second) == "2")
    #expect(document.child(of: 0, after: second, try name("c")) == nil)
    #expect(document.child(of: 0, after: 0, .absent) == nil)
    #expect(document.attribute(.absent, of: 0) == nil)
    #expect(document.isNamed(try name("a"), 0))
    #expect(!document.isNamed(.absent, 0))
  }

  @Test func haveMoreNamesThanTheTableOfPointers() throws {
    let names = (0..<1_000).map { "n\($0)" }
    let text = "<a>" + (names + names.reversed()).map { "<\($0) x\($0)='\($0)'/>" }.joined() + "</a>"
    let root = try parse(text)
    #expect(root.children.map(\.name) == names + names.reversed())
    #expect(root.children.allSatisfy { $0.attribute("x\($0.name)") == $0.name })
  }
}
