import Foundation
import GatewayErrors
import HostNetworking
import LegacyAPI
import Testing
import TranslationCases

@testable import Translation

@Suite("The two policies")
struct PolicyTests {
  static let faithfulCases = Fixtures.cases.filter { $0.policy == .faithful }

  /// Sets one switch to another value of it, by the name of the switch.
  static let switches: [(name: String, copy: @Sendable (inout PolicySwitches, PolicySwitches) -> Void)] = [
    ("unstatedAddress", { $0.unstatedAddress = $1.unstatedAddress }),
    ("loneAddress", { $0.loneAddress = $1.loneAddress }),
    ("unknownBootProtocol", { $0.unknownBootProtocol = $1.unknownBootProtocol }),
    ("unstatedDefaultGateway", { $0.unstatedDefaultGateway = $1.unstatedDefaultGateway }),
    ("unstatedConnectivityCheck", { $0.unstatedConnectivityCheck = $1.unstatedConnectivityCheck }),
    ("unstatedProperties", { $0.unstatedProperties = $1.unstatedProperties }),
    ("unstatedBondOptions", { $0.unstatedBondOptions = $1.unstatedBondOptions }),
    ("leftOutSlave", { $0.leftOutSlave = $1.leftOutSlave }),
    ("slaveEntry", { $0.slaveEntry = $1.slaveEntry }),
    ("entryWithoutName", { $0.entryWithoutName = $1.entryWithoutName }),
    ("idAgainstName", { $0.idAgainstName = $1.idAgainstName }),
    ("baseAgainstName", { $0.baseAgainstName = $1.baseAgainstName }),
    ("gatewayOfBareNic", { $0.gatewayOfBareNic = $1.gatewayOfBareNic }),
    ("detachOfAnotherNetwork", { $0.detachOfAnotherNetwork = $1.detachOfAnotherNetwork }),
    ("unstatedAddressOfNic", { $0.unstatedAddressOfNic = $1.unstatedAddressOfNic }),
    ("unstatedGatewayOfNic", { $0.unstatedGatewayOfNic = $1.unstatedGatewayOfNic }),
    ("onlyVlanOfNic", { $0.onlyVlanOfNic = $1.onlyVlanOfNic }),
    ("slavesOfNic", { $0.slavesOfNic = $1.slavesOfNic }),
    ("unknownSlaveOfNewBond", { $0.unknownSlaveOfNewBond = $1.unknownSlaveOfNewBond }),
  ]

  static func outcome(_ translationCase: TranslationCase, _ switches: PolicySwitches) throws -> Result<
    EnginePlan, GatewayError
  > {
    let target = try #require(LegacyTarget("/api\(translationCase.request.path)"))
    let call = try #require(LegacyCall(method: translationCase.request.method, target: target))
    let body = Array((translationCase.request.body ?? "").utf8)
    let mutation = try LegacyRequestReader.read(call, body: body, contentType: "application/xml").mutation
    let state = CaseRunner.stateAsRead(for: mutation, translationCase.state)
    do throws(GatewayError) {
      return .success(try Translator.plan(mutation, on: state, switches))
    } catch {
      return .failure(error)
    }
  }

  @Test("differ in every switch, and every switch is known here")
  func everySwitchDiffers() {
    let names = Mirror(reflecting: PolicySwitches.guarded).children.compactMap(\.label)
    #expect(names == Self.switches.map(\.name))
    for (name, copy) in Self.switches {
      var mixed = PolicySwitches.guarded
      copy(&mixed, .faithful)
      #expect(mixed != .guarded, "\(name) is the same under both policies")
    }
  }

  @Test("have a case that shows each switch alone", arguments: switches.map(\.name))
  func everySwitchIsShown(_ name: String) throws {
    let copy = try #require(Self.switches.first { $0.name == name }).copy
    var mixed = PolicySwitches.faithful
    copy(&mixed, .guarded)
    let noticed = try Self.faithfulCases.contains { try Self.outcome($0, mixed) != Self.outcome($0, .faithful) }
    #expect(noticed, "no case of the faithful policy notices \(name)")
  }

  @Test("answer one request differently in at least twenty pairs of cases, each on one state")
  func pairs() throws {
    var differences = 0
    for translationCase in Self.faithfulCases {
      let twin = try #require(Fixtures.cases.first { $0.id == translationCase.guardedID }, "\(translationCase.id)")
      #expect(twin.policy == .guarded, "\(translationCase.id)")
      #expect(twin.stateName == translationCase.stateName, "\(translationCase.id)")
      #expect(twin.request == translationCase.request, "\(translationCase.id)")
      let one = translationCase.expectation
      let other = twin.expectation
      let differs = one.status != other.status || one.fault != other.fault || one.call != other.call
      if differs, !translationCase.tags.contains("same") { differences += 1 }
    }
    #expect(differences >= 20)
    #expect(Fixtures.cases.allSatisfy { $0.policy == .faithful || $0.guardedID == nil })
  }

  @Test("are told with every switch and its cases in docs/translation.md")
  func documented() throws {
    let page = try Fixtures.text("docs/translation.md")
    let start = try #require(page.range(of: "## The two policies")).upperBound
    let end = try #require(page.range(of: "## Rulings")).lowerBound
    let rows = page[start..<end].split(separator: "\n").filter { $0.hasPrefix("| ") }
    for (name, _) in Self.switches {
      let row = try #require(rows.first { $0.contains("`\(name)`") }, "\(name)")
      #expect(row.contains("FA-"), "\(name)")
    }
    let differing = Self.faithfulCases.filter { !$0.tags.contains("same") }
    for translationCase in differing {
      #expect(rows.contains { $0.contains(translationCase.id) }, "\(translationCase.id) stands in no row")
    }
    // Every decision and every quirk of 3.5 has its row.
    let text = rows.joined(separator: "\n")
    for number in 1...31 { #expect(text.contains("| D\(number) |"), "D\(number)") }
    for number in 1...38 { #expect(text.contains("| quirk \(number) |"), "quirk \(number)") }
    for number in 1...17 { #expect(text.contains("| F\(number) |"), "F\(number)") }
  }
}
