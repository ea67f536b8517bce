import GatewayErrors
import NIOSSL

/// The TLS side of the front.
enum FrontTLS {
  /// The context for the configured certificate; nil for plain HTTP.
  ///
  /// SDK 3.5.6 offers no ALPN and 3.6.9 takes HTTP/2 if a server chooses it, so none is offered. TLS 1.2 is the least:
  /// Python 2.7's ssl speaks it.
  ///
  /// - Throws: `CONFIGURATION_INVALID` if one of the files is missing, or can't be used.
  static func context(_ configuration: FrontConfiguration) throws(GatewayError) -> NIOSSLContext? {
    switch (configuration.tlsCertificate, configuration.tlsKey) {
    case (nil, nil): return nil
    case (let certificate?, let key?):
      do {
        let chain = try NIOSSLCertificate.fromPEMFile(certificate)
        var tls = TLSConfiguration.makeServerConfiguration(
          certificateChain: chain.map { .certificate($0) },
          privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        tls.minimumTLSVersion = .tlsv12
        tls.applicationProtocols = []
        return try NIOSSLContext(configuration: tls)
      } catch {
        throw GatewayError(
          .configurationInvalid, stage: .configuration,
          detail: "The certificate \(certificate) with the key \(key) can't be used.",
          nextStep: "Give a PEM file with the certificate chain and one with its unencrypted key.", cause: "\(error)")
      }
    default:
      throw GatewayError(
        .configurationInvalid, stage: .configuration, detail: "A TLS certificate and its key belong together.",
        nextStep: "Give both, or neither for plain HTTP.")
    }
  }
}
