import EngineClient

/// A client's head as the engine is sent it: fields in their order, names as they were spelled, without those that belong
/// to the client's connection.
enum RelayRequest {
  /// The call to the engine.
  static func call(
    _ request: CheckedRequest, _ instructions: RelayInstructions, writeConnections: WriteConnections
  ) -> EngineCall {
    var lines = RequestLines()
    var hasOvirtExpect = false
    for field in request.head.headers {
      if HopByHop.contains(field.name) || field.isNamed("version") { continue }
      if !request.connectionNames.isEmpty, request.connectionNames.contains(field.name.lowercased()) { continue }
      if field.isNamed("x-ovirt-expect") { hasOvirtExpect = true }
      lines.append(field.name, field.value)
    }
    if let version = instructions.version { lines.append("Version", version) }
    if let expectation = request.expectation, !hasOvirtExpect { lines.append("X-Ovirt-Expect", expectation) }
    return EngineCall(
      method: request.head.method, target: instructions.target, lines: lines, upload: upload(request),
      connections: writeConnections)
  }

  /// The body's framing is made anew from what the front read of it. `POST`, `PUT` and `PATCH` without a body say so
  /// (RFC 9110, 8.6).
  private static func upload(_ request: CheckedRequest) -> EngineCall.Upload {
    if request.isBodyIgnored { return .none }
    switch request.framing {
    case .length(let count): return .length(count)
    case .chunked: return .chunked
    case .none:
      let method = request.head.method
      return method == "POST" || method == "PUT" || method == "PATCH" ? .length(0) : .none
    }
  }
}
