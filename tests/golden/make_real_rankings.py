"""Reference values of tests/metrics/real_rankings_test.cc: figures of real models' scores by scikit-learn.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 scikit-learn==1.9.1
    /tmp/venv/bin/python make_real_rankings.py MUSTER DATA

Runs MUSTER's observe on the classifiers and the 500 photos in DATA, and on the demo's models and photos; takes the whole
outputs from the Run files, and writes real_rankings.json beside itself: the scores of dogs (ImageNet's classes 151 to
268) or of the demo's second class, and the confidences of the top answers, with what scikit-learn makes of them.
"""

import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

import numpy as np
from sklearn import metrics

HERE = pathlib.Path(__file__).parent
MUSTER, DATA = sys.argv[1], pathlib.Path(sys.argv[2])
TYPES = {"uint8": np.uint8, "int8": np.int8, "float32": "<f4"}


def observe(model, data, labels, folder):
    run = folder / (model.stem + ".run")
    subprocess.run([MUSTER, "observe", model, "--data", data, "--labels", labels, "--no-latency", "--output", run],
                   check=True, stdout=subprocess.DEVNULL)
    return sqlite3.connect(run)


def columns(run, members):
    facts = {name: json.loads(text) for name, text in run.execute("SELECT name, json FROM facts")}
    output, kind = facts["answers"]["output"], facts["answers"]["score_kind"]
    first = 1 if facts["data"]["background_first"] else 0
    scores, positive, confidence, hits = [], [], [], []
    for actual, top1, score1, tensor in run.execute(
            "SELECT class, top1, score1, tensor FROM photos JOIN answers USING(photo) JOIN outputs USING(photo) ORDER BY photo"):
        numbers = np.frombuffer(tensor, TYPES[output["type"]])
        if output["quantization"]:
            quantization = output["quantization"]
            zero = quantization["zero_points"][0]
            numbers = np.float32(quantization["scales"][0]) * (numbers.astype(np.int64) - zero).astype(np.float32)
        numbers = numbers.astype(np.float64)
        if kind == "logit":
            numbers = np.exp(numbers - numbers.max())
            numbers /= numbers.sum()
        outputs = [member + first for member in members]
        scores.append(float(np.float32(numbers[outputs].sum())))
        positive.append(int(actual in members))
        confidence.append(float(np.float32(numbers.max())) if kind == "logit" else score1)
        hits.append(int(top1 == actual))
    return scores, positive, confidence, hits


def f1_best(truth, scores):
    precision, recall, thresholds = metrics.precision_recall_curve(truth, scores)
    f1 = np.divide(2 * precision * recall, precision + recall, out=np.zeros_like(precision), where=precision + recall > 0)
    return float(f1.max())


def figures(name, truth, scores):
    scores = [float(np.float32(score)) for score in scores]
    return {"name": name, "positive": truth, "scores": [float(str(np.float32(score))) for score in scores],
            "average_precision": metrics.average_precision_score(truth, scores),
            "roc_area": metrics.roc_auc_score(truth, scores), "best_f1": f1_best(truth, scores),
            "brier_score": float(np.mean((np.array(scores) - np.array(truth)) ** 2))}


rows = []
with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    for model in sorted((DATA / "tflite").glob("*.tflite")):
        if "deeplab" in model.name:
            continue
        background = "mobilenet" in model.name  # their first output
        labels = DATA / "tflite" / ("imagenet_labels.txt" if background else "imagenet_labels_1000.txt")
        run = observe(model, DATA / "imagenet-500" / "labels.csv", labels, folder)
        scores, positive, confidence, hits = columns(run, list(range(151, 269)))
        rows.append(figures(model.stem + ", dogs", positive, scores))
        rows.append(figures(model.stem + ", top answer", hits, confidence))
    demo = HERE.parent.parent / "demo"
    for model in sorted((demo / "models").glob("*.tflite")):
        run = observe(model, demo / "photos" / "phone", demo / "labels.txt", folder)
        scores, positive, confidence, hits = columns(run, [1])
        rows.append(figures("demo " + model.stem + ", second class", positive, scores))
        rows.append(figures("demo " + model.stem + ", top answer", hits, confidence))
text = ",\n".join(json.dumps(row) for row in rows)
(HERE / "real_rankings.json").write_text("[\n" + text + "\n]\n")
for row in rows:
    print(row["name"], {key: round(row[key], 4) for key in ("average_precision", "roc_area", "best_f1", "brier_score")})
