import EngineClient

/// A legacy call that changes a host, with a host on which it becomes one mutating call of the engine.
enum AnsweredCall: String, Sendable, CaseIterable {
  case setup, attach, detach, addBond, updateNic, removeBond, addLabel, removeLabel, commit

  /// The words of the table for some of the calls.
  static let subjects: [String: Set<AnsweredCall>] = [
    "an action": [.setup, .attach, .detach, .removeBond, .removeLabel, .commit],
    "a new bond or label": [.addBond, .addLabel],
    "an edit": [.updateNic],
  ]

  /// Whether 3.5 put a fault into the action that was sent.
  var failsAsAction: Bool { [.attach, .detach, .commit].contains(self) }

  private static let host = "/ovirt-engine/api/hosts/h1"

  /// Method, target and body.
  var request: (method: String, target: String, body: String) {
    switch self {
    // All but network red, which goes.
    case .setup:
      (
        "POST", "\(Self.host)/nics/setupnetworks",
        """
        <action><host_nics><host_nic><name>eth0</name><network><name>ovirtmgmt</name></network>\
        <ip address="10.0.0.11" gateway="10.0.0.1" netmask="255.255.255.0"/><boot_protocol>static</boot_protocol></host_nic>\
        <host_nic><name>bond1</name><network><name>blue</name></network><bonding><slaves><host_nic><name>eth4</name></host_nic>\
        <host_nic><name>eth5</name></host_nic></slaves></bonding><boot_protocol>none</boot_protocol></host_nic>\
        </host_nics></action>
        """
      )
    case .attach: ("POST", "\(Self.host)/nics/e2/attach", "<action><network><name>gold</name></network></action>")
    case .detach: ("POST", "\(Self.host)/nics/a2/detach", "<action><network><name>red</name></network></action>")
    case .addBond:
      (
        "POST", "\(Self.host)/nics",
        """
        <host_nic><name>bond0</name><network><name>gold</name></network><bonding><slaves><host_nic><name>eth2</name></host_nic>\
        <host_nic><name>eth3</name></host_nic></slaves></bonding></host_nic>
        """
      )
    case .updateNic:
      ("PUT", "\(Self.host)/nics/e0", "<host_nic><boot_protocol>dhcp</boot_protocol></host_nic>")
    case .removeBond: ("DELETE", "\(Self.host)/nics/b1", "")
    case .addLabel: ("POST", "\(Self.host)/nics/e3/labels", #"<label id="new"/>"#)
    case .removeLabel: ("DELETE", "\(Self.host)/nics/e2/labels/lab", "")
    case .commit: ("POST", "\(Self.host)/commitnetconfig", "<action><force>true</force></action>")
    }
  }

  /// What the engine has: eth0 with the management network, eth1 with the vlan of network red, bond1 with network blue, and
  /// eth2, with a label, and eth3 free. The bond that the call makes is there once something was sent.
  func read(_ target: String, isSent: Bool) -> String? {
    switch target {
    case "\(Self.host)/nics":
      Self.nics(bonds: ["b1": ["e4", "e5"]].merging(isSent && self == .addBond ? ["b0": ["e2", "e3"]] : [:]) { $1 })
    case "\(Self.host)/networkattachments": FakeEngine.attachments(of: ["a1": "n1 e0", "a2": "n2 e1", "a3": "n3 b1"])
    case "/ovirt-engine/api/clusters/c1/networks":
      FakeEngine.networks.replacing(
        "</networks>",
        with: """
          <network id="n3"><name>blue</name><usages><usage>vm</usage></usages></network>\
          <network id="n4"><name>gold</name><usages><usage>vm</usage></usages><vlan id="200"/></network></networks>
          """)
    case "\(Self.host)/nics/e2/networklabels":
      #"<network_labels><network_label id="lab"/></network_labels>"#
    default: target.hasSuffix("/networklabels") ? "<network_labels/>" : nil
    }
  }

  private static func nics(bonds: [String: [String]]) -> String {
    let free = (2...5).map {
      #"<host_nic id="e\#($0)"><name>eth\#($0)</name><boot_protocol>none</boot_protocol></host_nic>"#
    }
    let made = bonds.map { id, slaves in
      """
      <host_nic id="\(id)"><name>bond\(id.dropFirst())</name><boot_protocol>none</boot_protocol>\
      \(id == "b1" ? #"<network id="n3"/>"# : "")<bonding><options/><slaves>\
      \(slaves.map { #"<host_nic id="\#($0)"/>"# }.joined())</slaves></bonding></host_nic>
      """
    }
    return FakeEngine.nics.replacing("</host_nics>", with: (free + made).joined() + "</host_nics>")
  }
}
