# -*- coding: utf-8 -*-
"""Replay recorded requests of the oVirt SDKs and libgovirt byte for byte, and check every answer.

  wire_replay.py GATEWAY ENGINE FOLDER [--ca-file FILE] [--persona NAME] [RECORDING ...]

GATEWAY and ENGINE are HOST:PORT, FOLDER is one of fixtures/wire.  Each recording starts from a fresh
state of the simulated engine.  Only {host}, {credentials}, {session} and the ids of nics are filled
in; all else goes out as the SDK wrote it: one connection a request for SDK 3.5, one for all for 3.6.
An answer must have the status that the SDK got from its engine, a reason phrase, a length that holds,
the root element that the SDK builds its object from, and in front the very declaration that it looks
for.  Run by a Python that has the SDK, it must also become the SDK's own object.
Output: a JSON object a line, as of the walks; exit status 1 if any answer isn't right.
"""
from __future__ import print_function

import argparse
import base64
import copy
import io
import json
import os
import re
import socket
import ssl
import sys
import xml.etree.ElementTree as ElementTree

try:
    import ovirtsdk.api  # the classes of the SDK work only with it
    from ovirtsdk.xml import params as sdk
except ImportError:
    sdk = None

HOST = "6f1d2c0e-5b8a-4c39-9e41-0a7d35b1c201"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
CREDENTIALS = base64.b64encode(b"admin@internal:secret").decode("ascii")
NIC = "d1a8f3c6-7b24-4e90-8c5d-6a1e0b9f21%02x"
# The names of the nics whose ids are in the recordings.
NAMES = {NIC % (index + 1): name for index, name in enumerate(
    "eno1 eno2 eno2.310 ens4f0 ens4f1 bond1 eno3 ens5f0 ens5f1 bond2".split())}
# Answers of a real engine that the recorder, which answers everything, didn't give: the text of that search
# has no meaning.
STATUSES = {("hosts-query-space", "GET /ovirt-engine/api/hosts;"): 400}
# The class that the SDK makes of a root element.
CLASSES = {"api": "API", "hosts": "Hosts", "host": "Host", "host_nics": "HostNics", "host_nic": "HostNIC",
           "labels": "Labels", "label": "Label", "statistics": "Statistics", "networks": "Networks",
           "action": "Action"}


class Wrong(Exception):
    pass


def ensure(holds, text):
    if not holds:
        raise Wrong(text)


# ---------------------------------------------------------------- HTTP on a socket

class Connection(object):
    def __init__(self, address, ca_file=None):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), 60)
        if ca_file:
            context = ssl.create_default_context(cafile=ca_file)
            self.socket = context.wrap_socket(self.socket, server_hostname=host)
        self.rest = b""

    def send(self, data):
        self.socket.sendall(data)

    def more(self):
        data = self.socket.recv(65536)
        ensure(data, "the connection ended in mid-answer")
        self.rest += data

    def until(self, end):
        while end not in self.rest:
            self.more()
        found, self.rest = self.rest.split(end, 1)
        return found

    def exactly(self, count):
        while len(self.rest) < count:
            self.more()
        found, self.rest = self.rest[:count], self.rest[count:]
        return found

    def answer(self):
        """Status, reason phrase, headers (names in lower case), body."""
        while True:
            lines = self.until(b"\r\n\r\n").decode("latin-1").split("\r\n")
            match = re.match(r"HTTP/1\.1 (\d{3}) (.*)$", lines[0])
            ensure(match, "no status line with a reason phrase: %r" % lines[0])
            status, reason = int(match.group(1)), match.group(2)
            if status >= 200:
                break
        headers = [(name.lower(), value.strip()) for name, value in (line.split(":", 1) for line in lines[1:])]
        fields = dict(headers)
        if fields.get("transfer-encoding", "").lower() == "chunked":
            body = b""
            while True:
                size = int(self.until(b"\r\n").split(b";")[0], 16)
                body += self.exactly(size)
                ensure(self.exactly(2) == b"\r\n", "a chunk that isn't as long as it says")
                if size == 0:
                    break
        elif status in (204, 304):
            body = b""
        else:
            ensure("content-length" in fields, "neither a length nor chunks")
            body = self.exactly(int(fields["content-length"]))
        return status, reason, headers, body

    def close(self):
        self.socket.close()


