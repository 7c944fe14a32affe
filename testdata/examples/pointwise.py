"""A 1x1 convolution in NumPy, certified with Ghostlane's test vectors.

    ./ghostlane vectors pointwise --seed 1 --output pointwise-cases
    python3 testdata/examples/pointwise.py pointwise-cases
    ./ghostlane check pointwise-cases
"""
import json
import pathlib
import sys

import numpy as np

np.seterr(all="ignore")  # infinities and NaN are among the inputs on purpose


def activate(x, activation):
    if activation == "RELU":
        return np.maximum(x, np.float32(0))
    if activation == "SIGMOID":
        return np.float32(1) / (np.float32(1) + np.exp(-x))
    if activation == "HARD_SIGMOID":
        return np.clip(x + np.float32(3), np.float32(0), np.float32(6)) / np.float32(6)
    return x


def pointwise(x, weights, bias, activation):
    """The kernel under test: x is N,H,W,C; weights are outChannels,inChannels,1,1."""
    return activate(x @ weights[:, :, 0, 0].T + bias, activation)


folder = pathlib.Path(sys.argv[1])
for case in json.loads((folder / "vectors.json").read_text())["cases"]:
    x = np.load(folder / case["inputs"][0]["file"])
    weights, bias = (np.load(folder / tensor["file"]) for tensor in case["weights"])
    y = pointwise(x, weights, bias, case["attributes"]["activation"])
    np.save(folder / case["output"]["file"], np.ascontiguousarray(y, dtype=np.float32))
