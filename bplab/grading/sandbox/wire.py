"""The language between the judge and the student's process: plain values, and nothing that could run.

A frame is a JSON header and the raw bytes of its arrays. Whoever reads one trusts nothing in it: sizes, depth
and counts are bounded, each array's bytes are used once, so that what is decoded is no larger than the frame,
and what does not fit raises Malformed.
"""

import json
import math
import re
import struct

import numpy as np

MAX_HEADER = 8 * 2**20  # bytes of JSON in a frame
MAX_BYTES = 64 * 2**20  # of a whole frame
MAX_TEXT = 2**20  # characters in a frame
MAX_MESSAGE = 10_000  # characters of an exception's message
MAX_ITEMS = 100_000  # of all containers in a frame together
MAX_KEYS = 1000  # of a dict: numbers can be chosen so that a large one takes minutes to build
MAX_DEPTH = 32
MAX_DIGITS = 300  # of an integer; a float has 308
MAX_DIMENSIONS = 64  # NumPy's own
MAX_SIGNS = 10 * MAX_ITEMS + MAX_TEXT  # commas and brackets of a header, those in texts included
TOO_LARGE = "too large to be graded: {what}"
PREFIX = struct.Struct(">II")  # bytes of the header, number of arrays
LENGTH = struct.Struct(">Q")  # bytes of an array
SMALL, LARGE = 2**16, 2**20  # bytes to be read at once
NUMBERS = re.compile(r"[<>|][biufc][0-9]{1,2}")  # the dtypes that travel as bytes


class TooLarge(ValueError):
    """A value that is too large, too deep or too long to send; the message says in what way."""


class Malformed(Exception):
    """A frame that breaks the rules above."""


class Encoder:
    """Turns one value into JSON and a list of arrays' bytes.

    opaque: called with each object that does not travel by value; returns JSON that stands for it.
    """

    def __init__(self, opaque):
        self.opaque, self.blobs = opaque, []
        self.items = self.bytes = self.text = 0

    def encode(self, value, depth=0):
        if depth > MAX_DEPTH:
            raise TooLarge(TOO_LARGE.format(what=f"nested more than {MAX_DEPTH} deep"))
        if isinstance(value, np.generic) and NUMBERS.fullmatch(value.dtype.str):
            return ["scalar", *self._array(np.asarray(value))]
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int):
            return self._integer(value)
        if isinstance(value, float):
            return float(value)
        if isinstance(value, complex):
            return ["complex", value.real, value.imag]
        if isinstance(value, str):
            self._count(text=len(value))
            return str(value)
        if isinstance(value, np.ndarray):
            return self._any_array(np.asarray(value), depth)
        for name, kind in (("list", list), ("tuple", tuple)):
            if isinstance(value, kind):
                self._count(items=len(value))
                return [name, [self.encode(item, depth + 1) for item in value]]
        if isinstance(value, dict):
            if len(value) > MAX_KEYS:
                raise TooLarge(TOO_LARGE.format(what=f"a dict of {len(value)} keys"))
            self._count(items=2 * len(value))
            return ["dict", [[self.encode(part, depth + 1) for part in pair] for pair in value.items()]]
        return ["opaque", self.opaque(value)]

    def _integer(self, value):
        if value.bit_length() > MAX_DIGITS * 3.32:  # bits in a decimal digit
            raise TooLarge(TOO_LARGE.format(what=f"an integer of {value.bit_length()} bits"))
        return int(value)

    def _any_array(self, array, depth):
        if NUMBERS.fullmatch(array.dtype.str):
            return ["array" if array.flags.writeable else "read_only", *self._array(array)]
        if array.dtype.kind in "OU":
            self._count(items=array.size)
            return ["objects", array.shape, [self.encode(item, depth + 1) for item in array.ravel().tolist()]]
        return ["opaque", self.opaque(array)]

    def _array(self, array):
        self._count(bytes=array.nbytes)
        self.blobs.append(array.tobytes())
        return array.dtype.str, array.shape, len(self.blobs) - 1

    def _count(self, items=0, bytes=0, text=0):
        self.items, self.bytes, self.text = self.items + items, self.bytes + bytes, self.text + text
        if self.items > MAX_ITEMS:
            raise TooLarge(TOO_LARGE.format(what=f"{self.items} items"))
        if self.bytes > MAX_BYTES // 2:
            raise TooLarge(TOO_LARGE.format(what=f"{self.bytes / 2**20:.0f} MiB"))
        if self.text > MAX_TEXT:
            raise TooLarge(TOO_LARGE.format(what=f"{self.text} characters"))


