#!/usr/bin/env python3
"""Writes device_logs.json: the figures of every real log, read by patterns of its own, and held against those that were
published beside the logs. Usage: make_device_logs.py LOGS_FOLDER > device_logs.json"""

import json
import pathlib
import re
import sys

import yaml

NUMBER = r"([-+0-9.eE]+)"


def ns(value, unit):
    return None if value is None else round(float(value) * unit)


def first(pattern, text, flags=re.M):
    found = re.search(pattern, text, flags)
    return found.group(1) if found else None


def record(**fields):
    return {name: value for name, value in fields.items() if value is not None and value != {}}


def benchmark_model(text):
    """Its runs, each up to its memory line; figures are microseconds, memory MiB."""
    records = []
    for part in re.split(r"(?=^.*STARTING!)", text, flags=re.M):
        timings = first(r"nference timings in us: (.*)$", part)
        if "Benchmarking failed" in part:
            records.append({"refusal": "the benchmark failed"})
        elif timings:
            before = part[:part.index("nference timings in us:")]  # below it the profiler counts operators
            lines = re.findall(r"count=(\d+) (.*)$", before, re.M)
            fields = dict(re.findall(r"(\w+)=" + NUMBER, lines[-1][1])) if lines else {}
            mean = first(r"Inference(?: \(avg\))?: " + NUMBER, timings) or first(r"no stats: " + NUMBER, timings)
            percentiles = {p: ns(fields.get(name), 1e3) for p, name in (("5", "p5"), ("50", "median"), ("95", "p95"))
                           if name in fields}
            watched = first(r"periodic monitoring: " + NUMBER, part)
            memory = watched or first(r"overall=" + NUMBER, part)
            start = first(r"First inference: " + NUMBER, timings)
            if start is None and len(lines) > 1:
                start = first(r"first=" + NUMBER, lines[0][1])
            records.append(record(
                count=int(lines[-1][0]) if lines else 0, mean_ns=ns(mean, 1e3), min_ns=ns(fields.get("min"), 1e3),
                max_ns=ns(fields.get("max"), 1e3), standard_deviation_ns=ns(fields.get("std"), 1e3),
                percentiles=percentiles, load_ns=ns(first(r"Init: " + NUMBER, timings), 1e3), first_ns=ns(start, 1e3),
                peak_memory_bytes=None if memory is None else round(float(memory) * 2**20)))
    return records


def onnxruntime(text):
    records = []
    for part in re.split(r"(?=^(?:Session creation|Total time cost))", text, flags=re.M)[1:]:
        mean = first(r"Average (?:inference )?time cost(?: total)?:\s*" + NUMBER, part)
        if mean is None:
            records.append({"refusal": "cut off"})
            continue
        count = int(first(r"(?:Total inference requests|Total iterations):\s*(\d+)", part))
        percent = lambda digits: {3: digits[:2] + "." + digits[2:]}.get(len(digits), digits)
        percentiles = {percent(p): ns(value, 1e9)
                       for p, value in re.findall(r"^P(\d+) Latency(?: is|:) " + NUMBER, part, re.M)}
        least = first(r"^Min Latency(?: is|:) " + NUMBER, part)
        most = first(r"^Max Latency(?: is|:) " + NUMBER, part)
        memory = first(r"Peak working set size: (\d+)", part)
        records.append(record(
            count=count, mean_ns=ns(mean, 1e6), min_ns=ns(least, 1e9) if least else (ns(mean, 1e6) if count == 1 else None),
            max_ns=ns(most, 1e9) if most else (ns(mean, 1e6) if count == 1 else None), percentiles=percentiles,
            load_ns=ns(first(r"Session creation time cost:\s*" + NUMBER, part), 1e9),
            first_ns=ns(first(r"First inference time cost: " + NUMBER, part), 1e6),
            peak_memory_bytes=int(memory) if memory else None))
    return records


def benchmark_app_console(text):
    if "[ ERROR ]" in text:
        return [{"refusal": "benchmark_app failed"}]
    if "Average:" not in text:
        return [{"refusal": "stopped before its statistics"}]
    named = {"50": first(r"Median:\s+" + NUMBER, text)}
    named.update(re.findall(r"(\d+) percentile:\s+" + NUMBER, text))
    requests = first(r"asynchronously, (\d+) inference", text)
    memory = first(r"End of compilation memory usage: Peak (\d+) KB", text)
    return [record(
        count=int(first(r"Count:\s+(\d+)", text)), mean_ns=ns(first(r"Average:\s+" + NUMBER, text), 1e6),
        min_ns=ns(first(r"Min:\s+" + NUMBER, text), 1e6), max_ns=ns(first(r"Max:\s+" + NUMBER, text), 1e6),
        percentiles={p: ns(value, 1e6) for p, value in named.items() if value},
        load_ns=ns(first(r"Compile model took " + NUMBER, text), 1e6),
        first_ns=ns(first(r"First inference took " + NUMBER, text), 1e6), requests=int(requests or 1),
        peak_memory_bytes=int(memory) * 1024 if memory else None)]


