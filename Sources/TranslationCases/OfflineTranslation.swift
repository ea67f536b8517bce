import EngineAPI
import GatewayErrors
import HostNetworking
import LegacyAPI
import Translation

/// What becomes of a legacy request on a host in a given state, without any socket.
public enum OfflineTranslation: Sendable {
  /// One engine call.
  case call(EngineCall)
  /// A call, and the one that saves what it did; the second is sent only if the first was carried out.
  case calls(EngineCall, saving: EngineCall)
  /// The host is as asked already.
  case nothing
  /// A read, which makes no mutating call.
  case read
  /// No host networking of 3.5: it passes as it is.
  case relayed
  /// Refused.
  case refused(GatewayError)

  /// Translates a request.
  ///
  /// - Throws: `CONFIGURATION_INVALID` if the request is for another host than the state is of.
  public static func of(
    _ request: RawRequest, on state: HostState, dialect: EngineDialect, policy: TranslationPolicy = .guarded
  ) throws(GatewayError) -> OfflineTranslation {
    let call: LegacyCall
    do throws(GatewayError) {
      guard let target = try LegacyTarget.parse(request.target),
        let made = LegacyCall(method: request.method, target: target)
      else { return .relayed }
      call = made
    } catch {
      return .refused(error)
    }
    if let hostID = call.hostID, hostID != state.host.id {
      throw JSONDocument.invalid("The request is for the host \(hostID), but the state is of \(state.host.id).")
    }
    switch call {
    case .listNics, .getNic, .setupNetworksStatus, .nicActionHistory, .listStatistics, .getStatistic, .listLabels,
      .getLabel, .commitStatus, .unknownBelowNic:
      return .read
    case .wrongMethod(let allowed):
      return .refused(
        GatewayError(
          .methodNotAllowed, stage: .parse, detail: "\(request.method) isn't a method of this URL.",
          nextStep: "It takes \(allowed.joined(separator: ", "))."))
    case .attach, .detach, .setupNetworks, .addBond, .updateNic, .removeNic, .addLabel, .removeLabel, .commitNetConfig:
      break
    }
    do throws(GatewayError) {
      let mutation = try LegacyRequestReader.read(call, body: request.body, contentType: request.contentType).mutation
      let known = CaseRunner.stateAsRead(for: mutation, state)
      switch try Translator.plan(mutation, on: known, policy: policy) {
      case .nothing: return .nothing
      case .call(let mutation):
        let calls = engineCalls(mutation, on: state.host, dialect: dialect)
        return calls.count == 2 ? .calls(calls[0], saving: calls[1]) : .call(calls[0])
      }
    } catch {
      return .refused(error)
    }
  }

  /// A mutation as a dialect writes it: one call, or two for a label on an engine that can't save in the same call.
  static func engineCalls(_ mutation: EngineMutation, on host: Host, dialect: EngineDialect) -> [EngineCall] {
    let wire = EngineWires.wire(dialect, version: nil)
    let engineHost = EngineHost(host: host, multiChangePath: nil)
    let saving = wire.savingCall(after: mutation, on: engineHost)
    return [wire.call(for: mutation, on: engineHost)] + (saving.map { [$0] } ?? [])
  }
}
