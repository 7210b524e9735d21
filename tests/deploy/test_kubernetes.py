#!/usr/bin/python3
"""The manifests are complete and tight, and what they start does start."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import daemons

try:
    import yaml
except ImportError:
    print("skipped: no python3-yaml")
    sys.exit(77)

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "kubernetes"
FOLDERS = ("head", "workers", "follow")


def documents(folder):
    """All objects that the folder's kustomization lists, by kind."""
    kustomization = yaml.safe_load((FOLDER / folder / "kustomization.yaml").read_text())
    found = {}
    for name in kustomization["resources"]:
        for document in yaml.safe_load_all((FOLDER / folder / name).read_text()):
            found[document["kind"]] = document
    return kustomization, found


def pod_of(workload):
    return workload["spec"]["template"]["spec"]


def containers(pod):
    return {c["name"]: c for c in pod.get("initContainers", []) + pod["containers"]}


class Manifests(unittest.TestCase):
    def setUp(self):
        self.head_settings, self.head = documents("head")
        self.worker_settings, self.workers = documents("workers")
        self.follow_settings, self.follow = documents("follow")
        self.workloads = [self.head["StatefulSet"], self.workers["Deployment"],
                          self.follow["StatefulSet"]]
        self.pods = [pod_of(workload) for workload in self.workloads]

    def test_each_file_is_in_its_kustomization(self):
        for folder in FOLDERS:
            there = {path.name for path in (FOLDER / folder).glob("*.yaml")}
            listed = set(documents(folder)[0]["resources"])
            self.assertEqual(there, listed | {"kustomization.yaml"})

    def test_kubectl_renders_all(self):
        if not shutil.which("kubectl"):
            self.skipTest("no kubectl")
        copy = pathlib.Path(tempfile.mkdtemp(prefix="bgk"))
        self.addCleanup(shutil.rmtree, copy)
        shutil.copytree(FOLDER, copy, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("keys"))
        for folder, key in (("workers", "work.key"), ("follow", "query.key")):
            (copy / folder / "keys").mkdir()
            for name in (key, "server.cert"):
                (copy / folder / "keys" / name).write_text(f"not a {name}\n")
        for folder, count in zip(FOLDERS, (3, 5, 5)):
            done = subprocess.run(["kubectl", "kustomize", copy / folder], text=True,
                                  capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
            rendered = list(yaml.safe_load_all(done.stdout))
            self.assertEqual(len(rendered), count)
            self.assertNotIn("image: baogao\n", done.stdout)

    def test_selectors_find_the_pods(self):
        for workload in self.workloads:
            labels = workload["spec"]["template"]["metadata"]["labels"].items()
            self.assertLessEqual(
                workload["spec"]["selector"]["matchLabels"].items(), labels)
        head = self.head["StatefulSet"]["spec"]["template"]["metadata"]["labels"].items()
        worker = self.workers["Deployment"]["spec"]["template"]["metadata"]["labels"].items()
        self.assertLessEqual(self.head["Service"]["spec"]["selector"].items(), head)
        follow = self.follow["StatefulSet"]["spec"]["template"]["metadata"]["labels"].items()
        self.assertLessEqual(self.follow["Service"]["spec"]["selector"].items(), follow)
        for found, labels in ((self.head, head), (self.workers, worker), (self.follow, follow)):
            selector = found["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"]
            self.assertLessEqual(selector.items(), labels)
        [rule] = [r for r in self.head["NetworkPolicy"]["spec"]["ingress"]
                  if r["ports"] == [{"port": "work"}]]
        self.assertLessEqual(
            rule["from"][0]["podSelector"]["matchLabels"].items(), worker)

    def ports_of(self, found):
        """What the pods listen on, which is what their service leads to."""
        pod = containers(pod_of(found["StatefulSet"])).values()
        ports = {p["name"]: p["containerPort"] for c in pod for p in c.get("ports", [])}
        self.assertEqual(
            {p["targetPort"]: p["port"] for p in found["Service"]["spec"]["ports"]}, ports)
        listening = {int(n) for c in pod
                     for n in re.findall(r"tcp://0\.0\.0\.0:(\d+)", " ".join(c["command"]))}
        self.assertEqual(listening, set(ports.values()))
        return ports

    def test_services_lead_to_the_ports_that_are_listened_on(self):
        self.ports_of(self.follow)
        ports = self.ports_of(self.head)
        name = self.head["Service"]["metadata"]["name"]
        for settings, port in ((self.worker_settings, "work"), (self.follow_settings, "query")):
            self.assertEqual(settings["configMapGenerator"][0]["literals"],
                             [f"endpoint=tcp://{name}:{ports[port]}"])
            [key] = settings["secretGenerator"]
            self.assertEqual(key["files"], [f"keys/{port}.key"])

    def test_network_lets_through_who_calls(self):
        ports = self.ports_of(self.head)
        for found, port in ((self.workers, "work"), (self.follow, "query")):
            [rule] = [r for r in found["NetworkPolicy"]["spec"]["egress"] if "to" in r]
            self.assertEqual(rule["ports"], [{"port": ports[port]}])

    def test_every_container_is_confined_and_bounded(self):
        for pod in self.pods:
            self.assertTrue(pod["securityContext"]["runAsNonRoot"])
            self.assertEqual(pod["securityContext"]["seccompProfile"]["type"],
                             "RuntimeDefault")
            self.assertFalse(pod["automountServiceAccountToken"])
            for container in containers(pod).values():
                confined = container["securityContext"]
                self.assertFalse(confined["allowPrivilegeEscalation"])
                self.assertTrue(confined["readOnlyRootFilesystem"])
                self.assertEqual(confined["capabilities"]["drop"], ["ALL"])
                self.assertIn("memory", container["resources"]["limits"])

    def test_image_is_of_this_version(self):
        version = subprocess.run([daemons.BIN / "baogao", "--version"], text=True,
                                 capture_output=True, check=True).stdout.split()[1]
        for folder in FOLDERS:
            [image] = documents(folder)[0]["images"]
            self.assertEqual(image, {"name": "baogao", "newTag": version})
        self.assertIn(f" -t baogao:{version} ", (FOLDER / "Containerfile").read_text())

    def test_head_and_publisher_share_processes_and_the_store(self):
        pod = self.pods[0]
        self.assertTrue(pod["shareProcessNamespace"])
        self.assertEqual(self.head["StatefulSet"]["spec"]["replicas"], 1)
        for container in containers(pod).values():
            self.assertIn({"name": "store", "mountPath": "/var/lib/baogao"},
                          container["volumeMounts"])

    def test_what_is_mounted_exists(self):
        for workload, pod in zip(self.workloads, self.pods):
            claims = workload["spec"].get("volumeClaimTemplates", [])
            volumes = {v["name"] for v in pod["volumes"]} | {c["metadata"]["name"] for c in claims}
            for container in containers(pod).values():
                for mount in container["volumeMounts"]:
                    self.assertIn(mount["name"], volumes)
        for pod, settings in ((self.pods[1], self.worker_settings),
                              (self.pods[2], self.follow_settings)):
            made = {g["name"] for kind in ("configMapGenerator", "secretGenerator")
                    for g in settings[kind]}
            [projected] = [v["projected"] for v in pod["volumes"]]
            self.assertEqual({next(iter(s.values()))["name"] for s in projected["sources"]},
                             made)

    def test_autoscaler_scales_the_workers_and_nothing_else_does(self):
        target = self.workers["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
        deployment = self.workers["Deployment"]
        self.assertEqual((target["kind"], target["name"]),
                         ("Deployment", deployment["metadata"]["name"]))
        self.assertNotIn("replicas", deployment["spec"])


class Commands(unittest.TestCase):
    """What the containers run, in one directory and on ports that are free."""

    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.head = containers(pod_of(documents("head")[1]["StatefulSet"]))
        self.worker = containers(pod_of(documents("workers")[1]["Deployment"]))["worker"]
        self.follow = containers(pod_of(documents("follow")[1]["StatefulSet"]))["publisher"]

    def options(self, container):
        """The command but for the program, away from the fixed addresses."""
        return [re.sub(r"(?<=tcp://)0\.0\.0\.0:\d+", "127.0.0.1:*",
                       word.replace("127.0.0.1:8470", "127.0.0.1:0"))
                for word in container["command"][1:]]

    def probe(self, container, kind):
        command = container[kind]["exec"]["command"]
        self.assertEqual(command[0], "baogao")
        self.site.baogao(*command[1:])

    def test_pods_work_together(self):
        head, publisher = self.head["worker"], self.head["publisher"]
        self.site.baogao(*self.head["keys"]["command"][1:])
        self.site.baogao(*self.head["keys"]["command"][1:])  # the next start
        key = self.site.directory / "work.key"
        self.site.baogao("keys", "add", "workers", "--roles", "work", "--out", key)
        endpoint = self.site.start_worker(*self.options(head)).tcp_endpoint("work")
        self.probe(head, "startupProbe")
        self.probe(head, "readinessProbe")
        # Through the group, as a projected Secret is.
        key.chmod(0o440)
        os.environ.update(BAOGAO_KEY=str(key), BAOGAO_SERVER_KEY=str(
            self.site.directory / "v/keys/server.cert"))
        self.addCleanup(os.environ.pop, "BAOGAO_KEY")
        self.addCleanup(os.environ.pop, "BAOGAO_SERVER_KEY")
        self.site.start_worker(*(word.replace("$(BAOGAO_HEAD)", endpoint)
                                 for word in self.options(self.worker)))
        endpoint = self.site.start_publisher(*self.options(publisher)).tcp_endpoint("query")
        self.probe(publisher, "readinessProbe")
        self.site.baogao("submit", "--wait", daemons.DATA / "court-2022.txt")
        figures = self.site.rows("figures", "--all")
        self.assertGreater(len(figures), 10)
        self.follow_pod(endpoint, figures)

    def follow_pod(self, endpoint, figures):
        """Another publisher, in its own directory, comes to answer the same."""
        key = self.site.directory / "query.key"
        self.site.baogao("keys", "add", "follow", "--roles", "query", "--out", key)
        key.chmod(0o440)
        server = os.environ["BAOGAO_SERVER_KEY"]
        own = daemons.Site()
        self.addCleanup(own.close)
        own.baogao(*self.head["keys"]["command"][1:])
        own.start_publisher(*(option.replace("$(BAOGAO_PUBLISHER)", endpoint)
                              .replace("/keys/query.key", str(key))
                              .replace("/keys/server.cert", server)
                              for option in self.options(self.follow)))
        own.wait_until("it has caught up", lambda: own.rows("figures", "--all") == figures)
        own.baogao(*self.follow["readinessProbe"]["exec"]["command"][1:])


if __name__ == "__main__":
    unittest.main()
