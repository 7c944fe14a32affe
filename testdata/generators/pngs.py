"""Makes PNG files and what Pillow decodes them to, for PngPillowTest of the module images.

    python3 testdata/generators/pngs.py FILE [COUNT [DAMAGED [SEED [LONGEST_SIDE]]]]

Needs Pillow 9.4 (Debian 12's python3-pil) and numpy. COUNT files are whole: all colour types and depths, all filters,
interlaced or not, with palettes of all lengths and chunks that mean nothing. DAMAGED ones are some of them with changes.
FILE is as jpegs.py writes it; 2 says that Pillow decodes a file that may be refused, since data are missing or a
checksum is wrong. Of gray of 16 bits the upper 8 count, where Pillow clips.

    python3 testdata/generators/pngs.py images/src/test/resources/pngs.bin 140 100 1 44

writes the sample of the build.
"""

import hashlib
import io
import random
import struct
import sys
import warnings
import zlib

import numpy
import PIL
from PIL import Image

SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
KINDS = [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16),
         (6, 8), (6, 16)]
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def samples(rng, kind, count, bits, width, height):
    """Noise, gradients, or few values, as an array of height, width and samples."""
    most = (1 << bits) - 1
    y, x, s = numpy.mgrid[0:height, 0:width, 0:count]
    if kind == 0:
        values = rng.integers(0, most + 1, (height, width, count))
    elif kind == 1:
        values = (x * most // width + y * most // height * (s + 1)) // 2
    elif kind == 2:
        values = (x // 5 + y // 7) % 2 * (most // 2) + s
    else:
        values = x * most // width + rng.normal(0, max(1, most / 40), (height, width, count))
    return numpy.clip(values, 0, most).astype(numpy.int64)


def packed(values, bits):
    """Rows of bytes."""
    height = values.shape[0]
    if bits == 16:
        return values.astype(">u2").reshape(height, -1).view(numpy.uint8)
    rows = values.reshape(height, -1).astype(numpy.uint8)
    if bits == 8:
        return rows
    single = (rows[:, :, None] >> numpy.arange(bits - 1, -1, -1)) & 1
    return numpy.packbits(single.reshape(height, -1).astype(numpy.uint8), axis=1)


def filtered(rand, rows, distance, most):
    """Each row with a filter and its number before it; filters up to `most`, or that one alone."""
    out = bytearray()
    above = numpy.zeros(rows.shape[1], numpy.int64)
    only = rand.choice([None, None, most])
    for row in rows.astype(numpy.int64):
        left = numpy.concatenate([numpy.zeros(distance, numpy.int64), row])[:len(row)]
        corner = numpy.concatenate([numpy.zeros(distance, numpy.int64), above])[:len(row)]
        number = rand.randint(0, most) if only is None else only
        nearest = left + above - corner
        paeth = numpy.where((abs(nearest - left) <= abs(nearest - above)) & (abs(nearest - left) <= abs(nearest - corner)),
                            left, numpy.where(abs(nearest - above) <= abs(nearest - corner), above, corner))
        prediction = [0 * row, left, above, (left + above) // 2, paeth][number]
        out += bytes([number]) + ((row - prediction) % 256).astype(numpy.uint8).tobytes()
        above = row
    return bytes(out)


def deflated(rand, data):
    compressor = zlib.compressobj(rand.choice([0, 1, 6, 9]), zlib.DEFLATED, rand.choice([9, 12, 15, 15]), 8,
                                  rand.choice([zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_FIXED, zlib.Z_RLE]))
    return compressor.compress(data) + compressor.flush()


def image_data(rand, content):
    """The content in one IDAT, or in several, of which some are empty."""
    pieces = rand.choice([1, 1, 2, 5, 40])
    cuts = sorted(rand.randint(0, len(content)) for _ in range(pieces - 1))
    return [(b"IDAT", content[a:b]) for a, b in zip([0] + cuts, cuts + [len(content)])]


def make(rand, longest):
    rng = numpy.random.default_rng(rand.getrandbits(32))
    width, height = rand.randint(1, longest), rand.randint(1, longest)
    colour, bits = rand.choice(KINDS)
    interlaced = rand.random() < 0.3
    values = samples(rng, rand.randrange(4), SAMPLES[colour], bits, width, height)
    distance = max(1, SAMPLES[colour] * bits // 8)
    most = rand.choice([0, 1, 2, 3, 4, 4, 4, 4])
    data = b""
    for x, y, across, down in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = values[y::down, x::across]
        if part.size:
            data += filtered(rand, packed(part, bits), distance, most)
    if rand.random() < 0.1:
        data += bytes(rand.randrange(300))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlaced))]
    if rand.random() < 0.2:
        chunks.append(rand.choice([(b"gAMA", struct.pack(">I", 45455)), (b"tEXt", b"Title\0none"), (b"abCd", b"12"),
                                   (b"PrIv", b""), (b"pHYs", struct.pack(">IIB", 2835, 2835, 1))]))
    if colour == 3:
        colours = rand.choice([1 << bits, 1 << bits, 1 << bits, rand.randint(1, 1 << bits), 256])
        chunks.append((b"PLTE", rng.integers(0, 256, 3 * colours).astype(numpy.uint8).tobytes()))
        if rand.random() < 0.3:
            chunks.append((b"tRNS", bytes(rand.randrange(256) for _ in range(rand.randint(1, colours)))))
    elif rand.random() < 0.15 and colour in (0, 2):
        chunks.append((b"tRNS", bytes([0, 3]) * SAMPLES[colour]))
    chunks += image_data(rand, deflated(rand, data))
    if rand.random() < 0.2:
        chunks.append((b"tIME", struct.pack(">HBBBBB", 2020, 1, 2, 3, 4, 5)))
    if rand.random() < 0.9:
        chunks.append((b"IEND", b""))
    how = f"{width}x{height} type {colour}, {bits} bits, {'interlaced, ' if interlaced else ''}filters to {most}"
    return how, chunks


def written(chunks):
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*c) for c in chunks)


