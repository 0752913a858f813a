"""Reference values of tests/base/statistics_test.cc and tests/metrics/classification_test.cc.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 scikit-learn==1.9.1
    /tmp/venv/bin/python make_statistics.py

Writes statistics.json and classification.json beside itself.
"""

import json
import pathlib
import warnings

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import binom, norm
from sklearn import metrics
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

HERE = pathlib.Path(__file__).parent


def intervals():
    cases = [(0, 1), (1, 1), (0, 10), (9, 10), (90, 100), (220, 300), (950, 1000), (129, 150), (443, 500), (999999, 1000000)]
    rows = []
    for hits, n in cases:
        for confidence in (0.95, 0.975, 0.99):
            wilson = proportion_confint(hits, n, 1 - confidence, "wilson")
            exact = proportion_confint(hits, n, 1 - confidence, "beta")
            rows.append({"hits": hits, "n": n, "confidence": confidence, "wilson": list(wilson), "exact": list(exact)})
    return rows


def early_stopping():
    rows = []
    for n in (1, 43, 63, 64, 128, 745, 1024, 100000):
        t = -1
        while binom.cdf(t + 1, n, 0.1) <= 0.01:
            t += 1
        rows.append({"n": n, "quantile": 0.9, "discards": t if t >= 1 else None})
    return rows


def quantile_ranks():
    """Ranks by their definition, searched one by one."""
    rows = []
    for quantile in (0.5, 0.9, 0.99):
        for n in (1, 2, 3, 10, 43, 44, 64, 192, 500, 5000):
            miss = 0.01
            high = next((r for r in range(n) if binom.sf(r, n, quantile) <= miss / 2), None)
            for_low = miss / 2
            if high is None and binom.pmf(n, n, quantile) <= miss:
                high, for_low = n - 1, miss - binom.pmf(n, n, quantile)
            low = max((r for r in range(n) if binom.cdf(r, n, quantile) <= for_low), default=None)
            rows.append({"n": n, "quantile": quantile, "low": low, "high": high})
    return rows


def samples_to_settle():
    """The fewest photos with 80 % power, searched one by one."""
    rows = []
    for rate, bound, confidence in ((0.712, 0.7, 0.95), (0.75, 0.7, 0.95), (0.66, 0.7, 0.975), (0.98, 0.7, 0.95), (0.9, 0.95, 0.95)):
        for n in range(1, 100001):
            hits = np.arange(n + 1)
            low, high = proportion_confint(hits, n, 1 - confidence, "wilson")
            settled = low >= bound if rate > bound else high < bound
            if binom.pmf(hits[settled], n, rate).sum() >= 0.8:
                break
            if n > 12000:
                n = None
                break
        rows.append({"rate": rate, "bound": bound, "confidence": confidence, "n": n})
    return rows


def paired():
    """Tango's interval by its definition: the score statistic under the multinomial that fits best, found by a numeric
    search; and McNemar's exact test."""
    rows = []
    for n, b, c in ((21, 1, 7), (500, 3, 1), (500, 0, 0), (500, 14, 5), (100, 10, 10), (1000, 80, 20), (30, 30, 0), (50, 0, 3)):
        def score(delta):
            # shares: only first q + delta, only second q, the rest 1 - 2q - delta
            low, high = max(0.0, -delta), (1 - delta) / 2
            def loss(q):
                terms = ((b, q + delta), (c, q), (n - b - c, 1 - 2 * q - delta))
                return -sum(k * np.log(max(p, 1e-300)) for k, p in terms if k)
            q = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-14}).x
            return (b - c - n * delta) / np.sqrt(n * max(2 * q + delta * (1 - delta), 1e-300))
        z, seen = norm.ppf(0.975), (b - c) / n
        ends = []
        for target, start, end in ((z, -1 + 1e-9, seen), (-z, seen, 1 - 1e-9)):
            f = lambda delta: score(delta) - target
            ends.append(brentq(f, start, end, xtol=1e-12) if f(start) * f(end) < 0 else float(round(start if target > 0 else end)))
        p = mcnemar([[n - b - c, b], [c, 0]], exact=True).pvalue
        rows.append({"n": n, "only_first": b, "only_second": c, "tango": ends, "mcnemar": p})
    return rows


def holm():
    rows = []
    for p_values in ([0.01, 0.04, 0.03, 0.005], [0.5], [0.2, 0.9, 0.02]):
        rows.append({"p": p_values, "corrected": list(multipletests(p_values, method="holm")[1])})
    return rows


def classification():
    rng = np.random.default_rng(7)
    classes, photos = 12, 400
    truth = rng.choice([0, 1, 2, 3, 4, 5, 6, 8], photos, p=[0.3, 0.2, 0.15, 0.1, 0.1, 0.08, 0.05, 0.02])  # 7, 9-11 have no photos
    scores = rng.random((photos, classes))
    scores[:, 10] = 0  # never predicted, never true
    scores[:, 6] = -1  # never predicted, but true
    right = rng.random(photos) < 0.6
    right &= truth != 6
    scores[np.arange(photos)[right], truth[right]] += 1
    best = np.argsort(-scores, axis=1, kind="stable")[:, :5]
    predicted = best[:, 0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        means = {}
        for average in ("macro", "weighted"):
            p, r, f, _ = metrics.precision_recall_fscore_support(truth, predicted, average=average, zero_division=0)
            means.update({f"{average}_precision": p, f"{average}_recall": r, f"{average}_f1": f})
        labels = sorted(set(truth) | set(predicted))
        p, r, f, support = metrics.precision_recall_fscore_support(truth, predicted, labels=labels, zero_division=0)
        matrix = metrics.confusion_matrix(truth, predicted, labels=labels)
        figures = {
            "top1_accuracy": metrics.accuracy_score(truth, predicted),
            "top5_accuracy": metrics.top_k_accuracy_score(truth, scores, k=5, labels=range(classes)),
            "balanced_accuracy": metrics.balanced_accuracy_score(truth, predicted),
            "class_count": len(labels),
            **means,
        }
    return {
        "classes": classes,
        "truth": truth.tolist(),
        "best": best.tolist(),
        "figures": {k: float(v) for k, v in figures.items()},
        "labels": [int(c) for c in labels],
        "precision": p.tolist(),
        "recall": r.tolist(),
        "f1": f.tolist(),
        "support": support.tolist(),
        "confusion": matrix.tolist(),
    }


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=None, separators=(",", ":")).replace("},{", "},\n{") + "\n")


write("statistics.json", {"intervals": intervals(), "early_stopping": early_stopping(), "quantile_ranks": quantile_ranks(),
                          "samples_to_settle": samples_to_settle(), "paired": paired(), "holm": holm()})
write("classification.json", classification())
