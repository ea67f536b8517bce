/// Everything that the engine knows: a value, so that a refused request leaves no trace.
struct World: Sendable, Equatable {
  /// A thing that has nothing but id and name here.
  struct Named: Codable, Sendable, Equatable {
    /// The id, in lower case.
    var id: String
    /// The name.
    var name: String
  }

  /// The one data center.
  var dataCenter: Named
  /// The one cluster; every host is in it.
  var cluster: Named
  /// The networks of the data center.
  var networks: [Network]
  /// The hosts.
  var hosts: [Host]
  /// Whether vlan devices exist at all as devices; false after loading a state that has tagged attachments without them.
  var hasVlanDevices = true
  /// Where new ids come from.
  var identifiers = IdentifierSource()
  /// The ids of jobs, with what they do.
  var jobs: [Named] = []
  /// The ids of the jobs that clients opened and haven't ended.
  var openJobs: Set<String> = []
  /// The vnic profiles.
  var vnicProfiles: [VnicProfile] = []
  /// What happened, oldest first.
  var events: [Event] = []

  /// The network of that id.
  func network(id: String) -> Network? { networks.first { $0.id == id } }

  /// The network of that name.
  func network(name: String) -> Network? { networks.first { $0.name == name } }

  /// The network of the cluster that has that name.
  func clusterNetwork(name: String) -> Network? { networks.first { $0.inCluster && $0.name == name } }

  /// The index of the host of that id.
  func hostIndex(_ id: String) -> Int? { hosts.firstIndex { $0.id == id.lowercased() } }

  /// Notes a finished job and returns its id.
  mutating func finishJob(_ description: String) -> String {
    let job = Named(id: identifiers.next("job"), name: description)
    jobs.append(job)
    events.append(Event(id: (events.last?.id ?? 0) + 1, description: description))
    return job.id
  }
}
