"""Reference values of tests/metrics/suspect_labels_test.cc, by cleanlab.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 cleanlab==2.9.0
    /tmp/venv/bin/python make_suspect_labels.py

Writes suspect_labels.json beside itself.
"""

import json
import pathlib

import numpy as np
from cleanlab.filter import find_label_issues

HERE = pathlib.Path(__file__).parent


def case(photos, classes, flipped, sharpness, seed):
    random = np.random.default_rng(seed)
    actual = random.integers(0, classes, photos)
    logits = random.normal(0, 1, (photos, classes))
    logits[np.arange(photos), actual] += sharpness
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    probabilities = probabilities.astype(np.float32)
    labels = np.where(random.random(photos) < flipped, random.integers(0, classes, photos), actual)
    suspects = find_label_issues(labels, probabilities.astype(np.float64), filter_by="confident_learning",
                                 return_indices_ranked_by="normalized_margin", min_examples_per_class=0)
    return {"labels": labels.tolist(), "probabilities": [[float(p) for p in row] for row in probabilities],
            "suspects": suspects.tolist()}


def main():
    cases = [case(120, 5, 0.1, 3.0, 1), case(80, 3, 0.2, 1.5, 2), case(60, 2, 0.0, 4.0, 3)]
    (HERE / "suspect_labels.json").write_text(json.dumps({"cases": cases}) + "\n")


main()
