import GatewayErrors
import LegacyAPI
import Testing
import XMLTree

/// Bodies of real clients with bytes changed: each is read, or refused with one of the codes of unreadable bodies.
@Suite struct MutatedBodyTests {
  private static let codes: Set<FaultCode> = [
    .requestNotXML, .requestXMLForbidden, .requestXMLTooLarge, .requestRootUnexpected, .requestElementUnknown,
    .requestValueInvalid, .requestValueUnreadable,
  ]

  @Test(arguments: 0..<8)
  func noBodyIsReadWrongOrCrashes(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let recorded = try RecordedRequest.read("sdk-3.5.6.0", "setup-full")
    let body = try #require(recorded.first { $0.target.hasSuffix("/setupnetworks") }).body
    var read = 0
    for _ in 0..<250 {
      var mutated = body
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&mutated, using: &random) }
      do throws(GatewayError) {
        let request = try LegacyRequestReader.read(.setupNetworks(hostID: "h"), body: mutated, contentType: nil)
        let again = try LegacyRequestReader.read(
          .setupNetworks(hostID: "h"), body: XMLWriter.write(request.echo), contentType: nil)
        #expect(again == request)
        read += 1
      } catch {
        #expect(Self.codes.contains(error.code), "\(error)")
        #expect(error.stage == .parse)
      }
    }
    // Changed names and values are read; changed tags are not.
    #expect((10..<240).contains(read))
  }

  @Test(arguments: ["bond-add", "update-async"])
  func noNicIsReadWrongOrCrashes(step: String) throws {
    var random = SplitMix(state: 9)
    let recorded = try RecordedRequest.read("sdk-3.5.6.0", step)
    let body = try #require(recorded.first { $0.method == "POST" || $0.method == "PUT" }).body
    let call = LegacyCall.updateNic(hostID: "h", nicID: "n")
    var read = 0
    for _ in 0..<500 {
      var mutated = body
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&mutated, using: &random) }
      do throws(GatewayError) {
        let request = try LegacyRequestReader.read(call, body: mutated, contentType: nil)
        let again = try LegacyRequestReader.read(call, body: XMLWriter.write(request.echo), contentType: nil)
        #expect(again == request)
        read += 1
      } catch {
        #expect(Self.codes.contains(error.code), "\(error)")
        #expect(error.stage == .parse)
      }
    }
    #expect((20..<480).contains(read))
  }

  private func mutate(_ bytes: inout [UInt8], using random: inout SplitMix) {
    let index = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0...3, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[index] = UInt8.random(in: 0x61...0x7A, using: &random)
    case 2: bytes.remove(at: index)
    default: bytes.insert(contentsOf: Array("<&>\"'/ ".utf8).shuffled(using: &random).prefix(1), at: index)
    }
  }
}

/// A generator with a seed, so that a failure can be seen again (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
