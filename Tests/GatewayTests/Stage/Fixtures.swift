import EngineSimulator
import Foundation
import HostNetworking
import Translation
import TranslationCases

/// The files that tests share with the command line and the documentation.
enum Fixtures {
  /// The top of the repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The bytes of a file below `fixtures`.
  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent("fixtures").appendingPathComponent(path)))
  }

  /// The translation cases whose calls are translated.
  static let cases: [TranslationCase] = {
    let path = root.appendingPathComponent("fixtures/cases").path
    let all = (try? CaseFiles.read(path)) ?? []
    return all.filter(\.isPlayable)
  }()
}

extension TranslationCase {
  /// Whether the failed action of 3.5 is wrapped around a fault.
  var isAttachOrDetach: Bool { request.path.hasSuffix("/attach") || request.path.hasSuffix("/detach") }

  /// Whether 3.5 answered a success with the label.
  var isAnsweredWithLabel: Bool { request.method == "POST" && request.path.hasSuffix("/labels") }

  /// Whether 3.5 answered a success with the device: a new bond, and an edit of a nic.
  var isAnsweredWithNic: Bool { request.path.hasSuffix("/nics") || request.method == "PUT" }

  /// Whether the call is right as a translation, and the engine refuses it by a rule that the gateway leaves to it: an
  /// untagged network beside another untagged one, a name that no bond may have.
  var isRefusedByEngine: Bool { ["AT-60", "BD-61"].contains(id) }

  /// Whether the outcome rests on what engines of API v3 don't tell: an IPv6 address, the role of the default route.
  var needsV4: Bool { ["IP-61", "FA-32", "IP-77"].contains(id) }

  /// Whether the simulated engine can be in the state. Not in those that only a broken answer could bring: a nic without
  /// id, a bond without slaves, an attachment on a nic that isn't there, several addresses on one.
  var isPlayable: Bool {
    let ids = Set(state.nics.map(\.id))
    return stateName != "hiddenunmanaged" && ids.count == state.nics.count
      && state.nics.allSatisfy { if case .bond(let slaves, _) = $0.kind { !slaves.isEmpty } else { true } }
      && state.attachments.allSatisfy { ids.contains($0.nicID) && $0.ipv4.count <= 1 }
  }

  /// Whether vlan devices of the state can't be hidden, because they would be lost: unmanaged ones, and such with names of
  /// their own.
  var needsListedVlanDevices: Bool {
    let shown = Set(LegacyView.nics(of: hiddenState).map(\.name))
    return !state.nics.allSatisfy { shown.contains($0.name) }
  }

  private var hiddenState: HostState {
    var hidden = state
    hidden.nics.removeAll { if case .vlan = $0.kind { true } else { false } }
    return hidden
  }

  /// The request as a client makes it on an engine that hides vlan devices: with the ids that such devices have there.
  var requestForHiddenDevices: Request {
    let ids = Dictionary(LegacyView.nics(of: hiddenState).map { ($0.name, $0.id) }) { first, _ in first }
    var request = request
    for nic in state.nics {
      guard case .vlan = nic.kind, let id = ids[nic.name] else { continue }
      request.path = request.path.replacingOccurrences(of: nic.id, with: id)
      request.body = request.body?.replacingOccurrences(of: nic.id, with: id)
    }
    return request
  }
}
