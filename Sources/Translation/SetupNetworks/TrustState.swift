import GatewayErrors

/// A full desired state is compared only with a state that makes sense. Nics and attachments are read by two calls, so
/// they may disagree for a moment; what only one of them knows could be removed without being seen.
enum TrustState {
  /// Checks a picture.
  ///
  /// - Throws: `ENGINE_ANSWER_UNREADABLE`, with the first contradiction.
  static func check(_ picture: HostPicture) throws(GatewayError) {
    guard let contradiction = picture.contradictions.first else { return }
    throw refusal(
      .engineAnswerUnreadable, "What the engine says about the host contradicts itself: \(contradiction).",
      instead: "Send the request again; if it stays so, refresh the capabilities of the host in the engine.")
  }
}
