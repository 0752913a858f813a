#!/usr/bin/env python3
"""Measures how often `muster doctor` names a mistake first that was made on purpose, and how often it mends what is well.

    python3 bench/doctor.py --data DIR [--models REGEX] [--only REGEX] [--draws 1] [--healthy 50] [--keep FILE]

DIR is MUSTER_DATA's folder (default: that variable); MUSTER_PROGRAM names another muster than that in build/. Run it
with a Python that has Pillow. Each mistake is made alone,
in the options, the manifest, the labels or the photos' EXIF, and costs what the doctor then measures less than it does
without it on the same photos. With --draws N, N times 400 photos are drawn; else all are taken. --healthy runs, each
with half of the photos drawn at random, have no mistake. --keep appends a line a run, and runs that stand there already
are not repeated.
"""
import argparse
import csv
import json
import math
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

SOURCES = Path(__file__).resolve().parent.parent
MUSTER = os.environ.get("MUSTER_PROGRAM", SOURCES / "build" / "muster")
MODELS = ["mobilenet_v1_0.25_128_quant", "mobilenet_v1_0.5_160_quant", "tf2_mobilenet_v2_1.0_224_ptq", "efficientnet_lite0_fp32",
          "efficientnet_lite0_int8"]
DEMO_MODELS = ["sound", "clean_only", "inaccurate"]
CLASSES = ["bottle", "key", "leaf", "mug", "shoe"]
NORMALISATIONS = {"0-to-1": "--mean 0 --std 255", "minus1-to-1": "--mean 127.5 --std 127.5", "0-to-255": "--mean 0 --std 1",
                  "imagenet": "--mean 123.675,116.28,103.53 --std 58.395,57.12,57.375",
                  "caffe": "--colour bgr --mean 103.939,116.779,123.68 --std 1"}
SWAPPED = ["labels:next", "labels:previous"]


