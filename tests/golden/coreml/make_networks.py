"""Makes small Core ML image networks with random weights, and what PyTorch answers for one random image each.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python make_networks.py OUTPUT_FOLDER [--full-size] [--only NAME] [--archive networks.zip]

requirements.txt (the versions that made the committed files):
    coremltools==9.0
    numpy==2.3.5
    protobuf==7.36.2
    torch==2.15.0
    torchvision==0.29.2

For every network NAME it writes
    NAME.mlpackage.zip   ML Program, float32, iOS 15 (vit_ios18: iOS 18); two are left as folders NAME.mlpackage
    NAME.mlmodel         the same as a NeuralNetwork, where coremltools converts it
    NAME.in              uint8 pixels, height * width * channels; colours in the order R, G, B also for networks that
                         declare BGR: whoever runs the model must feed colours in the order it declares
    NAME.ref             float32 little-endian, PyTorch's logits, or probabilities of classifiers and softmax; of
                         shufflenet_v2_layers what each of its units makes, one after the other
and networks.json (input, output and operators of each) and refusals.md (what coremltools does not convert, verbatim).

Weights are random, but so that every layer matters: batch normalisation is calibrated on random images, the outputs
for different images must differ, and so must the output when any one parameter is scaled by 1.5.
"""
import argparse
import copy
import json
import logging
import pathlib
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import coremltools as ct
import numpy as np
import torch
from torch import Tensor, nn
from torchvision import models
from torchvision.models import densenet, efficientnet, mobilenetv3, regnet, resnet, squeezenet
from torchvision.models.googlenet import BasicConv2d, Inception
from torchvision.models.segmentation import deeplabv3, lraspp

import coreml_files

CLASSES = 10
FULL_CLASSES = 1000
FULL_SIZE = (224, 224)
MIN_DIFFERENCE = 0.1      # between outputs for different images, relative to the largest output
MIN_INFLUENCE = 1e-3      # of any one parameter, relative to the largest output
FOLDERS = ("mobilenet_v2", "squeezenet")   # packages that are not zipped


# --- networks that torchvision does not have, or has only in one width

class MobileNetV1(nn.Sequential):
    """Pairs of depthwise and pointwise convolutions; `stages` lists (channels, stride)."""

    def __init__(self, channels: int, stem: int, stages: list[tuple[int, int]], classes: int) -> None:
        layers = [self.block(channels, stem, 3, 2)]
        width = stem
        for out, stride in stages:
            layers += [self.block(width, width, 3, stride, groups=width), self.block(width, out, 1, 1)]
            width = out
        super().__init__(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, classes))

    @staticmethod
    def block(width: int, out: int, kernel: int, stride: int, groups: int = 1) -> nn.Sequential:
        conv = nn.Conv2d(width, out, kernel, stride, kernel // 2, groups=groups, bias=False)
        return nn.Sequential(conv, nn.BatchNorm2d(out), nn.ReLU())


class SamePadConv2d(nn.Conv2d):
    """Pads as TensorFlow's SAME does: more at the bottom and right when the sum is odd."""

    def forward(self, x: Tensor) -> Tensor:
        rows, columns = (self.padding_of(int(n), axis) for axis, n in enumerate(x.shape[-2:]))
        return super().forward(nn.functional.pad(x, (*columns, *rows)))

    def padding_of(self, size: int, axis: int) -> tuple[int, int]:
        stride, kernel = self.stride[axis], self.kernel_size[axis]
        total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        return total // 2, total - total // 2


class LiteBlock(nn.Module):
    """Inverted residual of EfficientNet-Lite: ReLU6, no squeeze-and-excitation."""

    def __init__(self, width: int, out: int, expansion: int, kernel: int, stride: int) -> None:
        super().__init__()
        inner = width * expansion
        expand = lite_conv(width, inner, 1, 1) if expansion > 1 else nn.Identity()
        project = nn.Sequential(nn.Conv2d(inner, out, 1, bias=False), nn.BatchNorm2d(out))
        self.body = nn.Sequential(expand, lite_conv(inner, inner, kernel, stride, inner), project)
        self.residual = stride == 1 and width == out

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x) if self.residual else self.body(x)


def lite_conv(width: int, out: int, kernel: int, stride: int, groups: int = 1) -> nn.Sequential:
    conv = SamePadConv2d(width, out, kernel, stride, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(out), nn.ReLU6())


