import Foundation

/// A self-signed certificate for `localhost` and 127.0.0.1, made with the `openssl` program, in a folder of its own.
public struct TestCertificate: Sendable {
  /// The folder; remove it when done.
  public let folder: URL
  /// The PEM file with the certificate.
  public var certificate: String { folder.appendingPathComponent("certificate.pem").path }
  /// The PEM file with the key.
  public var key: String { folder.appendingPathComponent("key.pem").path }

  /// Makes one.
  public init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("certificate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
      "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate,
    ]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw RawSocket.Failure(description: "openssl ended with \(process.terminationStatus)")
    }
  }

  /// Removes the files.
  public func remove() {
    try? FileManager.default.removeItem(at: folder)
  }
}
