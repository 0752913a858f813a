#!/usr/bin/env python3
"""The probe for 64-bit ARM, in an emulator behind ssh: its answers are those of this machine, its times are refused.

usage: arm_test.py MUSTER SOURCES ARM_FOLDER (what `./dev probe` made); MUSTER_DATA names the real models and photos
"""

import json
import os
import pathlib
import subprocess
import sys
import unittest

from ssh_device import emulated_probe, OnSshDevice

MUSTER, SOURCES, ARM = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
DATA = pathlib.Path(os.environ["MUSTER_DATA"]).resolve()
LIMIT = 40
ONE_STEP = 1 / 256  # of the quantized softmax, which two processors may round apart


def check(environment, model, *more, photos=LIMIT):
    ended = subprocess.run([MUSTER, "check", DATA / "tflite" / model, *PHOTOS, "--limit", str(photos), "--json", "-", *map(str, more)],
                           env=environment, capture_output=True, text=True, timeout=800, check=False)
    if not ended.stdout:
        raise AssertionError(ended.stderr)
    return json.loads(ended.stdout)


def answers(file):
    rows = [line.split(",") for line in file.read_text().splitlines()]
    head = rows[0]
    return {row[head.index("path")]: (row[head.index("top1")], float(row[head.index("score1")])) for row in rows[1:]}


def finding(report, check_id):
    return [one for one in report["findings"] if one["check"] == check_id]


PHOTOS = ["--data", str(DATA / "imagenet-500/labels.csv"), "--preprocess", "litert-eval", "--background", "first", "--labels",
          str(DATA / "tflite/imagenet_labels.txt")]


class OnArm(OnSshDevice):
    def on_arm(self, model, *more, cpu="cortex-a76", photos=LIMIT):
        folder = self.work / cpu
        folder.mkdir(exist_ok=True)
        probe = emulated_probe(folder, ARM, cpu)
        return check({**self.device.environment, "MUSTER_PROBE": str(probe)}, model, "--device", self.device.name, "--jobs", 2,
                     *more, photos=photos)

    def same_answers(self, model, allowed, least_equal):
        here, there = self.work / "here.csv", self.work / "there.csv"
        check(os.environ, model, "--no-latency", "--predictions-out", here)
        report = self.on_arm(model, "--no-latency", "--predictions-out", there)
        ours, theirs = answers(here), answers(there)
        self.assertEqual(len(ours), LIMIT)
        self.assertEqual(ours.keys(), theirs.keys())
        for path, (best, score) in ours.items():
            self.assertEqual(theirs[path][0], best, path)
            self.assertLessEqual(abs(theirs[path][1] - score), allowed, path)
        equal = sum(theirs[path] == answer for path, answer in ours.items())
        self.assertGreaterEqual(equal, least_equal)
        self.assertEqual(finding(report, "device-parity"), [])
        self.assertEqual(report["models"][0]["metrics"]["top1_accuracy"]["origin"], "emulated")

    def test_uint8_answers_are_equal(self):
        self.same_answers("mobilenet_v1_0.25_128_quant.tflite", ONE_STEP, LIMIT - 5)

    def test_best_answers_are_equal_where_roundings_add_up(self):
        self.same_answers("mobilenet_v2_1.0_224_quant.tflite", 16 * ONE_STEP, LIMIT // 2)

    def test_int8_answers_are_equal(self):
        self.same_answers("tf2_mobilenet_v2_1.0_224_ptq.tflite", ONE_STEP, LIMIT - 5)

    def test_float_answers_are_within_a_ten_thousandth(self):
        global PHOTOS
        photos, PHOTOS = PHOTOS, PHOTOS[:2] + ["--preprocess", "pillow", "--mean", "127", "--std", "128", "--labels",
                                               str(DATA / "tflite/imagenet_labels_1000.txt")]
        try:
            self.same_answers("efficientnet_lite0_fp32.tflite", 1e-4, 0)
        finally:
            PHOTOS = photos

    def test_emulated_times_are_refused_as_evidence(self):
        report = self.on_arm("mobilenet_v1_0.25_128_quant.tflite", "--no-accuracy", "--timing-runs", 1, "--max-seconds", 1)
        metric = report["models"][0]["metrics"]["latency_p90_ms"]
        self.assertEqual(metric["origin"], "emulated")
        limit = [one for one in report["findings"] if one["check"] == "latency_p90_ms"][0]
        self.assertEqual(limit["outcome"], "inconclusive")
        self.assertTrue(report["machine"]["emulated"])
        self.assertEqual(report["machine"]["architecture"], "aarch64")

    def test_wrong_kernels_are_caught(self):
        report = self.on_arm("tf2_mobilenet_v2_1.0_224_ptq.tflite", "--no-latency", cpu="max", photos=8)
        seen = finding(report, "device-parity")
        self.assertEqual(len(seen), 1)
        self.assertEqual(seen[0]["outcome"], "fail")
        self.assertIn("photos that were run here too", seen[0]["summary"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
