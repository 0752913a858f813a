"""Runs every model over the photos with the official interpreter and writes ../expected.csv.

    python evaluate.py [--time]     --time also prints the fastest of ten runs with 1 and 2 threads

A model that takes over half a second an image sees the first 20 photos of each class, the others see all.
"""

import csv
import sys
import time
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from data import folder

DEMO = Path(__file__).resolve().parent.parent


def tensor(images, kind):
    """Raw pixels for uint8, pixels minus 128 for int8, [-1, 1] for float32."""
    if kind == np.uint8:
        return images
    if kind == np.int8:
        return np.int8(np.int16(images) - 128)
    return (np.float32(images) - np.float32(127.5)) / np.float32(127.5)


def predict(model, images, threads=1):
    """Class number of each image (the first of equal scores) and the fastest run in seconds."""
    interpreter = Interpreter(str(model), num_threads=threads)
    interpreter.allocate_tensors()
    entry, exit_ = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    classes, fastest = [], np.inf
    for image in images:
        interpreter.set_tensor(entry["index"], tensor(image[None], entry["dtype"]))
        start = time.perf_counter()
        interpreter.invoke()
        fastest = min(fastest, time.perf_counter() - start)
        classes.append(interpreter.get_tensor(exit_["index"])[0].argmax())
    return np.array(classes), fastest


def main():
    photos = {name: folder(DEMO / "photos" / name) for name in ("clean", "phone")}
    few = {name: folder(DEMO / "photos" / name, 20) for name in photos}
    rows = [("model", "photos", "images", "correct")]
    for model in sorted((DEMO / "models").glob("*.tflite")):
        probe = photos["clean"][0][:10]
        if "--time" in sys.argv:
            times = [predict(model, probe, threads)[1] * 1000 for threads in (1, 2)]
            print(f"{model.name}: {times[0]:.2f} ms with 1 thread, {times[1]:.2f} ms with 2")
        slow = predict(model, probe[:2])[1] > 0.5
        for name, (images, truth) in (few if slow else photos).items():
            found, _ = predict(model, images)
            rows.append((model.name, name, len(truth), int(np.sum(found == truth))))
            print(*rows[-1], f"{rows[-1][3] / len(truth):.3f}", flush=True)
    with open(DEMO / "expected.csv", "w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
