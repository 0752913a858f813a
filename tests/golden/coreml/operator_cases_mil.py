"""ML Program operators, one case for each variant, built with coremltools' MIL builder without any graph pass."""
from collections.abc import Callable
from functools import partial
from typing import Any

import coremltools as ct
import numpy as np
import torch
import torch.nn.functional as F
from coremltools.converters.mil import Builder as mb
from torch import Tensor

from operator_case import (Case, Shape, bilinear, constant, depth_to_space, nearest, pad_spatial, same_padding,
                           space_to_depth, tensor)

IMAGE = (1, 3, 5, 4)
IOS15, IOS16, IOS17, IOS18 = ct.target.iOS15, ct.target.iOS16, ct.target.iOS17, ct.target.iOS18


# The builder reads the names of the inputs off the function's signature, which must have nothing else.
ARITIES: dict[int, Callable[[Callable], Callable]] = {
    1: lambda f: lambda x: f(x),
    2: lambda f: lambda x, y: f(x, y),
    3: lambda f: lambda x, y, z: f(x, y, z),
    4: lambda f: lambda x, y, z, mask: f(x, y, z, mask),
}


def program(build: Callable, target: ct.target, shapes: list[Shape]) -> ct.models.MLModel:
    specs = [mb.TensorSpec(shape) for shape in shapes]
    made = mb.program(input_specs=specs, opset_version=target)(ARITIES[len(shapes)](build))
    return ct.convert(made, convert_to="mlprogram", compute_precision=ct.precision.FLOAT32,
                      minimum_deployment_target=target, pass_pipeline=ct.PassPipeline.EMPTY, skip_model_load=True)


def case(name: str, shapes: list[Shape], build: Callable, reference: Callable, target: ct.target = IOS15,
         **options: Any) -> Case:
    """`name` is the operator, or operator.variant."""
    operators = options.pop("operators", (name.split(".")[0],))
    return Case(f"mil.{name}", shapes, partial(program, build, target), reference, operators, **options)


def as_float(x: Any) -> Any:
    return mb.cast(x=x, dtype="fp32")


# --- convolution and pooling

def padding_of(x: Tensor, kernel: Shape, options: dict) -> list[int]:
    kind, ones = options.get("pad_type", "valid"), (1,) * len(kernel)
    if kind == "custom":
        return options["pad"]
    if kind == "valid":
        return [0] * 2 * len(kernel)
    return same_padding(x.shape[2:], kernel, options.get("strides", ones), options.get("dilations", ones),
                        kind == "same_lower")


def conv(variant: str, shape: Shape, weight_shape: Shape, bias: bool = False, target: ct.target = IOS15,
         **options: Any) -> Case:
    weight = constant(*weight_shape)
    biases = {"bias": constant(weight_shape[0])} if bias else {}

    def reference(x: Tensor) -> Tensor:
        padded = pad_spatial(x, padding_of(x, weight_shape[2:], options))
        function = F.conv2d if x.dim() == 4 else F.conv1d
        return function(padded, tensor(weight), tensor(biases.get("bias")), options.get("strides", 1), 0,
                        options.get("dilations", 1), options.get("groups", 1))

    return case(f"conv.{variant}", [shape], lambda x: mb.conv(x=x, weight=weight, **biases, **options), reference,
                target)


def convolutions() -> list[Case]:
    x = (1, 4, 9, 8)
    return [
        conv("plain", x, (6, 4, 3, 2)),
        conv("bias", x, (6, 4, 3, 2), bias=True),
        conv("batch", (2, 4, 5, 6), (3, 4, 3, 3), bias=True),
        conv("strides", x, (6, 4, 3, 3), strides=[2, 3]),
        conv("dilations", x, (5, 4, 3, 2), bias=True, dilations=[2, 3]),
        conv("groups", x, (6, 2, 3, 3), bias=True, groups=2),
        conv("depthwise", x, (8, 1, 3, 3), groups=4, pad_type="same"),
        conv("same", x, (3, 4, 4, 3), pad_type="same"),
        conv("same_strides", x, (3, 4, 3, 3), pad_type="same", strides=[2, 2]),
        conv("same_dilations", x, (3, 4, 2, 3), pad_type="same", dilations=[3, 2]),
        conv("same_lower", x, (3, 4, 4, 2), pad_type="same_lower", target=IOS16),
        conv("same_lower_strides", x, (3, 4, 3, 3), pad_type="same_lower", strides=[2, 2], target=IOS16),
        conv("custom", x, (3, 4, 3, 3), bias=True, pad_type="custom", pad=[0, 1, 2, 3]),
        conv("custom_all", x, (4, 2, 3, 3), pad_type="custom", pad=[2, 1, 0, 1], strides=[2, 1], dilations=[2, 1],
             groups=2),
        conv("one_axis", (1, 4, 11), (6, 2, 3), bias=True, groups=2, strides=[2], pad_type="custom", pad=[1, 2]),
        case("conv.weight_is_input", [(1, 4, 6, 5), (3, 4, 3, 2)], lambda x, y: mb.conv(x=x, weight=y), F.conv2d),
        *transposed_convolutions(),
    ]


def conv_transpose(variant: str, weight_shape: Shape, reference: Callable, bias: bool = False, **options: Any) -> Case:
    weight = constant(*weight_shape)
    outputs = weight_shape[1] * options.get("groups", 1)
    biases = {"bias": constant(outputs)} if bias else {}
    return case(f"conv_transpose.{variant}", [(1, 4, 5, 4)],
                lambda x: mb.conv_transpose(x=x, weight=weight, **biases, **options),
                lambda x: reference(x, tensor(weight), tensor(biases.get("bias"))))


