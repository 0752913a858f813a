#!/usr/bin/env python3
"""`--device ssh:…` against an OpenSSH server on loopback, with the probe of this machine.

usage: ssh_test.py MUSTER SOURCES PROBE_FOLDER (with muster-probe and libLiteRt.so) HANGING_RUNTIME
"""

import json
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from ssh_device import OnSshDevice, emptied

MUSTER, SOURCES, PROBE, HANGING = (pathlib.Path(argument).resolve() for argument in sys.argv[1:5])
MODEL = SOURCES / "demo/models/sound.tflite"
PHOTOS = ["--data", SOURCES / "demo/photos/phone", "--labels", SOURCES / "demo/labels.txt", "--preprocess", "stretch"]


def run(device, *arguments, probe=PROBE / "muster-probe", **more):
    environment = {**device.environment, "MUSTER_PROBE": str(probe)}
    return subprocess.run([MUSTER, *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=300,
                          check=False, **more)


def error_of(ended):
    """The error in the JSON report, which `--json -` writes."""
    return json.loads(ended.stdout)["error"]["message"]


def answers_of(run_file):
    """State and best class of every photo."""
    with sqlite3.connect(f"file:{run_file}?mode=ro", uri=True) as database:
        return dict(database.execute("SELECT photos.path, answers.state || ' ' || COALESCE(answers.top1, '') FROM photos "
                                     "LEFT JOIN answers ON answers.photo = photos.photo"))


class OverSsh(OnSshDevice):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        local = subprocess.run([MUSTER, "observe", MODEL, *PHOTOS, "--no-latency", "--output", cls.work / "local.run"],
                               capture_output=True, text=True, check=False)
        assert local.returncode == 0, local.stderr

    def test_answers_and_times_are_the_devices_and_nothing_is_left(self):
        ended = run(self.device, "check", MODEL, *PHOTOS, "--device", self.device.name, "--timing-runs", 1, "--max-seconds",
                    1, "--json", "-", "--run-out", self.work / "device.run")
        self.assertIn(ended.returncode, (0, 3), ended.stderr)
        report = json.loads(ended.stdout)
        metrics = report["models"][0]["metrics"]
        self.assertEqual(metrics["latency_p90_ms"]["origin"], "device")
        self.assertEqual(metrics["top1_accuracy"]["origin"], "device")
        timing = report["models"][0]["latency_runs"][0]
        self.assertEqual(timing["model_proof"], "digest")
        self.assertGreater(len(timing["steady_ns"]), 10)
        self.assertGreater(timing["peak_memory_bytes"], 1_000_000)
        self.assertGreaterEqual(len(timing["device_states"]), 1)
        self.assertEqual(answers_of(self.work / "device.run"), answers_of(self.work / "local.run"))
        self.assertEqual(self.device.left_behind(), [])

    def test_what_is_kept_is_not_copied_again(self):
        arguments = ["bench", MODEL, "--device", self.device.name, "--timing-runs", 1, "--max-seconds", 0.2, "--keep"]
        self.assertEqual(run(self.device, *arguments).returncode, 0)
        kept = self.device.left_behind()
        self.assertEqual(len(kept), 3)
        before = [(self.device.home / name).stat().st_mtime_ns for name in kept]
        self.assertEqual(run(self.device, *arguments).returncode, 0)
        self.assertEqual([(self.device.home / name).stat().st_mtime_ns for name in kept], before)
        damaged = self.device.home / next(name for name in kept if name.endswith(".tflite"))
        damaged.chmod(0o600)
        damaged.write_bytes(b"half")
        self.assertEqual(run(self.device, *arguments).returncode, 0)
        self.assertEqual(damaged.stat().st_size, MODEL.stat().st_size)
        self.assertEqual(run(self.device, *arguments[:-1]).returncode, 0)
        self.assertEqual(self.device.left_behind(), [])

    def test_a_host_that_is_not_known_is_not_trusted(self):
        with emptied(self.device.folder / "known_hosts"):
            ended = run(self.device, "bench", MODEL, "--device", self.device.name, "--json", "-")
        self.assertEqual(ended.returncode, 2)
        self.assertIn("connect once by hand", error_of(ended))

    def test_a_key_that_is_refused_is_told(self):
        with emptied(self.device.folder / "authorized_keys"):
            ended = run(self.device, "bench", MODEL, "--device", self.device.name, "--json", "-")
        self.assertEqual(ended.returncode, 2)
        self.assertIn("asks for no password", error_of(ended))

    def test_slips_are_told(self):
        for name, words in (("ssh:", "no user and host"), ("ssh:a@b:x", "no port"), ("pixel", "no device that muster"),
                            ("ssh:-oProxyCommand=x", "no user and host"), ("ssh:[::1", "bracket")):
            ended = run(self.device, "bench", MODEL, "--device", name, "--json", "-")
            self.assertEqual(ended.returncode, 2, name)
            self.assertIn(words, error_of(ended))
        ended = run(self.device, "bench", MODEL, "--device", self.device.name, "--json", "-", probe="/nowhere/muster-probe")
        self.assertEqual(ended.returncode, 2)
        self.assertIn("no probe for", error_of(ended))

    def test_a_probe_that_crashes_is_a_crash_and_no_lost_connection(self):
        with tempfile.TemporaryDirectory() as folder:
            probe = pathlib.Path(folder) / "muster-probe"
            probe.write_text("#!/bin/sh\nkill -SEGV $$\n")
            (pathlib.Path(folder) / "libLiteRt.so").write_text("")
            ended = run(self.device, "bench", MODEL, "--device", self.device.name, "--json", "-", probe=probe)
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn("the probe crashed (signal 11", error_of(ended))

    def test_a_probe_that_hangs_is_told_and_does_not_stay(self):
        with tempfile.TemporaryDirectory() as folder:
            probe = pathlib.Path(folder) / "muster-probe"
            shutil.copy(PROBE / "muster-probe", probe)
            shutil.copy(HANGING, pathlib.Path(folder) / "libLiteRt.so")
            ended = run(self.device, "bench", MODEL, "--device", self.device.name, "--timeout", 2, "--json", "-", probe=probe)
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn("--timeout", error_of(ended))
        for _ in range(100):
            if not self.device.running():
                break
            time.sleep(0.1)
        else:
            self.fail("muster-probe still runs")
        self.assertEqual(self.device.left_behind(), [])

    def test_cut_connections_never_yield_a_wrong_run(self):
        random.seed(7)
        output = self.work / "cut.run"
        expected = answers_of(self.work / "local.run")
        arguments = ["observe", MODEL, *PHOTOS, "--no-latency", "--device", self.device.name, "--output", output, "--keep"]
        self.assertEqual(run(self.device, *arguments[:-3], "--output", self.work / "warm.run", "--keep").returncode, 0)
        cuts, complete = 0, False
        for _ in range(30):
            stop = threading.Event()

            def cut():
                nonlocal cuts
                while not stop.wait(random.uniform(0.05, 0.4)):
                    self.device.cut_connections()
                    cuts += 1

            thread = threading.Thread(target=cut)
            if cuts < 10:
                thread.start()
            ended = run(self.device, *arguments)
            stop.set()
            if thread.ident is not None:
                thread.join()
            self.assertIn(ended.returncode, (0, 2, 130), ended.stderr)
            if output.exists():
                answered = {path: answer for path, answer in answers_of(output).items() if answer and not
                            answer.startswith("0 ") and not answer.startswith("pending")}
                for path, answer in answered.items():
                    self.assertEqual(answer, expected[path], path)
            complete = ended.returncode == 0 and answers_of(output) == expected
            if complete and cuts >= 10:
                break
            time.sleep(0.1)
        self.assertTrue(complete, ended.stderr)
        self.assertGreaterEqual(cuts, 10)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
