"""PyTorch modules and functions, converted by coremltools as ML Program and as NeuralNetwork with all its passes."""
from collections.abc import Callable
from functools import partial
from typing import Any

import coremltools as ct
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from operator_case import Case, Shape

IMAGE = (1, 4, 6, 8)


class Function(nn.Module):
    """A function as a module, so that it can be traced."""

    def __init__(self, function: Callable[..., Tensor]) -> None:
        super().__init__()
        self.function = function

    def forward(self, *inputs: Tensor) -> Tensor:
        return self.function(*inputs)


def converted(module: nn.Module, form: str, target: ct.target | None, shapes: list[Shape],
              precision: ct.precision = ct.precision.FLOAT32) -> ct.models.MLModel:
    traced = torch.jit.trace(module, tuple(torch.rand(shape) for shape in shapes), check_trace=False)
    options: dict[str, Any] = {"convert_to": form}
    if form == "mlprogram":
        options |= {"minimum_deployment_target": target, "compute_precision": precision}
    inputs = [ct.TensorType(name=name, shape=shape) for name, shape in zip("xyz", shapes)]
    return ct.convert(traced, inputs=inputs, outputs=[ct.TensorType(name="out")], skip_model_load=True, **options)


def seeded(module: nn.Module) -> nn.Module:
    """Random parameters, and statistics of batch normalisation that are not 0 and 1."""
    torch.manual_seed(1)
    for name, value in [*module.named_parameters(), *module.named_buffers()]:
        if value.is_floating_point():
            value.uniform_(0.5, 1.5) if "var" in name else value.uniform_(-0.7, 0.9)
    return module.eval()


# coremltools converts these to layers that do not do the same: dilation is ignored in a deconvolution, and nearest
# neighbours become bilinear.
OTHERWISE_AS_LAYERS = ("conv_transpose_dilated", "upsample_nearest_size")


def both(name: str, module: nn.Module | Callable, shapes: list[Shape] | None = None,
         target: ct.target = ct.target.iOS15,
         **options: Any) -> list[Case]:
    made = seeded(module if isinstance(module, nn.Module) else Function(module))
    as_layers = target == ct.target.iOS15 and name not in OTHERWISE_AS_LAYERS
    forms = {"torch_mil": "mlprogram"} | ({"torch_nn": "neuralnetwork"} if as_layers else {})
    return [Case(f"{prefix}.{name}", shapes or [IMAGE], partial(converted, made, form, target), made, **options)
            for prefix, form in forms.items()]


MODULES: dict[str, nn.Module] = {
    "conv": nn.Conv2d(4, 6, (3, 2), bias=True),
    "conv_padded": nn.Conv2d(4, 6, 3, (2, 1), (1, 2), groups=2, bias=False),
    "conv_dilated": nn.Conv2d(4, 4, 3, padding=2, dilation=2),
    "conv_same": nn.Conv2d(4, 3, (4, 3), padding="same"),
    "conv_reflect": nn.Conv2d(4, 3, 3, padding=1, padding_mode="reflect"),
    "conv_transpose": nn.ConvTranspose2d(4, 3, 3, 2),
    "conv_transpose_padded": nn.ConvTranspose2d(4, 6, 3, 2, padding=1, output_padding=1, groups=2),
    "conv_transpose_output": nn.ConvTranspose2d(4, 6, 3, 2, padding=(1, 0), output_padding=1),
    "conv_transpose_of_pad": nn.Sequential(nn.ZeroPad2d(1), nn.ConvTranspose2d(4, 3, 4, 2, 1)),
    "conv_transpose_of_end": nn.Sequential(nn.Conv2d(4, 4, 1), nn.ZeroPad2d((0, 1, 0, 1)),
                                           nn.ConvTranspose2d(4, 3, 3, 2, 1)),
    "conv_transpose_of_pad_groups": nn.Sequential(nn.ZeroPad2d(1), nn.ConvTranspose2d(4, 4, 4, 2, 1, groups=2)),
    "conv_transpose_dilated": nn.ConvTranspose2d(4, 3, 3, 1, dilation=2),
    "max_pool": nn.MaxPool2d(3, 2, 1),
    "max_pool_ceil": nn.MaxPool2d(3, 2, 1, ceil_mode=True),
    "avg_pool": nn.AvgPool2d(3, 2, 1),
    "avg_pool_exclude": nn.AvgPool2d(3, 2, 1, count_include_pad=False),
    "avg_pool_ceil": nn.AvgPool2d((3, 2), 2, ceil_mode=True),
    "adaptive_avg_pool": nn.AdaptiveAvgPool2d((3, 4)),
    "adaptive_max_pool": nn.AdaptiveMaxPool2d(1),
    "conv_batch_norm": nn.Sequential(nn.Conv2d(4, 5, 3), nn.BatchNorm2d(5), nn.ReLU()),
    "batch_norm": nn.BatchNorm2d(4),
    "instance_norm": nn.InstanceNorm2d(4, affine=True),
    "group_norm": nn.GroupNorm(2, 4),
    "layer_norm": nn.LayerNorm((6, 8)),
    "linear": nn.Linear(8, 5),
    "prelu": nn.PReLU(4),
    "hardswish": nn.Hardswish(),
    "hardsigmoid": nn.Hardsigmoid(),
    "relu6": nn.ReLU6(),
    "silu": nn.SiLU(),
    "selu": nn.SELU(),
    "elu": nn.ELU(0.7),
    "mish": nn.Mish(),
    "gelu": nn.GELU(),
    "gelu_tanh": nn.GELU("tanh"),
    "softplus": nn.Softplus(),
    "leaky_relu": nn.LeakyReLU(0.2),
    "log_softmax": nn.LogSoftmax(1),
    "upsample_nearest": nn.Upsample(scale_factor=(2, 3)),
    "upsample_bilinear": nn.Upsample(scale_factor=2, mode="bilinear"),
    "upsample_aligned": nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True),
    "upsample_size": nn.Upsample(size=(9, 11), mode="bilinear"),
    "upsample_nearest_size": nn.Upsample(size=(9, 11)),
    "pixel_shuffle": nn.PixelShuffle(2),
    "channel_shuffle": nn.ChannelShuffle(2),
    "zero_pad": nn.ZeroPad2d((1, 2, 0, 3)),
    "reflection_pad": nn.ReflectionPad2d((1, 2, 0, 3)),
    "replication_pad": nn.ReplicationPad2d((1, 2, 0, 3)),
}


