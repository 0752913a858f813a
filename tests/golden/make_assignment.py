"""Reference values of tests/base/assignment_test.cc: the heaviest assignments by SciPy.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    /tmp/venv/bin/python make_assignment.py

Writes assignment.json beside itself.
"""
import json
import pathlib

import numpy as np
from scipy.optimize import linear_sum_assignment


def main():
    random = np.random.default_rng(5)
    rows = []
    for height, width, most in ((1, 1, 9), (2, 2, 3), (3, 7, 1), (5, 5, 50), (12, 12, 4), (20, 33, 1000), (40, 40, 12)):
        for sign in (0, 1):
            weights = random.integers(-most * sign, most + 1, (height, width))
            chosen = linear_sum_assignment(weights, maximize=True)
            rows.append({"weights": weights.tolist(), "total": int(weights[chosen].sum())})
    text = json.dumps({"assignments": rows}, separators=(",", ":"))
    (pathlib.Path(__file__).parent / "assignment.json").write_text(text + "\n", encoding="utf-8")


main()
