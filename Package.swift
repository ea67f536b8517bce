// swift-tools-version:6.2
import PackageDescription

// Own targets are built with every warning as an error and with the checks that keep the layers one-way.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "hostnet-gateway",
  products: [
    .executable(name: "hostnet-gateway", targets: ["hostnet-gateway"]),
    // What the benchmarks measure (`Benchmarks`).
    .library(
      name: "GatewayParts",
      targets: [
        "XMLTree", "HostNetworking", "LegacyAPI", "EngineAPI", "Translation", "RewriteLog", "GatewayErrors",
        "EngineClient", "Gateway",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CLibcurl", linkerSettings: [.linkedLibrary("curl")]),

    .target(name: "GatewayErrors", swiftSettings: strict),
    .target(name: "XMLTree", dependencies: ["CLibxml2", "GatewayErrors"], swiftSettings: strict),
    .target(name: "HostNetworking", dependencies: ["GatewayErrors"], swiftSettings: strict),
    .target(name: "LegacyAPI", dependencies: ["GatewayErrors", "XMLTree", "HostNetworking"], swiftSettings: strict),
    .target(name: "EngineAPI", dependencies: ["GatewayErrors", "XMLTree", "HostNetworking"], swiftSettings: strict),
    .target(
      name: "Translation",
      dependencies: ["GatewayErrors", "HostNetworking", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(
      name: "V3OnV4",
      dependencies: ["GatewayErrors", "XMLTree"],
      resources: [.embedInCode("Resources/rules.txt"), .embedInCode("Resources/capabilities.txt")],
      swiftSettings: strict),
    .target(
      name: "EngineClient",
      dependencies: ["CLibcurl", "GatewayErrors", .product(name: "NIOCore", package: "swift-nio")],
      swiftSettings: strict),
    .target(name: "RewriteLog", dependencies: ["GatewayErrors"], swiftSettings: strict),
    .target(
      name: "TranslationCases",
      dependencies: ["GatewayErrors", "XMLTree", "HostNetworking", "LegacyAPI", "EngineAPI", "Translation"],
      swiftSettings: strict),
    .target(
      name: "Gateway",
      dependencies: [
        "GatewayErrors", "XMLTree", "HostNetworking", "LegacyAPI", "EngineAPI", "Translation", "V3OnV4", "EngineClient",
        "RewriteLog",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict),
    .target(
      name: "EngineSimulator",
      dependencies: [
        "GatewayErrors", "XMLTree",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .target(
      name: "GatewayOptions",
      dependencies: [
        "GatewayErrors", "HostNetworking", "EngineAPI", "EngineClient", "RewriteLog", "Gateway",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "hostnet-gateway",
      dependencies: [
        "GatewayErrors", "XMLTree", "HostNetworking", "LegacyAPI", "EngineAPI", "Translation",
        "TranslationCases", "EngineClient", "RewriteLog", "Gateway", "GatewayOptions", "EngineSimulator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),

    // Raw sockets, misbehaving servers and child processes, for the suites that need them.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "XMLTreeTests", dependencies: ["XMLTree", "CLibxml2", "GatewayErrors"], swiftSettings: strict),
    .testTarget(
      name: "LegacyAPITests",
      dependencies: [
        "LegacyAPI", "HostNetworking", "XMLTree", "GatewayErrors",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EngineAPITests",
      dependencies: [
        "EngineAPI", "HostNetworking", "XMLTree", "GatewayErrors",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "TranslationTests",
      dependencies: [
        "Translation", "TranslationCases", "EngineSimulator", "EngineAPI", "LegacyAPI", "HostNetworking", "XMLTree",
        "GatewayErrors",
      ],
      swiftSettings: strict),
    .testTarget(name: "V3OnV4Tests", dependencies: ["V3OnV4", "XMLTree", "GatewayErrors"], swiftSettings: strict),
    .testTarget(name: "RewriteLogTests", dependencies: ["RewriteLog", "GatewayErrors"], swiftSettings: strict),
    .testTarget(
      name: "EngineClientTests",
      dependencies: [
        "EngineClient", "TestSupport", "GatewayErrors", .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EngineSimulatorTests",
      dependencies: [
        "EngineSimulator", "XMLTree", "GatewayErrors", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GatewayTests",
      dependencies: [
        "Gateway", "EngineSimulator", "EngineClient", "EngineAPI", "LegacyAPI", "HostNetworking", "Translation",
        "TranslationCases", "RewriteLog", "TestSupport", "XMLTree", "GatewayErrors",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GatewayOptionsTests",
      dependencies: [
        "GatewayOptions", "Gateway", "HostNetworking", "EngineAPI", "EngineClient", "GatewayErrors",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(name: "CommandTests", dependencies: ["TestSupport"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
