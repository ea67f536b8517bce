import GatewayErrors
import HostNetworking

/// A mutating engine call in a form that compares: lists are sets, options and properties are maps, and neither the
/// dialect nor the order of elements matters.
public struct ObservedCall: Sendable, Equatable {
  /// A bond to create or reshape.
  public struct Bond: Sendable, Equatable {
    /// The id; nil for a new bond.
    public var id: String?
    /// The name; nil if it isn't sent.
    public var name: String?
    /// The slaves by name; nil if the element isn't sent.
    public var slaves: [String]?
    /// The options; nil if the element isn't sent.
    public var options: [String: String]?
  }

  /// An IP assignment.
  public struct Assignment: Sendable, Equatable {
    /// Whether it is of IPv6.
    public var isIPv6: Bool
    /// `none`, `dhcp`, `static` or one of the IPv6 words.
    public var method: String
    /// The address.
    public var address: String?
    /// The netmask, or the prefix length of IPv6.
    public var netmask: String?
    /// The gateway.
    public var gateway: String?
  }

  /// An attachment to create, move or edit.
  public struct Attachment: Sendable, Equatable {
    /// The id; nil for a new attachment.
    public var id: String?
    /// The id of the network; nil if it isn't sent, which an item with an id may.
    public var network: String?
    /// The id of the base; nil if it isn't sent.
    public var nicID: String?
    /// The name of the base; nil if it isn't sent.
    public var nicName: String?
    /// The assignments; nil if the element isn't sent.
    public var assignments: [Assignment]?
    /// The properties; nil if the element isn't sent.
    public var properties: [String: String]?
  }

  /// What the call carries.
  public enum Content: Sendable, Equatable {
    /// Nothing: a DELETE.
    case nothing
    /// One attachment.
    case attachment(Attachment)
    /// Many changes at once.
    case changes(Changes)
    /// A label to put on the nic of the path.
    case label(String)
  }

  /// Many changes at once.
  public struct Changes: Sendable, Equatable {
    /// `modified_bonds`.
    public var modifiedBonds: [Bond] = []
    /// Ids of `removed_bonds`.
    public var removedBonds: [String] = []
    /// `modified_network_attachments`.
    public var modifiedAttachments: [Attachment] = []
    /// Ids of `removed_network_attachments`.
    public var removedAttachments: [String] = []
    /// Ids of `synchronized_network_attachments`.
    public var synchronizedAttachments: [String] = []
    /// `modified_labels`: label and nic.
    public var modifiedLabels: [String] = []
    /// `removed_labels`.
    public var removedLabels: [String] = []
    /// `check_connectivity`; true if it isn't sent, which is the engine's default.
    public var checkConnectivity = true
    /// `connectivity_timeout` in seconds; nil if it isn't sent.
    public var connectivityTimeoutSeconds: Int?
    /// `commit_on_success`; false if it isn't sent.
    public var commitOnSuccess = false
  }

  /// The method.
  public var method: String
  /// The path below the API root, with leading slash; the multi-change call is `setupnetworks` in every dialect.
  public var path: String
  /// What it carries.
  public var content: Content

  /// A call in the comparable form.
  public init(method: String, path: String, content: Content) {
    self.method = method
    self.path = Self.normalised(path)
    self.content = content
  }

  /// The calls, with a label call and the `commitnetconfig` behind it as the one setupnetworks that they stand for on
  /// engines which can't save in the same call.
  ///
  /// - Parameter calls: all mutating calls of one legacy request, in their order.
  public static func joined(_ calls: [ObservedCall]) -> [ObservedCall] {
    guard calls.count == 2, calls[1].method == "POST", let joined = calls[0].savedLabelChange else { return calls }
    let host = joined.path.dropLast("setupnetworks".count)
    return calls[1].path == host + "commitnetconfig" ? [joined] : calls
  }

  /// The setupnetworks that a label call and a commit are together; nil for any other call.
  private var savedLabelChange: ObservedCall? {
    let segments = path.split(separator: "/").map(String.init)
    guard segments.count >= 5, segments[2] == "nics", ["labels", "networklabels"].contains(segments[4]) else {
      return nil
    }
    var changes = Changes(commitOnSuccess: true)
    switch (method, content, segments.count) {
    case ("POST", .label(let label), 5): changes.modifiedLabels = ["\(label) on \(segments[3])"]
    case ("DELETE", .nothing, 6): changes.removedLabels = [segments[5]]
    default: return nil
    }
    return ObservedCall(method: "POST", path: "/hosts/\(segments[1])/setupnetworks", content: .changes(changes))
  }

  /// The same call with networks that the wire may leave out (items with an id) taken from the expected one.
  func completed(from expected: ObservedCall) -> ObservedCall {
    var call = self
    switch (content, expected.content) {
    case (.attachment(var item), .attachment(let other)):
      if item.id != nil, item.network == nil, item.id == other.id { item.network = other.network }
      call.content = .attachment(item)
    case (.changes(var changes), .changes(let other)):
      for (index, item) in changes.modifiedAttachments.enumerated() where item.network == nil {
        guard let id = item.id else { continue }
        changes.modifiedAttachments[index].network = other.modifiedAttachments.first { $0.id == id }?.network
      }
      call.content = .changes(changes)
    default: break
    }
    return call
  }

  /// Drops what stands before `hosts`, and the name that the published design gave to the multi-change call.
  private static func normalised(_ path: String) -> String {
    var segments = path.split(separator: "/").map(String.init)
    if let hosts = segments.firstIndex(of: "hosts") { segments.removeFirst(hosts) }
    if segments.last == "hostsetupnetworks" { segments[segments.count - 1] = "setupnetworks" }
    return "/" + segments.joined(separator: "/")
  }
}
