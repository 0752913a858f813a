"""Makes one tiny Core ML file for each operator and variant, with inputs and the outputs that are right.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python make_operators.py OUTPUT_FOLDER [--only PREFIX] [--archive operators.zip]

requirements.txt (the versions that made the committed files):
    coremltools==9.0
    numpy==2.3.5
    protobuf==7.36.2
    scikit-learn==1.9.1
    torch==2.15.0

For every case NAME it writes NAME.mlpackage.zip (ML Program) or NAME.mlmodel (NeuralNetwork), NAME.in (all inputs one
after the other, float32 little-endian) and NAME.ref (the output, likewise), and operators.json: for each file its
operators or layers, input names and shapes, output name and shape, and whether a runner is expected to refuse it.
The output is PyTorch's, or that of a formula where PyTorch has no such operator. refusals.md lists, verbatim, what
coremltools does not convert.
"""
import argparse
import json
import logging
import pathlib
import warnings

import coremltools as ct
import numpy as np
import torch

import coreml_files
import operator_cases_mil
import operator_cases_nn
import operator_cases_torch
import operator_cases_weights
from operator_case import Case

Refusal = tuple[str, str]


def describe(case: Case, path: pathlib.Path, spec: ct.proto.Model_pb2.Model, output: torch.Tensor) -> dict:
    names = [feature.name for feature in spec.description.input]
    return {"file": path.name, "operators": coreml_files.operator_types(spec),
            "inputs": [{"name": name, "shape": list(shape)} for name, shape in zip(names, case.shapes, strict=True)],
            "output": spec.description.output[0].name, "output_shape": list(output.shape), "refused": case.refused,
            "bytes": coreml_files.folder_bytes(path)}


def save(model: ct.models.MLModel, name: str, folder: pathlib.Path) -> pathlib.Path:
    if model.get_spec().WhichOneof("Type") == "mlProgram":
        path = folder / f"{name}.mlpackage.zip"
        coreml_files.save_package(model, path)
    else:
        path = folder / f"{name}.mlmodel"
        coreml_files.save_neural_network(model, path)
    return path


def make(case: Case, folder: pathlib.Path) -> dict:
    inputs = case.inputs()
    model = case.make(case.shapes)
    output = case.reference(*inputs)
    missing = set(case.operators) - set(coreml_files.operator_types(model.get_spec()))
    if missing or not torch.isfinite(output).all():
        raise ValueError(f"{case.name}: {missing} not in the file, or the output is not finite")
    path = save(model, case.name, folder)
    coreml_files.write_values(np.concatenate([x.numpy().ravel() for x in inputs]), folder / f"{case.name}.in")
    coreml_files.write_values(output.numpy(), folder / f"{case.name}.ref")
    return describe(case, path, model.get_spec(), output)


def make_all(cases: list[Case], folder: pathlib.Path) -> tuple[list[dict], list[Refusal]]:
    rows, refusals = [], []
    for case in cases:
        try:
            rows.append(make(case, folder))
        except Exception as error:  # coremltools raises many types; each is recorded
            refusals.append((case.name, f"{type(error).__name__}: {error}"))
            print(f"REFUSED {case.name}: {type(error).__name__}: {error}", flush=True)
    return rows, refusals


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--archive", type=pathlib.Path, help="also zip the folder into this file (operators.zip of the tests)")
    parser.add_argument("--only", default="", help="beginning of the names of the cases to make")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    options.output.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    logging.getLogger("coremltools").setLevel(logging.ERROR)
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    sources = (operator_cases_mil, operator_cases_torch, operator_cases_weights, operator_cases_nn)
    cases = [case for source in sources for case in source.cases() if case.name.startswith(options.only)]
    rows, refusals = make_all(cases, options.output)
    (options.output / "operators.json").write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n")
    lines = [f"- {name}: `{message}`\n" for name, message in refusals]
    (options.output / "refusals.md").write_text("# Cases that coremltools does not make\n\n" + "".join(lines))
    if options.archive:
        coreml_files.zip_folder(options.output, options.archive, options.output)
    print(f"{len(rows)} files made, {len(refusals)} refused")


if __name__ == "__main__":
    main()
