import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The request context: it keeps the channel, so that a connection can be closed on purpose.
struct EngineContext: RequestContext {
  /// What Hummingbird needs.
  var coreContext: CoreRequestContextStorage
  /// The connection.
  let channel: any Channel

  /// A context of a connection.
  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}

/// The engine on a socket.
struct EngineServer {
  /// The body broke off on purpose.
  private struct BrokenOff: Error {}

  /// The largest request body that is read, in bytes.
  private static let bodyLimit = 16 << 20

  /// Nothing is logged: connections that break off are part of the play.
  static let logger = Logger(label: "engine-simulator") { _ in SwiftLogNoOpLogHandler() }

  /// The application that answers for an engine; `onRunning` gets the port.
  static func application(
    _ engine: Engine, _ configuration: SimulatorConfiguration, onRunning: @escaping @Sendable (Int) async -> Void
  ) -> some ApplicationProtocol {
    Application(
      responder: CallbackResponder<EngineContext> { request, context in
        try await respond(request, context, engine)
      },
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), serverName: nil),
      onServerRunning: { await onRunning($0.localAddress?.port ?? 0) }, logger: logger)
  }

  private static func respond(
    _ request: Request, _ context: EngineContext, _ engine: Engine
  ) async throws -> Response {
    // Some clients announce a body with GET and never send it, so it isn't waited for.
    let isRead = request.method == .get || request.method == .head
    let body = isRead ? ByteBuffer() : try await request.body.collect(upTo: bodyLimit)
    var headers = request.headers.map { (name: $0.name.rawName, value: $0.value) }
    if let authority = request.head.authority { headers.append((name: "Host", value: authority)) }
    let delivery = await engine.answer(
      RawRequest(
        method: request.method.rawValue, target: request.head.path ?? "/", headers: headers,
        body: Array(body.readableBytesView)))
    if let delay = delivery.misbehaviour?.delayMilliseconds { try await Task.sleep(for: .milliseconds(delay)) }
    if delivery.misbehaviour?.close == .beforeAnswer {
      try? await context.channel.close()
      throw CancellationError()
    }
    var fields = HTTPFields()
    for (name, value) in delivery.answer.headers {
      if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
    }
    let status = HTTPResponse.Status(code: delivery.answer.status)
    let bytes = ByteBuffer(bytes: delivery.answer.body)
    guard delivery.misbehaviour?.close == .midAnswer else {
      return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: bytes))
    }
    let part = ByteBuffer(bytes: delivery.answer.body.prefix(delivery.answer.body.count / 2))
    let channel = context.channel
    return Response(
      status: status, headers: fields,
      body: ResponseBody(contentLength: max(bytes.readableBytes, 1)) { writer in
        try await writer.write(part)
        try? await channel.close()
        throw BrokenOff()
      })
  }
}
