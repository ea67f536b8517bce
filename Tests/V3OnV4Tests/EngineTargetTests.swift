import Testing

@testable import V3OnV4

@Suite("What a v4 engine is asked for")
struct EngineTargetTests {
  private func target(
    _ segments: [String], _ matrix: [(name: String, value: String?)] = [], _ query: String? = nil
  ) -> String {
    V3OnV4.engineTarget(segments: segments, matrix: matrix, query: query)
  }

  @Test("The root is empty, with or without a query")
  func root() {
    #expect(target([]) == "")
    #expect(target([], [], "") == "")
    #expect(target([], [("all_content", "true")]) == "?all_content=true")
  }

  @Test("Matrix parameters go behind the query that is there, in their order")
  func matrix() {
    #expect(
      target(["hosts"], [("max", "10"), ("case_sensitive", "False")], "search=name%3Drack4-node2")
        == "hosts?search=name%3Drack4-node2&max=10&case_sensitive=False")
    #expect(target(["events"], [("from", "12"), ("max", "3")]) == "events?from=12&max=3")
  }

  @Test("A bare matrix parameter is true")
  func bare() {
    #expect(target(["hosts", "a1"], [("async", nil), ("force", "")]) == "hosts/a1?async=true&force=")
  }

  @Test("The query stays as the client wrote it", arguments: ["search=a+b", "search=a%20b", "search=%22x%22&", "a=ü"])
  func query(_ query: String) {
    #expect(target(["hosts"], [], query) == "hosts?" + query)
    #expect(target(["hosts"], [("max", "1")], query) == "hosts?" + query + "&max=1")
  }

  @Test("A matrix parameter that the query has already is left out, as v4 looks at the query first")
  func twice() {
    #expect(target(["hosts"], [("max", "1"), ("from", "2"), ("from", "3")], "max=5") == "hosts?max=5&from=2")
  }

  @Test("Segments and values are encoded again")
  func encoding() {
    #expect(target(["hosts", "a/b;c d%ü"]) == "hosts/a%2Fb%3Bc%20d%25%C3%BC")
    #expect(target(["hosts", "a:b@c+d=e,f"]) == "hosts/a:b@c+d=e,f")
    #expect(target(["hosts", "a?b#c"]) == "hosts/a%3Fb%23c")
    #expect(target(["hosts"], [("search", "name=a&b+c;d #é")]) == "hosts?search=name%3Da%26b%2Bc%3Bd%20%23%C3%A9")
  }

  @Test("A path that v4 has under another name is replaced")
  func renamed() {
    #expect(target(["networks", "n1", "labels", "l1"]) == "networks/n1/networklabels/l1")
    #expect(target(["datacenters", "d1", "networks", "n1", "labels"]) == "networks/n1/networklabels")
    #expect(target(["no", "such", "path"]) == "no/such/path")
  }

  @Test("The detail statistics becomes what v4 follows; another detail passes")
  func detail() {
    #expect(target(["hosts", "a1"], [("detail", "statistics")]) == "hosts/a1?follow=statistics")
    #expect(target(["hosts"], [("detail", "statistics+x")]) == "hosts?follow=statistics")
    #expect(target(["hosts"], [("detail", "x")]) == "hosts?detail=x")
  }
}
