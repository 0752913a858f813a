"""Photos as the networks see them: RGB, stretched to a square with Pillow's bilinear filter (muster's preset `stretch`)."""

import io
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image

from draw import draw
from objects import CLASSES

INPUT = 96
TRAIN_SEED, HELD_OUT_SEED = 2, 3


def pixels(photo, side=INPUT):
    """uint8, side x side x 3."""
    return np.asarray(Image.open(photo).convert("RGB").resize((side, side), Image.Resampling.BILINEAR))


def folder(path, per_class=None):
    """Images and class numbers of a folder of class folders; of each class the first `per_class`, or all."""
    files = [(p, c) for c, name in enumerate(CLASSES) for p in sorted(Path(path, name).glob("*.jpg"))[:per_class]]
    return np.stack([pixels(p) for p, _ in files]), np.array([c for _, c in files])


def _one(key):
    return pixels(io.BytesIO(draw(*key)))


def drawn(work, style, per_class, seed):
    """Freshly drawn photos, kept in the folder `work` for the next time."""
    kept = Path(work, f"{style}-{seed}-{per_class}.npz")
    if not kept.exists():
        keys = [(style, name, number, seed) for number in range(per_class) for name in CLASSES]
        with Pool() as pool:
            images = np.stack(pool.map(_one, keys, chunksize=20))
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, images=images, classes=np.tile(np.arange(len(CLASSES)), per_class))
    stored = np.load(kept)
    return stored["images"], stored["classes"]