def transposed_convolutions() -> list[Case]:
    transpose = F.conv_transpose2d
    return [
        conv_transpose("plain", (4, 3, 3, 2), transpose),
        conv_transpose("bias_strides", (4, 3, 3, 2), partial(transpose, stride=(2, 3)), bias=True, strides=[2, 3]),
        conv_transpose("groups", (4, 3, 2, 2), partial(transpose, stride=2, groups=2), strides=[2, 2], groups=2),
        conv_transpose("dilations", (4, 2, 3, 2), partial(transpose, dilation=(2, 1)), dilations=[2, 1]),
        conv_transpose("custom", (4, 2, 4, 4), partial(transpose, stride=2, padding=1), strides=[2, 2],
                       pad_type="custom",
                       pad=[1, 1, 1, 1]),
        conv_transpose("custom_uneven", (4, 2, 3, 3), lambda x, w, b: transpose(x, w, b, 2)[:, :, 1:, :-1],
                       strides=[2, 2],
                       pad_type="custom", pad=[1, 0, 0, 1]),
        conv_transpose("output_shape", (4, 2, 3, 3), partial(transpose, stride=2, padding=1, output_padding=1),
                       strides=[2, 2], pad_type="custom", pad=[1, 1, 1, 1], output_shape=[1, 2, 10, 8]),
    ]


def max_pool(x: Tensor, kernel: Shape, options: dict) -> Tensor:
    padded = pad_spatial(x, padding_of(x, kernel, options), -torch.inf)
    function = F.max_pool2d if x.dim() == 4 else F.max_pool1d
    return function(padded, kernel, options.get("strides", 1), ceil_mode=options.get("ceil_mode", False))


def average_pool(x: Tensor, kernel: Shape, options: dict) -> Tensor:
    """Windows that stick out at the end in ceil_mode divide by what is inside, as in PyTorch."""
    pads, strides = padding_of(x, kernel, options), options.get("strides", 1)
    function = F.avg_pool2d if x.dim() == 4 else F.avg_pool1d
    pool = partial(function, kernel_size=kernel, stride=strides, ceil_mode=options.get("ceil_mode", False))
    average = pool(pad_spatial(x, pads))
    if options.get("exclude_padding_from_average", False):
        average = average / pool(pad_spatial(torch.ones_like(x), pads))
    return average


def l2_pool(x: Tensor, kernel: Shape, options: dict) -> Tensor:
    return (average_pool(x * x, kernel, options) * np.prod(kernel)).sqrt()


POOLS = {"max_pool": (mb.max_pool, max_pool), "avg_pool": (mb.avg_pool, average_pool), "l2_pool": (mb.l2_pool, l2_pool)}


def pool(name: str, kernel: Shape = (3, 2), shape: Shape = (1, 3, 9, 7), target: ct.target = IOS15,
         **options: Any) -> Case:
    build, reference = POOLS[name.split(".")[0]]
    arguments = {"pad_type": "valid"} | options
    return case(name, [shape], lambda x: build(x=x, kernel_sizes=list(kernel), **arguments),
                lambda x: reference(x, kernel, options), target)


def pools() -> list[Case]:
    made = [pool("l2_pool.strides", strides=[2, 1])]
    for name in ("max_pool", "avg_pool"):
        made += [
            pool(f"{name}.valid", strides=[2, 2]),
            pool(f"{name}.same", (3, 4), strides=[2, 1], pad_type="same"),
            pool(f"{name}.same_lower", (3, 4), strides=[2, 1], pad_type="same_lower", target=IOS16),
            pool(f"{name}.custom", strides=[2, 2], pad_type="custom", pad=[1, 0, 1, 1]),
            pool(f"{name}.ceil", (2, 2), strides=[2, 2], ceil_mode=True),
            pool(f"{name}.one_axis", (3,), (1, 3, 10), strides=[2]),
        ]
    made += [
        pool("max_pool.ceil_custom", (3, 3), (1, 2, 10, 8), strides=[2, 2], pad_type="custom", pad=[1, 1, 1, 1],
             ceil_mode=True),
        pool("avg_pool.same_exclude", (3, 4), strides=[2, 1], pad_type="same", exclude_padding_from_average=True),
        pool("avg_pool.custom_exclude", (3, 3), strides=[2, 2], pad_type="custom", pad=[1, 0, 1, 1],
             exclude_padding_from_average=True),
        pool("avg_pool.ceil_exclude", (3, 3), (1, 2, 8, 7), strides=[2, 2], pad_type="custom", pad=[1, 1, 1, 1],
             ceil_mode=True,
             exclude_padding_from_average=True),
    ]
    return made + [avg_pool_ceil_custom()]


def avg_pool_ceil_custom() -> Case:
    """PyTorch itself: padding counts, what ceil_mode adds behind the padding does not."""
    options = {"kernel_sizes": [3, 3], "strides": [2, 2], "pad_type": "custom", "pad": [1, 1, 1, 1], "ceil_mode": True}
    return case("avg_pool.ceil_custom", [(1, 2, 8, 7)], lambda x: mb.avg_pool(x=x, **options),
                lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True))


# --- normalisation and matrices

def layer_norm(variant: str, axes: list[int], affine: Shape | None = None, epsilon: float = 1e-2) -> Case:
    weights = {} if affine is None else {"gamma": constant(*affine, low=0.5, high=2.0), "beta": constant(*affine)}

    def reference(x: Tensor) -> Tensor:
        y = (x - x.mean(axes, keepdim=True)) / (x.var(axes, correction=0, keepdim=True) + epsilon).sqrt()
        if affine is None:
            return y
        view = [x.shape[i] if i in [axis % x.dim() for axis in axes] else 1 for i in range(x.dim())]
        return y * tensor(weights["gamma"]).reshape(view) + tensor(weights["beta"]).reshape(view)

    return case(f"layer_norm.{variant}", [(2, 3, 5, 4)],
                lambda x: mb.layer_norm(x=x, axes=axes, epsilon=np.float32(epsilon), **weights), reference)