def damaged(rand, chunks):
    """A file with a change."""
    chunks = list(chunks)
    data = [i for i, c in enumerate(chunks) if c[0] == b"IDAT"]
    kind = rand.randrange(8)
    if kind < 3:
        # Damaged before the checksum was made.
        i = rand.choice(data)
        content = bytearray(chunks[i][1])
        for _ in range(rand.choice([1, 1, 3])):
            if content:
                content[rand.randrange(len(content))] ^= 1 << rand.randrange(8)
        chunks[i] = (b"IDAT", bytes(content))
        return written(chunks)
    if kind == 3:
        content = b"".join(chunks[i][1] for i in data)
        content = content[:rand.randint(0, len(content))]
        chunks[data[0]:data[-1] + 1] = [(b"IDAT", content)]
        return written(chunks)
    if kind == 4:
        del chunks[rand.choice(data)]
        return written(chunks)
    if kind == 5:
        chunks.insert(rand.randint(data[0], data[-1] + 1), (b"tEXt", b"Title\0between"))
        return written(chunks)
    file = bytearray(written(chunks))
    if kind == 6:
        file[rand.randrange(len(file))] ^= 1 << rand.randrange(8)
        return bytes(file)
    return bytes(file[:rand.randrange(len(file))]) + bytes(rand.choice([0, 0, 3, 30]))


def parsed(file):
    """The chunks of a file up to the image data's end, or to the first that makes pixels and is not as it was written."""
    chunks = []
    at = 8
    while at + 12 <= len(file):
        length = struct.unpack(">I", file[at:at + 4])[0]
        name, content = file[at + 4:at + 8], file[at + 8:at + 8 + length]
        if chunks and chunks[-1][0] == b"IDAT" and name != b"IDAT":
            return chunks
        makes_pixels = name in (b"IHDR", b"IDAT") or name == b"PLTE" and chunks and chunks[0][1][9:10] == b"\3"
        if not name.isalpha() or makes_pixels and file[at:at + 12 + length] != chunk(name, content):
            return chunks
        chunks.append((name, content))
        at += 12 + length
    return chunks


def is_complete(file):
    """Whether everything that makes pixels is there, so that a decoder need not refuse the file."""
    chunks = parsed(file)
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13 or sum(c[0] == b"IHDR" for c in chunks) != 1:
        return False
    width, height, bits, colour, compression, filters, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if (colour, bits) not in KINDS or compression or filters or interlaced > 1:
        return False
    if colour == 3 and b"PLTE" not in [c[0] for c in chunks]:
        return False
    wanted = 0
    for x, y, across, down in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        columns, rows = len(range(x, width, across)), len(range(y, height, down))
        wanted += rows * (1 + (columns * bits * SAMPLES[colour] + 7) // 8) if columns else 0
    data = b"".join(c[1] for c in chunks if c[0] == b"IDAT")
    try:
        # Without the checksum at the end, after the header.
        inflated = zlib.decompressobj(-15).decompress(data[2:], wanted)
    except zlib.error:
        return False
    return len(inflated) == wanted and data[0] & 0x8f == 8 and (data[0] << 8 | data[1]) % 31 == 0 and data[1] & 32 == 0


def rgb(image):
    """Pillow's pixels; of 16-bit gray the upper bytes."""
    if image.mode != "I":
        return image.convert("RGB")
    return Image.fromarray((numpy.asarray(image) >> 8).astype(numpy.uint8)).convert("RGB")


def decode(file):
    """What Pillow does, width, height and digest."""
    try:
        pixels = rgb(Image.open(io.BytesIO(file)))
    except (OSError, ValueError, SyntaxError, struct.error):
        # One that Pillow does not read because of what makes no pixels is nothing to compare with.
        return None if is_complete(file) else (0, 0, 0, bytes(32))
    answer = pixels.width, pixels.height, hashlib.sha256(pixels.tobytes()).digest()
    return (1 if is_complete(file) else 2, *answer)


def main(target, count=10000, damaged_count=0, seed=1, longest=70):
    if PIL.__version__ != "9.4.0":
        sys.exit(f"expected Pillow 9.4.0, found {PIL.__version__}")
    warnings.simplefilter("ignore")
    rand = random.Random(seed)
    made = [make(rand, longest) for _ in range(count)]
    files = [(how, written(chunks), decode(written(chunks))) for how, chunks in made]
    for how, _, answer in files:
        if answer is None or answer[0] != 1:
            sys.exit(f"Pillow refuses {how}")
    while len(files) < count + damaged_count:
        how, chunks = rand.choice(made)
        file = damaged(rand, chunks)
        answer = decode(file) if file[:8] == b"\x89PNG\r\n\x1a\n" and len(file) >= 16 else None
        if answer:
            files.append(("damaged " + how, file, answer))
    with open(target, "wb") as out:
        out.write(struct.pack(">i", len(files)))
        for how, file, (verdict, width, height, digest) in files:
            name = how.encode()
            out.write(struct.pack(">H", len(name)) + name + struct.pack(">i", len(file)) + file)
            out.write(struct.pack(">BHH", verdict, width, height) + digest)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
