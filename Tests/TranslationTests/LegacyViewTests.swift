import HostNetworking
import Testing

@testable import Translation

@Suite("The legacy view")
struct LegacyViewTests {
  @Test("of an engine that hides vlan devices has the same devices as of one that lists them")
  func hiddenAsListed() throws {
    let listed = LegacyView.nics(of: try Fixtures.state("plain"))
    let hidden = LegacyView.nics(of: try Fixtures.state("hidden"))
    #expect(hidden.map(\.name).sorted() == listed.map(\.name).sorted())
    let device = try #require(hidden.first { $0.name == "eth1.100" })
    let other = try #require(listed.first { $0.name == "eth1.100" })
    #expect(device.network == other.network)
    #expect(device.baseInterface == "eth1" && device.vlan == 100)
    #expect(device.isSynthetic && !other.isSynthetic)
  }

  @Test(
    "gives a hidden vlan device the id of its attachment, right behind its base, and nothing of the base but the state")
  func hiddenDevice() throws {
    var state = try Fixtures.state("hidden")
    let base = try #require(state.nics.firstIndex { $0.name == "eth1" })
    state.nics[base].mac = "52:54:00:00:00:01"
    state.nics[base].speed = 1_000_000_000
    state.nics[base].status = "up"
    let nics = LegacyView.nics(of: state)
    let index = try #require(nics.firstIndex { $0.name == "eth1.100" })
    #expect(nics[index - 1].name == "eth1")
    let device = nics[index]
    #expect(state.attachments.contains { $0.id == device.id && $0.nicID == nics[index - 1].id })
    #expect(device.mac == nil && device.speed == nil && device.masterID == nil)
    #expect(device.status == "up" && device.mtu == 1500 && device.isBridged == true)
    #expect(device.hasCustomConfiguration == false)
  }

  @Test("shows what the host reports of a hidden network out of sync")
  func hiddenOutOfSync() throws {
    var state = try Fixtures.state("hiddenoutofsync")
    let index = try #require(state.attachments.firstIndex { !$0.isInSync })
    state.attachments[index].reported?.ipv4 = IPv4Configuration(method: .static, address: "10.9.9.9", netmask: "16")
    state.attachments[index].reported?.mtu = 9000
    state.attachments[index].reported?.isBridged = false
    let device = try #require(LegacyView.nics(of: state).first { $0.name == "eth1.101" })
    #expect(device.vlan == 101 && device.mtu == 9000 && device.isBridged == false)
    #expect(device.hasCustomConfiguration == true)
    #expect(device.ipv4 == IPv4Configuration(method: .static, address: "10.9.9.9", netmask: "255.255.0.0"))
  }

  @Test("gives a hidden vlan device with an unmanaged network a version 5 UUID over host and name")
  func hiddenUnmanaged() throws {
    let state = try Fixtures.state("hiddenunmanaged")
    let device = try #require(LegacyView.nics(of: state).first { $0.name == "eth3.500" })
    // Python: uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_DNS, "hostnet-gateway"), "99999999-…-000000000001/eth3.500")
    #expect(device.id == "26cf5aac-1579-510b-8830-dfca774e5b6a")
    #expect(device.isSynthetic && device.network == .unmanaged(name: "oldvlan"))
  }

  @Test("writes netmasks dotted, which is all that 3.5 knew")
  func netmasks() throws {
    let masks = LegacyView.nics(of: try Fixtures.state("prefixes")).compactMap(\.ipv4.netmask)
    #expect(!masks.isEmpty && masks.allSatisfy { $0 == "255.255.255.0" })
  }

  @Test("leaves out a bond without slaves")
  func slaveless() throws {
    #expect(!LegacyView.nics(of: try Fixtures.state("slaveless")).contains { $0.name == "bond7" })
  }

  @Test("tells slaves their bond, and bonds their slaves, by id")
  func bonds() throws {
    let nics = LegacyView.nics(of: try Fixtures.state("bonded"))
    let bond = try #require(nics.first { $0.name == "bond0" })
    let slaves = nics.filter { $0.masterID == bond.id }
    #expect(slaves.map(\.name) == ["eth1", "eth2"])
    #expect(bond.bonding?.slaveIDs == slaves.map(\.id))
    #expect(bond.bonding?.options == [BondOption("mode", "4"), BondOption("miimon", "100")])
    #expect(nics.first { $0.name == "bond0.100" }?.masterID == nil)
  }

  @Test("has the properties of an attachment on the device that shows its network")
  func properties() throws {
    let nics = LegacyView.nics(of: try Fixtures.state("attributes"))
    #expect(nics.filter { !$0.properties.isEmpty }.map(\.name) == ["eth2"])
  }

  @Test("survives a state that contradicts itself")
  func torn() throws {
    #expect(LegacyView.nics(of: try Fixtures.state("torn")).count == 7)
    var state = try Fixtures.state("hidden")
    state.attachments += state.attachments
    state.nics += state.nics
    #expect(!LegacyView.nics(of: state).isEmpty)
    state.nics = []
    #expect(LegacyView.nics(of: state).isEmpty)
  }

  @Test("shows an untagged attached network on its base even if the nic doesn't tell")
  func untold() throws {
    var state = try Fixtures.state("plain")
    let index = try #require(state.nics.firstIndex { $0.name == "eth2" })
    let shown = state.nics[index].network
    state.nics[index].network = nil
    #expect(LegacyView.nics(of: state)[index].network == shown)
  }

  @Test("tells a nic from a bond and a vlan device")
  func kinds() throws {
    let picture = HostPicture(of: try Fixtures.state("bonded"))
    let nic = try #require(picture.device(named: "eth0"))
    let bond = try #require(picture.device(named: "bond0"))
    let vlan = try #require(picture.device(named: "bond0.100"))
    #expect(nic.options == nil && nic.slaves == nil && nic.tag == 0)
    #expect(bond.options?.count == 2 && bond.tag == 0)
    #expect(vlan.tag == 100 && vlan.options == nil)
  }

  @Test("doesn't tell where in a list a device stands")
  func places() throws {
    let state = try Fixtures.state("bonded")
    var reversed = state
    reversed.nics.reverse()
    reversed.attachments.reverse()
    let one = HostPicture(of: state)
    let other = HostPicture(of: reversed)
    for nic in state.nics {
      let device = try #require(one.device(named: nic.name))
      #expect(device == other.device(named: nic.name))
    }
    var changed = state
    changed.nics[0].mtu = 9000
    #expect(one.device(named: "eth0") != HostPicture(of: changed).device(named: "eth0"))
  }
}