def normalisations() -> list[Case]:
    mean, beta = constant(3), constant(3, low=-0.9)
    variance, gamma = constant(3, low=0.2, high=3.0), constant(3, low=0.5, high=2.0)
    epsilon = np.float32(0.05)

    def batch(x: Tensor, *affine: np.ndarray) -> Tensor:
        return F.batch_norm(x, tensor(mean), tensor(variance), *map(tensor, affine), eps=0.05)

    def instance(x: Tensor, *affine: np.ndarray) -> Tensor:
        return F.instance_norm(x, None, None, *map(tensor, affine), eps=0.05)

    full = {"gamma": gamma, "beta": beta, "epsilon": epsilon}
    return [
        case("batch_norm.affine", [IMAGE], lambda x: mb.batch_norm(x=x, mean=mean, variance=variance, **full),
             lambda x: batch(x, gamma, beta)),
        case("batch_norm.plain", [(2, 3, 6)],
             lambda x: mb.batch_norm(x=x, mean=mean, variance=variance, epsilon=epsilon), batch),
        case("instance_norm.affine", [IMAGE], lambda x: mb.instance_norm(x=x, **full),
             lambda x: instance(x, gamma, beta)),
        case("instance_norm.plain", [(2, 3, 6)], lambda x: mb.instance_norm(x=x, epsilon=epsilon), instance),
        layer_norm("last", [-1], (4,)),
        layer_norm("channel", [1], (3,)),
        layer_norm("two_axes", [2, 3], (5, 4)),
        layer_norm("three_axes", [1, 2, 3]),
        case("l2_norm", [(2, 3, 4, 2)], lambda x: mb.l2_norm(x=x, epsilon=epsilon),
             lambda x: x / (x.square().sum((1, 2, 3), keepdim=True) + 0.05).sqrt()),
        case("local_response_norm", [(1, 7, 3, 2)],
             lambda x: mb.local_response_norm(x=x, size=3, alpha=np.float32(0.5), beta=np.float32(0.6),
                                              k=np.float32(1.5)),
             lambda x: F.local_response_norm(x, 3, 0.5, 0.6, 1.5)),
    ]


def matrices() -> list[Case]:
    weight, bias, right = constant(5, 4), constant(5), constant(3, 4, 6)
    swap = partial(torch.transpose, dim0=-1, dim1=-2)
    return [
        case("linear.bias", [(2, 4)], lambda x: mb.linear(x=x, weight=weight, bias=bias),
             lambda x: F.linear(x, tensor(weight), tensor(bias))),
        case("linear.rank_3", [(2, 3, 4)], lambda x: mb.linear(x=x, weight=weight),
             lambda x: F.linear(x, tensor(weight))),
        case("matmul.constant", [(3, 5, 4)], lambda x: mb.matmul(x=x, y=right), lambda x: x @ tensor(right)),
        case("matmul.broadcast", [(2, 1, 5, 4)], lambda x: mb.matmul(x=x, y=right), lambda x: x @ tensor(right)),
        case("matmul.two_inputs", [(2, 3, 5), (2, 5, 4)], lambda x, y: mb.matmul(x=x, y=y), torch.matmul),
        case("matmul.transpose_x", [(2, 5, 3), (2, 5, 4)], lambda x, y: mb.matmul(x=x, y=y, transpose_x=True),
             lambda x, y: swap(x) @ y),
        case("matmul.transpose_y", [(2, 3, 5), (2, 4, 5)], lambda x, y: mb.matmul(x=x, y=y, transpose_y=True),
             lambda x, y: x @ swap(y)),
        case("matmul.transpose_both", [(2, 5, 3), (2, 4, 5)],
             lambda x, y: mb.matmul(x=x, y=y, transpose_x=True, transpose_y=True), lambda x, y: swap(x) @ swap(y)),
        case("einsum.rank_4", [(2, 3, 4, 5), (2, 5, 4, 6)],
             lambda x, y: mb.einsum(values=(x, y), equation="nchw,nwhu->nchu"),
             partial(torch.einsum, "nchw,nwhu->nchu")),
        case("einsum.rank_3", [(3, 4, 5), (5, 4, 6)], lambda x, y: mb.einsum(values=(x, y), equation="chw,whr->chr"),
             partial(torch.einsum, "chw,whr->chr")),
        case("scaled_dot_product_attention.plain", [(1, 2, 5, 4), (1, 2, 7, 4), (1, 2, 7, 3)],
             lambda x, y, z: mb.scaled_dot_product_attention(query=x, key=y, value=z),
             F.scaled_dot_product_attention, IOS18),
        case("scaled_dot_product_attention.mask", [(1, 2, 5, 4), (1, 2, 7, 4), (1, 2, 7, 3), (1, 1, 5, 7)],
             lambda x, y, z, m: mb.scaled_dot_product_attention(query=x, key=y, value=z, attn_mask=m),
             F.scaled_dot_product_attention, IOS18),
        case("scaled_dot_product_attention.bool_mask", [(2, 5, 4), (2, 5, 4), (2, 5, 4)],
             lambda x, y, z: mb.scaled_dot_product_attention(query=x, key=y, value=z,
                                                             attn_mask=np.tril(np.ones((5, 5), bool))),
             partial(F.scaled_dot_product_attention, is_causal=True), IOS18),
    ]


# --- elementwise

def unary(name: str, reference: Callable, variant: str = "", shape: Shape = IMAGE, low: float = -3.0, high: float = 3.0,
          step: float = 0.0, target: ct.target = IOS15, **options: Any) -> Case:
    arguments = {k: np.float32(v) if isinstance(v, float) else v for k, v in options.items()}
    full = f"{name}.{variant}" if variant else name
    return case(full, [shape], lambda x: getattr(mb, name)(x=x, **arguments), reference, target, low=low, high=high,
                step=step)


