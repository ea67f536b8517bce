// swift-tools-version:6.2
import PackageDescription

// Benchmarks of parsing, translation, the rewrite log and the relay. A package of its own, so that the build of the gateway doesn't
// grow.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "hostnet-gateway", path: "..")],
  targets: [
    .executableTarget(
      name: "benchmarks",
      dependencies: [.product(name: "GatewayParts", package: "hostnet-gateway")])
  ],
  swiftLanguageModes: [.v6]
)
