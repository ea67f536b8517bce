import Testing

@testable import EngineSimulator

/// The rules of a setup, on the world itself: which check refuses, with which status, and in which order.
struct ValidationTests {
  private let green = "dddddddd-0000-4000-8000-000000000004"
  private let red = "dddddddd-0000-4000-8000-000000000002"
  private let management = "dddddddd-0000-4000-8000-000000000001"

  private func persona(_ dialect: SimulatorConfiguration.Dialect, _ minor: Int = 5) -> Persona {
    Persona(SimulatorConfiguration(dialect: dialect, version: dialect == .v4 ? (4, minor) : (3, 6)))
  }

  /// The case states, read once.
  private static let worlds: [String: World] = {
    let file = (try? Lab.fixture("states.json")) ?? []
    let names = ["plain", "bonded", "outofsync", "unmanaged", "labels"]
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        (try? StateForm.read(file, name: name)).map { (name, $0) }
      })
  }()

  /// The key and status that a request is refused with on a state; nil when it is carried out.
  private func refusal(
    _ state: String, _ persona: Persona, _ fill: (inout SetupRequest) -> Void,
    world change: (inout World) -> Void = { _ in }
  ) throws -> String? {
    var world = try #require(Self.worlds[state])
    change(&world)
    let before = world
    var request = SetupRequest()
    fill(&request)
    do {
      _ = try HostSetup.run(request, hostIndex: 0, world: &world, persona: persona)
      return nil
    } catch {
      #expect(world == before)
      switch error {
      case .message(let message): return "\(message.status) \(message.key)"
      case .empty(let status), .text(let status, _), .fault(let status, _, _): return "\(status)"
      case .syntax: return "400"
      }
    }
  }

  private func attach(_ network: String?, _ nic: String?, id: String? = nil) -> AttachmentRequest {
    AttachmentRequest(id: id, network: network.map { Reference(name: $0) }, nic: nic.map { Reference(name: $0) })
  }

  private func bond(_ name: String, _ slaves: [String], mode: String = "1") -> BondRequest {
    BondRequest(
      bond: Reference(name: name), options: BondOptions([.init(name: "mode", value: mode)]),
      slaves: slaves.map { Reference(name: $0) })
  }

  @Test func attachments() throws {
    let v45 = persona(.v4)
    let v36 = persona(.v36)
    func one(_ attachment: AttachmentRequest) -> (inout SetupRequest) -> Void {
      { $0.modifiedAttachments = [attachment] }
    }
    let unknown = "0dd0dd0d-0000-4000-8000-00000000dead"
    let rows: [(String, Persona, AttachmentRequest, String?)] = [
      ("plain", v45, attach("blue", "eth3"), nil),
      ("plain", v45, attach("blue", "eth3", id: unknown), "400 MODIFIED_NETWORK_ATTACHMENT_DOES_NOT_EXISTS"),
      ("plain", v36, attach("blue", "eth3", id: unknown), "400 NETWORK_ATTACHMENT_NOT_EXISTS"),
      ("plain", v45, attach(nil, "eth3"), "400 NETWORK_ATTACHMENT_NETWORK_ID_OR_NAME_IS_NOT_SET"),
      ("plain", v36, attach("nothing", "eth3"), "400 NETWORK_ATTACHMENT_NETWORK_ID_IS_NOT_SET"),
      ("plain", v45, attach("nothing", "eth3"), "400 NETWORK_HAVING_NAME_NOT_EXISTS"),
      ("plain", v45, attach("faraway", "eth3"), "400 NETWORK_HAVING_NAME_NOT_EXISTS"),
      ("plain", v45, attach("blue", "eth1.100"), "400 ATTACHMENT_REFERENCE_VLAN_DEVICE"),
      ("plain", v45, attach("blue", "eth9"), "400 HOST_NETWORK_INTERFACE_HAVING_NAME_DOES_NOT_EXIST"),
      ("plain", v36, attach("blue", "eth9"), "400 HOST_NETWORK_INTERFACE_NOT_EXIST"),
      ("plain", v45, attach("blue", nil), "400 HOST_NETWORK_INTERFACE_DOES_NOT_HAVE_NAME_SET"),
      ("plain", v45, attach("blue", "eth3", id: green), "400 CANNOT_CHANGE_ATTACHED_NETWORK"),
      ("plain", v45, attach("gold", "eth2"), "409 NETWORK_INTERFACES_NOT_EXCLUSIVELY_USED_BY_UNTAGGED_NETWORK"),
      (
        "unmanaged", v45, attach("blue", "eth3"), "400 ACTION_TYPE_FAILED_HOST_NETWORK_ATTACHEMENT_ON_UNMANAGED_NETWORK"
      ),
      ("unmanaged", v36, attach("blue", "eth3"), nil),
      ("outofsync", v45, attach(nil, "eth3", id: green), "409 NETWORK_NOT_IN_SYNC"),
      ("outofsync", v36, attach(nil, "eth3", id: green), "409 NETWORKS_NOT_IN_SYNC"),
      (
        "labels", v45, attach(nil, "eth3", id: "dddddddd-0000-4000-8000-000000000008"),
        "409 ACTION_TYPE_FAILED_CANNOT_MOVE_LABELED_NETWORK_TO_ANOTHER_NIC"
      ),
    ]
    for (state, persona, attachment, expected) in rows {
      #expect(try refusal(state, persona, one(attachment)) == expected, "\(state) \(attachment)")
    }
    let incoherent = AttachmentRequest(
      network: Reference(name: "blue"), nic: Reference(id: "aaaaaaaa-0000-4000-8000-000000000003", name: "eth4"))
    #expect(
      try refusal("plain", v45, one(incoherent)) == "400 NETWORK_ATTACHMENT_REFERENCES_NICS_INCOHERENTLY")
    let other = AttachmentRequest(
      network: Reference(id: "eeeeeeee-0000-4000-8000-000000000003", name: "red"), nic: Reference(name: "eth4"))
    #expect(try refusal("plain", v45, one(other)) == "400 NETWORK_ATTACHMENT_REFERENCES_NETWORK_INCOHERENTLY")
    // A network of the system that isn't in the cluster: a clean answer from 4.0, a null in 3.6.
    let far = AttachmentRequest(
      network: Reference(id: "eeeeeeee-0000-4000-8000-000000000010"), nic: Reference(name: "eth4"))
    #expect(try refusal("plain", v45, one(far)) == "400 NETWORK_OF_GIVEN_NAME_NOT_EXISTS_IN_CLUSTER")
    #expect(try refusal("plain", v36, one(far)) == "500")
  }

  @Test func anAttachedNetworkIsReusedByRulesOfTheVersion() throws {
    func again(_ persona: Persona, byResource: Bool = false) throws -> String? {
      try refusal("plain", persona) {
        $0.modifiedAttachments = [attach("green", "eth3")]
        $0.findsAttachmentsByNetwork = !byResource
      }
    }
    #expect(
      try again(persona(.v36)) == "400 ACTION_TYPE_FAILED_NETWORK_ATTACHMENTS_REFERENCES_SAME_NETWORK_DUPLICATELY")
    #expect(try again(persona(.v4, 0)) == "400 ATTACHMENT_IS_NOT_REUSED")
    #expect(try again(persona(.v4, 2)) == "400 ATTACHMENT_IS_NOT_REUSED")
    // From 4.3 a setup silently moves it; the attachment resource refuses still.
    #expect(try again(persona(.v4, 3)) == nil)
    #expect(try again(persona(.v4, 3), byResource: true) == "400 ATTACHMENT_IS_NOT_REUSED")
    func recreate(_ persona: Persona) throws -> String? {
      try refusal("plain", persona) {
        $0.removedAttachments = [AttachmentRequest(id: green)]
        $0.modifiedAttachments = [attach("green", "eth3")]
      }
    }
    #expect(try recreate(persona(.v36)) == nil)
    #expect(try recreate(persona(.v4, 2)) == "400 ATTACHMENT_IS_NOT_REUSED")
    #expect(try recreate(persona(.v4)) == "400 NETWORK_ATTACHMENT_IN_BOTH_LISTS")
  }

  @Test func removals() throws {
    let v45 = persona(.v4)
    func remove(_ state: String, _ id: String?, network: String? = nil, _ persona: Persona) throws -> String? {
      try refusal(state, persona) { $0.removedAttachments = [attach(network, nil, id: id)] }
    }
    #expect(try remove("plain", green, v45) == nil)
    #expect(try remove("plain", management, v45) == "400 NETWORK_CANNOT_REMOVE_MANAGEMENT_NETWORK")
    #expect(
      try remove("plain", "0dd0dd0d-0000-4000-8000-00000000dead", v45)
        == "400 NETWORK_ATTACHMENTS_TO_BE_REMOVED_DOES_NOT_EXISTS")
    #expect(try remove("plain", nil, network: "green", persona(.v4, 3)) == nil)
    #expect(
      try remove("plain", nil, network: "green", persona(.v4, 2))
        == "400 NETWORK_ATTACHMENTS_TO_BE_REMOVED_DOES_NOT_EXISTS")
    #expect(
      try remove("labels", "dddddddd-0000-4000-8000-000000000008", v45)
        == "409 ACTION_TYPE_FAILED_CANNOT_REMOVE_LABELED_NETWORK_FROM_NIC")
    // Removing what is out of sync is allowed.
    #expect(try remove("outofsync", red, v45) == nil)
  }

  @Test func bonds() throws {
    let v45 = persona(.v4)
    func make(_ state: String, _ bond: BondRequest, _ persona: Persona? = nil) throws -> String? {
      try refusal(state, persona ?? v45) { $0.modifiedBonds = [bond] }
    }
    #expect(try make("plain", bond("bond5", ["eth3", "eth4"])) == nil)
    #expect(try make("plain", bond("team5", ["eth3", "eth4"])) == "400 NETWORK_BOND_NAME_BAD_FORMAT")
    #expect(try make("plain", bond("bondX", ["eth3", "eth4"]), persona(.v4, 2)) == "400 NETWORK_BOND_NAME_BAD_FORMAT")
    #expect(try make("plain", bond("bond5", ["eth3"])) == "400 NETWORK_BONDS_INVALID_SLAVE_COUNT")
    #expect(
      try make("plain", bond("bond5", ["eth3", "eth9"])) == "400 HOST_NETWORK_INTERFACE_HAVING_NAME_DOES_NOT_EXIST")
    #expect(
      try make("plain", bond("bond5", ["eth3", "eth1.100"])) == "409 NETWORK_INTERFACE_BOND_OR_VLAN_CANNOT_BE_SLAVE")
    #expect(try make("bonded", bond("bond5", ["eth1", "eth5"])) == "409 NETWORK_INTERFACE_ALREADY_IN_BOND")
    #expect(
      try make("plain", bond("bond5", ["eth2", "eth3"])) == "409 NETWORK_INTERFACE_ATTACHED_TO_NETWORK_CANNOT_BE_SLAVE")
    #expect(
      try make("plain", bond("bond5", ["eth3", "eth3"])) == "409 NETWORK_INTERFACE_REFERENCED_AS_A_SLAVE_MULTIPLE_TIMES"
    )
    #expect(
      try make("unmanaged", bond("bond5", ["eth3", "eth2"]))
        == "400 NETWORK_INTERFACE_WITH_UNMANAGED_NETWORK_CANNOT_BE_SLAVE")
    #expect(
      try make("bonded", bond("bond0", ["eth1", "eth2"], mode: "0")) == "400 INVALID_BOND_MODE_FOR_BOND_WITH_VM_NETWORK"
    )
    let byID = BondRequest(
      bond: Reference(name: "bond5"), slaves: [Reference(id: "0dd0dd0d-0000-4000-8000-00000000dead")])
    #expect(try make("plain", byID) == "500")
    #expect(try make("plain", BondRequest(bond: Reference())) == "400 BOND_DOES_NOT_HAVE_NEITHER_ID_NOR_NAME_SPECIFIED")
    // A slave may leave its bond in the same request.
    #expect(
      try refusal("bonded", v45) {
        $0.removedBonds = [Reference(name: "bond1")]
        $0.modifiedBonds = [bond("bond5", ["eth3", "eth4"])]
      } == nil)
    #expect(
      try refusal("plain", v45) {
        $0.modifiedBonds = [bond("bond5", ["eth3", "eth4"])]
        $0.modifiedAttachments = [attach("gold", "eth3")]
      } == "409 NETWORK_INTERFACE_ADDED_TO_BOND_AND_NETWORK_IS_ATTACHED_TO_IT_AT_THE_SAME_TIME")
  }

  @Test func removedBonds() throws {
    func remove(_ reference: Reference, _ persona: Persona) throws -> String? {
      try refusal("bonded", persona) { $0.removedBonds = [reference] }
    }
    #expect(try remove(Reference(name: "bond1"), persona(.v4)) == nil)
    #expect(try remove(Reference(name: "bond0"), persona(.v4)) == "409 BOND_USED_BY_NETWORK_ATTACHMENTS")
    #expect(try remove(Reference(name: "bond9"), persona(.v4)) == "400 NETWORK_BOND_RECORDS_DOES_NOT_EXISTS")
    #expect(try remove(Reference(name: "bond9"), persona(.v36)) == "400 NETWORK_BOND_RECORD_DOES_NOT_EXISTS")
    #expect(
      try refusal("bonded", persona(.v4)) {
        $0.removedBonds = [Reference(name: "bond1")]
        $0.modifiedBonds = [bond("bond1", ["eth3", "eth4"], mode: "4")]
      } == "400 BONDS_UPDATED_AND_REMOVED_SIMULTANEOUSLY")
  }

  @Test func labels() throws {
    let v45 = persona(.v4)
    func label(_ state: String, _ label: String, _ nic: String) throws -> String? {
      try refusal(state, v45) { $0.modifiedLabels = [LabelRequest(label: label, nic: Reference(name: nic))] }
    }
    #expect(try label("plain", "lab", "eth3") == nil)
    #expect(try label("plain", "lab", "eth9") == "400 INTERFACE_ON_NIC_LABEL_NOT_EXIST")
    #expect(try label("plain", "lab", "eth1.100") == "400 LABEL_ATTACH_TO_IMPROPER_INTERFACE")
    #expect(try label("bonded", "lab", "eth1") == "400 LABEL_ATTACH_TO_IMPROPER_INTERFACE")
    #expect(try refusal("plain", v45) { $0.removedLabels = ["lab"] } == "400 LABEL_NOT_EXIST_IN_HOST")
    #expect(
      try refusal("labels", v45) {
        $0.removedLabels = ["lab"]
        $0.modifiedLabels = [LabelRequest(label: "lab", nic: Reference(name: "eth3"))]
      } == "400 PARAMS_CONTAIN_DUPLICATE_LABELS")
    #expect(
      try refusal("plain", v45) {
        $0.modifiedLabels = [LabelRequest(label: "lab", nic: Reference(name: "eth3"))]
        $0.modifiedAttachments = [attach("labnet", "eth4")]
      } == "409 NETWORK_SHOULD_BE_ATTACHED_VIA_LABEL_TO_ANOTHER_NIC")
    // Labels are looked at first.
    #expect(
      try refusal("plain", v45) {
        $0.modifiedLabels = [LabelRequest(label: "lab", nic: Reference(name: "eth9"))]
        $0.modifiedAttachments = [attach("nothing", "eth9")]
        $0.modifiedBonds = [bond("team", [])]
      } == "400 INTERFACE_ON_NIC_LABEL_NOT_EXIST")
  }

  @Test func theOrderOfChecks() throws {
    let v45 = persona(.v4)
    let all: (inout SetupRequest) -> Void = {
      $0.modifiedAttachments = [attach("nothing", "eth9")]
      $0.removedAttachments = [AttachmentRequest(id: management)]
      $0.modifiedBonds = [bond("team", ["eth3", "eth4"])]
      $0.removedBonds = [Reference(name: "bond9")]
    }
    #expect(try refusal("plain", v45, all) == "400 NETWORK_HAVING_NAME_NOT_EXISTS")
    #expect(
      try refusal("plain", v45) {
        all(&$0)
        $0.modifiedAttachments = []
      } == "400 NETWORK_CANNOT_REMOVE_MANAGEMENT_NETWORK")
    #expect(
      try refusal("plain", v45) {
        all(&$0)
        $0.modifiedAttachments = []
        $0.removedAttachments = []
      } == "400 NETWORK_BOND_NAME_BAD_FORMAT")
    #expect(
      try refusal("plain", v45) {
        all(&$0)
        $0.connectivityTimeoutSeconds = 121
      } == "400 VALIDATION_CONNECTIVITY_TIMEOUT_INVALID")
  }

  @Test func addresses() throws {
    func with(_ persona: Persona, _ assignments: [AddressAssignment]) throws -> String? {
      try refusal("plain", persona) {
        var attachment = attach("blue", "eth3")
        attachment.assignments = assignments
        $0.modifiedAttachments = [attachment]
      }
    }
    let v45 = persona(.v4)
    let prefix = "400 NETWORK_ATTACHMENT_"
    let wrong = prefix + "IP_CONFIGURATION_INCOMPATIBLE_BOOT_PROTOCOL_AND_IP_ADDRESS_DETAILS"
    let missing = prefix + "IP_CONFIGURATION_STATIC_BOOT_PROTOCOL_MISSING_IP_ADDRESS_DETAILS"
    #expect(try with(v45, []) == nil)
    #expect(try with(persona(.v36), []) == prefix + "MISSING_IP_CONFIGURATION")
    #expect(
      try with(v45, [AddressAssignment(method: nil, isIPv6: false)])
        == prefix + "IP_CONFIGURATION_MISSING_BOOT_PROTOCOL")
    #expect(try with(v45, [AddressAssignment(method: "dhcp", isIPv6: false, address: "192.0.2.9")]) == wrong)
    #expect(try with(v45, [AddressAssignment(method: "static", isIPv6: false, address: "192.0.2.9")]) == missing)
    let bad = AddressAssignment(method: "static", isIPv6: false, address: "192.0.2", netmask: "255.255.255.0")
    #expect(try with(v45, [bad]) == "400 IPV4_ADDR_BAD_FORMAT")
    // Engine 3.6 leaves it to the host in a setup.
    #expect(try with(persona(.v36), [bad]) == nil)
    let gateway = AddressAssignment(
      method: "static", isIPv6: true, address: "2001:db8::9", netmask: "64", gateway: "2001:db8::1")
    #expect(try with(v45, [gateway]) == prefix + "IPV6_GATEWAY_ON_NON_DEFAULT_ROUTE_ROLE")
    #expect(try with(persona(.v4, 2), [gateway]) == nil)
  }

  @Test func roleNetworksNeedAnAddress() throws {
    func detachAddress(_ persona: Persona, _ change: (inout World) -> Void) throws -> String? {
      try refusal(
        "plain", persona,
        {
          $0.modifiedAttachments = [
            AttachmentRequest(id: management, assignments: [AddressAssignment(method: "none", isIPv6: false)])
          ]
        }, world: change)
    }
    let key = "409 ACTION_TYPE_FAILED_ROLE_NETWORK_HAS_NO_BOOT_PROTOCOL"
    #expect(try detachAddress(persona(.v4)) { _ in } == key)
    #expect(try detachAddress(persona(.v4, 1)) { _ in } == nil)
    #expect(try detachAddress(persona(.v36)) { $0.networks[0].usages = ["display"] } == key)
  }

  @Test func theMTUOfANicIsOne() throws {
    func attach(_ mtu: Int) throws -> String? {
      try refusal(
        "plain", persona(.v4), { $0.modifiedAttachments = [self.attach("blue", "eth2")] },
        world: { world in
          for index in world.networks.indices where world.networks[index].name == "blue" {
            world.networks[index].mtu = mtu
          }
        })
    }
    #expect(try attach(9000) == "409 NETWORK_MTU_DIFFERENCES")
    #expect(try attach(1500) == nil)
    #expect(try attach(0) == nil)
  }

  @Test func propertiesAndQoS() throws {
    #expect(
      try refusal("plain", persona(.v4)) {
        var attachment = attach("blue", "eth3")
        attachment.properties = ["colour": "blue"]
        $0.modifiedAttachments = [attachment]
      } == "400 ACTION_TYPE_FAILED_NETWORK_CUSTOM_PROPERTIES_BAD_INPUT")
    #expect(
      try refusal("plain", persona(.v4)) {
        var attachment = attach("blue", "eth2")
        attachment.qos = NetworkAttachment.QoS(linkShare: 10)
        $0.modifiedAttachments = [attachment]
      } == "400 ACTION_TYPE_FAILED_HOST_NETWORK_QOS_INTERFACES_WITHOUT_QOS")
  }

  @Test func synchronisingAllowsAChange() throws {
    #expect(
      try refusal("outofsync", persona(.v4)) {
        $0.modifiedAttachments = [attach(nil, "eth3", id: green)]
        $0.synchronizedAttachments = [green]
      } == nil)
    #expect(
      try refusal("outofsync", persona(.v4)) {
        $0.modifiedAttachments = [attach(nil, "eth3", id: green)]
        $0.overridesOutOfSync = true
      } == nil)
  }
}
