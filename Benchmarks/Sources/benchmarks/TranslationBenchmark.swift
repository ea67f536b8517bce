import EngineAPI
import Foundation
import HostNetworking
import LegacyAPI
import Translation
import XMLTree

/// Reading, translating and writing, in process, for hosts that grow.
enum TranslationBenchmark {
  /// Processor seconds of each part.
  struct Costs {
    var sax = 0.0
    var stream = 0.0
    var parse = 0.0
    var read = 0.0
    var view = 0.0
    var write = 0.0
    var request = 0.0
    var plan = 0.0
    /// `GET nics` without the calls to the engine.
    var list: Double { parse + read + view + write }
    /// `setupnetworks` without them.
    var setup: Double { parse + read + request + plan }
  }

  /// The sizes of the issue of growth: nics, and as many networks.
  static let sizes = [10, 100, 1000, 5000]

  /// Measures one size.
  static func costs(nics count: Int) throws -> Costs {
    let documents = HostDocuments(count: count)
    let all = [documents.nics, documents.attachments, documents.networks]
    let wire = EngineWires.wire(.v4, version: EngineVersion(4, 5))
    var costs = Costs()
    precondition(all.allSatisfy { PlainSAX.parse($0) && PlainStream.parse($0) })
    costs.sax = Measuring.processorSeconds { for document in all { _ = PlainSAX.parse(document) } }
    costs.stream = Measuring.processorSeconds { for document in all { _ = PlainStream.parse(document) } }
    var trees: [XMLNode] = []
    costs.parse = try Measuring.processorSeconds {
      trees = try all.map { try XMLReader.parse($0, limits: .engineAnswer) }
    }
    var state = HostState(
      host: Host(id: "5e7f0000-0000-4000-8000-000000000001", address: "node1", status: "up", clusterID: "c1"),
      networks: [], nics: [], attachments: [])
    costs.read = try Measuring.processorSeconds {
      state.nics = try wire.nics(trees[0])
      state.attachments = try wire.attachments(trees[1])
      state.networks = try wire.networks(trees[2], inCluster: true)
    }
    var nics: [LegacyNic] = []
    costs.view = Measuring.processorSeconds { nics = LegacyView.nics(of: state) }
    precondition(nics.count == 2 * count)
    let writer = LegacyAnswerWriter(hrefPrefix: "/ovirt-engine/api")
    costs.write = Measuring.processorSeconds {
      _ = writer.nics(nics, hostID: state.host.id).document?.write(as: .xml)
    }
    var mutation: LegacyMutation?
    let call = LegacyCall.setupNetworks(hostID: state.host.id)
    costs.request = try Measuring.processorSeconds {
      mutation = try LegacyRequestReader.read(call, body: documents.request, contentType: nil).mutation
    }
    guard let mutation else { return costs }
    var plan = EnginePlan.nothing
    costs.plan = try Measuring.processorSeconds { plan = try Translator.plan(mutation, on: state) }
    guard case .call(.setupNetworks(let change)) = plan, change.modifiedAttachments.count == 1 else {
      preconditionFailure("The plan isn't the one change that was asked for.")
    }
    return costs
  }

  /// Measures all sizes, prints them, and returns what to judge.
  static func run() throws -> [Verdict] {
    print("Processor milliseconds, nics and networks each:\n")
    print("| nics | SAX | stream | parse | read | view | write | request | plan | parse+write ÷ SAX | ÷ stream |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    var measured: [(size: Int, costs: Costs)] = []
    for size in sizes {
      let costs = try costs(nics: size)
      measured.append((size, costs))
      let cells = [
        costs.sax, costs.stream, costs.parse, costs.read, costs.view, costs.write, costs.request, costs.plan,
      ]
      let ratios = [costs.sax, costs.stream].map { String(format: "%.2f", (costs.parse + costs.write) / $0) }
      print(
        "| \(size) | " + (cells.map { String(format: "%.3f", $0 * 1000) } + ratios).joined(separator: " | ") + " |")
    }
    let last = measured[measured.count - 2].costs
    return [
      Verdict(
        "GET nics grows with nics to the power", Measuring.exponent(measured.map { ($0.size, $0.costs.list) }), 1.1),
      Verdict(
        "setupnetworks grows with nics to the power", Measuring.exponent(measured.map { ($0.size, $0.costs.setup) }),
        1.1),
      Verdict("parsing and writing 1,000 nics ÷ xmllint --stream", (last.parse + last.write) / last.stream, 1.5),
      Verdict("parsing and writing 1,000 nics ÷ SAX into nothing", (last.parse + last.write) / last.sax, 2),
    ]
  }
}

/// A ratio and what it may be at most.
struct Verdict {
  /// What was measured.
  let name: String
  /// The ratio.
  let value: Double
  /// The most that it should be.
  let limit: Double

  /// A verdict.
  init(_ name: String, _ value: Double, _ limit: Double) {
    self.name = name
    self.value = value
    self.limit = limit
  }

  /// One line.
  var line: String {
    let number = String(format: "%.2f", value)
    return "\(value <= limit ? "within" : "ABOVE ") \(name): \(number) (at most \(limit))"
  }
}
