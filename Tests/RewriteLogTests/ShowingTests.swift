import Foundation
import GatewayErrors
import Testing

@testable import RewriteLog

@Suite struct ShowingTests {
  private let time = Timestamp(millisecondsSince1970: 1_800_000_000_123)
  private let plain = TerminalStyle(usesColour: false, width: 120)

  @Test func xmlIsLaidOutAnElementALine() {
    #expect(
      BodyLayout.lines(
        of: " <?xml version=\"1.0\"?><a b='>'><c>x y</c><d/><e>\n  <f></f>\n</e></a>") == [
          "<?xml version=\"1.0\"?>", "<a b='>'>", "  <c>x y</c>", "  <d/>", "  <e>", "    <f></f>", "  </e>", "</a>",
        ])
  }

  @Test(arguments: ["<a><b>", "<a", "</a></b>", "<a>x<b>y</b>z</a>", "text", "{\"a\":\n1}", "<", ""])
  func brokenBodiesLoseNothingButWhiteSpace(_ body: String) {
    #expect(BodyLayout.lines(of: body).joined().filter { !$0.isWhitespace } == body.filter { !$0.isWhitespace })
  }

  @Test func whatBothSidesHaveIsNotMarked() {
    let (old, new) = LineDifference.compare(["<a>", "  <b/>", "</a>"], ["<a>", "<c/>", "    <b/>", "</a>"])
    #expect(old.map(\.isShared) == [true, true, true])
    #expect(new.map(\.isShared) == [true, false, true, true])
  }

  @Test func theViewShowsBothSidesWithMarksAndTheOutcome() {
    let text = EntryView(style: plain).text(intent: intent().redacted(at: time), end: end().redacted(at: time))
    #expect(text.contains("Legacy request") && text.contains("│ Engine call"))
    #expect(text.contains("-   <network>"))
    #expect(text.contains("+   <modified_network_attachments/>"))
    #expect(text.contains("Outcome  done: the engine carried it out."))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
    #expect(!text.contains("\u{1B}"))
  }

  @Test func onANarrowTerminalOneSideStandsUnderTheOther() {
    let style = TerminalStyle(usesColour: true, width: 60)
    let text = EntryView(style: style).text(intent: intent().redacted(at: time), end: end().redacted(at: time))
    #expect(!text.contains("│"))
    #expect(text.contains("\u{1B}[31m-   <network>\u{1B}[0m"))
  }

  @Test func aCallThatSavesIsWrittenReadBackAndShown() throws {
    var intended = intent()
    intended.thenSend = LoggedRequest(method: "POST", target: "/api/hosts/h/commitnetconfig", body: "<action/>")
    var ended = end(
      "K3VT", .failed, error: GatewayError(.labelNotSaved, stage: .upstream, detail: "Set but not saved."))
    ended.thenCameBack = LoggedAnswer(status: 400, body: "<fault/>")
    let records = [LogRecord.intent(intended.redacted(at: time)), .end(ended.redacted(at: time))]
    let decoder = JSONDecoder()
    #expect(try records[0] == .intent(decoder.decode(IntentRecord.self, from: Data(records[0].text.utf8))))
    let readBack = try decoder.decode(EndRecord.self, from: Data(records[1].text.utf8))
    #expect(readBack.thenCameBack == ended.thenCameBack)
    let text = EntryView(style: plain).text(intent: intended.redacted(at: time), end: ended.redacted(at: time))
    for part in [
      "Second engine call, to save", "POST /api/hosts/h/commitnetconfig", "Engine's answer to it", "<fault/>",
      "failed: the engine carried it out, and failed or refused to save it.",
    ] { #expect(text.contains(part), "\(part)") }
    ended.thenCameBack = nil
    let unsent = EntryView(style: plain).text(intent: intended.redacted(at: time), end: ended.redacted(at: time))
    #expect(unsent.contains("none, or it was not sent"))
    let once = EntryView(style: plain).text(intent: intent().redacted(at: time), end: end().redacted(at: time))
    #expect(!once.contains("Second engine call"))
  }

  @Test func aRefusalShowsItsReasonAndTheNextStep() {
    let error = GatewayError(
      .networksNotInSync, stage: .translate, detail: "Network red on eno1 is out of sync.",
      nextStep: "State override_configuration.", rule: "attach-network")
    var ended = end("K3VT", .refused, error: error)
    ended.cameBack = nil
    let text = EntryView(style: plain).text(
      intent: intent(willSend: false).redacted(at: time), end: ended.redacted(at: time))
    for part in [
      "refused: the gateway refused it; nothing was sent.", "NETWORKS_NOT_IN_SYNC, stage translate",
      "Network red on eno1 is out of sync.", "Rule       attach-network", "Next step  State override_configuration.",
      "none was to be sent", "nothing was sent",
    ] { #expect(text.contains(part)) }
  }

  @Test func aWriteWithoutEndSaysWhatToLookAt() {
    let text = EntryView(style: plain).text(intent: intent().redacted(at: time), end: nil)
    #expect(text.contains("unfinished: it may have been sent"))
  }

  @Test func controlCharactersCannotActOnATerminal() {
    var evil = intent()
    evil.call = "at\u{1B}]0;x\u{7}tach\u{202E}"
    evil.asked.body = "<a>\u{1B}[2J</a>"
    evil.asked.headers = [LoggedField("X", "\u{9B}1m")]
    let record = evil.redacted(at: time)
    let view = EntryView(style: plain).text(intent: record, end: nil)
    let line = EntryTable(style: plain).line(LogEntry(record))
    for text in [view, line] {
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)) })
      #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
    #expect(view.contains("\\u{1b}[2J"))
  }

  @Test func aTableHasALineAnEntryThatFits() {
    let table = EntryTable(style: plain)
    var entry = LogEntry(intent().redacted(at: time))
    #expect(table.line(entry).contains("unfinished"))
    entry.complete(with: end().redacted(at: time))
    let line = table.line(entry)
    #expect(line.hasPrefix("2027-01-15 08:00:00 K3VT"))
    #expect(line.contains("done") && line.contains("200"))
    #expect(line.count <= 120 && table.head.count == line.count)
  }
}
