import EngineClient
import EngineSimulator
import Foundation
import RewriteLog
import Synchronization
import TestSupport
import Testing
import XMLTree

@testable import Gateway

/// Somebody else changes the host between the gateway's read and its write.
@Suite struct ChangedMeanwhileTests {
  /// What the other does, straight on the engine, and what the client asks.
  enum Race: String, Sendable, CaseIterable {
    case attachedElsewhere, detachedMeanwhile, changedAttachmentIsGone
  }

  private static let nics = "/ovirt-engine/api/hosts/\(StormWorld.first)/nics"

  private static func nic(_ name: String) -> String {
    StormWorld.freeNics(of: StormWorld.first).first { $0.key == name }?.value ?? ""
  }

  /// Sends straight to the engine and waits; for use where nothing may be awaited.
  private static func straight(_ port: Int, _ method: String, _ target: String, body: String = "") -> StageAnswer? {
    guard let socket = try? RawSocket(port: port) else { return nil }
    try? socket.send(
      "\(method) \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/xml\r\n"
        + "\(StormWorld.authorization)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    return (try? socket.receiveAll()).flatMap(StageAnswer.init)
  }

  private static func attachments(_ port: Int, of nic: String) throws -> [String] {
    let list = try #require(straight(port, "GET", "\(nics)/\(Self.nic(nic))/networkattachments"))
    return try list.document().children("network_attachment").compactMap { $0.attribute("id") }
  }

  private static func ledgerCount(_ port: Int) async throws -> Int {
    let ledger = try await StageAnswer.to(port: port, "GET", "/-/ledger")
    return try JSONDecoder().decode([LedgerEntry].self, from: Data(ledger.body.utf8)).count
  }

  private static func write(_ wish: StormWorld.Wish, port: Int) async throws -> StageAnswer {
    let (target, body) = wish.request(host: StormWorld.first)
    return try await StageAnswer.to(port: port, "POST", target, [StormWorld.authorization], body: body)
  }

  @Test(arguments: SimulatorConfiguration.Dialect.allCases, Race.allCases)
  func theAnswerIs409AndNothingIsTriedTwice(dialect: SimulatorConfiguration.Dialect, race: Race) async throws {
    // A process of its own, since the other one's calls block a thread of this one.
    let engine = try await onThread { try GatewayProcess(simulating: ["--dialect", dialect.rawValue]) }
    let intents = Mutex(0)
    let isArmed = Mutex(false)
    let enginePort = engine.port
    let records = Stage.Records()
    // An intent is written after the read and before the write: that is where the other comes in.
    let gateway = try await GatewayServer.start(
      GatewayConfiguration(
        front: FrontConfiguration(eventLoops: 1),
        engine: EngineClientConfiguration(origin: "http://127.0.0.1:\(enginePort)"))
    ) { record in
      records.add(record)
      guard case .intent(let intent) = record, intent.willSend != nil, isArmed.withLock({ $0 }) else { return }
      intents.withLock { $0 += 1 }
      switch race {
      case .attachedElsewhere:
        let other = Self.straight(
          enginePort, "POST", "\(Self.nics)/\(Self.nic("ens5f0"))/networkattachments",
          body: "<network_attachment><network><name>tenant-a</name></network></network_attachment>")
        #expect(other?.status == 201, "\(String(describing: other))")
      case .detachedMeanwhile, .changedAttachmentIsGone:
        for id in (try? Self.attachments(enginePort, of: "eno3")) ?? [] {
          let other = Self.straight(enginePort, "DELETE", "\(Self.nics)/\(Self.nic("eno3"))/networkattachments/\(id)")
          #expect(other?.status == 200, "\(String(describing: other))")
        }
      }
    }
    if race != .attachedElsewhere {
      #expect(try await Self.write(.attach(network: "tenant-a", nic: "eno3"), port: gateway.port).status == 200)
    }
    let before = try await Self.ledgerCount(enginePort)
    isArmed.withLock { $0 = true }
    let wish: StormWorld.Wish =
      switch race {
      case .attachedElsewhere: .attach(network: "tenant-a", nic: "eno3")
      case .detachedMeanwhile: .detach(nic: "eno3")
      case .changedAttachmentIsGone: .setUp(places: ["tenant-a": "ens5f1"])
      }
    let answer = try await Self.write(wish, port: gateway.port)
    #expect(answer.status == 409, "\(answer)")
    #expect(answer.faultDetail?.isEmpty == false)
    #expect(intents.withLock { $0 } == 1)
    // The other's call and ours.
    #expect(try await Self.ledgerCount(enginePort) == before + 2)
    #expect(records.ends.last?.outcome == .failed)
    await gateway.shutDown()
    try await onThread { _ = engine.stop() }
  }
}
