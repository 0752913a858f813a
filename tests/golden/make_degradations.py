#!/usr/bin/env python3
"""Writes degradations/*.png and degradations.json: what degraded photos must look like, from independent libraries.

The formulas are those of ImageNet-C (D. Hendrycks and T. Dietterich, ICLR 2019), written anew with NumPy, SciPy, Pillow
and Python's colorsys; of the others, those of docs/stress.md. A PNG holds the top left corner of one photo of 224 x 224
(photo()) in severities 1 to 5, below each other.
usage: make_degradations.py (needs numpy, scipy, pillow)
"""
import colorsys
import io
import json
import math
from pathlib import Path

import numpy as np
import scipy.ndimage
import scipy.stats
from PIL import Image

HERE = Path(__file__).parent
SIDE, WIDTH, HEIGHT = 224, 40, 30


def photo() -> np.ndarray:
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    channels = [(x * x * (c + 1) // 40 + y * (5 - c) + (x // 17 + y // 23) % 2 * 70) % 256 for c in range(3)]
    return np.stack(channels, axis=-1).astype(np.uint8)


def taps(sigma: float, half: int) -> np.ndarray:
    weights = np.exp(-np.arange(-half, half + 1) ** 2 / (2 * sigma**2))
    return weights / weights.sum()


def defocus(radius: int, softness: float) -> np.ndarray:
    """The disk is softened with 3 taps up to a radius of 8, else with 5; both as OpenCV does, mirrored."""
    reach, half = (8, 1) if radius <= 8 else (radius, 2)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = (x**2 + y**2 <= radius**2).astype(float)
    kernel /= kernel.sum()
    for axis in (0, 1):
        kernel = scipy.ndimage.correlate1d(kernel, taps(softness, half), axis=axis, mode="mirror")
    image = photo() / 255
    return np.stack([scipy.ndimage.correlate(image[..., c], kernel, mode="mirror") for c in range(3)], axis=-1) * 255


def motion(radius: float, sigma: float, degrees: float) -> np.ndarray:
    """ImageMagick's MotionBlurImage: half a Gaussian, at places rounded to whole pixels, edges continued."""
    count = 2 * math.ceil(radius) + 1
    weights = np.exp(-np.arange(count) ** 2 / (2 * sigma**2))
    weights /= weights.sum()
    point = (count * math.sin(math.radians(degrees)), count * math.cos(math.radians(degrees)))
    total = np.zeros((SIDE, SIDE, 3))
    rows, columns = np.arange(SIDE), np.arange(SIDE)
    for i, weight in enumerate(weights):
        dx = math.ceil(i * point[1] / math.hypot(*point) - 0.5)
        dy = math.ceil(i * point[0] / math.hypot(*point) - 0.5)
        moved = photo()[np.clip(rows + dy, 0, SIDE - 1)][:, np.clip(columns + dx, 0, SIDE - 1)]
        total += weight * moved
    return total


def brightness(added: float) -> np.ndarray:
    image = photo()[:HEIGHT, :WIDTH] / 255
    result = np.empty_like(image)
    for place in np.ndindex(HEIGHT, WIDTH):
        hue, saturation, value = colorsys.rgb_to_hsv(*image[place])
        result[place] = colorsys.hsv_to_rgb(hue, saturation, min(max(value + added, 0), 1))
    return result * 255


def jpeg(quality: int) -> np.ndarray:
    file = io.BytesIO()
    Image.fromarray(photo()).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file).convert("RGB")).astype(float)


def tilt(degrees: float) -> np.ndarray:
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])  # of (y, x)
    middle = np.full(2, (SIDE - 1) / 2)
    return np.stack([scipy.ndimage.affine_transform(photo()[..., c].astype(float), turn, middle - turn @ middle, order=1,
                                                    mode="mirror") for c in range(3)], axis=-1)


def gaussian(sigma: float) -> np.ndarray:
    return np.stack([scipy.ndimage.gaussian_filter(photo()[..., c].astype(float), sigma, mode="mirror")
                     for c in range(3)], axis=-1)


def write_corners(name: str, images: list[np.ndarray]) -> None:
    corners = [np.rint(np.clip(image[:HEIGHT, :WIDTH], 0, 255)).astype(np.uint8) for image in images]
    Image.fromarray(np.concatenate(corners)).save(HERE / "degradations" / f"{name}.png", optimize=True)


def low_light(level: int, brightness_kept: float, photons: float) -> dict:
    """Mean and variance of the rounded level, from the Poisson distribution itself."""
    counts = np.arange(0, 400)
    chances = scipy.stats.poisson.pmf(counts, level / 255 * brightness_kept * photons)
    levels = np.floor(np.clip(counts / photons, 0, 1) * 255 + 0.5)
    mean = float(chances @ levels)
    return {"level": level, "mean": mean, "variance": float(chances @ (levels - mean) ** 2)}


def light(level: np.ndarray) -> np.ndarray:
    value = level / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def shown(light_seen: np.ndarray) -> list[int]:
    value = np.clip(light_seen, 0, 1)
    levels = 255 * np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055)
    return [int(level) for level in np.floor(levels + 0.5)]


def main() -> None:
    write_corners("defocus", [defocus(*c) for c in [(3, 0.1), (4, 0.5), (6, 0.5), (8, 0.5), (10, 0.5)]])
    motions = zip([(10, 3), (15, 5), (15, 8), (15, 12), (20, 15)], [-45, -20, 0, 13, 45])
    write_corners("motion_blur", [motion(radius, sigma, degrees) for (radius, sigma), degrees in motions])
    write_corners("overexposure", [brightness(added) for added in [0.1, 0.2, 0.3, 0.4, 0.5]])
    write_corners("jpeg", [jpeg(quality) for quality in [25, 18, 15, 10, 7]])
    write_corners("tilt", [tilt(degrees) for degrees in [3, -6, 9, -12, 15]])
    write_corners("gaussian", [gaussian(sigma) for sigma in [0.5, 1, 2, 3.3, 8]])
    levels = np.array([0, 1, 5, 17, 60, 128, 200, 254, 255])
    noise = [low_light(int(level), kept, photons) | {"severity": severity}
             for severity, kept, photons in zip(range(1, 6), [0.9, 0.85, 0.8, 0.75, 0.7], [60, 25, 12, 5, 3])
             for level in [0, 17, 60, 128, 200, 255]]
    tables = {
        "low_light": noise,
        "underexposure": [{"severity": severity, "levels": levels.tolist(), "to": shown(light(levels) * 2.0**-stops)}
                          for severity, stops in zip(range(1, 6), [1, 1.5, 2, 2.5, 3])],
        "white_balance": [{"severity": severity, "levels": levels.tolist(), "gained": shown(light(levels) * gain),
                           "lost": shown(light(levels) / gain)}
                          for severity, gain in zip(range(1, 6), [1.1, 1.2, 1.35, 1.5, 1.7])],
    }
    (HERE / "degradations.json").write_text(json.dumps(tables) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
