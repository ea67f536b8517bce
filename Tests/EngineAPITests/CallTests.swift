import EngineAPI
import HostNetworking
import Testing
import XMLTree

private let host = EngineHost(host: Host(id: "H1", address: "10.0.0.1", status: "up"), multiChangePath: nil)

@Suite("Calls to the engine")
struct CallTests {
  @Test("reads carry the version of the dialect", arguments: wires)
  func reads(wire: any EngineWire) {
    let version = wire.dialect == .v4 ? "4" : "3"
    func get(_ path: String) -> EngineCall { EngineCall(method: "GET", path: path, version: version) }
    #expect(wire.hostCall(hostID: "H1") == get("hosts/H1"))
    #expect(wire.nicsCall(hostID: "H1") == get("hosts/H1/nics"))
    #expect(wire.attachmentsCall(hostID: "H1") == get("hosts/H1/networkattachments"))
    #expect(wire.clusterNetworksCall(clusterID: "C1") == get("clusters/C1/networks"))
    #expect(wire.allNetworksCall() == get("networks"))
  }

  @Test("an id can't leave its place in a path", arguments: wires)
  func encodedIDs(wire: any EngineWire) {
    #expect(wire.hostCall(hostID: "a/b?c=d;e#f").path == "hosts/a%2Fb%3Fc%3Dd%3Be%23f")
    #expect(wire.nicsCall(hostID: "..").path == "hosts/%2E%2E/nics")
    #expect(wire.nicsCall(hostID: "a..b").path == "hosts/a..b/nics")
    #expect(wire.clusterNetworksCall(clusterID: "zürich \n%41").path == "clusters/z%C3%BCrich%20%0A%2541/networks")
    let delete = EngineMutation.deleteAttachment(nicID: "n/1", attachmentID: "a 1")
    #expect(wire.call(for: delete, on: host).path == "hosts/H1/nics/n%2F1/networkattachments/a%201")
  }

  @Test("each mutation has its method and path", arguments: wires)
  func mutations(wire: any EngineWire) {
    let item = AttachmentChange(id: nil, networkID: "N1")
    let collection = "hosts/H1/nics/E1/networkattachments"
    let version = wire.dialect == .v4 ? "4" : "3"
    let body = XMLElement("network_attachment", children: [XMLElement("network", [XMLAttribute("id", "N1")])])
    #expect(
      wire.call(for: .createAttachment(nicID: "E1", item), on: host)
        == EngineCall(method: "POST", path: collection, body: body, version: version))
    #expect(
      wire.call(for: .updateAttachment(nicID: "E1", attachmentID: "A1", item), on: host)
        == EngineCall(method: "PUT", path: collection + "/A1", body: body, version: version))
    #expect(
      wire.call(for: .deleteAttachment(nicID: "E1", attachmentID: "A1"), on: host)
        == EngineCall(method: "DELETE", path: collection + "/A1", version: version))
    let action = XMLElement("action", children: [XMLElement("check_connectivity", text: "true")])
    let name = wire.dialect == .design ? "hostsetupnetworks" : "setupnetworks"
    #expect(
      wire.call(for: .setupNetworks(Change()), on: host)
        == EngineCall(method: "POST", path: "hosts/H1/\(name)", body: action, version: version))
  }

  @Test("many changes go where the host says", arguments: wires)
  func ownPath(wire: any EngineWire) {
    var host = host
    host.multiChangePath = "hosts/H1/manychanges"
    #expect(wire.call(for: .setupNetworks(Change()), on: host).path == "hosts/H1/manychanges")
  }

  @Test("saving in the same call exists since 4.3")
  func commitsOnSuccess() {
    let change = EngineMutation.setupNetworks(Change(removedLabels: ["red"], commitOnSuccess: true))
    func hasElement(_ dialect: EngineDialect, _ version: EngineVersion?) -> Bool {
      let wire = EngineWires.wire(dialect, version: version)
      let sent = wire.call(for: change, on: host).body?.childText("commit_on_success") == "true"
      #expect(sent == wire.commitsOnSuccess)
      return sent
    }
    #expect(hasElement(.v4, nil))
    #expect(hasElement(.v4, EngineVersion(4, 3)))
    #expect(hasElement(.v4, EngineVersion(4, 5)))
    #expect(!hasElement(.v4, EngineVersion(4, 2)))
    #expect(!hasElement(.v36, EngineVersion(3, 6)))
    #expect(!hasElement(.design, nil))
  }
}