def functions() -> list[Case]:
    token = (2, 6, 8)
    return [
        *both("normalize", lambda x: F.normalize(x, dim=1)),
        *both("matmul", torch.matmul, [token, (2, 8, 5)]),
        *both("einsum", lambda x, y: torch.einsum("bij,bkj->bik", x, y), [token, (2, 5, 8)]),
        *both("attention", F.scaled_dot_product_attention, [token, (2, 5, 8), (2, 5, 4)]),
        *both("attention_ios18", F.scaled_dot_product_attention, [token, (2, 5, 8), (2, 5, 4)], ct.target.iOS18),
        *both("mean", lambda x: x.mean((2, 3))),
        *both("variance", lambda x: x.var((2, 3))),
        *both("squeeze_excite", lambda x: x * torch.sigmoid(x.mean((2, 3), keepdim=True))),
        *both("roll", lambda x: torch.roll(x, (2, -3), (2, 3))),
        *both("window_partition", lambda x: x.view(1, 4, 2, 3, 2, 4).permute(0, 2, 4, 3, 5, 1).reshape(4, 12, 4)),
        *both("chunk", lambda x: torch.cat(x.chunk(2, 1)[::-1], 1)),
        *both("stack", lambda x, y: torch.stack((x, y), 2), [token, token]),
        *both("broadcast", lambda x, y: (x + y) * y - x / (y + 3.0), [token, (6, 1)]),
        *both("slices", lambda x: x[:, 1:, ::2, :-1]),
        *both("where", lambda x, y: torch.where(x > y, x, y * 2), [token, token]),
        *both("masked_fill", lambda x: x.masked_fill(x > 0.5, -1.0)),
        *both("clamp_power", lambda x: x.clamp(0.1, 1.5).pow(1.7)),
        *both("expand", lambda x: x.unsqueeze(1).expand(2, 3, 6, 8) * 1.0, [token]),
        *both("argmax", lambda x: x.argmax(1).float()),
        *both("argmax_of_equals", lambda x: x.argmax(1).float(), [(3, 40, 7)], step=1.0),
        *both("argmin_of_equals", lambda x: x.argmin(2).float(), [(3, 7, 40)], step=1.0),
        *both("log1p", lambda x: torch.log1p(x.abs())),
        *both("upsample_five_thirds", nn.Upsample(scale_factor=5 / 3, mode="bilinear"), [(1, 2, 3, 6)]),
        *both("negative_pad", lambda x: F.pad(x, (-1, 2, 0, -2))),
        *both("index_assignment", assigned_index),
    ]


def assigned_index(x: Tensor) -> Tensor:
    mask = torch.zeros_like(x)
    mask[:, :, 2:5, -3:] = 1.0
    return x + mask


def cases() -> list[Case]:
    return [case for name, module in MODULES.items() for case in both(name, module)] + functions()
