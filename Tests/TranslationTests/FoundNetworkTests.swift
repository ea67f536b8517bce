import HostNetworking
import Testing

@testable import Translation

@Suite("A network that was found is shown by a device")
struct FoundNetworkTests {
  private func device(_ network: HostNic.ShownNetwork?) -> Device {
    Device(
      id: "n", name: "eth0", kind: .physical, network: network, ipv4: .none, attachment: nil,
      listed: HostNic(id: "n", name: "eth0"))
  }

  @Test("that shows it by its id, or by its name where it isn't of the cluster")
  func known() {
    let red = FoundNetwork.known(Network(id: "r", name: "red"))
    let faraway = FoundNetwork.known(Network(id: "f", name: "faraway", isInCluster: false))
    #expect(red.isShown(by: device(.managed(id: "r"))) && faraway.isShown(by: device(.managed(id: "f"))))
    #expect(!red.isShown(by: device(.managed(id: "f"))))
    #expect(faraway.isShown(by: device(.unmanaged(name: "faraway"))))
    #expect(!faraway.isShown(by: device(.unmanaged(name: "red"))))
    // What has no id on the host isn't the network of the cluster, whatever it is called.
    #expect(!red.isShown(by: device(.unmanaged(name: "red"))))
  }

  @Test("that shows an unmanaged network of its name")
  func unmanaged() {
    let foreign = FoundNetwork.unmanaged(name: "foreign")
    #expect(foreign.isShown(by: device(.unmanaged(name: "foreign"))))
    #expect(!foreign.isShown(by: device(.unmanaged(name: "oldvlan"))))
    #expect(!foreign.isShown(by: device(.managed(id: "foreign"))))
    #expect(!foreign.isShown(by: device(nil)) && !foreign.isShown(by: nil))
  }
}
