#!/usr/bin/env python3
"""Measures how many labels that were changed on purpose are among those that `muster check` lists as suspect.

    python3 bench/suspect_labels.py [--seeds 20] [--shares 0 0.01 0.03 0.1]

It takes the demo's 540 photos, with a share of the labels changed to another class; each seed changes other ones. Prints
a table: labels changed, photos listed a run [fewest, most], the share of those that were changed, and the share of the
changed labels that were listed. At most 50 photos are listed a run.
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
    parser.add_argument("--shares", type=float, nargs="+", default=[0, 0.01, 0.03, 0.1])
    arguments = parser.parse_args()
    print("| labels changed | listed a run, of 540 | of these changed | of the changed listed |\n|---|---|---|---|")
    for share in arguments.shares:
        with tempfile.TemporaryDirectory() as folder:
            runs = [one_run(seed, share, folder) for seed in range(arguments.seeds)]
        changed, listed, found = (sum(column) for column in zip(*runs))
        counts = [count for _, count, _ in runs]
        of = [f"{100 * found / total:.1f} %" if total else "–" for total in (listed, changed)]
        print(f"| {runs[0][0]} ({100 * share:g} %) | {statistics.mean(counts):.1f} [{min(counts)}, {max(counts)}] | "
              f"{of[0]} | {of[1]} |", flush=True)


if __name__ == "__main__":
    main()
