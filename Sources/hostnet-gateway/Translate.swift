import ArgumentParser
import EngineAPI
import Foundation
import GatewayErrors
import HostNetworking
import TranslationCases
import XMLTree

/// `hostnet-gateway translate`.
struct Translate: AsyncParsableCommand {
  /// Name and help.
  static let configuration = CommandConfiguration(
    commandName: "translate", abstract: "Translate offline, without opening a socket.",
    discussion: """
      Shows what the gateway would send to the engine for one legacy request on
      a host in a given state, or why it would refuse and by which rule of
      docs/translation.md. With --cases it runs cases and tells which differ.

      The state is JSON as in fixtures/states; FILE#NAME takes one of several
      states of a case file. The request is raw HTTP, for instance attach.http
      (HOST and NIC stand for the ids in the state):

        POST /api/hosts/HOST/nics/NIC/attach HTTP/1.1
        Content-Type: application/xml

        <action><network><name>gold</name></network></action>

      EXAMPLES
        hostnet-gateway translate --state plain.json --request attach.http
        hostnet-gateway translate --state plain.json --request - < attach.http
        hostnet-gateway translate --state plain.json --request put.http --policy faithful
        hostnet-gateway translate --cases fixtures/cases --dialect 3.6

      EXIT STATUS
        0   there is a call, or nothing to do; no case differs
        1   the request is refused; a case differs
        2   a file can't be used
        64  the options can't be used
      """)

  /// File of the state, with `#name` for one of several.
  @Option(name: .long, help: ArgumentHelp("State of the host.", valueName: "file[#name]"))
  var state: String?

  /// File of the request; `-` is standard input.
  @Option(name: .long, help: ArgumentHelp("Legacy request, raw HTTP; - reads standard input.", valueName: "file"))
  var request: String?

  /// Case file or folder.
  @Option(name: .long, help: ArgumentHelp("Case file, or folder with a file a case.", valueName: "path"))
  var cases: String?

  /// How the engine call is written.
  @Option(name: .long, help: "How the engine call is written: design, 3.6 or 4.")
  var dialect: EngineDialect = .v4

  /// How far 3.5 is followed; nil is guarded, and for cases what each of them says.
  @Option(name: .long, help: "With --request: guarded (the default) or faithful. Cases name their own policy.")
  var policy: TranslationPolicy?

  /// Refuses options that don't go together.
  func validate() throws {
    switch (state, request, cases) {
    case (_?, _?, nil), (nil, nil, _?): break
    default: throw ValidationError("Give --state and --request, or --cases alone.")
    }
    if cases != nil, policy != nil { throw ValidationError("Give --policy with --request: cases name their own.") }
  }

  /// Runs the cases, or translates the request.
  func run() async throws {
    do throws(GatewayError) {
      let isFine: Bool
      if let cases {
        isFine = try runCases(cases)
      } else if let state, let request {
        isFine = try runRequest(request, onState: state)
      } else {
        isFine = false
      }
      guard !isFine else { return }
    } catch {
      FileHandle.standardError.write(Data("hostnet-gateway: \(error.detail)\n".utf8))
      throw ExitCode(2)
    }
    throw ExitCode(1)
  }

  /// Runs all cases; true if none differs.
  private func runCases(_ path: String) throws(GatewayError) -> Bool {
    var passed = 0
    var differ = 0
    for translationCase in try CaseFiles.read(path) {
      let name = "\(translationCase.id)  \(translationCase.title)"
      switch CaseRunner.run(translationCase, dialect: dialect) {
      case .passed:
        passed += 1
        print("\(Ink.good("ok    "))\(name)")
      case .failed(let how):
        differ += 1
        print("\(Ink.bad("DIFF  "))\(name)\n      \(how)")
      }
    }
    print("\n\(passed) passed, \(differ) differ")
    return differ == 0
  }

  /// Translates one request; true if it isn't refused.
  private func runRequest(_ path: String, onState statePath: String) throws(GatewayError) -> Bool {
    let parts = statePath.split(separator: "#", maxSplits: 1).map(String.init)
    let state = try HostStateReader.read(
      json: try Self.read(parts.first ?? statePath), name: parts.count > 1 ? parts[1] : nil)
    let request = try RawRequest(try Self.read(path))
    switch try OfflineTranslation.of(request, on: state, dialect: dialect, policy: policy ?? .guarded) {
    case .call(let call): show(call)
    case .calls(let call, let saving):
      show(call)
      print(Ink.faint("\nThen, if that was carried out:"))
      show(saving)
    case .nothing: print("Nothing to do: the host is as asked. No call is made.")
    case .read: print("A read: no mutating call is made.")
    case .relayed: print("Not host networking of 3.5: relayed as it is.")
    case .refused(let error):
      print(Ink.bad("Refused; no call is made."))
      print("code    \(error.code.rawValue)\nstatus  \(error.status)\ndetail  \(error.detail)")
      if !error.nextStep.isEmpty { print("instead \(error.nextStep)") }
      print("rule    \(error.rule ?? "none: the request can't be read") (docs/translation.md)")
      return false
    }
    return true
  }

  private func show(_ call: EngineCall) {
    print(Ink.good("\(call.method) \(call.path)"))
    if let version = call.version { print(Ink.faint("Version: \(version)")) }
    if let body = call.body { print("\n\(XMLWriter.text(body))", terminator: "") }
  }

  private static func read(_ path: String) throws(GatewayError) -> [UInt8] {
    if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw GatewayError(
        .configurationInvalid, stage: .configuration, detail: "\(path) can't be read: \(error.localizedDescription)")
    }
  }
}

extension EngineDialect: ExpressibleByArgument {}
extension TranslationPolicy: ExpressibleByArgument {}

/// Colours, on a terminal only.
private enum Ink {
  static let isOn = isatty(1) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

  static func good(_ text: String) -> String { paint(text, 32) }
  static func bad(_ text: String) -> String { paint(text, 31) }
  static func faint(_ text: String) -> String { paint(text, 2) }

  private static func paint(_ text: String, _ code: Int) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
