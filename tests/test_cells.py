"""Replies to cells, from a process that was taken over: bounded, cleaned, and never waited for too long."""

import contextlib
import json
import socket
import threading
import time

import pytest
from nbformat.v4 import new_code_cell

from bplab.grading.sandbox import wire
from bplab.grading.sandbox.cells import CellRunner
from bplab.grading.sandbox.shown import MOST_OUTPUTS, Shown

DONE = {"id": "cell 1", "done": True, "count": 3, "cut": False, "outputs": []}


@pytest.fixture
def ends():
    judge, process = socket.socketpair()
    process.settimeout(5)
    yield judge, process
    judge.close()
    process.close()


def run(ends, *frames, seconds=0.5, limit=1000):
    judge, process = ends
    interrupted = []
    threading.Thread(target=_send, args=(process, frames), daemon=True).start()
    cell = new_code_cell("1")
    runner = CellRunner(judge, lambda: True, lambda: interrupted.append(1), limit)
    return runner.run(cell, seconds), cell, runner, interrupted


def _send(process, frames):
    with contextlib.suppress(OSError):
        for frame in frames:
            process.sendall(frame)


def test_a_reply_becomes_outputs_of_plain_texts(ends):
    outputs = [
        ["stream", "stdout", 0], ["stream", "stdout", 0],
        ["display_data", [["text/html", 1], ["text/plain", 0]]],
        ["display_data", [["text/html", 1]]], ["error", 0, 0, 2],
    ]  # fmt: skip
    frame = wire.pack(DONE | {"outputs": outputs}, [b"a\xff", b"<script>", b"one\ntwo"])
    late, cell, runner, _ = run(ends, wire.pack(DONE | {"id": "cell 0"}), frame)
    assert not late and cell.execution_count == 3 and runner.failure is None
    stream, display, error = cell.outputs
    assert stream.text == "a\N{REPLACEMENT CHARACTER}" * 2 and list(display.data) == ["text/plain"]
    assert error.traceback == ["one", "two"]


@pytest.mark.parametrize(
    "part",
    [
        {"outputs": 5}, {"outputs": [5]}, {"outputs": [["stream", "stdout", 99]]},
        {"outputs": [["error", 0]]},
        {"outputs": [["display_data", [["image/png", 0]]]]}, {"outputs": [["stream", {}, "x"]]},
        {"outputs": [["?", 0, 0, 0]] * 9}, {"count": "3", "cut": "yes", "failure": [1, 2, 3]},
        {"failure": ["x" * 10**6, {}, None]}, {"failure": {"a": 1}},
    ],
)  # fmt: skip
def test_a_reply_that_is_none_shows_nothing(ends, part):
    _, cell, runner, _ = run(ends, wire.pack(DONE | part, [b"<no picture>"]))
    assert cell.outputs == [] and runner.failure is None


def test_outputs_are_bounded_once_more(ends):
    many = [["stream", "stdout", 0]] * 10_000
    _, cell, _, _ = run(ends, wire.pack(DONE | {"outputs": many}, [b"x" * 100_000]))
    assert len(str(cell.outputs)) < 3 * 2**20


def test_what_came_of_a_frame_before_the_interrupt_counts(ends):
    judge, process = ends
    frame = wire.pack(DONE | {"outputs": [["stream", "stdout", 0]]}, [b"whole"])
    process.sendall(frame[:20])
    cell = new_code_cell("1")
    runner = CellRunner(judge, lambda: True, lambda: process.sendall(frame[20:]), 1000)
    assert runner.run(cell, 0.2) is True
    assert cell.outputs[0].text == "whole"


def test_replies_without_end_are_not_read_without_end(ends):
    frames = [wire.pack(DONE | {"done": False})] * 1500
    with pytest.raises(wire.Malformed):
        run(ends, *frames[:1100], seconds=5)


def test_a_process_that_is_gone_is_noticed_even_if_somebody_holds_its_end(ends):
    judge, _ = ends
    begin = time.monotonic()
    with pytest.raises(EOFError):
        CellRunner(judge, lambda: False, lambda: None, 1000).run(new_code_cell("1"), 30)
    assert time.monotonic() - begin < 5


def test_what_a_cell_shows_is_bounded_and_what_is_cleared_does_not_count():
    shown = Shown(1000)
    for number in range(5000):
        shown.add("clear_output", {"wait": True})
        shown.write("stdout", f"frame {number}" * 10)
    [(_, _, pieces)] = shown.outputs
    assert "".join(pieces) == "frame 4999" * 10 and not shown.is_cut
    for number in range(5000):
        shown.add("display_data", {"data": {"text/plain": str(number)}, "transient": {"display_id": number}})
        shown.add("error", {"ename": "E", "evalue": "x" * 10**6, "traceback": [str(number)]})
    head, blobs = shown.packed()
    assert shown.is_cut and len(head["outputs"]) <= MOST_OUTPUTS + 1
    assert sum(map(len, blobs)) < 200_000 and blobs[-1] == b"4999"
    json.dumps(head)