def activations() -> list[Case]:
    slope, sharp = constant(3), constant(3, low=0.5, high=2.0)
    column = (3, 1, 1)
    return [
        unary("relu", F.relu), unary("relu6", F.relu6, high=9.0), unary("sigmoid", torch.sigmoid),
        unary("silu", F.silu),
        unary("tanh", torch.tanh), unary("softplus", F.softplus), unary("softsign", F.softsign),
        unary("erf", torch.erf),
        unary("leaky_relu", lambda x: F.leaky_relu(x, 0.2), alpha=0.2),
        unary("prelu", lambda x: F.prelu(x, tensor(slope)), alpha=slope),
        unary("elu", lambda x: F.elu(x, 0.7), alpha=0.7),
        case("elu.selu", [IMAGE], lambda x: mb.mul(x=mb.elu(x=x, alpha=np.float32(1.6732632)), y=np.float32(1.0507010)),
             F.selu),
        unary("gelu", F.gelu, "exact", mode="EXACT"),
        unary("gelu", partial(F.gelu, approximate="tanh"), "tanh", mode="TANH_APPROXIMATION"),
        unary("gelu", lambda x: x * torch.sigmoid(1.702 * x), "sigmoid", mode="SIGMOID_APPROXIMATION"),
        unary("sigmoid_hard", lambda x: (0.3 * x + 0.4).clamp(0, 1), alpha=0.3, beta=0.4),
        unary("scaled_tanh", lambda x: 1.5 * torch.tanh(0.7 * x), alpha=1.5, beta=0.7),
        unary("thresholded_relu", lambda x: torch.where(x >= 0.6, x, 0.0), alpha=0.6),
        unary("clamped_relu", lambda x: torch.where(x >= 0, x, 0.3 * x).clamp(max=1.2), alpha=0.3, beta=1.2),
        unary("linear_activation", lambda x: 0.6 * x - 1.1, alpha=0.6, beta=-1.1),
        unary("softplus_parametric",
              lambda x: tensor(slope).view(column) * F.softplus(tensor(sharp).view(column) * x), alpha=slope,
              beta=sharp),
        unary("threshold", lambda x: x.clamp(min=0.4), alpha=0.4),
        unary("clip", lambda x: x.clamp(-0.5, 1.2), alpha=-0.5, beta=1.2),
        *(unary("softmax", partial(torch.softmax, dim=axis), f"axis_{axis % 4}", axis=axis) for axis in (-1, 1, 2)),
        unary("softmax", partial(torch.softmax, dim=0), "axis_0_rank_2", (4, 3), axis=0),
    ]


def mathematics() -> list[Case]:
    return [
        unary("log", lambda x: torch.log(x + 0.1), low=0.01, epsilon=0.1), unary("exp", torch.exp),
        unary("sqrt", torch.sqrt, low=0.0), unary("rsqrt", lambda x: torch.rsqrt(x + 0.1), low=0.01, epsilon=0.1),
        unary("inverse", lambda x: 1 / (x + 0.1), low=0.01, epsilon=0.1), unary("abs", torch.abs),
        unary("sign", torch.sign, step=0.5), unary("square", torch.square), unary("floor", torch.floor, step=0.25),
        unary("ceil", torch.ceil, step=0.25), unary("round", torch.round), unary("sin", torch.sin),
        unary("cos", torch.cos), unary("tan", torch.tan, low=-1.0, high=1.0), unary("atan", torch.atan),
        unary("sinh", torch.sinh), unary("cosh", torch.cosh), unary("exp2", torch.exp2),
        case("identity", [IMAGE], lambda x: mb.identity(x=x), lambda x: x),
        case("logical_not", [IMAGE], lambda x: as_float(mb.logical_not(x=mb.greater(x=x, y=np.float32(0.2)))),
             lambda x: (x <= 0.2).float()),
        case("cast.int32", [IMAGE], lambda x: as_float(mb.cast(x=x, dtype="int32")), lambda x: x.trunc(), step=0.25),
        case("cast.bool", [IMAGE], lambda x: as_float(mb.cast(x=x, dtype="bool")), lambda x: (x != 0).float(),
             step=0.5),
        case("cast.fp16", [IMAGE], lambda x: as_float(mb.cast(x=x, dtype="fp16")), lambda x: x.half().float(),
             step=0.25),
    ]


def binary(name: str, reference: Callable, logical: bool = False, **options: Any) -> list[Case]:
    """With a second input of the same shape, one that is broadcast, and a scalar."""
    operation = getattr(mb, name)

    def build(x: Any, y: Any) -> Any:
        return as_float(operation(x=x, y=y)) if logical else operation(x=x, y=y)

    def value(x: Tensor, y: Tensor | float) -> Tensor:
        return reference(x, torch.as_tensor(y)).float()

    scalar = np.float32(1.5 if not logical else 1.0)
    return [
        case(f"{name}.same_shape", [IMAGE, IMAGE], build, value, **options),
        case(f"{name}.broadcast", [(2, 3, 5, 4), (3, 1, 4)], build, value, **options),
        case(f"{name}.scalar", [IMAGE], lambda x: build(x, scalar), lambda x: value(x, float(scalar)), **options),
    ]


def logic(name: str, reference: Callable) -> Case:
    zero = np.float32(0)
    return case(name, [IMAGE, IMAGE],
                lambda x, y: as_float(getattr(mb, name)(x=mb.greater(x=x, y=zero), y=mb.less(x=y, y=zero))),
                lambda x, y: reference(x > 0, y < 0).float())


