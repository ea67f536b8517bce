@testable import EngineSimulator

// Types of the simulator that have the names of others here. This file imports nothing else, so that the names are clear.

typealias SimulatedHost = Host
typealias SimulatedNic = HostNic
typealias SimulatedNetwork = Network
typealias SimulatedAttachment = NetworkAttachment
typealias SimulatedIPv4 = IPv4Configuration
typealias SimulatedIPv6 = IPv6Configuration
typealias SimulatedBondOptions = BondOptions
