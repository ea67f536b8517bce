# -*- coding: utf-8 -*-
"""Walk the calls around host networking with the oVirt Python SDK 3.x.

Clusters, data centers, networks with their labels and vnic profiles, events,
jobs, capabilities, and what is done with a host beside its nics.  The script
runs with SDK 3.5.6 and SDK 3.6.9, on Python 2.7 (SDK as published) and on
Python 3 (SDK passed through port_legacy.py).  It prints one JSON object a
line: {"step": ..., "ok": true|false, ...}.  The exit status is 0 when every
step did what it should, 1 when one failed, 2 for wrong arguments.

  minimum_walk.py URL [options]

Each step looks at what it made: an attribute that got lost on the way is a
failure.  What a step makes, a later one removes.
"""
from __future__ import print_function

import argparse
import json
import os
import sys

from ovirtsdk.api import API
from ovirtsdk.infrastructure import errors
from ovirtsdk.xml import params


class Failed(Exception):
    """The server answered, but not with what the step needs."""


def text(value):
    return None if value is None else "%s" % (value,)


def get(obj, *names):
    for name in names:
        if obj is None:
            return None
        obj = getattr(obj, name, None)
    return obj


def need(what, found, wanted):
    if text(found) != text(wanted):
        raise Failed("%s is %r, not %r" % (what, found, wanted))


def found(what, value):
    if value is None:
        raise Failed("there is no %s" % what)
    return value


