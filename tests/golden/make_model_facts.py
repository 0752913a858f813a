"""Writes model/model_facts.json: facts of the real Core ML and ONNX models, read by another reader than muster's.

    pip install coremltools==9.0 onnx==1.23.2 numpy
    python make_model_facts.py $MUSTER_DATA > model/model_facts.json

coremltools' own message modules, onnx's shape inference and Python's hashlib; nothing is run.
"""
import collections
import hashlib
import json
import math
import pathlib
import struct
import sys

import onnx
from coremltools.proto import MIL_pb2, Model_pb2

BITS = {"float16": 16, "float32": 32, "int8": 8, "uint8": 8, "int32": 32, "uint32": 32, "bool": 8}


def type_name(tensor_type):
    return MIL_pb2.DataType.Name(tensor_type.dataType).lower()


def shape(tensor_type):
    return [d.constant.size if d.HasField("constant") else -1 for d in tensor_type.dimensions]


def value_bytes(value, weights):
    """Bytes of a tensor of rank 1 or more; 0 for scalars and strings."""
    tensor = value.type.tensorType
    if not tensor.dimensions or type_name(tensor) not in BITS:
        return 0
    if value.HasField("blobFileValue"):
        sentinel, _, size = struct.unpack_from("<IIQ", weights, value.blobFileValue.offset)
        assert sentinel == 0xDEADBEEF
        return size
    return math.prod(shape(tensor)) * BITS[type_name(tensor)] // 8


def program(message, weights):
    """By operator, straight from the types that stand in the program."""
    (block,) = message.mlProgram.functions["main"].block_specializations.values()
    by_type, operators, shapes = collections.Counter(), collections.Counter(), {}
    seen = set()
    parameters = macs = 0
    for operation in block.operations:
        for output in operation.outputs:
            shapes[output.name] = shape(output.type.tensorType)
        name = operation.type
        out = shapes[operation.outputs[0].name]
        arguments = {key: value.arguments[0].name for key, value in operation.inputs.items() if value.arguments}
        if name == "const":
            value = operation.attributes["val"]
            size, kind = value_bytes(value, weights), type_name(value.type.tensorType)
            if size:
                by_type[kind] += size
                parameters += math.prod(out) if kind in ("float16", "float32") else 0
        elif name.startswith("constexpr_"):
            parts = {k: v for k, v in operation.attributes.items() if k not in ("name", "shape")}
            kind = "int8 linear"
            if name == "constexpr_lut_to_dense":
                kind = "palette, %d bits" % math.log2(shape(parts["lut"].type.tensorType)[0])
            for part in parts.values():  # operators may share a part, such as their zero points
                place = part.blobFileValue.offset
                by_type[kind] += 0 if place in seen else value_bytes(part, weights)
                seen.update({place} if place else ())
            parameters += math.prod(out)
        else:
            operators[name] += 1
        if name == "conv":
            macs += math.prod(out) * math.prod(shapes[arguments["weight"]][1:]) if -1 not in out else 0
        if name == "linear":
            macs += math.prod(out) * shapes[arguments["weight"]][1]
        if name == "matmul":
            flag = next(o for o in block.operations if o.outputs[0].name == arguments["transpose_x"])
            axis = -2 if flag.attributes["val"].immediateValue.tensor.bools.values[0] else -1
            macs += math.prod(out) * shapes[arguments["x"]][axis]
    return {"parameters": parameters, "multiply_accumulates": macs, "bytes_by_type": by_type, "operators": operators}


def weight_params(message):
    """Every WeightParams below a layer, found by reflection."""
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        for one in value if field.is_repeated else [value]:
            if field.message_type.name == "WeightParams":
                yield one
            else:
                yield from weight_params(one)


def network(message):
    layers = getattr(message, message.WhichOneof("Type")).layers
    by_type, parameters = collections.Counter(), 0
    for layer in layers:
        for weights in weight_params(layer):
            if weights.floatValue:
                by_type["float32"] += 4 * len(weights.floatValue)
                parameters += len(weights.floatValue)
            elif weights.rawValue:
                assert weights.quantization.numberOfBits == 8
                table = weights.quantization.lookupTableQuantization.floatValue
                by_type["palette, 8 bits"] += len(weights.rawValue) + 4 * len(table)
                parameters += len(weights.rawValue)
    operators = collections.Counter(layer.WhichOneof("layer") for layer in layers)
    return {"parameters": parameters, "bytes_by_type": by_type, "operators": operators}


def onnx_facts(path):
    model = onnx.shape_inference.infer_shapes(onnx.load(path), data_prop=True)
    shapes = {i.name: list(i.dims) for i in model.graph.initializer}
    for value in [*model.graph.value_info, *model.graph.input, *model.graph.output]:
        shapes[value.name] = [d.dim_value or 1 for d in value.type.tensor_type.shape.dim]
    macs, known = 0, True
    for node in model.graph.node:
        if node.op_type == "Conv":
            out, filters = shapes[node.output[0]], shapes[node.input[1]]
            known &= len(out) == 4 and all(size > 1 for size in out[1:])
            macs += math.prod(out) * math.prod(filters[1:])
        if node.op_type == "Gemm":
            macs += math.prod(shapes[node.input[1]])
    initializers = [i for i in model.graph.initializer if i.dims]
    return ({"multiply_accumulates": macs} if known else {}) | {
            "parameters": sum(math.prod(i.dims) for i in initializers if i.data_type == onnx.TensorProto.FLOAT),
            "operators": collections.Counter(n.op_type for n in model.graph.node if n.op_type != "Constant")}


def digest(files):
    """docs/figures.md, by hashlib."""
    if len(files) == 1:
        return hashlib.sha256(next(iter(files.values()))).hexdigest()
    whole = hashlib.sha256()
    for name in sorted(files, key=str.encode):
        if name != "Manifest.json":
            whole.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return whole.hexdigest()


def facts(path):
    files = {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*") if p.is_file()} if path.is_dir() else {
        path.name: path.read_bytes()}
    found = {"sha256": digest(files), "model_bytes": sum(map(len, files.values()))}
    if path.suffix == ".onnx":
        return found | onnx_facts(path)
    folder = "Data/com.apple.CoreML/"
    message = Model_pb2.Model()
    message.ParseFromString(files[folder + "model.mlmodel"] if path.is_dir() else files[path.name])
    found["format_version"] = str(message.specificationVersion)
    if message.WhichOneof("Type") == "mlProgram":
        return found | program(message, files.get(folder + "weights/weight.bin", b""))
    return found | network(message)


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    paths = [p for pattern in ("coreml/*.ml*", "coreml/zoo/*.ml*", "onnx/*.onnx") for p in sorted(root.glob(pattern))]
    json.dump({str(p.relative_to(root)): facts(p) for p in paths}, sys.stdout, indent=1, sort_keys=True)
    print()
