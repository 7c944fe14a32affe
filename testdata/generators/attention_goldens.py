"""Writes what PyTorch computes for the attention blocks, for the tests of dev.ghostlane.bench.attention.blocks.

Run from anywhere with a Python that has torch (Debian's python3-torch 1.13 was used):

    /usr/bin/python3 testdata/generators/attention_goldens.py

It rewrites testdata/src/main/resources/dev/ghostlane/testdata/pytorch-attention.bin in the format of
operation_goldens.py. For each case BLOCK/CxHxW there are the input (NHWC), the parameters under the names that the Java
block gives them, the output in float64 arithmetic (NHWC, rounded to float32), and the error: the largest absolute
difference of torch's float32 from it in several ways of computing that are all correct.

Each block is written down from its paper or its authors' code, with PyTorch's own layers and reshapes, not from the Java
code.
"""

import math

import torch
import torch.nn.functional as F
from operation_goldens import RESOURCES, encode

CASES = {
    "self-attention": [(24, 5, 6), (64, 7, 7)],
    "self-attention-1-head": [(24, 5, 6)],
    "window-attention-7": [(32, 14, 7), (20, 9, 16)],
    "mobilevit": [(16, 6, 8), (12, 7, 5)],
    "mobilevit-core": [(64, 6, 4), (20, 5, 7)],
    "full-fc-shared": [(12, 5, 7)],
    "decoupled-fc": [(20, 5, 7)],
    "decoupled-fc-shared": [(20, 5, 7)],
    "strips-5": [(20, 7, 9)],
    "strips-7": [(20, 7, 9)],
    "strips-9": [(20, 7, 9)],
    "dfc-nearest": [(12, 8, 6), (12, 7, 9)],
    "dfc-bilinear": [(12, 8, 6), (12, 7, 9)],
    "squeeze-excitation": [(24, 5, 6), (30, 3, 4)],
    "cbam": [(32, 9, 7), (12, 5, 6)],
    "coordinate-attention": [(24, 5, 8), (40, 7, 7)],
    "full-fc": [(20, 4, 5)],
}


