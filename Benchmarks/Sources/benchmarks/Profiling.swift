import EngineAPI
import HostNetworking
import LegacyAPI
import Translation
import XMLTree

/// One part of `GET nics` over and over, for a profiler.
enum Profiling {
  /// Repeats a part for some processor seconds.
  ///
  /// - Parameter part: `sax`, `parse`, `read`, `view` or `write`.
  static func run(_ part: String, nics count: Int, seconds: Double) throws {
    let documents = HostDocuments(count: count)
    let wire = EngineWires.wire(.v4, version: EngineVersion(4, 5))
    let nics = try XMLReader.parse(documents.nics, limits: .engineAnswer)
    let attachments = try XMLReader.parse(documents.attachments, limits: .engineAnswer)
    let state = HostState(
      host: Host(id: "5e7f0000-0000-4000-8000-000000000001", address: "node1", status: "up", clusterID: "c1"),
      networks: [], nics: try wire.nics(nics), attachments: try wire.attachments(attachments))
    let view = LegacyView.nics(of: state)
    let writer = LegacyAnswerWriter(hrefPrefix: "/ovirt-engine/api")
    let start = Measuring.processorTime()
    while Measuring.processorTime() - start < seconds {
      switch part {
      case "sax":
        _ = PlainSAX.parse(documents.nics)
        _ = PlainSAX.parse(documents.attachments)
      case "parse":
        _ = try XMLReader.parse(documents.nics, limits: .engineAnswer)
        _ = try XMLReader.parse(documents.attachments, limits: .engineAnswer)
      case "read":
        _ = try wire.nics(nics)
        _ = try wire.attachments(attachments)
      case "view": _ = LegacyView.nics(of: state)
      case "write": _ = writer.nics(view, hostID: state.host.id).document?.write(as: .xml)
      default: return
      }
    }
  }
}
