"""Pictures as PNG files, in half of Pillow's time: it tries all five filters on each row, here it is one."""

import struct
import zlib

import numpy as np

try:
    from isal import isal_zlib as deflate
except ImportError:  # in a kernel in the browser, and on a machine that it does not know
    deflate = zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGBA, ABOVE = 6, 2  # of the format: the kind of pixels; the filter that takes off the row above


def encode(pixels):
    """pixels: (height, width, 4) of uint8, red, green, blue and alpha; the bytes of a PNG file."""
    height, width = pixels.shape[:2]
    flat = pixels.reshape(height, -1)
    rows = np.empty((height, 1 + flat.shape[1]), np.uint8)
    rows[:, 0] = ABOVE
    rows[0, 1:] = flat[0]
    np.subtract(flat[1:], flat[:-1], out=rows[1:, 1:])
    header = struct.pack(">IIBBBBB", width, height, 8, RGBA, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", deflate.compress(rows, 1)), (b"IEND", b"")
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
