import GatewayErrors
import Testing

@testable import EngineSimulator

/// The JSON form of worlds.
struct StateTests {
  private static let names = [
    "plain", "hidden", "bonded", "mgmtbond", "outofsync", "unmanaged", "attributes", "labels", "address", "vlannames",
    "raw", "bondonly", "three",
  ]

  @Test(arguments: names) func everyCaseStateLoadsAndSurvivesADump(_ name: String) throws {
    let world = try StateForm.read(try Lab.fixture("states.json"), name: name)
    #expect(try StateForm.read(StateForm.write(world), name: nil) == world)
    #expect(world.hosts.first?.id == Lab.caseHost)
    #expect(world.hasVlanDevices == (name != "hidden"))
    // What the form doesn't say is made up.
    #expect(!world.cluster.id.isEmpty && !world.dataCenter.name.isEmpty && world.hosts.first?.name.isEmpty == false)
  }

  @Test func theSampleWorldIsTheFixture() throws {
    #expect(try StateForm.write(SampleWorld.make()) == Lab.fixture("rack4.json"))
    #expect(try StateForm.read(try Lab.fixture("rack4.json"), name: nil) == SampleWorld.make())
  }

  @Test func anUnknownNameListsTheOthers() throws {
    let file = try Lab.fixture("states.json")
    do {
      _ = try StateForm.read(file, name: "nothing")
      Issue.record("There is no such state.")
    } catch {
      #expect(error.code == .configurationInvalid)
      #expect(error.detail.contains("bonded, bondonly"))
    }
  }

  @Test func contradictionsAreNamed() throws {
    let text = String(decoding: try Lab.fixture("rack4.json"), as: UTF8.self)
    for (old, new, hint) in [
      ("\"ens4f1\"\n", "\"ens9\"\n", "Slave ens9"),
      ("\"nic\" : \"d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f2101\"", "\"nic\" : \"x\"", "which is no nic or bond"),
      ("\"base\" : \"eno2\"", "\"base\" : \"eno9\"", "needs a base"),
      ("\"name\" : \"eno3\"", "\"name\" : \"eno1\"", "two nics"),
    ] {
      #expect(text.contains(old), "\(old)")
      do {
        _ = try StateForm.read(Array(text.replacing(old, with: new).utf8), name: nil)
        Issue.record("\(hint) was taken.")
      } catch {
        #expect(error.detail.contains(hint), "\(error)")
      }
    }
  }

  @Test func idsAreStableAndNameBased() {
    // Java: UUID.nameUUIDFromBytes("foo".getBytes())
    #expect(IdentifierSource.named("foo") == "acbd18db-4cc2-385c-adef-654fccc4a4d8")
    var first = IdentifierSource()
    var second = IdentifierSource()
    #expect(first.next("nic") == second.next("nic"))
    #expect(first.next("nic") != first.next("nic"))
    #expect(IdentifierSource.isWellFormed("acbd18db-4cc2-385c-adef-654fccc4a4d8"))
    #expect(!IdentifierSource.isWellFormed("bond1"))
  }
}
