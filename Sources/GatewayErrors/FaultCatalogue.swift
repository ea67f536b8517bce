/// The stable label of a fault, for tests, logs and docs; on the wire a legacy client sees text only.
public struct FaultCode: RawRepresentable, Hashable, Sendable, Codable {
  /// The label, in capitals; where 3.5 had a message of that name its meaning is kept.
  public let rawValue: String

  /// A code by its label; codes that the catalogue lists are static members.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// The reason of a legacy fault, exactly as 3.5 wrote it.
public enum FaultReason: String, Sendable, Codable, CaseIterable {
  /// Refused by a check of the engine.
  case operationFailed = "Operation Failed"
  /// A mandatory element is missing.
  case incompleteParameters = "Incomplete parameters"
  /// A value that can't be read.
  case invalidValue = "Invalid value"
  /// A body that can't be read; 3.5 wrote a `usage_message` in place of a fault.
  case syntacticallyIncorrect = "Request syntactically incorrect"
}

/// One row of the catalogue: what a code means and how it is answered.
public struct FaultDefinition: Sendable, Equatable {
  /// The label.
  public var code: FaultCode
  /// The HTTP status of the legacy answer.
  public var status: Int
  /// The reason of the legacy fault.
  public var reason: FaultReason
  /// Who has to act.
  public var blame: Blame
  /// When it is given, in half a sentence.
  public var meaning: String

