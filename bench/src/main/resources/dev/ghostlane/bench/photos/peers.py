"""Pillow and torchvision for bench/photos: a process that is kept, with an order and an answer a line, in JSON.

The first line says what there is. Orders: {"do": "open", "files": [...]}, {"do": "digests"} of pixels and crops of all
files, {"do": "time", "way": "pillow" | "pillow_decode" | "torchvision", "nanos": N}, which goes on with the next file.
"""

import hashlib
import io
import json
import sys
import time

import PIL
from PIL import Image, features

SHORT_EDGE, CROP = 256, 224
versions = {"pillow": f"{PIL.__version__}, libjpeg-turbo {features.version('libjpeg_turbo')}"}
try:
    import torch
    import torchvision
    from torchvision import transforms

    torch.set_num_threads(1)
    versions["torchvision"] = torchvision.__version__
    to_tensor = transforms.Compose([
        transforms.Resize(SHORT_EDGE, transforms.InterpolationMode.BICUBIC), transforms.CenterCrop(CROP),
        transforms.ToTensor(), transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))])
except ImportError:
    pass


def pillow_decode(file):
    return Image.open(io.BytesIO(file)).convert("RGB")


def pillow(file):
    image = pillow_decode(file)
    short = min(image.size)
    width, height = (SHORT_EDGE * side // short for side in image.size)
    left, top = round((width - CROP) / 2), round((height - CROP) / 2)
    return image.resize((width, height), Image.BICUBIC).crop((left, top, left + CROP, top + CROP))


def torchvision_input(file):
    return to_tensor(pillow_decode(file))


WAYS = {"pillow": pillow, "pillow_decode": pillow_decode, "torchvision": torchvision_input}
files, turn = [], 0


def timed(work, nanos):
    global turn
    times = []
    end = None
    while end is None or not times or time.perf_counter_ns() < end:
        start = time.perf_counter_ns()
        work(files[turn % len(files)])
        turn += 1
        if end is None:
            end = time.perf_counter_ns() + nanos
        else:
            times.append(time.perf_counter_ns() - start)
    return times


def answer(order):
    global files
    if order["do"] == "open":
        files = [open(name, "rb").read() for name in order["files"]]
        return {}
    if order["do"] == "digests":
        return {"pixels": [hashlib.sha256(pillow_decode(file).tobytes()).hexdigest() for file in files],
                "crops": [hashlib.sha256(pillow(file).tobytes()).hexdigest() for file in files]}
    return {"nanos": timed(WAYS[order["way"]], order["nanos"])}


print(json.dumps(versions), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
