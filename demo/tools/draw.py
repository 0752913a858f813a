"""Draws the demo's photos. Everything follows from the seed: the same Pillow and NumPy give the same pictures.

    python draw.py            writes ../photos/clean and ../photos/phone
"""

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from objects import CLASSES
from scene import SIDE, Pose, compose

PHOTOS = Path(__file__).resolve().parent.parent / "photos"
PER_CLASS = {"clean": 64, "phone": 44}
TEST_SEED = 1  # train.py draws with other seeds

# Ranges of the conditions: as phones are held, and rougher, for training only.
HAND_HELD = dict(size=(0.31, 0.42), centre=(0.4, 0.6), light=[1.3, 0.9, 0.7, 0.55], blur=(0.2, 1.0), shake=(1, 4), grain=(0.01, 0.035))
ROUGH = dict(size=(0.24, 0.4), centre=(0.36, 0.64), light=[1.3, 0.85, 0.6, 0.42], blur=(0.2, 1.5), shake=(2, 6), grain=(0.01, 0.06))


def to_image(picture):
    return Image.fromarray(np.uint8(np.clip(picture, 0, 1) * 255 + 0.5)).resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def as_jpeg(image, quality):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def clean(rng, name):
    """As in a catalogue: centred, upright, even light, sharp."""
    pose = Pose(tilt=rng.normal(0, 0.09), size=rng.uniform(0.36, 0.43), x=rng.normal(0.5, 0.012), y=rng.normal(0.5, 0.012),
                shear=rng.normal(0, 0.03), squeeze=rng.uniform(0.92, 1.08), flip=rng.uniform() < 0.5)
    picture = compose(rng, name, pose) * rng.uniform(0.95, 1.15)
    picture += rng.normal(0, 0.008, picture.shape)
    return as_jpeg(to_image(picture), 88)


def phone(rng, name, conditions=HAND_HELD):
    """As a hand-held phone takes it: tilted, off centre, dim, noisy, blurred, tinted, squeezed into a small JPEG."""
    pose = Pose(tilt=rng.choice([-1, 1]) * rng.uniform(0.25, 1.25), size=rng.uniform(*conditions["size"]), x=rng.uniform(*conditions["centre"]),
                y=rng.uniform(*conditions["centre"]), shear=rng.normal(0, 0.1), squeeze=rng.uniform(0.8, 1.15), flip=rng.uniform() < 0.5)
    picture = compose(rng, name, pose, clutter_count=rng.integers(2, 6))
    tint = np.float32([1, 1, 1]) + rng.uniform(-0.25, 0.25) * np.float32([1, 0.1, -1])
    picture = np.clip(picture * tint, 0, 1) * rng.choice(conditions["light"]) * rng.uniform(0.85, 1.15)
    image = to_image(picture).filter(ImageFilter.GaussianBlur(rng.uniform(*conditions["blur"])))
    if rng.uniform() < 0.5:
        image = shaken(rng, image, conditions["shake"])
    pixels = np.asarray(image, np.float32) / 255
    grain = rng.uniform(*conditions["grain"])
    pixels = pixels + rng.normal(0, grain, pixels.shape) * np.sqrt(pixels + 0.05) * 1.5
    return as_jpeg(Image.fromarray(np.uint8(np.clip(pixels, 0, 1) * 255 + 0.5)), int(rng.integers(25, 60)))


def rough(rng, name):
    """Worse than most phones' photos: what the sound network is trained on."""
    return phone(rng, name, ROUGH)


def shaken(rng, image, lengths):
    """Motion blur: the mean of the picture along a short line."""
    angle, length = rng.uniform(0, np.pi), rng.uniform(*lengths)
    total = 0
    for t in np.linspace(-0.5, 0.5, 7):
        shift = (1, 0, t * length * np.cos(angle), 0, 1, t * length * np.sin(angle))
        total = total + np.asarray(image.transform(image.size, Image.Transform.AFFINE, shift, Image.Resampling.BILINEAR), np.float32)
    inner = Image.fromarray(np.uint8(total / 7)).crop((3, 3, SIDE - 3, SIDE - 3))
    return inner.resize((SIDE, SIDE), Image.Resampling.BILINEAR)


STYLES = {"clean": clean, "rough": rough, "phone": phone}


def draw(style, name, number, seed=TEST_SEED):
    """JPEG bytes of one photo."""
    key = [seed, list(STYLES).index(style), list(CLASSES).index(name), number]
    return STYLES[style](np.random.default_rng(key), name)


def main():
    for style, count in PER_CLASS.items():
        for name in CLASSES:
            folder = PHOTOS / style / name
            folder.mkdir(parents=True, exist_ok=True)
            for number in range(count):
                (folder / f"{number:03}.jpg").write_bytes(draw(style, name, number))


if __name__ == "__main__":
    main()