class EfficientNetLite(nn.Sequential):
    """`stages` lists (expansion, kernel, stride, channels, repeats)."""

    def __init__(self, stem: int, stages: list[tuple[int, int, int, int, int]], head: int, classes: int) -> None:
        layers: list[nn.Module] = [lite_conv(3, stem, 3, 2)]
        width = stem
        for expansion, kernel, stride, out, repeats in stages:
            for i in range(repeats):
                layers.append(LiteBlock(width, out, expansion, kernel, stride if i == 0 else 1))
                width = out
        layers += [lite_conv(width, head, 1, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(head, classes)]
        super().__init__(*layers)


class SmallResNet(nn.Sequential):
    """torchvision's residual blocks, one a stage, in narrow stages."""

    def __init__(self, block: type[nn.Module], stages: list[int]) -> None:
        layers: list[nn.Module] = [nn.Conv2d(3, stages[0], 7, 2, 3, bias=False), nn.BatchNorm2d(stages[0]), nn.ReLU(),
                                   nn.MaxPool2d(3, 2, 1)]
        width = stages[0]
        for index, planes in enumerate(stages):
            out, stride = planes * block.expansion, 1 if index == 0 else 2
            shortcut = nn.Sequential(nn.Conv2d(width, out, 1, stride, bias=False), nn.BatchNorm2d(out))
            layers += [block(width, planes, stride, shortcut), block(out, planes)]
            width = out
        super().__init__(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, CLASSES))


class SmallSqueezeNet(nn.Sequential):
    """torchvision's Fire modules between pools that round up."""

    def __init__(self) -> None:
        pool = partial(nn.MaxPool2d, 3, 2, ceil_mode=True)
        fire = squeezenet.Fire
        super().__init__(nn.Conv2d(3, 16, 3, 2), nn.ReLU(), pool(), fire(16, 8, 16, 16), fire(32, 8, 16, 16), pool(),
                         fire(32, 12, 24, 24), nn.Dropout(), nn.Conv2d(48, CLASSES, 1), nn.ReLU(),
                         nn.AdaptiveAvgPool2d(1), nn.Flatten())


class SmallGoogLeNet(nn.Sequential):
    """torchvision's Inception blocks between pools that round up, after its change of input normalisation."""

    def __init__(self) -> None:
        super().__init__(ChannelNormalisation(), BasicConv2d(3, 8, kernel_size=7, stride=2, padding=3),
                         nn.MaxPool2d(3, 2, ceil_mode=True), BasicConv2d(8, 8, kernel_size=1),
                         BasicConv2d(8, 16, kernel_size=3, padding=1), nn.MaxPool2d(3, 2, ceil_mode=True),
                         Inception(16, 8, 8, 12, 4, 6, 6), nn.MaxPool2d(2, 2, ceil_mode=True),
                         Inception(32, 12, 8, 16, 4, 8, 8), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(),
                         nn.Linear(44, CLASSES))


class ChannelNormalisation(nn.Module):
    """What torchvision's GoogLeNet does to its input: every channel is sliced, scaled, shifted and joined again."""

    def forward(self, x: Tensor) -> Tensor:
        rules = zip((0.229, 0.224, 0.225), (0.485, 0.456, 0.406))
        channels = [torch.unsqueeze(x[:, i], 1) * (std / 0.5) + (mean - 0.5) / 0.5
                    for i, (std, mean) in enumerate(rules)]
        return torch.cat(channels, 1)


