import RewriteLog
import XMLTree

@testable import Gateway

/// The sample world as the storm sees it: where tenant-a and tenant-b are, which sit untagged on free nics, and storage,
/// which is a vlan device on the bond. Written from the rules of 3.5 and from nothing of the translation.
struct StormWorld: Sendable {
  /// A request of the storm.
  enum Wish: Sendable, Equatable {
    case attach(network: String, nic: String)
    case detach(nic: String)
    /// The whole host; only on ``first``.
    case setUp(places: [String: String])
  }

  /// What must become of a wish.
  enum Expected: Equatable {
    /// Carried out by one call.
    case sent
    /// Nothing to do.
    case nothing
    /// Refused without a call, with that status.
    case refused(Int)
    /// Sent, and refused by the engine: an untagged network beside another.
    case refusedByEngine
  }

  static let authorization = "Authorization: Basic YWRtaW5AaW50ZXJuYWw6c2VjcmV0"
  static let first = "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201"
  static let second = "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c202"
  static let networks = ["tenant-a", "tenant-b"]

  /// The ids of the free nics of a host by name.
  static func freeNics(of host: String) -> KeyValuePairs<String, String> {
    let start = "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2"
    return host == first
      ? ["eno3": "\(start)107", "ens5f0": "\(start)108", "ens5f1": "\(start)109"]
      : ["eno2": "\(start)202", "eno3": "\(start)203"]
  }

  /// The nic of each network that is attached.
  var places: [String: String] = [:]

  /// Applies a wish to the model, and says what must become of it.
  mutating func take(_ wish: Wish) -> Expected {
    switch wish {
    case .attach(let network, let nic):
      if places[network] != nil { return .refused(409) }
      if places.values.contains(nic) { return .refusedByEngine }
      places[network] = nic
      return .sent
    case .detach(let nic):
      guard let network = places.first(where: { $0.value == nic })?.key else { return .refused(409) }
      places[network] = nil
      return .sent
    case .setUp(let wanted):
      if wanted == places { return .nothing }
      places = wanted
      return .sent
    }
  }

  /// Any wish for a host.
  static func anyWish(for host: String, _ generator: inout some RandomNumberGenerator) -> Wish {
    let nics = freeNics(of: host).map(\.key)
    let nic = nics.randomElement(using: &generator) ?? ""
    switch Int.random(in: 0..<10, using: &generator) {
    case 0..<4: return .attach(network: networks.randomElement(using: &generator) ?? "", nic: nic)
    case 4..<7: return .detach(nic: nic)
    default:
      guard host == first else { return .detach(nic: nic) }
      var places: [String: String] = [:]
      for (network, nic) in zip(networks, nics.shuffled(using: &generator)) where Bool.random(using: &generator) {
        places[network] = nic
      }
      if Bool.random(using: &generator) { places["storage"] = "bond1" }
      return .setUp(places: places)
    }
  }
}

extension StormWorld.Wish {
  /// Path and body of the legacy request.
  func request(host: String) -> (target: String, body: String) {
    let nics = "/api/hosts/\(host)/nics"
    let ids = StormWorld.freeNics(of: host)
    func id(_ nic: String) -> String { ids.first { $0.key == nic }?.value ?? "" }
    switch self {
    case .attach(let network, let nic):
      return ("\(nics)/\(id(nic))/attach", "<action><network><name>\(network)</name></network></action>")
    case .detach(let nic): return ("\(nics)/\(id(nic))/detach", "<action/>")
    case .setUp(let places):
      let added = places.sorted { $0.key < $1.key }.map { network, nic in
        "<host_nic><name>\(network == "storage" ? "\(nic).44" : nic)</name>"
          + "<network><name>\(network)</name></network><boot_protocol>none</boot_protocol></host_nic>"
      }
      return ("\(nics)/setupnetworks", "<action><host_nics>\(Self.unchanged)\(added.joined())</host_nics></action>")
    }
  }

  /// What the storm leaves alone on the first host.
  private static let unchanged = """
    <host_nic><name>eno1</name><network><name>ovirtmgmt</name></network><boot_protocol>static</boot_protocol>\
    <ip address="192.0.2.21" netmask="255.255.255.0" gateway="192.0.2.1"/></host_nic>\
    <host_nic><name>eno2.310</name><network><name>backup</name></network><boot_protocol>none</boot_protocol></host_nic>\
    <host_nic><name>bond1</name><network><name>migration</name></network><boot_protocol>static</boot_protocol>\
    <ip address="203.0.113.21" netmask="255.255.255.0"/><bonding><options><option name="mode" value="4"/>\
    <option name="miimon" value="100"/></options><slaves><host_nic><name>ens4f0</name></host_nic>\
    <host_nic><name>ens4f1</name></host_nic></slaves></bonding></host_nic>
    """

  /// The wish behind a logged request; nil if the storm didn't send it.
  init?(_ asked: LoggedRequest, host: String) {
    let parts = asked.target.split(separator: "/").map(String.init)
    guard let body = asked.body, let root = try? XMLReader.read(Array(body.utf8)), parts.count > 4 else { return nil }
    let nic = StormWorld.freeNics(of: host).first { $0.value == parts[4] }?.key ?? ""
    switch parts.last {
    case "attach": self = .attach(network: root.child("network")?.childText("name") ?? "", nic: nic)
    case "detach": self = .detach(nic: nic)
    case "setupnetworks":
      var places: [String: String] = [:]
      for entry in root.child("host_nics")?.children("host_nic") ?? [] {
        guard let network = entry.child("network")?.childText("name"), let name = entry.childText("name"),
          (StormWorld.networks + ["storage"]).contains(network)
        else { continue }
        places[network] = name.split(separator: ".").first.map(String.init)
      }
      self = .setUp(places: places)
    default: return nil
    }
  }
}

/// Numbers that are the same in every run (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct StormRandom: RandomNumberGenerator {
  private var state: UInt64

  /// A sequence of its own for each seed.
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
