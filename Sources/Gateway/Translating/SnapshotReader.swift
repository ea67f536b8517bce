import EngineAPI
import EngineClient
import GatewayErrors
import HostNetworking
import Translation
import XMLTree

/// What the engine said about one host, and how to speak to it.
struct Snapshot: Sendable {
  /// The state that rules look at.
  var state: HostState
  /// The host with the URL that takes many changes at once.
  var host: EngineHost
  /// The dialect that this engine is spoken to in.
  var wire: any EngineWire
  /// The bodies that the state was read from; nil if they can't be told from others.
  var numbers: ReadNumbers?
}

/// The state of a host as far as a 3.5 client is shown of it.
struct HostView: Sendable {
  /// The state.
  var state: HostState
  /// The bodies that it was read from; nil if they can't be told from others.
  var numbers: ReadNumbers?
}

extension HostView {
  /// The state of a snapshot.
  init(_ snapshot: Snapshot) {
    self.init(state: snapshot.state, numbers: snapshot.numbers)
  }
}

/// Reads the state of a host: host, nics and attachments at once, and the networks of its cluster with them if the cluster
/// is known from before, else after them. Nothing that was read for another request is used as an answer.
struct SnapshotReader: Sendable {
  /// Finds out what the engine speaks.
  let knowledge: EngineKnowledge
  /// Makes the calls.
  let session: EngineSession
  /// Whether nics carry their statistics.
  var withStatistics = false

  /// Nics and attachments of a host.
  typealias Lists = (nics: Reading<[HostNic]>, attachments: Reading<[NetworkAttachment]>)

  /// Reads the state, with the networks of the cluster.
  ///
  /// - Parameter lists: what has been read already.
  /// - Throws: `NOT_FOUND` if the engine doesn't know the host.
  func snapshot(hostID: String, with lists: Lists? = nil) async throws(LaneFailure) -> Snapshot {
    let engine = try await knowledge.engine(asking: session)
    let wire = EngineWires.wire(engine.dialect ?? .v36, version: engine.version)
    let likely = knowledge.clusters.cluster(ofHost: hostID)
    // Begun before the engine has said which cluster it is; used only if it says the same.
    let early = session.mayReadInParallel ? likely.map { beginNetworks(inCluster: $0, wire: wire) } : nil
    defer { early?.cancel() }
    let (host, nics, attachments) = try await hostNicsAttachments(hostID, wire: wire, engine: engine, lists)
    let clusterID = try cluster(of: host.value, hostID: hostID)
    let begun = clusterID == likely ? early : nil
    let networks = try await self.networks(begun ?? beginNetworks(inCluster: clusterID, wire: wire)).get()
    let identity = EngineIdentity(version: engine.version, isV4: engine.isV4)
    let dialect = engine.dialect ?? EngineWires.dialect(of: identity, host: host.value) ?? .v36
    return Snapshot(
      state: HostState(
        host: host.value.host, networks: networks.value, nics: nics.value, attachments: attachments.value),
      host: host.value, wire: EngineWires.wire(dialect, version: engine.version),
      numbers: Self.numbers(host: host.number, nics: nics.number, attachments: attachments.number, networks.number))
  }

  /// What a 3.5 client is shown of a host: nics and attachments are enough as a rule, and the host and its networks aren't
  /// asked for. An engine that hides vlan devices is asked for all at once, unless the last list of this host did
  /// without the networks.
  ///
  /// - Throws: `NOT_FOUND` if the engine doesn't know the host.
  func view(hostID: String) async throws(LaneFailure) -> HostView {
    let engine = try await knowledge.engine(asking: session)
    // Hrefs have the id as the engine writes it; of one that is written otherwise only the host tells.
    guard let dialect = engine.dialect, HostIDSpelling.isTheEngines(hostID), session.mayReadInParallel else {
      return HostView(try await snapshot(hostID: hostID))
    }
    let hidesVlans = dialect == .design
    guard !hidesVlans || knowledge.clusters.sparesNetworks(host: hostID) else { return try await wholeView(hostID) }
    let wire = EngineWires.wire(dialect, version: engine.version)
    let read = beginAttachments(hostID, wire: wire)
    defer { read.cancel() }
    let call = wire.nicsCall(hostID: hostID, withStatistics: withStatistics)
    let readNics = await session.read(
      call, opensSession: true, wire: wire, rememberedAs: nicsKey(call, wire: wire, isChecked: true)
    ) { document throws(GatewayError) in
      for nic in document.children { try checkVersion(of: nic, isV4: engine.isV4) }
      return try wire.nics(document)
    }
    if hidesVlans, case .failure(let failure) = readNics, failure.error.code == .engineAnswerUnreadable {
      // Which version the engine speaks is the host's to say, as where it is always asked for.
      return try await wholeView(hostID)
    }
    let nics = try readNics.get()
    let attachments = try await self.attachments(read, hostID).get()
    let state = HostState(
      host: Host(id: hostID, address: "", status: ""), networks: [], nics: nics.value, attachments: attachments.value)
    guard LegacyView.needsNetworks(state) else {
      let numbers = nics.number.flatMap { nics in
        attachments.number.map { ReadNumbers(host: nil, nics: nics, attachments: $0, networks: nil) }
      }
      return HostView(state: state, numbers: numbers)
    }
    knowledge.clusters.remember(sparesNetworks: false, ofHost: hostID)
    return HostView(try await snapshot(hostID: hostID, with: (nics, attachments)))
  }

