import EngineClient
import RewriteLog
import Testing

@testable import Gateway

/// Holds the table "Answers of the engine" to what a client and the log are told: every row is played on a handler.
@Suite("docs/translation.md, answers of the engine")
struct AnswerTableTests {
  @Test("have a scenario for every row and a row for every scenario")
  func everyRowIsPlayed() {
    let rows = AnswerTable.rows.map(\.answer)
    #expect(Set(rows) == Set(AnswerScenario.byAnswer.keys))
    #expect(rows.count == AnswerScenario.byAnswer.count)
    #expect(!rows.isEmpty)
  }

  @Test("become what their row says, and nothing that it leaves out", arguments: AnswerTable.rows)
  func eachRow(row: AnswerTable.Row) async throws {
    let scenario = try #require(AnswerScenario.byAnswer[row.answer], "no scenario")
    let outcome = try #require(row.outcome, "the log has no such outcome")
    for call in scenario.calls {
      for answer in scenario.answers {
        let played = try await AnswerPlayed(call, answer, attachmentsAfter: scenario.attachmentsAfter)
        #expect(played.end.outcome == outcome, "\(played)")
        #expect(played.hasFaultInItsPlace, "\(played)")
        check(played, against: row.clauses(for: call))
      }
    }
  }

  /// Compares status, code and promises.
  private func check(_ played: AnswerPlayed, against clauses: [String]) {
    var status: Int?
    var code: String?
    var promises: Set<String> = []
    for clause in clauses {
      if let match = clause.wholeMatch(of: /(\d{3})(?: `([A-Z_]+)`)?/) {
        #expect(status == nil, "two statuses")
        status = Int(match.1)
        code = match.2.map(String.init)
      } else if clause == "the same status" {
        #expect(status == nil, "two statuses")
        status = played.engine?.status
      } else {
        #expect(played.keeps(clause) != nil, "nothing checks whether this holds: \(clause)")
        promises.insert(clause)
      }
    }
    #expect(played.kept == promises, "\(played)")
    // An answer that is handed on has the engine's.
    #expect(played.answer.status == status ?? played.engine?.status, "\(played)")
    #expect(played.code == code, "\(played)")
  }
}
