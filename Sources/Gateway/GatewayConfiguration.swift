import EngineAPI
import EngineClient
import HostNetworking

/// Everything that a running gateway needs to know.
public struct GatewayConfiguration: Sendable {
  /// The front.
  public var front: FrontConfiguration
  /// The engine.
  public var engine: EngineClientConfiguration
  /// The dialect; nil finds out.
  public var dialect: EngineDialect?
  /// How far 3.5 is followed where it was dangerous. Default guarded.
  public var policy: TranslationPolicy
  /// The file of the rewrite log; nil keeps none.
  public var rewriteLogPath: String?
  /// The deadline of a read of the engine. Default 60 s.
  public var readDeadlineSeconds: Int
  /// The deadline of a mutating call. Default 200 s: the engine's own limits of 120 and 20, and 60 on top
  /// (`docs/translation.md`).
  public var writeDeadlineSeconds: Int
  /// The bytes of a body that is translated. Default 4 MiB.
  public var bodyLimit: Int
  /// How much is remembered of what was read from answers of the engine, in bytes. Default 32 MiB; 0 remembers nothing.
  public var memoLimit: Int

  /// A configuration.
  public init(
    front: FrontConfiguration = FrontConfiguration(), engine: EngineClientConfiguration,
    dialect: EngineDialect? = nil, policy: TranslationPolicy = .guarded, rewriteLogPath: String? = nil,
    readDeadlineSeconds: Int = 60, writeDeadlineSeconds: Int = 200, bodyLimit: Int = 4 << 20,
    memoLimit: Int = 32 << 20
  ) {
    self.front = front
    self.engine = engine
    self.dialect = dialect
    self.policy = policy
    self.rewriteLogPath = rewriteLogPath
    self.readDeadlineSeconds = readDeadlineSeconds
    self.writeDeadlineSeconds = writeDeadlineSeconds
    self.bodyLimit = bodyLimit
    self.memoLimit = memoLimit
  }
}