def control(engine, method, path, body=b""):
    connection = Connection(engine)
    connection.send(("%s %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (method, path, len(body))).encode()
                    + body)
    status, _, _, answer = connection.answer()
    connection.close()
    ensure(status in (200, 204), "%s %s: %d %s" % (method, path, status, answer))
    return answer


# ---------------------------------------------------------------- recordings

def recorded(path):
    """The requests of a recording: expected status, whether a body was answered, head lines, body."""
    with io.open(path, "rb") as stream:
        rest = stream.read()
    while rest:
        line, rest = rest.split(b"\n", 1)
        if not line.startswith(b"### "):
            continue
        words = line.decode().split()
        head, rest = rest.split(b"\n\n", 1)
        lines = head.decode("latin-1").split("\n")
        length = 0
        for field in lines[1:]:
            if field.lower().startswith("content-length:"):
                length = int(field.split(":")[1])
        if b"only 0 bytes of body came" in line:
            # libgovirt announces a body that it doesn't send.
            length = 0
        body, rest = rest[:length], rest[length:]
        yield int(words[3]), "without" not in words, lines, body


def state_for(recording, sample):
    """What the recorded host has that the sample world doesn't."""
    state = copy.deepcopy(sample)
    nics = dict((nic["name"], nic) for nic in state["nics"])
    nothing = {"address": None, "gateway": None, "method": "none", "netmask": None}

    def attachment(number, network, nic):
        return {"id": "a4c7e91b-58d0-4236-9f1e-3b6d8a2c51%02x" % number, "nic": NIC % nic, "in_sync": True,
                "network": "9c50a7b2-3e1f-4d68-a5c4-2f8b6d0e710%d" % network, "properties": {},
                "ipv4": nothing, "ipv6": {"method": "none"}}

    if re.match(r"bond-(update|delete)|setup-(roundtrip|echo|sync)", recording):
        state["nics"].append({
            "id": NIC % 10, "name": "bond2", "type": "bond", "slaves": ["ens5f0", "ens5f1"],
            "options": {"mode": "1", "miimon": "100"}, "ipv4": nothing, "labels": [], "network": None,
            "mac": "02:00:5e:10:00:0a"})
    if recording.startswith("bond-update"):
        # A bond on which a vlan device sits: nothing but the bond itself can be meant then.
        state["nics"].append({
            "id": NIC % 11, "name": "bond2.44", "type": "vlan", "base": "bond2", "vlan": 44, "network": "storage",
            "ipv4": nothing, "labels": []})
        state["attachments"].append(attachment(6, 4, 10))
    if re.match(r"detach|update", recording):
        nics["eno3"]["network"] = "tenant-a"
        state["attachments"].append(attachment(4, 2, 7))
    if re.match(r"label-(get|delete)", recording):
        nics["eno3"]["labels"] = ["uplink-a"]
    if recording.startswith("bond-delete"):
        # A bond without a network can't be deleted in 3.5.
        state["nics"][-1]["network"] = "tenant-b"
        state["attachments"].append(attachment(5, 6, 10))
    return state


def expected_root(line):
    method, target, _ = line.split(" ")
    path = re.sub(r";[^/?]*", "", target.split("?")[0])
    parts = path.split("/")[3:]
    if not parts:
        return "api"
    if method == "DELETE" or parts[-1] in ("attach", "detach", "setupnetworks", "commitnetconfig"):
        return "action"
    collection = {"hosts": "host", "nics": "host_nic", "labels": "label", "statistics": "statistic",
                  "networks": "network"}
    if parts[-1] in collection:
        one = collection[parts[-1]]
        return one if method == "POST" else one + "s"
    return collection[parts[-2]]


# ---------------------------------------------------------------- checks

def quietly(function, argument):
    """The SDK's parser prints what it has parsed."""
    kept, sys.stdout = sys.stdout, open(os.devnull, "w")
    try:
        return function(argument)
    finally:
        sys.stdout.close()
        sys.stdout = kept


def check(line, expected, has_body, answer):
    status, reason, headers, body = answer
    said = "%d %s %s" % (status, reason, body[:300])
    ensure(status == expected, "status %d expected: %s" % (expected, said))
    ensure(reason, "no reason phrase: %s" % said)
    if status == 401:
        ensure(any(name == "www-authenticate" and value.startswith("Basic") for name, value in headers),
               "nothing asks for credentials: %s" % headers)
        return
    if not has_body:
        ensure(body == b"", "a body where 3.5 sent none: %s" % said)
        return
    fields = dict(headers)
    ensure(fields.get("content-type", "").startswith("application/xml"), "content type: %s" % headers)
    ensure("content-encoding" not in fields, "a compressed answer: %s" % headers)
    ensure(body.startswith(DECLARATION), "the declaration: %s" % said)
    document = ElementTree.fromstring(body)
    if status >= 400:
        fault = document if document.tag == "fault" else document.find("fault")
        ensure(fault is not None and not fault.attrib and b"<fault>" in body, "no fault: %s" % said)
        ensure((fault.findtext("detail") or "").strip("[] "), "a fault without detail: %s" % said)
        return
    root = expected_root(line)
    ensure(document.tag == root, "root element %s expected: %s" % (root, said))
    if root == "api":
        version = document.find("product_info/version")
        ensure(version is not None and all(name in version.attrib for name in "major minor build revision".split()),
               "no version as of API v3: %s" % said)
    if root == "host_nics":
        for nic in document.findall("host_nic"):
            ensure(nic.get("id") and nic.get("href") and nic.findtext("name"), "a nic: %s" % ElementTree.tostring(nic))
            ensure(nic.find("mac") is None or nic.find("mac").get("address"), "not the form of v3: %s" % said)
    if root == "action":
        ensure(document.findtext("status/state") == "complete", "ovirt-shell reads status.state: %s" % said)
    if root in ("host", "hosts"):
        hosts = [document] if root == "host" else document.findall("host")
        for host in hosts:
            ensure(host.findtext("status/state"), "not the form of v3: %s" % said)
    if sdk:
        made = quietly(sdk.parseString, body)
        ensure(type(made).__name__ == CLASSES[root], "the SDK makes a %s of it" % type(made).__name__)


class Client(object):
    """What the SDK keeps between requests."""

    def __init__(self, options, keeps_connection):
        self.options = options
        self.keeps_connection = keeps_connection
        self.session = ""
        self.connection = None
        self.ids = {}

    def send(self, lines, body):
        text = "\r\n".join(lines) + "\r\n\r\n"
        text = text.replace("{host}", self.options.gateway).replace("{credentials}", CREDENTIALS)
        data = text.replace("{session}", self.session).encode("latin-1") + body
        for old, new in self.ids.items():
            data = data.replace(old.encode(), new.encode())
        connection = self.connection or Connection(self.options.gateway, self.options.ca_file)
        connection.send(data)
        answer = connection.answer()
        self.take_cookie(answer[2])
        if self.keeps_connection:
            self.connection = connection
        else:
            connection.close()
        return answer

    def take_cookie(self, headers):
        """As cookielib does it: a cookie for another path, or a secure one over http, isn't sent."""
        for name, value in headers:
            if name != "set-cookie" or not value.startswith("JSESSIONID="):
                continue
            attributes = [part.strip() for part in value.split(";")]
            paths = [part.split("=", 1)[1] for part in attributes[1:] if part.lower().startswith("path=")]
            ensure(all("/ovirt-engine/api".startswith(path.rstrip("/")) for path in paths), "the cookie: %s" % value)
            ensure(self.options.ca_file or "secure" not in [part.lower() for part in attributes],
                   "a secure cookie over http: %s" % value)
            self.session = attributes[0].split("=", 1)[1]

    def map_ids(self):
        """Fills in the ids that this engine shows for the recorded nics."""
        lines = ["GET /ovirt-engine/api/hosts/%s/nics HTTP/1.1" % HOST, "Host: {host}",
                 "Authorization: Basic {credentials}"]
        listed = ElementTree.fromstring(self.send(lines, b"")[3])
        shown = dict((nic.findtext("name"), nic.get("id")) for nic in listed)
        self.ids = dict((old, shown[name]) for old, name in NAMES.items() if shown.get(name, old) != old)
        self.session = ""


def replay(path, sample, options, keeps_connection):
    name = os.path.basename(path)[:-len(".http")]
    control(options.engine, "PUT", "/-/state", json.dumps(state_for(name, sample)).encode())
    client = Client(options, keeps_connection)
    client.map_ids()
    count = 0
    for expected, has_body, lines, body in recorded(path):
        for (step, start), status in STATUSES.items():
            if step == name and lines[0].startswith(start):
                expected = status
        try:
            check(lines[0], expected, has_body, client.send(lines, body))
        except Wrong as wrong:
            raise Wrong("%s: %s" % (lines[0], wrong))
        count += 1
    return count


def main(argv):
    parser = argparse.ArgumentParser(description="Replay recorded requests.")
    parser.add_argument("gateway")
    parser.add_argument("engine")
    parser.add_argument("folder")
    parser.add_argument("recording", nargs="*")
    parser.add_argument("--ca-file")
    parser.add_argument("--persona", default="4.5", help="design, 3.6, 4.2 or 4.5")
    options = parser.parse_args(argv)
    names = options.recording or sorted(
        name[:-len(".http")] for name in os.listdir(options.folder) if name.endswith(".http"))
    if options.persona not in ("3.6", "4.2"):
        # The newer call in the form of API v3, which only these engines know.
        names = [name for name in names if name != "host-setup"]
    sample = json.loads(control(options.engine, "GET", "/-/state").decode())
    failed = 0
    for name in names:
        line = {"step": name}
        try:
            line["result"] = replay(
                os.path.join(options.folder, name + ".http"), sample, options, "3.6" in options.folder)
            line["ok"] = True
        except (Wrong, socket.error, ElementTree.ParseError) as error:
            line["ok"] = False
            line["error"] = "%s" % error
            failed += 1
        print(json.dumps(line, sort_keys=True))
    control(options.engine, "PUT", "/-/state", json.dumps(sample).encode())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
