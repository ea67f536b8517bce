import XMLTree

/// The names of elements and attributes that are read in answers of the engine, of API v3 and v4 alike.
enum AnswerName: UInt8, CaseIterable {
  // Roots, lists and their items.
  case actions, bonding, cluster, fault, host, hostNic, hostNics, ip, ipAddressAssignment, ipAddressAssignments, job
  case label, labels, link, mac, network, networkAttachment, networkAttachments, networkLabel, networkLabels, networks
  case option, options, properties, property, reportedConfiguration, reportedConfigurations, slaves, statistic
  case statistics, status, usage, usages, values, vlan
  // Values.
  case actualValue, address, assignmentMethod, baseInterface, bootProtocol, bridged, customConfiguration, datum
  case description, detail, gateway, href, id, inSync, kind, message, mtu, name, netmask, reason, rel, speed, state,
    type
  case unit, value, version

  /// The name in documents: `hostNic` is `host_nic`.
  var text: String { Self.texts[Int(rawValue)] }

  private static let texts = allCases.map { name in
    "\(name)".reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
  }

  private static let byText = Dictionary(uniqueKeysWithValues: zip(texts, allCases))

  /// Which name of a document each name is; in the order of the cases.
  static func places(in document: XMLDocument) -> [XMLName] {
    var places = Array(repeating: XMLName.absent, count: allCases.count)
    for (place, text) in document.names.enumerated() {
      if let name = byText[text] { places[Int(name.rawValue)] = XMLName(place: place) }
    }
    return places
  }
}
