import GatewayErrors
import HostNetworking

@testable import Translation

/// A host, a request on it, and what comes of it: in the translation, in the model of the tests, and in the simulator.
struct Trial: Sendable {
  /// The seed that makes host and request.
  let seed: UInt64
  let world: World
  let desired: LegacyDesiredState
  /// What the engine tells of the host.
  let state: HostState
  let result: Result<EnginePlan, GatewayError>
  /// What the model of the tests does with the change; nil if the request is refused.
  let model: (world: World, complaints: [String])?
  /// What the simulated engine does with it; nil if the request is refused.
  let simulated: SimulatorModel.Outcome?

  /// The trial of a seed.
  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let world = World.random(&random)
    self.init(seed: seed, world: world, desired: RandomRequest.any(on: world, &random))
  }

  init(seed: UInt64, world: World, desired: LegacyDesiredState) {
    self.seed = seed
    self.world = world
    self.desired = desired
    state = world.state()
    result = Self.plan(.setupNetworks(desired), state)
    switch result {
    case .success(.call(let mutation)):
      model = EngineModel.apply(mutation, to: world)
      simulated = SimulatorModel.apply(mutation, to: world)
    case .success(.nothing):
      model = (world, [])
      simulated = SimulatorModel.Outcome(world: world)
    case .failure:
      model = nil
      simulated = nil
    }
  }

  static func plan(_ mutation: LegacyMutation, _ state: HostState) -> Result<EnginePlan, GatewayError> {
    do throws(GatewayError) {
      return .success(try Translator.plan(mutation, on: state))
    } catch {
      return .failure(error)
    }
  }

  func plan(_ desired: LegacyDesiredState) -> Result<EnginePlan, GatewayError> {
    Self.plan(.setupNetworks(desired), state)
  }

  var entries: [LegacyHostNic] { desired.hostNics ?? [] }

  /// The change; empty if nothing is sent, nil if the request is refused.
  var change: Change? { Self.change(of: result) }

  static func change(of result: Result<EnginePlan, GatewayError>) -> Change? {
    guard case .success(let plan) = result else { return nil }
    guard case .call(.setupNetworks(let change)) = plan else { return Change() }
    return change
  }

  /// The host afterwards, in each model that carried the change out.
  var afterwards: [(model: String, world: World)] {
    var worlds = model.map { [("the model", $0.world)] } ?? []
    if let simulated, simulated.refusal == nil { worlds.append(("the simulator", simulated.world)) }
    return worlds
  }

  /// The entry that states a network.
  func entry(of network: String) -> LegacyHostNic? {
    let name = world.network(network).name
    return entries.first { $0.network?.name == name || $0.network?.id == network }
  }
}

/// Whether both results are the same plan, or both are refused.
func agree(_ left: Result<EnginePlan, GatewayError>, _ right: Result<EnginePlan, GatewayError>) -> Bool {
  switch (left, right) {
  case (.success(let one), .success(let other)): one == other
  case (.failure, .failure): true
  default: false
  }
}
