"""Makes JPEG files and what Pillow decodes them to, for JpegPillowTest of the module images.

    python3 testdata/generators/jpegs.py FILE [COUNT [DAMAGED [SEED [LONGEST_SIDE]]]]

Needs Pillow with libjpeg-turbo 2.1.5 (Debian 12's python3-pil), numpy, and cjpeg and jpegtran (libjpeg-turbo-progs).
COUNT files are whole; DAMAGED ones are some of them with changes from the first scan on.

FILE, big-endian: a count, then for each file how it was made (two bytes of length, UTF-8), its bytes (four bytes of
length), what Pillow does with it (a byte: 0 refuses it, 1 decodes it, 2 calls it truncated, but would decode it with
an end marker), width and height (two bytes each), SHA-256 of the RGB pixels (with an end marker).

    python3 testdata/generators/jpegs.py images/src/test/resources/jpegs.bin 200 120 1 44

writes the sample of the build.
"""

import hashlib
import io
import random
import struct
import subprocess
import sys
import tempfile

import numpy
from PIL import Image, features

SAMPLING = ["1x1", "2x1", "2x2", "1x2", "4x1", "4x2", "1x4", "2x4", "3x1", "1x3", "3x2", "2x2,2x1,2x1", "2x2,1x2,1x2",
            "2x2,2x1,1x2", "1x1,2x2,1x1", "4x2,2x2,1x1", "2x1,1x1,2x1", "1x1,1x1,2x2", "2x1,2x1,1x1", "4x1,2x1,1x1",
            "1x2,1x2,1x1", "2x2,2x2,1x1", "4x1,2x1,2x1", "1x4,1x2,1x1"]
ARITHMETIC = (0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf)


