"""The five things that are drawn: each function returns the parts of one random specimen.

A part is a flat shape in object coordinates (x right, y down, about -1..1), painted in order, later parts on top.
"""

import colorsys
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Part:
    outline: np.ndarray                        # polygon, N x 2
    colour: tuple                              # linear-ish RGB, 0..1
    holes: list = field(default_factory=list)  # polygons cut out of it
    round: float = 0.12                        # how far the edge bends away from the viewer; 0 is flat
    gloss: float = 0.2                         # strength of the highlight


def hsv(h, s, v):
    return colorsys.hsv_to_rgb(h % 1.0, min(max(s, 0.0), 1.0), min(max(v, 0.0), 1.0))


def ellipse(cx, cy, rx, ry, start=0.0, stop=2 * np.pi, n=48):
    t = np.linspace(start, stop, n)
    return np.stack([cx + rx * np.cos(t), cy + ry * np.sin(t)], 1)


def smooth(points, rounds=3):
    """Chaikin's corner cutting of a closed polygon."""
    p = np.asarray(points, float)
    for _ in range(rounds):
        q = np.roll(p, -1, 0)
        p = np.stack([0.75 * p + 0.25 * q, 0.25 * p + 0.75 * q], 1).reshape(-1, 2)
    return p


def stroke(points, width):
    """A polyline with a thickness, as a polygon; width is one number or one a point."""
    p = np.asarray(points, float)
    d = np.gradient(p, axis=0)
    normal = np.stack([-d[:, 1], d[:, 0]], 1) / (np.linalg.norm(d, axis=1, keepdims=True) + 1e-9)
    half = normal * np.reshape(width, (-1, 1)) / 2
    return np.concatenate([p + half, (p - half)[::-1]])


def mirrored(profile):
    """A closed outline from its right-hand half, top to bottom."""
    p = np.asarray(profile, float)
    return np.concatenate([p, p[::-1] * [-1, 1]])


def bottle(rng):
    body, neck = rng.uniform(0.26, 0.36), rng.uniform(0.09, 0.13)
    shoulder = rng.uniform(-0.42, -0.2)
    profile = [(neck, -0.86), (neck, shoulder - 0.18), (body, shoulder + 0.12), (body, 0.9), (body - 0.05, 0.96)]
    hue = rng.choice([0.33, 0.09, 0.56, 0.98, 0.45]) + rng.normal(0, 0.02)
    glass = hsv(hue, rng.uniform(0.35, 0.8), rng.uniform(0.3, 0.75))
    cap = hsv(rng.uniform(), rng.uniform(0, 0.8), rng.uniform(0.25, 0.9))
    parts = [Part(smooth(mirrored(profile), 2), glass, round=0.2, gloss=0.7),
             Part(mirrored([(neck + 0.03, -1.0), (neck + 0.03, -0.84)]), cap, round=0.06, gloss=0.4)]
    if rng.uniform() < 0.75:
        top, bottom = rng.uniform(0.0, 0.2), rng.uniform(0.5, 0.75)
        paper = hsv(rng.uniform(), rng.uniform(0, 0.5), rng.uniform(0.75, 0.97))
        ink = hsv(rng.uniform(), rng.uniform(0.4, 0.9), rng.uniform(0.2, 0.7))
        parts.append(Part(mirrored([(body * 0.97, top), (body * 0.97, bottom)]), paper, round=0.16, gloss=0.1))
        middle = (top + bottom) / 2
        parts.append(Part(mirrored([(body * 0.7, middle - 0.07), (body * 0.7, middle + 0.07)]), ink, round=0.05, gloss=0))
    return parts


