#!/usr/bin/env python3
"""Measures `muster leaks` beside its peers on photos with known leaks, alternately in one run, and prints recall and time.

    python3 bench/leaks.py --data DIR [--seed 1] [--rounds 3] [--peers imagededup,pdqhash,fastdup] [--keep FOLDER]

DIR is MUSTER_DATA's folder (default: that variable). Run it with a Python that has Pillow, NumPy and the peers.
400 photos are the training set; 100 others and 320 edited copies, 20 of each of 16 edits, the test set. The peers are
asked at the setting that each documents: imagededup's PHash with 10 bits, pdqhash with 31 bits in all eight symmetries,
fastdup with a similarity of 0.9. A leak is found when the test photo is told with the photo that it was made from; a false
alarm is a photo told that has no copy.
"""
import argparse
import csv
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

BUILD = Path(__file__).resolve().parent.parent / "build"
EACH, TRAIN = 20, 400


def with_caption(photo, draw):
    photo = photo.copy()
    high = max(14, photo.height // 8)
    pen = ImageDraw.Draw(photo)
    pen.rectangle([0, photo.height - high, photo.width, photo.height], fill=(20, 20, 20))
    pen.text((8, photo.height - high + 2), f"photo of the day, number {draw.randrange(1000)}", fill=(240, 240, 240))
    return photo


def with_noise(photo, draw):
    noise = np.random.default_rng(draw.randrange(1 << 30)).normal(0, 15, (photo.height, photo.width, 3))
    return Image.fromarray(np.clip(np.asarray(photo, float) + noise, 0, 255).astype(np.uint8))


def warmer(photo, draw):
    gains = np.array(draw.choice([(1.2, 1.0, 0.8), (0.8, 1.0, 1.2)]))
    return Image.fromarray(np.clip(np.asarray(photo, float) * gains, 0, 255).astype(np.uint8))


def as_screenshot(photo, draw):
    ground = draw.choice([(255, 255, 255), (0, 0, 0)])
    bar = photo.height // 6
    screen = Image.new("RGB", (photo.width, photo.height + 2 * bar), ground)
    screen.paste(photo, (0, bar))
    ink = tuple(255 - c for c in ground)
    pen = ImageDraw.Draw(screen)
    pen.text((10, 4), "12:41", fill=ink)
    pen.rectangle([photo.width - 40, 6, photo.width - 10, 16], outline=ink)
    pen.ellipse([photo.width // 2 - 10, screen.height - 26, photo.width // 2 + 10, screen.height - 6], outline=ink)
    return screen


def cropped(photo, draw):
    del draw
    w, h = photo.size
    return photo.crop((int(w * .05), int(h * .05), int(w * .95), int(h * .95)))


EDITS = {
    "same file": None,
    "recompressed": lambda p, d: p,
    "half size": lambda p, d: p.resize((p.width // 2, p.height // 2)),
    "cropped": cropped,
    "mirrored": lambda p, d: ImageOps.mirror(p),
    "brightened": lambda p, d: ImageEnhance.Brightness(p).enhance(1.3),
    "turned": lambda p, d: p.transpose(d.choice([Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])),
    "blurred": lambda p, d: p.filter(ImageFilter.GaussianBlur(2)),
    "greyed": lambda p, d: ImageOps.grayscale(p).convert("RGB"),
    "bordered": lambda p, d: ImageOps.expand(p, border=20, fill=d.choice(["black", "white"])),
    "tilted by 3 degrees": lambda p, d: p.rotate(d.choice([-3, 3]), Image.Resampling.BICUBIC),
    "captioned": with_caption,
    "other colour temperature": warmer,
    "noisy": with_noise,
    "framed as a screenshot": as_screenshot,
    "stretched by a quarter": lambda p, d: p.resize((p.width * 5 // 4, p.height)),
}
MILD = list(EDITS)[10:]


def make_set(photos, folder, seed):
    """Returns {test name: (edit, train name)}; edit "" for photos without a copy."""
    draw = random.Random(seed)
    names = sorted(p.name for p in photos.iterdir())
    draw.shuffle(names)
    for side in ("train", "test"):
        (folder / side).mkdir(parents=True)
    for name in names[:TRAIN]:
        shutil.copy(photos / name, folder / "train" / name)
    truth = {}
    for name in names[TRAIN:TRAIN + 100]:
        shutil.copy(photos / name, folder / "test" / name)
        truth[name] = ("", "")
    for k, (edit, change) in enumerate(EDITS.items()):
        for i in range(EACH):
            name = names[(k * EACH + i) % TRAIN]
            copy = f"copy{k:02}_{i:02}.JPEG"
            truth[copy] = (edit, name)
            if change is None:
                shutil.copy(photos / name, folder / "test" / copy)
                continue
            photo = change(Image.open(photos / name).convert("RGB"), draw)
            photo.save(folder / "test" / copy, "JPEG", quality=30 if edit == "recompressed" else 90)
    return truth


# --- those that search; each returns {test name: [train names]}

def by_muster(folder):
    done = subprocess.run([BUILD / "muster", "leaks", "--train", folder / "train", "--test", folder / "test", "--json", "-"],
                          capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"muster failed: {done.stderr}")
    found = {}
    for pair in json.loads(done.stdout)["leaks"]:
        found.setdefault(pair["test"], []).append(pair["train"])
    return found


def merged_folder(folder):
    both = folder / "both"
    if not both.exists():
        both.mkdir()
        for side in ("train", "test"):
            for photo in (folder / side).iterdir():
                os.link(photo, both / f"{side}__{photo.name}")
    return both


def by_imagededup(folder):
    from imagededup.methods import PHash
    hashes = PHash(verbose=False).encode_images(image_dir=str(merged_folder(folder)), num_enc_workers=2)
    pairs = PHash(verbose=False).find_duplicates(encoding_map=hashes, max_distance_threshold=10, num_dist_workers=2)
    return {name[6:]: [other[7:] for other in others if other.startswith("train__")]
            for name, others in pairs.items() if name.startswith("test__")}


def pdq(path):
    import cv2
    import pdqhash
    photo = cv2.cvtColor(cv2.imread(path), cv2.COLOR_BGR2RGB)
    return np.packbits(np.array(pdqhash.compute_dihedral(photo)[0], np.uint8), axis=1)


def by_pdqhash(folder):
    from concurrent.futures import ProcessPoolExecutor
    train, test = sorted((folder / "train").iterdir()), sorted((folder / "test").iterdir())
    with ProcessPoolExecutor(2) as pool:
        hashes = list(pool.map(pdq, [str(p) for p in train + test], chunksize=20))
    upright = np.array([h[0] for h in hashes[:len(train)]])
    bits = np.array([bin(i).count("1") for i in range(256)], np.uint16)
    found = {}
    for photo, turned in zip(test, hashes[len(train):]):
        distance = bits[upright[None] ^ turned[:, None]].sum(2).min(0)
        found[photo.name] = [train[i].name for i in np.flatnonzero(distance <= 31)]
    return found


def by_fastdup(folder):
    import fastdup
    work = tempfile.mkdtemp()
    search = fastdup.create(work_dir=work, input_dir=str(merged_folder(folder)))
    search.run(ccthreshold=0.9, num_threads=2, verbose=False, print_summary=False)
    found = {}
    for row in search.similarity().itertuples():
        if row.distance < 0.9:
            continue
        for a, b in ((row.filename_from, row.filename_to), (row.filename_to, row.filename_from)):
            a, b = Path(a).name, Path(b).name
            if a.startswith("test__") and b.startswith("train__"):
                found.setdefault(a[6:], []).append(b[7:])
    shutil.rmtree(work)
    return found


SEARCHES = {"muster": by_muster, "imagededup": by_imagededup, "pdqhash": by_pdqhash, "fastdup": by_fastdup}


def child(name, folder):
    """One search in a process of its own, as a user would start it; prints its findings last."""
    print("\n" + json.dumps(SEARCHES[name](Path(folder))))


def search(name, folder):
    start = time.perf_counter()
    if name == "muster":
        return by_muster(folder), time.perf_counter() - start
    done = subprocess.run([sys.executable, __file__, "--child", name, str(folder)], capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{name} failed: {done.stderr[-800:]}")
    return json.loads(done.stdout.splitlines()[-1]), seconds


def decode_seconds(folder):
    """All photos decoded by muster's own decoder on all cores, and nothing else."""
    done = subprocess.run([BUILD / "muster-decode", folder / "train", folder / "test"], capture_output=True, text=True)
    return float(done.stdout)


def report(name, found, truth, seconds, against):
    leaks = {test: origin for test, (edit, origin) in truth.items() if edit}
    hits = {test for test, origin in leaks.items() if origin in found.get(test, [])}
    mild = [test for test in leaks if truth[test][0] in MILD]
    alarms = sum(1 for test, (edit, _) in truth.items() if not edit and found.get(test))
    ratio = statistics.median(a / b for a, b in zip(seconds, against))
    print(f"{name:12} {len(hits) / len(leaks):6.1%} of {len(leaks)} leaks, "
          f"{sum(t in hits for t in mild) / len(mild):6.1%} of the {len(mild)} mild, {alarms} false alarms, "
          f"{statistics.median(seconds):6.2f} s [{min(seconds):.2f}, {max(seconds):.2f}], {ratio:.2f} of decoding alone")
    if name == "muster":
        for edit in EDITS:
            of_edit = [t for t in leaks if truth[t][0] == edit]
            print(f"    {edit:26} {sum(t in hits for t in of_edit):3} of {len(of_edit)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("MUSTER_DATA"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="imagededup,pdqhash,fastdup")
    parser.add_argument("--keep", type=Path, help="make the photos here, and leave them")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return child(*options.child)
    folder = options.keep or Path(tempfile.mkdtemp())
    truth = make_set(Path(options.data) / "imagenet-500" / "images", folder, options.seed)
    with open(folder / "truth.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("test", "edit", "train"), *((t, e, o) for t, (e, o) in truth.items())])
    names = ["muster", *filter(None, options.peers.split(","))]
    seconds, found, decoding = {name: [] for name in names}, {}, []
    for _ in range(options.rounds):
        decoding.append(decode_seconds(folder))
        for name in names:
            found[name], took = search(name, folder)
            seconds[name].append(took)
    print(f"decoding alone {statistics.median(decoding):.2f} s")
    for name in names:
        report(name, found[name], truth, seconds[name], decoding)
    if not options.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