  private func wholeView(_ hostID: String) async throws(LaneFailure) -> HostView {
    let view = HostView(try await snapshot(hostID: hostID))
    knowledge.clusters.remember(sparesNetworks: !LegacyView.needsNetworks(view.state), ofHost: hostID)
    return view
  }

  private static func numbers(
    host: UInt64?, nics: UInt64?, attachments: UInt64?, _ networks: UInt64?
  ) -> ReadNumbers? {
    guard let host, let nics, let attachments, let networks else { return nil }
    return ReadNumbers(host: host, nics: nics, attachments: attachments, networks: networks)
  }

  /// Statistics differ each time, so nics with them aren't remembered.
  private func nicsKey(
    _ call: EngineAPI.EngineCall, wire: any EngineWire, isChecked: Bool = false
  ) -> AnswerMemo.ReadKey? {
    withStatistics ? nil : AnswerMemo.ReadKey(call, wire: wire, isChecked: isChecked)
  }

  /// A snapshot in which nothing but the id of the host is known: for commitnetconfig, which looks at nothing, as in 3.5
  /// (`CommitNetworkChangesCommand`).
  func unread(hostID: String) async throws(LaneFailure) -> Snapshot {
    let engine = try await knowledge.engine(asking: session)
    let host = Host(id: hostID, address: "", status: "")
    return Snapshot(
      state: HostState(host: host, networks: [], nics: [], attachments: []),
      host: EngineHost(host: host, multiChangePath: nil),
      wire: EngineWires.wire(engine.dialect ?? .v36, version: engine.version))
  }

  /// The snapshot with what else the mutation needs: all networks of the system, if it names one that the cluster doesn't
  /// have, and the labels of nics and networks, if it is about a label.
  func completed(_ snapshot: Snapshot, for mutation: LegacyMutation) async throws(LaneFailure) -> Snapshot {
    if let needed = LabelsNeeded(for: mutation, on: snapshot.state) {
      return try await LabelReader(session: session).labelled(snapshot, needed)
    }
    guard Translator.needsAllNetworks(mutation, on: snapshot.state) else { return snapshot }
    let all = try await networks(
      beginNetworks(snapshot.wire.allNetworksCall(), inCluster: false, wire: snapshot.wire)
    ).get()
    let known = Set(snapshot.state.networks.map(\.id))
    var completed = snapshot
    completed.numbers = nil
    completed.state.networks += all.value.filter { !known.contains($0.id) }
    return completed
  }

  /// The snapshot with the nics and attachments as they are after a change; host and networks don't change with it.
  func refreshed(_ snapshot: Snapshot) async -> Result<Snapshot, LaneFailure> {
    let hostID = snapshot.host.host.id
    let begun = (beginNics(hostID, wire: snapshot.wire), beginAttachments(hostID, wire: snapshot.wire))
    let read = (nics: await nics(begun.0, hostID), attachments: await attachments(begun.1, hostID))
    return read.nics.flatMap { nics in
      read.attachments.map { attachments in
        var now = snapshot
        now.state.nics = nics.value
        now.state.attachments = attachments.value
        now.numbers = nil
        return now
      }
    }
  }

  /// The attachments as they are now.
  func attachments(hostID: String, wire: any EngineWire) async -> Result<[NetworkAttachment], LaneFailure> {
    await attachments(beginAttachments(hostID, wire: wire), hostID).map(\.value)
  }

  private func hostNicsAttachments(
    _ hostID: String, wire: any EngineWire, engine: KnownEngine, _ lists: Lists?
  ) async throws(LaneFailure) -> (Reading<EngineHost>, Reading<[HostNic]>, Reading<[NetworkAttachment]>) {
    let beginsHost = beginHost(hostID, wire: wire, isV4: engine.isV4)
    if let lists { return (try await session.reading(beginsHost).get(), lists.nics, lists.attachments) }
    let goesAlone = !session.mayReadInParallel
    let first = goesAlone ? try await session.reading(beginsHost).get() : nil
    let beginsNics = beginNics(hostID, wire: wire)
    let beginsAttachments = beginAttachments(hostID, wire: wire)
    // A failure of one ends the others.
    defer {
      beginsNics.cancel()
      beginsAttachments.cancel()
    }
    let host = if let first { first } else { try await session.reading(beginsHost).get() }
    return (
      host, try await nics(beginsNics, hostID).get(), try await attachments(beginsAttachments, hostID).get()
    )
  }

