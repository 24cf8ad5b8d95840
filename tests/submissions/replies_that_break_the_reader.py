# Frames that are too long, cut, deep, repeated and of the wrong types, in the place of the answer to a test.
# honest: softmax, cross_entropy, output_error
# %% one_hot
import gc
import socket
import struct

from bplab.grading.sandbox import wire

VALUES = [
    ["_class__"], ["_init__", []], ["_setattr__", "opaque"], ["list", 5], ["dict", [[[], 1]]], [], {},
    ["array", "<f8", [-1], 0], ["array", "|O8", [1], 0], ["array", "<f8", [1e0], 0], ["complex", "a", 1],
    ["array", "<f8", [2**70, 0], 0], ["scalar", "<f8", [1], 9], ["objects", [1, 2], [1]], ["opaque", "x"],
    ["opaque", [[], {}, 5]], ["list", [["list", [1]] for _ in range(1000)]], ["tuple", {"a": 1}],
    ["opaque", [10**300, "x" * 1000, "yes"]],
]  # fmt: skip
HEADERS = [b"[" * 100_000, b"[]," * 1000, b"1", b'{"id": null}', b'{"id": 1, "id": 2}', b"9" * 5000, b"\xff"]
turns = []


def one_hot(labels, n_classes):
    frames = [
        wire.pack({"id": number, "value": value}, [bytes(8)]) for number in range(1, 40) for value in VALUES
    ]
    frames += [struct.pack(">II", len(header), 0) + header for header in HEADERS]
    frames += [struct.pack(">II", 2**31, 2**31), struct.pack(">IIQ", 2, 1, 2**63) + b"{}"]
    turns.append(1)
    for thing in gc.get_objects():
        if type(thing) is socket.socket and thing.family == socket.AF_UNIX:
            for frame in frames[len(turns) % 7 :: 7]:
                try:
                    thing.send(frame)
                except OSError:
                    break
    return np.eye(n_classes)[labels]
