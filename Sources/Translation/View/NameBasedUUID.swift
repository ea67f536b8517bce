import Crypto

/// Version 5 UUIDs (RFC 9562 section 5.5): the same name always gives the same id, without a store.
enum NameBasedUUID {
  /// The space of the names of hidden devices: the version 5 UUID of `hostnet-gateway` in the DNS space of RFC 9562.
  private static let space: [UInt8] = bytes(
    of: "hostnet-gateway",
    in: [0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8])

  /// The id of a device of a host that the engine gives none.
  static func ofDevice(_ name: String, hostID: String) -> String {
    var text = ""
    for (index, byte) in bytes(of: "\(hostID)/\(name)", in: space).enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append("-") }
      if byte < 16 { text.append("0") }
      text.append(String(byte, radix: 16))
    }
    return text
  }

  private static func bytes(of name: String, in space: [UInt8]) -> [UInt8] {
    var hash = Insecure.SHA1()
    hash.update(data: space)
    hash.update(data: Array(name.utf8))
    var bytes = Array(hash.finalize().prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    return bytes
  }
}
