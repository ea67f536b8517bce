import GatewayErrors

/// The rewrite log: JSON lines in one file, redacted, durable where it matters.
///
/// The schema and what an operator should know of the file stand in `docs/rewrite-log.md`.
public final class RewriteLog: Sendable {
  private let writer: LogWriter?
  private let observe: (@Sendable (LogRecord) -> Void)?

  /// Opens the log for appending, with mode 0600; nil keeps no log on disk (tests, demo).
  ///
  /// - Parameter observe: gets each record, redacted, once it is written (or at once where nothing is kept on disk). It is
  ///   called from the task that writes, and for notes from the log's thread or from the caller; it should be quick.
  /// - Throws: `CONFIGURATION_INVALID` if the file can't be opened.
  public init(path: String?, observe: (@Sendable (LogRecord) -> Void)? = nil) throws(GatewayError) {
    self.observe = observe
    guard let path else {
      writer = nil
      return
    }
    do throws(LogFile.Failure) {
      writer = LogWriter(file: try LogFile(path: path), observe: observe)
    } catch {
      throw GatewayError(
        .configurationInvalid, stage: .configuration, detail: "The rewrite log \(path) can't be opened for writing.",
        nextStep: "Name a file in a folder that the gateway may write to.", cause: error.cause)
    }
  }

  deinit {
    writer?.beginClosing()
  }

  /// Writes an intent and returns when it is on the disk.
  ///
  /// - Throws: `REWRITE_LOG_UNAVAILABLE`, stage `log`; nothing may be sent then.
  public func intend(_ intent: RewriteIntent) async throws(GatewayError) {
    guard writer != nil || observe != nil else { return }
    let record = LogRecord.intent(intent.redacted(at: .now()))
    if let cause = await writer?.write(record.line(), isKept: false) {
      throw GatewayError(
        .rewriteLogUnavailable, stage: .log,
        detail: "The change was not sent to the engine, because it could not be written to the rewrite log first.",
        nextStep: "See that the disk of the rewrite log has room and can be written to, then repeat the request.",
        cause: cause)
    }
    observe?(record)
  }

  /// Writes an end and returns when it is on the disk, or when that failed (which is told on standard error). What failed
  /// is kept and written with the next batch that succeeds.
  public func end(_ end: RewriteEnd) async {
    guard writer != nil || observe != nil else { return }
    let record = LogRecord.end(end.redacted(at: .now()))
    if let cause = await writer?.write(record.line(), isKept: true) {
      StandardError.write(
        "rewrite log: the end (\(end.outcome.rawValue)) of \(record.id) could not be written: \(cause)")
    }
    observe?(record)
  }

  /// Queues a short record; never waits, and may be called on an event loop.
  public func note(_ note: RewriteNote) {
    let record = NoteRecord(note, time: .now())
    if let writer {
      writer.note(record)
    } else if let observe {
      observe(.note(record.redacted()))
    }
  }

  /// Writes what is queued and closes the file.
  public func close() async {
    await writer?.close()
  }
}
