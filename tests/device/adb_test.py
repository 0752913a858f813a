#!/usr/bin/env python3
"""`--device adb:…`, against a stand-in for adb and the phone (stand_in_adb.py).

usage: adb_test.py MUSTER SOURCES PROBE_FOLDER (with muster-probe and libLiteRt.so of this machine)
"""

import json
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest

import stand_in_adb

MUSTER, SOURCES, PROBE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
MODEL = SOURCES / "demo/models/sound.tflite"
PHOTOS = ["--data", SOURCES / "demo/photos/phone", "--labels", SOURCES / "demo/labels.txt", "--preprocess", "stretch"]


class OverAdb(unittest.TestCase):
    def setUp(self):
        self.device = stand_in_adb.StandInAdb(self.enterContext(tempfile.TemporaryDirectory()))

    def run_muster(self, *arguments, probe="/nowhere"):
        return subprocess.run([MUSTER, *map(str, arguments)], env={**self.device.environment, "MUSTER_PROBE": str(probe)},
                              capture_output=True, text=True, timeout=300, check=False)

    def bench(self, *more, device=None):
        return self.run_muster("bench", MODEL, "--device", device or self.device.name, "--json", "-", *more)

    def error_of(self, ended):
        self.assertEqual(ended.returncode, 2, ended.stdout)
        return json.loads(ended.stdout)["error"]["message"] if ended.stdout else ended.stderr

    def test_benchmark_model_times_the_model_there_and_photos_are_classified_here(self):
        ended = self.run_muster("check", MODEL, *PHOTOS, "--device", self.device.name, "--benchmark-model", self.device.benchmark,
                                "--threads", 2, "--json", "-")
        self.assertIn(ended.returncode, (0, 3), ended.stderr)
        report = json.loads(ended.stdout)
        model = report["models"][0]
        timing = model["latency_runs"][0]
        self.assertEqual(len(model["latency_runs"]), 1)
        self.assertEqual(timing["threads"], 2)
        self.assertEqual(timing["origin"], "device")
        self.assertEqual(timing["device"]["name"], "Google Pixel 6")
        self.assertEqual(timing["device"]["os"], "Android 14")
        self.assertTrue(timing["device"]["runtime"].startswith("LiteRT's benchmark_model "))
        self.assertEqual(timing["accelerator"], "cpu")
        self.assertEqual(timing["model_proof"], "digest")
        self.assertEqual(timing["summary"]["count"], 100)
        self.assertEqual(timing["peak_memory_bytes"], 6.5 * 1024 * 1024)
        states = timing["device_states"]
        self.assertEqual(len(states), 2)
        self.assertEqual((states[0]["battery_percent"], states[0]["temperature_celsius"], states[0]["charging"]),
                         (81, 30.5, "discharging"))
        self.assertEqual(model["metrics"]["latency_p90_ms"]["origin"], "device")
        self.assertEqual(model["metrics"]["latency_p90_ms"]["value"], 0.22)
        self.assertEqual(model["metrics"]["top1_accuracy"]["origin"], "host")
        self.assertEqual(self.device.left_behind(), [])
        graph, *others = self.device.arguments()
        self.assertTrue(graph.startswith("--graph=") and graph.endswith(".tflite"), graph)
        self.assertEqual(others, ["--num_threads=2", "--min_secs=1", "--max_secs=20", "--report_peak_memory_footprint=true"])

    def free_model(self):
        """The demo's model as a file that leaves height and width free, and its input, which has a size."""
        def input_of(model):
            return json.loads(self.run_muster("inspect", model, "--json", "-").stdout)["inputs"][0]

        known, content = input_of(MODEL), MODEL.read_bytes()
        for batch, side in ((1, 1), (-1, -1)):  # the shape, and its signature
            stated = struct.pack("<5i", 4, batch, *known["shape"][1:])
            content = content.replace(stated, struct.pack("<5i", 4, batch, side, side, known["shape"][3]))
        file = self.device.folder / "free.tflite"
        file.write_bytes(content)
        self.assertEqual(input_of(file)["shape"], [-1, -1, -1, 3])
        return file, known

    def test_a_free_height_and_width_is_run_there_in_the_size_that_is_chosen(self):
        model, known = self.free_model()
        size = ["--input-size", f"{known['shape'][1]}x{known['shape'][2]}"]
        for how in (["--benchmark-model", self.device.benchmark], []):
            ended = self.run_muster("bench", model, "--device", self.device.name, "--json", "-", *how, probe=PROBE / "muster-probe")
            self.assertIn("--input-size HEIGHTxWIDTH", self.error_of(ended))
        ended = self.run_muster("bench", model, "--device", self.device.name, "--benchmark-model", self.device.benchmark, *size)
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertEqual(self.device.arguments()[-2:], ["--input_layer=" + known["name"], "--input_layer_shape="
                                                        + ",".join(map(str, [1, *known["shape"][1:]]))])
        right = []
        for which, more in ((MODEL, []), (model, size)):
            ended = self.run_muster("check", which, *PHOTOS, "--device", self.device.name, "--timing-runs", 1, "--max-seconds", 1,
                                    "--json", "-", *more, probe=PROBE / "muster-probe")
            self.assertIn(ended.returncode, (0, 3), ended.stderr)
            metrics = json.loads(ended.stdout)["models"][0]["metrics"]
            self.assertEqual(metrics["latency_p90_ms"]["origin"], "device")
            self.assertEqual(metrics["top1_accuracy"]["origin"], "device")
            right.append(metrics["top1_accuracy"]["value"])
        self.assertEqual(right[0], right[1])

    def test_the_program_may_lie_there_already(self):
        there = self.device.home / "benchmark_model"
        stand_in_adb.write_program(there, self.device.benchmark_text)
        ended = self.run_muster("bench", "--device", self.device.name, "--json", "-", "--benchmark-model",
                                "/data/local/tmp/benchmark_model", "--max-seconds", 0.5, "--benchmark-flag=--use_gpu=true",
                                "--benchmark-flag", "--enable_op_profiling=false", MODEL)
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertEqual(self.device.arguments()[2:], ["--min_secs=0.5", "--max_secs=0.5", "--report_peak_memory_footprint=true",
                                                       "--use_gpu=true", "--enable_op_profiling=false"])
        self.assertEqual(self.device.left_behind(), ["benchmark_model"])
        missing = self.bench("--benchmark-model", "/data/local/tmp/other")
        self.assertIn("no such file here, nor on the device", self.error_of(missing))

    def test_what_is_kept_is_not_copied_again(self):
        def kept():
            files = [self.device.home / name for name in self.device.left_behind() if name.endswith((".tflite", "benchmark_model"))]
            return {file: file.stat().st_ino for file in files}

        self.assertEqual(self.bench("--benchmark-model", self.device.benchmark, "--keep").returncode, 0)
        first = kept()
        self.assertEqual(len(first), 2)
        self.assertEqual(self.bench("--benchmark-model", self.device.benchmark, "--keep").returncode, 0)
        self.assertEqual(kept(), first)
        self.assertEqual(self.bench("--benchmark-model", self.device.benchmark).returncode, 0)
        self.assertEqual(self.device.left_behind(), [])

    def test_an_emulators_times_are_no_devices(self):
        self.device.tell({**stand_in_adb.PROPERTIES, "ro.hardware": "ranchu"}, "")
        ended = self.bench("--benchmark-model", self.device.benchmark)
        self.assertEqual(ended.returncode, 0, ended.stdout)
        timing = json.loads(ended.stdout)["models"][0]["latency_runs"][0]
        self.assertEqual(timing["origin"], "emulated")
        self.assertEqual(timing.get("device_states", []), [])

    def test_a_benchmark_that_fails_or_hangs_says_so_and_leaves_nothing(self):
        cases = (("echo 'Failed to allocate tensors!'; exit 1", "exit code 1; the last that it said: Failed to allocate tensors!"),
                 ("echo STARTING!; kill -SEGV $$", "exit code 139"), ("echo STARTING!", "no run in what it printed"), ("exec sleep 100", "did not come to its end in time"))
        for text, words in cases:
            stand_in_adb.write_program(self.device.benchmark, "#!/bin/sh\n" + text + "\n")
            ended = self.bench("--benchmark-model", self.device.benchmark, "--timeout", 3, "--max-seconds", 0.5)
            self.assertIn(words, self.error_of(ended))
            self.assertEqual(self.device.left_behind(), [], words)

    def test_an_interrupt_ends_it(self):
        stand_in_adb.write_program(self.device.benchmark, "#!/bin/sh\nexec sleep 100\n")
        running = subprocess.Popen([MUSTER, "bench", MODEL, "--device", self.device.name, "--benchmark-model", self.device.benchmark],
                                   env=self.device.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not [name for name in self.device.left_behind() if name.endswith("benchmark_model")]:
            self.assertIsNone(running.poll(), "it ended by itself")
            time.sleep(0.05)
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        self.assertEqual(running.wait(30), 130)
        self.assertEqual(self.device.left_behind(), [])

    def test_a_device_that_is_not_reached_is_told_with_what_to_do(self):
        for state, words in (("gone", "`adb devices` lists"), ("unauthorized", "allow USB debugging"), ("offline", "plug it in anew")):
            self.device.be(state)
            self.assertIn(words, self.error_of(self.bench("--benchmark-model", self.device.benchmark)))
        only_a_shell = self.device.folder / "shell"
        only_a_shell.mkdir()
        (only_a_shell / "sh").symlink_to(shutil.which("sh"))
        self.device.environment["PATH"] = str(only_a_shell)
        self.assertIn("install adb", self.error_of(self.bench("--benchmark-model", self.device.benchmark)))

    def test_slips_are_told(self):
        tool = self.device.benchmark
        for more, words in ((["--benchmark-model", "/nowhere"], "no such file here, nor on the device"),
                            (["--benchmark-model", tool, "--benchmark-flag=;reboot"], "not a flag of benchmark_model"),
                            (["--benchmark-model", tool, "--benchmark-flag=--graph=a"], "muster gives it itself"),
                            (["--benchmark-model", tool, "--sustained", 5], "they need the probe"),
                            (["--benchmark-flag=--use_gpu=true"], "give it too"), ([], "no probe for android-x86_64")):
            self.assertIn(words, self.error_of(self.bench(*more)))
        self.assertIn("no serial", self.error_of(self.bench(device="adb:")))
        self.assertIn("for devices of adb", self.error_of(self.bench("--benchmark-model", tool, device="ssh:pi@nowhere")))

    def test_the_probe_runs_the_model_where_one_is_given(self):
        ended = self.run_muster("check", MODEL, *PHOTOS, "--device", self.device.name, "--timing-runs", 1, "--max-seconds", 1, "--json",
                                "-", probe=PROBE / "muster-probe")
        self.assertIn(ended.returncode, (0, 3), ended.stderr)
        metrics = json.loads(ended.stdout)["models"][0]["metrics"]
        self.assertEqual(metrics["top1_accuracy"]["origin"], "device")
        self.assertEqual(metrics["latency_p90_ms"]["origin"], "device")
        self.assertEqual(self.device.left_behind(), [])

    def test_the_phones_battery_is_read_while_the_probe_works(self):
        charges = ["3000000", "3000000", "2999900", "2998000", "2997900"]  # the first look is whether there is one
        self.device.tell(stand_in_adb.PROPERTIES, stand_in_adb.BATTERY, charges)
        ended = self.run_muster("bench", MODEL, "--device", self.device.name, "--timing-runs", 1, "--max-seconds", 0.2,
                                "--energy", 2, "--json", "-", probe=PROBE / "muster-probe")
        self.assertEqual(ended.returncode, 0, ended.stdout)
        energy = json.loads(ended.stdout)["models"][0]["metrics"]["energy_mj"]
        self.assertEqual(energy["origin"], "device")
        joules = energy["value"] * energy["count"] / 1e3
        self.assertAlmostEqual(joules, (1.9 - 0.2) * 3.6 * 4.012, delta=4)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