def facts_of(model):
    done = subprocess.run([MUSTER, "inspect", model, "--json", "-"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


class ImageNet:
    """One model on ImageNet photos, with a background output or not."""

    def __init__(self, data, name, folder):
        self.name, self.folder, self.data = name, folder, data
        self.model = data / "tflite" / f"{name}.tflite"
        facts = facts_of(self.model)
        self.background = facts["outputs"][0]["shape"][-1] == 1001
        self.input = facts["inputs"][0]
        with open(data / "imagenet-500" / "classes.csv", newline="", encoding="utf-8") as file:
            self.wnids = [row["wnid"] for row in csv.DictReader(file)]
        with open(data / "imagenet-500" / "labels.csv", newline="", encoding="utf-8") as file:
            self.photos = [(data / "imagenet-500" / row["path"], int(row["class_index"])) for row in csv.DictReader(file)]

    def command(self, photos, options="", class_of=lambda c: c, labels=None):
        """By class index; with `labels`, by name, in the order of that list."""
        manifest = self.folder / "photos.csv"
        rows = [(path, self.wnids[c] if labels else class_of(c)) for path, c in photos]
        with open(manifest, "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(["path", "label" if labels else "class_index"])
            out.writerows(row for row in rows if labels or 0 <= row[1] < len(self.wnids))
        command = [self.model, "--data", manifest, "--preprocess", "pillow", *options.split()]
        if labels:
            (self.folder / "labels.txt").write_text("\n".join(["background"] * self.background + labels) + "\n", encoding="utf-8")
            command += ["--labels", self.folder / "labels.txt"]
        elif self.background:
            command += ["--background", "first"]
        return command

    def right(self):
        """Ids that name the right normalisation: of raw pixels, also the numbers that they stand for."""
        return ["normalisation:minus1-to-1"] + ["encoding:raw"] * (self.input["type"] != "float32")

    def mistakes(self):
        """Yields name, the ids that name it, and a function that makes the command for photos."""
        yield "colour order", ["colour:rgb"], lambda photos, draw: self.command(photos, "--colour bgr")
        for name, options in NORMALISATIONS.items():
            if name != "minus1-to-1":
                yield (f"normalised {name}", self.right(), lambda photos, draw, o=options: self.command(photos, o))
        if self.input["type"] == "int8":
            scale, zero = self.input["scale"][0], self.input["zero_point"][0]
            yield ("int8 fed as uint8", self.right(),
                   lambda photos, draw: self.command(photos, f"--mean {zero} --std {1 / scale:.9g}"))
        for crop in ("none", "letterbox", "central:1"):
            yield f"crop {crop}", ["crop:central:0.875"], lambda photos, draw, c=crop: self.command(photos, f"--crop {c}")
        yield "EXIF obeyed", ["orientation:stored"], lambda photos, draw: self.command(self.tagged(photos, draw, False))
        yield ("EXIF ignored", ["orientation:exif"],
               lambda photos, draw: self.command(self.tagged(photos, draw, True), "--orientation stored"))
        yield "labels one after", ["labels:previous"], lambda photos, draw: self.command(photos, class_of=lambda c: c - 1)
        yield "labels one before", ["labels:next"], lambda photos, draw: self.command(photos, class_of=lambda c: c + 1)
        as_text = sorted(range(1000), key=str)
        # Where classes have no other name than their number, it is the alphabetical order.
        yield ("numbers as text", ["labels:numbers-as-text", "labels:sorted"],
               lambda photos, draw: self.command(photos, class_of=lambda c: as_text[c]))
        yield ("labels not sorted", ["labels:sorted"],
               lambda photos, draw: self.command(photos, labels=draw.sample(self.wnids, len(self.wnids))))

    def tagged(self, photos, draw, turn):
        """The photos with an orientation in EXIF: of upright pixels a wrong one, or of pixels that are turned so."""
        turned = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
        folder = self.folder / ("turned" if turn else "tagged")
        folder.mkdir(exist_ok=True)
        result = []
        for path, c in photos:
            orientation = draw.choice(list(turned))
            tiff = b"MM\0\x2a\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x112, 3, 1, orientation, 0, 0)
            if turn:
                exif = Image.Exif()
                exif[0x112] = orientation
                Image.open(path).convert("RGB").transpose(turned[orientation]).save(folder / path.name, quality=95, exif=exif)
            else:
                block = b"Exif\0\0" + tiff
                jpeg = path.read_bytes()
                (folder / path.name).write_bytes(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:])
            result.append((folder / path.name, c))
        return result


class Demo:
    """One of the demo's models, whose classes are in alphabetical order."""

    def __init__(self, name, folder):
        self.name, self.folder = f"demo {name}", folder
        self.model = SOURCES / "demo" / "models" / f"{name}.tflite"
        self.photos = [(path, CLASSES.index(path.parent.name)) for path in sorted((SOURCES / "demo/photos/clean").glob("*/*"))]

    def command(self, photos, labels=None, names=None):
        manifest, file_of_labels = self.folder / "photos.csv", self.folder / "labels.txt"
        names = names or CLASSES
        with open(manifest, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("path", "label"), *((path, names[c]) for path, c in photos)])
        file_of_labels.write_text("\n".join(labels or names) + "\n", encoding="utf-8")
        return [self.model, "--data", manifest, "--preprocess", "stretch", "--labels", file_of_labels]

    def mistakes(self):
        yield "labels one after", ["labels:previous"], lambda photos, draw: self.command(photos, CLASSES[1:] + CLASSES[:1])
        yield "labels one before", ["labels:next"], lambda photos, draw: self.command(photos, CLASSES[-1:] + CLASSES[:-1])
        # An order that is neither sorted nor one off is had from either end: by name from sorting, else from matching.
        yield ("labels not sorted", ["labels:sorted"], lambda photos, draw: self.command(photos, self.shuffled(draw)))
        yield ("labels sorted, training not", ["labels:permutation"],
               lambda photos, draw: (lambda names: self.command(photos, sorted(names), names))(self.shuffled(draw)))

    @staticmethod
    def shuffled(draw):
        ways = [CLASSES, CLASSES[1:] + CLASSES[:1], CLASSES[-1:] + CLASSES[:-1]]
        while True:
            order = draw.sample(CLASSES, len(CLASSES))
            shifts = [order[k:] + order[:k] for k in (1, -1)]
            if order not in ways and sorted(order) not in shifts:
                return order


def doctor(command, jobs):
    done = subprocess.run([str(part) for part in [MUSTER, "doctor", *command, "--json", "-", "--jobs", jobs]],
                          capture_output=True, text=True)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"muster doctor failed ({done.returncode}): {done.stderr[-500:]}")
    return json.loads(done.stdout)


