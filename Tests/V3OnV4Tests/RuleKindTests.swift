import Testing
import XMLTree

@testable import V3OnV4

/// One small table a kind of row, so that each is seen alone.
@Suite("Kinds of rows")
struct RuleKindTests {
  /// Converts a `thing` with the rows given; a `part` and a `Link` are there too.
  private func convert(_ rows: String, _ document: String) throws -> XMLElement {
    let lines = rows.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let table = try RuleTableReader.read(
      """
      type Link link link
        @href
        @rel
      type Part part part
        @id
        name
      type Thing thing thing
      \(lines)
      GET /things
      GET /things/{1}
      GET /things/{1}/parts
      POST /things/{1}/work > Action
      """)
    let hrefs = HrefMap(enginePrefix: "/e", clientPrefix: "/c", paths: table.paths.toV3)
    var converter = AnswerConverter(table: table, hrefs: hrefs)
    return converter.convert(try xml(document), try #require(table.types["Thing"]), as: "thing")
  }

  private func expect(
    _ rows: String, _ v4: String, _ v3: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let converted = try convert(rows, "<thing>\(v4)</thing>")
    #expect(converted == (try xml("<thing>\(v3)</thing>")), sourceLocation: sourceLocation)
  }

  @Test("same: elements, attributes and types, in the order of the rows")
  func same() throws {
    try expect(
      "name\npart : Part", "<part id='p'><name>x</name></part><name>n</name>",
      "<name>n</name><part id='p'><name>x</name></part>")
    #expect(try convert("@b\n@a", "<thing a='1' b='2'/>") == XMLElement("thing", [.init("b", "2"), .init("a", "1")]))
  }

  @Test("An empty element stays, a missing one isn't made up")
  func empty() throws {
    try expect("a\nb", "<a/>", "<a/>")
    try expect("part : Part", "<part/>", "<part/>")
  }

  @Test("rename")
  func rename() throws {
    try expect("selinux = se_linux : Part", "<se_linux id='1'/>", "<selinux id='1'/>")
  }

  @Test("element to attribute")
  func attribute() throws {
    #expect(
      try convert("@major = major\n@minor = minor", "<thing><minor>5</minor><major>4</major></thing>")
        == XMLElement("thing", [.init("major", "4"), .init("minor", "5")]))
  }

  @Test("status, with and without detail")
  func status() throws {
    let rows = "status/state = status\nstatus/detail = status_detail"
    try expect(rows, "<status>up</status>", "<status><state>up</state></status>")
    try expect(
      rows, "<status_detail>why</status_detail><status>up</status>",
      "<status><state>up</state><detail>why</detail></status>")
    try expect(rows, "", "")
  }

  @Test("letter case")
  func upper() throws {
    try expect("unit upper", "<unit>bytes_per_second</unit>", "<unit>BYTES_PER_SECOND</unit>")
  }

  @Test("spelling of values, and any other")
  func values() throws {
    try expect("type values rhev-h=rhev_h", "<type>rhev_h</type>", "<type>rhev-h</type>")
    try expect("type values rhev-h=rhev_h", "<type>ovirt_node</type>", "<type>ovirt_node</type>")
    let rows = "manager/text() <- spm/status values true=spm false=*\nmanager/@priority <- spm/priority"
    try expect(
      rows, "<spm><status>none</status><priority>5</priority></spm>", "<manager priority='5'>false</manager>")
    try expect(rows, "<spm><status>spm</status></spm>", "<manager>true</manager>")
  }

  @Test("numbers in another unit")
  func times() throws {
    try expect("seconds = minutes times 60", "<minutes>2</minutes>", "<seconds>120</seconds>")
  }

  @Test("wrapper: a list in v4, repeated elements in v3; and the items under another name")
  func wrapper() throws {
    try expect(
      "target[] = targets/target[]", "<targets><target>a</target><target>b</target></targets>",
      "<target>a</target><target>b</target>")
    try expect(
      "labels/label[] = network_labels/network_label[] : Part",
      "<network_labels><network_label id='a'/><network_label id='b'/></network_labels>",
      "<labels><label id='a'/><label id='b'/></labels>")
  }

  @Test("A list that is there and empty stays there and empty")
  func emptyList() throws {
    try expect("usages/usage[]", "<usages/>", "<usages/>")
    try expect("labels/label[] = network_labels/network_label[] : Part", "<network_labels/>", "<labels/>")
    try expect("usages/usage[]", "", "")
  }

  @Test("list of another shape")
  func restructured() throws {
    try expect(
      "boot[]/@dev = boot/devices/device[]",
      "<boot><devices><device>hd</device><device>cdrom</device></devices></boot>",
      "<boot dev='hd'/><boot dev='cdrom'/>")
  }

