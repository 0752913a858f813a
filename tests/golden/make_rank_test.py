"""Reference values of tests/base/rank_test_test.cc.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    /tmp/venv/bin/python make_rank_test.py

Writes rank_test.json beside itself. p is scipy.stats.mannwhitneyu's, exact; the interval holds every shift that the
same test does not reject at 5 % when it is taken off `b`, found by trying shifts just beside all differences.
"""

import json
import pathlib

import numpy as np
from scipy.stats import mannwhitneyu

rows = []
random = np.random.default_rng(20261124)
for name, n, m, shift in [("five and five", 5, 5, 3), ("no shift", 5, 7, 0), ("down", 8, 6, -2), ("small", 4, 4, 5),
                          ("larger", 12, 15, 1), ("large", 40, 50, 0.5)]:
    a = random.normal(100, 2, n).round(6)
    b = (random.normal(100, 2, m) + shift).round(6)
    differences = np.sort((b[None, :] - a[:, None]).ravel())

    def rejected(by):
        return mannwhitneyu(a, b - by, method="exact").pvalue <= 0.05

    between = (differences[1:] + differences[:-1]) / 2
    kept = [i for i, by in enumerate(between) if not rejected(by)]
    rows.append({
        "name": name, "a": a.tolist(), "b": b.tolist(),
        "p": mannwhitneyu(a, b, method="exact").pvalue,
        "shift": float(np.median(differences)),
        "low": float(differences[kept[0]]), "high": float(differences[kept[-1] + 1]),
    })
(pathlib.Path(__file__).parent / "rank_test.json").write_text(json.dumps(rows, indent=1) + "\n")
