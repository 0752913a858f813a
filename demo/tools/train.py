"""Trains the demo's four networks and writes ../models/*.tflite and ../labels.txt.

    python train.py --work FOLDER [NAME...]     FOLDER keeps the drawn training photos; minutes on two cores
"""

import argparse
from pathlib import Path

import numpy as np
import tensorflow as tf

from data import HELD_OUT_SEED, TRAIN_SEED, drawn
from networks import a_trous, convert, fit, plain
from objects import CLASSES

DEMO = Path(__file__).resolve().parent.parent
WIDTHS = [24, 48, 64, 96, 192]


def minus_one_to_one(images):
    return np.float32(images) / 127.5 - 1


def zero_to_one(images):
    return np.float32(images) / 255


def sample(images, to_input):
    """Quantization ranges: some photos, and a ramp so that the input's range is that of all pixel values."""
    ramp = np.zeros_like(images[:1])
    ramp[:] = np.linspace(0, 255, images.shape[2], dtype=np.uint8)[:, None]
    return to_input(np.concatenate([ramp, images[:150]]))


def everything(work):
    """Clean and rough training photos."""
    parts = [drawn(work, "clean", 300, TRAIN_SEED), drawn(work, "rough", 400, TRAIN_SEED)]
    images, classes = (np.concatenate(column) for column in zip(*parts))
    order = np.random.default_rng(0).permutation(len(images))
    return images[order], classes[order]


def all_round(work):
    """The network of `sound` and `slow`: it saw clean and rough photos. Kept in `work` once trained."""
    kept = Path(work, "all_round.weights.h5")
    model = plain(WIDTHS)
    if kept.exists():
        model.load_weights(kept)
    else:
        fit(model, *everything(work), 32, augment=True, to_input=minus_one_to_one)
        fit(model, *everything(work), 12, augment=True, to_input=minus_one_to_one, rate=1.5e-3, seed=1)
        model.save_weights(kept)
    return model


def sound(work):
    """Small, quick and right: fit to ship."""
    return convert(all_round(work), sample(everything(work)[0], minus_one_to_one), "uint8")


def slow(work):
    """The same weights, but used at every pixel at every depth, and with 16-bit activations, for which the runtime
    has only its plain kernels, on one thread."""
    return convert(a_trous(all_round(work)), sample(everything(work)[0], minus_one_to_one)[:40], "int16")


def clean_only(work):
    """The same layers, but trained on clean photos alone."""
    images, classes = drawn(work, "clean", 300, TRAIN_SEED)
    model = plain(WIDTHS)
    fit(model, images, classes, 12, augment=False, to_input=zero_to_one)
    return convert(model, sample(images, zero_to_one), "int8")


def inaccurate(work):
    """Too small, and its training was broken off when it was right about half the time."""
    images, classes = drawn(work, "clean", 300, TRAIN_SEED)
    held_out, truth = drawn(work, "clean", 60, HELD_OUT_SEED)

    def half_right(model):
        right = np.mean(model.predict(zero_to_one(held_out), verbose=0).argmax(1) == truth)
        print(f"  held out {right:.3f}")
        return 0.48 < right < 0.56

    model = plain([8, 12, 16])
    fit(model, images, classes, 40, augment=False, to_input=zero_to_one, rate=1e-3, until=half_right)
    return convert(model, sample(images, zero_to_one), "uint8")


def main():
    recipes = {recipe.__name__: recipe for recipe in (sound, clean_only, slow, inaccurate)}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", required=True)
    parser.add_argument("names", nargs="*", default=list(recipes), metavar="NAME")
    options = parser.parse_args()
    (DEMO / "models").mkdir(exist_ok=True)
    (DEMO / "labels.txt").write_text("".join(name + "\n" for name in CLASSES))
    for name in options.names:
        print(name)
        tf.keras.utils.set_random_seed(7)
        (DEMO / "models" / f"{name}.tflite").write_bytes(recipes[name](options.work))


if __name__ == "__main__":
    main()
