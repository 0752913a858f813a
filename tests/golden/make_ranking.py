"""Reference values of tests/metrics/ranking_test.cc and tests/base/clustered_rate_test.cc.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
    /tmp/venv/bin/python make_ranking.py

Writes ranking.json beside itself.
"""

import json
import pathlib

import numpy as np
from scipy.stats import beta
from sklearn import metrics

HERE = pathlib.Path(__file__).parent


def curve(name, positive, scores, rng):
    positive, scores = np.asarray(positive), np.asarray(scores, dtype=np.float32).astype(float)
    both = 0 < positive.sum() < len(positive)
    weights = rng.multinomial(len(positive), np.full(len(positive), 1 / len(positive)))
    weighted_both = 0 < weights[positive == 1].sum() < len(positive)
    weighted = weights[positive == 1].sum() > 0
    at = float(np.quantile(scores, 0.6, method="nearest"))
    accepted = scores >= at
    best = {}
    for beta in (0.5, 1.0, 2.0):
        thresholds = sorted(set(scores), reverse=True)
        values = [metrics.fbeta_score(positive, scores >= t, beta=beta, zero_division=0) for t in thresholds]
        first = int(np.argmax(np.round(values, 12)))  # of equals, the strictest
        best[str(beta)] = [float(thresholds[first]), float(values[first])]
    return {
        "name": name,
        "positive": positive.tolist(),
        "scores": scores.tolist(),
        "weights": weights.tolist(),
        "average_precision": float(metrics.average_precision_score(positive, scores)),
        "roc_area": float(metrics.roc_auc_score(positive, scores)) if both else None,
        "weighted_average_precision":
            float(metrics.average_precision_score(positive, scores, sample_weight=weights)) if weighted else None,
        "weighted_roc_area": float(metrics.roc_auc_score(positive, scores, sample_weight=weights)) if weighted_both else None,
        "threshold": at,
        "precision": float(metrics.precision_score(positive, accepted)),
        "recall": float(metrics.recall_score(positive, accepted)),
        "best": best,
    }


def curves():
    rng = np.random.default_rng(11)
    drawn = rng.random(120) < 0.3
    signal = np.where(drawn, rng.beta(4, 2, 120), rng.beta(2, 4, 120))
    rare = np.arange(80) == 17
    cases = [
        ("no ties", drawn, signal),
        ("many ties", drawn, np.round(signal * 8) / 8),
        ("logits", drawn, np.log(signal / (1 - signal))),
        ("all tied", drawn[:30], np.full(30, 0.5)),
        ("perfect", [1, 1, 0, 0, 0], [0.9, 0.8, 0.3, 0.2, 0.2]),
        ("inverted", [0, 0, 0, 1, 1], [0.9, 0.8, 0.3, 0.2, 0.2]),
        ("one positive", rare, rng.random(80)),
        ("no negatives", [1, 1, 1], [0.5, 0.25, 0.5]),
        ("one row", [1], [0.5]),
    ]
    return [curve(name, np.asarray(positive).astype(int), scores, rng) for name, positive, scores in cases]


def effective_intervals():
    """Clopper and Pearson's ends as quantiles of the beta distribution, for effective counts."""
    rows = []
    for successes, n in ((0, 7.5), (7.5, 7.5), (3.25, 10.5), (58.4, 59.9), (940.7, 1000.2), (5, 9)):
        for confidence in (0.9, 0.95):
            tail = (1 - confidence) / 2
            low = 0 if successes == 0 else beta.ppf(tail, successes, n - successes + 1)
            high = 1 if successes == n else beta.ppf(1 - tail, successes + 1, n - successes)
            rows.append({"successes": successes, "n": n, "confidence": confidence, "low": float(low), "high": float(high)})
    return rows


text = json.dumps({"curves": curves(), "effective_intervals": effective_intervals()}, separators=(",", ":"))
(HERE / "ranking.json").write_text(text.replace("},{", "},\n{") + "\n")