def binaries() -> list[Case]:
    made = []
    for name, reference in {"add": torch.add, "sub": torch.sub, "mul": torch.mul, "maximum": torch.maximum,
                            "minimum": torch.minimum}.items():
        made += binary(name, reference)
    for name, reference in {"real_div": torch.div, "floor_div": torch.floor_divide, "mod": torch.remainder}.items():
        made += binary(name, reference, low=0.3, high=4.0)
    made += [case(f"{name}.negative", [IMAGE], lambda x, f=getattr(mb, name): f(x=x, y=np.float32(0.7)),
                  lambda x, r=reference: r(x, torch.tensor(0.7)))
             for name, reference in {"floor_div": torch.floor_divide, "mod": torch.remainder}.items()]
    made += [case(f"{name}.whole_{'by_negative' if divisor < 0 else 'numbers'}", [(3, 10)],
                  lambda x, f=getattr(mb, name), y=np.int32(divisor): as_float(f(x=mb.cast(x=x, dtype="int32"), y=y)),
                  lambda x, r=reference, y=divisor: r(x, torch.tensor(float(y))), low=-9.0, high=9.0, step=1.0)
             for name, reference in {"floor_div": torch.floor_divide, "mod": torch.remainder}.items()
             for divisor in (4, -3)]
    made += binary("pow", torch.pow, low=0.2)
    for name, reference in {"equal": torch.eq, "not_equal": torch.ne, "greater": torch.gt, "greater_equal": torch.ge,
                            "less": torch.lt, "less_equal": torch.le}.items():
        made += binary(name, reference, True, step=1.0)
    made += [logic("logical_and", torch.logical_and), logic("logical_or", torch.logical_or),
             logic("logical_xor", torch.logical_xor)]
    zero = np.float32(0)
    return made + [
        case("select", [IMAGE, IMAGE], lambda x, y: mb.select(cond=mb.greater(x=x, y=zero), a=x, b=y),
             lambda x, y: torch.where(x > 0, x, y)),
        case("select.constant_condition", [IMAGE, IMAGE],
             lambda x, y: mb.select(cond=constant(*IMAGE) > 0, a=x, b=y),
             lambda x, y: torch.where(tensor(constant(*IMAGE)) > 0, x, y)),
    ]


# --- reductions

REDUCTIONS: dict[str, Callable[[Tensor, list[int], bool], Tensor]] = {
    "reduce_mean": torch.mean, "reduce_sum": torch.sum, "reduce_max": torch.amax, "reduce_min": torch.amin,
    "reduce_l2_norm": lambda x, axes, keep: x.square().sum(axes, keep).sqrt(),
    "reduce_l1_norm": lambda x, axes, keep: x.abs().sum(axes, keep),
    "reduce_sum_square": lambda x, axes, keep: x.square().sum(axes, keep),
    "reduce_log_sum_exp": torch.logsumexp,
    "reduce_log_sum": lambda x, axes, keep: x.sum(axes, keep).log(),
    "reduce_prod": lambda x, axes, keep: x.double().log().sum(axes, keep).exp().float(),
}


def reductions() -> list[Case]:
    made = []
    for name, reference in REDUCTIONS.items():
        low = 0.3 if name in ("reduce_prod", "reduce_log_sum") else -2.0
        for variant, axes, keep in (("spatial", [2, 3], True), ("channel", [1], False),
                                    ("negative_axes", [-1, -3], False)):
            made.append(case(f"{name}.{variant}", [(2, 3, 4, 5)],
                             lambda x, f=getattr(mb, name), a=axes, k=keep: f(x=x, axes=a, keep_dims=k),
                             lambda x, r=reference, a=axes, k=keep: r(x, a, k), low=low))
    made.append(case("reduce_mean.all_axes", [IMAGE], lambda x: mb.reduce_mean(x=x, keep_dims=True),
                     lambda x: x.mean((0, 1, 2, 3), True)))
    for name, reference in {"reduce_argmax": torch.argmax, "reduce_argmin": torch.argmin}.items():
        for keep in (True, False):
            made.append(case(f"{name}.{'keep' if keep else 'drop'}", [IMAGE],
                             lambda x, f=getattr(mb, name), k=keep: as_float(f(x=x, axis=-3, keep_dims=k)),
                             lambda x, r=reference, k=keep: r(x, 1, k).float()))
    return made + sorting()


def sorting() -> list[Case]:
    return [
        case("topk.values", [(2, 3, 7)], lambda x: mb.topk(x=x, k=3, axis=-1)[0], lambda x: x.topk(3)[0]),
        case("topk.ascending", [(2, 6, 3)], lambda x: mb.topk(x=x, k=2, axis=1, ascending=True)[0],
             lambda x: x.topk(2, 1, largest=False)[0]),
        case("topk.indices", [(2, 3, 7)], lambda x: as_float(mb.topk(x=x, k=3, axis=-1)[1]),
             lambda x: x.topk(3)[1].float()),
        case("topk.ios16", [(2, 3, 7)], lambda x: mb.topk(x=x, k=4, axis=2, sort=True, return_indices=False),
             lambda x: x.topk(4)[0], IOS16),
        case("argsort", [(2, 6)], lambda x: as_float(mb.argsort(x=x, axis=-1, ascending=False)),
             lambda x: x.argsort(descending=True).float()),
        *(case(f"cumsum.{variant}", [(2, 5, 3)], lambda x, o=options: mb.cumsum(x=x, axis=1, **o), reference)
          for variant, options, reference in (
              ("plain", {}, lambda x: x.cumsum(1)),
              ("reverse", {"reverse": True}, lambda x: x.flip(1).cumsum(1).flip(1)),
              ("exclusive", {"exclusive": True}, lambda x: x.cumsum(1) - x))),
    ]


# --- shapes

