import Testing

@testable import V3OnV4

@Suite("Hrefs of the engine as the client's")
struct HrefTests {
  private func href(_ text: String) throws -> String? {
    HrefMap(enginePrefix: "/ovirt-engine/api", clientPrefix: "/api/v3", paths: try RuleTable.shared.get().paths.toV3)(
      text)
  }

  @Test("The prefix becomes the client's")
  func prefix() throws {
    #expect(try href("/ovirt-engine/api") == "/api/v3")
    #expect(try href("/ovirt-engine/api/") == "/api/v3/")
    #expect(try href("/ovirt-engine/api/hosts/a1/nics/n1") == "/api/v3/hosts/a1/nics/n1")
  }

  @Test(
    "What isn't below the prefix, or leads to nothing in v3, has no href",
    arguments: [
      "/ovirt-engine/apis/hosts", "/hosts/a1", "http://engine/ovirt-engine/api/hosts", "",
      "/ovirt-engine/api/clusterlevels", "/ovirt-engine/api/hosts/a1/copyhostnetworks",
      "/ovirt-engine/api/hosts/a1/nics/n1/linklayerdiscoveryprotocolelements", "/ovirt-engine/api/hosts/a1/x/y/z",
    ])
  func none(_ text: String) throws {
    #expect(try href(text) == nil)
  }

  @Test("Queries and matrix parameters stay")
  func query() throws {
    #expect(try href("/ovirt-engine/api/hosts?search={query}") == "/api/v3/hosts?search={query}")
    #expect(
      try href("/ovirt-engine/api/events;from={event_id}?search={query}")
        == "/api/v3/events;from={event_id}?search={query}")
    #expect(try href("/ovirt-engine/api/networks/n1/networklabels?max=1") == "/api/v3/networks/n1/labels?max=1")
  }

  @Test("A path that v3 has under another name is replaced")
  func renamed() throws {
    #expect(try href("/ovirt-engine/api/networks/n1/networklabels/l1") == "/api/v3/networks/n1/labels/l1")
    #expect(
      try href("/ovirt-engine/api/hosts/a1/nics/n1/networklabels/l1") == "/api/v3/hosts/a1/nics/n1/labels/l1")
    #expect(try href("/ovirt-engine/api/vms/v1/commitsnapshot") == "/api/v3/vms/v1/commit_snapshot")
  }

  @Test("The records of an action and of a creation have an href below it")
  func families() throws {
    #expect(try href("/ovirt-engine/api/hosts/a1/install/o1") == "/api/v3/hosts/a1/install/o1")
    #expect(
      try href("/ovirt-engine/api/vms/v1/creation_status/o1") == "/api/v3/vms/v1/creation_status/o1")
    #expect(try href("/ovirt-engine/api/hosts/a1/nics/n1/unknown") == nil)
  }
}
