"""Reference values of tests/metrics/calibration_test.cc and tests/metrics/temperature_test.cc.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.3.5 scipy==1.17.1 scikit-learn==1.9.1 \\
        torch==2.15.0 torchmetrics==1.9.0
    /tmp/venv/bin/python make_calibration.py

Writes calibration.json beside itself.
"""

import json
import pathlib

import numpy as np
import torch
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.metrics import brier_score_loss
from torchmetrics.functional.classification import binary_calibration_error
from torchmetrics.functional.classification.calibration_error import _ce_compute

HERE = pathlib.Path(__file__).parent
BINS = 15
EDGES = (np.arange(BINS + 1) / BINS).astype(np.float32)


def bins_of(confidences):
    """Right-closed bins; 0 is in the first."""
    return np.clip(np.searchsorted(EDGES, confidences.astype(np.float32), side="left") - 1, 0, BINS - 1)


def tables(confidences, hits):
    index = bins_of(confidences)
    counts = np.bincount(index, minlength=BINS)
    with np.errstate(invalid="ignore"):
        confidence = np.nan_to_num(np.bincount(index, confidences, BINS) / counts)
        accuracy = np.nan_to_num(np.bincount(index, hits, BINS) / counts)
    return counts, confidence, accuracy


def resampled_bias_corrected(counts, confidence, accuracy, rng):
    """Kumar et al.'s estimator by its resampling, with many resamples."""
    used = counts > 0
    share, deviation = counts[used] / counts.sum(), np.sqrt(accuracy[used] * (1 - accuracy[used]) / counts[used])
    plain = np.sum(share * np.abs(accuracy[used] - confidence[used]))
    drawn = rng.normal(accuracy[used], deviation, (400_000, used.sum()))
    return 2 * plain - np.mean(np.abs(drawn - confidence[used]) @ share)


def error_by_chance(confidences, rng):
    """Mean error of outcomes drawn by the confidences themselves."""
    errors = []
    for _ in range(4000):
        counts, confidence, accuracy = tables(confidences, rng.random(len(confidences)) < confidences)
        errors.append(np.sum(counts * np.abs(accuracy - confidence)) / counts.sum())
    return float(np.mean(errors))


def reliability(name, confidences, hits, rng):
    confidences = np.asarray(confidences, dtype=np.float32).astype(float)
    hits = np.asarray(hits).astype(int)
    counts, confidence, accuracy = tables(confidences, hits)
    error = np.sum(counts * np.abs(accuracy - confidence)) / counts.sum()
    row = {
        "name": name,
        "confidences": confidences.tolist(),
        "hits": hits.tolist(),
        "counts": counts.tolist(),
        "expected": float(error),
        "maximum": float(np.max(np.abs(accuracy - confidence))),
        "debiased": float(max(0, resampled_bias_corrected(counts, confidence, accuracy, rng))),
        "by_chance": error_by_chance(confidences, rng),
        "brier": float(brier_score_loss(hits, confidences)),
    }
    on_edge = np.min(np.abs(confidences[:, None] - EDGES[None, :])) < 1e-6
    if not on_edge:  # there alone torchmetrics' bins are the same
        p, y = torch.tensor(confidences), torch.tensor(hits)
        row["torchmetrics"] = {norm: float(binary_calibration_error(p, y, n_bins=BINS, norm=norm)) for norm in ("l1", "max")}
        row["torchmetrics"]["debiased_l2"] = float(_ce_compute(p, y, BINS, norm="l2", debias=True))
        assert abs(row["torchmetrics"]["l1"] - error) < 1e-7
    return row


def reliabilities():
    rng = np.random.default_rng(21)
    even = rng.uniform(0.2, 1, 400)
    cases = [
        ("eight", [.95, .85, .75, .65, .55, .99, .33, .60], [1, 1, 0, 1, 0, 1, 0, 1]),
        ("overconfident", even, rng.random(400) < even ** 2),
        ("calibrated", even, rng.random(400) < even),
        ("few", rng.random(12), rng.random(12) < 0.5),
        ("ends and edges", [0, 0, 1, 1, 0.2, 0.4, 1 / 15, 14 / 15], [0, 1, 1, 0, 0, 1, 0, 1]),
    ]
    return [reliability(name, confidences, hits, rng) for name, confidences, hits in cases]


def fitted(logits, labels):
    loss = lambda u: -np.mean(log_softmax(logits / np.exp(u), axis=1)[np.arange(len(labels)), labels])
    grid = np.linspace(np.log(1 / 20), np.log(20), 61)
    start = int(np.argmin([loss(u) for u in grid]))
    bracket = (grid[max(start - 1, 0)], grid[min(start + 1, 60)])
    return float(np.exp(minimize_scalar(loss, bounds=bracket, method="bounded", options={"xatol": 1e-12}).x))


def error_at(logits, labels, temperature):
    probabilities = softmax(logits / temperature, axis=1)
    counts, confidence, accuracy = tables(probabilities.max(axis=1), probabilities.argmax(axis=1) == labels)
    return np.sum(counts * np.abs(accuracy - confidence)) / counts.sum()


def temperatures():
    rng = np.random.default_rng(22)
    rows = []
    for name, scale in (("overconfident", 3.0), ("underconfident", 0.3), ("calibrated", 1.0)):
        truth = rng.normal(0, 1.5, (160, 4))
        labels = np.array([rng.choice(4, p=p) for p in softmax(truth, axis=1)])
        logits = np.round(truth * scale * 64) / 64
        halves = rng.integers(0, 2, 160)
        first, second = halves == 0, halves == 1
        t = [fitted(logits[h], labels[h]) for h in (first, second)]
        rows.append({
            "name": name,
            "logits": logits.ravel().tolist(),
            "labels": labels.tolist(),
            "halves": halves.tolist(),
            "temperature": fitted(logits, labels),
            "half_temperatures": t,
            "before": float((error_at(logits[first], labels[first], 1) + error_at(logits[second], labels[second], 1)) / 2),
            "after": float((error_at(logits[first], labels[first], t[1]) + error_at(logits[second], labels[second], t[0])) / 2),
        })
    return rows


text = json.dumps({"reliability": reliabilities(), "temperatures": temperatures()}, separators=(",", ":"))
(HERE / "calibration.json").write_text(text.replace("},{", "},\n{") + "\n")