  private func beginHost(_ hostID: String, wire: any EngineWire, isV4: Bool) -> BegunRead<EngineHost> {
    let call = wire.hostCall(hostID: hostID)
    return session.begin(
      call, opensSession: true, wire: wire, rememberedAs: AnswerMemo.ReadKey(call, wire: wire, isChecked: true)
    ) { document throws(GatewayError) in
      try checkVersion(of: document, isV4: isV4)
      return try wire.host(document)
    }
  }

  private func beginNics(_ hostID: String, wire: any EngineWire) -> BegunRead<[HostNic]> {
    let call = wire.nicsCall(hostID: hostID, withStatistics: withStatistics)
    return session.begin(call, wire: wire, rememberedAs: nicsKey(call, wire: wire)) { document throws(GatewayError) in
      try wire.nics(document)
    }
  }

  private func nics(_ read: BegunRead<[HostNic]>, _ hostID: String) async -> Result<Reading<[HostNic]>, LaneFailure> {
    await session.reading(read).mapNotFound(to: "nics of host \(hostID)")
  }

  private func beginAttachments(_ hostID: String, wire: any EngineWire) -> BegunRead<[NetworkAttachment]> {
    let call = wire.attachmentsCall(hostID: hostID)
    return session.begin(call, wire: wire, rememberedAs: AnswerMemo.ReadKey(call, wire: wire)) {
      document throws(GatewayError) in
      try wire.attachments(document)
    }
  }

  private func attachments(
    _ read: BegunRead<[NetworkAttachment]>, _ hostID: String
  ) async -> Result<Reading<[NetworkAttachment]>, LaneFailure> {
    await session.reading(read).mapNotFound(to: "network attachments of host \(hostID)")
  }

  private func beginNetworks(
    _ call: EngineAPI.EngineCall, inCluster: Bool, wire: any EngineWire
  ) -> BegunRead<[Network]> {
    session.begin(call, wire: wire, rememberedAs: AnswerMemo.ReadKey(call, wire: wire)) {
      document throws(GatewayError) in
      try wire.networks(document, inCluster: inCluster)
    }
  }

  private func beginNetworks(inCluster clusterID: String, wire: any EngineWire) -> BegunRead<[Network]> {
    beginNetworks(wire.clusterNetworksCall(clusterID: clusterID), inCluster: true, wire: wire)
  }

  private func networks(_ read: BegunRead<[Network]>) async -> Result<Reading<[Network]>, LaneFailure> {
    let prefix = EngineSession.apiRoot + "/"
    return await session.reading(read).mapNotFound(to: String(read.request.target.dropFirst(prefix.count)))
  }

  /// The cluster that the engine names, remembered for the next request.
  private func cluster(of host: EngineHost, hostID: String) throws(LaneFailure) -> String {
    guard let clusterID = host.host.clusterID else {
      throw LaneFailure(
        GatewayError(
          .engineAnswerUnreadable, stage: .snapshot,
          detail: "The engine doesn't say which cluster host \(hostID) is in.",
          nextStep: "Nothing was changed. Sign in as a user who may see the cluster."))
    }
    knowledge.clusters.remember(clusterID, ofHost: hostID)
    return clusterID
  }

  /// The status of a host or a nic is an element with a state in API v3, and a word in v4.
  private func checkVersion(of document: XMLNode, isV4: Bool) throws(GatewayError) {
    guard ["host", "host_nic"].contains(document.name), let status = document.child("status") else { return }
    let speaksV4 = status.child("state") == nil
    guard speaksV4 != isV4 else { return }
    knowledge.forget()
    throw GatewayError(
      .engineAnswerUnreadable, stage: .snapshot,
      detail: "The engine answers in API v\(speaksV4 ? 4 : 3); it spoke v\(isV4 ? 4 : 3) before, or --dialect says so.",
      nextStep: "Nothing was changed. Try again: the gateway asks the engine anew unless --dialect is set.")
  }
}

extension Result where Failure == LaneFailure {
  /// A 404 for something that must be there, since the host that it belongs to is: a failed read, not an unknown id.
  func mapNotFound(to what: @autoclosure () -> String) -> Self {
    mapError { failure in
      guard failure.error.code == .notFound else { return failure }
      return LaneFailure(
        GatewayError(
          .engineReadFailed, stage: .snapshot, detail: "The engine doesn't give the \(what()) (status 404).",
          nextStep: "Nothing was changed. The user may lack the right to see them."))
    }
  }
}