def key(rng):
    metal = [hsv(0.12, 0.5, 0.8), hsv(0.6, 0.06, 0.78), hsv(0.07, 0.45, 0.65)][rng.integers(3)]
    radius = rng.uniform(0.28, 0.36)
    sides = rng.choice([40, 40, 6, 8])
    bow = smooth(ellipse(0, -0.62, radius, radius * rng.uniform(0.85, 1.15), n=sides + 1)[:-1], 2)
    hole = ellipse(0, -0.62 - radius * rng.uniform(0.1, 0.35), radius * 0.42, radius * rng.uniform(0.25, 0.42))
    half = rng.uniform(0.065, 0.09)
    teeth = [(half, -0.4)]
    for y in np.linspace(0.2, 0.86, rng.integers(4, 7)):
        depth = rng.uniform(0.05, 0.16)
        teeth += [(half, y - 0.05), (half + depth, y - 0.02), (half + depth, y + 0.04), (half, y + 0.06)]
    blade = np.array([(-half, -0.4)] + teeth + [(0, 1.0), (-half, 0.92)])
    plastic = rng.uniform() < 0.35
    head = hsv(rng.uniform(), 0.7, rng.uniform(0.15, 0.7)) if plastic else metal
    groove = stroke([(-0.01, -0.3), (-0.01, 0.3), (-0.01, 0.85)], 0.03)
    return [Part(blade, metal, round=0.04, gloss=0.8),
            Part(groove, tuple(0.6 * c for c in metal), round=0, gloss=0),
            Part(bow, head, [hole], round=0.06, gloss=0.3 if plastic else 0.8)]


def leaf(rng):
    hue = rng.choice([0.3, 0.25, 0.33, 0.13, 0.05, 0.01]) + rng.normal(0, 0.015)
    flesh = hsv(hue, rng.uniform(0.5, 0.85), rng.uniform(0.35, 0.75))
    vein = tuple(min(1.0, 1.25 * c + 0.06) for c in flesh)
    width, belly, bend = rng.uniform(0.34, 0.55), rng.uniform(0.9, 1.5), rng.uniform(-0.18, 0.18)
    teeth, depth = rng.integers(8, 15), rng.choice([0.0, 0.04, 0.08])
    t = np.linspace(0, 1, 90)
    half = width * np.sin(np.pi * t ** (1 / belly)) ** 0.9 * (1 + depth * np.abs(np.sin(np.pi * teeth * t)))
    y = -0.95 + 1.5 * t
    spine = bend * np.sin(np.pi * t)
    outline = np.concatenate([np.stack([spine + half, y], 1), np.stack([spine - half, y], 1)[::-1]])
    stem = np.stack([bend * np.array([0.0, -0.3, -0.8]), [0.5, 0.75, 0.98]], 1)
    parts = [Part(stroke(stem, 0.055), tuple(0.75 * c for c in vein), round=0.03),
             Part(outline, flesh, round=0.07, gloss=0.15),
             Part(stroke(np.stack([spine, y], 1)[::8], np.linspace(0.01, 0.045, 12)), vein, round=0, gloss=0)]
    for at in range(14, 78, 10):
        for side in (-1, 1):
            end = min(at, 89) - 12
            tip = (spine[end] + side * 0.8 * half[end], y[end])
            parts.append(Part(stroke([(spine[at], y[at]), tip], [0.028, 0.008]), vein, round=0, gloss=0))
    return parts