class Kept:
    """Lines of earlier runs: what, model, mistake, draw, accuracy, advised."""

    def __init__(self, path):
        self.path = path
        self.rows = {}
        if path and path.exists():
            with open(path, newline="", encoding="utf-8") as file:
                self.rows = {tuple(row[:3]): row for row in csv.reader(file)}

    def run(self, key, command, jobs):
        """Accuracy without a change, and the id that is advised."""
        if key not in self.rows:
            diagnosis = doctor(command(), jobs)
            self.rows[key] = [*key, diagnosis["accuracy"]["value"], diagnosis["advised"] or ""]
            if self.path:
                with open(self.path, "a", newline="", encoding="utf-8") as file:
                    csv.writer(file).writerow(self.rows[key])
        row = self.rows[key]
        return float(row[3]), row[4]


def wilson(hits, n):
    if n == 0:
        return 0, 1
    z, p = 1.959964, hits / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def rate(hits, n):
    return f"{hits} of {n} ({100 * hits / max(n, 1):.1f} % [{100 * wilson(hits, n)[0]:.1f}, {100 * wilson(hits, n)[1]:.1f}])"


def inject(patients, options, kept):
    """Rows of model, mistake, points lost, named first, what was advised."""
    rows = []
    for patient in patients:
        for number in range(max(options.draws, 1)):
            photos = patient.photos if options.draws == 0 else random.Random(number).sample(patient.photos, min(400, len(patient.photos)))
            healthy = None
            for name, ids, command in patient.mistakes():
                if not re.search(options.only, name):
                    continue
                if healthy is None:
                    healthy, _ = kept.run((patient.name, "", f"draw {number}"), lambda: patient.command(photos), options.jobs)
                accuracy, advised = kept.run((patient.name, name, f"draw {number}"),
                                             lambda: command(photos, random.Random(f"{name} {number}")), options.jobs)
                rows.append((patient.name, name, 100 * (healthy - accuracy), advised in ids, advised))
                print(f"{patient.name:30} {name:28} {rows[-1][2]:6.1f} points  {advised or '-'}", flush=True)
    return rows


def resample(patients, options, kept):
    """How often something is advised where nothing is wrong."""
    alarms = []
    for number in range(options.healthy):
        patient = patients[number % len(patients)]
        photos = random.Random(1000 + number).sample(patient.photos, len(patient.photos) // 2)
        _, advised = kept.run((patient.name, "healthy", f"draw {number}"), lambda: patient.command(photos), options.jobs)
        alarms += [(patient.name, advised)] if advised else []
    print(f"advice where nothing is wrong: {rate(len(alarms), options.healthy)} {alarms}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("MUSTER_DATA"))
    parser.add_argument("--models", default="", help="only models whose name it matches")
    parser.add_argument("--only", default="", help="only mistakes whose name it matches")
    parser.add_argument("--draws", type=int, default=0)
    parser.add_argument("--healthy", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        demo = [Demo(name, Path(folder)) for name in DEMO_MODELS]
        real = [ImageNet(Path(options.data), name, Path(folder)) for name in MODELS]
        patients = [patient for patient in demo + real if re.search(options.models, patient.name)]
        kept = Kept(options.keep)
        rows = inject(patients, options, kept)
        if options.healthy:
            resample(patients, options, kept)
    for title, low, high in (("15 points or more", 15, 101), ("5 to 15 points", 5, 15), ("less than 5 points", -101, 5)):
        of = [row for row in rows if low <= row[2] < high]
        print(f"{title:20} named first {rate(sum(row[3] for row in of), len(of))}, "
              f"else advised {sum(bool(row[4]) and not row[3] for row in of)}")


if __name__ == "__main__":
    main()