class Decoder:
    """Turns what an Encoder made into values again: exact types, never a subclass.

    opaque: called with the JSON that stands for an object; returns what represents it here.
    """

    def __init__(self, blobs, opaque):
        self.blobs, self.opaque, self.items = blobs, opaque, 0
        self.kinds = {
            "scalar": self._scalar,
            "array": self._array,
            "read_only": self._read_only,
            "objects": self._objects,
            "complex": self._complex,
            "list": self._list,
            "tuple": self._tuple,
            "dict": self._dict,
            "opaque": self._opaque,
        }

    def decode(self, code, depth=0):
        self.items += 1
        if depth > MAX_DEPTH + 1 or self.items > 2 * MAX_ITEMS:
            raise Malformed("nested too deeply, or too many items")
        if code is None or isinstance(code, bool | int | float):
            return code
        if isinstance(code, str):
            return printable(code)
        try:
            kind, *parts = code
            return self.kinds[kind](*parts, depth + 1)
        except (ValueError, TypeError, LookupError, OverflowError) as error:
            raise Malformed(str(error)) from None

    def _scalar(self, dtype, shape, blob, depth):
        return self._array(dtype, shape, blob, depth)[()]

    def _array(self, dtype, shape, blob, depth):
        if not NUMBERS.fullmatch(dtype):
            raise Malformed("no dtype of numbers")
        if len(shape) > MAX_DIMENSIONS or not all(type(length) is int and length >= 0 for length in shape):
            raise Malformed("no shape of an array")
        data, dtype = self._take(blob), np.dtype(dtype)
        if math.prod(shape) * dtype.itemsize != len(data):
            raise Malformed("an array whose shape does not fit its bytes")
        return np.ndarray(shape, dtype, buffer=data)

    def _take(self, blob):
        """The bytes of an array, once: many arrays of the same bytes would be more than the frame holds."""
        data, self.blobs[blob] = self.blobs[blob], None
        if data is None:
            raise Malformed("bytes that are used twice")
        return data

    def _read_only(self, dtype, shape, blob, depth):
        """An array that cannot be written where it comes from cannot be written here."""
        array = self._array(dtype, shape, blob, depth)
        array.setflags(write=False)
        return array

    def _objects(self, shape, items, depth):
        array = np.empty(len(items), dtype=object)
        for index, item in enumerate(items):
            array[index] = self.decode(item, depth)
        return array.reshape(shape)

    def _complex(self, real, imaginary, depth):
        return complex(real, imaginary)

    def _list(self, items, depth):
        return [self.decode(item, depth) for item in items]

    def _tuple(self, items, depth):
        return tuple(self._list(items, depth))

    def _dict(self, pairs, depth):
        if len(pairs) > MAX_KEYS:
            raise Malformed("a dict of too many keys")
        return {self.decode(key, depth): self.decode(value, depth) for key, value in pairs}

    def _opaque(self, code, depth):
        return self.opaque(code)


def printable(text):
    """A text that can be written to a file: no lone surrogates, no NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\\0")


def pack(header, blobs=()):
    """A frame as bytes."""
    text = json.dumps(header).encode()
    lengths = [LENGTH.pack(len(blob)) for blob in blobs]
    return b"".join([PREFIX.pack(len(text), len(blobs)), *lengths, text, *blobs])


class Reader:
    """Reads exactly so many bytes from what comes in pieces; what comes along with them waits for the next.

    receive: called with a number of bytes, returns some of them, at least one.
    """

    def __init__(self, receive):
        self._receive, self._waiting = receive, bytearray()

    def __call__(self, size):
        data = self._waiting[:size]
        del self._waiting[:size]
        while (missing := size - len(data)) > 0:
            piece = self._receive(min(max(missing, SMALL), LARGE))
            data += piece[:missing]
            self._waiting += piece[missing:]
        return data


def receive(read):
    """The next frame, as (header, blobs); read(n) returns exactly n bytes in a bytearray."""
    length, count = PREFIX.unpack(read(PREFIX.size))
    if length > MAX_HEADER or count > MAX_ITEMS:
        raise Malformed("a frame that is too large")
    lengths = [LENGTH.unpack(read(LENGTH.size))[0] for _ in range(count)]
    if length + sum(lengths) > MAX_BYTES:
        raise Malformed("a frame that is too large")
    text = read(length)
    if sum(map(text.count, (b",", b"[", b"{"))) > MAX_SIGNS:
        raise Malformed("a header of too many items")
    try:
        header = json.loads(text, parse_int=_integer)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"no JSON: {error}") from None
    return header, [read(length) for length in lengths]


def _integer(digits):
    """An integer of a header: thousands of digits take long to read, and longer to multiply."""
    if len(digits) > MAX_DIGITS + 1:  # a sign
        raise Malformed("an integer of too many digits")
    return int(digits)
