#!/usr/bin/env python3
"""Run the everyday host-networking commands of ovirt-shell, and check what it prints.

  shell_walk.py GENERATION PROGRAM URL [--ca-file FILE]

GENERATION is 35 or 36, PROGRAM the ovirt-shell of that version, as published.  All commands run in one
session on a host as the simulator's sample world has it, and leave it as it was.  The exit status of
ovirt-shell is always 0, and an error is a banner, so each command is checked by its output: no banner,
and the lines that must be there.  Output: a JSON object a command, as of the walks; exit status 1 if any
isn't right.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

PROMPT = "[oVirt shell (connected)]# "
BANNER = "== ERROR =="
SLAVES = '--bonding-slaves-host_nic "host_nic.name=ens5f0" --bonding-slaves-host_nic "host_nic.name=ens5f1"'
OPTIONS = ('--bonding-options-option "option.name=mode,option.value=1" '
           '--bonding-options-option "option.name=miimon,option.value=150"')
TENANT_A = "9c50a7b2-3e1f-4d68-a5c4-2f8b6d0e7102"
TENANT_B = "9c50a7b2-3e1f-4d68-a5c4-2f8b6d0e7106"
DONE = [r"status-state *: complete"]


def commands(generation):
    """(command, patterns that must be in the output, whether a banner must be there)"""
    on = "--host-identifier rack4-node2" if generation == "35" else "--parent-host-name rack4-node2"
    yield "list hosts", [r"name *: rack4-node2", r"name *: rack4-node3"], False
    yield "show host rack4-node2", [r"name *: rack4-node2", r"status-state *: up"], False
    yield "list nics " + on, [r"name *: eno1\b", r"name *: eno2\.310", r"name *: bond1"], False
    yield "list nics %s --show-all" % on, [
        r"base_interface *: eno2", r"vlan-id *: 310", r"ip-address *: 192\.0\.2\.21",
        r"bonding-options-option-value *: 4"], False
    yield "show nic eno1 " + on, [
        r"boot_protocol *: static", r"ip-address *: 192\.0\.2\.21", r"ip-gateway *: 192\.0\.2\.1",
        r"status-state *: up", r"mac-address *: 02:00:5e:10:00:01"], False
    yield "action nic eno3 attach %s --network-name tenant-a" % on, DONE, False
    yield "show nic eno3 " + on, [r"network-id *: " + TENANT_A], False
    # The network is on a nic already.
    yield "action nic ens5f0 attach %s --network-name tenant-a" % on, [r"tenant-a", r"eno3"], True
    yield "update nic eno3 %s --boot_protocol dhcp" % on, [r"boot_protocol *: dhcp", r"name *: eno3"], False
    yield "action nic eno3 detach %s --network-name tenant-a" % on, DONE, False
    yield "action nic eno3 detach " + on, [r"eno3"], True
    yield "add nic %s --network-name tenant-b --name bond2 %s %s" % (on, SLAVES, OPTIONS), [
        r"name *: bond2", r"network-id *: " + TENANT_B, r"bonding-options-option-value *: 150"], False
    yield "show nic bond2 " + on, [r"bonding-options-option-value *: 150", r"network-id *: " + TENANT_B], False
    yield "update nic bond2 %s --network-name tenant-a" % on, [r"network-id *: " + TENANT_A], False
    if generation == "36":
        # ovirt-shell 3.5 doesn't reach what belongs to a nic, a fault of its own.
        below = "--parent-nic-name eno3 --parent-host-name rack4-node2"
        yield "list statistics " + below, [r"name *: data\.current\.rx", r"name *: errors\.total\.tx"], False
        yield "add label %s --id uplink-a" % below, [r"id *: uplink-a"], False
        yield "list labels " + below, [r"id *: uplink-a"], False
        yield "remove label uplink-a " + below, DONE, False
    yield "remove nic bond2 " + on, DONE, False
    yield "show nic bond2 " + on, [], None
    yield "action host rack4-node2 commitnetconfig", DONE, False


def outputs(text, asked):
    """What was printed for each command."""
    found = []
    rest = text
    for command in asked:
        echo = PROMPT + command
        at = rest.find(echo)
        if at < 0:
            break
        rest = rest[at + len(echo):]
        end = rest.find(PROMPT)
        found.append(rest if end < 0 else rest[:end])
    return found


def judge(output, patterns, banner):
    """None if the output is right, else what is wrong."""
    has_banner = BANNER in output
    if banner is None:
        # Nothing to show: 3.6 says so with a banner, 3.5 prints nothing.
        return None if "name" not in output.replace("bond2", "") or has_banner else "it is still there"
    if has_banner != banner:
        return "an error" if has_banner else "no error where there must be one"
    missing = [pattern for pattern in patterns if not re.search(pattern, output)]
    return "missing: %s" % ", ".join(missing) if missing else None


def main(argv):
    parser = argparse.ArgumentParser(description="Run everyday commands of ovirt-shell.")
    parser.add_argument("generation", choices=("35", "36"))
    parser.add_argument("program")
    parser.add_argument("url")
    parser.add_argument("--ca-file")
    options = parser.parse_args(argv)
    steps = list(commands(options.generation))
    with tempfile.TemporaryDirectory() as home:
        with open(os.path.join(home, ".ovirtshellrc"), "w") as stream:
            stream.write("[ovirt-shell]\nusername = admin@internal\npassword = secret\n")
        script = os.path.join(home, "commands")
        with open(script, "w") as stream:
            stream.writelines(command + "\n" for command, _, _ in steps)
        arguments = [options.program, "-l", options.url, "-u", "admin@internal", "-c", "-f", script]
        if options.ca_file:
            arguments += ["-A", options.ca_file]
        run = subprocess.run(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            universal_newlines=True, timeout=300, env=dict(os.environ, HOME=home))
    printed = outputs(run.stdout, [command for command, _, _ in steps])
    failed = 0
    for index, (command, patterns, banner) in enumerate(steps):
        line = {"step": command}
        wrong = judge(printed[index], patterns, banner) if index < len(printed) else "not run"
        line["ok"] = wrong is None
        if wrong:
            failed += 1
            line["error"] = wrong
            line["output"] = printed[index][-600:] if index < len(printed) else run.stdout[-600:]
        print(json.dumps(line, sort_keys=True))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
