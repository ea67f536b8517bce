/// How far the translation follows 3.5 where 3.5 itself was dangerous: `docs/translation.md`, the two policies.
public enum TranslationPolicy: String, Sendable, Codable, CaseIterable {
  /// Refuses where 3.5 would have lost something that the request doesn't mention, and keeps what isn't stated. The default.
  case guarded
  /// Does what 3.5 did wherever the newer API can say it. It still never removes the management network, nor its last
  /// address, nor the address by which the engine reaches the host.
  case faithful
}
