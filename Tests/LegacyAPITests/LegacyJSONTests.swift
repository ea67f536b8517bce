import GatewayErrors
import HostNetworking
import Testing
import XMLTree

@testable import LegacyAPI

/// The JSON of 3.5 in requests: what is read, and what is refused.
@Suite struct LegacyJSONRequestTests {
  private let setup = LegacyCall.setupNetworks(hostID: "h")

  private func read(_ body: String) throws -> LegacyRequest {
    try LegacyRequestReader.read(setup, body: Array(body.utf8), contentType: "application/json")
  }

  private func refusal(_ body: String) throws -> GatewayError {
    try #require(#expect(throws: GatewayError.self) { try read(body) })
  }

  @Test func readsWhatTheXMLOfTheSameRequestSays() throws {
    let json = """
      {
        "connectivity_timeout" : "60",
        "check_connectivity" : "true",
        "host_nics" : { "host_nic" : [
          { "network" : { "name" : "storage-a" }, "name" : "bond0.210", "base_interface" : "bond0",
            "boot_protocol" : "static", "override_configuration" : "true", "vlan" : { "id" : "210" },
            "ip" : { "address" : "198.51.100.9", "netmask" : "255.255.255.128" },
            "properties" : { "property" : [ { "name" : "bridge_opts", "value" : "forward_delay=1500" } ] } },
          { "name" : "bond0", "bonding" : {
              "slaves" : { "host_nic" : [ { "id" : "n2" }, { "name" : "ens3", "network" : { } } ] },
              "options" : { "option" : [ { "name" : "mode", "value" : "4", "type" : "x" }, { "name" : "miimon", "value" : 100 } ] } } }
        ] }
      }
      """
    let xml = """
      <action><host_nics>
        <host_nic><name>bond0.210</name><network><name>storage-a</name></network>
          <ip address="198.51.100.9" netmask="255.255.255.128"/><base_interface>bond0</base_interface><vlan id="210"/>
          <boot_protocol>static</boot_protocol><override_configuration>true</override_configuration>
          <properties><property><name>bridge_opts</name><value>forward_delay=1500</value></property></properties></host_nic>
        <host_nic><name>bond0</name><bonding>
          <options><option name="mode" value="4" type="x"/><option name="miimon" value="100"/></options>
          <slaves><host_nic id="n2"/><host_nic><name>ens3</name><network/></host_nic></slaves></bonding></host_nic>
        </host_nics><check_connectivity>true</check_connectivity><connectivity_timeout>60</connectivity_timeout></action>
      """
    let fromXML = try LegacyRequestReader.read(setup, body: Array(xml.utf8), contentType: "application/xml")
    #expect(try read(json) == fromXML)
  }

