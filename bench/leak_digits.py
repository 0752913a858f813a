#!/usr/bin/env python3
"""Counts what `muster leaks` reports of small drawn digits, which all look alike: of typefaces on one side only, and of copies.

    python3 bench/leak_digits.py [--seeds 1,2,3] [--muster build/muster]

1,300 digits of 20 x 32 pixels, half of them training photos, are drawn in 20 typefaces, of which ten are drawn at random for
each side; 300 training photos, compressed again at a JPEG quality from 60 to 95, are test photos too. Run it with a Python
that has Pillow and NumPy. The typefaces come from Debian's packages fonts-dejavu-core, fonts-liberation and
fonts-freefont-ttf; a second list, from fonts-urw-base35, fonts-lato, fonts-open-sans and fonts-noto-core.
"""
import argparse
import json
import random
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = Path("/usr/share/fonts")
PHOTOS, COPIES, FINER = 1300, 300, 8


def fonts(folder, names):
    return [FONTS / folder / name for name in names.split()]


TYPEFACES = {
    "DejaVu, Liberation, FreeFont":
        fonts("truetype/dejavu", "DejaVuSans.ttf DejaVuSans-Bold.ttf DejaVuSerif.ttf DejaVuSerif-Bold.ttf DejaVuSansMono.ttf "
              "DejaVuSansMono-Bold.ttf") +
        fonts("truetype/liberation", "LiberationSans-Regular.ttf LiberationSans-Bold.ttf LiberationSans-Italic.ttf "
              "LiberationSerif-Regular.ttf LiberationSerif-Bold.ttf LiberationSerif-Italic.ttf LiberationMono-Regular.ttf "
              "LiberationMono-Bold.ttf") +
        fonts("truetype/freefont", "FreeSans.ttf FreeSansBold.ttf FreeSerif.ttf FreeSerifBold.ttf FreeMono.ttf FreeMonoBold.ttf"),
    "URW, Lato, Open Sans, Noto":
        fonts("opentype/urw-base35", "C059-Roman.otf C059-Bold.otf NimbusMonoPS-Bold.otf NimbusRoman-Regular.otf "
              "NimbusSans-Regular.otf NimbusSans-Bold.otf P052-Roman.otf URWBookman-Light.otf URWBookman-Demi.otf "
              "URWGothic-Book.otf URWGothic-Demi.otf") +
        fonts("truetype/lato", "Lato-Regular.ttf Lato-Bold.ttf Lato-Light.ttf") +
        fonts("truetype/open-sans", "OpenSans-Regular.ttf OpenSans-Bold.ttf OpenSans-Italic.ttf") +
        fonts("truetype/noto", "NotoSans-Bold.ttf NotoSerif-Regular.ttf NotoSerif-Bold.ttf"),
}

# Largest shift in pixels, contrast, blur in pixels and noise in grey levels; None: ink and ground of any contrast, also
# light on dark.
KINDS = {
    "moved": (1.5, None, (0, 1), (2, 10)),
    "in place": (0, (215, 215), (0, 1), (2, 10)),
    "in place, blurred": (0, (110, 110), (0.5, 1.5), (0, 3)),
    "faint": (1.5, (35, 80), (0, 1.5), (1, 4)),
    "large (64 x 102)": (1.5, None, (0, 1), (2, 10)),
}


def drawn(digit, font, kind, draw, noise):
    shift, contrast, blur, deviation = KINDS[kind]
    width, height = (64, 102) if kind.startswith("large") else (20, 32)
    scale = height / 32
    size = draw.uniform(0.8, 0.95) if shift else 0.9
    if contrast is None:
        ink, ground = draw.uniform(0, 90), draw.uniform(150, 255)
        if draw.random() < 0.3:
            ink, ground = ground, ink
    else:
        between = draw.uniform(*contrast)
        ground = draw.uniform(between + 10, 245)
        ink = ground - between
    fine = Image.new("L", (width * FINER, height * FINER), round(ground))
    middle = tuple(side * FINER / 2 + draw.uniform(-shift, shift) * scale * FINER for side in (width, height))
    ImageDraw.Draw(fine).text(middle, str(digit), fill=round(ink), font=ImageFont.truetype(str(font), int(height * FINER * size)),
                              anchor="mm")
    fine = fine.filter(ImageFilter.GaussianBlur(draw.uniform(*blur) * scale * FINER))
    small = np.asarray(fine.resize((width, height), Image.Resampling.BOX), float)
    small = small + noise.normal(0, draw.uniform(*deviation), small.shape)
    return Image.fromarray(np.clip(small + 0.5, 0, 255).astype(np.uint8))


def make_set(folder, typefaces, kind, seed):
    draw, noise = random.Random(seed), np.random.default_rng(seed)
    shuffled = draw.sample(typefaces, len(typefaces))
    photos = []
    for side, some in (("train", shuffled[:10]), ("test", shuffled[10:])):
        for i in range(PHOTOS // 2):
            path = folder / side / str(i // 10 % 10) / f"{i:03}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            photo = drawn(i // 10 % 10, some[i % 10], kind, draw, noise)
            photo.save(path)
            if side == "train":
                photos.append((path, photo))
    for path, photo in draw.sample(photos, COPIES):
        photo.save(folder / "test" / path.parent.name / f"copy_{path.stem}.jpg", quality=draw.randint(60, 95))


def count(muster, folder):
    command = [muster, "leaks", "--train", folder / "train", "--test", folder / "test", "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    alarms, others, copies = set(), set(), set()
    for pair in json.loads(done.stdout)["leaks"]:
        test, train = Path(pair["test"]), Path(pair["train"])
        if not test.stem.startswith("copy_"):
            alarms.add(test)
            if test.parent != train.parent:
                others.add(test)
        elif test.stem == f"copy_{train.stem}" and test.parent == train.parent:
            copies.add(test)
    return len(alarms), len(others), len(copies)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--muster", default=ROOT / "build" / "muster")
    parser.add_argument("--seeds", default="1,2,3")
    options = parser.parse_args()
    for kind in KINDS:
        for name, typefaces in TYPEFACES.items():
            for seed in map(int, options.seeds.split(",")):
                with tempfile.TemporaryDirectory() as folder:
                    make_set(Path(folder), typefaces, kind, seed)
                    alarms, others, copies = count(options.muster, Path(folder))
                print(f"{kind:18} {name:29} seed {seed}: reported of {PHOTOS // 2} new digits {alarms:3} ({2 * alarms / PHOTOS:6.2%}; "
                      f"{others} of another digit), found of {COPIES} copies {copies:3} ({copies / COPIES:6.2%})", flush=True)


if __name__ == "__main__":
    main()
