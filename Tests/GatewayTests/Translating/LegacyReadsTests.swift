import EngineClient
import RewriteLog
import Testing
import XMLTree

@testable import Gateway

@Suite struct LegacyReadsTests {
  private static func nics(_ answer: GatewayAnswer) throws -> [XMLElement] {
    try XMLReader.read(answer.body).children("host_nic")
  }

  @Test(arguments: ["/api", "/ovirt-engine/api", "/api/v3", "/ovirt-engine/api/v3"])
  func hrefsStartWithThePrefixOfTheClient(prefix: String) async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send("GET", "\(prefix)/hosts/h1/nics/")
    #expect(answer.status == 200)
    #expect(answer.header("content-type") == "application/xml")
    #expect(answer.text.hasPrefix(#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#))
    #expect(try Self.nics(answer).map { $0.attribute("href") } == ["e0", "e1"].map { "\(prefix)/hosts/h1/nics/\($0)" })
  }

  @Test(arguments: [("", 2), (";max=1", 1), (";max=0", 0), (";max=-1", 2), (";max=10;case_sensitive=True", 2)])
  func maxCutsTheList(matrix: String, count: Int) async throws {
    let test = try HandlerUnderTest()
    #expect(try Self.nics(await test.send("GET", "/api/hosts/h1/nics\(matrix)")).count == count)
  }

  @Test func aMaxThatIsNoNumberIsRefused() async throws {
    let test = try HandlerUnderTest()
    #expect(await test.send("GET", "/api/hosts/h1/nics;max=all").status == 400)
  }

  @Test func aSingleNicIsTheElementOfTheList() async throws {
    let test = try HandlerUnderTest()
    let list = try Self.nics(await test.send("GET", "/api/hosts/h1/nics"))
    let single = try XMLReader.read(await test.send("GET", "/api/hosts/h1/nics/e1").body)
    #expect(single == list[1])
  }

  @Test func aReadIsNoted() async throws {
    let test = try HandlerUnderTest()
    _ = await test.send("GET", "/api/hosts/h1/nics")
    let note = try #require(test.records.notes.first)
    #expect(note.kind == .read)
    #expect(note.status == 200)
    #expect(note.outcome == .done)
    #expect(note.bytes > 0)
  }

  @Test func aWrongMethodTellsTheRightOnes() async throws {
    let test = try HandlerUnderTest()
    let answer = await test.send("DELETE", "/api/hosts/h1/nics/e0/attach")
    #expect(answer.status == 405)
    #expect(answer.header("allow") == "POST")
  }

  @Test func aPathThatCannotBeReadIsRefused() async throws {
    let test = try HandlerUnderTest()
    #expect(await test.send("POST", "/api/hosts/%2e%2e/nics/setupnetworks").status == 400)
    #expect(test.engine.requests.isEmpty)
  }
}