def shapes() -> list[Case]:
    x = (2, 3, 4, 6)
    return [
        case("reshape.infer", [x], lambda x: mb.reshape(x=x, shape=[2, -1]), lambda x: x.reshape(2, -1)),
        case("reshape.keep", [x], lambda x: mb.reshape(x=x, shape=[0, -1, 2, 0]), lambda x: x.reshape(2, 6, 2, 6)),
        case("reshape.plain", [x], lambda x: mb.reshape(x=x, shape=[6, 1, 24]), lambda x: x.reshape(6, 1, 24)),
        case("transpose", [x], lambda x: mb.transpose(x=x, perm=[0, 3, 1, 2]), lambda x: x.permute(0, 3, 1, 2)),
        case("transpose.negative", [x], lambda x: mb.transpose(x=x, perm=[-4, 2, -1, 1]),
             lambda x: x.permute(0, 2, 3, 1)),
        case("expand_dims.two", [(3, 4)], lambda x: mb.expand_dims(x=x, axes=[0, 2]), lambda x: x[None, :, None]),
        case("expand_dims.last", [(3, 4)], lambda x: mb.expand_dims(x=x, axes=[-1]), lambda x: x[..., None]),
        case("squeeze.axes", [(1, 3, 1, 4)], lambda x: mb.squeeze(x=x, axes=[-2]), lambda x: x.squeeze(2)),
        case("squeeze.all", [(1, 3, 1, 4)], lambda x: mb.squeeze(x=x), torch.squeeze),
        case("flatten2d", [x], lambda x: mb.flatten2d(x=x, axis=2), lambda x: x.reshape(6, 24)),
        case("concat.channel", [(1, 2, 3, 4), (1, 3, 3, 4)], lambda x, y: mb.concat(values=(x, y), axis=1),
             lambda x, y: torch.cat((x, y), 1)),
        case("concat.last", [(2, 3, 4), (2, 3, 2)], lambda x, y: mb.concat(values=(x, y, x), axis=-1),
             lambda x, y: torch.cat((x, y, x), -1)),
        case("concat.interleave", [IMAGE, IMAGE], lambda x, y: mb.concat(values=(x, y), axis=-3, interleave=True),
             lambda x, y: torch.stack((x, y), 2).flatten(1, 2)),
        case("stack.first", [IMAGE, IMAGE], lambda x, y: mb.stack(values=(x, y), axis=0),
             lambda x, y: torch.stack((x, y))),
        case("stack.last", [(3, 4), (3, 4)], lambda x, y: mb.stack(values=(x, y), axis=-1),
             lambda x, y: torch.stack((x, y), -1)),
        case("split.number", [(1, 6, 2, 3)], lambda x: mb.concat(values=mb.split(x=x, num_splits=3, axis=1)[::-1],
                                                                 axis=1),
             lambda x: torch.cat(x.chunk(3, 1)[::-1], 1)),
        case("split.sizes", [(2, 3, 7)], lambda x: mb.concat(values=mb.split(x=x, split_sizes=[4, 1, 2], axis=-1)[::-1],
                                                             axis=-1),
             lambda x: torch.cat(x.split([4, 1, 2], -1)[::-1], -1)),
        case("tile", [(2, 1, 3)], lambda x: mb.tile(x=x, reps=[1, 4, 2]), lambda x: x.repeat(1, 4, 2)),
        case("reverse.axes", [IMAGE], lambda x: mb.reverse(x=x, axes=[-1, 1]), lambda x: x.flip(1, 3)),
        case("reverse.all", [(2, 3, 4)], lambda x: mb.reverse(x=x), lambda x: x.flip(0, 1, 2)),
        case("shape", [x], lambda x: as_float(mb.shape(x=x)), lambda x: torch.tensor(x.shape).float()),
        case("band_part", [(2, 5, 5)], lambda x: mb.band_part(x=x, lower=1, upper=2), lambda x: x.triu(-1).tril(2)),
        case("band_part.all_lower", [(5, 4)], lambda x: mb.band_part(x=x, lower=-1, upper=0), torch.tril),
        case("band_part.of_infinity", [(6, 6)],   # e to the minus infinity is 0; what is cut off, 0, becomes 1
             lambda x: mb.exp(x=mb.band_part(x=mb.mul(x=mb.inverse(x=mb.square(x=x), epsilon=np.float32(0)),
                                                      y=np.float32(-1)), lower=1, upper=0)),
             lambda x: (-1 / x.square()).triu(-1).tril().exp(), step=1.0),
        case("crop", [IMAGE], lambda x: mb.crop(x=x, crop_height=[1, 2], crop_width=[0, 1]),
             lambda x: x[..., 1:-2, :-1]),
        *slices(), *made_tensors(), *paddings(), *blocks(),
    ]


def slices() -> list[Case]:
    x = (2, 5, 6, 4)
    cut = mb.slice_by_index
    return [
        case("slice_by_index.plain", [x], lambda x: cut(x=x, begin=[0, 1, 2, 0], end=[2, 4, 6, 3]),
             lambda x: x[:, 1:4, 2:, :3]),
        case("slice_by_index.strides", [x], lambda x: cut(x=x, begin=[0, 1, 0, 0], end=[2, 5, 6, 4],
                                                          stride=[1, 2, 3, 1]),
             lambda x: x[:, 1:5:2, ::3]),
        case("slice_by_index.masks", [x], lambda x: cut(x=x, begin=[1, 1, 2, 3], end=[1, 3, 4, 1],
                                                        begin_mask=[True, False, False, True],
             end_mask=[True, False, True, False]), lambda x: x[:, 1:3, 2:, :1]),
        case("slice_by_index.squeeze", [x], lambda x: cut(x=x, begin=[1, 0, 4, 0], end=[0, 0, 0, 0],
                                                          end_mask=[False, True, False, True],
             squeeze_mask=[True, False, True, False]), lambda x: x[1, :, 4]),
        case("slice_by_index.negative", [x], lambda x: cut(x=x, begin=[0, -3, -5, 0], end=[2, -1, 6, -1]),
             lambda x: x[:, -3:-1, -5:, :-1]),
        case("slice_by_index.backwards", [x], lambda x: cut(x=x, begin=[0, 4, 5, 0], end=[2, 0, 0, 4],
                                                            stride=[1, -2, -1, 1],
             end_mask=[False, False, True, False]), lambda x: x[:, [4, 2]].flip(2)),
        case("slice_by_size", [x], lambda x: mb.slice_by_size(x=x, begin=[0, 1, 2, 0], size=[2, 3, -1, 2]),
             lambda x: x[:, 1:4, 2:, :2]),
        case("slice_update", [x, (2, 2, 6, 3)], lambda x, y: mb.slice_update(x=x, update=y, begin=[0, 1, 0, 0],
                                                                             end=[2, 4, 6, 3],
             stride=[1, 2, 1, 1]), updated_slice, IOS18),
    ]


def updated_slice(x: Tensor, y: Tensor) -> Tensor:
    result = x.clone()
    result[:, 1:4:2, :, :3] = y
    return result


