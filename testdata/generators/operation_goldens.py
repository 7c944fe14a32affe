"""Writes what PyTorch computes for some operations, for the tests of the kernels.

Run from anywhere with a Python that has torch (Debian's python3-torch 1.13 was used):

    /usr/bin/python3 testdata/generators/operation_goldens.py

It rewrites two files in testdata/src/main/resources/dev/ghostlane/testdata, which
dev.ghostlane.testdata.Goldens reads. All numbers are big-endian.

pytorch-nearest.bin: for in = 1..40, for out = 1..40, one byte for each output position: the input it reads.
pytorch-operations.bin: a count, then for each tensor its name (two bytes of length, UTF-8), the number of its
sizes, its sizes, its elements as float32.
"""

import pathlib
import struct

import torch
import torch.nn.functional as F

RESOURCES = pathlib.Path(__file__).resolve().parents[1] / "src/main/resources/dev/ghostlane/testdata"
RESIZES = [(1, 1, 2, 3), (1, 2, 3, 4), (2, 3, 4, 6), (3, 3, 7, 7), (3, 2, 7, 5), (7, 7, 14, 14), (7, 5, 13, 11),
           (5, 7, 5, 7), (4, 6, 3, 2), (9, 4, 17, 1), (1, 8, 1, 16), (6, 11, 20, 9)]
POOLS = [(2, 2), (3, 3), (2, 5), (7, 4), (8, 9), (13, 13)]


def nearest():
    table = bytearray()
    for size in range(1, 41):
        positions = torch.arange(size, dtype=torch.float32).reshape(1, 1, 1, size)
        for out in range(1, 41):
            table += bytes(int(i) for i in F.interpolate(positions, size=(1, out), mode="nearest").flatten())
    return bytes(table)


def operations():
    torch.manual_seed(20221123)
    tensors = {}
    for name, aligned in (("bilinear_half_pixel", False), ("bilinear_aligned_corners", True)):
        for h, w, out_h, out_w in RESIZES:
            x = torch.randn(1, 3, h, w)
            y = F.interpolate(x, size=(out_h, out_w), mode="bilinear", align_corners=aligned)
            case = f"{name}/{h}x{w}/{out_h}x{out_w}"
            tensors[case + "/input"] = x.permute(0, 2, 3, 1)
            tensors[case + "/output"] = y.permute(0, 2, 3, 1)
    for h, w in POOLS:
        x = torch.randn(2, 3, h, w)
        tensors[f"avg_pool2d/{h}x{w}/input"] = x.permute(0, 2, 3, 1)
        tensors[f"avg_pool2d/{h}x{w}/output"] = F.avg_pool2d(x, 2, 2).permute(0, 2, 3, 1)
    x = torch.cat([torch.linspace(-110, 110, 441), torch.randn(200) * 4,
                   torch.tensor([0.0, -0.0, 3.0, -3.0, float("inf"), float("-inf")])])
    tensors["elementwise/input"] = x
    tensors["elementwise/sigmoid"] = torch.sigmoid(x)
    tensors["elementwise/hard_sigmoid"] = F.relu6(x + 3) / 6
    return tensors


def encode(tensors):
    out = struct.pack(">i", len(tensors))
    for name, tensor in tensors.items():
        text = name.encode()
        values = tensor.contiguous().flatten().tolist()
        out += struct.pack(">H", len(text)) + text + struct.pack(">i", tensor.dim())
        out += struct.pack(f">{tensor.dim()}i", *tensor.shape) + struct.pack(f">{len(values)}f", *values)
    return out


if __name__ == "__main__":
    RESOURCES.mkdir(parents=True, exist_ok=True)
    (RESOURCES / "pytorch-nearest.bin").write_bytes(nearest())
    (RESOURCES / "pytorch-operations.bin").write_bytes(encode(operations()))
