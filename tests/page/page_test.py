#!/usr/bin/env python3
"""The report's page in a real browser.

usage: page_test.py PROGRAM DEMO_FOLDER AXE_SCRIPT SCREENSHOTS [unittest's arguments]
"""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from browser import Browser

PROGRAM, DEMO, AXE, SCREENSHOTS = (Path(one).resolve() for one in sys.argv[1:5])


def wilson(found: int, all_of_them: int) -> tuple[float, float]:
    """The two shares whose distance to the one seen is 1.96 of their own standard deviations (their defining equation)."""
    z2, share = 1.959963984540054**2, found / all_of_them
    a, b, c = 1 + z2 / all_of_them, -(2 * share + z2 / all_of_them), share * share
    root = (b * b - 4 * a * c) ** 0.5
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def muster(*arguments, ends=(0, 1, 3)) -> None:
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=300)
    assert done.returncode in ends, f"{arguments}: exit code {done.returncode}\n{done.stdout}\n{done.stderr}"


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser(AXE, SCREENSHOTS)
        cls.folder = tempfile.TemporaryDirectory()
        cls.work = Path(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.folder.cleanup()

    def look_at(self, page: Path, name: str) -> None:
        """Opens a page and checks what holds for every one."""
        self.browser.open(page)
        self.assertEqual(self.browser.run("return document.documentElement.hasAttribute('data-ready')"), True)
        self.assertEqual(self.browser.complaints(), [])
        self.assertEqual(self.browser.requests(), [])
        self.assertLess(page.stat().st_size, 3_000_000)
        for colours in ("light", "dark"):
            self.assertEqual(self.browser.accessibility_violations(colours), [])
        wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        for width in (1280, 420):
            self.browser.driver.set_window_size(width, 1000)
            self.assertLessEqual(self.browser.run(wide), 0, f"scrolls sideways at {width} pixels")
        self.browser.screenshot(name)
        self.browser.screenshot(name + "_dark", colours="dark")
        self.browser.screenshot(name + "_narrow", width=420)

    def text(self, selector: str) -> str:
        return self.browser.run("return document.querySelector(arguments[0]).textContent", selector)

    def check_demo(self, model: str, *options, ends=(0, 1, 3)) -> Path:
        page = self.work / f"{model}.html"
        muster("check", DEMO / "models" / f"{model}.tflite", "--data", DEMO / "photos" / "clean", "--labels",
               DEMO / "labels.txt", "--preprocess", "stretch", "--max-seconds", 1, "--timing-runs", 1,
               "--report", page, *options, ends=ends)
        return page


class OfTheDemo(PageTest):
    def test_shows_the_verdict_the_pitfalls_and_how_to_do_it_again(self):
        page = self.check_demo("inaccurate", "--stress", "--stress-photos", 40, "--calibration",
                               "--class", "leaf", "--class", "key", "--train", DEMO / "photos" / "phone")
        self.look_at(page, "demo")
        self.assertIn("NOT READY", self.text("h1"))
        self.assertIn("inaccurate.tflite", self.text("h1"))
        self.assertIn("in the bad range", self.text(".reasons"))
        self.assertIn("muster check", self.text("#method"))
        self.assertIn("motion blur", self.text("#pitfalls"))
        self.assertIn("no phone took them", self.text("#pitfalls"))
        stress = json.loads(self.text("#data"))["report"]["models"][0]["stress"]
        self.assertEqual("though not surely" not in self.text("#pitfalls"), stress["surely_hardest"])
        self.assertGreater(self.browser.run("return document.querySelectorAll('#mistakes img').length"), 20)
        broken = "return [...document.images].filter((one) => one.complete && one.naturalWidth === 0).length"
        self.assertEqual(self.browser.run(broken), 0)

    def test_shows_the_photos_of_a_cell_that_is_clicked(self):
        json_file = self.work / "cell.json"
        self.browser.open(self.check_demo("inaccurate", "--no-latency", "--json", json_file))
        cells = json.loads(json_file.read_text())["models"][0]["confusion"]
        cell = max((one for one in cells if one["actual"] != one["predicted"]), key=lambda one: one["count"])
        says = f"{cell['count']} photos: {cell['actual']} taken for {cell['predicted']}"
        self.browser.run("document.querySelector(`.matrix button[title='${arguments[0]}']`).click()", says)
        photos = self.browser.run("return [...document.querySelectorAll('dialog .photo figcaption span:first-child')]"
                                  ".map((one) => one.textContent)")
        self.assertEqual(len(photos), cell["count"])
        self.assertTrue(all(words.startswith(f"{cell['actual']}, taken for {cell['predicted']} (") for words in photos))
        self.assertEqual(self.browser.accessibility_violations("light"), [])
        self.browser.screenshot("demo_cell")
        self.browser.run("document.querySelector('dialog .dialog-head button').click()")
        self.assertEqual(self.browser.run("return document.querySelectorAll('dialog').length"), 0)

    def test_explores_thresholds_with_the_numbers_of_the_json(self):
        json_file = self.work / "thresholds.json"
        self.browser.open(self.check_demo("sound", "--no-latency", "--class", "mug", "--json", json_file))
        views = json.loads(json_file.read_text())["models"][0]["thresholds"]
        view = next(one for one in views if one["class"] == "mug")
        self.choose_class("mug")
        for at in range(0, len(view["curve"]), 7):
            threshold, true_positives, false_positives = view["curve"][at]
            self.set_value("#thresholds input[type=range]", len(view["curve"]) - 1 - at, "input")
            self.assertAlmostEqual(float(self.text("output.threshold")), threshold)
            self.assertEqual(self.figure("found"), f"{true_positives} of {view['positives']}")
            self.assertEqual(self.figure("false alarms"), f"{false_positives} of {view['negatives']}")
            precision = true_positives / (true_positives + false_positives)
            self.assertAlmostEqual(float(self.figure("precision").split()[0]), 100 * precision, delta=0.051)
            self.assertEqual(self.figure("accepted"), str(true_positives + false_positives))
        self.set_need("recall of at least 95 %")
        self.assertGreaterEqual(float(self.figure("recall").split()[0]), 95)

    def choose_class(self, name: str) -> None:
        self.choose(".which", name)

    def set_need(self, words: str) -> None:
        self.choose(".need", words)

    def choose(self, selector: str, words: str) -> None:
        value = self.browser.run("return [...document.querySelectorAll(arguments[0] + ' option')]"
                                 ".find((one) => one.textContent === arguments[1]).value", selector, words)
        self.set_value(selector, value, "change")

    def test_says_so_where_no_threshold_meets_a_need(self):
        self.browser.open(self.check_demo("inaccurate", "--no-latency"))
        self.choose_class("leaf")
        self.set_need("precision of at least 99 %")
        self.assertIn("No threshold has a precision of at least 99 %", self.text("#thresholds .missed"))
        self.assertEqual(self.browser.run("return document.querySelectorAll('#thresholds output').length"), 0)

    def test_advises_no_threshold_that_nobody_chose(self):
        self.browser.open(self.check_demo("inaccurate", "--no-latency"))
        self.assertIn("No threshold is chosen", self.text("#thresholds"))
        self.assertEqual(self.browser.run("return document.querySelectorAll('#thresholds .copy').length"), 0)
        self.browser.open(self.check_demo("sound", "--no-latency", "--class", "mug", "--min-precision", 0.9))
        self.choose_class("mug")
        self.assertIn("confirmed", self.text("#thresholds .choice"))
        self.assertGreater(float(self.text("output.threshold")), 0)

    def test_gives_the_intervals_of_a_dragged_threshold(self):
        self.browser.open(self.check_demo("sound", "--no-latency", "--class", "mug"))
        self.choose_class("mug")
        self.set_need("recall of at least 90 %")
        found, positives = (int(one) for one in self.figure("found").split(" of "))
        low, high = wilson(found, positives)
        self.assertIn(f"[{100 * low:.1f}, {100 * high:.1f}]", self.text("#thresholds dl.numbers"))
        self.assertIn("score of at least " + self.text("output.threshold"), self.browser.run(
            "return document.querySelector('#thresholds input[type=range]').getAttribute('aria-valuetext')"))

    def test_forgets_a_need_once_the_threshold_is_dragged(self):
        self.browser.open(self.check_demo("inaccurate", "--no-latency"))
        self.choose_class("leaf")
        self.set_need("precision of at least 99 %")
        self.set_value("#thresholds input[type=range]", 1, "input")
        self.assertEqual(self.text("#thresholds .missed"), "")
        self.assertEqual(self.browser.run("return document.querySelector('.need').value"), "-1")

    def test_has_a_table_by_slice_whatever_the_values_are_called(self):
        values = ["", "a@b=c/d", "<b>bold</b>", "x" * 200, "night"]
        photos = self.work / "slices.csv"
        rows = [f'{path},{path.parent.name},"{values[i % len(values)]}"'
                for i, path in enumerate(sorted((DEMO / "photos" / "clean").glob("*/*.jpg")))]
        photos.write_text("path,label,light\n" + "\n".join(rows) + "\n")
        page = self.work / "slices.html"
        muster("check", DEMO / "models" / "sound.tflite", "--data", photos, "--labels", DEMO / "labels.txt", "--preprocess",
               "stretch", "--no-latency", "--by", "light", "--report", page)
        self.look_at(page, "slices")
        names = self.browser.run("return [...document.querySelectorAll('.slices tbody th')].map((one) => one.textContent)")
        self.assertEqual(sorted(names), sorted("(empty)" if value == "" else value for value in values))
        self.assertEqual(self.browser.run("return [...document.querySelectorAll('.slices tbody tr')]"
                                          ".map((one) => Number(one.children[1].textContent)).reduce((a, b) => a + b)"),
                         len(rows))

    def test_keeps_the_focus_where_a_key_changed_something(self):
        self.browser.open(self.check_demo("sound", "--no-latency"))
        focused = "return document.activeElement.textContent + document.activeElement.tagName"
        self.browser.run("document.querySelectorAll('#classes thead button')[1].focus();"
                         "document.activeElement.click()")
        self.assertIn("photos", self.browser.run(focused))
        self.browser.run("document.querySelector('#confusion select').focus();"
                         "document.activeElement.dispatchEvent(new Event('change'))")
        self.assertIn("SELECT", self.browser.run(focused))

    def test_of_several_models_shows_all_verdicts_at_one_glance(self):
        page = self.work / "several.html"
        models = [DEMO / "models" / f"{name}.tflite" for name in ("sound", "inaccurate")]
        muster("check", *models, "--data", DEMO / "photos" / "clean", "--labels", DEMO / "labels.txt", "--preprocess",
               "stretch", "--no-latency", "--report", page)
        self.look_at(page, "several")
        self.assertEqual(self.browser.run("return document.querySelectorAll('.overview tbody tr').length"), 2)
        self.assertIn("NOT READY", self.text(".overview"))

    def test_of_a_matrix_has_no_photos_to_click(self):
        matrix, page = self.work / "matrix.csv", self.work / "matrix.html"
        matrix.write_text("actual,cat,dog\ncat,40,10\ndog,5,45\n")
        muster("check", "--confusion", matrix, "--report", page)
        self.look_at(page, "matrix")
        self.assertEqual(self.browser.run("return document.querySelectorAll('.matrix td button').length"), 0)

    def test_of_thirty_classes_has_the_whole_matrix_in_sight(self):
        matrix, page = self.work / "thirty.csv", self.work / "thirty.html"
        names = [f"class number {i}" for i in range(30)]
        rows = [f"{name}," + ",".join(str((i * 7 + k * 3) % 11 + (60 if i == k else 0)) for k in range(30))
                for i, name in enumerate(names)]
        matrix.write_text("actual," + ",".join(names) + "\n" + "\n".join(rows) + "\n")
        muster("check", "--confusion", matrix, "--report", page)
        self.look_at(page, "thirty")
        self.browser.driver.set_window_size(1280, 1000)
        hidden = "const one = document.querySelector('#confusion .scroll'); return one.scrollWidth - one.clientWidth"
        self.assertLessEqual(self.browser.run(hidden), 0)

    def figure(self, name: str) -> str:
        return self.text(f"#thresholds [data-figure='{name}']")

    def set_value(self, selector: str, value, event: str) -> None:
        self.browser.run("const one = document.querySelector(arguments[0]); one.value = arguments[1];"
                         "one.dispatchEvent(new Event(arguments[2]))", selector, str(value), event)

    def test_sorts_classes_and_holds_photos_back_where_asked_to(self):
        page = self.check_demo("inaccurate", "--no-latency", "--no-images")
        self.browser.open(page)
        self.assertEqual(self.browser.run("return document.images.length"), 0)
        self.assertNotIn("data:image", page.read_text(encoding="utf-8").replace("data:image/webp;base64,\"+", ""))
        column = "return [...document.querySelectorAll('#classes tbody th')].map((one) => one.textContent)"
        self.browser.run("document.querySelector('#classes thead button').click()")
        names = self.browser.run(column)
        self.assertEqual(names, sorted(names))
        self.browser.run("document.querySelector('#classes thead button').click()")
        self.assertEqual(self.browser.run(column), sorted(names, reverse=True))

    def test_of_a_run_that_failed_says_why(self):
        page = self.work / "failed.html"
        muster("check", DEMO / "models" / "sound.tflite", "--data", self.work / "nowhere", "--report", page, ends=(2,))
        self.look_at(page, "failed")
        self.assertIn("NO VERDICT", self.text("h1"))
        self.assertIn("there is no such", self.text("#verdict"))

    def test_of_a_model_without_photos_leaves_out_what_there_is_not(self):
        page = self.work / "empty.html"
        muster("check", DEMO / "models" / "sound.tflite", "--no-accuracy", "--no-latency", "--report", page)
        self.look_at(page, "empty")
        self.assertIn("UNPROVEN", self.text("h1"))
        self.assertEqual(self.browser.run("return document.querySelectorAll('#confusion, #mistakes').length"), 0)

    def test_takes_text_of_files_for_text(self):
        hostile = "</script><img src=x onerror=document.title='owned'>"
        labels, photos = self.work / "hostile.txt", self.work / "hostile.csv"
        names = (DEMO / "labels.txt").read_text().split("\n")
        labels.write_text("\n".join([hostile, *names[1:]]))
        rows = [f"{path},{index}" for index, name in enumerate(sorted(name for name in names if name))
                for path in sorted((DEMO / "photos" / "clean" / name).glob("*.jpg"))[:5]]
        photos.write_text("path,class_index\n" + "\n".join(rows))
        page = self.work / "hostile.html"
        muster("check", DEMO / "models" / "inaccurate.tflite", "--data", photos, "--labels", labels, "--preprocess",
               "stretch", "--no-latency", "--report", page)
        self.look_at(page, "hostile")
        self.assertNotIn("owned", self.browser.driver.title)
        self.assertIn(hostile, self.text("#classes"))
        self.assertEqual(self.browser.run("return document.querySelectorAll('img[src=x]').length"), 0)

    def test_shows_what_would_turn_a_sentence_round(self):
        matrix, page = self.work / "turned.csv", self.work / "turned.html"
        matrix.write_text("actual,\u202eevil,dog\n\u202eevil,40,10\ndog,5,45\n")
        muster("check", "--confusion", matrix, "--report", page)
        self.browser.open(page)
        self.assertIn("\ufffdevil", self.text("#classes"))


class OfOtherCommands(PageTest):
    def photo_options(self):
        return ("--data", DEMO / "photos" / "clean", "--labels", DEMO / "labels.txt", "--preprocess", "stretch")

    def test_compares_models_and_shows_photos_whose_decision_changed(self):
        page = self.work / "compare.html"
        models = (DEMO / "models" / f"{name}.tflite" for name in ("sound", "clean_only", "inaccurate"))
        muster("compare", *models, *self.photo_options(), "--max-seconds", 1, "--timing-runs", 1, "--report", page)
        self.look_at(page, "compare")
        self.assertGreaterEqual(self.browser.run("return document.querySelectorAll('#models svg circle').length"), 3)
        self.assertGreater(self.browser.run("return document.querySelectorAll('#flips img').length"), 5)
        self.assertIn("prove nothing of a phone's", self.text("#method"))
        for name in ("sound", "clean_only", "inaccurate"):
            self.assertIn(f"photos for {name}.tflite are prepared by", self.text("#method"))
        outside = ("const svg = document.querySelector('#models svg').getBoundingClientRect();"
                   "return [...document.querySelectorAll('#models svg text')].map((one) => one.getBoundingClientRect())"
                   ".filter((box) => box.top < svg.top || box.left < svg.left - 1 || box.right > svg.right + 1).length")
        self.assertEqual(self.browser.run(outside), 0)

    def test_shows_leaked_pairs_side_by_side(self):
        page = self.work / "leaks.html"
        train = self.work / "train"
        for path in sorted((DEMO / "photos" / "clean" / "mug").glob("*.jpg"))[:12]:
            (train / "mug").mkdir(parents=True, exist_ok=True)
            (train / "mug" / path.name).write_bytes(path.read_bytes())
        muster("leaks", "--train", train, "--test", DEMO / "photos" / "clean", "--report", page)
        self.look_at(page, "leaks")
        self.assertIn("12 of 320 test photos leak", self.text("h1"))
        self.assertIn("How they were changed: ", self.text("#verdict"))
        self.assertIn("--write-clean", self.text("#verdict"))
        self.assertIn("does not prove that the sets are apart", self.text("#method"))
        self.assertEqual(self.browser.run("return document.querySelectorAll('#leaks .pair img').length"), 24)

    def test_shows_what_the_doctor_tried(self):
        page, labels = self.work / "doctor.html", self.work / "moved.txt"
        names = [name for name in (DEMO / "labels.txt").read_text().split("\n") if name]
        labels.write_text("\n".join([names[-1], *names[:-1]]) + "\n")
        muster("doctor", DEMO / "models" / "sound.tflite", "--data", DEMO / "photos" / "clean", "--labels", labels,
               "--preprocess", "stretch", "--report", page)
        self.look_at(page, "doctor")
        self.assertIn("Found: every answer read as the class", self.text("h1"))
        self.assertIn("cores", self.text("#method"))
        self.assertIn("One change is tried at a time", self.text("#method"))

    def test_of_a_diagnosis_or_search_that_failed_says_why(self):
        for name, command in (("doctor", ("doctor", DEMO / "models" / "sound.tflite", "--data", self.work / "nowhere")),
                              ("leaks", ("leaks", "--train", self.work / "nowhere", "--test", self.work / "nowhere"))):
            page = self.work / f"no_{name}.html"
            muster(*command, "--report", page, ends=(2,))
            self.look_at(page, f"no_{name}")
            self.assertEqual(self.text("h1"), "No result")
            self.assertIn("nowhere", self.text("#verdict"))

    def test_of_runs_of_other_photos_names_those_of_each(self):
        runs = []
        for name in ("clean", "phone"):
            runs.append(self.work / f"{name}.run")
            muster("observe", DEMO / "models" / "sound.tflite", "--data", DEMO / "photos" / name, "--labels",
                   DEMO / "labels.txt", "--preprocess", "stretch", "--no-latency", "--output", runs[-1])
        page = self.work / "two.html"
        muster("judge", *runs, "--report", page)
        self.browser.open(page)
        self.assertIn("photos/clean", self.text("#method"))
        self.browser.run("const one = document.querySelector('select.model'); one.value = '1';"
                         "one.dispatchEvent(new Event('change'))")
        self.assertIn("photos/phone", self.text("#method"))
        self.assertNotIn("photos/clean,", self.text("#method"))

    def test_of_a_run_is_that_of_the_check(self):
        run, page = self.work / "a.run", self.work / "rendered.html"
        muster("observe", DEMO / "models" / "sound.tflite", *self.photo_options(), "--no-latency", "--output", run)
        muster("render", run, "--format", "html", "--output", page, ends=(0,))
        self.look_at(page, "rendered")
        self.assertGreater(self.browser.run("return document.querySelectorAll('#mistakes img').length"), 5)
        self.assertIn("move the slider", self.text("#thresholds"))
        self.assertIn("muster observe", self.browser.run("return document.querySelector('#method dd').textContent"))
        self.assertIn("command of this page", self.text("#method"))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[5:]])
