#!/usr/bin/env python3
"""Writes mean_of_values.json: SciPy's BCa bootstrap intervals of means, which ours must be near to.

usage: make_mean_of_values.py (needs numpy and scipy)
"""
import json
from pathlib import Path

import numpy as np
import scipy.stats


def row(name: str, values: np.ndarray, low: float, high: float, confidence: float) -> dict:
    interval = scipy.stats.bootstrap((values,), np.mean, n_resamples=50_000, method="BCa", confidence_level=confidence,
                                     rng=np.random.default_rng(3)).confidence_interval
    return {"name": name, "values": [round(float(value), 6) for value in values], "low": low, "high": high,
            "confidence": confidence, "from": interval.low, "to": interval.high}


def main() -> None:
    random = np.random.default_rng(7)
    rows = [row("shares of eleven kinds", random.binomial(55, 0.3, 100) / 55, 0, 1, 0.95),
            row("differences, mostly none", np.where(random.random(200) < 0.8, 0, random.choice([-0.2, 0.4, 1], 200)), -1,
                1, 0.95),
            row("skewed", np.round(random.beta(0.3, 2, 60), 3), 0, 1, 0.99)]
    text = json.dumps({"mean_of_values": rows}) + "\n"
    (Path(__file__).parent / "mean_of_values.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
