"""Reference values of tests/base/sample_plan_test.cc.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    /tmp/venv/bin/python make_sample_plan.py

Writes sample_plan.json beside itself.
"""

import json
import math
import pathlib

import numpy as np
from scipy.stats import binom, norm
from statsmodels.stats.proportion import proportion_confint, samplesize_confint_proportion

HERE = pathlib.Path(__file__).parent


def margins():
    """statsmodels' normal approximation; Wilson's interval, searched one by one, where few outcomes of a kind are expected."""
    rows = []
    for rate, margin in ((0.9, 0.01), (0.9, 0.02), (0.76, 0.01), (0.85, 0.02), (0.5, 0.05), (0.02, 0.005), (0.99, 0.02), (0.99, 0.01),
                         (1.0, 0.02), (1.0, 0.3)):
        n = math.ceil(samplesize_confint_proportion(rate, margin, 0.05)) if 0 < rate < 1 else 0
        if n * min(rate, 1 - rate) < 10:
            sizes = np.arange(1, 5000)
            low, high = proportion_confint(rate * sizes, sizes, 0.05, "wilson")
            n = int(sizes[np.argmax(high - low <= 2 * margin)])
        rows.append({"rate": rate, "margin": margin, "n": n})
    return rows


def paired():
    """Connor's formula and 2 / loss, and the power that the exact test has with so many: summed over all counts of flips."""
    rows = []
    for loss, flips in ((0.02, 0.05), (0.01, 0.03), (0.05, 0.1), (0.02, 0.02), (0.1, 0.3), (0.05, 0.3)):
        n = math.ceil(((norm.ppf(0.975) * math.sqrt(flips) + norm.ppf(0.8) * math.sqrt(flips - loss**2)) / loss) ** 2 + 2 / loss)
        power = 0.0
        for changed in range(1, n + 1):
            weight = binom.pmf(changed, n, flips)
            if weight < 1e-12:
                continue
            ones = np.arange(changed + 1)
            p_values = np.minimum(1, 2 * binom.cdf(np.minimum(ones, changed - ones), changed, 0.5))
            power += weight * binom.pmf(ones[p_values < 0.05], changed, (flips + loss) / (2 * flips)).sum()
        rows.append({"loss": loss, "flips": flips, "n": n, "exact_power": power})
    return rows


tables = {"margins": margins(), "paired": paired()}
(HERE / "sample_plan.json").write_text(json.dumps(tables, separators=(",", ":")).replace("},{", "},\n{") + "\n")
