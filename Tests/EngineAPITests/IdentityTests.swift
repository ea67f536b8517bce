import EngineAPI
import GatewayErrors
import HostNetworking
import Testing
import XMLTree

@Suite("An engine is recognised by its api root")
struct IdentityTests {
  @Test("which is asked for in API v4")
  func call() {
    #expect(EngineWires.identityCall() == EngineCall(method: "GET", path: "", version: "4"))
  }

  @Test("of 3.6")
  func v36() throws {
    let root = try xml(
      """
      <api><link href="/ovirt-engine/api/capabilities" rel="capabilities"/>
      <special_objects><link href="/ovirt-engine/api/templates/0" rel="templates/blank"/></special_objects>
      <product_info><name>oVirt Engine</name><vendor>ovirt.org</vendor>
      <version revision="0" build="7" minor="6" major="3"/><full_version>3.6.7</full_version></product_info></api>
      """)
    let identity = try EngineWires.identity(root)
    #expect(identity == EngineIdentity(version: EngineVersion(3, 6), isV4: false))
  }

  @Test("of 4.5")
  func v45() throws {
    let root = try xml(
      """
      <api><link href="/ovirt-engine/api/clusters" rel="clusters"/>
      <product_info><instance_id>1</instance_id><name>oVirt Engine</name><vendor>ovirt.org</vendor><version>
      <build>4</build><full_version>4.5.4-1.el8</full_version><major>4</major><minor>5</minor><revision>0</revision>
      </version></product_info><special_objects><blank_template id="0"/><root_tag id="0"/></special_objects></api>
      """)
    let identity = try EngineWires.identity(root)
    #expect(identity == EngineIdentity(version: EngineVersion(4, 5), isV4: true))
  }

  @Test("of the v3 layer of 4.2, which is no v4 document")
  func v3Layer() throws {
    let root = try xml("<api><product_info><version major='4' minor='2'/></product_info></api>")
    #expect(try EngineWires.identity(root) == EngineIdentity(version: EngineVersion(4, 2), isV4: false))
  }

  @Test("without a version, by what only one of the two has")
  func withoutVersion() throws {
    let v3 = try xml("<api><special_objects><link rel='tags/root'/></special_objects></api>")
    #expect(try EngineWires.identity(v3) == EngineIdentity(version: nil, isV4: false))
    let alsoV3 = try xml("<api><link rel='capabilities' href='/api/capabilities'/></api>")
    #expect(try EngineWires.identity(alsoV3) == EngineIdentity(version: nil, isV4: false))
    let v4 = try xml("<api><special_objects><root_tag id='0'/></special_objects></api>")
    #expect(try EngineWires.identity(v4) == EngineIdentity(version: nil, isV4: true))
  }

  @Test(
    "and nothing else is taken for one",
    arguments: [
      "<html><body>Welcome</body></html>", "<api/>", "<fault><reason>x</reason></fault>",
      "<api><product_info><version/></product_info></api>",
      "<api><product_info><version major='three' minor='6'/></product_info></api>",
      "<api><product_info><version major='3'/></product_info></api>",
      "<api><product_info><version><major>4</major></version></product_info></api>",
    ])
  func unknown(root: String) throws {
    let document = try xml(root)
    let error = #expect(throws: GatewayError.self) { try EngineWires.identity(document) }
    #expect(error?.code == .dialectUnknown)
    #expect(error?.stage == .snapshot)
  }

  @Test("and by what its hosts offer")
  func dialect() throws {
    let v3 = EngineIdentity(version: nil, isV4: false)
    let host = Host(id: "H1", address: "a", status: "up")
    let design = EngineHost(host: host, multiChangePath: "hosts/H1/hostsetupnetworks")
    let released = EngineHost(host: host, multiChangePath: "hosts/H1/setupnetworks")
    #expect(EngineWires.dialect(of: v3, host: design) == .design)
    #expect(EngineWires.dialect(of: v3, host: released) == .v36)
    #expect(EngineWires.dialect(of: v3, host: EngineHost(host: host, multiChangePath: nil)) == .v36)
    #expect(EngineWires.dialect(of: v3, host: nil) == nil)
    #expect(EngineWires.dialect(of: EngineIdentity(version: nil, isV4: true), host: nil) == .v4)
  }
}
