import Synchronization

/// What was seen of each host when it was last read, as a guess of what to ask for at once: the cluster that it was in, whose
/// networks are then asked for beside the host, and whether its list could be written without the networks. What the engine
/// answers always decides, so an old guess costs a read or a round and never shows.
final class ClustersOfHosts: Sendable {
  private let clusters = Mutex<[String: String]>([:])
  private let sparing = Mutex<Set<String>>([])

  /// How many hosts are remembered; when there are more, all are forgotten.
  static let limit = 4096

  /// The cluster that a host was in; nil if it hasn't been read.
  func cluster(ofHost hostID: String) -> String? {
    clusters.withLock { $0[hostID] }
  }

  /// Whether the list of a host could be written without the networks.
  func sparesNetworks(host hostID: String) -> Bool {
    sparing.withLock { $0.contains(hostID) }
  }

  /// Remembers whether the list of a host could be written without the networks.
  func remember(sparesNetworks: Bool, ofHost hostID: String) {
    sparing.withLock { sparing in
      if !sparesNetworks {
        sparing.remove(hostID)
      } else {
        if sparing.count >= Self.limit { sparing.removeAll() }
        sparing.insert(hostID)
      }
    }
  }

  /// Remembers the cluster of a host that the engine knows.
  func remember(_ clusterID: String, ofHost hostID: String) {
    clusters.withLock { clusters in
      if clusters.count >= Self.limit, clusters[hostID] == nil { clusters.removeAll() }
      clusters[hostID] = clusterID
    }
  }
}