class Walk(object):

    def __init__(self, options):
        self.o = options
        arguments = {"url": options.url, "username": options.user,
                     "password": options.password, "insecure": options.insecure,
                     "persistent_auth": True}
        if options.ca_file:
            arguments["ca_file"] = options.ca_file
        self.api = API(**arguments)

    @property
    def host(self):
        return found("host", self.api.hosts.get(name=self.o.host))

    @property
    def cluster(self):
        return found("cluster", self.api.clusters.get(name=self.o.cluster))

    @property
    def network(self):
        return found("network", self.api.networks.get(name=self.o.network))

    # reads

    def step_capabilities(self):
        """Levels with numbers, and value lists."""
        levels = self.api.capabilities.list()
        level = levels[-1]
        found("major", level.get_major())
        protocols = get(level, "boot_protocols", "boot_protocol") or []
        if "static" not in [text(p) for p in protocols]:
            raise Failed("static is no boot protocol: %r" % (protocols,))
        again = found("level", self.api.capabilities.get(id=level.get_id()))
        need("major", again.get_major(), level.get_major())
        return ["%s.%s" % (l.get_major(), l.get_minor()) for l in levels]

    def step_clusters(self):
        """Version numbers, the data center and the policy's name of the cluster."""
        cluster = self.cluster
        again = found("cluster", self.api.clusters.get(id=cluster.get_id()))
        found("version", get(again, "version", "major"))
        found("data center", get(again, "data_center", "id"))
        need("policy", get(again, "scheduling_policy", "policy"), "evenly_distributed")
        need("high", get(again, "scheduling_policy", "thresholds", "high"), 80)
        need("duration", get(again, "scheduling_policy", "thresholds", "duration"), 120)
        return [c.get_name() for c in self.api.clusters.list()]

    def step_datacenters(self):
        """State and version of the data center, and its networks."""
        center = self.api.datacenters.list()[0]
        need("state", get(center, "status", "state"), "up")
        found("version", get(center, "version", "major"))
        again = found("data center", self.api.datacenters.get(id=center.get_id()))
        return [n.get_name() for n in again.networks.list()]

    def step_cluster_networks(self):
        """Networks in the cluster have a state and roles."""
        networks = self.cluster.networks.list()
        for network in networks:
            need("state of " + network.get_name(), get(network, "status", "state"), "operational")
        management = [n for n in networks if "management" in [text(u) for u in get(n, "usages", "usage") or []]]
        need("management networks", len(management), 1)
        return [n.get_name() for n in networks]

    def step_host(self):
        """State, cluster and spm of the host, with and without a refresh first."""
        host = found("host", self.api.hosts.get(id=self.host.get_id()))
        need("state", get(host, "status", "state"), "up")
        found("cluster", get(host, "cluster", "id"))
        return {"id": text(host.get_id()), "type": text(get(host, "type_"))}

    def step_host_statistics(self):
        """Statistics are in upper case, as 3.x wrote them."""
        statistics = self.host.statistics.list()
        for statistic in statistics:
            for value in (statistic.get_unit(), statistic.get_type(), get(statistic, "values", "type_")):
                need("case in " + statistic.get_name(), value, text(value).upper())
        one = found("statistic", self.host.statistics.get(id=statistics[0].get_id()))
        need("unit", one.get_unit(), statistics[0].get_unit())
        return dict((s.get_name(), text(s.get_unit())) for s in statistics)

    def step_missing(self):
        """An id that nothing has is not found."""
        for collection in (self.api.networks, self.api.clusters, self.api.datacenters, self.api.vnicprofiles):
            if collection.get(id=self.o.missing_id) is not None:
                raise Failed("something was found")
        return {"found": False}

    # networks

    def step_network_add(self):
        center = self.api.datacenters.list()[0]
        network = self.api.networks.add(params.Network(
            name=self.o.network, description="made by a walk", data_center=params.DataCenter(id=center.get_id()),
            vlan=params.VLAN(id="877"), mtu=1400, usages=params.Usages(usage=["vm"])), expect="201-created")
        need("vlan", get(network, "vlan", "id"), 877)
        return {"id": text(network.get_id())}

    def step_network_get(self):
        network = found("network", self.api.networks.get(id=self.network.get_id()))
        need("vlan", get(network, "vlan", "id"), 877)
        need("mtu", network.get_mtu(), 1400)
        need("description", network.get_description(), "made by a walk")
        need("usages", [text(u) for u in network.get_usages().get_usage()], ["vm"])
        return sorted(text(l.get_rel()) for l in network.get_link())

    def step_network_update(self):
        """The whole network goes back, with links and all."""
        network = self.network
        network.set_description("changed by a walk")
        network.set_mtu(9000)
        updated = network.update()
        need("mtu", updated.get_mtu(), 9000)
        need("vlan", get(self.network, "vlan", "id"), 877)
        return {"description": text(self.network.get_description())}

    def step_network_label(self):
        label = self.network.labels.add(params.Label(id=self.o.label))
        need("label", label.get_id(), self.o.label)
        need("labels", [l.get_id() for l in self.network.labels.list()], [self.o.label])
        found("label", self.network.labels.get(id=self.o.label)).delete()
        need("labels", len(self.network.labels.list()), 0)
        return {"label": text(label.get_id())}

    def step_vnic_profiles(self):
        """The network's own profile, and one more of all methods."""
        names = [p.get_name() for p in self.network.vnicprofiles.list()]
        need("profiles", names, [self.o.network])
        profile = self.api.vnicprofiles.add(params.VnicProfile(
            name="walk", network=params.Network(id=self.network.get_id())))
        profile = found("profile", self.api.vnicprofiles.get(id=profile.get_id()))
        profile.set_port_mirroring(True)
        need("port mirroring", text(profile.update().get_port_mirroring()).lower(), "true")
        profile.delete()
        need("profiles", len(self.network.vnicprofiles.list()), 1)
        return names

    def step_cluster_network(self):
        """Assign, change a role, and take away again."""
        cluster = self.cluster
        network = cluster.networks.add(params.Network(id=self.network.get_id(), required=False))
        need("required", text(network.get_required()).lower(), "false")
        network = found("network", cluster.networks.get(name=self.o.network))
        network.set_usages(params.Usages(usage=["vm", "migration"]))
        network.update()
        usages = [text(u) for u in cluster.networks.get(name=self.o.network).get_usages().get_usage()]
        need("usages", sorted(usages), ["migration", "vm"])
        network.delete()
        if cluster.networks.get(name=self.o.network) is not None:
            raise Failed("the network is still in the cluster")
        return usages

    def step_fault_network_add(self):
        """A name that is taken is refused with words."""
        try:
            self.step_network_add()
        except errors.RequestError as error:
            if not error.detail or "<" in text(error.detail):
                raise Failed("no detail: %r" % (error.detail,))
            return {"status": text(error.status), "detail": text(error.detail)}
        raise Failed("the network was made twice")

    def step_network_delete(self):
        self.network.delete()
        if self.api.networks.get(name=self.o.network) is not None:
            raise Failed("the network is still there")
        return {}

    # hosts

    def step_host_update(self):
        """The whole host goes back: state, spm, version, links and all."""
        host = self.host
        host.set_name(self.o.host + "-x")
        need("name", host.update().get_name(), self.o.host + "-x")
        host = found("host", self.api.hosts.get(name=self.o.host + "-x"))
        host.set_name(self.o.host)
        host.update()
        return {"id": text(self.host.get_id())}

    def step_maintenance(self):
        """Deactivate and activate."""
        host = self.host
        action = host.deactivate(params.Action())
        need("action", get(action, "status", "state"), "complete")
        need("state", get(self.host, "status", "state"), "maintenance")
        action = self.host.activate(params.Action())
        need("action", get(action, "status", "state"), "complete")
        need("state", get(self.host, "status", "state"), "up")
        return {}

    def step_host_add_delete(self):
        """Add a host, and remove it by force, which the body of DELETE says."""
        host = self.api.hosts.add(params.Host(
            name="walk-host", address="192.0.2.77", root_password="made-up", reboot_after_installation=False,
            cluster=params.Cluster(id=self.cluster.get_id())))
        try:
            host.delete(params.Action())
            raise Failed("a host that isn't in maintenance was removed")
        except errors.RequestError:
            pass
        host.delete(params.Action(force=True))
        if self.api.hosts.get(name="walk-host") is not None:
            raise Failed("the host is still there")
        return {"id": text(host.get_id())}

    # the rest

    def step_cluster_update(self):
        """The whole cluster goes back."""
        cluster = self.cluster
        cluster.set_name(self.o.cluster + "-x")
        need("name", cluster.update().get_name(), self.o.cluster + "-x")
        cluster = found("cluster", self.api.clusters.get(name=self.o.cluster + "-x"))
        cluster.set_name(self.o.cluster)
        cluster.update()
        return {}

    def step_events(self):
        event = self.api.events.add(params.Event(
            origin="walk", severity="normal", description="a walk came by", custom_id=4711))
        event = found("event", self.api.events.get(id=event.get_id()))
        need("custom id", event.get_custom_id(), 4711)
        newest = self.api.events.list(max=1)
        need("newest", newest[0].get_id(), event.get_id())
        need("events since", len(self.api.events.list(from_event_id=event.get_id())), 0)
        return {"id": text(event.get_id())}

    def step_jobs(self):
        """States of jobs are in upper case."""
        job = self.api.jobs.add(params.Job(description="walk"))
        need("state", get(self.api.jobs.get(id=job.get_id()), "status", "state"), "STARTED")
        self.api.jobs.get(id=job.get_id()).end(params.Action())
        need("state", get(self.api.jobs.get(id=job.get_id()), "status", "state"), "FINISHED")
        return {"id": text(job.get_id()), "jobs": len(self.api.jobs.list())}


