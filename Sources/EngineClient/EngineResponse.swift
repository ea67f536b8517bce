/// A whole answer of the engine.
public struct EngineResponse: Sendable {
  /// The head: taken apart, or as it came. Of most answers little of it is ever asked for.
  private enum Head: Sendable {
    case fields(reason: String, [HeaderField])
    case bytes(AnswerHeadLines)
  }

  /// The status.
  public var status: Int
  /// The body.
  public var body: [UInt8]
  private let head: Head

  /// An answer.
  public init(status: Int, reason: String, headers: [HeaderField], body: [UInt8]) {
    self.status = status
    self.body = body
    head = .fields(reason: reason, headers)
  }

  /// An answer from the bytes that came.
  init(head: EngineAnswerHead?, body: [UInt8]) {
    status = head?.status ?? 0
    self.body = body
    self.head = .bytes(AnswerHeadLines(bytes: head?.bytes ?? []))
  }

  /// The reason phrase; empty where the engine gave none.
  public var reason: String {
    switch head {
    case .fields(let reason, _): reason
    case .bytes(let lines): lines.reason
    }
  }

  /// The header fields as they came.
  public var headers: [HeaderField] {
    switch head {
    case .fields(_, let fields): fields
    case .bytes(let lines): lines.fields()
    }
  }

  /// The fields of that name (in lower case), in any letter case.
  public func headers(named name: StaticString) -> [HeaderField] {
    switch head {
    case .fields(_, let fields): fields.filter { $0.isNamed(name) }
    case .bytes(let lines): lines.fields(named: name)
    }
  }

  /// The value of the first field of that name (in lower case), in any letter case.
  public func header(_ name: StaticString) -> String? {
    headers(named: name).first?.value
  }
}