def made_tensors() -> list[Case]:
    one_hot = partial(mb.one_hot, one_hot_vector_size=5, axis=-1, on_value=np.float32(2), off_value=np.float32(-1))
    return [
        case("fill.of_shape", [(2, 3, 4)], lambda x: mb.add(x=x, y=mb.fill(shape=mb.shape(x=x), value=np.float32(1.5))),
             lambda x: x + 1.5, operators=("fill", "shape")),
        case("fill.constant", [(2, 3, 4)], lambda x: mb.add(x=x, y=mb.fill(shape=[3, 1], value=np.float32(-0.5))),
             lambda x: x - 0.5),
        case("fill_like", [(2, 3, 4)], lambda x: mb.add(x=x, y=mb.fill_like(ref_tensor=x, value=np.float32(0.75))),
             lambda x: x + 0.75, IOS16),
        case("range_1d", [(2, 4)], lambda x: mb.mul(x=x, y=mb.range_1d(start=np.float32(1), end=np.float32(8),
                                                                       step=np.float32(2))),
             lambda x: x * torch.arange(1, 8, 2)),
        case("range_1d.of_shape", [(2, 4)], lambda x: mb.add(x=x, y=as_float(mb.range_1d(
             start=0, end=mb.gather(x=mb.shape(x=x), indices=1, axis=0), step=1))), lambda x: x + torch.arange(4),
             operators=("range_1d", "shape", "gather")),
        case("one_hot", [(2, 3)], lambda x: one_hot(indices=mb.cast(x=x, dtype="int32")),
             lambda x: F.one_hot(x.long(), 5) * 3.0 - 1.0, low=0.0, high=4.0, step=1.0),
    ]


def paddings() -> list[Case]:
    return [
        case("pad.constant", [IMAGE], lambda x: mb.pad(x=x, pad=[0, 0, 1, 0, 2, 1, 0, 3], mode="constant",
                                                       constant_val=np.float32(0.5)),
             lambda x: F.pad(x, (0, 3, 2, 1, 1, 0, 0, 0), value=0.5)),
        case("pad.last_axes", [IMAGE], lambda x: mb.pad(x=x, pad=[1, 2, 0, 1]), lambda x: F.pad(x, (0, 1, 1, 2))),
        case("pad.reflect", [IMAGE], lambda x: mb.pad(x=x, pad=[2, 1, 0, 3], mode="reflect"),
             lambda x: F.pad(x, (0, 3, 2, 1), mode="reflect")),
        case("pad.replicate", [IMAGE], lambda x: mb.pad(x=x, pad=[2, 1, 0, 3], mode="replicate"),
             lambda x: F.pad(x, (0, 3, 2, 1), mode="replicate")),
    ]


def blocks() -> list[Case]:
    return [
        case("pixel_shuffle", [(1, 18, 2, 3)], lambda x: mb.pixel_shuffle(x=x, upscale_factor=3),
             lambda x: F.pixel_shuffle(x, 3)),
        case("pixel_unshuffle", [(1, 2, 4, 6)], lambda x: mb.pixel_unshuffle(x=x, downscale_factor=np.uint32(2)),
             lambda x: F.pixel_unshuffle(x, 2), IOS16),
        case("depth_to_space", [(1, 12, 2, 3)], lambda x: mb.depth_to_space(x=x, block_size=2),
             lambda x: depth_to_space(x, 2)),
        case("space_to_depth", [(1, 3, 4, 6)], lambda x: mb.space_to_depth(x=x, block_size=2),
             lambda x: space_to_depth(x, 2)),
    ]


# --- gathering and scattering

def gathers() -> list[Case]:
    x, two = (3, 4, 5), np.array([[2, 0], [3, 1]], np.int32)
    along = np.array([[[1, 0, 2, 1, 1]] * 2], np.int32).repeat(3, 0)
    places = np.array([[0, 1], [2, 3], [1, 0]], np.int32)
    return [
        case("gather.axis", [x], lambda x: mb.gather(x=x, indices=np.array([3, 0, 1], np.int32), axis=1),
             lambda x: x[:, [3, 0, 1]]),
        case("gather.matrix", [x], lambda x: mb.gather(x=x, indices=two, axis=-1),
             lambda x: x[..., torch.from_numpy(two)]),
        case("gather.scalar", [x], lambda x: mb.gather(x=x, indices=np.int32(2), axis=0), lambda x: x[2]),
        case("gather.negative", [x], lambda x: mb.gather(x=x, indices=np.array([-1, 1], np.int32), axis=1),
             lambda x: x[:, [-1, 1]]),
        case("gather.batch_dims", [(2, 4, 3)], lambda x: mb.gather(x=x, indices=two, axis=1, batch_dims=1),
             lambda x: torch.stack([x[i, two[i]] for i in range(2)]), IOS16),
        case("gather.ios17", [x], lambda x: mb.gather(x=x, indices=np.array([3, 0], np.uint16), axis=1,
                                                      validate_indices=False),
             lambda x: x[:, [3, 0]], IOS17),
        case("gather_along_axis", [x], lambda x: mb.gather_along_axis(x=x, indices=along, axis=1),
             lambda x: x.gather(1, torch.from_numpy(along).long())),
        case("gather_nd", [x], lambda x: mb.gather_nd(x=x, indices=places), lambda x: x[places[:, 0], places[:, 1]]),
        case("gather_nd.batch_dims", [(2, 4, 3)], lambda x: mb.gather_nd(x=x, indices=two, batch_dims=1),
             lambda x: torch.stack([x[i, two[i, 0], two[i, 1]] for i in range(2)]), IOS16),
        *scatters(),
    ]


def scatter_rows(x: Tensor, y: Tensor, mode: str) -> Tensor:
    """Rows 3 and 0 of axis 1 get y."""
    result, rows = x.clone(), [3, 0]
    functions = {"update": lambda a, b: b, "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div,
                 "max": torch.maximum, "min": torch.minimum}
    result[:, rows] = functions[mode](x[:, rows], y)
    return result


