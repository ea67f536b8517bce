import Foundation

let arguments = CommandLine.arguments.dropFirst()
if arguments.count == 3, arguments.first == "profile", let count = arguments.last.flatMap({ Int($0) }) {
  try Profiling.run(arguments.dropFirst().first ?? "", nics: count, seconds: 5)
  exit(0)
}
let verdicts = try TranslationBenchmark.run() + (try await LogBenchmark.run()) + (try await RelayBenchmark.run())
print("")
for verdict in verdicts { print(verdict.line) }
exit(verdicts.allSatisfy { $0.value <= $0.limit } ? 0 : 1)
