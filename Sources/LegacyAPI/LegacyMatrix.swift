import GatewayErrors

extension LegacyTarget {
  /// How many elements `;max=` leaves of a list; nil for no limit (not given, or negative).
  ///
  /// The last one counts if it is given more than once.
  ///
  /// - Throws: `MATRIX_PARAMETER_INVALID`, stage `parse`, if it is no number (engine 3.5, `QueryHelper.getMaxResults`).
  public func maxResults() throws(GatewayError) -> Int? {
    guard let parameter = matrix.last(where: { $0.name == "max" }) else { return nil }
    guard let max = parameter.value.flatMap({ Int32($0) }) else {
      throw invalid(parameter, "a whole number", "Give the number of elements wanted, for instance ;max=10.")
    }
    return max < 0 ? nil : Int(max)
  }

  /// Whether `;async` asks for work in the background; a bare or empty value counts as true.
  ///
  /// The gateway works in the foreground all the same, since the outcome of background work could not be asked for.
  ///
  /// - Throws: `MATRIX_PARAMETER_INVALID`, stage `parse`, for another value than true and false (engine 3.5,
  ///   `QueryHelper.getBooleanMatrixParam`).
  public func isAsync() throws(GatewayError) -> Bool {
    guard let parameter = matrix.last(where: { $0.name == "async" }) else { return false }
    switch parameter.value?.lowercased() {
    case nil, "", "true": return true
    case "false": return false
    default: throw invalid(parameter, "true or false", "Leave it out, or write ;async=true.")
    }
  }

  private func invalid(_ parameter: Parameter, _ expected: String, _ nextStep: String) -> GatewayError {
    GatewayError(
      .matrixParameterInvalid, stage: .parse,
      detail: "The matrix parameter \(parameter.name) is '\(parameter.value ?? "")', not \(expected).",
      nextStep: nextStep)
  }
}
