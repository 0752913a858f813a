"""Compressed weights: a small network compressed by coremltools in every way it offers.

The reference is PyTorch run with the weights that the file stands for: as coremltools' own constexpr operators (ML
Program) or its dequantization (NeuralNetwork) give them.
"""
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import coremltools as ct
import coremltools.optimize.coreml as optimize
import numpy as np
import torch
import torch.nn.functional as F
from coremltools.converters.mil import Builder as mb
from coremltools.models.neural_network import quantization_utils
from torch import Tensor, nn

from operator_case import Case, constant, tensor
from operator_cases_mil import IOS15, IOS16, IOS18, program
from operator_cases_torch import converted, seeded

SHAPE = (1, 4, 6, 6)


class Small(nn.Module):
    """Convolution, grouped convolution, linear: one weight of each kind."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(4, 8, 3)
        self.grouped = nn.Conv2d(8, 8, 3, groups=2)
        self.linear = nn.Linear(32, 6)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(torch.relu(self.grouped(torch.relu(self.conv(x)))).flatten(1))


Parameters = list[tuple[np.ndarray, np.ndarray]]


def run(parameters: Parameters, x: Tensor) -> Tensor:
    """The network with other weights and biases, in the order conv, grouped, linear."""
    module = seeded(Small())
    for layer, (weight, bias) in zip((module.conv, module.grouped, module.linear), parameters, strict=True):
        layer.weight.copy_(tensor(np.asarray(weight, np.float32)).reshape(layer.weight.shape))
        layer.bias.copy_(tensor(np.asarray(bias, np.float32)))
    return module(x)


# --- ML Program

Compress = Callable[[ct.models.MLModel], ct.models.MLModel]


@cache
def compressed(compress: Compress, target: ct.target, precision: ct.precision) -> ct.models.MLModel:
    return compress(converted(seeded(Small()), "mlprogram", target, [SHAPE], precision))


def parameters_of(model: ct.models.MLModel) -> Parameters:
    operations = model._mil_program.functions["main"].operations
    return [(dense(o.weight), dense(o.bias)) for o in operations if o.op_type in ("conv", "linear")]


def dense(value: Any) -> np.ndarray:
    """What a constant or a constexpr operator stands for; a float16 scale is applied in float32."""
    if value.op.op_type == "constexpr_affine_dequantize":
        data, scale, zero = value.op.quantized_data.val, value.op.scale.val, value.op.zero_point.val
        return dequantize(data, scale, zero, value.op.axis.val)
    return value.val if value.val is not None else value.op.materialized_val_inference()


def dequantize(data: np.ndarray, scale: np.ndarray, zero: np.ndarray, axis: int) -> np.ndarray:
    view = [-1 if i == axis else 1 for i in range(data.ndim)]
    shifted = data.astype(np.float32) - np.reshape(zero, view).astype(np.float32)
    return shifted * np.reshape(scale, view).astype(np.float32)


def compression(name: str, config: Any, operator: str, function: Callable = optimize.linear_quantize_weights,
                target: ct.target = IOS16, refused: bool = False,
                precision: ct.precision = ct.precision.FLOAT32) -> Case:
    model = partial(compressed, partial(function, config=optimize.OptimizationConfig(global_config=config)), target,
                    precision)
    return Case(f"weights_mil.{name}", [SHAPE], lambda shapes: model(), lambda x: run(parameters_of(model()), x),
                (operator,),
                step=1 / 16, refused=refused)


def plain_half(target: ct.target) -> Case:
    """All of the program in float16, from iOS 16 on its input and output too; the inputs are exact in float16."""
    model = partial(compressed, as_it_is, target, ct.precision.FLOAT16)
    return Case(f"weights_mil.half_program_{target.name.lower()}", [SHAPE], lambda shapes: model(),
                lambda x: run(parameters_of(model()), x), ("conv",), step=1 / 16)


def as_it_is(model: ct.models.MLModel) -> ct.models.MLModel:
    return model


def linear(name: str, target: ct.target = IOS16, refused: bool = False, precision: ct.precision = ct.precision.FLOAT32,
           **options: Any) -> Case:
    operator = "constexpr_affine_dequantize" if target == IOS16 else "constexpr_blockwise_shift_scale"
    config = optimize.OpLinearQuantizerConfig(weight_threshold=0, **options)
    return compression(f"linear_{name}", config, operator, target=target, refused=refused, precision=precision)


def palette(name: str, target: ct.target = IOS16, refused: bool = False, **options: Any) -> Case:
    config = optimize.OpPalettizerConfig(weight_threshold=0, **options)
    return compression(f"palette_{name}", config, "constexpr_lut_to_dense", optimize.palettize_weights, target, refused)


def sparse(name: str, config: Any, target: ct.target = IOS16, refused: bool = False) -> Case:
    return compression(f"sparse_{name}", config, "constexpr_sparse_to_dense", optimize.prune_weights, target, refused)


def programs() -> list[Case]:
    magnitude, threshold = optimize.OpMagnitudePrunerConfig, optimize.OpThresholdPrunerConfig
    return [
        *(linear(f"{mode}_{granularity}", mode=mode, granularity=granularity, dtype="int8")
          for mode in ("linear", "linear_symmetric") for granularity in ("per_channel", "per_tensor")),
        linear("unsigned", mode="linear", granularity="per_channel", dtype="uint8"),
        *(palette(f"uniform_{bits}", mode="uniform", nbits=bits) for bits in (1, 2, 4, 6, 8)),
        *(palette(f"kmeans_{bits}", mode="kmeans", nbits=bits) for bits in (2, 4)),
        sparse("half", magnitude(target_sparsity=0.5, weight_threshold=0)),
        sparse("threshold", threshold(threshold=0.3, minimum_sparsity_percentile=0.1, weight_threshold=0)),
        linear("ios18_int8", IOS18, True, mode="linear_symmetric", granularity="per_channel", dtype="int8"),
        linear("ios18_int4", IOS18, mode="linear_symmetric", granularity="per_channel", dtype="int4"),
        linear("ios18_int4_blocks", IOS18, True, mode="linear_symmetric", granularity="per_block", block_size=2,
               dtype="int4"),
        linear("ios18_uint4_blocks", IOS18, True, mode="linear", granularity="per_block", block_size=2, dtype="uint4"),
        palette("ios18_grouped", IOS18, True, mode="uniform", nbits=4, granularity="per_grouped_channel", group_size=2),
        palette("ios18_3", IOS18, True, mode="uniform", nbits=3),
        sparse("ios18_half", magnitude(target_sparsity=0.5, weight_threshold=0), IOS18, True),
        linear("half_program", precision=ct.precision.FLOAT16, mode="linear", granularity="per_channel", dtype="int8"),
        plain_half(IOS15), plain_half(IOS16), *half_precision(), *affine_axes(),
    ]


def half_precision() -> list[Case]:
    """Float16 weights in a float32 program: stored by constexpr_cast, or by a plain cast of a float16 constant."""
    weight = constant(5, 4, 3, 3).astype(np.float16)

    def conv(weight_of: Callable) -> Callable:
        return lambda x: mb.conv(x=x, weight=weight_of())

    ways = {"constexpr_cast": (IOS16, lambda: mb.constexpr_cast(source_val=weight, output_dtype="fp32")),
            "cast": (IOS15, lambda: mb.cast(x=weight, dtype="fp32"))}
    return [Case(f"weights_mil.half_{name}", [SHAPE], partial(program, conv(make), target),
                 lambda x: F.conv2d(x, tensor(weight.astype(np.float32))),
                 (name,)) for name, (target, make) in ways.items()]


def affine_axes() -> list[Case]:
    """Scales and zero points along each axis of a weight, and one for all."""
    data = (constant(5, 4, 3, 3) * 127).astype(np.int8)
    made = []
    for name, axis, count in (("outputs", 0, 5), ("inputs", 1, 4), ("all", 0, None)):
        scale = np.float32(0.02) if count is None else constant(count, low=0.005, high=0.03)
        zero = np.int8(3) if count is None else np.arange(count, dtype=np.int8)
        made.append(affine(f"weights_mil.affine_{name}", data, scale, zero, axis))
    return made


def affine(name: str, data: np.ndarray, scale: np.ndarray, zero: np.ndarray, axis: int) -> Case:
    weight = dequantize(data, scale, zero, axis)

    def build(x: Any) -> Any:
        return mb.conv(x=x, weight=mb.constexpr_affine_dequantize(quantized_data=data, zero_point=zero, scale=scale,
                                                                  axis=axis))

    return Case(name, [SHAPE], partial(program, build, IOS16), lambda x: F.conv2d(x, tensor(weight)),
                ("constexpr_affine_dequantize",))


# --- NeuralNetwork

@cache
def quantized(bits: int, mode: str) -> ct.models.MLModel:
    plain = converted(seeded(Small()), "neuralnetwork", None, [SHAPE])
    options = {"lut_function": squares} if mode == "custom_lut" else {}
    result = quantization_utils.quantize_weights(plain, bits, mode, **options)
    spec = result if not isinstance(result, ct.models.MLModel) else result.get_spec()
    return ct.models.MLModel(spec, skip_model_load=True)


def squares(bits: int, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A table that is denser around zero."""
    steps = np.linspace(-1, 1, 2**bits)
    table = np.sign(steps) * steps**2 * np.abs(weights).max()
    return table, np.abs(weights.reshape(-1, 1) - table).argmin(1)