class SegmentationScores(nn.Module):
    """Only the class scores of torchvision's segmentation networks, which return a dictionary."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        return self.network(x)["out"]


# --- builders: a narrow network, or the full-size one

def mobilenet_v1(full: bool) -> nn.Module:
    if full:
        stages = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2), (1024, 1)]
        return MobileNetV1(1, 32, stages, FULL_CLASSES)
    return MobileNetV1(1, 8, [(16, 1), (32, 2), (48, 1), (64, 2)], CLASSES)


def mobilenet_v2(full: bool) -> nn.Module:
    if full:
        return models.mobilenet_v2()
    network = models.MobileNetV2(CLASSES, 0.25, [[1, 32, 1, 1], [3, 48, 2, 2], [4, 64, 2, 2]], round_nearest=4)
    network.features[-1] = models.mobilenetv2.Conv2dNormActivation(16, 48, kernel_size=1, activation_layer=nn.ReLU6)
    network.classifier = nn.Linear(48, CLASSES)
    return network


def small_mobilenet_v3_blocks(dilation: int) -> list[mobilenetv3.InvertedResidualConfig]:
    block = partial(mobilenetv3.InvertedResidualConfig, width_mult=1.0)
    return [block(8, 3, 16, 8, True, "RE", 2, 1), block(8, 3, 32, 16, False, "RE", 2, 1),
            block(16, 5, 40, 16, True, "HS", 1, 1), block(16, 5, 40, 24, True, "HS", 2, dilation)]


def small_mobilenet_v3(dilation: int = 1) -> models.MobileNetV3:
    return models.MobileNetV3(small_mobilenet_v3_blocks(dilation), last_channel=64, num_classes=CLASSES)


def mobilenet_v3(full: bool) -> nn.Module:
    return models.mobilenet_v3_small() if full else small_mobilenet_v3()


def efficientnet_b0(full: bool) -> nn.Module:
    if full:
        return models.efficientnet_b0()
    block = partial(efficientnet.MBConvConfig, width_mult=1.0, depth_mult=1.0)
    stages = [block(1, 3, 1, 8, 8, 1), block(4, 3, 2, 8, 16, 2), block(4, 5, 2, 16, 24, 1)]
    return models.EfficientNet(stages, dropout=0.0, num_classes=CLASSES, last_channel=64)


def efficientnet_v2(full: bool) -> nn.Module:
    if full:
        return models.efficientnet_v2_s()
    stages = [efficientnet.FusedMBConvConfig(1, 3, 1, 8, 8, 1), efficientnet.FusedMBConvConfig(2, 3, 2, 8, 16, 1),
              efficientnet.MBConvConfig(4, 3, 2, 16, 24, 1)]
    return models.EfficientNet(stages, dropout=0.0, num_classes=CLASSES, last_channel=48)


def efficientnet_lite(full: bool) -> nn.Module:
    if full:
        stages = [(1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3),
                  (6, 5, 2, 192, 4), (6, 3, 1, 320, 1)]
        return EfficientNetLite(32, stages, 1280, FULL_CLASSES)
    return EfficientNetLite(8, [(1, 3, 1, 8, 1), (4, 3, 2, 16, 2), (4, 5, 2, 24, 1)], 64, CLASSES)


def resnet_basic(full: bool) -> nn.Module:
    return models.resnet18() if full else SmallResNet(resnet.BasicBlock, [8, 12, 16])


def resnet_bottleneck(full: bool) -> nn.Module:
    return models.resnet50() if full else SmallResNet(resnet.Bottleneck, [8, 10])


def regnet_y(full: bool) -> nn.Module:
    if full:
        return models.regnet_y_400mf()
    blocks = regnet.BlockParams([1, 2], [16, 32], [8, 8], [1.0, 1.0], [2, 2], se_ratio=0.25)
    return models.RegNet(blocks, CLASSES, stem_width=8)


def densenet_121(full: bool) -> nn.Module:
    return models.densenet121() if full else densenet.DenseNet(8, (2, 3, 2), 12, bn_size=2, num_classes=CLASSES)


def squeezenet_11(full: bool) -> nn.Module:
    return models.squeezenet1_1() if full else SmallSqueezeNet()


def shufflenet_v2(full: bool) -> nn.Module:
    return models.shufflenet_v2_x0_5() if full else models.ShuffleNetV2([2, 2, 1], [8, 16, 32, 48, 64], CLASSES)


class LayerByLayer(nn.Module):
    """A ShuffleNetV2 that gives what each of its units makes, in order."""

    def __init__(self, network: models.ShuffleNetV2) -> None:
        super().__init__()
        self.units = nn.ModuleList([network.conv1, network.maxpool, *network.stage2, *network.stage3, *network.stage4,
                                    network.conv5])
        self.last = network.fc

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        made = []
        for unit in self.units:
            x = unit(x)
            made.append(x)
        return (*made, self.last(x.mean((2, 3))))


def googlenet_v1(full: bool) -> nn.Module:
    if full:
        return models.googlenet(weights=None, aux_logits=False, transform_input=True, init_weights=False)
    return SmallGoogLeNet()


def convnext(full: bool) -> nn.Module:
    if full:
        return models.convnext_tiny()
    blocks = [models.convnext.CNBlockConfig(12, 24, 1), models.convnext.CNBlockConfig(24, 32, 1),
              models.convnext.CNBlockConfig(32, None, 1)]
    return models.ConvNeXt(blocks, num_classes=CLASSES)


def vit(full: bool) -> nn.Module:
    if full:
        return models.vit_b_16()
    return models.VisionTransformer(32, 8, num_layers=2, num_heads=2, hidden_dim=32, mlp_dim=64, num_classes=CLASSES)


def swin(full: bool) -> nn.Module:
    if full:
        return models.swin_t()
    return models.SwinTransformer([2, 2], 16, [2, 2], [2, 4], [4, 4], mlp_ratio=2.0, num_classes=CLASSES)


def deeplab_v3(full: bool) -> nn.Module:
    if full:
        return SegmentationScores(models.segmentation.deeplabv3_mobilenet_v3_large(weights_backbone=None))
    backbone = models._utils.IntermediateLayerGetter(small_mobilenet_v3(dilation=2).features, {"4": "out"})
    head = nn.Sequential(deeplabv3.ASPP(24, [2, 3], 12), nn.Conv2d(12, 12, 3, padding=1, bias=False),
                         nn.BatchNorm2d(12), nn.ReLU(), nn.Conv2d(12, CLASSES, 1))
    return SegmentationScores(models.segmentation.DeepLabV3(backbone, head))


def lr_aspp(full: bool) -> nn.Module:
    if full:
        return SegmentationScores(models.segmentation.lraspp_mobilenet_v3_large(weights_backbone=None))
    layers = {"2": "low", "4": "high"}
    backbone = models._utils.IntermediateLayerGetter(small_mobilenet_v3(dilation=2).features, layers)
    return SegmentationScores(lraspp.LRASPP(backbone, 16, 24, CLASSES, 16))


# --- what is made

@dataclass(frozen=True)
class Pixels:
    """What the model does with pixels of 0 to 255 before its first layer."""

    scale: float = 1.0
    bias: float = 0.0
    layout: str = "RGB"

    @property
    def channels(self) -> int:
        return 1 if self.layout == "GRAYSCALE" else 3

    def apply(self, pixels: np.ndarray) -> Tensor:
        """Batch of height * width * channels in R, G, B order to what the network's first layer gets."""
        ordered = pixels[..., ::-1] if self.layout == "BGR" else pixels
        return torch.from_numpy(ordered.transpose(0, 3, 1, 2).astype(np.float32)) * self.scale + self.bias

    def input_type(self, size: tuple[int, int]) -> ct.ImageType:
        bias = self.bias if self.channels == 1 else [self.bias] * 3
        return ct.ImageType(name="image", shape=(1, self.channels, *size), scale=self.scale, bias=bias,
                            color_layout=ct.colorlayout[self.layout])


