"""Runs the student's cells in their process, from outside, and puts what they show into the notebook.

A cell has ended when its reply is here. Until then its outputs so far arrive now and then, so that something
is left of a cell that ends its process.
"""

import contextlib
import time
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode, from_dict

from bplab.grading.intake.pictures import BASE64, OUTPUTS
from bplab.grading.sandbox import wire

TIMEOUT = "no end after {seconds:.3g} s"
CUT = "\n[The output was cut here: {limit} KiB is the limit of a cell.]\n"
GRACE_SECONDS = 5  # for an interrupted cell or function to end
LOOK_SECONDS = 1  # between two looks whether the process is alive
FRAMES_A_SECOND, MOST_FRAMES = 10, 1000  # at most while a cell runs; the second: besides
MOST_SHOWN = 1100  # outputs: no process of ours sends more
LONGEST_FAILURE = 200  # characters of what ended a cell, where it is named as a cause
MOST_BESIDES = 2**20  # bytes of an error's texts, which come on top


@dataclass(frozen=True)
class Failure:
    """An exception that ended a cell; line: of the cell, None if that is not known."""

    type: str
    text: str
    line: int | None


class CellRunner:
    """The grader's side of the channel on which cells are run; limit: characters of a cell's outputs.

    is_alive, interrupt: called to ask for the process, and to raise KeyboardInterrupt in it.
    """

    def __init__(self, channel, is_alive, interrupt, limit):
        self.channel, self.limit = channel, limit
        self._is_alive, self._interrupt = is_alive, interrupt
        self._number, self._waiting = 0, bytearray()
        self._shown, self._texts = {}, []

    def run(self, cell, seconds):
        """Run a cell; return whether it had to be interrupted.

        Raises TimeoutError if it went on all the same, EOFError or OSError if the process is gone, and
        whatever can be made of replies that are none.
        """
        self._number += 1
        self._shown, self._texts, deadline = {}, [], time.monotonic() + seconds
        request = {"id": f"cell {self._number}", "op": "run", "code": cell.source}
        try:
            try:
                self.channel.settimeout(seconds)
                self.channel.sendall(wire.pack(request))
                self._wait(request["id"], deadline)
                return False
            except TimeoutError:
                self._interrupt()
                self._wait(request["id"], time.monotonic() + GRACE_SECONDS)
                return True
        finally:
            cell.outputs = self._outputs()
            count = self._shown.get("count")
            cell.execution_count = count if isinstance(count, int) else None

    @property
    def failure(self):
        """What ended the last cell before its end; None if nothing did."""
        try:
            kind, text, line = self._shown.get("failure") or ()
            text = wire.printable(text).strip().partition("\n")[0][:LONGEST_FAILURE]
            return Failure(_name(kind), text, line if type(line) is int else None)
        except (TypeError, ValueError, AttributeError):
            return None

    def _wait(self, wanted, deadline):
        """Take outputs in until the cell has ended."""
        most = MOST_FRAMES + FRAMES_A_SECOND * (deadline - time.monotonic())
        while most > 0:
            reply, texts = self._frame(deadline)
            most -= 1
            if reply["id"] == wanted:
                self._shown, self._texts = reply, texts
                if reply["done"]:
                    return
        raise wire.Malformed("too many replies")

    def _frame(self, deadline):
        """The next frame. What has come of one before the deadline is kept."""
        begin = 0

        def read(size):
            nonlocal begin
            while (missing := begin + size - len(self._waiting)) > 0:
                self._waiting += self._receive(missing, deadline)
            begin += size
            return self._waiting[begin - size : begin]

        frame = wire.receive(read)
        self._waiting = bytearray()
        return frame

    def _receive(self, size, deadline):
        while (left := deadline - time.monotonic()) > 0:
            self.channel.settimeout(min(left, LOOK_SECONDS))
            with contextlib.suppress(TimeoutError):
                if piece := self.channel.recv(min(size, 2**20)):
                    return piece
                raise EOFError
            if not self._is_alive():
                raise EOFError
        raise TimeoutError

    def _outputs(self):
        """The outputs, bounded once more and cleaned: the process may have been taken over."""
        shown, left = [], 4 * self.limit + MOST_BESIDES
        try:
            for kind, *parts in self._shown.get("outputs", [])[:MOST_SHOWN]:
                name, numbers = _parts(kind, *parts)
                left -= sum(len(self._texts[number]) for number in numbers)
                if left < 0:
                    break
                texts = [self._texts[number].decode("utf-8", "replace") for number in numbers]
                shown += _output(kind, name, texts)
        except (TypeError, ValueError, LookupError, AttributeError):
            pass  # no process of ours sends such
        if self._shown.get("cut") is True:
            text = CUT.format(limit=self.limit // 1024)
            shown.append(output_of("stream", name="stdout", text=text))
        return _joined(shown)


def _name(kind):
    """The name of a type, as a person would write one."""
    return kind if kind.isidentifier() and len(kind) <= LONGEST_FAILURE else "an exception"


def _joined(outputs):
    """The outputs with neighbouring pieces of one stream joined."""
    joined = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            joined.append(output)
    return joined


def _parts(kind, *parts):
    """(name or names, numbers of the texts) of an output as bplab.grading.sandbox.shown packs it."""
    if kind == "stream":
        return parts[0], parts[1:]
    if kind == "display_data":
        return [name for name, _ in parts[0]], [number for _, number in parts[0]]
    return None, parts


def _output(kind, name, texts):
    """The output in the form of a notebook, in a list; none if nothing of it may be shown."""
    if kind == "error":
        ename, evalue, traceback = texts
        parts = {"ename": ename, "evalue": evalue, "traceback": traceback.split("\n")}
    elif kind == "stream":
        parts = {"name": name, "text": texts[0]}
    else:
        parts = {"data": dict(zip(name, texts, strict=True))}
    clean = clean_output({"output_type": kind} | parts)
    return [] if clean is None else [clean]


def output_of(kind: str, **parts: Any) -> NotebookNode:
    """An output of a notebook, in nbformat's form.

    nbformat's own `new_output` checks each against the schema, which takes longer than all else that is done
    with it; it is done once for the whole notebook.
    """
    return from_dict({"output_type": kind} | parts)


def clean_output(output):
    """An output of a notebook rebuilt from texts alone, in nbformat's form; None if nothing may be shown."""
    printable = wire.printable
    try:
        kind = output["output_type"]
        if kind == "stream":
            name = "stderr" if output["name"] == "stderr" else "stdout"
            return output_of("stream", name=name, text=printable(output["text"]))
        if kind == "error":
            return output_of(
                "error",
                ename=printable(output["ename"]),
                evalue=printable(output["evalue"]),
                traceback=[printable(line) for line in output["traceback"]],
            )
        if kind in ("display_data", "execute_result"):
            data = {
                name: printable(text) for name, text in output["data"].items() if _is_harmless(name, text)
            }
            return output_of("display_data", data=data, metadata={}) if data else None
    except (KeyError, TypeError, AttributeError):
        pass
    return None


def _is_harmless(kind, data):
    """Whether a page can show it and nothing in it can act: plain text, or a picture that is one."""
    if not isinstance(data, str):
        return False
    return kind == "text/plain" or (kind in OUTPUTS and BASE64.fullmatch(data) is not None)
