"""Reference values of tests/metrics/other_counts_test.cc and tests/base/homogeneity_test.cc.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install scipy==1.17.1 statsmodels==0.15.0
    /tmp/venv/bin/python make_two_samples.py

Writes two_samples.json beside itself.
"""

import json
import pathlib

import numpy as np
from scipy.stats import chi2_contingency
from statsmodels.stats.proportion import confint_proportions_2indep

HERE = pathlib.Path(__file__).parent


def differences():
    rows = []
    for hits_a, a, hits_b, b in [(9, 10, 5, 10), (480, 500, 300, 400), (10, 10, 0, 20), (0, 3, 0, 7), (870, 1000, 861, 1000)]:
        low, high = confint_proportions_2indep(hits_a, a, hits_b, b, method="newcomb", compare="diff", alpha=0.05, correction=False)
        rows.append({"hits_a": hits_a, "a": a, "hits_b": hits_b, "b": b, "interval": [low, high]})
    return rows


def homogeneity():
    """Classes that would be expected less than five times in the smaller sample are joined here, as a sum."""
    rows = []
    tables = [
        ([50, 50], [80, 20]),
        ([30, 40, 30], [31, 38, 33]),
        ([100, 90, 3, 2, 4], [60, 120, 1, 0, 3]),
        ([500, 1, 1, 1, 1, 1], [400, 9, 8, 7, 9, 9]),
    ]
    for a, b in tables:
        a, b = np.array(a), np.array(b)
        enough = (a + b) * min(a.sum(), b.sum()) / (a.sum() + b.sum()) >= 5
        joined = np.array([list(a[enough]) + [a[~enough].sum()], list(b[enough]) + [b[~enough].sum()]])
        rest = joined[:, -1].sum() * min(a.sum(), b.sum()) / (a.sum() + b.sum())
        joined = joined if rest >= 5 else joined[:, :-1]
        p = chi2_contingency(joined, correction=False).pvalue
        distance = np.abs(a / a.sum() - b / b.sum()).sum() / 2
        rows.append({"a": a.tolist(), "b": b.tolist(), "p": p, "total_variation": distance})
    return rows


def main():
    document = {"differences": differences(), "homogeneity": homogeneity()}
    (HERE / "two_samples.json").write_text(json.dumps(document, indent=1) + "\n")


main()
