#!/usr/bin/env python3
"""Writes perceptual_hash.json: signs of a made-up picture's lowest frequencies, by SciPy.

    pip install numpy==2.4.6 scipy==1.17.1
    python make_perceptual_hash.py > perceptual_hash.json

The picture is 64 x 64 pixels from a linear congruential generator (Numerical Recipes'), smoothed by sums over 5 x 5.
Bits go down the rows of the transform, in each from low to high: frequencies (v, u) below 12 with 0 < u + v <= 17.
"""
import json

import numpy as np
from scipy.fft import dctn
from scipy.ndimage import uniform_filter

SIDE = 64


def picture(seed: int) -> np.ndarray:
    state, values = seed, []
    for _ in range(SIDE * SIDE):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state >> 24)
    return uniform_filter(np.array(values, float).reshape(SIDE, SIDE), 5, mode="nearest").astype(np.uint8)


def bits(grey: np.ndarray) -> str:
    waves = dctn(grey.astype(float), type=2)
    return "".join("1" if waves[v, u] > 0 else "0" for v in range(12) for u in range(12) if 0 < u + v <= 17)


pictures = [picture(seed) for seed in (1, 2, 3)]
print(json.dumps([{"grey": p.flatten().tolist(), "bits": bits(p)} for p in pictures], separators=(",", ":")))
