#!/usr/bin/env python3
"""Writes the TIFF files of images/src/test/resources/fax, which FaxFileTest reads, with Pillow and libtiff's tiffcp.

    faxes.py FOLDER

The pixels follow a rule that the test knows. Each file is read by Pillow again, which must give them.
"""
import os
import subprocess
import sys
from PIL import Image

WIDTH, HEIGHT = 2700, 21
LONGEST = (4, 30, 200, 1500, 5000)


def pixels():
    """Rows of bits, 1 for white: runs of random lengths, then rows that are the one before moved by -1 to 2."""
    seed, rows = 1, []
    for y in range(HEIGHT):
        if y % 7 < 3:
            row, white = [], 1
            while len(row) < WIDTH:
                seed = seed * 1103515245 + 12345 & 0x7fffffff
                row += [white] * ((seed >> 8) % LONGEST[y % 5])
                white = 1 - white
            rows.append(row[:WIDTH])
        else:
            move = y % 7 - 4
            rows.append([rows[-1][min(max(x - move, 0), WIDTH - 1)] for x in range(WIDTH)])
    return rows


def check(path, expected):
    with Image.open(path) as image:
        found = image.convert('RGB').tobytes()
    assert found == expected, path


folder = sys.argv[1]
rows = pixels()
image = Image.new('1', (WIDTH, HEIGHT))
image.putdata([255 * bit for row in rows for bit in row])
plain = os.path.join(folder, 'plain.tif')
image.save(plain)
expected = image.convert('RGB').tobytes()
for name, options in {'runs': ('-c', 'none'), 't4': ('-c', 'g3:1d'), 't4-fill': ('-c', 'g3:1d:fill'),
                      't4-changes': ('-c', 'g3:2d'), 't6': ('-c', 'g4'), 't6-strips': ('-c', 'g4', '-r', '5'),
                      't6-reversed': ('-c', 'g4', '-f', 'lsb2msb'), 't6-tiles': ('-c', 'g4', '-t', '-w', '1040', '-l', '16'),
                      't4-reversed': ('-c', 'g3:2d', '-f', 'lsb2msb', '-r', '4')}.items():
    path = os.path.join(folder, name + '.tif')
    if name == 'runs':
        image.save(path, compression='tiff_ccitt')
    else:
        subprocess.run(['tiffcp', *options, plain, path], check=True)
    check(path, expected)
os.remove(plain)