def pixels(rand, width, height):
    rng = numpy.random.default_rng(rand.getrandbits(32))
    kind = rand.randrange(4)
    if kind == 0:
        values = rng.integers(0, 256, (height, width, 3))
    elif kind == 1:
        y, x = numpy.mgrid[0:height, 0:width]
        values = numpy.stack([x * 255 // width, y * 255 // height, (x + y) % 256], -1)
    elif kind == 2:
        values = numpy.kron(rng.integers(0, 256, (height // 8 + 1, width // 8 + 1, 3)), numpy.ones((8, 8, 1)))
        values = values[:height, :width] + rng.normal(0, 6, (height, width, 3))
    else:
        small = Image.fromarray(rng.integers(0, 256, (4, 4, 3)).astype("uint8"))
        values = numpy.asarray(small.resize((width, height), Image.BICUBIC)) + rng.normal(0, rand.choice([1, 2, 10]))
    return Image.fromarray(numpy.clip(values, 0, 255).astype("uint8"))


def scan_script(rand, components):
    """Scans of whole blocks, or progressive ones, some of which leave coefficients open."""
    names = list(range(components))
    kind = rand.randrange(6)
    if kind == 0:
        rand.shuffle(names)
        return "".join(f"{c};\n" for c in names)
    if kind == 1 and components == 3:
        return rand.choice(["0 1;\n2;\n", "0;\n1 2;\n"])
    whole = rand.random() < 0.6
    low = rand.randrange(4)
    everything = " ".join(map(str, names))
    lines = [f"{everything}: 0-0, 0, {low};"]
    for c in names:
        first = 1
        for last in sorted(rand.sample(range(2, 63), rand.randrange(3))) + [63]:
            bit = rand.randrange(3)
            if first <= last and (whole or rand.random() > 0.3):
                lines.append(f"{c}: {first}-{last}, 0, {bit};")
                end = 0 if whole else rand.randrange(bit + 1)
                lines += [f"{c}: {first}-{last}, {b}, {b - 1};" for b in range(bit, end, -1)]
            first = last + 1
    end = 0 if whole else rand.randrange(low + 1)
    lines += [f"{everything}: 0-0, {b}, {b - 1};" for b in range(low, end, -1)]
    return "\n".join(lines) + "\n"


def inks(rand, image):
    options = dict(quality=rand.randrange(10, 100), progressive=rand.random() < 0.3, optimize=rand.random() < 0.4,
                   subsampling=rand.randrange(3))
    out = io.BytesIO()
    image.convert("CMYK").save(out, "JPEG", **options)
    return f"CMYK {options}", out.getvalue()


def cjpeg(rand, image, folder):
    gray = rand.random() < 0.12
    command = ["-quality", str(rand.randrange(1, 101))]
    command += ["-grayscale"] if gray else ["-sample", rand.choice(SAMPLING)]
    for option, share in (("-optimize", 0.3), ("-baseline", 0.2), ("-rgb", 0 if gray else 0.1)):
        command += [option] if rand.random() < share else []
    if rand.random() < 0.35:
        command += ["-restart", rand.choice(["1", "2", "1B", "3B", "7B", "50B"])]
    kind = rand.random()
    if kind < 0.2:
        command += ["-progressive"]
    elif kind < 0.5:
        with open(folder + "/scans", "w") as script:
            script.write(scan_script(rand, 1 if gray else 3))
        command += ["-scans", folder + "/scans"]
    image.save(folder + "/image.ppm")
    result = subprocess.run(["cjpeg", *command, folder + "/image.ppm"], capture_output=True)
    return " ".join(command).replace(folder + "/", ""), result.stdout


def turned(rand, how, file):
    change = rand.choice([["-rotate", "90"], ["-flip", "horizontal"], ["-transpose"], ["-progressive"], ["-optimize"]])
    result = subprocess.run(["jpegtran", "-copy", "none", *change], input=file, capture_output=True)
    return (how + " " + " ".join(change), result.stdout) if result.stdout else (how, file)


def make(rand, folder, longest):
    while True:
        image = pixels(rand, rand.randint(1, longest), rand.randint(1, longest))
        how, file = inks(rand, image) if rand.random() < 0.15 else cjpeg(rand, image, folder)
        if file and rand.random() < 0.2:
            how, file = turned(rand, how, file)
        # cjpeg refuses samplings that make too large units.
        if file:
            return f"{image.width}x{image.height} {how}", file


def damage(rand, file):
    file = bytearray(file)
    scan = file.find(b"\xff\xda")
    for _ in range(rand.choice([1, 1, 1, 2, 4])):
        at = rand.randrange(scan, len(file))
        kind = rand.randrange(9)
        if kind < 3:
            file[at] ^= 1 << rand.randrange(8)
        elif kind == 3:
            del file[at:at + rand.choice([1, 2, 5, 100])]
        elif kind == 4:
            file[at:at] = bytes(rand.randrange(256) for _ in range(rand.randrange(1, 5)))
        elif kind == 5:
            file[at:at] = bytes([0xff, rand.choice([*range(0xd0, 0xd8), 0xd9, 0xda, 0xff, 1, 2, 0xc4, 0xe0, 0xd8, 0])])
        elif kind == 6:
            del file[at:len(file) - 2]
        elif kind == 7:
            restarts = [i for i in range(len(file) - 1) if file[i] == 0xff and 0xd0 <= file[i + 1] <= 0xd7]
            if restarts:
                file[rand.choice(restarts) + 1] = rand.randrange(0xd0, 0xd8)
        else:
            file = file[:-2] + bytes(rand.randrange(255) for _ in range(rand.choice([0, 0, 1, 2, 4, 7, 9])))
        if len(file) <= scan:
            break
    return bytes(file)


def decode(file, has_end=False):
    """What Pillow does, width, height and digest; None if Pillow does not even open the file."""
    try:
        image = Image.open(io.BytesIO(file))
    except OSError:
        return None
    try:
        rgb = image.convert("RGB")
        return 1, rgb.width, rgb.height, hashlib.sha256(rgb.tobytes()).digest()
    except OSError as error:
        is_short = "truncated" in str(error) and not has_end
        ended = decode(file + b"\xff\xd9", True) if is_short else None
        return (2, *ended[1:]) if ended and ended[0] == 1 else (0, 0, 0, bytes(32))


def main(target, count=10000, damaged=0, seed=1, longest=70):
    version = features.version("libjpeg_turbo")
    if version != "2.1.5":
        sys.exit(f"expected a Pillow with libjpeg-turbo 2.1.5, found {version}")
    rand = random.Random(seed)
    files = []
    with tempfile.TemporaryDirectory() as folder:
        while len(files) < count:
            how, file = make(rand, folder, longest)
            files.append((how, file, decode(file)))
            if files[-1][2] is None or files[-1][2][0] != 1:
                sys.exit(f"Pillow refuses {how}")
    whole = list(files)
    while len(files) < count + damaged:
        how, file, _ = rand.choice(whole)
        file = damage(rand, file)
        answer = decode(file)
        # Arithmetic coding is not decoded here.
        if answer and not any(bytes([0xff, marker]) in file for marker in ARITHMETIC):
            files.append(("damaged " + how, file, answer))
    with open(target, "wb") as out:
        out.write(struct.pack(">i", len(files)))
        for how, file, (verdict, width, height, digest) in files:
            name = how.encode()
            out.write(struct.pack(">H", len(name)) + name + struct.pack(">i", len(file)) + file)
            out.write(struct.pack(">BHH", verdict, width, height) + digest)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