def benchmark_app_report(fields):
    percentiles = {"50": fields.get("latency (ms)")}
    for name, value in fields.items():
        if found := re.fullmatch(r"latency \((\d+) percentile\) \(ms\)", name):
            percentiles[found.group(1)] = value
    return [record(
        count=int(fields["total number of iterations"]), mean_ns=ns(fields["avg latency"], 1e6),
        min_ns=ns(fields["min latency"], 1e6), max_ns=ns(fields["max latency"], 1e6),
        percentiles={p: ns(value, 1e6) for p, value in percentiles.items() if value},
        load_ns=ns(fields["compile model time (ms)"], 1e6), first_ns=ns(fields["first inference time (ms)"], 1e6),
        requests=int(fields["number of parallel infer requests"]))]


def loadgen_summary(text):
    if "Scenario : Offline" in text:
        return [{"refusal": "scenario is Offline"}]
    if "Mean latency" not in text:
        return [{"refusal": "no latency is stated"}]
    percentiles = {f"{float(p):g}": int(value)
                   for p, value in re.findall(r"^([0-9.]+)(?:th)? percentile latency \(ns\)\s+: (\d+)", text, re.M)}
    bound = first(r"Early stopping 90th percentile estimate: (\d+)", text)
    return [record(
        count=int(first(r"Processed at least 64 queries \((\d+)\)", text) or 0),
        mean_ns=int(first(r"Mean latency \(ns\)\s+: (\d+)", text)), min_ns=int(first(r"Min latency \(ns\)\s+: (\d+)", text)),
        max_ns=int(first(r"Max latency \(ns\)\s+: (\d+)", text)), percentiles=percentiles,
        early_stopping_p90_ns=int(bound) if bound else None)]


def loadgen_detail(text):
    events = {}
    for line in text.splitlines():
        if found := re.search(r":::MLLOG (\{.*\})", line):
            event = json.loads(found.group(1))
            events[event["key"]] = event["value"]
    if events["effective_test_mode"] == "AccuracyOnly":
        return [{"refusal": "accuracy mode"}]
    if events["effective_scenario"] != "SingleStream":
        return [{"refusal": "scenario is Offline"}]
    percentiles = {f"{float(found.group(1)):g}": value for key, value in events.items()
                   if (found := re.fullmatch(r"result_([0-9.]+)_percentile_latency_ns", key))}
    return [record(
        count=events.get("result_query_count", 0), mean_ns=events["result_mean_latency_ns"],
        min_ns=events["result_min_latency_ns"], max_ns=events["result_max_latency_ns"], percentiles=percentiles,
        early_stopping_p90_ns=events.get("early_stopping_latency_ss"))]


def mlperf_app(document):
    records = []
    for result in document["results"]:
        figures = result["performance_run"]["loadgen"]
        if result["loadgen_scenario"] != "SingleStream":
            records.append({"refusal": "scenario is Offline"})
            continue
        records.append(record(count=figures["query_count"], mean_ns=ns(figures["latency_mean"], 1e9),
                              percentiles={"90": ns(figures["latency90"], 1e9)}))
    return records


def ai_hub(document):
    records = []
    for precision in document["precisions"].values():
        for component in precision["components"].values():
            for device in component["performance_metrics"].values():
                for job in device.values():
                    if "inference_time_milliseconds" not in job:
                        records.append({"refusal": "the job has no time"})
                        continue
                    records.append(record(
                        count=0, min_ns=ns(job["inference_time_milliseconds"], 1e6),
                        peak_memory_bytes=job["estimated_peak_memory_range_mb"]["max"] * 2**20))
    return records


def timing(path, text):
    name = path.name
    if path.parent.name == "tflite":
        return benchmark_model(text)
    if path.parent.name == "ort":
        return onnxruntime(text)
    if path.parent.name == "aihub":
        return ai_hub(yaml.safe_load(text))
    if name.endswith("app-result.json"):
        return mlperf_app(json.loads(text))
    if ".summary" in name:
        return loadgen_summary(text)
    if ".detail" in name:
        return loadgen_detail(text)
    if name.endswith(".json"):
        document = json.loads(text)
        return benchmark_app_report(document["configuration_setup"] | document["execution_results"])
    if name.endswith(".csv"):
        return benchmark_app_report(dict(line.split(";", 1) for line in text.splitlines() if ";" in line))
    return benchmark_app_console(text)


def milliseconds(text):
    units = {"d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
    return sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+)(ms|d|h|m|s)\b", text))


