import XMLTree

/// How documents are written that go to the engine: as API v3 or as API v4.
///
/// An engine refuses a request with an unknown element as a whole, and drops unknown attributes without a word; so the
/// two forms must never be mixed (engine 3.6, `api.xsd`; API metamodel, `SchemaGenerator`).
enum DocumentForm: Sendable {
  /// API v3: scalar groups are attributes; element order as in the hand-written schema.
  case v3
  /// API v4: only id, href and rel are attributes; elements sorted by name, first own ones, then links.
  case v4

  /// The value of the `Version` header; engine 3.6 ignores it.
  var version: String {
    switch self {
    case .v3: "3"
    case .v4: "4"
    }
  }

  /// The name of a label element.
  var label: String {
    switch self {
    case .v3: "label"
    case .v4: "network_label"
    }
  }

  /// The last path segment of a list of labels (engine 3.6, `LabelsResource`; API model, `NetworkLabelsService`).
  var labelsPath: String {
    switch self {
    case .v3: "labels"
    case .v4: "networklabels"
    }
  }

  /// An element with named texts: attributes in v3, child elements sorted by name in v4. Nil texts are left out.
  func group(_ name: String, _ members: KeyValuePairs<String, String?>) -> XMLElement {
    let present = members.compactMap { member in member.value.map { (name: member.key, text: $0) } }
    switch self {
    case .v3: return XMLElement(name, present.map { XMLAttribute($0.name, $0.text) })
    case .v4: return XMLElement(name, children: arrange(own: present.map { XMLElement($0.name, text: $0.text) }))
    }
  }

  /// Children in the order of the schema; both lists come in the order of v3.
  func arrange(links: [XMLElement] = [], own: [XMLElement]) -> [XMLElement] {
    switch self {
    case .v3: links + own
    case .v4: own.sorted { $0.name < $1.name } + links.sorted { $0.name < $1.name }
    }
  }
}