  @Test(arguments: [
    (#"{"force":true}"#, "<action><force>true</force></action>"),
    (#"{"force":"true"}"#, "<action><force>true</force></action>"),
    (#"{"connectivity_timeout":60}"#, "<action><connectivity_timeout>60</connectivity_timeout></action>"),
    (#"{"host_nics":{}}"#, "<action><host_nics/></action>"),
    (#"{"host_nics":{"host_nic":[]}}"#, "<action><host_nics/></action>"),
    (#"{"host_nics":null,"network":null}"#, "<action/>"),
    (#"{"network":{"id":null,"name":""}}"#, "<action><network><name/></network></action>"),
    (#"{"network":{"name":7}}"#, "<action><network><name>7</name></network></action>"),
    (
      #"{"id":"i","href":"/h","link":[{"rel":"r","href":"/l"}],"grace_period":{"expiry":5}}"#,
      #"<action href="/h" id="i"><link href="/l" rel="r"/><grace_period><expiry>5</expiry></grace_period></action>"#
    ),
    (
      #"{"vm":{"id":"v","disks":{"disk":[{"size":1.5}]},"cpu":null},"iscsi_target":["a","b"]}"#,
      #"<action><vm id="v"><disks><disk><size>1.5</size></disk></disks></vm><iscsi_target>a</iscsi_target>"#
        + "<iscsi_target>b</iscsi_target></action>"
    ),
  ])
  func readsEachKindOfValue(json: String, xml: String) throws {
    #expect(try read(json).echo == XMLReader.read(Array(xml.utf8)))
  }

  @Test(arguments: [
    (#"{"foo":1}"#, FaultCode.requestElementUnknown, "action/foo", "check_connectivity"),
    (#"{"hostNics":{}}"#, .requestElementUnknown, "action/hostNics", "Write host_nics"),
    (#"{"checkConnectivity":true}"#, .requestElementUnknown, "action/checkConnectivity", "Write check_connectivity"),
    (#"{"action":{"host_nics":{}}}"#, .requestElementUnknown, "action/action", "the object itself"),
    (#"{"host_nics":{"host_nic":[{},{"fast":1}]}}"#, .requestElementUnknown, "host_nic[2]/fast", "boot_protocol"),
    (#"{"host_nics":{"host_nic":[{"ip":{"adress":""}}]}}"#, .requestElementUnknown, "ip/adress", "address"),
    (#"{"host_nics":{"id":"x"}}"#, .requestElementUnknown, "host_nics/id", "host_nic"),
    (#"{"vm":{"a b":1}}"#, .requestElementUnknown, "vm/a b", "letters"),
    (#"{"host_nics":{"host_nic":{"name":"a"}}}"#, .requestJSONShape, "host_nic is an object", "an array"),
    (#"{"host_nics":[{"name":"a"}]}"#, .requestJSONShape, "host_nics is an array", "an object"),
    (#"{"host_nics":""}"#, .requestJSONShape, "host_nics is a string", "an object"),
    (#"{"host_nics":{"host_nic":[null]}}"#, .requestJSONShape, "host_nic[1] is null", "an object"),
    (#"{"host_nics":{"host_nic":["a"]}}"#, .requestJSONShape, "host_nic[1] is a string", "an object"),
    (#"{"network":"red"}"#, .requestJSONShape, "network is a string", "an object"),
    (#"{"network":{"name":["red"]}}"#, .requestJSONShape, "network/name is an array", "a string"),
    (#"{"network":{"id":{}}}"#, .requestJSONShape, "network/id is an object", "a string"),
    (#"{"iscsi_target":"a"}"#, .requestJSONShape, "iscsi_target is a string", "an array"),
    (#"{"vm":[1]}"#, .requestJSONShape, "vm is an array", "a string"),
    ("[]", .requestJSONShape, "The body is an array", "an object"),
    ("\"action\"", .requestJSONShape, "a string", "an object"),
    ("null", .requestJSONShape, "null", "an object"),
    (#"{"force":"yes"}"#, .requestValueUnreadable, "action/force is 'yes'", "true or false"),
    (#"{"force":""}"#, .requestValueUnreadable, "action/force is ''", "true or false"),
    (#"{"connectivity_timeout":1.5}"#, .requestValueUnreadable, "is '1.5'", "whole number"),
    (#"{"connectivity_timeout":"2147483648"}"#, .requestValueUnreadable, "'2147483648'", "whole number"),
    (#"{"host_nics":{"host_nic":[{"vlan":{"id":-1}}]}}"#, .requestValueUnreadable, "vlan/@id is '-1'", "0 to 65535"),
    (#"{"host_nics":{"host_nic":[],"host_nic":[]}}"#, .requestNotJSON, "twice", "object"),
    ("", .requestNotJSON, "empty", "object"), ("<action/>", .requestNotJSON, "line 1", "object"),
    (#"{"host_nics":{"#, .requestNotJSON, "line 1", "object"),
  ])
  func refusesWhat35Refused(body: String, code: FaultCode, detail: String, nextStep: String) throws {
    let error = try refusal(body)
    #expect(error.code == code)
    #expect(error.stage == .parse)
    #expect(error.detail.contains(detail), "\(error.detail)")
    #expect(error.nextStep.contains(nextStep), "\(error.nextStep)")
    #expect(error.definition.form == .usageMessage && error.status == 400)
  }

  @Test func aHostileDocumentIsRefusedByItsLimits() throws {
    let nested = String(repeating: #"{"vm":"#, count: 100_000)
    #expect(try refusal(nested).code == .requestXMLTooLarge)
    let wide = "{\"iscsi_target\":[" + String(repeating: "1,", count: 300_000) + "1]}"
    #expect(try refusal(wide).code == .requestXMLTooLarge)
    #expect(try refusal("{\"name\":\"" + String(repeating: "x", count: 5 << 20) + "\"}").code == .requestXMLTooLarge)
  }

  @Test func longNamesAndValuesAreCutInErrors() throws {
    let long = String(repeating: "x", count: 100_000)
    #expect(try refusal("{\"\(long)\":1}").detail.utf8.count < 300)
    #expect(try refusal("{\"force\":\"\(long)\"}").detail.utf8.count < 300)
  }
}

/// The JSON of 3.5 in answers.
@Suite struct LegacyJSONAnswerTests {
  private func json(_ body: XMLElement?) throws -> String {
    String(decoding: LegacyDocument.write(try #require(body), as: .json), as: UTF8.self)
  }

  @Test func theListOfNicsIsTheOneOfTheXML() throws {
    let xml = try XMLReader.read(Array(RecordedRequest.text("fixtures/answers/nics.xml").utf8))
    let golden = try RecordedRequest.text("fixtures/answers/nics.json")
    #expect(try json(xml) + "\n" == golden)
  }

  @Test func anActionThatIsCompleteEchoesTheRequest() throws {
    let body = #"{"network":{"name":"red"},"async":false,"grace_period":{"expiry":"7"},"connectivity_timeout":9}"#
    let request = try LegacyRequestReader.read(
      .attach(hostID: "h", nicID: "n"), body: Array(body.utf8), contentType: "application/json")
    let answer = LegacyAnswerWriter(hrefPrefix: "/api").complete(echo: request.echo, jobID: "j1")
    #expect(
      try json(answer.body) == """
        {
          "async" : "false",
          "grace_period" : {
            "expiry" : 7
          },
          "network" : {
            "name" : "red"
          },
          "connectivity_timeout" : "9",
          "job" : {
            "id" : "j1",
            "href" : "/api/jobs/j1"
          },
          "status" : {
            "state" : "complete"
          }
        }
        """)
  }

  @Test func aFailedActionHoldsItsFault() throws {
    let error = GatewayError(.networkInterfaceAlreadyInBond, stage: .translate, detail: "eth1 is \"in\" bond0.")
    let answer = LegacyAnswerWriter(hrefPrefix: "/api").failed(
      LegacyFault(error), call: .attach(hostID: "h", nicID: "n"), echo: XMLElement("action"), requestID: "01")
    #expect(
      try json(answer.body) == #"""
        {
          "status" : {
            "state" : "failed"
          },
          "fault" : {
            "reason" : "Operation Failed",
            "detail" : "[eth1 is \"in\" bond0. (hostnet-gateway 01)]"
          }
        }
        """#)
  }

  @Test func labelsAndStatisticsAreArraysUnderTheirSingular() throws {
    let labels = XMLElement(
      "labels",
      children: [
        XMLElement(
          "label", [XMLAttribute("href", "/l"), XMLAttribute("id", "lab")],
          children: [XMLElement("host_nic", [XMLAttribute("href", "/n"), XMLAttribute("id", "n1")])])
      ])
    #expect(
      try json(labels) == """
        {
          "label" : [ {
            "id" : "lab",
            "href" : "/l",
            "host_nic" : {
              "id" : "n1",
              "href" : "/n"
            }
          } ]
        }
        """)
    let statistic = NicStatistic(
      id: "s1", name: "data.current.rx", description: "Receive data rate", kind: "gauge", valueType: "decimal",
      unit: "bytes_per_second", values: ["4800000"])
    let writer = LegacyStatisticElement(nicHref: PreparedValue("/n"), nicID: "n1")
    let element = XMLTreeSink.tree { writer.write([statistic], to: &$0) }
    #expect(
      try json(element) == """
        {
          "statistic" : [ {
            "id" : "s1",
            "href" : "/n/statistics/s1",
            "name" : "data.current.rx",
            "description" : "Receive data rate",
            "values" : {
              "type" : "DECIMAL",
              "value" : [ {
                "datum" : 4.8E+6
              } ]
            },
            "type" : "GAUGE",
            "unit" : "BYTES_PER_SECOND",
            "host_nic" : {
              "id" : "n1",
              "href" : "/n"
            }
          } ]
        }
        """)
  }

  @Test(arguments: [
    ("0", "0"), ("38", "38"), ("100", "1.0E+2"), ("12000000", "1.2E+7"), ("130000", "1.3E+5"), ("-4800000", "-4.8E+6"),
    ("0.050", "0.050"), ("1.2E+7", "1.2E+7"), ("123", "123"), ("99", "99"), ("12.5", "12.5"), (" 7 ", "7"),
  ])
  func aDecimalHasTheFormOfJava(xml: String, json: String) {
    #expect(LegacyType.decimal.scalar(xml) == .number(json))
  }

  @Test(arguments: [
    (LegacyType.boolean, "TRUE", JSONValue.string("true")), (.boolean, "0", .string("false")),
    (.int, " 7 ", .string("7")),
    (.int, "", .string("0")), (.unsignedShort, "210", .string("210")), (.long, "1000000000", .number("1000000000")),
    (.long, "", .number("0")), (.long, "fast", .string("fast")), (.decimal, "007", .string("007")),
    (.text, "1", .string("1")),
  ])
  func booleansAndIntsAreStringsAndLongsNumbers(type: LegacyType, text: String, expected: JSONValue) {
    #expect(type.scalar(text) == expected)
  }

  @Test func whatTheSchemaDoesNotHaveIsNoKey() throws {
    let xml = #"<host_nic id="i" unknown="x" href="/h"><name>a</name><ip address="1" other="y"/></host_nic>"#
    #expect(
      try json(XMLReader.read(Array(xml.utf8))) == """
        {
          "id" : "i",
          "href" : "/h",
          "name" : "a",
          "ip" : {
            "address" : "1"
          }
        }
        """)
  }

  @Test func anEmptyCollectionIsAnEmptyObject() throws {
    #expect(try json(XMLElement("labels")) == "{ }")
    #expect(try json(XMLElement("action", children: [XMLElement("host_nics")])) == "{\n  \"host_nics\" : { }\n}")
  }

  @Test func aUsageMessageNamesTheCall() throws {
    let error = GatewayError(.requestNotJSON, stage: .parse, detail: "Not JSON.")
    let answer = LegacyAnswerWriter(hrefPrefix: "/ovirt-engine/api").failed(
      LegacyFault(error), call: .setupNetworks(hostID: "h"), echo: nil, requestID: "01")
    let value = try JSONReader.read(Array(json(answer.body).utf8))
    #expect(
      value.member("message")
        == .string(
          "Request syntactically incorrect. See the description below for the correct usage: Not JSON. "
            + "(hostnet-gateway 01)"))
    let link = value.member("detailedLink")
    #expect(link?.member("href") == .string("/ovirt-engine/api/hosts/{host:id}/nics/setupnetworks"))
    #expect(link?.member("request")?.member("http_method") == .string("POST"))
    #expect(
      link?.member("request")?.member("headers")
        == .object([
          JSONMember(
            "header",
            .array([
              .object([
                JSONMember("required", .string("true")), JSONMember("name", .string("Content-Type")),
                JSONMember("value", .string("application/xml|json")),
              ])
            ]))
        ]))
  }
}
