# The reply to a test is an exception whose text has 60 MB, past the limits of the server that sends it.
# honest: softmax, cross_entropy, output_error
# %% one_hot
import gc
import socket

from bplab.grading.sandbox import wire


def one_hot(labels, n_classes):
    text = "long " * 12_000_000
    for number in range(1, 40):
        error = {
            "type": "T" * 70,
            "builtin": "AssertionError",
            "text": text[: 60_000_000 // (1 + number % 3)],
        }
        frame = wire.pack({"id": number, "error": error | {"frames": [[1, "line " * 1000]] * 20}})
        for thing in gc.get_objects():
            if type(thing) is socket.socket and thing.family == socket.AF_UNIX:
                thing.sendall(frame)
