#!/usr/bin/python3
"""Draws `tonghop.ico`: the picture of `templates/desk/icon.svg`, in the sizes that Windows shows."""

import pathlib
import struct
import zlib

SIZES = [16, 24, 32, 48, 64, 256]
GRID = 16  # units of the picture
FINE = 4  # looks per point and direction
BLUE = (0x0B, 0x5C, 0xAD)
ROUND = 3
BARS = [(4, 12, 4.5), (4, 12, 8), (4, 9, 11.5)]
THICK = 1.6


def in_square(x, y):
    dx = max(ROUND - x, x - (GRID - ROUND), 0)
    dy = max(ROUND - y, y - (GRID - ROUND), 0)
    return dx * dx + dy * dy <= ROUND * ROUND


def in_bar(x, y):
    return any(left <= x <= right and abs(y - middle) <= THICK / 2 for left, right, middle in BARS)


def point(size, column, row):
    looks = [
        ((column + (i + 0.5) / FINE) * GRID / size, (row + (j + 0.5) / FINE) * GRID / size)
        for i in range(FINE)
        for j in range(FINE)
    ]
    inside = [look for look in looks if in_square(*look)]
    if not inside:
        return bytes(4)
    white = sum(in_bar(*look) for look in inside) / len(inside)
    color = [round(part + (255 - part) * white) for part in BLUE]
    return bytes(color + [round(255 * len(inside) / len(looks))])


def png(size):
    rows = b"".join(b"\0" + b"".join(point(size, c, r) for c in range(size)) for r in range(size))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def main():
    pictures = [png(size) for size in SIZES]
    at = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in zip(SIZES, pictures):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    icon = struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures)
    pathlib.Path(__file__).with_name("tonghop.ico").write_bytes(icon)


main()
