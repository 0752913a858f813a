"""A picture of one object: surface below it, clutter, shadow, light. Works at twice the size and scales down."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from objects import CLASSES, Part, ellipse, hsv, stroke

SIDE = 128
BIG = 2 * SIDE


@dataclass
class Pose:
    tilt: float = 0.0    # radians
    size: float = 0.42   # of the object's half height, in picture sides
    x: float = 0.5       # centre, in picture sides
    y: float = 0.5
    shear: float = 0.0
    squeeze: float = 1.0
    flip: bool = False

    def __call__(self, points):
        x, y = np.asarray(points, float).T
        x = (-x if self.flip else x) * self.squeeze + self.shear * y
        c, s = np.cos(self.tilt), np.sin(self.tilt)
        scale = self.size * BIG
        return np.stack([self.x * BIG + scale * (c * x - s * y), self.y * BIG + scale * (s * x + c * y)], 1)


def blur(plane, radius):
    """Gaussian blur of a 0..1 plane."""
    image = Image.fromarray(np.uint8(np.clip(plane, 0, 1) * 255 + 0.5))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius)), np.float32) / 255


def noise(rng, cells_x, cells_y, octaves=4):
    """Fractal value noise, 0..1, of the size BIG x BIG."""
    total, weight = np.zeros((BIG, BIG), np.float32), 0.0
    for octave in range(octaves):
        shape = (min(BIG, cells_y << octave), min(BIG, cells_x << octave))
        cells = Image.fromarray(rng.random(shape, np.float32))
        total += np.asarray(cells.resize((BIG, BIG), Image.Resampling.BICUBIC)) * 0.5 ** octave
        weight += 0.5 ** octave
    return np.clip(total / weight, 0, 1)


def mask_of(polygon, holes=()):
    image = Image.new("L", (BIG, BIG))
    draw = ImageDraw.Draw(image)
    draw.polygon([tuple(p) for p in polygon], fill=255)
    for hole in holes:
        draw.polygon([tuple(p) for p in hole], fill=0)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(0.7)), np.float32) / 255


def surface(rng):
    """What the object lies on or stands before: wood, cloth, stone or paper."""
    kind = rng.choice(["wood", "cloth", "stone", "paper"])
    yy, xx = np.mgrid[0:BIG, 0:BIG].astype(np.float32) / BIG
    if kind == "wood":
        colour, grain = hsv(rng.uniform(0.05, 0.1), rng.uniform(0.3, 0.6), rng.uniform(0.4, 0.85)), noise(rng, 3, 24)
        planks = rng.integers(2, 5)
        seams = np.abs((yy * planks + rng.uniform()) % 1.0 - 0.5) > 0.49
        plane = 0.72 + 0.45 * (grain - 0.5) + 0.2 * noise(rng, 2, 2) - 0.35 * seams
        plane = plane if rng.uniform() < 0.5 else plane.T
    elif kind == "cloth":
        colour, pitch = hsv(rng.uniform(), rng.uniform(0.05, 0.35), rng.uniform(0.35, 0.9)), rng.uniform(45, 80)
        weave = np.sin(2 * np.pi * pitch * xx) * np.sin(2 * np.pi * pitch * yy)
        stripes = rng.choice([0, 0, 0.18]) * (np.sin(2 * np.pi * rng.uniform(3, 8) * (xx + rng.choice([0, 1]) * yy)) > 0)
        plane = 0.8 + 0.08 * weave + 0.35 * (noise(rng, 3, 3, 2) - 0.5) - stripes
    elif kind == "stone":
        colour = hsv(rng.uniform(0.05, 0.65), rng.uniform(0.02, 0.15), rng.uniform(0.45, 0.9))
        plane = 0.8 + 0.5 * (noise(rng, 6, 6, 6) - 0.5) - 0.3 * (np.abs(noise(rng, 3, 3, 5) - 0.5) < 0.012)
    else:
        colour, plane = hsv(rng.uniform(), rng.uniform(0.02, 0.2), rng.uniform(0.6, 0.98)), 0.9 + 0.15 * (noise(rng, 2, 2, 2) - 0.5)
    return np.float32(colour) * plane[..., None]


def clutter(rng, count):
    """Small things near the border: coins, pens, scraps."""
    parts = []
    for _ in range(count):
        angle, far = rng.uniform(0, 2 * np.pi), rng.uniform(0.47, 0.62)
        x, y = 0.5 + far * np.cos(angle), 0.5 + far * np.sin(angle)
        colour, kind = hsv(rng.uniform(), rng.uniform(0.1, 0.8), rng.uniform(0.25, 0.9)), rng.integers(3)
        if kind == 0:
            r = rng.uniform(0.025, 0.06)
            shape, colour = ellipse(x, y, r, r * rng.uniform(0.7, 1)), hsv(0.1, rng.uniform(0.1, 0.5), 0.7)
        elif kind == 1:
            turn, long = rng.uniform(0, np.pi), rng.uniform(0.1, 0.2)
            step = long * np.array([np.cos(turn), np.sin(turn)])
            shape = stroke([(x, y) - step, (x, y) + step], rng.uniform(0.02, 0.035))
        else:
            shape = ellipse(x, y, rng.uniform(0.03, 0.08), rng.uniform(0.03, 0.08), n=rng.integers(4, 7))
        parts.append((shape * BIG, Part(shape, colour, round=0.02, gloss=0.2), 0.2))
    return parts


def paint(picture, polygon, part, size, light, holes=()):
    """One part over the picture, bent at its edges and lit from `light` (unit vector to the lamp)."""
    mask = mask_of(polygon, holes)
    shade, shine = 1.0, 0.0
    if part.round > 0:
        height = blur(mask, part.round * size * BIG * 0.6) * mask
        gy, gx = np.gradient(height * part.round * size * BIG * 0.9)
        depth = np.sqrt(1 + gx ** 2 + gy ** 2)
        facing = (-gx * light[0] - gy * light[1] + light[2]) / depth
        shade = 0.42 + 0.68 * np.clip(facing, 0, 1)
        shine = part.gloss * np.clip(facing - 0.1, 0, 1)[..., None] ** 14 * 0.6
        shade = shade[..., None]
    alpha = mask[..., None]
    return picture * (1 - alpha) + alpha * (np.float32(part.colour) * shade + shine)


def compose(rng, name, pose, clutter_count=2):
    """Linear picture (BIG x BIG x 3, 0..1) of a random specimen of the class in this pose."""
    angle, up = rng.uniform(0, 2 * np.pi), rng.uniform(0.55, 0.8)
    flat = np.sqrt(1 - up * up)
    light = (flat * np.cos(angle), flat * np.sin(angle), up)
    items = clutter(rng, clutter_count)
    for part in CLASSES[name](rng):
        part.holes = [pose(hole) for hole in part.holes]
        items.append((pose(part.outline), part, 2 * pose.size))
    picture = surface(rng)
    shadow = np.maximum.reduce([mask_of(polygon, part.holes) for polygon, part, _ in items])
    reach = int(BIG * rng.uniform(0.012, 0.035))
    for distance, radius, dark in ((reach, 6, 0.4), (reach // 2, 2, 0.25)):
        shift = (-int(light[1] * 1.6 * distance), -int(light[0] * 1.6 * distance))
        picture *= 1 - dark * blur(np.roll(shadow, shift, (0, 1)), radius)[..., None]
    for polygon, part, size in items:
        picture = paint(picture, polygon, part, size, light, part.holes)
    yy, xx = np.mgrid[0:BIG, 0:BIG].astype(np.float32) / BIG - 0.5
    slope = 1 + rng.uniform(0.1, 0.5) * (xx * light[0] + yy * light[1])
    vignette = 1 - rng.uniform(0.1, 0.5) * (xx ** 2 + yy ** 2)
    return np.clip(picture * (slope * vignette)[..., None], 0, 1)
