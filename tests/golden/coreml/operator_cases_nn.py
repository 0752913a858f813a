"""Layers of a NeuralNetwork, one case for each variant, built with coremltools' NeuralNetworkBuilder.

Most keep the ranks that the file declares (disable_rank5_shape_mapping); the cases nn_rank5.* are of the older kind,
whose arrays of rank 1 or 3 stand for [sequence, batch, channels, height, width].
"""
from collections.abc import Callable
from functools import partial
from typing import Any

import coremltools as ct
import numpy as np
import torch
import torch.nn.functional as F
from coremltools.models import datatypes
from coremltools.models.neural_network import NeuralNetworkBuilder
from torch import Tensor

from operator_case import (Case, Shape, bilinear, constant, depth_to_space, nearest, pad_spatial, same_padding,
                           space_to_depth, tensor)

IMAGE = (1, 3, 5, 4)
Add = Callable[[NeuralNetworkBuilder], Any]


def network(add: Add, output: Shape, exact: bool, shapes: list[Shape]) -> ct.models.MLModel:
    inputs = [(name, datatypes.Array(*shape)) for name, shape in zip("xyz", shapes)]
    builder = NeuralNetworkBuilder(inputs, [("out", datatypes.Array(*output))], disable_rank5_shape_mapping=exact,
                                   use_float_arraytype=True)
    add(builder)
    return ct.models.MLModel(builder.spec, skip_model_load=True)


def case(name: str, shapes: list[Shape], add: Add, reference: Callable, exact: bool = True, **options: Any) -> Case:
    output = tuple(reference(*(torch.ones(shape) for shape in shapes)).shape)
    prefix = "nn" if exact else "nn_rank5"
    operators = options.pop("operators", (name.split(".")[0],))
    return Case(f"{prefix}.{name}", shapes, partial(network, add, output, exact), reference, operators, **options)


def layer(name: str, method: str, reference: Callable, shape: Shape = IMAGE, exact: bool = True,
          **arguments: Any) -> Case:
    """One layer from x to out; `low`, `high` and `step` say what x holds."""
    options = {key: arguments.pop(key) for key in ("low", "high", "step") if key in arguments}
    return case(name, [shape], lambda b: getattr(b, f"add_{method}")("layer", input_name="x", output_name="out",
                                                                     **arguments),
                reference, exact, **options)


def join(name: str, method: str, reference: Callable, shapes: list[Shape], exact: bool = True,
         **arguments: Any) -> Case:
    """One layer from several inputs to out."""
    options = {key: arguments.pop(key) for key in ("low", "high", "step") if key in arguments}
    names = list("xyz"[:len(shapes)])
    return case(name, shapes, lambda b: getattr(b, f"add_{method}")("layer", input_names=names, output_name="out",
                                                                    **arguments),
                reference, exact, **options)


# --- convolution and pooling

def convolution(variant: str, weight_shape: Shape, reference: Callable, shape: Shape = (1, 4, 9, 8), bias: bool = False,
                exact: bool = True, strides: Shape = (1, 1), **options: Any) -> Case:
    """`weight_shape` is as in PyTorch; the builder wants height and width first."""
    transposed = options.get("is_deconv", False)
    weight = constant(*weight_shape)
    outputs = weight_shape[1] * options.get("groups", 1) if transposed else weight_shape[0]
    offsets = constant(outputs) if bias else None
    arguments = {"border_mode": "valid", "groups": 1} | options
    ordered = weight.transpose((2, 3, 0, 1) if transposed else (2, 3, 1, 0))

    def add(builder: NeuralNetworkBuilder) -> None:
        builder.add_convolution("layer", weight_shape[0] if transposed else weight_shape[1], outputs, *weight_shape[2:],
                                *strides,
                                W=ordered, b=offsets, has_bias=bias, input_name="x", output_name="out", **arguments)

    return case(f"convolution.{variant}", [shape], add, lambda x: reference(x, tensor(weight), tensor(offsets)), exact)


def same_conv(x: Tensor, weight: Tensor, bias: Tensor | None, strides: Shape, lower: bool) -> Tensor:
    pads = same_padding(x.shape[2:], weight.shape[2:], strides, (1, 1), lower)
    return F.conv2d(pad_spatial(x, pads), weight, bias, strides)


