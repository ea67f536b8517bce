import GatewayErrors
import XMLTree

/// Reads a list of labels, of a nic or of a network: `labels` of `label` in API v3, `network_labels` of `network_label` in
/// API v4. The id is the text of the label (engine 3.6 and master, `AbstractBaseHostNicLabelsResource`).
enum LabelsAnswer {
  /// Reads it, in the engine's order.
  static func read(_ document: XMLNode, form: DocumentForm) throws(GatewayError) -> [String] {
    var labels: [String] = []
    for label in try AnswerElement.root(document, named: form == .v3 ? .labels : .networkLabels).children(
      form == .v3 ? .label : .networkLabel)
    {
      labels.append(try label.required(.id))
    }
    return labels
  }
}