class Block:
    """A block's parameters, made when they are first asked for, and the functions that use them."""

    def __init__(self, name):
        self.name = name
        self.parameters = {}
        self.dtype = torch.float32

    def parameter(self, name, *shape, deviation=None, mean=0.0):
        if name not in self.parameters:
            fan_in = math.prod(shape[1:]) if len(shape) > 1 else 1
            deviation = deviation if deviation is not None else 1 / math.sqrt(fan_in)
            self.parameters[name] = mean + deviation * torch.randn(*shape)
        return self.parameters[name].to(self.dtype)

    def conv(self, name, x, out, kernel=(1, 1), bias=True, groups=1, of=None):
        of = f"{self.name}.{of or name}"
        weight = self.parameter(of + ".weight", out, x.shape[1] // groups, *kernel)
        b = self.parameter(of + ".bias", out, deviation=0.1) if bias else None
        return F.conv2d(x, weight, b, padding=(kernel[0] // 2, kernel[1] // 2), groups=groups)

    def norm(self, name, x):
        name, c = f"{self.name}.{name}", x.shape[1]
        if name + ".running_var" not in self.parameters:
            self.parameters[name + ".running_var"] = 0.5 + torch.rand(c)
        return F.batch_norm(x, self.parameter(name + ".running_mean", c, deviation=0.1),
                            self.parameter(name + ".running_var", c),
                            self.parameter(name + ".weight", c, deviation=0.1, mean=1.0),
                            self.parameter(name + ".bias", c, deviation=0.1), eps=1e-5)

    def layer_norm(self, name, x):
        name, c = f"{self.name}.{name}", x.shape[-1]
        return F.layer_norm(x, (c,), self.parameter(name + ".weight", c, deviation=0.1, mean=1.0),
                            self.parameter(name + ".bias", c, deviation=0.1), eps=1e-5)

    def linear(self, name, x, out):
        name = f"{self.name}.{name}"
        weight = self.parameter(name + ".weight", out, x.shape[-1], 1, 1)
        return F.linear(x, weight[:, :, 0, 0], self.parameter(name + ".bias", out, deviation=0.1))

    def attention(self, prefix, x, heads):
        """Multi-head attention of sequences (batch, tokens, channels)."""
        b, n, c = x.shape
        q, k, v = (self.linear(prefix + part, x, c).reshape(b, n, heads, c // heads).transpose(1, 2)
                   for part in ("query", "key", "value"))
        weights = torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(c // heads), dim=-1)
        return self.linear(prefix + "projection", (weights @ v).transpose(1, 2).reshape(b, n, c), c)


def heads_of(c):
    return min((h for h in range(1, c + 1) if c % h == 0), key=lambda h: (abs(c // h - 32), h))


def self_attention(block, x, heads=None):
    b, c, h, w = x.shape
    y = block.attention("", x.flatten(2).transpose(1, 2), heads or heads_of(c))
    return y.transpose(1, 2).reshape(b, c, h, w)


def window_attention(block, x, m=7):
    """Swin's window_partition and window_reverse, with its padding."""
    b, c, h, w = x.shape
    x = F.pad(x.permute(0, 2, 3, 1), (0, 0, 0, -w % m, 0, -h % m))
    hp, wp = x.shape[1:3]
    windows = x.view(b, hp // m, m, wp // m, m, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, m * m, c)
    y = block.attention("", windows, heads_of(c))
    y = y.view(b, hp // m, wp // m, m, m, c).permute(0, 1, 3, 2, 4, 5).reshape(b, hp, wp, c)
    return y[:, :h, :w].permute(0, 3, 1, 2)


def unfolded(x, p, function):
    """MobileViT's unfolding to (batch · p², patches, channels) and folding."""
    b, c, h, w = x.shape
    x = F.pad(x, (0, -w % p, 0, -h % p))
    hp, wp = x.shape[2:]
    rows, columns = hp // p, wp // p
    x = x.reshape(b * c * rows, p, columns, p).transpose(1, 2).reshape(b, c, rows * columns, p * p)
    y = function(x.transpose(1, 3).reshape(b * p * p, rows * columns, c))
    y = y.view(b, p * p, rows * columns, c).transpose(1, 3)
    y = y.reshape(b * c * rows, columns, p, p).transpose(1, 2).reshape(b, c, hp, wp)
    return y[:, :, :h, :w]


def mobilevit_core(block, x):
    return unfolded(x, 2, lambda t: block.attention("", t, heads_of(x.shape[1])))


def mobilevit(block, x):
    c = x.shape[1]

    def transformer(t):
        t = t + block.attention("transformer.", block.layer_norm("transformer.norm1", t), heads_of(c))
        hidden = F.silu(block.linear("transformer.fc1", block.layer_norm("transformer.norm2", t), 2 * c))
        t = t + block.linear("transformer.fc2", hidden, c)
        return block.layer_norm("transformer.norm3", t)

    y = F.silu(block.norm("local_bn", block.conv("local", x, c, (3, 3), bias=False)))
    y = unfolded(block.conv("expand", y, c), 2, transformer)
    y = F.silu(block.norm("reduce_bn", block.conv("reduce", y, c, bias=False)))
    y = block.conv("fusion", torch.cat([x, y], 1), c, (3, 3), bias=False)
    return F.silu(block.norm("fusion_bn", y))


def full_fc(block, x, shared=False):
    """Formula (1) of GhostNetV2's paper: a[i] = sum F[i, j] z[j] over all positions j."""
    b, c, h, w = x.shape
    n, weights = h * w, 1 if shared else c
    weight = block.parameter(block.name + ".positions.token_weight", 1, n, n, weights, deviation=1 / math.sqrt(n))
    a = torch.einsum("ijc,bcj->bci", weight[0].expand(n, n, c), x.flatten(2)).view(b, c, h, w)
    return torch.sigmoid(a) * x


def decoupled_fc(block, x, shared=False):
    """Formula (2) of GhostNetV2's paper: a'[h, w] = sum F^H[h, h', w] z[h', w], then a[h, w] = sum F^W[w, h, w'] a'[h, w']."""
    b, c, h, w = x.shape
    weights = 1 if shared else c
    vertical = block.parameter(block.name + ".vertical.token_weight", w, h, h, weights, deviation=1 / math.sqrt(h))
    horizontal = block.parameter(block.name + ".horizontal.token_weight", h, w, w, weights, deviation=1 / math.sqrt(w))
    a = torch.einsum("xijc,bcjx->bcix", vertical.expand(w, h, h, c), x)
    a = torch.einsum("yijc,bcyj->bcyi", horizontal.expand(h, w, w, c), a)
    return torch.sigmoid(a) * x


def strips_of(block, x, k, names=("horizontal", "horizontal_bn", "vertical", "vertical_bn")):
    c = x.shape[1]
    x = block.norm(names[1], block.conv(names[0], x, c, (1, k), bias=False, groups=c))
    return block.norm(names[3], block.conv(names[2], x, c, (k, 1), bias=False, groups=c))


def strips(k):
    return lambda block, x: torch.sigmoid(strips_of(block, x, k)) * x


def dfc(mode):
    def compute(block, x):
        names = ["short_conv." + str(i) for i in range(6)]
        a = block.norm(names[1], block.conv(names[0], F.avg_pool2d(x, 2, 2), x.shape[1], bias=False))
        a = torch.sigmoid(strips_of(block, a, 5, names[2:]))
        options = {} if mode == "nearest" else {"align_corners": False}
        return F.interpolate(a, size=x.shape[2:], mode=mode, **options) * x
    return compute


def divisible(value, divisor=4):
    """MobileNet's _make_divisible, as GhostNet uses it."""
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * value else rounded


def squeeze_excitation(block, x):
    c = x.shape[1]
    a = F.relu(block.conv("conv_reduce", F.adaptive_avg_pool2d(x, 1), divisible(c / 4)))
    return x * (F.relu6(block.conv("conv_expand", a, c) + 3) / 6)


def cbam(block, x):
    c = x.shape[1]

    def shared(y):
        return block.conv("expand", F.relu(block.conv("reduce", y, max(c // 16, 1))), c)

    x = x * torch.sigmoid(shared(F.adaptive_avg_pool2d(x, 1)) + shared(F.adaptive_max_pool2d(x, 1)))
    pooled = torch.cat([x.mean(1, keepdim=True), x.amax(1, keepdim=True)], 1)
    return x * torch.sigmoid(block.norm("spatial_bn", block.conv("spatial", pooled, 1, (7, 7), bias=False)))


def coordinate_attention(block, x):
    b, c, h, w = x.shape
    y = torch.cat([x.mean(3, keepdim=True), x.mean(2, keepdim=True).transpose(2, 3)], 2)
    y = F.hardswish(block.norm("bn1", block.conv("conv1", y, max(8, c // 32), bias=False)))
    rows, columns = torch.split(y, [h, w], dim=2)
    a_h = torch.sigmoid(block.conv("conv_h", rows, c))
    a_w = torch.sigmoid(block.conv("conv_w", columns.transpose(2, 3), c))
    return x * a_h * a_w


BLOCKS = {
    "self-attention": self_attention, "self-attention-1-head": lambda b, x: self_attention(b, x, 1),
    "window-attention-7": window_attention, "mobilevit": mobilevit, "mobilevit-core": mobilevit_core,
    "full-fc": full_fc, "full-fc-shared": lambda b, x: full_fc(b, x, True),
    "decoupled-fc": decoupled_fc, "decoupled-fc-shared": lambda b, x: decoupled_fc(b, x, True),
    "strips-5": strips(5), "strips-7": strips(7), "strips-9": strips(9), "dfc-nearest": dfc("nearest"),
    "dfc-bilinear": dfc("bilinear"), "squeeze-excitation": squeeze_excitation, "cbam": cbam,
    "coordinate-attention": coordinate_attention,
}


def ways(block, function, x):
    """Float32 in orders of addition that differ: as usual, without oneDNN, and channels last."""
    yield function(block, x)
    with torch.backends.mkldnn.flags(enabled=False):
        yield function(block, x)
    yield function(block, x.contiguous(memory_format=torch.channels_last))


def case(name, c, h, w):
    block, function = Block(name), BLOCKS[name]
    x = torch.randn(1, c, h, w)
    outputs = list(ways(block, function, x))
    block.dtype = torch.float64
    exact = function(block, x.double())
    error = max((y.double() - exact).abs().max().item() for y in outputs)
    prefix = f"{name}/{c}x{h}x{w}/"
    tensors = {prefix + "input": x.permute(0, 2, 3, 1), prefix + "output": exact.float().permute(0, 2, 3, 1),
               prefix + "error": torch.tensor([error])}
    for parameter, values in block.parameters.items():
        tensors[prefix + "parameter/" + parameter] = values
    return tensors


if __name__ == "__main__":
    torch.manual_seed(20221123)
    torch.set_num_threads(1)
    tensors = {}
    for name, shapes in CASES.items():
        for shape in shapes:
            tensors.update(case(name, *shape))
    (RESOURCES / "pytorch-attention.bin").write_bytes(encode(tensors))
    print(len(tensors), "tensors;", {k: float(v) for k, v in tensors.items() if k.endswith("/error")})
