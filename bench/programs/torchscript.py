"""Writes GhostNetV2 as TorchScript, which PyTorch and DJL run.

Arguments: the weights as safetensors, the file to write. Which blocks there are, and their sizes, is read off the weights.
"""

import json
import struct
import sys
import warnings

import torch
from torch import nn
from torch.nn import functional

warnings.filterwarnings("ignore")
DTYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64}


def read(file):
    data = open(file, "rb").read()
    begin = 8 + struct.unpack("<Q", data[:8])[0]
    return {name: torch.frombuffer(bytearray(data[begin + entry["data_offsets"][0]:begin + entry["data_offsets"][1]]),
                                   dtype=DTYPES[entry["dtype"]]).reshape(entry["shape"]).float()
            for name, entry in json.loads(data[8:begin]).items() if name != "__metadata__"}


weights = read(sys.argv[1])


def conv(name, stride=1):
    outputs, inputs, height, width = weights[name + ".weight"].shape
    groups = outputs if inputs == 1 else 1
    return nn.Conv2d(inputs * groups, outputs, (height, width), stride, (height // 2, width // 2), groups=groups,
                     bias=name + ".bias" in weights)


def norm(name):
    return nn.BatchNorm2d(len(weights[name + ".weight"]))


def stack(name, strides):
    """Convolutions, each with its normalisation."""
    layers = []
    for i, stride in enumerate(strides):
        layers += [conv(f"{name}.{2 * i}", stride), norm(f"{name}.{2 * i + 1}")]
    return nn.Sequential(*layers)


class Ghost(nn.Module):
    def __init__(self, name, activation):
        super().__init__()
        self.activation = activation
        self.primary_conv = stack(name + ".primary_conv", [1])
        self.cheap_operation = stack(name + ".cheap_operation", [1])
        self.short_conv = stack(name + ".short_conv", [1, 1, 1]) if name + ".short_conv.0.weight" in weights else None

    def forward(self, x):
        primary = self.activation(self.primary_conv(x))
        out = torch.cat([primary, self.activation(self.cheap_operation(primary))], 1)
        if self.short_conv is None:
            return out
        gate = self.short_conv(functional.avg_pool2d(x, 2, 2)).sigmoid()
        return out * functional.interpolate(gate, out.shape[-2:], mode="nearest")


class SqueezeExcite(nn.Module):
    def __init__(self, name):
        super().__init__()
        self.conv_reduce, self.conv_expand = conv(name + ".conv_reduce"), conv(name + ".conv_expand")

    def forward(self, x):
        gate = self.conv_expand(self.conv_reduce(x.mean((2, 3), keepdim=True)).relu())
        return x * functional.hardsigmoid(gate)


class Block(nn.Module):
    def __init__(self, name):
        super().__init__()
        stride = 2 if name + ".conv_dw.weight" in weights else 1
        self.ghost1 = Ghost(name + ".ghost1", nn.ReLU())
        self.ghost2 = Ghost(name + ".ghost2", nn.Identity())
        self.conv_dw, self.bn_dw = (conv(name + ".conv_dw", 2), norm(name + ".bn_dw")) if stride > 1 else (None, None)
        self.se = SqueezeExcite(name + ".se") if name + ".se.conv_reduce.weight" in weights else None
        self.shortcut = stack(name + ".shortcut", [stride, 1]) if name + ".shortcut.0.weight" in weights else None

    def forward(self, x):
        out = self.ghost1(x)
        if self.conv_dw is not None:
            out = self.bn_dw(self.conv_dw(out))
        if self.se is not None:
            out = self.se(out)
        return self.ghost2(out) + (x if self.shortcut is None else self.shortcut(x))


class Last(nn.Module):
    def __init__(self, name):
        super().__init__()
        self.conv, self.bn1 = conv(name + ".conv"), norm(name + ".bn1")

    def forward(self, x):
        return self.bn1(self.conv(x)).relu()


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv_stem, self.bn1 = conv("conv_stem", 2), norm("bn1")
        stages = {}
        for stage, block in sorted({tuple(map(int, name.split(".")[1:3])) for name in weights if name[:7] == "blocks."}):
            name = f"blocks.{stage}.{block}"
            stages.setdefault(stage, []).append((Last if name + ".conv.weight" in weights else Block)(name))
        self.blocks = nn.Sequential(*(nn.Sequential(*blocks) for blocks in stages.values()))
        self.conv_head = conv("conv_head")
        classes, features = weights["classifier.weight"].shape
        self.classifier = nn.Linear(features, classes)

    def forward(self, x):
        x = self.blocks(self.bn1(self.conv_stem(x)).relu())
        return self.classifier(self.conv_head(x.mean((2, 3), keepdim=True)).relu().flatten(1))


network = Network().eval()
different = network.load_state_dict(weights, strict=False)
missing = [name for name in different.missing_keys if not name.endswith("num_batches_tracked")]
if missing or different.unexpected_keys:
    sys.exit(f"{sys.argv[1]}: expected GhostNetV2, without {missing[:3]} and with {different.unexpected_keys[:3]}")
with torch.no_grad():
    traced = torch.jit.trace(network, torch.zeros(1, 3, 224, 224))
    # Batch normalisations become part of the convolutions.
    torch.jit.freeze(traced.eval()).save(sys.argv[2])
