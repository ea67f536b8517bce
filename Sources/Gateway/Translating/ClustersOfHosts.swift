import Synchronization

/// Which cluster each host was in when it was last read: a guess that lets the networks of the cluster be asked for beside
/// the host. The engine's answer about the host always decides, so an old guess costs one read and never shows.
final class ClustersOfHosts: Sendable {
  private let clusters = Mutex<[String: String]>([:])

  /// How many hosts are remembered; when there are more, all are forgotten.
  static let limit = 4096

  /// The cluster that a host was in; nil if it hasn't been read.
  func cluster(ofHost hostID: String) -> String? {
    clusters.withLock { $0[hostID] }
  }

  /// Remembers the cluster of a host that the engine knows.
  func remember(_ clusterID: String, ofHost hostID: String) {
    clusters.withLock { clusters in
      if clusters.count >= Self.limit, clusters[hostID] == nil { clusters.removeAll() }
      clusters[hostID] = clusterID
    }
  }
}