def padded_conv(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    return F.conv2d(pad_spatial(x, [0, 1, 2, 3]), weight, bias, (2, 1))


def convolutions() -> list[Case]:
    deconvolution = partial(convolution, shape=(1, 4, 5, 4), is_deconv=True)
    return [
        convolution("valid", (6, 4, 3, 2), F.conv2d, bias=True),
        convolution("no_bias", (6, 4, 3, 2), F.conv2d),
        convolution("dilation", (5, 4, 3, 2), partial(F.conv2d, dilation=(2, 3)), dilation_factors=[2, 3]),
        convolution("groups", (6, 2, 3, 3), partial(F.conv2d, groups=2, stride=(2, 1)), groups=2, strides=(2, 1),
                    bias=True),
        convolution("depthwise", (8, 1, 3, 3), partial(F.conv2d, groups=4), groups=4),
        convolution("same", (3, 4, 4, 3), partial(same_conv, strides=(2, 2), lower=False), border_mode="same",
                    strides=(2, 2)),
        convolution("same_top_left", (3, 4, 4, 3), partial(same_conv, strides=(2, 2), lower=True), border_mode="same",
                    strides=(2, 2), same_padding_asymmetry_mode="TOP_LEFT_HEAVY"),
        convolution("custom", (3, 4, 3, 3), padded_conv, bias=True, strides=(2, 1), padding_top=0, padding_bottom=1,
                    padding_left=2, padding_right=3),
        deconvolution("transposed", (4, 3, 3, 2), partial(F.conv_transpose2d, stride=(2, 3)), bias=True,
                      strides=(2, 3)),
        deconvolution("transposed_groups", (4, 3, 2, 2), partial(F.conv_transpose2d, stride=2, groups=2),
                      strides=(2, 2), groups=2),
        deconvolution("transposed_crop", (4, 2, 4, 4), partial(F.conv_transpose2d, stride=2, padding=1), strides=(2, 2),
                      padding_top=1, padding_bottom=1, padding_left=1, padding_right=1),
        deconvolution("transposed_same", (4, 2, 4, 4), partial(F.conv_transpose2d, stride=2, padding=1), strides=(2, 2),
                      border_mode="same"),
        convolution("image", (6, 4, 3, 2), F.conv2d, (4, 9, 8), bias=True, exact=False),
    ]


def pool(variant: str, kind: str, reference: Callable, shape: Shape = (1, 3, 9, 7), kernel: Shape = (3, 2),
         strides: Shape = (2, 2),
         padding: str = "VALID", exact: bool = True, **options: Any) -> Case:
    return layer(f"pooling.{variant}", "pooling", reference, shape, exact, height=kernel[0], width=kernel[1],
                 layer_type=kind,
                 stride_height=strides[0], stride_width=strides[1], padding_type=padding, **options)


def pad_and_pool(x: Tensor, kind: str, pads: list[int], kernel: Shape, strides: Shape, exclude: bool = False) -> Tensor:
    if kind == "MAX":
        return F.max_pool2d(pad_spatial(x, pads, -torch.inf), kernel, strides)
    average = F.avg_pool2d(pad_spatial(x, pads), kernel, strides)
    return average / F.avg_pool2d(pad_spatial(torch.ones_like(x), pads), kernel, strides) if exclude else average


def pools() -> list[Case]:
    margins = {"padding_top": 1, "padding_bottom": 0, "padding_left": 1, "padding_right": 1}
    symmetric = {"padding_top": 1, "padding_bottom": 1, "padding_left": 1, "padding_right": 1}
    made = []
    for kind in ("MAX", "AVERAGE"):
        low = kind.lower()
        pads = same_padding((9, 7), (3, 4), (2, 1), (1, 1))
        last = F.max_pool2d if kind == "MAX" else partial(F.avg_pool2d, count_include_pad=False)
        made += [
            pool(f"{low}", kind, partial(pad_and_pool, kind=kind, pads=[0] * 4, kernel=(3, 2), strides=(2, 2))),
            pool(f"{low}_custom", kind, partial(pad_and_pool, kind=kind, pads=[1, 0, 1, 1], kernel=(3, 2),
                                                strides=(2, 2)),
                 exclude_pad_area=False, **margins),
            pool(f"{low}_same", kind, partial(pad_and_pool, kind=kind, pads=pads, kernel=(3, 4), strides=(2, 1),
                                              exclude=True),
                 kernel=(3, 4), strides=(2, 1), padding="SAME"),
            pool(f"{low}_last_pixel", kind, partial(last, kernel_size=3, stride=2, padding=1, ceil_mode=True),
                 (1, 2, 8, 7), (3, 3),
                 padding="INCLUDE_LAST_PIXEL", **symmetric),
            pool(f"{low}_last_pixel_no_padding", kind, partial(last, kernel_size=2, stride=2, ceil_mode=True),
                 (1, 2, 7, 9), (2, 2),
                 padding="INCLUDE_LAST_PIXEL"),
            pool(f"{low}_global", kind, partial(torch.amax if kind == "MAX" else torch.mean, dim=(2, 3), keepdim=True),
                 is_global=True),
        ]
    return made + [
        pool("average_custom_exclude", "AVERAGE",
             partial(pad_and_pool, kind="AVERAGE", pads=[1, 0, 1, 1], kernel=(3, 2), strides=(2, 2), exclude=True),
             **margins),
        pool("l2", "L2", lambda x: (F.avg_pool2d(x * x, (3, 2), 2) * 6).sqrt()),
        pool("image", "MAX", partial(F.max_pool2d, kernel_size=(3, 2), stride=2), (3, 9, 7), exact=False),
        pool("image_global", "AVERAGE", partial(torch.mean, dim=(1, 2), keepdim=True), (3, 9, 7), is_global=True,
             exact=False),
    ]


# --- normalisation and matrices

def centred(x: Tensor, axes: Shape, variance: bool) -> Tensor:
    y = x - x.mean(axes, keepdim=True)
    return y / (x.var(axes, correction=0, keepdim=True) + 1e-5).sqrt() if variance else y


def normalisations() -> list[Case]:
    gamma, beta, mean = constant(3, low=0.5, high=2.0), constant(3, low=-0.9), constant(3)
    variance = constant(3, low=0.2, high=3.0)
    batch = {"channels": 3, "gamma": gamma, "beta": beta, "epsilon": 0.05}
    lrn = {"alpha": 0.5, "beta": 0.6, "local_size": 3, "k": 1.5}
    shape = (2, 3, 4, 2)
    wide, narrow = constant(5, 4, low=0.5), constant(5, 4)
    return [
        layer("batchnorm", "batchnorm", lambda x: F.batch_norm(x, tensor(mean), tensor(variance), tensor(gamma),
                                                               tensor(beta), eps=0.05),
              mean=mean, variance=variance, **batch),
        layer("batchnorm.instance", "batchnorm", lambda x: F.instance_norm(x, None, None, tensor(gamma), tensor(beta),
                                                                           eps=0.05),
              compute_mean_var=True, instance_normalization=True, **batch),
        layer("lrn", "lrn", lambda x: F.local_response_norm(x, 3, 0.5, 0.6, 1.5), (1, 7, 3, 2), **lrn),
        layer("l2normalize", "l2_normalize", lambda x: x / (x.square().sum((1, 2, 3), True) + 0.05).sqrt(), shape,
              epsilon=0.05),
        layer("mvn.across", "mvn", partial(centred, axes=(1, 2, 3), variance=True), shape, across_channels=True),
        layer("mvn.channel", "mvn", partial(centred, axes=(2, 3), variance=True), (2, 3, 4, 5), across_channels=False),
        layer("mvn.mean", "mvn", partial(centred, axes=(2, 3), variance=False), shape, across_channels=False,
              normalize_variance=False),
        layer("layerNormalization", "layer_normalization",
              lambda x: F.layer_norm(x, (5, 4), tensor(wide), tensor(narrow), 0.05),
              normalized_shape=(5, 4), gamma=wide, beta=narrow, eps=0.05),
        layer("softmax", "softmax", partial(torch.softmax, dim=-3), (2, 4, 3, 2)),
        layer("softmaxND", "softmax_nd", partial(torch.softmax, dim=-1), (2, 4), axis=-1),
        layer("softmaxND.axis_2", "softmax_nd", partial(torch.softmax, dim=2), axis=2),
        layer("scale.channel", "scale", lambda x: x * tensor(gamma).view(3, 1, 1) + tensor(beta).view(3, 1, 1),
              W=gamma.reshape(3, 1, 1),
              b=beta.reshape(3, 1, 1), has_bias=True, shape_scale=[3, 1, 1], shape_bias=[3, 1, 1]),
        layer("scale.scalar", "scale", lambda x: x * 1.5, W=np.array([1.5], np.float32), b=None, has_bias=False),
        layer("bias.channel", "bias", lambda x: x + tensor(beta).view(3, 1, 1), b=beta.reshape(3, 1, 1),
              shape_bias=[3, 1, 1]),
        layer("softmax.image", "softmax", partial(torch.softmax, dim=0), (4, 3, 2), exact=False),
        layer("softmax.vector", "softmax", partial(torch.softmax, dim=0), (6,), exact=False),
        *matrices(),
    ]


def matrices() -> list[Case]:
    weight, bias, right = constant(5, 4), constant(5), constant(4, 6)
    product = {"input_channels": 4, "output_channels": 5, "W": weight}
    swap = partial(torch.transpose, dim0=-1, dim1=-2)
    offset = constant(6)
    return [
        layer("innerProduct.bias", "inner_product", lambda x: F.linear(x, tensor(weight), tensor(bias)), (2, 4), b=bias,
              has_bias=True, **product),
        layer("innerProduct.rank_3", "inner_product", lambda x: F.linear(x, tensor(weight)), (2, 3, 4), b=None,
              has_bias=False, **product),
        layer("innerProduct.vector", "inner_product", lambda x: F.linear(x, tensor(weight), tensor(bias)), (4,), False,
              b=bias, has_bias=True,
              **product),
        join("batchedMatmul.two_inputs", "batched_mat_mul", torch.matmul, [(2, 3, 5), (2, 5, 4)]),
        join("batchedMatmul.transpose_a", "batched_mat_mul", lambda x, y: swap(x) @ y, [(2, 5, 3), (2, 5, 4)],
             transpose_a=True),
        join("batchedMatmul.transpose_b", "batched_mat_mul", lambda x, y: x @ swap(y), [(2, 3, 5), (1, 4, 5)],
             transpose_b=True),
        join("batchedMatmul.weight", "batched_mat_mul", lambda x: x @ tensor(right) + tensor(offset), [(2, 3, 4)],
             weight_matrix_rows=4,
             weight_matrix_columns=6, W=right, bias=offset),
    ]


# --- elementwise

def activation(kind: str, reference: Callable, params: Any = None, variant: str = "") -> Case:
    return layer(f"activation.{variant or kind.lower()}", "activation", reference, non_linearity=kind, params=params,
                 low=-3.0, high=3.0)


def unary(mode: str, reference: Callable, **options: Any) -> Case:
    """`reference` gets 1.2 * x + 0.3."""
    return layer(f"unary.{mode}", "unary", lambda x: reference(1.2 * x + 0.3), mode=mode, scale=1.2, shift=0.3,
                 **options)


def activations() -> list[Case]:
    slope, sharp, one = constant(3), constant(3, low=0.5, high=2.0), np.array([0.3], np.float32)
    column = (3, 1, 1)
    return [
        activation("RELU", F.relu), activation("SIGMOID", torch.sigmoid), activation("TANH", torch.tanh),
        activation("SCALED_TANH", lambda x: 1.5 * torch.tanh(0.7 * x), [1.5, 0.7]), activation("SOFTPLUS", F.softplus),
        activation("SOFTSIGN", F.softsign), activation("SIGMOID_HARD", lambda x: (0.3 * x + 0.4).clamp(0, 1),
                                                       [0.3, 0.4]),
        activation("LEAKYRELU", lambda x: F.leaky_relu(x, 0.2), [0.2]), activation("ELU", lambda x: F.elu(x, 0.7), 0.7),
        activation("PRELU", lambda x: F.prelu(x, tensor(slope)), slope),
        activation("PRELU", lambda x: F.prelu(x, tensor(one)), one, "prelu_shared"),
        activation("THRESHOLDEDRELU", lambda x: torch.where(x >= 0.6, x, 0.0), 0.6),
        activation("LINEAR", lambda x: 0.6 * x - 1.1, [0.6, -1.1]),
        activation("PARAMETRICSOFTPLUS",
                   lambda x: tensor(slope).view(column) * F.softplus(tensor(sharp).view(column) * x), [slope, sharp]),
        unary("sqrt", torch.sqrt, low=0.0), unary("rsqrt", lambda x: (x + 0.05).rsqrt(), low=0.01, epsilon=0.05),
        unary("inverse", lambda x: 1 / (x + 0.05), low=0.01, epsilon=0.05),
        unary("power", lambda x: x.pow(1.7), low=0.01, alpha=1.7),
        unary("exp", torch.exp), unary("log", torch.log, low=0.1), unary("abs", torch.abs),
        layer("unary.log_epsilon", "unary", lambda x: torch.log(1.2 * x + 0.8), mode="log", scale=1.2, shift=0.3,
              epsilon=0.5, low=0.1),
        unary("threshold", lambda x: x.clamp(min=0.4), alpha=0.4),
        layer("clip", "clip", lambda x: x.clamp(-0.5, 1.2), min_value=-0.5, max_value=1.2),
        layer("clampedReLU", "clamped_relu", lambda x: torch.where(x >= 0, x, 0.3 * x).clamp(max=1.2), alpha=0.3,
              beta=1.2),
        *(layer(f"gelu.{mode.lower()}", "gelu", reference, mode=mode) for mode, reference in (
            ("EXACT", F.gelu), ("TANH_APPROXIMATION", partial(F.gelu, approximate="tanh")),
            ("SIGMOID_APPROXIMATION", lambda x: x * torch.sigmoid(1.702 * x)))),
        *(layer(name, name, reference) for name, reference in (("erf", torch.erf), ("tanh", torch.tanh),
                                                               ("sin", torch.sin),
                                                               ("cos", torch.cos), ("round", torch.round),
                                                               ("copy", lambda x: x))),
        *(layer(name, name, reference, step=0.25) for name, reference in (("floor", torch.floor), ("ceil", torch.ceil),
                                                                          ("sign", torch.sign))),
    ]


def mean_of(*inputs: Tensor) -> Tensor:
    return sum(inputs) / len(inputs)


def joins() -> list[Case]:
    three, channel = [IMAGE, IMAGE, IMAGE], [IMAGE, (1, 3, 1, 1)]
    element = partial(join, method="elementwise")
    made = [
        element("add.three", reference=lambda x, y, z: x + y + z, shapes=three, mode="ADD"),
        element("add.channel", reference=torch.add, shapes=channel, mode="ADD"),
        element("add.alpha", reference=lambda x: x + 0.7, shapes=[IMAGE], mode="ADD", alpha=0.7),
        element("multiply.three", reference=lambda x, y, z: x * y * z, shapes=three, mode="MULTIPLY"),
        element("multiply.channel", reference=torch.mul, shapes=channel, mode="MULTIPLY"),
        element("multiply.alpha", reference=lambda x: x * 0.7, shapes=[IMAGE], mode="MULTIPLY", alpha=0.7),
        element("average", reference=mean_of, shapes=three, mode="AVE"),
        element("max", reference=lambda *xs: torch.stack(xs).amax(0), shapes=three, mode="MAX"),
        element("min", reference=lambda *xs: torch.stack(xs).amin(0), shapes=three, mode="MIN"),
        element("concat", reference=lambda x, y: torch.cat((x, y), -3), shapes=[(1, 2, 3, 4), (1, 3, 3, 4)],
                mode="CONCAT"),
        element("concat.image", reference=lambda x, y: torch.cat((x, y)), shapes=[(2, 3, 4), (3, 3, 4)], mode="CONCAT",
                exact=False),
        element("add.image", reference=torch.add, shapes=[(3, 5, 4), (3, 5, 4)], mode="ADD", exact=False),
    ]
    for name, reference in {"add": torch.add, "multiply": torch.mul, "subtract": torch.sub, "divide": torch.div,
                            "max": torch.maximum,
                            "min": torch.minimum, "pow": torch.pow, "mod": torch.remainder,
                            "floor_div": torch.floor_divide}.items():
        layer_name = "floorDivBroadcastable" if name == "floor_div" else f"{name}Broadcastable"
        low = 0.3 if name in ("divide", "pow", "mod", "floor_div") else -2.0
        made.append(join(layer_name, f"{name}_broadcastable", reference, [(2, 3, 5, 4), (3, 1, 4)], low=low))
    return made + [
        join("concatND.last", "concat_nd", lambda x, y: torch.cat((x, y), -1), [(2, 3, 4), (2, 3, 2)], axis=-1),
        join("concatND.interleave", "concat_nd", lambda x, y: torch.stack((x, y), 2).flatten(1, 2), [IMAGE, IMAGE],
             axis=1, interleave=True),
        join("stack", "stack", lambda x, y: torch.stack((x, y), 1), [(2, 3), (2, 3)], axis=1),
        *comparisons(),
    ]


def comparisons() -> list[Case]:
    def floats(function: Callable) -> Callable:
        return lambda *xs: function(*xs).float()

    pair = [(2, 3, 4), (3, 1)]
    return [
        join("equal", "equal", floats(torch.eq), pair, step=1.0),
        join("notEqual", "not_equal", floats(torch.ne), pair, step=1.0),
        join("equal.alpha", "equal", lambda x: (x == 1).float(), [(2, 3)], alpha=1.0, step=1.0),
        join("greaterThan", "greater_than", floats(torch.gt), pair, step=1.0),
        join("greaterEqual", "greater_than", floats(torch.ge), pair, use_greater_than_equal=True, step=1.0),
        join("lessThan", "less_than", floats(torch.lt), pair, step=1.0),
        join("lessEqual", "less_than", floats(torch.le), pair, use_less_than_equal=True, step=1.0),
        join("logicalAnd", "logical", floats(torch.logical_and), pair, mode="AND", low=0.0, high=1.0, step=1.0),
        join("logicalOr", "logical", floats(torch.logical_or), pair, mode="OR", low=0.0, high=1.0, step=1.0),
        join("logicalNot", "logical", floats(torch.logical_not), pair[:1], mode="NOT", low=0.0, high=1.0, step=1.0),
        join("whereBroadcastable", "where_broadcastable", lambda c, a, b: torch.where(c != 0, a, b),
             [(2, 3, 4), (2, 3, 4), (3, 1)],
             low=0.0, high=2.0, step=1.0),
    ]


# --- shapes

def two_parts(method: str, outputs: int, swapped: Callable, shape: Shape, join_axis: int, **options: Any) -> Case:
    """A split whose parts are joined again in reverse."""
    names = [f"part{i}" for i in range(outputs)]

    def add(builder: NeuralNetworkBuilder) -> None:
        getattr(builder, f"add_{method}")("layer", "x", names, **options)
        builder.add_concat_nd("join", names[::-1], "out", axis=join_axis)

    name = "split" if method == "split" else f"splitND.{'sizes' if 'split_sizes' in options else 'number'}"
    return case(name, [shape], add, swapped)


def constants() -> list[Case]:
    image, matrix = constant(3, 5, 4), constant(5, 4)

    def sum_with(method: str, value: np.ndarray) -> Add:
        def add(builder: NeuralNetworkBuilder) -> None:
            getattr(builder, f"add_{method}")("constant", "value", value, list(value.shape))
            builder.add_elementwise("sum", ["x", "value"], "out",
                                    "ADD") if value.ndim == 3 else builder.add_add_broadcastable(
                "sum", ["x", "value"], "out")
        return add

    return [
        case("loadConstant", [(3, 5, 4)], sum_with("load_constant", image), lambda x: x + tensor(image), exact=False),
        case("loadConstantND", [IMAGE], sum_with("load_constant_nd", matrix), lambda x: x + tensor(matrix)),
    ]


def channel_last(x: Tensor) -> Tensor:
    return x.permute(0, 2, 3, 1)


def shapes() -> list[Case]:
    x, cut = (2, 3, 4, 6), (2, 6, 5, 7)
    return [
        two_parts("split", 2, lambda x: torch.cat(x.chunk(2, 1)[::-1], 1), (1, 6, 2, 3), 1),
        two_parts("split_nd", 3, lambda x: torch.cat(x.chunk(3, 1)[::-1], 1), (1, 6, 2, 3), 1, axis=1, num_splits=3),
        two_parts("split_nd", 3, lambda x: torch.cat(x.split([4, 1, 2], -1)[::-1], -1), (2, 3, 7), -1, axis=-1,
                  num_splits=3,
                  split_sizes=[4, 1, 2]),
        layer("slice.channel", "slice", lambda x: x[:, 1:5:2], cut, axis="channel", start_index=1, end_index=5,
              stride=2),
        layer("slice.height", "slice", lambda x: x[:, :, 1:-1], cut, axis="height", start_index=1, end_index=-1),
        layer("slice.width", "slice", lambda x: x[..., 2:6:3], cut, axis="width", start_index=2, end_index=6, stride=3),
        layer("sliceStatic.masks", "slice_static", lambda x: x[:, 1:3, 2:, 1::2], cut, begin_ids=[1, 1, 2, 1],
              end_ids=[1, 3, 4, 2],
              strides=[1, 1, 1, 2], begin_masks=[True, False, False, False], end_masks=[True, False, True, True]),
        layer("sliceStatic.squeeze", "slice_static", lambda x: x[1, :, 4], cut, begin_ids=[1, 0, 4, 0],
              end_ids=[2, 6, 5, 7],
              strides=[1] * 4, begin_masks=[False] * 4, end_masks=[False] * 4,
              squeeze_masks=[True, False, True, False]),
        layer("sliceStatic.backwards", "slice_static", lambda x: x[:, [5, 3, 1]].flip(3), cut, begin_ids=[0, 5, 0, 6],
              end_ids=[2, 0, 5, 0],
              strides=[1, -2, 1, -1], begin_masks=[False] * 4, end_masks=[False, False, False, True]),
        layer("flatten.channel_first", "flatten", lambda x: x.reshape(2, -1, 1, 1), x, mode=0),
        layer("flatten.channel_last", "flatten", lambda x: channel_last(x).reshape(2, -1, 1, 1), x, mode=1),
        layer("flattenTo2D", "flatten_to_2d", lambda x: x.reshape(6, 24), x, axis=2),
        layer("reshapeStatic", "reshape_static", lambda x: x.reshape(6, -1, 8), x, output_shape=[6, -1, 8]),
        layer("rankPreservingReshape", "rank_preserving_reshape", lambda x: x.reshape(2, 6, 2, 6), x,
              output_shape=[0, 6, -1, 0]),
        layer("transpose", "transpose", lambda x: x.permute(0, 2, 3, 1), x, axes=[0, 2, 3, 1]),
        layer("expandDims", "expand_dims", lambda x: x[None, :, None], (3, 4), axes=[0, 2]),
        layer("squeeze.axes", "squeeze", lambda x: x.squeeze(2), (1, 3, 1, 4), axes=[2]),
        layer("squeeze.all", "squeeze", torch.squeeze, (1, 3, 1, 4), squeeze_all=True),
        layer("tile", "tile", lambda x: x.repeat(1, 4, 2), (2, 1, 3), reps=[1, 4, 2]),
        layer("reverse", "reverse", lambda x: x.flip(1, 2), (2, 3, 4), reverse_dim=[False, True, True]),
        layer("reorganizeData.space_to_depth", "reorganize_data", lambda x: space_to_depth(x, 2), (1, 3, 4, 6),
              mode="SPACE_TO_DEPTH"),
        layer("reorganizeData.depth_to_space", "reorganize_data", lambda x: depth_to_space(x, 2), (1, 12, 2, 3),
              mode="DEPTH_TO_SPACE"),
        layer("reorganizeData.pixel_shuffle", "reorganize_data", lambda x: F.pixel_shuffle(x, 3), (1, 18, 2, 3),
              mode="PIXEL_SHUFFLE",
              block_size=3),
        *constants(), *older_shapes(), *borders(), *gathers(),
    ]


def older_shapes() -> list[Case]:
    x = (3, 4, 6)
    last = partial(torch.permute, dims=(1, 2, 0))
    return [
        layer("flatten.channel_first", "flatten", lambda x: x.reshape(-1, 1, 1), x, False, mode=0),
        layer("flatten.channel_last", "flatten", lambda x: last(x).reshape(-1, 1, 1), x, False, mode=1),
        layer("permute", "permute", lambda x: x.permute(2, 0, 1), x, False, dim=(0, 3, 1, 2)),
        layer("reshape.channel_first", "reshape", lambda x: x.reshape(6, 2, 6), x, False, target_shape=(6, 2, 6),
              mode=0),
        layer("reshape.channel_last", "reshape", lambda x: last(x).reshape(2, 6, 6).permute(2, 0, 1), x, False,
              target_shape=(6, 2, 6), mode=1),
        layer("reduce.image", "reduce", lambda x: x.sum((1, 2), True), x, False, axis="HW", mode="sum"),
        layer("upsample.image", "upsample", lambda x: nearest(x, 8, 18, False), x, False, scaling_factor_h=2,
              scaling_factor_w=3),
    ]


def borders() -> list[Case]:
    amounts = {"left": 1, "right": 2, "top": 0, "bottom": 3}
    pads = (1, 2, 0, 3)
    return [
        layer("padding.constant", "padding", lambda x: F.pad(x, pads, value=0.5), value=0.5, **amounts),
        layer("padding.reflection", "padding", lambda x: F.pad(x, pads, mode="reflect"), padding_type="reflection",
              **amounts),
        layer("padding.replication", "padding", lambda x: F.pad(x, pads, mode="replicate"), padding_type="replication",
              **amounts),
        join("constantPad", "constant_pad", lambda x: F.pad(x, (1, 0, 2, 3), value=-0.5), [(2, 3, 4)], value=-0.5,
             pad_amounts=[0, 0, 2, 3, 1, 0]),
        join("crop.amounts", "crop", lambda x: x[:, :, 1:-2, :-1], [IMAGE], left=0, right=1, top=1, bottom=2,
             offset=[0, 0]),
        join("crop.like", "crop", lambda x, y: x[:, :, 2:5, 1:3], [IMAGE, (1, 3, 3, 2)], left=0, right=0, top=0,
             bottom=0, offset=[2, 1]),
    ]


def gathers() -> list[Case]:
    rows = np.array([3, 0, 1], np.float32)

    def add(builder: NeuralNetworkBuilder) -> None:
        builder.add_load_constant_nd("rows", "rows", rows, [3])
        builder.add_gather("gather", ["x", "rows"], "out", axis=1)

    def scatter(builder: NeuralNetworkBuilder) -> None:
        builder.add_load_constant_nd("rows", "rows", rows, [3])
        builder.add_scatter("scatter", ["x", "rows", "y"], "out", axis=1, mode="UPDATE")

    return [
        case("gather", [(2, 4, 3)], add, lambda x: x[:, [3, 0, 1]]),
        case("scatter", [(2, 4, 3), (2, 3, 3)], scatter, lambda x, y: x.index_copy(1, torch.tensor([3, 0, 1]), y)),
        layer("argMax.keep", "argmax", lambda x: x.argmax(1, True).float(), axis=1, keepdims=True),
        layer("argMin.drop", "argmin", lambda x: x.argmin(-1).float(), axis=-1, keepdims=False),
        join("cumSum", "cumsum", lambda x: x.flip(1).cumsum(1).flip(1), [(2, 5, 3)], axis=1, reverse=True),
    ]


# --- reductions and resizing

OLD_REDUCTIONS: dict[str, Callable[[Tensor, Shape], Tensor]] = {
    "sum": lambda x, a: x.sum(a, True), "avg": lambda x, a: x.mean(a, True),
    "prod": lambda x, a: x.log().sum(a, True).exp(),
    "logsum": lambda x, a: x.log().sum(a, True), "sumsquare": lambda x, a: x.square().sum(a, True),
    "L1": lambda x, a: x.abs().sum(a, True), "L2": lambda x, a: x.square().sum(a, True).sqrt(),
    "max": lambda x, a: x.amax(a, True), "min": lambda x, a: x.amin(a, True),
}
NEW_REDUCTIONS: dict[str, tuple[str, Callable[[Tensor, Shape, bool], Tensor]]] = {
    "reduceSum": ("sum", torch.sum), "reduceMean": ("mean", torch.mean), "reduceMax": ("max", torch.amax),
    "reduceMin": ("min", torch.amin),
    "reduceProd": ("prod", lambda x, a, k: x.log().sum(a, k).exp()),
    "reduceL1": ("l1", lambda x, a, k: x.abs().sum(a, k)),
    "reduceL2": ("l2", lambda x, a, k: x.square().sum(a, k).sqrt()),
    "reduceSumSquare": ("sumsquare", lambda x, a, k: x.square().sum(a, k)),
    "reduceLogSum": ("logsum", lambda x, a, k: x.sum(a, k).log()), "reduceLogSumExp": ("logsumexp", torch.logsumexp),
}


def reductions() -> list[Case]:
    axes = {"CHW": (1, 2, 3), "HW": (2, 3), "C": (1,), "H": (2,), "W": (3,)}
    made = [layer(f"reduce.{mode.lower()}", "reduce", partial(f, a=(2, 3)), axis="HW", mode=mode,
                  low=0.3) for mode, f in OLD_REDUCTIONS.items()]
    made += [layer(f"reduce.axis_{name.lower()}", "reduce", partial(OLD_REDUCTIONS["avg"], a=numbers), axis=name,
                   mode="avg")
             for name, numbers in axes.items()]
    made.append(layer("reduce.argmax", "reduce", lambda x: x.argmax(1, True).float(), axis="C", mode="argmax"))
    for name, (method, f) in NEW_REDUCTIONS.items():
        made.append(layer(f"{name}.keep", f"reduce_{method}", lambda x, f=f: f(x, (2, 3), True), axes=[2, 3],
                          keepdims=True, low=0.3))
        made.append(layer(f"{name}.drop", f"reduce_{method}", lambda x, f=f: f(x, (1,), False), axes=[-3],
                          keepdims=False, low=0.3))
    made.append(layer("reduceMean.all", "reduce_mean", lambda x: x.mean().reshape(1), axes=None, keepdims=False,
                      reduce_all=True))
    return made


def resizes() -> list[Case]:
    upsample = partial(layer, method="upsample")
    resize = {"STRICT_ALIGN_ENDPOINTS_MODE": "STRICT_ALIGN_CORNERS", "ALIGN_ENDPOINTS_MODE": "ALIGN_CORNERS",
              "UPSAMPLE_MODE": "DEFAULT",
              "ROI_ALIGN_MODE": "OFFSET_CORNERS"}
    smooth = {"DEFAULT": "DEFAULT", "ALIGN_CORNERS_TRUE": "STRICT_ALIGN_CORNERS",
              "ALIGN_CORNERS_FALSE": "UNALIGN_CORNERS"}
    made = [upsample("upsample.nearest", reference=lambda x: nearest(x, 10, 12, False), scaling_factor_h=2,
                     scaling_factor_w=3)]
    for name, mode in smooth.items():
        made.append(upsample(f"upsample.{name.lower()}", reference=partial(bilinear, height=10, width=12, mode=mode),
                             scaling_factor_h=2,
                             scaling_factor_w=3, mode="BILINEAR", linear_upsample_mode=name))
    made.append(upsample("upsample.fraction", reference=partial(bilinear, height=7, width=10, mode="UNALIGN_CORNERS"),
                         scaling_factor_h=1.5,
                         scaling_factor_w=2.5, mode="BILINEAR", linear_upsample_mode="ALIGN_CORNERS_FALSE"))
    for name, mode in resize.items():
        for variant, height, width in (("larger", 8, 9), ("smaller", 3, 2)):
            made.append(layer(f"resizeBilinear.{mode.lower()}_{variant}", "resize_bilinear",
                              partial(bilinear, height=height, width=width, mode=mode), target_height=height,
                              target_width=width, mode=name))
    return made


def cases() -> list[Case]:
    return [*convolutions(), *pools(), *normalisations(), *activations(), *joins(), *shapes(), *reductions(),
            *resizes()]
