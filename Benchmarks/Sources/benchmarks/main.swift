import Foundation

let verdicts = try TranslationBenchmark.run() + (try await LogBenchmark.run())
print("")
for verdict in verdicts { print(verdict.line) }
exit(verdicts.allSatisfy { $0.value <= $0.limit } ? 0 : 1)