def mug(rng):
    top, bottom = rng.uniform(0.5, 0.62), rng.uniform(0.42, 0.62)
    height = rng.uniform(0.6, 0.8)
    glaze = hsv(rng.uniform(), rng.choice([0.05, 0.5, 0.75]), rng.uniform(0.4, 0.95))
    inside = tuple(0.75 * c + 0.2 for c in glaze) if rng.uniform() < 0.5 else (0.85, 0.83, 0.78)
    lip = rng.uniform(0.1, 0.17)
    body = np.concatenate([ellipse(0, -height, top, lip, 0, -np.pi), ellipse(0, height, bottom, lip * 0.9, np.pi, 0)])
    handle = ellipse(top - 0.05, -0.05, 0.42, height * rng.uniform(0.5, 0.65), -1.7, 1.7, 24)
    parts = [Part(stroke(handle, rng.uniform(0.13, 0.18)), glaze, round=0.07, gloss=0.5),
             Part(body, glaze, round=0.3, gloss=0.5)]
    if rng.uniform() < 0.6:
        ink = hsv(rng.uniform(), rng.uniform(0.4, 0.9), rng.uniform(0.2, 0.9))
        if rng.uniform() < 0.5:
            for y in np.linspace(-0.2, 0.45, rng.integers(1, 4)):
                edge = top + (bottom - top) * (y + height) / (2 * height)
                bow = ellipse(0, y, edge * 0.99, lip * 0.8, np.pi, 0, 24)
                parts.append(Part(np.concatenate([bow, bow[::-1] + [0, 0.1]]), ink, round=0.03, gloss=0.2))
        else:
            parts.append(Part(ellipse(rng.uniform(-0.15, 0.1), 0.15, 0.22, 0.25), ink, round=0.02, gloss=0.2))
    rim, drink = ellipse(0, -height, top, lip), ellipse(0, -height + 0.03, top * 0.87, lip * 0.75)
    drinks = [(0.16, 0.09, 0.05), (0.45, 0.24, 0.1), tuple(0.7 * c for c in inside)]
    return parts + [Part(rim, inside, round=0.04, gloss=0.3), Part(drink, drinks[rng.integers(3)], round=0, gloss=0.1)]


def shoe(rng):
    cloth = hsv(rng.uniform(), rng.choice([0.05, 0.5, 0.8]), rng.uniform(0.2, 0.85))
    rubber = (0.9, 0.89, 0.86) if rng.uniform() < 0.7 else hsv(rng.uniform(), 0.4, 0.3)
    accent = hsv(rng.uniform(), rng.uniform(0.1, 0.9), rng.uniform(0.3, 0.95))
    top, sole, toe = rng.uniform(-0.62, -0.4), rng.uniform(0.12, 0.2), rng.uniform(-0.04, 0.08)
    upper = [(-0.9, 0.35), (-0.93, top + 0.1), (-0.82, top), (-0.6, top + 0.14), (-0.3, top + 0.06),
             (-0.12, top + 0.16), (0.3, toe - 0.1), (0.75, toe), (0.97, 0.2), (0.98, 0.36)]
    base = [(-0.95, 0.3), (0.3, 0.33), (1.0, 0.3), (1.03, 0.33 + sole * 0.5), (0.9, 0.33 + sole), (-0.9, 0.33 + sole),
            (-0.98, 0.33 + sole * 0.6)]
    opening = [(-0.82, top + 0.03), (-0.58, top + 0.17), (-0.3, top + 0.1), (-0.45, top + 0.26), (-0.7, top + 0.24)]
    cap = [(0.62, 0.35), (0.66, toe + 0.02), (0.9, toe + 0.1), (1.0, 0.26), (0.99, 0.35)]
    parts = [Part(smooth(upper, 2), cloth, round=0.22, gloss=0.1), Part(smooth(opening, 2), tuple(0.3 * c for c in cloth), round=0),
             Part(smooth(base, 2), rubber, round=0.05, gloss=0.15)]
    if rng.uniform() < 0.6:
        parts.append(Part(smooth(cap, 1), rubber, round=0.1, gloss=0.2))
    swoosh = np.array([(-0.6, 0.22), (-0.3, 0.05), (0.1, -0.02), (0.12, 0.1), (-0.3, 0.18)])
    heel = np.array([(-0.9, 0.33), (-0.92, top + 0.12), (-0.74, top + 0.2), (-0.7, 0.33)])
    parts.append(Part(swoosh if rng.uniform() < 0.6 else heel, accent, round=0.02, gloss=0.1))
    lace = (0.93, 0.92, 0.9) if rng.uniform() < 0.7 else accent
    for t in np.linspace(0.12, 0.92, 5):
        x, y = -0.14 + 0.46 * t, top + 0.18 + (toe - 0.1 - top - 0.16) * t
        parts.append(Part(stroke([(x - 0.12, y + 0.16), (x + 0.03, y - 0.01)], 0.05), lace, round=0.02, gloss=0.1))
    return parts


CLASSES = {"bottle": bottle, "key": key, "leaf": leaf, "mug": mug, "shoe": shoe}
