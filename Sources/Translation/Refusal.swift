import GatewayErrors

/// A refusal by the rule that calls it.
///
/// - Parameters:
///   - code: what is wrong.
///   - detail: names the device and the network concerned.
///   - nextStep: what to state instead; empty where there is nothing to say, or where 3.5 fixes the whole text.
///   - file: the file of the rule, which gives the rule its name.
func refusal(
  _ code: FaultCode, _ detail: String, instead nextStep: String = "", file: String = #fileID
) -> GatewayError {
  GatewayError(code, stage: .translate, detail: detail, nextStep: nextStep, rule: ruleName(ofFile: file))
}

/// The name of a rule: its file in kebab case, `Translation/PlaceNetworks.swift` is `place-networks`.
func ruleName(ofFile file: String) -> String {
  let base = file.split(separator: "/").last.map(String.init) ?? file
  var name = ""
  for character in base.prefix(while: { $0 != "." }) {
    if character.isUppercase, !name.isEmpty { name.append("-") }
    name.append(contentsOf: character.lowercased())
  }
  return name
}

/// Names as a person lists them: `eth1, eth2`.
func list(_ names: some Sequence<String>) -> String {
  names.sorted().joined(separator: ", ")
}