  @Test("moved, and an alias")
  func moved() throws {
    try expect(
      "values/@type = type upper\nvalues/value[] : Part\ntype = kind upper",
      "<kind>gauge</kind><type>decimal</type><values><value id='1'/></values>",
      "<values type='DECIMAL'><value id='1'/></values><type>GAUGE</type>")
    try expect(
      "version/@major <- version/major\nfull <- version/full", "<version><full>4.5</full><major>4</major></version>",
      "<version major='4'/><full>4.5</full>")
  }

  @Test("unnested, and a list of one as a single element")
  func nested() throws {
    try expect("parent/tag = parent : Part", "<parent id='1'/>", "<parent><tag id='1'/></parent>")
    try expect("host <- hosts/host[] : Part single", "<hosts><host id='1'/></hosts>", "<host id='1'/>")
    try expect("host <- hosts/host[] : Part single", "<hosts><host id='1'/><host id='2'/></hosts>", "")
  }

  @Test("keyed: a member out of a list of properties")
  func keyed() throws {
    try expect(
      "t/@low = ps/p[name='Low']/value\nt/@high = ps/p[name='High']/value times 60",
      "<ps><p><name>High</name><value>2</value></p><p><name>Low</name><value>1</value></p><p><name>X</name></p></ps>",
      "<t low='1' high='120'/>")
    try expect(
      "t/@x = ps/p[name='High']/value times 60", "<ps><p><name>High</name><value>many</value></p></ps>",
      "<t x='many'/>")
    try expect(
      "t/@x = ps/p[name='High']/value times 60",
      "<ps><p><name>High</name><value>9223372036854775807</value></p></ps>", "<t x='9223372036854775807'/>")
  }

  @Test("link: an element of v4 as a link of v3")
  func link() throws {
    try expect(
      "link[@rel='things/blank']/@href <- blank/@href", "<blank href='/e/things/1' id='1'/>",
      "<link href='/c/things/1' rel='things/blank'/>")
    try expect("link[@rel='things/blank']/@href <- blank/@href", "<blank href='/e/nothing' id='1'/>", "")
  }

  @Test("links: filtered, renamed, added and put in order; actions too")
  func links() throws {
    let rows = """
      links-drop secrets
      links-rename parts=bits
      links-add extras
      links-first extras parts
      actions-rename labour=work
      actions/link[] : Link
      link[] : Link
      """
    #expect(
      try convert(
        rows,
        """
        <thing href="/e/things/1">
          <link href="/e/things/1" rel="self"/>
          <link href="/e/things" rel="secrets/search"/>
          <link href="/e/things/1/none" rel="none"/>
          <link href="/e/things/1/parts" rel="bits"/>
          <actions><link href="/e/things/1/work" rel="work"/><link href="/e/things/1/play" rel="play"/></actions>
        </thing>
        """)
        == (try xml(
          """
          <thing>
            <actions><link href="/c/things/1/work" rel="labour"/></actions>
            <link href="/c/things/1/extras" rel="extras"/>
            <link href="/c/things/1/parts" rel="parts"/>
            <link href="/c/things/1" rel="self"/>
          </thing>
          """)))
  }

  @Test("No empty actions are left when no action is")
  func noActions() throws {
    try expect("actions/link[] : Link", "<actions><link href='/e/play' rel='play'/></actions>", "")
  }

  @Test("A reference with an href that v3 doesn't have keeps its id")
  func reference() throws {
    #expect(try convert("@href\n@id", "<thing href='/e/none/1' id='1'/>") == XMLElement("thing", [.init("id", "1")]))
  }

  @Test("const, when the element is a whole one")
  func constant() throws {
    try expect("name\nlive <- \"true\" when name", "<name>n</name>", "<name>n</name><live>true</live>")
    try expect("name\nlive <- \"true\" when name", "", "")
  }

  @Test("unless")
  func unless() throws {
    let rows = "reason\ndetail\ndetail <- reason unless detail"
    try expect(rows, "<reason>r</reason>", "<reason>r</reason><detail>r</detail>")
    try expect(rows, "<detail>d</detail><reason>r</reason>", "<reason>r</reason><detail>d</detail>")
  }

  @Test("Rows for requests, without counterpart or for code of their own leave answers alone")
  func notForAnswers() throws {
    try expect(
      "a -> a\nb = -\nc -> ?q\nd = d handler h only\ne = - unsupported", "<a>1</a><b>1</b><c>1</c><d>1</d><e>1</e>", "")
    try expect("d handler h", "<d>1</d>", "<d>1</d>")
  }

  @Test("text of an element that has children in v3")
  func textAsMember() throws {
    try expect("size/value <- size/text()", "<size>7</size>", "<size><value>7</value></size>")
    try expect("size/@unit", "<size unit='MB'>7</size>", "<size unit='MB'/>")
  }
}
