#!/usr/bin/env python3
"""Counts how many crops of 60 photos `muster leaks` finds, and how many of the demo's own photos it tells by mistake.

    python3 bench/leak_crops.py --data DIR [--seed 5]

DIR is MUSTER_DATA's folder (default: that variable). Run it with a Python that has Pillow. These are the figures of
docs/leaks.md's limits.
"""
import argparse
import json
import os
import random
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
PHOTOS = 60


def crop(left, top, right, bottom):
    return lambda photo: photo.crop((int(photo.width * left), int(photo.height * top), int(photo.width * (1 - right)),
                                     int(photo.height * (1 - bottom))))


EDITS = {
    "two sides, 10 %": crop(0, 0, 0.1, 0.1),
    "two sides, 15 %": crop(0, 0, 0.15, 0.15),
    "two sides, 18 %": crop(0, 0, 0.18, 0.18),
    "one side, 15 %": crop(0.15, 0, 0, 0),
    "one side, 20 %": crop(0.2, 0, 0, 0),
    "16:9 from the middle": lambda photo: ImageOps.fit(photo, (photo.width, photo.width * 9 // 16)),
}


def leaks(train, test):
    command = [ROOT / "build" / "muster", "leaks", "--train", train, "--test", test, "--json", "-"]
    found = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    return {(Path(pair["test"]).stem, Path(pair["train"]).stem) for pair in found["leaks"]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default=os.environ.get("MUSTER_DATA"))
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    images = Path(arguments.data) / "imagenet-500" / "images"
    names = sorted(path.name for path in images.iterdir())
    draw = random.Random(arguments.seed)
    draw.shuffle(names)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "train" / "a").mkdir(parents=True)
        photos = {Path(name).stem: Image.open(images / name).convert("RGB") for name in names[:PHOTOS]}
        for stem, photo in photos.items():
            photo.save(work / "train" / "a" / f"{stem}.jpg", quality=95)
        for number, (edit, change) in enumerate(EDITS.items()):
            test = work / f"test{number}" / "a"
            test.mkdir(parents=True)
            for stem, photo in photos.items():
                change(photo).save(test / f"{stem}.jpg", quality=88)
            right = sum((stem, stem) in found for found in [leaks(work / "train", test.parent)] for stem in photos)
            print(f"{edit:22} {right:3} of {PHOTOS}")
        clean = sorted((ROOT / "demo" / "photos" / "clean").glob("*/*.jpg"))
        for half in range(3):
            draw.shuffle(clean)
            for side, part in (("train", clean[:len(clean) // 2]), ("test", clean[len(clean) // 2:])):
                target = work / f"demo{half}" / side / "a"
                target.mkdir(parents=True)
                for path in part:
                    os.symlink(path, target / f"{path.parent.name}-{path.name}")
            found = leaks(work / f"demo{half}" / "train", work / f"demo{half}" / "test")
            print(f"random half {half} of the demo: {len({test for test, _ in found})} of {len(clean) // 2} told by mistake")


if __name__ == "__main__":
    main()
