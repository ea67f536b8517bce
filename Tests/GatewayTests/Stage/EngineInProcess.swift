import EngineClient
@testable import EngineSimulator
import Foundation

/// The simulated engine without a socket, in which objects can vanish.
struct EngineInProcess: Sendable {
  private let engine = Engine(SimulatorConfiguration(dialect: .v4))

  /// Puts it into a state.
  func load(_ json: [UInt8]) async throws { try await engine.load(json, name: nil) }

  /// Answers a request.
  func answer(_ request: EngineRequest) async -> EngineResponse {
    let answer = await engine.answer(
      RawRequest(
        method: request.method, target: request.target, headers: request.headers.map { ($0.name, $0.value) },
        body: request.body ?? [])
    ).answer
    return EngineResponse(
      status: answer.status, reason: "", headers: answer.headers.map { HeaderField($0.name, $0.value) },
      body: answer.body)
  }

  /// Takes an object away, with what can't be without it, as if somebody else had done it.
  ///
  /// - Parameter id: of a nic, bond, attachment, network or of the host.
  func remove(_ id: String) async throws {
    guard
      var state = try JSONSerialization.jsonObject(with: Data(await engine.dump())) as? [String: Any],
      var nics = state["nics"] as? [[String: Any]], var attachments = state["attachments"] as? [[String: Any]],
      var networks = state["networks"] as? [[String: Any]], var host = state["host"] as? [String: Any]
    else { return }
    func text(_ object: [String: Any], _ key: String) -> String { object[key] as? String ?? "" }

    if text(host, "id") == id { host["id"] = "99999999-0000-4000-8000-0000000000ff" }
    let names = Dictionary(networks.map { (text($0, "id"), text($0, "name")) }) { $1 }
    var gone = Set(nics.filter { text($0, "id") == id }.map { text($0, "name") })
    for nic in nics where (nic["slaves"] as? [String] ?? []).contains(where: gone.contains) {
      gone.insert(text(nic, "name"))
    }
    for nic in nics where gone.contains(text(nic, "base")) { gone.insert(text(nic, "name")) }
    let goneIDs = Set(nics.filter { gone.contains(text($0, "name")) }.map { text($0, "id") })
    nics.removeAll { gone.contains(text($0, "name")) }
    networks.removeAll { text($0, "id") == id }
    let isGone: ([String: Any]) -> Bool = {
      text($0, "id") == id || text($0, "network") == id || goneIDs.contains(text($0, "nic"))
    }
    let detached = Set(attachments.filter(isGone).compactMap { names[text($0, "network")] })
    attachments.removeAll(where: isGone)
    nics.removeAll { text($0, "type") == "vlan" && detached.contains(text($0, "network")) }
    for index in nics.indices where detached.contains(text(nics[index], "network")) { nics[index]["network"] = nil }

    state["host"] = host
    state["nics"] = nics
    state["attachments"] = attachments
    state["networks"] = networks
    try await load(Array(try JSONSerialization.data(withJSONObject: state)))
  }
}
