#!/usr/bin/env python3
"""Measures muster against a peer, alternately in one run, and prints ratios.

    python3 bench/run.py --data DIR --peer PYTHON_EVAL [--rounds 5] [--only throughput|bound|latency|translated|startup|memory]

DIR is MUSTER_DATA's folder (default: that variable). PYTHON_EVAL is a script that takes MODEL MANIFEST --processes N
and is run with --python (an interpreter that has ai-edge-litert, pillow and scikit-learn). Build first:
./dev build, and the targets muster-bound and muster-bare-loop.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build"
MODELS = {
    "mobilenet_v1_0.25_128_quant": 2.0,
    "mobilenet_v2_1.0_224_quant": 1.2,
    "efficientnet_lite0_int8": 1.2,
}


def run(command):
    """Seconds and stdout of a command that must not crash."""
    start = time.perf_counter()
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"{command[0]} failed ({done.returncode}): {done.stderr[-500:]}")
    return time.perf_counter() - start, done.stdout


def labels_of(data, model):
    return data / "tflite" / ("imagenet_labels.txt" if "mobilenet" in model else "imagenet_labels_1000.txt")


def check_command(data, model):
    return [BUILD / "muster", "check", data / f"tflite/{model}.tflite", "--data", data / "imagenet-500/labels.csv",
            "--labels", labels_of(data, model), "--preprocess", "pillow", "--no-latency"]


def show(name, ratios, ours, theirs, unit, goal):
    print(f"{name:44} ratio {statistics.median(ratios):6.3f} [{min(ratios):.3f}, {max(ratios):.3f}]  "
          f"muster {statistics.median(ours):8.2f}  beside {statistics.median(theirs):8.2f} {unit}  goal {goal}", flush=True)


def throughput(data, arguments):
    """Whole `check --no-latency` run against the peer with two processes: photos per second."""
    for model, goal in MODELS.items():
        ours, theirs = [], []
        for _ in range(arguments.rounds):
            ours.append(500 / run(check_command(data, model))[0])
            theirs.append(500 / run([arguments.python, arguments.peer, data / f"tflite/{model}.tflite",
                                     data / "imagenet-500/labels.csv", "--processes", "2"])[0])
        show(f"throughput {model}", [a / b for a, b in zip(ours, theirs)], ours, theirs, "photos/s", f">= {goal}")


def bound(data, arguments):
    """The same run against decode, resize and inference alone, busy on all cores."""
    for model in MODELS:
        ours, theirs = [], []
        for _ in range(arguments.rounds):
            ours.append(500 / run(check_command(data, model))[0])
            theirs.append(float(run([BUILD / "muster-bound", data / f"tflite/{model}.tflite",
                                     data / "imagenet-500/labels.csv"])[1]))
        show(f"bound {model}", [a / b for a, b in zip(ours, theirs)], ours, theirs, "photos/s", ">= 0.90")


def bench_metrics(model):
    """The figures of `muster bench`, by id."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        run([BUILD / "muster", "bench", model, "--json", report.name])
        return json.load(open(report.name))["models"][0]["metrics"]


def latency(data, arguments):
    """Median of `muster bench` against a bare loop over the C API: milliseconds."""
    for model in MODELS:
        ours, theirs = [], []
        for _ in range(arguments.rounds):
            ours.append(bench_metrics(data / f"tflite/{model}.tflite")["latency_p50_ms"]["value"])
            theirs.append(float(run([BUILD / "muster-bare-loop", data / f"tflite/{model}.tflite"])[1]))
        show(f"latency {model}", [a / b for a, b in zip(ours, theirs)], ours, theirs, "ms", "0.97 to 1.03")


def translated(data, arguments):
    """Images per second of a translated Core ML package against the same network as ONNX, both in OpenVINO."""
    ours, theirs, loads = [], [], []
    for _ in range(arguments.rounds):
        package = bench_metrics(data / "coreml/efficientnet_lite0_fp32.mlpackage")
        loads.append(package["load_ms"]["value"])
        ours.append(1000 / package["latency_p50_ms"]["value"])
        theirs.append(1000 / bench_metrics(data / "onnx/efficientnet_lite0.onnx")["latency_p50_ms"]["value"])
    show("translated efficientnet_lite0", [a / b for a, b in zip(ours, theirs)], ours, theirs, "images/s", ">= 0.95")
    print(f"{'load and compile it':44} {statistics.median(loads):.0f} ms [{min(loads):.0f}, {max(loads):.0f}]  goal < 1500 ms; "
          f"peak memory {package['peak_memory_bytes']['value'] / 1e6:.0f} MB", flush=True)


def startup(data, arguments):
    """Whole-process milliseconds of --version and of inspect on a 4 MB model."""
    for name, command, goal in (("--version", ["--version"], "< 30 ms"),
                                ("inspect, 4 MB", ["inspect", data / "tflite/tf2_mobilenet_v2_1.0_224_ptq.tflite"], "< 150 ms")):
        times = [1000 * run([BUILD / "muster", *command])[0] for _ in range(4 * arguments.rounds)]
        print(f"{name:44} {statistics.median(times):.1f} ms [{min(times):.1f}, {max(times):.1f}]  goal {goal}", flush=True)


def memory(data, arguments):
    """Peak resident memory of muster itself (not its workers) for a manifest of a million lines."""
    with tempfile.TemporaryDirectory() as folder:
        manifest = Path(folder) / "million.csv"
        with open(manifest, "w") as file:
            file.write("path,class_index\n")
            file.writelines(f"images/photo_{i:07}.jpg,{i % 1000}\n" for i in range(1_000_000))
        model = "mobilenet_v1_0.25_128_quant"
        command = [BUILD / "muster", "check", data / f"tflite/{model}.tflite", "--data", manifest, "--labels",
                   labels_of(data, model), "--preprocess", "pillow", "--no-latency"]
        process = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peak = 0
        while process.poll() is None:
            status = Path(f"/proc/{process.pid}/status")
            try:
                found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
            except OSError:
                found = None
            peak = max(peak, int(found.group(1)) * 1024 if found else 0)
            time.sleep(0.05)
        print(f"{'memory, a million photos':44} {peak / 1e6:.1f} MB  goal < 150 MB (exit {process.returncode})", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("MUSTER_DATA"))
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=[])
    arguments = parser.parse_args()
    if not arguments.data:
        sys.exit("--data is missing: the folder of the real models and photos")
    for measure in (throughput, bound, latency, translated, startup, memory):
        if arguments.only and measure.__name__ not in arguments.only:
            continue
        if measure is throughput and not arguments.peer:
            print("throughput: left out, no --peer")
            continue
        measure(Path(arguments.data), arguments)


if __name__ == "__main__":
    main()
