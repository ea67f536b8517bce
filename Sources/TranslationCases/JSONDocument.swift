import Foundation
import GatewayErrors

/// Reads JSON into a decodable form, and tells where it doesn't fit.
enum JSONDocument {
  /// Reads a document.
  ///
  /// - Throws: `CONFIGURATION_INVALID`, with the path of the value that doesn't fit.
  static func read<Form: Decodable>(_ form: Form.Type, from json: [UInt8]) throws(GatewayError) -> Form {
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(form, from: Data(json))
    } catch let error as DecodingError {
      throw invalid(describe(error))
    } catch {
      throw invalid("\(error)")
    }
  }

  /// An error about a document.
  static func invalid(_ detail: String) -> GatewayError {
    GatewayError(.configurationInvalid, stage: .configuration, detail: detail)
  }

  private static func describe(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context): "\(path(context.codingPath + [key])) is missing."
    case .valueNotFound(_, let context): "\(path(context.codingPath)) is null."
    case .typeMismatch(_, let context): "\(path(context.codingPath)): \(context.debugDescription)"
    case .dataCorrupted(let context): "\(path(context.codingPath)): \(context.debugDescription)"
    @unknown default: "\(error)"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce("$") { path, key in key.intValue.map { "\(path)[\($0)]" } ?? "\(path).\(snakeCase(key.stringValue))" }
  }

  /// The name of a member as it stands in the file.
  private static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
  }
}

/// One value, or a list of them.
struct OneOrMany<Value: Decodable>: Decodable {
  /// The values.
  var values: [Value]

  /// Reads a list, or a single value as a list of one.
  init(from decoder: any Decoder) throws {
    if var list = try? decoder.unkeyedContainer() {
      values = []
      while !list.isAtEnd { values.append(try list.decode(Value.self)) }
    } else {
      values = [try Value(from: decoder)]
    }
  }
}
