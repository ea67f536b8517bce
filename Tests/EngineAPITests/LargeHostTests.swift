import EngineAPI
import HostNetworking
import Testing
import XMLTree

@Suite("A host with thousands of devices")
struct LargeHostTests {
  @Test("5,000 nics, half of them slaves, with their attachments are read", arguments: wires)
  func read(wire: any EngineWire) throws {
    var nics: [String] = []
    for bond in 0..<500 {
      let slaves = (0..<5).map { "<host_nic id='S\(bond * 5 + $0)'/>" }.joined()
      nics.append(
        "<host_nic id='B\(bond)'><name>bond\(bond)</name><bonding><slaves>\(slaves)</slaves></bonding></host_nic>")
    }
    for slave in 0..<2500 { nics.append("<host_nic id='S\(slave)'><name>eth\(slave)</name></host_nic>") }
    for vlan in 0..<2000 {
      nics.append(
        "<host_nic id='V\(vlan)'><name>bond\(vlan / 4).\(vlan)</name><network id='N\(vlan)'/>"
          + "<base_interface>bond\(vlan / 4)</base_interface><vlan id='\(vlan)'/></host_nic>")
    }
    let attachments = (0..<2000).map {
      "<network_attachment id='A\($0)'><network id='N\($0)'/><host_nic id='B\($0 / 4)'/></network_attachment>"
    }
    let nicsDocument = try XMLReader.parse(
      Array("<host_nics>\(nics.joined())</host_nics>".utf8), limits: .engineAnswer)
    let attachmentsDocument = try XMLReader.parse(
      Array("<network_attachments>\(attachments.joined())</network_attachments>".utf8), limits: .engineAnswer)

    let read = try wire.nics(nicsDocument)
    #expect(read.count == 5000)
    #expect(read[499].kind == .bond(slaves: (2495..<2500).map { "eth\($0)" }, options: []))
    #expect(read[4999].kind == .vlan(base: "bond499", tag: 1999))
    let readAttachments = try wire.attachments(attachmentsDocument)
    #expect(readAttachments.count == 2000)
    #expect(readAttachments[1999] == NetworkAttachment(id: "A1999", networkID: "N1999", nicID: "B499"))
  }
}
