"""Reference values of tests/base/bca_test.cc and tests/base/resampling_test.cc.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
    /tmp/venv/bin/python make_resampling.py

Writes resampling.json beside itself.
"""

import json
import pathlib

import numpy as np
from scipy._lib._array_api import array_namespace
from scipy.stats import _resampling, bootstrap
from sklearn.metrics import average_precision_score, f1_score

HERE = pathlib.Path(__file__).parent


def formula():
    """SciPy's own step from replicates and jackknife to the interval; of two samples too, which are strata."""
    rng = np.random.default_rng(11)
    rows = []
    cases = [
        ((rng.exponential(size=20).round(3),), lambda x, axis=-1: x.mean(axis=axis)),
        ((rng.exponential(size=40).round(3),), lambda x, axis=-1: x.std(axis=axis)),
        (((rng.random(30) < 0.9).astype(float),), lambda x, axis=-1: x.mean(axis=axis)),  # many ties
        ((rng.exponential(size=12).round(3), rng.normal(size=25).round(3)), lambda x, y, axis=-1: np.exp(x.mean(axis=axis)) + y.var(axis=axis)),
    ]
    for data, statistic in cases:
        n = [len(x) for x in data]
        draws = [x[rng.integers(0, len(x), (400, len(x)))] for x in data]
        replicates = statistic(*draws, axis=-1).round(9)
        value = float(statistic(*data))
        jackknife = []
        for stratum, x in enumerate(data):
            for i in range(len(x)):
                others = [np.delete(x, i) if k == stratum else y for k, y in enumerate(data)]
                jackknife.append([float(statistic(*others)), stratum])
        for confidence in (0.9, 0.95, 0.99):
            low, high, acceleration = _resampling._bca_interval(
                data, statistic, axis=-1, alpha=(1 - confidence) / 2, theta_hat_b=replicates, batch=None, xp=array_namespace(data[0]))
            rows.append({"replicates": replicates.tolist(), "value": value, "jackknife": jackknife, "confidence": confidence,
                         "acceleration": float(acceleration),
                         "low": float(np.percentile(replicates, low * 100)), "high": float(np.percentile(replicates, high * 100))})
    return rows


def interval(data, statistic, **options):
    found = bootstrap(data, statistic, n_resamples=20000, confidence_level=0.95, method="BCa", vectorized=False, batch=100,
                      rng=np.random.default_rng(12), **options).confidence_interval
    return [float(found.low), float(found.high)]


def fast_f1(truth, predicted, classes):
    counts = np.bincount(truth * classes + predicted, minlength=classes * classes).reshape(classes, classes)
    both = counts.sum(0) + counts.sum(1)
    return (2 * np.diag(counts)[both > 0] / both[both > 0]).mean()


def macro_f1():
    matrix = np.array([[80, 6, 2], [9, 25, 1], [3, 2, 12]])
    truth = np.repeat(np.arange(3), matrix.sum(1))
    predicted = np.concatenate([np.repeat(np.arange(3), row) for row in matrix])
    value = fast_f1(truth, predicted, 3)
    assert np.isclose(value, f1_score(truth, predicted, average="macro"))
    f1 = lambda places: fast_f1(truth[places.astype(int)], predicted[places.astype(int)], 3)
    by_class = [np.flatnonzero(truth == k) for k in range(3)]
    stratified = lambda *places: f1(np.concatenate(places))
    rng = np.random.default_rng(13)
    cluster_of = rng.integers(0, 30, len(truth))
    members = [np.flatnonzero(cluster_of == k) for k in range(30)]
    clustered = lambda ids: f1(np.concatenate([members[int(k)] for k in ids]))
    return [{"cells": (truth * 3 + predicted).tolist(), "clusters": cluster_of.tolist(), "value": value,
             "over_all": interval((np.arange(len(truth)),), f1), "stratified": interval(by_class, stratified),
             "clustered": interval((np.arange(30),), clustered)}]


def average_precision():
    rng = np.random.default_rng(14)
    positive = rng.random(120) < 0.3
    scores = np.clip(rng.normal(positive * 0.9, 1), -3, 3).round(1)  # with ties
    cluster_of = rng.integers(0, 40, 120)
    members = [np.flatnonzero(cluster_of == k) for k in range(40)]
    ap = lambda places: average_precision_score(positive[places.astype(int)], scores[places.astype(int)])
    clustered = lambda ids: ap(np.concatenate([members[int(k)] for k in ids]))
    stratified = lambda *places: ap(np.concatenate(places))
    return [{"scores": scores.tolist(), "positive": positive.astype(int).tolist(), "clusters": cluster_of.tolist(),
             "value": float(average_precision_score(positive, scores)), "over_all": interval((np.arange(120),), ap),
             "stratified": interval((np.flatnonzero(positive), np.flatnonzero(~positive)), stratified),
             "clustered": interval((np.arange(40),), clustered)}]


def ratio():
    rng = np.random.default_rng(15)
    sizes = rng.integers(1, 30, 25)
    right = rng.binomial(sizes, rng.beta(8, 2, 25))
    of = lambda ids: right[ids.astype(int)].sum() / sizes[ids.astype(int)].sum()
    return [{"numerators": right.tolist(), "denominators": sizes.tolist(), "interval": interval((np.arange(25),), of)}]


tables = {"formula": formula(), "macro_f1": macro_f1(), "average_precision": average_precision(), "ratio": ratio()}
(HERE / "resampling.json").write_text(json.dumps(tables, separators=(",", ":")).replace("},{", "},\n{") + "\n")