def batterystats(text):
    readings = []
    for part in re.split(r"(?=^Statistics since)", text, flags=re.M)[1:]:
        drain = re.search(r"Capacity: (\d+), Computed drain: (\d+), actual drain: (\d+)(?:-(\d+))?", part)
        discharged = first(r"^  Discharge: (\d+) mAh", part)
        screen_on = first(r"^  Screen on discharge: (\d+) mAh", part)
        readings.append(record(
            on_battery_ms=milliseconds(first(r"Time on battery: ([^(]*)\(", part)),
            full_charge_mah=int(drain[1]), computed_mah=int(drain[2]), actual_low_mah=int(drain[3]),
            actual_high_mah=int(drain[4] or drain[3]), discharged_mah=int(discharged) if discharged else None,
            screen_on_mah=int(screen_on) if screen_on else None,
            cpu_mah=float(cpu) if (cpu := first(r"^      cpu: " + NUMBER, part)) else None,
            screen_mah=float(lit) if (lit := first(r"^\s+[sS]creen: " + NUMBER, part)) else None))
    return readings


# By hand, from what stands in the dumps and beside them.
BATTERIES = {
    "dumpsys-battery-pixelc-2016.txt": {"level_percent": 19, "volts": 3.764, "temperature_celsius": 27.5,
                                        "remark": "does not count"},
    "dumpsys-battery-2016-no-voltage.txt": {"level_percent": 89, "remark": "neither it nor the temperature"},
    "dumpsys-battery-samsung-2023.txt": {"level_percent": 100, "volts": 4.312, "temperature_celsius": 30.9,
                                         "charge_mah": 2967, "charging": "full"},
    "dumpsys-battery-2024-capacity-level.txt": {"level_percent": 80, "volts": 4.2, "temperature_celsius": 18.0,
                                                "charge_mah": 3376},
    "dumpsys-battery-redmi-note14-hyperos3-2026.txt": {"level_percent": 80, "volts": 4.228, "charge_mah": 4274,
                                                       "temperature_celsius": 36.4, "remark": "in mAh"},
    "acc-info-mi8-charging-negative-current.txt": {"level_percent": 50, "volts": 3.888173, "drawn_amperes": -0.326171, "charging": "charging",
                                                   "charge_mah": 1528.169, "full_charge_mah": 3346,
                                                   "temperature_celsius": 29.0, "remark": "reverse of the sign"},
    "uevent-dell-m7r96-charge-2019.txt": {"level_percent": 98, "volts": 12.6, "drawn_amperes": 0.756, "charging": "discharging",
                                          "charge_mah": 4723, "full_charge_mah": 4804, "remark": "reverse of the sign"},
    "uevent-dell-pn1vn-charging-2021.txt": {"level_percent": 98, "volts": 12.729, "drawn_amperes": -0.413, "charging": "charging",
                                            "charge_mah": 3692, "full_charge_mah": 3750},
    "uevent-macbookair-m1-asahi-negative-power-2026-cut.txt": {"volts": 12.233, "drawn_amperes": 0.386,
                                                               "drawn_watts": 4.721, "charging": "discharging"},
    "uevent-sanyo-00hw022-energy-powernow-cut.txt": {"volts": 10.459, "drawn_watts": 27.758,
                                                     "charging": "discharging", "remark": "reverse of the sign"},
    "odpm-energy_value-pixel6-lisa-sample.txt": {"rails": 8, "rail": ["S10M_VDD_TPU", 3.161249]},
}

# Files that hold no evidence of any kind, and why.
ERRORS = {
    "qai_hub-0.56.0-test_client-expected-profile-dict.txt": "a profile job of AI Hub as JSON or Python, which is not read",
    "mlcomputeplan-vx436-matmul4x4.txt": "a Core ML compute plan",
    "local-ov2025.3-tinyconv-throughput-p95.average_counters.csv": "counters of operators",
    "local-ov2025.3-tinyconv-throughput.average_counters.json": "counters of operators",
    "xiaomi-mi11-yolov5s-nnapi-gpu-opprofile-v2.4.txt": "only benchmark_model's operator profile",
}

