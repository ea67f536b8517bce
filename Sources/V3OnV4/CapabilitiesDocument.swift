import GatewayErrors
import XMLTree

/// The documents of `capabilities`, which API v4 doesn't have: the value lists of v3 as of 3.6 for each level that the
/// engine's `clusterlevels` name, with the CPU types and permits of that level.
struct CapabilitiesDocument: Sendable {
  /// What hrefs start with.
  let hrefPrefix: String

  private static let lists: [[String]] = String(decoding: PackageResources.capabilities_txt, as: UTF8.self)
    .split(separator: "\n").filter { !$0.hasPrefix("#") }
    .map { $0.split(separator: " ").map(String.init) }

  /// The document of all levels, oldest first; the newest is `current`.
  ///
  /// - Parameter levels: the engine's `cluster_levels`.
  /// - Throws: `ENGINE_ANSWER_UNREADABLE`, stage `answer`, if a level has no version as id.
  func all(_ levels: XMLElement) throws(GatewayError) -> XMLElement {
    let sorted = try sorted(levels)
    var document = XMLElement("capabilities")
    for (position, level) in sorted.enumerated() {
      document.children.append(version(level, isCurrent: position == sorted.count - 1))
    }
    if let newest = sorted.last {
      document.children += permits(newest.element).map { [$0] } ?? []
      document.children += Self.lists.filter { $0[0] == "scheduling_policies" }.map(Self.list)
    }
    return document
  }

  /// The document of one level; nil if the engine doesn't have it.
  ///
  /// - Parameter id: the id as ``all(_:)`` gives it, the level's version: `4.7`.
  func one(_ id: String, _ levels: XMLElement) throws(GatewayError) -> XMLElement? {
    let sorted = try sorted(levels)
    return sorted.firstIndex { $0.id == id }.map { version(sorted[$0], isCurrent: $0 == sorted.count - 1) }
  }

  private struct Level {
    var id: String
    var major: Int
    var minor: Int
    var element: XMLElement
  }

  private func sorted(_ levels: XMLElement) throws(GatewayError) -> [Level] {
    var found: [Level] = []
    for element in levels.children("cluster_level") {
      let id = element.attribute("id") ?? ""
      let numbers = id.split(separator: ".").map { Int($0) }
      guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else {
        throw GatewayError(
          .engineAnswerUnreadable, stage: .answer,
          detail: "The engine has a cluster level '\(id)', which is no version.")
      }
      found.append(Level(id: id, major: major, minor: minor, element: element))
    }
    return found.sorted { ($0.major, $0.minor) < ($1.major, $1.minor) }
  }

  private func version(_ level: Level, isCurrent: Bool) -> XMLElement {
    var version = XMLElement(
      "version",
      [
        XMLAttribute("href", "\(hrefPrefix)/capabilities/\(level.id)"), XMLAttribute("id", level.id),
        XMLAttribute("major", String(level.major)), XMLAttribute("minor", String(level.minor)),
      ])
    version.children.append(XMLElement("current", text: String(isCurrent)))
    let cpus = level.element.child("cpu_types")?.children("cpu_type") ?? []
    version.children.append(XMLElement("cpus", children: cpus.map(cpu)))
    for list in Self.lists {
      if list[0] == "permits" {
        version.children += permits(level.element).map { [$0] } ?? []
      } else {
        version.children.append(Self.list(list))
      }
    }
    return version
  }

  private func cpu(_ type: XMLElement) -> XMLElement {
    XMLElement(
      "cpu", [XMLAttribute("id", type.childText("name") ?? "")],
      children: [
        type.child("level"), type.childText("architecture").map { XMLElement("architecture", text: $0.uppercased()) },
      ].compactMap(\.self))
  }

  private func permits(_ level: XMLElement) -> XMLElement? {
    level.child("permits").map { permits in
      XMLElement(
        "permits",
        children: permits.children("permit").map { permit in
          XMLElement(
            "permit", permit.attributes.filter { $0.name == "id" },
            children: [permit.child("name"), permit.child("administrative")].compactMap(\.self))
        })
    }
  }

  private static func list(_ words: [String]) -> XMLElement {
    XMLElement(words[0], children: words.dropFirst(2).map { XMLElement(words[1], text: $0) })
  }
}
