"""One test file of an operator: its model, its inputs and the right output, for the operator_cases_* modules."""
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import coremltools as ct
import numpy as np
import torch
from torch import Tensor

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Case:
    """`operators` must be in the saved file; inputs are uniform between low and high, or multiples of step there."""

    name: str
    shapes: list[Shape]
    make: Callable[[list[Shape]], ct.models.MLModel]
    reference: Callable[..., Tensor]
    operators: tuple[str, ...] = ()
    low: float = -2.0
    high: float = 2.0
    step: float = 0.0
    refused: bool = False

    def inputs(self) -> list[Tensor]:
        rng = np.random.default_rng(zlib.crc32(self.name.encode()))
        arrays = [rng.uniform(self.low, self.high, shape) for shape in self.shapes]
        if self.step:
            arrays = [np.round(a / self.step) * self.step for a in arrays]
        return [torch.from_numpy(a.astype(np.float32)) for a in arrays]


def constant(*shape: int, low: float = -1.0, high: float = 1.0) -> np.ndarray:
    """Weights that depend on the shape only."""
    return np.random.default_rng(shape).uniform(low, high, shape).astype(np.float32)


def tensor(array: np.ndarray | None) -> Tensor | None:
    return None if array is None else torch.from_numpy(array)


# --- formulas that PyTorch has no function for

def same_padding(size: Shape, kernel: Shape, strides: Shape, dilations: Shape, lower: bool = False) -> list[int]:
    """[before, after] of each axis, so that output = ceil(size / stride); an odd one goes after, or before if lower."""
    pads = []
    for n, k, stride, dilation in zip(size, kernel, strides, dilations):
        total = max((-(-n // stride) - 1) * stride + (k - 1) * dilation + 1 - n, 0)
        less, more = total // 2, total - total // 2
        pads += [more, less] if lower else [less, more]
    return pads


def pad_spatial(x: Tensor, pads: list[int], value: float = 0.0) -> Tensor:
    """`pads` is [before, after] of each axis, first axis first; PyTorch wants the last axis first."""
    pairs = [pads[i:i + 2] for i in range(0, len(pads), 2)]
    return torch.nn.functional.pad(x, [n for pair in reversed(pairs) for n in pair], value=value)


def grid(mode: str, size: int, out: int) -> Tensor:
    """Where resize_bilinear samples, as coremltools documents it."""
    i = torch.arange(out, dtype=torch.float64)
    last = max(out - 1, 1)
    if mode == "ALIGN_CORNERS" and out == 1:
        points = torch.tensor([(size - 1) / 2])
    elif mode in ("STRICT_ALIGN_CORNERS", "ALIGN_CORNERS"):
        points = i * (size - 1) / last
    elif mode == "DEFAULT":
        points = i * (size - size / out) / last
    elif mode == "OFFSET_CORNERS":
        points = (i + 0.5) * max(1, size - 1) / out
    else:   # UNALIGN_CORNERS
        points = (i + 0.5) * size / out - 0.5
    return points.clamp(0, size - 1)


def sample(x: Tensor, points: Tensor, axis: int) -> Tensor:
    low = points.floor().long()
    high = (low + 1).clamp(max=x.shape[axis] - 1)
    shape = [1] * x.dim()
    shape[axis] = -1
    weight = (points - low).reshape(shape)
    return x.index_select(axis, low) * (1 - weight) + x.index_select(axis, high) * weight


def bilinear(x: Tensor, height: int, width: int, mode: str) -> Tensor:
    rows = sample(x.double(), grid(mode, x.shape[-2], height), x.dim() - 2)
    return sample(rows, grid(mode, x.shape[-1], width), x.dim() - 1).float()


def nearest(x: Tensor, height: int, width: int, half_pixel: bool) -> Tensor:
    offset = 0.5 if half_pixel else 0.0
    rows, columns = (((torch.arange(out, dtype=torch.float64) + offset) * size / out).floor().long()
                     for out, size in ((height, x.shape[-2]), (width, x.shape[-1])))
    return x[..., rows, :][..., columns]


def depth_to_space(x: Tensor, block: int) -> Tensor:
    """Channel = (row in block * block + column in block) * channels + channel, unlike pixel_shuffle."""
    n, c, h, w = x.shape
    blocks = x.reshape(n, block, block, c // block**2, h, w)
    return blocks.permute(0, 3, 4, 1, 5, 2).reshape(n, c // block**2, h * block, w * block)


def space_to_depth(x: Tensor, block: int) -> Tensor:
    n, c, h, w = x.shape
    blocks = x.reshape(n, c, h // block, block, w // block, block)
    return blocks.permute(0, 3, 5, 1, 2, 4).reshape(n, c * block**2, h // block, w // block)
