import Foundation
import GatewayErrors

/// A log with the files that it was rotated into, oldest first and the log itself last.
///
/// A rotated file is one beside the log whose name is that of the log with a number or date behind it, after a point or
/// hyphen: `rewrite.log.1`, `rewrite.log-20261125` (logrotate(8), `dateext`). The oldest is the one that was changed least
/// recently.
public struct RotatedLogs {
  /// A reader for each file, in the order of time.
  public let readers: [RewriteLogReader]
  /// The names of rotated files that are compressed, so that they aren't read.
  public let compressed: [String]

  /// Opens all files. If one is rotated meanwhile it opens them again, so that none is missed and none read twice.
  ///
  /// - Throws: `CONFIGURATION_INVALID` if a file can't be read, or there is none at all.
  public init(path: String) throws(GatewayError) {
    var attempts = 0
    while true {
      let before = Self.files(of: path)
      var readers: [RewriteLogReader] = []
      for file in before.rotated { readers.append(try RewriteLogReader(path: file.path)) }
      // Just after a rotation the log itself may not be there yet.
      if before.number != nil || before.rotated.isEmpty { readers.append(try RewriteLogReader(path: path)) }
      attempts += 1
      let after = Self.files(of: path)
      if after == before || attempts == 10 {
        self.readers = readers
        compressed = before.compressed
        return
      }
    }
  }

  /// The files of a log at a moment.
  private struct Files: Equatable {
    /// A rotated file.
    struct File: Equatable {
      var path: String
      var number: UInt64
      var changed: Date
    }
    var rotated: [File] = []
    var compressed: [String] = []
    /// The number of the log's own file.
    var number: UInt64?

    /// Whether the same files stand there; one that is written to is still the same.
    static func == (one: Files, other: Files) -> Bool {
      one.number == other.number && one.rotated.map(\.number) == other.rotated.map(\.number)
        && one.rotated.map(\.path) == other.rotated.map(\.path) && one.compressed == other.compressed
    }
  }

  private static func files(of path: String) -> Files {
    let url = URL(fileURLWithPath: path)
    let manager = FileManager.default
    func attributes(_ path: String) -> [FileAttributeKey: Any]? { try? manager.attributesOfItem(atPath: path) }
    func number(_ attributes: [FileAttributeKey: Any]?) -> UInt64? {
      (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value
    }
    var files = Files(number: number(attributes(path)))
    let folder = url.deletingLastPathComponent().path
    let names = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where name.hasPrefix(url.lastPathComponent) {
      let (isRotated, isCompressed) = kind(ofSuffix: name.dropFirst(url.lastPathComponent.count))
      guard isRotated else { continue }
      if isCompressed {
        files.compressed.append(name)
        continue
      }
      let sibling = "\(folder)/\(name)"
      guard let found = attributes(sibling), found[.type] as? FileAttributeType == .typeRegular else { continue }
      files.rotated.append(
        Files.File(
          path: sibling, number: number(found) ?? 0, changed: found[.modificationDate] as? Date ?? .distantPast))
    }
    files.rotated.sort { ($0.changed, $0.path) < ($1.changed, $1.path) }
    return files
  }

  /// Whether what stands behind the log's own name makes it a rotated file, and whether that is compressed.
  private static func kind(ofSuffix suffix: Substring) -> (isRotated: Bool, isCompressed: Bool) {
    guard let first = suffix.first, first == "." || first == "-" else { return (false, false) }
    let rest = suffix.dropFirst()
    let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "-" || $0 == "_" }
    guard digits.contains(where: \.isNumber) else { return (false, false) }
    let end = rest.dropFirst(digits.count)
    return (end.isEmpty || isCompression(end), isCompression(end))
  }

  private static func isCompression(_ end: Substring) -> Bool { [".gz", ".xz", ".zst", ".bz2"].contains(end) }
}