# Headlines published beside the logs: (file, record, figure, value). None of them comes from the patterns above.
HEADLINES = [
    ("kirin970-mnasnet-1thread-2019-oldformat.txt", 0, "mean_ns", 108_787_000),
    ("kirin970-mnasnet-1thread-2019-oldformat.txt", 0, "count", 10),
    ("unknown-android-espcn-4thread-2020.txt", 0, "mean_ns", 33_209_400),
    ("unknown-android-denoising-gpu-2020.txt", 0, "first_ns", 130_565_000),
    ("xiaomi-mi11-yolov5s-fp32-cpu-v2.4-tail.txt", 0, "mean_ns", 249_684_000),
    ("qemuriscv64-mobilenetv1-profile-v2.8.txt", 0, "mean_ns", 2_950_340_000),
    ("ti-am62x-ssdmnv2-cpu-v2.20doc.txt", 0, "mean_ns", 1_240_270_000),
    ("termux-muaalem-float32-int8fail-int4-p5p95.txt", 0, "max_ns", 686_105_000),
    ("termux-muaalem-float32-int8fail-int4-p5p95.txt", 2, "mean_ns", 42_394_800),
    ("logcat-oppo-cph2641-yolo26n-fp16-p5p95.txt", 0, "count", 25),
    ("logcat-nnapi-partial-tf2.9.txt", 0, "mean_ns", 12_167_600),
    ("android-mirnetv2-cpu-2022-tail-exponents.txt", 0, "mean_ns", 30_249_600_000),
    ("cros-opencl-report-peak-memory-excerpt.txt", 0, "mean_ns", 35_134_900),
    ("ai-hub-models-perf-mobilenet_v2.yaml", 0, "min_ns", 1_130_000),
    ("ai-hub-models-perf-mobilenet_v2.yaml", 0, "peak_memory_bytes", 10 << 20),
    ("ai-hub-models-perf-yolov7.yaml", 0, "min_ns", 9_243_000),
    ("ai-hub-models-perf-whisper_base.yaml", 0, "min_ns", 44_109_000),
    ("v1.1-sd888plus-mobilebert-ss.summary.txt", 0, "mean_ns", 41_259_680),
    ("v2.0-xiaomi12-sd8g1-mobilenetedgetpu-ss.detail.txt", 0, "mean_ns", 423_486),
    ("v2.0-exynos2200-lu-gpu-float32-ss.summary.txt", 0, "mean_ns", 49_074_682),
    ("v3.1-sd4g2-edsr-ss.detail.txt", 0, "mean_ns", 1_162_731_924),
    ("v3.1-samsung-imgclass-ss.detail.txt", 0, "mean_ns", 209_396),
    ("v4.0-sdxelite-mobilebert-ss.summary.txt", 0, "mean_ns", 3_285_347),
    ("v5.0-oneplus13-sd8elite-stablediffusion-ss.detail.txt", 0, "mean_ns", 3_615_950_794),
    ("app-issue472-coreml.summary-cut.txt", 0, "mean_ns", 1_737_005),
    ("xavier-tflite-issue1079-earlystopping.summary-cut.txt", 0, "early_stopping_p90_ns", 76_735_434),
    ("pixel6-resnet18cifar-cpu-1thread.txt", 0, "mean_ns", 19_918_000),
    ("pixel6-resnet18cifar-cpu-1thread.txt", 0, "peak_memory_bytes", 109_531_136),
    ("vivo-x300-resnet50v2-cpu-sme2.txt", 0, "mean_ns", 98_961_997),
    ("vivo-x300-resnet50v2-cpu-nosme2.txt", 0, "mean_ns", 339_381_120),
    ("spacemit-k1-yolov8n-q.txt", 0, "first_ns", 248_000_000),
    ("acl-squeezenet-ort1.3.1-two-runs.txt", 0, "mean_ns", 144_871_000),
    ("windows-resnet50-debug-2020-nospace.txt", 0, "mean_ns", 734_606_000),
    ("old-format-2019-readme.txt", 0, "mean_ns", 58_805_300),
    ("arcgpu-mobilenetv2-int8-latency-2024.6.txt", 0, "count", 98_633),
    ("arcgpu-mobilenetv2-int8-throughput-2024.6.txt", 0, "first_ns", 1_000_790_000),
    ("cpu-deeplabv3-int8-latency-0111.txt", 0, "mean_ns", 12_200_000),
    ("local-ov2025.3-tinyconv-latency.report.csv", 0, "max_ns", 3_760_000),
    ("local-ov2025.3-tinyconv-throughput.report.json", 0, "mean_ns", 1_640_000),
]


def main():
    logs = pathlib.Path(sys.argv[1])
    golden = {}
    for path in sorted(logs.rglob("*")):
        if not path.is_file() or path.name == "SOURCES.md":
            continue
        name = f"{path.parent.name}/{path.name}"
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        if path.name in ERRORS:
            golden[name] = {"error": ERRORS[path.name]}
        elif path.name in BATTERIES:
            golden[name] = {"power": [BATTERIES[path.name]]}
        elif path.name.startswith("batterystats"):
            golden[name] = {"power": batterystats(text)}
        else:
            golden[name] = {"records": timing(path, text)}
    by_file = {name.split("/")[1]: entry for name, entry in golden.items()}
    for file, which, figure, value in HEADLINES:
        found = by_file[file]["records"][which].get(figure)
        assert found == value, f"{file}: {figure} is {found}, published as {value}"
    lines = [f" {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in golden.items()]
    print("{\n" + ",\n".join(lines) + "\n}")


if __name__ == "__main__":
    main()