  /// Whether the engine may have changed something by then: it was sent the one mutating call, and its answer, or the
  /// lack of one, doesn't rule it out.
  public var engineMayHaveActed: Bool {
    switch code {
    case .engineRefused, .engineFailed, .outcomeUnknown, .labelNotSaved: true
    default: false
    }
  }
}

extension FaultCode {
  /// 400: setupnetworks without a host_nics element.
  public static let hostNicsRequired = FaultCode(rawValue: "HOST_NICS_REQUIRED")
  /// 400: a mandatory element is missing.
  public static let incompleteParameters = FaultCode(rawValue: "INCOMPLETE_PARAMETERS")
  /// 400: an entry has neither id nor name.
  public static let nicNameRequired = FaultCode(rawValue: "NIC_NAME_REQUIRED")
  /// 400: id and name of a device denote different devices.
  public static let nicIDNameConflict = FaultCode(rawValue: "NIC_ID_NAME_CONFLICT")
  /// 400: id and name of a network denote different networks.
  public static let networkIDNameConflict = FaultCode(rawValue: "NETWORK_ID_NAME_CONFLICT")
  /// 400: unknown nic, slave or base.
  public static let networkInterfacesDontExist = FaultCode(rawValue: "NETWORK_INTERFACES_DONT_EXIST")
  /// 409: a device is stated twice.
  public static let networkInterfacesAlreadySpecified = FaultCode(rawValue: "NETWORK_INTERFACES_ALREADY_SPECIFIED")
  /// 409: a network is stated twice.
  public static let networksAlreadyAttachedToIfaces = FaultCode(rawValue: "NETWORKS_ALREADY_ATTACHED_TO_IFACES")
  /// 409: setupnetworks names a network of another cluster, or moves an unmanaged one.
  public static let networksDontExistInCluster = FaultCode(rawValue: "NETWORKS_DONT_EXIST_IN_CLUSTER")
  /// 400: attach or new bond names a network of another cluster.
  public static let networkNotExistsInCluster = FaultCode(rawValue: "NETWORK_NOT_EXISTS_IN_CLUSTER")
  /// 404: the system knows no such network.
  public static let entityNotFound = FaultCode(rawValue: "ENTITY_NOT_FOUND")
  /// 404: the path names no such host, nic or label; answered without a body.
  public static let notFound = FaultCode(rawValue: "NOT_FOUND")
  /// 400: a bond with fewer than two slaves.
  public static let networkBondsInvalidSlaveCount = FaultCode(rawValue: "NETWORK_BONDS_INVALID_SLAVE_COUNT")
  /// 400: a new bond with fewer than two slaves.
  public static let networkBondParametersInvalid = FaultCode(rawValue: "NETWORK_BOND_PARAMETERS_INVALID")
  /// 400: a slave with a network, an unsuitable slave, or a network on a slave.
  public static let slaveInterfaceIsMisconfigured = FaultCode(rawValue: "SLAVE_INTERFACE_IS_MISCONFIGURED")
  /// 400: an existing bond is stated without its bonding element.
  public static let bondEntryWithoutBonding = FaultCode(rawValue: "BOND_ENTRY_WITHOUT_BONDING")
  /// 400: a network is stated on a bond that the request would dissolve.
  public static let bondNotRestated = FaultCode(rawValue: "BOND_NOT_RESTATED")
  /// 400: a bonding element on a device that is no bond.
  public static let nicIsNotBond = FaultCode(rawValue: "NIC_IS_NOT_BOND")
  /// 400: a bond option without name or value.
  public static let bondOptionIncomplete = FaultCode(rawValue: "BOND_OPTION_INCOMPLETE")
  /// 400: an edit of a bond names other slaves.
  public static let bondSlavesNotChangeableHere = FaultCode(rawValue: "BOND_SLAVES_NOT_CHANGEABLE_HERE")
  /// 400: an untagged network, or attach, on a vlan device.
  public static let vlanDeviceAsBase = FaultCode(rawValue: "VLAN_DEVICE_AS_BASE")
  /// 400: base_interface contradicts the device name.
  public static let baseInterfaceConflict = FaultCode(rawValue: "BASE_INTERFACE_CONFLICT")
  /// 400: an unknown boot_protocol.
  public static let bootProtocolInvalid = FaultCode(rawValue: "BOOT_PROTOCOL_INVALID")
  /// 400: keeping or removing the present address would be a guess.
  public static let bootProtocolUnstated = FaultCode(rawValue: "BOOT_PROTOCOL_UNSTATED")
  /// 400: static without an address.
  public static let networkAddressMandatory = FaultCode(rawValue: "NETWORK_ADDR_MANDATORY_IN_STATIC_IP")
  /// 400: static without a netmask.
  public static let netmaskMandatory = FaultCode(rawValue: "NETMASK_MANDATORY_IN_STATIC_IP")
  /// 400: an address, netmask or gateway that is no dotted quad.
  public static let networkAddressBadFormat = FaultCode(rawValue: "NETWORK_ADDR_BAD_FORMAT")
  /// 400: one static address twice.
  public static let repetitiveIP = FaultCode(rawValue: "REPETITIVE_IP")
  /// 400: the gateway in effect is left out.
  public static let managementGatewayUnstated = FaultCode(rawValue: "MANAGEMENT_GATEWAY_UNSTATED")
  /// 400: the management network would be removed.
  public static let cannotRemoveManagementNetwork = FaultCode(rawValue: "NETWORK_CANNOT_REMOVE_MANAGEMENT_NETWORK")
  /// 400: the address by which the engine reaches the host would change.
  public static let networkAddressCannotBeChanged = FaultCode(rawValue: "NETWORK_ADDRESS_CANNOT_BE_CHANGED")
  /// 409: the management network would have no address.
  public static let managementNetworkWithoutAddress = FaultCode(rawValue: "MANAGEMENT_NETWORK_WITHOUT_ADDRESS")
  /// 409: a network out of sync would be edited without override_configuration.
  public static let networksNotInSync = FaultCode(rawValue: "NETWORKS_NOT_IN_SYNC")
  /// 409: an unmanaged network is left out.
  public static let unmanagedNetworkNotRestated = FaultCode(rawValue: "UNMANAGED_NETWORK_NOT_RESTATED")
  /// 409: an unmanaged network is in the way.
  public static let unmanagedNetworkOnNic = FaultCode(rawValue: "UNMANAGED_NETWORK_ON_NIC")
  /// 409: attach to a slave.
  public static let networkInterfaceAlreadyInBond = FaultCode(rawValue: "NETWORK_INTERFACE_ALREADY_IN_BOND")
  /// 409: attach to a nic with an unmanaged network.
  public static let networkInterfaceAlreadyHaveNetwork = FaultCode(rawValue: "NETWORK_INTERFACE_ALREADY_HAVE_NETWORK")
  /// 409: the network is attached on this host already.
  public static let networkAlreadyAttachedToInterface = FaultCode(rawValue: "NETWORK_ALREADY_ATTACHED_TO_INTERFACE")
  /// 409: detach on a nic without (this) network.
  public static let networkInterfaceNotAttachToNetwork = FaultCode(rawValue: "NETWORK_INTERFACE_NOT_ATTACH_TO_NETWORK")
  /// 400: detach on a bond without network.
  public static let networkBondNotAttachToNetwork = FaultCode(rawValue: "NETWORK_BOND_NOT_ATTACH_TO_NETWORK")
  /// 409: a slave of a new bond is in use.
  public static let networkInterfaceNameAlreadyInUse = FaultCode(rawValue: "NETWORK_INTERFACE_NAME_ALREADY_IN_USE")
  /// 409: a slave of a new bond carries a vlan.
  public static let networkInterfaceInUseByVlan = FaultCode(rawValue: "NETWORK_INTERFACE_IN_USE_BY_VLAN")
  /// 409: a new bond takes the name of a device.
  public static let networkBondNameExists = FaultCode(rawValue: "NETWORK_BOND_NAME_EXISTS")
  /// 409: removal of a bond with vlans or without network.
  public static let networkBondHaveAttachedVlans = FaultCode(rawValue: "NETWORK_BOND_HAVE_ATTACHED_VLANS")
  /// 400: removal of a nic that is no bond.
  public static let networkBondNotExists = FaultCode(rawValue: "NETWORK_BOND_NOT_EXISTS")
  /// 400: an edit under another name.
  public static let networkInterfaceNotExists = FaultCode(rawValue: "NETWORK_INTERFACE_NOT_EXISTS")
  /// 400: an edit of a nic without network.
  public static let networkOldNetworkNotSpecified = FaultCode(rawValue: "NETWORK_OLD_NETWORK_NOT_SPECIFIED")
  /// 400: the management network would be replaced.
  public static let networkDefaultUpdateNameInvalid = FaultCode(rawValue: "NETWORK_DEFAULT_UPDATE_NAME_INVALID")
  /// 400: check_connectivity on another than the management network.
  public static let networkCheckConnectivity = FaultCode(rawValue: "NETWORK_CHECK_CONNECTIVITY")
  /// 409: an edit of a base nic that only carries vlans.
  public static let ambiguousVlanTarget = FaultCode(rawValue: "AMBIGUOUS_VLAN_TARGET")
  /// 400: a label with other characters than letters, digits, hyphen and underscore.
  public static let networkLabelFormatInvalid = FaultCode(rawValue: "NETWORK_LABEL_FORMAT_INVALID")
  /// 400: a label was put on or taken off, and saving that for the next boot failed.
  public static let labelNotSaved = FaultCode(rawValue: "LABEL_NOT_SAVED")
  /// 400: nics are asked for with `Filter: true`, which 3.5 refused.
  public static let queryNotPermitted = FaultCode(rawValue: "QUERY_NOT_PERMITTED")
  /// 400: a label on a vlan device or slave.
  public static let improperInterfaceIsLabeled = FaultCode(rawValue: "IMPROPER_INTERFACE_IS_LABELED")
  /// 409: the nic has the label already.
  public static let interfaceAlreadyLabeled = FaultCode(rawValue: "INTERFACE_ALREADY_LABELED")
  /// 409: another nic has the label.
  public static let otherInterfaceAlreadyLabeled = FaultCode(rawValue: "OTHER_INTERFACE_ALREADY_LABELED")
  /// 409: a network of the label is attached to another nic.
  public static let labeledNetworkAttachedToWrongInterface = FaultCode(
    rawValue: "LABELED_NETWORK_ATTACHED_TO_WRONG_INTERFACE")
  /// 400: the body is not well-formed, or not XML at all.
  public static let requestNotXML = FaultCode(rawValue: "REQUEST_NOT_XML")
  /// 400: the body has a DOCTYPE, an entity or a namespace.
  public static let requestXMLForbidden = FaultCode(rawValue: "REQUEST_XML_FORBIDDEN")
  /// 413: the body is larger, deeper or wider than the limits.
  public static let requestXMLTooLarge = FaultCode(rawValue: "REQUEST_XML_TOO_LARGE")
  /// 400: an element that the legacy schema does not have.
  public static let requestElementUnknown = FaultCode(rawValue: "REQUEST_ELEMENT_UNKNOWN")
  /// 400: the body is not strict JSON.
  public static let requestNotJSON = FaultCode(rawValue: "REQUEST_NOT_JSON")
  /// 400: a JSON value of another kind than its key takes.
  public static let requestJSONShape = FaultCode(rawValue: "REQUEST_JSON_SHAPE")
  /// 400: another root element than the call takes.
  public static let requestRootUnexpected = FaultCode(rawValue: "REQUEST_ROOT_UNEXPECTED")
  /// 400: a boolean or number that can't be read.
  public static let requestValueInvalid = FaultCode(rawValue: "REQUEST_VALUE_INVALID")
  /// 400: a number in XML, or any restricted value in JSON, that can't be read.
  public static let requestValueUnreadable = FaultCode(rawValue: "REQUEST_VALUE_UNREADABLE")
  /// 400: a matrix parameter with a value that it doesn't take.
  public static let matrixParameterInvalid = FaultCode(rawValue: "MATRIX_PARAMETER_INVALID")
  /// 405: the call knows no such method.
  public static let methodNotAllowed = FaultCode(rawValue: "METHOD_NOT_ALLOWED")
  /// 415: the body is in a media type that isn't spoken here.
  public static let mediaTypeUnsupported = FaultCode(rawValue: "MEDIA_TYPE_UNSUPPORTED")
  /// 406: the client accepts no media type that is spoken here.
  public static let mediaTypeNotAcceptable = FaultCode(rawValue: "MEDIA_TYPE_NOT_ACCEPTABLE")
  /// 501: the gateway does not translate this legacy call.
  public static let requestNotSupported = FaultCode(rawValue: "REQUEST_NOT_SUPPORTED")
  /// 408: the request did not arrive in time.
  public static let requestTimeout = FaultCode(rawValue: "REQUEST_TIMEOUT")
  /// 431: the request line and headers are larger than the limits.
  public static let requestHeadTooLarge = FaultCode(rawValue: "REQUEST_HEAD_TOO_LARGE")
  /// 400: the request breaks HTTP.
  public static let badRequest = FaultCode(rawValue: "BAD_REQUEST")
  /// 401: the engine does not accept the credentials.
  public static let engineUnauthorized = FaultCode(rawValue: "ENGINE_UNAUTHORIZED")
  /// 400: the engine refused; its own status and text are passed on.
  public static let engineRefused = FaultCode(rawValue: "ENGINE_REFUSED")
  /// 409: what was read changed before the write.
  public static let engineStateChanged = FaultCode(rawValue: "ENGINE_STATE_CHANGED")
  /// 503: the engine can't be reached; nothing was sent.
  public static let engineUnreachable = FaultCode(rawValue: "ENGINE_UNREACHABLE")
  /// 503: a read failed; no mutating call was made.
  public static let engineReadFailed = FaultCode(rawValue: "ENGINE_READ_FAILED")
  /// 504: a read took longer than the deadline; no mutating call was made.
  public static let engineReadTimeout = FaultCode(rawValue: "ENGINE_READ_TIMEOUT")
  /// 502: a read brought something else than the document asked for.
  public static let engineAnswerUnreadable = FaultCode(rawValue: "ENGINE_ANSWER_UNREADABLE")
  /// 500: the engine answered a write with an error of its own.
  public static let engineFailed = FaultCode(rawValue: "ENGINE_FAILED")
  /// 504: the write was sent and no answer came that tells how it ended; it may have been carried out.
  public static let outcomeUnknown = FaultCode(rawValue: "OUTCOME_UNKNOWN")
  /// 502: the engine speaks none of the dialects.
  public static let dialectUnknown = FaultCode(rawValue: "DIALECT_UNKNOWN")
  /// 503: the rewrite log can't be written; nothing was sent.
  public static let rewriteLogUnavailable = FaultCode(rawValue: "REWRITE_LOG_UNAVAILABLE")
  /// 503: too many requests wait for one host, or there are too many client connections.
  public static let overloaded = FaultCode(rawValue: "OVERLOADED")
  /// 500: the gateway broke one of its own rules; nothing was sent.
  public static let internalError = FaultCode(rawValue: "INTERNAL_ERROR")
  /// 500: an option can't be used as given.
  public static let configurationInvalid = FaultCode(rawValue: "CONFIGURATION_INVALID")
}

/// Every fault code, in one place: code, docs and tests are driven by it.
public enum FaultCatalogue {
  /// All definitions, in the order of the documentation.
  public static let all: [FaultDefinition] = [
    FaultDefinition(
      code: .hostNicsRequired, status: 400, reason: .incompleteParameters, blame: .client,
      meaning: "setupnetworks without a host_nics element"),
    FaultDefinition(
      code: .incompleteParameters, status: 400, reason: .incompleteParameters, blame: .client,
      meaning: "a mandatory element is missing"),
    FaultDefinition(
      code: .nicNameRequired, status: 400, reason: .operationFailed, blame: .client,
      meaning: "an entry has neither id nor name"),
    FaultDefinition(
      code: .nicIDNameConflict, status: 400, reason: .operationFailed, blame: .client,
      meaning: "id and name of a device denote different devices"),
    FaultDefinition(
      code: .networkIDNameConflict, status: 400, reason: .operationFailed, blame: .client,
      meaning: "id and name of a network denote different networks"),
    FaultDefinition(
      code: .networkInterfacesDontExist, status: 400, reason: .operationFailed, blame: .client,
      meaning: "unknown nic, slave or base"),
    FaultDefinition(
      code: .networkInterfacesAlreadySpecified, status: 409, reason: .operationFailed, blame: .client,
      meaning: "a device is stated twice"),
    FaultDefinition(
      code: .networksAlreadyAttachedToIfaces, status: 409, reason: .operationFailed, blame: .client,
      meaning: "a network is stated twice"),
    FaultDefinition(
      code: .networksDontExistInCluster, status: 409, reason: .operationFailed, blame: .client,
      meaning: "setupnetworks names a network of another cluster, or moves an unmanaged one"),
    FaultDefinition(
      code: .networkNotExistsInCluster, status: 400, reason: .operationFailed, blame: .client,
      meaning: "attach or new bond names a network of another cluster"),
    FaultDefinition(
      code: .entityNotFound, status: 404, reason: .operationFailed, blame: .client,
      meaning: "the system knows no such network"),
    FaultDefinition(
      code: .notFound, status: 404, reason: .operationFailed, blame: .client,
      meaning: "the path names no such host, nic or label; answered without a body"),
    FaultDefinition(
      code: .networkBondsInvalidSlaveCount, status: 400, reason: .operationFailed, blame: .client,
      meaning: "a bond with fewer than two slaves"),
    FaultDefinition(
      code: .networkBondParametersInvalid, status: 400, reason: .operationFailed, blame: .client,
      meaning: "a new bond with fewer than two slaves"),
    FaultDefinition(
      code: .slaveInterfaceIsMisconfigured, status: 400, reason: .operationFailed, blame: .client,
      meaning: "a slave with a network, an unsuitable slave, or a network on a slave"),
    FaultDefinition(
      code: .bondEntryWithoutBonding, status: 400, reason: .operationFailed, blame: .client,
      meaning: "an existing bond is stated without its bonding element"),
    FaultDefinition(
      code: .bondNotRestated, status: 400, reason: .operationFailed, blame: .client,
      meaning: "a network is stated on a bond that the request would dissolve"),
    FaultDefinition(
      code: .nicIsNotBond, status: 400, reason: .operationFailed, blame: .client,
      meaning: "a bonding element on a device that is no bond"),
    FaultDefinition(
      code: .bondOptionIncomplete, status: 400, reason: .operationFailed, blame: .client,
      meaning: "a bond option without name or value"),
    FaultDefinition(
      code: .bondSlavesNotChangeableHere, status: 400, reason: .operationFailed, blame: .client,
      meaning: "an edit of a bond names other slaves"),
    FaultDefinition(
      code: .vlanDeviceAsBase, status: 400, reason: .operationFailed, blame: .client,
      meaning: "an untagged network, or attach, on a vlan device"),
    FaultDefinition(
      code: .baseInterfaceConflict, status: 400, reason: .operationFailed, blame: .client,
      meaning: "base_interface contradicts the device name"),
    FaultDefinition(
      code: .bootProtocolInvalid, status: 400, reason: .invalidValue, blame: .client,
      meaning: "an unknown boot_protocol"),
    FaultDefinition(
      code: .bootProtocolUnstated, status: 400, reason: .operationFailed, blame: .client,
      meaning: "keeping or removing the present address would be a guess"),
    FaultDefinition(
      code: .networkAddressMandatory, status: 400, reason: .operationFailed, blame: .client,
      meaning: "static without an address"),
    FaultDefinition(
      code: .netmaskMandatory, status: 400, reason: .operationFailed, blame: .client,
      meaning: "static without a netmask"),
    FaultDefinition(
      code: .networkAddressBadFormat, status: 400, reason: .operationFailed, blame: .client,
      meaning: "an address, netmask or gateway that is no dotted quad"),
    FaultDefinition(
      code: .repetitiveIP, status: 400, reason: .operationFailed, blame: .client,
      meaning: "one static address twice"),
    FaultDefinition(
      code: .managementGatewayUnstated, status: 400, reason: .operationFailed, blame: .client,
      meaning: "the gateway in effect is left out"),
    FaultDefinition(
      code: .cannotRemoveManagementNetwork, status: 400, reason: .operationFailed, blame: .client,
      meaning: "the management network would be removed"),
    FaultDefinition(
      code: .networkAddressCannotBeChanged, status: 400, reason: .operationFailed, blame: .client,
      meaning: "the address by which the engine reaches the host would change"),
    FaultDefinition(
      code: .managementNetworkWithoutAddress, status: 409, reason: .operationFailed, blame: .client,
      meaning: "the management network would have no address"),
    FaultDefinition(
      code: .networksNotInSync, status: 409, reason: .operationFailed, blame: .client,
      meaning: "a network out of sync would be edited without override_configuration"),
    FaultDefinition(
      code: .unmanagedNetworkNotRestated, status: 409, reason: .operationFailed, blame: .client,
      meaning: "an unmanaged network is left out"),
    FaultDefinition(
      code: .unmanagedNetworkOnNic, status: 409, reason: .operationFailed, blame: .client,
      meaning: "an unmanaged network is in the way"),
    FaultDefinition(
      code: .networkInterfaceAlreadyInBond, status: 409, reason: .operationFailed, blame: .client,
      meaning: "attach to a slave"),
    FaultDefinition(
      code: .networkInterfaceAlreadyHaveNetwork, status: 409, reason: .operationFailed, blame: .client,
      meaning: "attach to a nic with an unmanaged network"),
    FaultDefinition(
      code: .networkAlreadyAttachedToInterface, status: 409, reason: .operationFailed, blame: .client,
      meaning: "the network is attached on this host already"),
    FaultDefinition(
      code: .networkInterfaceNotAttachToNetwork, status: 409, reason: .operationFailed, blame: .client,
      meaning: "detach on a nic without (this) network"),
    FaultDefinition(
      code: .networkBondNotAttachToNetwork, status: 400, reason: .operationFailed, blame: .client,
      meaning: "detach on a bond without network"),
    FaultDefinition(
      code: .networkInterfaceNameAlreadyInUse, status: 409, reason: .operationFailed, blame: .client,
      meaning: "a slave of a new bond is in use"),
    FaultDefinition(
      code: .networkInterfaceInUseByVlan, status: 409, reason: .operationFailed, blame: .client,
      meaning: "a slave of a new bond carries a vlan"),
    FaultDefinition(
      code: .networkBondNameExists, status: 409, reason: .operationFailed, blame: .client,
      meaning: "a new bond takes the name of a device"),
    FaultDefinition(
      code: .networkBondHaveAttachedVlans, status: 409, reason: .operationFailed, blame: .client,
      meaning: "removal of a bond with vlans or without network"),
    FaultDefinition(
      code: .networkBondNotExists, status: 400, reason: .operationFailed, blame: .client,
      meaning: "removal of a nic that is no bond"),
    FaultDefinition(
      code: .networkInterfaceNotExists, status: 400, reason: .operationFailed, blame: .client,
      meaning: "an edit under another name"),
    FaultDefinition(
      code: .networkOldNetworkNotSpecified, status: 400, reason: .operationFailed, blame: .client,
      meaning: "an edit of a nic without network"),
    FaultDefinition(
      code: .networkDefaultUpdateNameInvalid, status: 400, reason: .operationFailed, blame: .client,
      meaning: "the management network would be replaced"),
    FaultDefinition(
      code: .networkCheckConnectivity, status: 400, reason: .operationFailed, blame: .client,
      meaning: "check_connectivity on another than the management network"),
    FaultDefinition(
      code: .ambiguousVlanTarget, status: 409, reason: .operationFailed, blame: .client,
      meaning: "an edit of a base nic that only carries vlans"),
    FaultDefinition(
      code: .networkLabelFormatInvalid, status: 400, reason: .operationFailed, blame: .client,
      meaning: "a label with other characters than Latin letters, digits, hyphen and underscore"),
    FaultDefinition(
      code: .labelNotSaved, status: 400, reason: .operationFailed, blame: .engine,
      meaning: "a label was put on or taken off, and saving that for the next boot failed (engines before 4.3)"),
    FaultDefinition(
      code: .queryNotPermitted, status: 400, reason: .operationFailed, blame: .client,
      meaning: "nics are asked for with Filter: true, which 3.5 refused"),
    FaultDefinition(
      code: .improperInterfaceIsLabeled, status: 400, reason: .operationFailed, blame: .client,
      meaning: "a label on a vlan device or slave"),
    FaultDefinition(
      code: .interfaceAlreadyLabeled, status: 409, reason: .operationFailed, blame: .client,
      meaning: "the nic has the label already"),
    FaultDefinition(
      code: .otherInterfaceAlreadyLabeled, status: 409, reason: .operationFailed, blame: .client,
      meaning: "another nic has the label"),
    FaultDefinition(
      code: .labeledNetworkAttachedToWrongInterface, status: 409, reason: .operationFailed, blame: .client,
      meaning: "a network of the label is attached to another nic"),
    FaultDefinition(
      code: .requestNotXML, status: 400, reason: .syntacticallyIncorrect, blame: .client,
      meaning: "the body is not well-formed, or not XML at all"),
    FaultDefinition(
      code: .requestXMLForbidden, status: 400, reason: .syntacticallyIncorrect, blame: .client,
      meaning: "the body has a DOCTYPE, an entity or a namespace"),
    FaultDefinition(
      code: .requestXMLTooLarge, status: 413, reason: .operationFailed, blame: .client,
      meaning: "the body is larger, deeper or wider than the limits"),
    FaultDefinition(
      code: .requestElementUnknown, status: 400, reason: .syntacticallyIncorrect, blame: .client,
      meaning: "an element that the legacy schema does not have"),
    FaultDefinition(
      code: .requestNotJSON, status: 400, reason: .syntacticallyIncorrect, blame: .client,
      meaning: "the body is announced as JSON and isn't strict JSON"),
    FaultDefinition(
      code: .requestJSONShape, status: 400, reason: .syntacticallyIncorrect, blame: .client,
      meaning: "a JSON value of another kind than its key takes: an object for an array, an array for an object"),
    FaultDefinition(
      code: .requestRootUnexpected, status: 400, reason: .syntacticallyIncorrect, blame: .client,
      meaning: "another root element than the call takes"),
    FaultDefinition(
      code: .requestValueInvalid, status: 400, reason: .invalidValue, blame: .client,
      meaning: "in XML, a boolean that is none or a number out of range; anywhere, values that contradict each other"),
    FaultDefinition(
      code: .requestValueUnreadable, status: 400, reason: .syntacticallyIncorrect, blame: .client,
      meaning: "a number that is none; in JSON also a boolean that is none, or a number out of range"),
    FaultDefinition(
      code: .matrixParameterInvalid, status: 400, reason: .operationFailed, blame: .client,
      meaning: "a matrix parameter (;max, ;async) with a value that it doesn't take"),
    FaultDefinition(
      code: .methodNotAllowed, status: 405, reason: .operationFailed, blame: .client,
      meaning: "the call knows no such method"),
    FaultDefinition(
      code: .mediaTypeUnsupported, status: 415, reason: .operationFailed, blame: .client,
      meaning: "the body is in a media type that isn't spoken here"),
    FaultDefinition(
      code: .mediaTypeNotAcceptable, status: 406, reason: .operationFailed, blame: .client,
      meaning: "the client accepts no media type that is spoken here"),
    FaultDefinition(
      code: .requestNotSupported, status: 501, reason: .operationFailed, blame: .gateway,
      meaning: "the gateway does not translate this legacy call"),
    FaultDefinition(
      code: .requestTimeout, status: 408, reason: .operationFailed, blame: .client,
      meaning: "the request did not arrive in time"),
    FaultDefinition(
      code: .requestHeadTooLarge, status: 431, reason: .operationFailed, blame: .client,
      meaning: "the request line and headers are larger than the limits"),
    FaultDefinition(
      code: .badRequest, status: 400, reason: .operationFailed, blame: .client,
      meaning: "the request breaks HTTP"),
    FaultDefinition(
      code: .engineUnauthorized, status: 401, reason: .operationFailed, blame: .client,
      meaning: "the engine does not accept the credentials"),
    FaultDefinition(
      code: .engineRefused, status: 400, reason: .operationFailed, blame: .engine,
      meaning: "the engine refused; its own status and text are passed on"),
    FaultDefinition(
      code: .engineStateChanged, status: 409, reason: .operationFailed, blame: .engine,
      meaning: "what was read changed before the write"),
    FaultDefinition(
      code: .engineUnreachable, status: 503, reason: .operationFailed, blame: .engine,
      meaning: "the engine can't be reached; nothing was sent"),
    FaultDefinition(
      code: .engineReadFailed, status: 503, reason: .operationFailed, blame: .engine,
      meaning: "a read failed; no mutating call was made"),
    FaultDefinition(
      code: .engineReadTimeout, status: 504, reason: .operationFailed, blame: .engine,
      meaning: "a read took longer than the deadline; no mutating call was made"),
    FaultDefinition(
      code: .engineAnswerUnreadable, status: 502, reason: .operationFailed, blame: .engine,
      meaning: "a read brought something else than the document asked for"),
    FaultDefinition(
      code: .engineFailed, status: 500, reason: .operationFailed, blame: .engine,
      meaning: "the engine answered a write with an error of its own"),
    FaultDefinition(
      code: .outcomeUnknown, status: 504, reason: .operationFailed, blame: .engine,
      meaning: "the write was sent and no answer came that tells how it ended; it may have been carried out"),
    FaultDefinition(
      code: .dialectUnknown, status: 502, reason: .operationFailed, blame: .engine,
      meaning: "the engine speaks none of the dialects"),
    FaultDefinition(
      code: .rewriteLogUnavailable, status: 503, reason: .operationFailed, blame: .gateway,
      meaning: "the rewrite log can't be written; nothing was sent"),
    FaultDefinition(
      code: .overloaded, status: 503, reason: .operationFailed, blame: .gateway,
      meaning: "too many requests wait for one host, or there are too many client connections"),
    FaultDefinition(
      code: .internalError, status: 500, reason: .operationFailed, blame: .gateway,
      meaning: "the gateway broke one of its own rules; nothing was sent"),
    FaultDefinition(
      code: .configurationInvalid, status: 500, reason: .operationFailed, blame: .gateway,
      meaning: "an option can't be used as given"),
  ]

  private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

  /// The row of a code; a code that isn't listed is an internal error (500).
  public static func definition(of code: FaultCode) -> FaultDefinition {
    byCode[code]
      ?? FaultDefinition(
        code: code, status: 500, reason: .operationFailed, blame: .gateway, meaning: "not in the catalogue")
  }
}
