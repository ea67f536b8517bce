import GatewayErrors
import XMLTree

/// The dialects, and how an engine is recognised.
public enum EngineWires {
  /// The wire of a dialect. `version` is what is known of the engine; nil assumes the newest of the dialect.
  public static func wire(_ dialect: EngineDialect, version: EngineVersion?) -> any EngineWire {
    switch dialect {
    case .design: DesignWire()
    case .v36: Engine36Wire()
    case .v4: Engine4Wire(version: version)
    }
  }

  /// `GET` of the api root, with `Version: 4`, which engines of 3.6 ignore.
  public static func identityCall() -> EngineCall {
    EngineCall(method: "GET", path: "", version: "4")
  }

  /// Reads an api root of any version. Throws `DIALECT_UNKNOWN`, stage `snapshot`, if it isn't one.
  ///
  /// API v3 writes `product_info/version` with attributes, API v4 with child elements (engine 3.6 and master,
  /// `BackendApiResource`). A root without a version is told by its `special_objects`, links in v3 and elements in v4,
  /// or by the link `capabilities`, which only v3 has.
  public static func identity(_ document: XMLNode) throws(GatewayError) -> EngineIdentity {
    guard document.name == "api" else { throw unknown("its root element is <\(document.name)>, not <api>") }
    if let version = document.descendant("product_info", "version") {
      if version.attribute("major") != nil {
        return EngineIdentity(version: try number(version.attribute("major"), version.attribute("minor")), isV4: false)
      }
      if version.child("major") != nil {
        return EngineIdentity(version: try number(version.childText("major"), version.childText("minor")), isV4: true)
      }
    }
    let special = document.child("special_objects")
    if special?.child("blank_template") != nil || special?.child("root_tag") != nil {
      return EngineIdentity(version: nil, isV4: true)
    }
    let hasCapabilities = document.children("link").contains { $0.attribute("rel") == "capabilities" }
    if special?.child("link") != nil || hasCapabilities {
      return EngineIdentity(version: nil, isV4: false)
    }
    throw unknown("it has neither a version nor anything else that only API v3 or API v4 has")
  }

  /// The dialect of an engine that said who it is.
  ///
  /// API v4 is `4`. API v3 is `design` if a host offers `hostsetupnetworks`, else `3.6`; without a host it is nil.
  public static func dialect(of identity: EngineIdentity, host: EngineHost?) -> EngineDialect? {
    if identity.isV4 { return .v4 }
    guard let host else { return nil }
    return host.multiChangePath?.hasSuffix("/" + DesignWire.action) == true ? .design : .v36
  }

  private static func number(_ major: String?, _ minor: String?) throws(GatewayError) -> EngineVersion {
    guard let majorNumber = major.flatMap(Int.init), let minorNumber = minor.flatMap(Int.init) else {
      throw unknown("its version \"\(major ?? "")\".\"\(minor ?? "")\" is no number")
    }
    return EngineVersion(majorNumber, minorNumber)
  }

  private static func unknown(_ why: String) -> GatewayError {
    GatewayError(
      .dialectUnknown, stage: .snapshot, detail: "The engine's api root can't be recognised: \(why).",
      nextStep: "Check the URL of the engine, or state the dialect with --dialect.")
  }
}
