# A photo as the network's input, with Pillow: what torchvision's transforms do.
import numpy
from PIL import Image

SHORT_EDGE, CROP = 256, 224
MEAN = numpy.array([0.485, 0.456, 0.406], numpy.float32)
STD = numpy.array([0.229, 0.224, 0.225], numpy.float32)


def pixels(photo):
    image = Image.open(photo).convert("RGB")
    short = min(image.size)
    width, height = (SHORT_EDGE * side // short for side in image.size)
    left, top = round((width - CROP) / 2), round((height - CROP) / 2)
    image = image.resize((width, height), Image.BICUBIC).crop((left, top, left + CROP, top + CROP))
    values = (numpy.asarray(image, numpy.float32) / numpy.float32(255) - MEAN) / STD
    return numpy.ascontiguousarray(values.transpose(2, 0, 1))
