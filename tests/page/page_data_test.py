#!/usr/bin/env python3
"""The page of real models on real photos (MUSTER_DATA).

usage: page_data_test.py PROGRAM DEMO_FOLDER AXE_SCRIPT SCREENSHOTS [unittest's arguments]
"""
import os
import sys
import unittest
from pathlib import Path

from page_test import PageTest, muster

DATA = Path(os.environ["MUSTER_DATA"]).resolve()


class OfAThousandClasses(PageTest):
    def test_is_ready_soon_and_finds_confusions_by_name(self):
        page = self.work / "imagenet.html"
        muster("check", DATA / "tflite" / "mobilenet_v1_0.25_128_quant.tflite", "--data",
               DATA / "imagenet-500" / "labels.csv", "--preprocess", "litert-eval", "--background", "first",
               "--max-seconds", 2, "--timing-runs", 1, "--calibration", "--report", page)
        self.look_at(page, "imagenet")
        ready = self.browser.ready_milliseconds()
        print(f"drawn after {ready:.0f} ms; {page.stat().st_size} bytes")
        rows = "return document.querySelectorAll('#confusion tbody tr').length"
        self.assertEqual(self.browser.run(rows), 50)
        self.browser.run("const one = document.querySelector('#confusion input'); one.value = 'dog';"
                         "one.dispatchEvent(new Event('input'))")
        found = self.browser.run("return [...document.querySelectorAll('#confusion tbody tr')]"
                                 ".map((one) => one.textContent.toLowerCase())")
        self.assertGreater(len(found), 0)
        self.assertTrue(all("dog" in words for words in found))
        self.browser.run("document.querySelector('#confusion tbody button').click()")
        self.assertGreater(self.browser.run("return document.querySelectorAll('dialog .photo').length"), 0)


class OfSixModels(PageTest):
    def test_shows_which_to_ship(self):
        page = self.work / "six.html"
        names = ("efficientnet_lite0_fp32", "efficientnet_lite0_int8", "mobilenet_v1_0.25_128_quant",
                 "mobilenet_v1_0.5_160_quant", "mobilenet_v2_1.0_224_quant", "tf2_mobilenet_v2_1.0_224_ptq")
        models = []
        for name in names:
            model = self.work / f"{name}.tflite"
            model.symlink_to(DATA / "tflite" / f"{name}.tflite")
            if "mobilenet" in name:
                model.with_suffix(".muster.toml").write_text('background = "first"\n')
            models.append(model)
        muster("compare", *models, "--data", DATA / "imagenet-500" / "labels.csv", "--labels",
               DATA / "tflite" / "imagenet_labels_1000.txt", "--limit", 100, "--preprocess", "litert-eval",
               "--max-seconds", 2, "--timing-runs", 1, "--report", page)
        self.look_at(page, "six_models")
        self.assertEqual(self.browser.run("return document.querySelectorAll('#models svg circle').length"), 6)
        self.assertEqual(self.browser.run("return document.querySelectorAll('#models tbody tr').length"), 6)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[5:]])
