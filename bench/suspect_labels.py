#!/usr/bin/env python3
"""Measures how many labels changed on purpose are among the most suspect that `muster check` names.

    python3 bench/suspect_labels.py [--seeds 20] [--share 0.05]

The demo's photos, with a share of the labels changed to another class; a seed changes other ones.
"""
import argparse
import csv
import json
import random
import statistics
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "demo/models/sound.tflite"


def photos():
    for path in sorted((ROOT / "demo/photos").glob("*/*/*")):
        yield path, path.parent.name


def suspects_of(rows, folder):
    manifest = Path(folder) / "labels.csv"
    with manifest.open("w", newline="") as file:
        csv.writer(file).writerows([("path", "label"), *rows])
    command = [ROOT / "build/muster", "check", MODEL, "--data", manifest, "--labels", ROOT / "demo/labels.txt",
               "--preprocess", "stretch", "--no-latency", "--json", "-"]
    report = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    return [Path(one["path"]) for one in report["models"][0]["suspect_labels"]]


def one_run(seed, share, folder):
    draw = random.Random(seed)
    rows = list(photos())
    classes = sorted({label for _, label in rows})
    changed = set(draw.sample(range(len(rows)), round(share * len(rows))))
    rows = [(path, draw.choice([c for c in classes if c != label]) if i in changed else label)
            for i, (path, label) in enumerate(rows)]
    wrong = {rows[i][0] for i in changed}
    suspects = suspects_of(rows, folder)
    return len(wrong), len(suspects), len(wrong.intersection(suspects))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--share", type=float, default=0.05)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = [one_run(seed, arguments.share, folder) for seed in range(arguments.seeds)]
    named = [name for _, name, _ in runs]
    found = [hits for _, _, hits in runs]
    print(f"{runs[0][0]} labels changed; of at most 50 named {statistics.mean(named):.1f} a run, of which "
          f"{statistics.mean(found):.1f} [{min(found)}, {max(found)}] were changed: precision "
          f"{sum(found) / max(1, sum(named)):.3f}, recall {sum(found) / sum(wrong for wrong, _, _ in runs):.3f}")


if __name__ == "__main__":
    main()
