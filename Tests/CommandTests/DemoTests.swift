import Testing

@Suite struct DemoTests {
  @Test(arguments: ["design", "3.6", "4"])
  func theDemoEndsByItselfAndAllIsAsItShouldBe(dialect: String) async throws {
    let demo = try await Command.run("demo", "--dialect", dialect)
    #expect(demo.status == 0, "\(demo.output) \(demo.errors)")
    #expect(demo.output.contains("All as it should be."))
    #expect(demo.output.contains("/nics/setupnetworks"))
    #expect(demo.output.contains(dialect == "design" ? "/hostsetupnetworks" : "›/setupnetworks"))
    #expect(demo.output.contains("NETWORK_CANNOT_REMOVE_MANAGEMENT_NETWORK"))
    #expect(demo.output.contains("bond2.310"))
  }

  @Test func noColoursGoIntoAPipe() async throws {
    let demo = try await Command.run("demo")
    #expect(!demo.output.contains("\u{1B}"))
  }

  @Test func aDialectThatDoesNotExistIsAWrongArgument() async throws {
    let demo = try await Command.run("demo", "--dialect", "5")
    #expect(demo.status == 64)
  }
}