SIGNED = Pixels(1 / 127.5, -1.0)
UNIT = Pixels(1 / 255)
SIGNED_BGR = Pixels(1 / 127.5, -1.0, "BGR")
CAFFE_BGR = Pixels(1 / 64, -2.0, "BGR")
GREY = Pixels(1 / 127.5, -1.0, "GRAYSCALE")


@dataclass(frozen=True)
class Network:
    """`kind`: scores, probabilities (softmax, plain output), classifier (softmax, labels) or segmentation."""

    name: str
    build: Callable[[bool], nn.Module]
    size: tuple[int, int]
    pixels: Pixels
    kind: str = "scores"
    integer_labels: bool = False
    target: ct.target = ct.target.iOS15

    @property
    def softmax(self) -> bool:
        return self.kind in ("probabilities", "classifier")


NETWORKS = [
    Network("mobilenet_v1_grey", mobilenet_v1, (32, 32), GREY, "classifier"),
    Network("mobilenet_v2", mobilenet_v2, (40, 56), SIGNED, "classifier"),
    Network("mobilenet_v3_small", mobilenet_v3, (48, 48), UNIT),
    Network("efficientnet", efficientnet_b0, (48, 40), SIGNED, "probabilities"),
    Network("efficientnet_v2", efficientnet_v2, (33, 41), SIGNED),
    Network("efficientnet_lite", efficientnet_lite, (45, 38), SIGNED, "classifier", integer_labels=True),
    Network("resnet_basic", resnet_basic, (64, 64), UNIT),
    Network("resnet_bottleneck_bgr", resnet_bottleneck, (64, 48), CAFFE_BGR),
    Network("regnet_y", regnet_y, (48, 48), SIGNED),
    Network("densenet", densenet_121, (64, 64), UNIT),
    Network("squeezenet", squeezenet_11, (49, 57), SIGNED_BGR, "classifier"),
    Network("shufflenet_v2", shufflenet_v2, (64, 64), SIGNED),
    Network("shufflenet_v2_layers", shufflenet_v2, (64, 64), SIGNED, "layers"),
    Network("googlenet", googlenet_v1, (63, 64), SIGNED),
    Network("convnext", convnext, (64, 64), SIGNED),
    Network("vit", vit, (32, 32), SIGNED, "probabilities"),
    Network("vit_ios18", vit, (32, 32), SIGNED, "probabilities", target=ct.target.iOS18),
    Network("swin", swin, (32, 32), SIGNED),
    Network("deeplab_v3", deeplab_v3, (48, 64), SIGNED, "segmentation"),
    Network("lraspp", lr_aspp, (64, 48), UNIT, "segmentation"),
]


