import HostNetworking
import Testing
import XMLTree

@testable import LegacyAPI

@Suite("Lists of nics are written without a tree, and as if from one") struct LegacyBodyTests {
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 33
    }
  }

  private func nic(using dice: inout Dice) -> LegacyNic {
    func text() -> String {
      let words = [
        "eth0", "a/b", "ä&<>\"'", "", "0c1c0000-0000-4000-8000-000000000001", "bond0.7", "x\ny\t", "\u{1}", "%",
      ]
      return words.randomElement(using: &dice) ?? ""
    }
    func maybe<Value>(_ value: @autoclosure () -> Value) -> Value? { Bool.random(using: &dice) ? value() : nil }
    func statistic() -> NicStatistic {
      NicStatistic(
        id: text(), name: ["data.current.rx", "errors.total.tx", "other"].randomElement(using: &dice) ?? "",
        description: text(), kind: "gauge", valueType: "decimal", unit: "bytes_per_second",
        values: Bool.random(using: &dice) ? [text()] : [])
    }
    return LegacyNic(
      id: text(), name: text(), masterID: maybe(text()),
      network: maybe(Bool.random(using: &dice) ? .managed(id: text()) : .unmanaged(name: text())), mac: maybe(text()),
      ipv4: IPv4Configuration(
        method: BootProtocol.allCases.randomElement(using: &dice) ?? .none, address: maybe(text()),
        netmask: maybe(text()), gateway: maybe(text())),
      baseInterface: maybe(text()), vlan: maybe(Int.random(in: 0...4094, using: &dice)),
      bonding: maybe(
        LegacyNic.Bonding(
          options: Bool.random(using: &dice) ? [BondOption("mode", "4"), BondOption(text(), text())] : [],
          slaveIDs: Bool.random(using: &dice) ? [text(), text()] : [])),
      speed: maybe(10_000_000_000), status: maybe("up"), mtu: maybe(1500), isBridged: maybe(true),
      hasCustomConfiguration: maybe(false),
      properties: Bool.random(using: &dice) ? [CustomProperty(text(), text())] : [],
      statistics: maybe(Bool.random(using: &dice) ? [statistic(), statistic()] : []))
  }

  @Test(arguments: 0..<40)
  func bytesAreThoseOfTheTree(seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    let prefix = ["/ovirt-engine/api", "/api", "/a&b\"<é>"].randomElement(using: &dice) ?? ""
    let writer = LegacyAnswerWriter(hrefPrefix: prefix)
    let nics = (0..<Int.random(in: 0...20, using: &dice)).map { _ in nic(using: &dice) }
    let hostID = ["h1", "h/1&"].randomElement(using: &dice) ?? ""
    let answer = writer.nics(nics, hostID: hostID)
    let document = try #require(answer.document)
    let tree = try #require(answer.body)
    #expect(document.write(as: .xml) == XMLWriter.write(tree))
    #expect(document.write(as: .json) == LegacyDocument.write(tree, as: .json))
    #expect(tree.children("host_nic") == nics.compactMap { writer.nic($0, hostID: hostID).body })
  }
}