def scatter_places(x: Tensor, y: Tensor, accumulate: bool) -> Tensor:
    return x.index_put((torch.tensor([0, 2, 1]), torch.tensor([1, 3, 0])), y, accumulate)


def scatters() -> list[Case]:
    x, rows = (3, 4, 5), np.array([3, 0], np.int32)
    places = np.array([[0, 1], [2, 3], [1, 0]], np.int32)
    along = np.array([[[1, 0, 2, 1, 1], [3, 2, 0, 0, 2]]], np.int32).repeat(3, 0)
    index = torch.from_numpy(along).long()
    made = [case(f"scatter.{mode}", [x, (3, 2, 5)],
                 lambda x, y, m=mode: mb.scatter(data=x, indices=rows, updates=y, axis=1, mode=m),
                 partial(scatter_rows, mode=mode), low=0.5) for mode in ("update", "add", "sub", "mul", "div", "max",
                                                                         "min")]
    return made + [
        case("scatter.constant_data", [(2, 3)], lambda x: mb.scatter(data=constant(4, 3), indices=rows, updates=x,
                                                                     axis=0, mode="update"),
             lambda x: tensor(constant(4, 3)).index_copy(0, torch.tensor([3, 0]), x)),
        case("scatter_nd.update", [x, (3, 5)], lambda x, y: mb.scatter_nd(data=x, indices=places, updates=y,
                                                                          mode="update"),
             partial(scatter_places, accumulate=False)),
        case("scatter_nd.add", [x, (3, 5)], lambda x, y: mb.scatter_nd(data=x, indices=places, updates=y, mode="add"),
             partial(scatter_places, accumulate=True)),
        case("scatter_along_axis.update", [x, (3, 2, 5)],
             lambda x, y: mb.scatter_along_axis(data=x, indices=along, updates=y, axis=1, mode="update"),
             lambda x, y: x.scatter(1, index, y)),
        case("scatter_along_axis.add", [x, (3, 2, 5)],
             lambda x, y: mb.scatter_along_axis(data=x, indices=along, updates=y, axis=1, mode="add"),
             lambda x, y: x.scatter_add(1, index, y)),
    ]


# --- resizing

MODES = ("STRICT_ALIGN_CORNERS", "ALIGN_CORNERS", "DEFAULT", "OFFSET_CORNERS", "UNALIGN_CORNERS")


def upsample(variant: str, factors: tuple[float, float], mode: str, target: ct.target = IOS15, **options: Any) -> Case:
    height, width = int(5 * factors[0]), int(4 * factors[1])
    scale_h, scale_w = (np.float32(f) if isinstance(f, float) else f for f in factors)
    return case(f"upsample_bilinear.{variant}", [IMAGE],
                lambda x: mb.upsample_bilinear(x=x, scale_factor_height=scale_h, scale_factor_width=scale_w, **options),
                lambda x: bilinear(x, height, width, mode), target)


def resizes() -> list[Case]:
    made = [
        upsample("aligned", (2, 3), "STRICT_ALIGN_CORNERS", align_corners=True),
        upsample("not_aligned", (2, 3), "UNALIGN_CORNERS", align_corners=False),
        upsample("fraction", (1.5, 2.5), "UNALIGN_CORNERS", align_corners=False),
        upsample("half_pixel", (2, 3), "UNALIGN_CORNERS", IOS16, align_corners=False, half_pixel_centers=True),
        upsample("no_half_pixel", (2, 3), "DEFAULT", IOS16, align_corners=False, half_pixel_centers=False),
        upsample("aligned_no_half_pixel", (2, 3), "STRICT_ALIGN_CORNERS", IOS16, align_corners=True,
                 half_pixel_centers=False),
        case("upsample_nearest_neighbor", [IMAGE], lambda x: mb.upsample_nearest_neighbor(x=x, scale_factor_height=2,
             scale_factor_width=3), lambda x: nearest(x, 10, 12, False)),
        case("upsample_nearest_neighbor.fraction", [(1, 2, 4, 6)], lambda x: mb.upsample_nearest_neighbor(x=x,
             scale_factor_height=np.float32(1.75), scale_factor_width=np.float32(1.5)),
             lambda x: nearest(x, 7, 9, False)),
        case("resize_nearest_neighbor.double", [IMAGE], lambda x: mb.resize_nearest_neighbor(x=x, target_size_height=10,
             target_size_width=8), lambda x: nearest(x, 10, 8, True)),
        case("resize_nearest_neighbor.half_pixel", [IMAGE],
             lambda x: mb.resize_nearest_neighbor(x=x, target_size_height=8,
             target_size_width=3), lambda x: nearest(x, 8, 3, True)),
        case("resize.nearest", [IMAGE], lambda x: mb.resize(x=x, shape=[10, 12], resized_dims=np.uint32(2),
             interpolation_mode="NEAREST_NEIGHBOR"), lambda x: nearest(x, 10, 12, True), IOS17),
    ]
    for mode in MODES:
        for variant, height, width in (("larger", 8, 9), ("smaller", 3, 2), ("one", 1, 1)):
            made.append(case(f"resize_bilinear.{mode.lower()}_{variant}", [IMAGE],
                             lambda x, m=mode, h=height, w=width: mb.resize_bilinear(x=x, target_size_height=h,
                             target_size_width=w, sampling_mode=m),
                             lambda x, m=mode, h=height, w=width: bilinear(x, h, w, m)))
        made.append(case(f"resize.{mode.lower()}", [IMAGE],
                         lambda x, m=mode: mb.resize(x=x, shape=[1, 8, 0], resized_dims=np.uint32(2),
                         sampling_mode=m), lambda x, m=mode: bilinear(x, 8, 4, m), IOS17))
    return made


def cases() -> list[Case]:
    return [*convolutions(), *pools(), *normalisations(), *matrices(), *activations(), *mathematics(), *binaries(),
            *reductions(), *shapes(), *gathers(), *resizes()]