# --- random weights that matter

def random_images(count: int, size: tuple[int, int], channels: int, rng: np.random.Generator) -> np.ndarray:
    """Coarse random colours, enlarged, plus noise, so that images still differ after pooling."""
    coarse = torch.from_numpy(255 * rng.beta(0.4, 0.4, (count, channels, 3, 3)).astype(np.float32))
    smooth = nn.functional.interpolate(coarse, size, mode="bilinear").numpy().transpose(0, 2, 3, 1)
    noise = rng.normal(0, 40, smooth.shape)
    return np.clip(np.rint(smooth + noise), 0, 255).astype(np.uint8)


def initialise(network: nn.Module) -> None:
    """Kaiming weights and varied normalisations; tokens, positions and other tables as large as what they join."""
    for name, parameter in network.named_parameters():
        last = name.rsplit(".", 1)[-1]
        if last == "layer_scale":
            nn.init.normal_(parameter, 1.0, 0.1)
        elif parameter.dim() >= 2 and last.endswith("weight"):
            nn.init.kaiming_normal_(parameter, nonlinearity="relu")
        elif last == "weight":
            nn.init.normal_(parameter, 1.0, 0.2)
        elif last.endswith("bias"):
            nn.init.normal_(parameter, 0.0, 0.15)
        else:
            nn.init.normal_(parameter, 0.0, 0.5)


def calibrate(network: nn.Module, images: Tensor) -> None:
    """Sets the running statistics of batch normalisation from the images."""
    network.eval()
    norms = [m for m in network.modules() if isinstance(m, nn.BatchNorm2d)]
    for norm in norms:
        norm.train()
        norm.momentum = None
        norm.reset_running_stats()
    for batch in images.split(8):
        network(batch)
    network.eval()


def spread_classes(network: nn.Module, images: Tensor) -> None:
    """Changes the last layer so that no class is the most probable one for all images."""
    weight, bias = list(network.parameters())[-2:]
    weight.mul_(2.0)
    bias.sub_(network(images).mean(0))


def relative_difference(a: Tensor, b: Tensor) -> float:
    return float((a - b).abs().max() / torch.maximum(a.abs().max(), b.abs().max()))


def weak_points(network: nn.Module, images: Tensor) -> Iterator[str]:
    """Says where the output does not depend on the image or on a parameter."""
    outputs = [network(image[None]) for image in images[:3]]
    for a, b in ((0, 1), (0, 2), (1, 2)):
        difference = relative_difference(outputs[a], outputs[b])
        if difference <= MIN_DIFFERENCE:
            yield f"outputs of images {a} and {b} differ by {difference:.2g} only"
    for name, parameter in network.named_parameters():
        original = parameter.clone()
        parameter.mul_(1.5)
        influence = relative_difference(outputs[0], network(images[:1]))
        parameter.copy_(original)
        if influence <= MIN_INFLUENCE:
            yield f"{name} changes the output by {influence:.2g} only"


# --- conversion

def build(network: Network, full: bool, images: Tensor) -> nn.Module:
    torch.manual_seed(zlib.crc32(network.name.encode()))
    module = network.build(full)
    initialise(module)
    calibrate(module, images)
    if not network.softmax:
        return module
    spread_classes(module, images)
    return nn.Sequential(module, nn.Softmax(1)).eval()


def convert(network: Network, traced: torch.jit.ScriptModule, size: tuple[int, int], classes: int, outputs: int,
            form: str) -> ct.models.MLModel:
    options: dict = {"convert_to": form}
    if form == "mlprogram":
        options |= {"minimum_deployment_target": network.target, "compute_precision": ct.precision.FLOAT32}
    if network.kind == "classifier":
        labels = list(range(classes)) if network.integer_labels else [f"class {i}" for i in range(classes)]
        options["classifier_config"] = ct.ClassifierConfig(labels)
    else:
        options["outputs"] = [ct.TensorType(name=f"{network.kind}{i or ''}") for i in range(outputs)]
    return ct.convert(copy.deepcopy(traced), inputs=[network.pixels.input_type(size)], skip_model_load=True, **options)


