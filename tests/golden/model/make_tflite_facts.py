"""Writes tflite_facts.json: facts of the real models, read by another reader than muster's.

    pip install tflite==2.18.0 flatbuffers==25.12.19 numpy==2.4.6
    python make_tflite_facts.py $MUSTER_DATA/tflite > tflite_facts.json

Python's own hashlib and zlib give digest and deflated size; the `tflite` package the tables.
"""
import hashlib
import json
import math
import pathlib
import sys
import zipfile
import zlib

import tflite

TYPES = {v: k.lower() for k, v in vars(tflite.TensorType).items() if not k.startswith("_")}
OPERATORS = {v: k for k, v in vars(tflite.BuiltinOperator).items() if not k.startswith("_")}


def shape(tensor):
    return [int(n) for n in tensor.ShapeAsNumpy()] if tensor.ShapeLength() else []


def spec(tensor):
    quantization = tensor.Quantization()
    count = quantization.ScaleLength() if quantization else 0
    return {"name": (tensor.Name() or b"").decode(), "type": TYPES[tensor.Type()], "shape": shape(tensor),
            "scale": [float(quantization.Scale(i)) for i in range(count)],
            "zero_point": [int(quantization.ZeroPoint(i)) for i in range(count)]}


def stored_bytes(buffer):
    """A buffer lies in the flatbuffer, or behind it, by offset and size."""
    return buffer.Size() if buffer.Offset() > 1 else buffer.DataLength()


def multiply_accumulates(name, inputs, outputs):
    """Elements computed times terms of each sum, by a path that differs from muster's: all in plain products."""
    if name == "CONV_2D":
        _, height, width, channels = outputs[0]
        filters, filter_height, filter_width, depth = inputs[1]
        assert filters == channels
        return height * width * filters * filter_height * filter_width * depth
    if name == "DEPTHWISE_CONV_2D":
        _, height, width, channels = outputs[0]
        _, filter_height, filter_width, filters = inputs[1]
        assert filters == channels
        return height * width * channels * filter_height * filter_width
    if name == "FULLY_CONNECTED":
        rows, columns = inputs[1]
        return rows * columns
    return 0


def facts(path):
    data = path.read_bytes()
    model = tflite.Model.GetRootAsModel(data, 0)
    graph = model.Subgraphs(0)
    tensors = [graph.Tensors(i) for i in range(graph.TensorsLength())]
    buffers, parameters, macs, operators = {}, 0, 0, {}
    for tensor in tensors:
        size = stored_bytes(model.Buffers(tensor.Buffer())) if tensor.Buffer() < model.BuffersLength() else 0
        if size == 0 or tensor.Buffer() in buffers:
            continue
        kind = TYPES[tensor.Type()]
        buffers[tensor.Buffer()] = (kind, size)
        quantized = tensor.Quantization() is not None and tensor.Quantization().ScaleLength() > 0
        if kind not in ("int32", "int64") or quantized:
            parameters += math.prod(shape(tensor))
    for i in range(graph.OperatorsLength()):
        node = graph.Operators(i)
        code = model.OperatorCodes(node.OpcodeIndex())
        number = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
        name = OPERATORS[number] if number != 32 else code.CustomCode().decode()
        operators[name] = operators.get(name, 0) + 1
        inputs = [shape(tensors[j]) if j >= 0 else [] for j in node.InputsAsNumpy()]
        macs += multiply_accumulates(name, inputs, [shape(tensors[j]) for j in node.OutputsAsNumpy()])
    types = {}
    for kind, size in buffers.values():
        types[kind] = types.get(kind, 0) + size
    labels = []
    if zipfile.is_zipfile(path):
        archive = zipfile.ZipFile(path)
        labels = archive.read(archive.namelist()[0]).decode().split("\n")
        while labels and not labels[-1]:
            labels.pop()
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    return {"sha256": hashlib.sha256(data).hexdigest(), "model_bytes": len(data),
            "zlib_bytes": len(deflate.compress(data)) + len(deflate.flush()), "parameters": parameters,
            "multiply_accumulates": macs, "operators": dict(sorted(operators.items())),
            "bytes_by_type": dict(sorted(types.items())),
            "inputs": [spec(tensors[i]) for i in graph.InputsAsNumpy()],
            "outputs": [spec(tensors[i]) for i in graph.OutputsAsNumpy()],
            "label_count": len(labels), "last_label": labels[-1].strip() if labels else ""}


folder = pathlib.Path(sys.argv[1])
paths = sorted(folder.glob("*.tflite")) + [folder.parent / "broken" / "model_invoking_error.tflite"]
result = {f"{path.parent.name}/{path.name}": facts(path) for path in paths}
json.dump(result, sys.stdout, indent=1)
print()
