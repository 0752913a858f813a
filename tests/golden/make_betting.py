"""Reference values of tests/base/betting_test.cc.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    /tmp/venv/bin/python make_betting.py

Plays the bets one draw at a time and integrates over their stakes by quadrature; nothing of the closed form is used.
Writes betting.json beside itself.
"""

import json
import pathlib

import numpy as np
from scipy.integrate import quad, simpson
from scipy.optimize import brentq

HERE = pathlib.Path(__file__).parent


def wealth_above(draws, bound):
    """Mean over the stakes u in [0, 1] of the product of 1 - u + u x / bound."""
    return quad(lambda u: np.prod(1 - u + u * draws / bound, dtype=float), 0, 1, epsabs=0, epsrel=1e-12, limit=500)[0]


def sequences():
    rng = np.random.default_rng(3)
    return {
        "one": np.array([1.0]),
        "none": np.array([0.0, 0.0, 0.0]),
        "mixed": np.array([1.0, 0, 1, 1, 0, 1, 1, 1, 1, 0]),
        "good": (rng.random(150) < 0.95).astype(float),
        "bad": (rng.random(80) < 0.40).astype(float),
    }


def wealth():
    rows = []
    for name, draws in sequences().items():
        for bound in (0.05, 0.4, 0.7, 0.85, 0.95):
            rows.append({"name": name, "draws": draws.astype(int).tolist(), "bound": bound,
                         "above": np.log(wealth_above(draws, bound)), "below": np.log(wealth_above(1 - draws, 1 - bound))})
    return rows


def fractional():
    """Wealth of the bets themselves; what the sum of the draws tells is less."""
    rng = np.random.default_rng(4)
    rows = []
    for draws in (np.array([0.5, 0.25, 1.0]), rng.beta(8, 2, 60).round(6), rng.beta(0.3, 0.2, 60).round(6)):
        for bound in (0.3, 0.5, 0.7):
            rows.append({"draws": draws.tolist(), "bound": bound, "above": np.log(wealth_above(draws, bound)),
                         "below": np.log(wealth_above(1 - draws, 1 - bound))})
    return rows


def many():
    """A million draws: the logarithm of the integrand on a fine grid around its peak."""
    rows = []
    for n, hits, bound in ((1000000, 701000, 0.7), (1000000, 702000, 0.7), (1000000, 850000, 0.7), (1000000, 400000, 0.7),
                           (1000000, 999999, 0.999), (1000000, 1000000, 0.95)):
        peak = max(hits / n, bound)
        width = 60 * max(np.sqrt(hits / n * (1 - hits / n) / n), 1 / n)
        q = np.linspace(max(bound, peak - width), min(1, peak + width), 4000001)[:-1]
        logs = hits * np.log(q / bound) + (n - hits) * np.log((1 - q) / (1 - bound))
        top = logs.max()
        rows.append({"n": n, "hits": hits, "bound": bound,
                     "above": top + np.log(simpson(np.exp(logs - top), x=q) / (1 - bound))})
    return rows


def intervals():
    rows = []
    for name, draws in sequences().items():
        if name == "none":
            continue
        for alpha in (0.05, 0.01):
            def end(values):
                least = max(1e-4, 10 ** (-280 / max(1, values.sum())))  # below it lies no end that is the largest, and the product overflows
                f = lambda bound: np.log(wealth_above(values, bound)) - np.log(2 / alpha)
                return brentq(f, least, values.mean(), xtol=1e-13) if values.any() and f(least) > 0 else 0.0
            low = max(end(draws[:t]) for t in range(1, len(draws) + 1))
            high = 1 - max(end(1 - draws[:t]) for t in range(1, len(draws) + 1))
            rows.append({"draws": draws.astype(int).tolist(), "alpha": alpha, "low": low, "high": high})
    return rows


tables = {"wealth": wealth(), "fractional": fractional(), "many": many(), "intervals": intervals()}
text = json.dumps(tables, separators=(",", ":")).replace("},{", "},\n{")
(HERE / "betting.json").write_text(text + "\n")