def describe(network: Network, path: pathlib.Path, spec: ct.proto.Model_pb2.Model, size: tuple[int, int],
             outputs: tuple[Tensor, ...]) -> dict:
    output = spec.description.predictedProbabilitiesName or spec.description.output[0].name
    return {"file": path.name, "input": f"{network.name}.in", "reference": f"{network.name}.ref",
            "height": size[0], "width": size[1], "channels": network.pixels.channels, "layout": network.pixels.layout,
            "scale": network.pixels.scale, "bias": network.pixels.bias, "kind": network.kind, "output": output,
            "output_shape": list(outputs[-1].shape), "output_sizes": [one.numel() for one in outputs],
            "bytes": coreml_files.folder_bytes(path),
            "operators": coreml_files.operator_types(spec)}


def save(network: Network, model: ct.models.MLModel, form: str, folder: pathlib.Path, full: bool) -> pathlib.Path:
    if form == "neuralnetwork":
        path = folder / f"{network.name}.mlmodel"
        coreml_files.save_neural_network(model, path)
    else:
        zipped = not full and network.name not in FOLDERS
        path = folder / f"{network.name}.mlpackage{'.zip' if zipped else ''}"
        coreml_files.save_package(model, path)
    return path


def make(network: Network, folder: pathlib.Path, full: bool) -> tuple[list[dict], list[str]]:
    """Writes one network in both forms; returns what networks.json and refusals.md say about it."""
    size = FULL_SIZE if full else network.size
    rng = np.random.default_rng(zlib.crc32(network.name.encode()))
    pixels = random_images(16 if full else 64, size, network.pixels.channels, rng)
    images = network.pixels.apply(pixels)
    module = build(network, full, images)
    for problem in () if full else weak_points(module, images):
        print(f"WEAK {network.name}: {problem}", flush=True)
    module = LayerByLayer(module) if network.kind == "layers" else module
    made = module(images[:1])
    outputs = made if isinstance(made, tuple) else (made,)
    reference = torch.cat([one.flatten() for one in outputs])
    coreml_files.write_values(pixels[0], folder / f"{network.name}.in")
    coreml_files.write_values(reference.numpy(), folder / f"{network.name}.ref")
    parameters = sum(p.numel() for p in module.parameters())
    print(f"{network.name}: {parameters} parameters, largest output {reference.abs().max():.3g}", flush=True)

    traced = torch.jit.trace(module, images[:1], check_trace=False)
    rows, refusals = [], []
    forms = ("mlprogram", "neuralnetwork") if network.target == ct.target.iOS15 else ("mlprogram",)
    for form in forms:
        try:
            model = convert(network, traced, size, FULL_CLASSES if full else CLASSES, len(outputs), form)
        except Exception as error:  # coremltools raises many types; each is recorded
            refusals.append(f"- {network.name}, {form}: `{type(error).__name__}: {error}`")
            continue
        path = save(network, model, form, folder, full)
        rows.append(describe(network, path, model.get_spec(), size, outputs) | {"parameters": parameters})
    return rows, refusals


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--full-size", action="store_true", help="torchvision's own widths, 224 x 224, not zipped")
    parser.add_argument("--archive", type=pathlib.Path, help="also zip the folder into this file (networks.zip of the tests)")
    parser.add_argument("--only", help="the name of one network; networks.json then describes only that")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    options.output.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    logging.getLogger("coremltools").setLevel(logging.ERROR)
    torch.set_num_threads(1)
    torch.backends.mha.set_fastpath_enabled(False)
    torch.set_grad_enabled(False)
    rows, refusals = [], []
    for network in NETWORKS:
        if options.only in (None, network.name):
            made, refused = make(network, options.output, options.full_size)
            rows += made
            refusals += refused
    (options.output / "networks.json").write_text(json.dumps(rows, indent=1) + "\n")
    text = "# Networks that coremltools does not convert\n\n" + "".join(f"{line}\n" for line in refusals)
    (options.output / "refusals.md").write_text(text)
    if options.archive:
        coreml_files.zip_folder(options.output, options.archive, options.output)


if __name__ == "__main__":
    main()