def dequantized(model: ct.models.MLModel, bits: int) -> Parameters:
    spec = model.get_spec()
    if bits < 16:
        quantization_utils._dequantize_nn_spec(spec.neuralNetwork)
    layers = [getattr(layer, layer.WhichOneof("layer")) for layer in spec.neuralNetwork.layers]
    return [(values(layer.weights), values(layer.bias)) for layer in layers if hasattr(layer, "weights")]


def values(parameters: ct.proto.NeuralNetwork_pb2.WeightParams) -> np.ndarray:
    if parameters.float16Value:
        return np.frombuffer(parameters.float16Value, np.float16)
    return np.array(parameters.floatValue)


def neural_networks() -> list[Case]:
    ways = [(16, "linear"), (8, "linear"), (4, "linear"), (8, "linear_symmetric"), (8, "linear_lut"), (4, "linear_lut"),
            (8, "kmeans_lut"),
            (4, "kmeans_lut"), *((bits, "custom_lut") for bits in (1, 2, 4, 6, 8))]
    return [Case(f"weights_nn.{mode}_{bits}", [SHAPE], lambda shapes, b=bits, m=mode: quantized(b, m),
                 lambda x, b=bits, m=mode: run(dequantized(quantized(b, m), b), x)) for bits, mode in ways]


def cases() -> list[Case]:
    return programs() + neural_networks()