STEPS = """
capabilities clusters datacenters cluster-networks host host-statistics missing
network-add network-get network-update network-label vnic-profiles cluster-network
fault-network-add network-delete
host-update maintenance host-add-delete cluster-update events jobs
""".split()


def describe(error):
    result = {"type": type(error).__name__, "message": text(error)}
    for key in ("status", "reason", "detail"):
        value = getattr(error, key, None)
        if value is not None:
            result[key] = text(value)
    return result


def main(argv):
    parser = argparse.ArgumentParser(
        description="Walk the calls around host networking with the oVirt SDK 3.x.")
    parser.add_argument("url", help="e.g. https://HOST[:PORT]/ovirt-engine/api")
    parser.add_argument("step", nargs="*", help="steps in order; default: all")
    parser.add_argument("--keep-going", action="store_true",
                        help="go on after a step that failed")
    parser.add_argument("--user", default="admin@internal")
    parser.add_argument("--password", default=os.environ.get("OVIRT_PASSWORD", "secret"))
    parser.add_argument("--insecure", action="store_true", help="do not verify the server")
    parser.add_argument("--ca-file", help="PEM file of the server's CA")
    parser.add_argument("--host", default="rack4-node2")
    parser.add_argument("--cluster", default="rack4")
    parser.add_argument("--network", default="walk-net", help="a network to make and remove")
    parser.add_argument("--label", default="walk-label")
    parser.add_argument("--missing-id", default="0dd0dd0d-0000-4000-8000-00000000dead")
    options = parser.parse_args(argv)
    for name in options.step:
        if name not in STEPS:
            parser.error("no step named %s" % name)
    walk = Walk(options)
    failures = 0
    for name in options.step or STEPS:
        line = {"step": name}
        try:
            line["result"] = getattr(walk, "step_" + name.replace("-", "_"))()
            line["ok"] = True
        except Exception as error:
            line["ok"] = False
            line["error"] = describe(error)
            failures += 1
        print(json.dumps(line, sort_keys=True))
        sys.stdout.flush()
        if not line["ok"] and not options.keep_going:
            break
    walk.api.disconnect()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
