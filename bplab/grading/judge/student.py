"""The conversation with the student's process: questions go out, values or its exceptions come back.

An exception of theirs arrives under its own name, with its message and their lines. Whatever else arrives is
dropped (an answer to another question, a late one) or ends the process.
"""

from __future__ import annotations

import builtins
import time
import traceback
from collections.abc import Iterable
from typing import Any, Literal, TypedDict, Unpack

from bplab.grading.judge.remote import RemoteFunction, identifier, stands_for
from bplab.grading.sandbox import wire
from bplab.grading.sandbox.kernel import GONE, RUBBISH, Stopped
from bplab.grading.sandbox.usage import system_seconds

MOST_DROPPED = 1000  # frames that are no answer, before the process is ended
GRACE_SECONDS = 0.5  # for an interrupted function to end; its test has no more (judge.SLACK_SECONDS)
NO_RETURN = "{call} did not return within {seconds:.3g} s"
LOST = "{call}: the process ended ({reason})"
NO_ROOM = wire.TOO_LARGE.format(what="what {call} returned does not fit into memory")


class Request(TypedDict, total=False):
    """What the student's process is asked (judge_server.py); values are as wire.Encoder leaves them.

    on: the handle of the object that is called, read or set. values: attributes to be set, by name; before
    the call, if there is one. release: handles that are not used any more.
    """

    id: int
    release: list[int]
    op: Literal["name", "define", "call", "each", "get", "set", "stand_in"]
    on: int
    name: str
    source: str
    method: str
    args: Any
    kwargs: Any
    values: Any
    tables: Any


class Reply(TypedDict, total=False):
    """What it answers: the id of the request, and a value or an error; nothing in it is trusted.

    beside: attributes of the object by name, if one was asked for, or some were set for a call. done: how
    many calls had ended before the error.
    """

    id: int
    value: Any
    beside: Any
    error: dict[str, Any]
    done: int


class Student:
    """The namespace of the student's notebook in one kernel.

    slow: names of calls that have run out of time before, kept by the judge for the whole notebook; they get
        a tenth of the time from then on, so that one endless function does not use up the notebook's time.
    """

    def __init__(self, kernel: Any, slow: set[str]):
        self.kernel, self.slow = kernel, slow
        self.deadline = self.seconds = 0.0
        self.ran_out_of_memory = False
        self._released: list[int] = []
        self._known: dict[str, RemoteFunction] = {}  # by name
        self._given: dict[str, Any] = {}
        self._beside: dict[str, Any] = {}  # attributes of the object of the last request, until the next one
        self._of: int | None = None  # its handle
        self._number = 0
        self._read = wire.Reader(self._bytes)

    def give(self, seconds: float) -> None:
        """Time for all that a test asks, from now on."""
        self.seconds, self.deadline = seconds, time.monotonic() + seconds
        self.ran_out_of_memory = False
        self._beside = {}  # cells may have been run

    def look_up(self, name: str) -> Any:
        """The value of a name, or NameError.

        Functions and classes are asked for once: cells define them, and not what a test calls (see forget).
        """
        if name not in self._known:
            value = self.ask(name, op="name", name=name)
            if not isinstance(value, RemoteFunction) or "__name__" not in vars(value):
                return value
            self._known[name] = value
        return self._known[name]

    def forget(self) -> None:
        """Cells may have been run since, and names stand for something else."""
        self._known = {}

    def define(self, name: str, source: str) -> Any:
        """The function of this name that the released text of the given cells defines, in their process."""
        if name not in self._given:
            self._given[name] = self.ask(name, op="define", name=name, source=source)
        return self._given[name]

    def release(self, handle: int) -> None:
        """Forget an object that nothing here stands for any more."""
        self._released.append(handle)

    def ask(
        self,
        label: str,
        *,
        blobs: Iterable[bytes] = (),
        calls: int | None = None,
        **request: Unpack[Request],
    ) -> Any:
        """Send one request; return the value of its reply, or raise its exception.

        label: how the request reads in a message, such as "softmax(...)". calls: how many it asks for; each
        has (value, None) or (None, exception) in what is returned.
        """
        if not self.kernel.alive:
            raise self.kernel.stopped(GONE)
        self._beside, self._of = {}, request.get("on")
        self._number += 1
        request["id"], request["release"] = self._number, self._released
        self._released = []
        begin, moment = time.monotonic(), system_seconds()
        share = self.seconds * (calls or 1) / 10 if label in self.slow else self.seconds
        deadline = min(self.deadline, begin + share)
        try:
            self._send(wire.pack(request, blobs), deadline)
            reply, arrays = self._receive(deadline)
        except MemoryError:  # of this process; the rest of a frame may wait
            self.kernel.kill()
            raise Stopped("failed", NO_ROOM.format(call=label)) from None
        except TimeoutError:
            raise self._out_of_time(label, deadline - begin, moment, calls or 1) from None
        except (wire.Malformed, TypeError, KeyError, AttributeError):
            self.kernel.kill()
            raise Stopped("killed", LOST.format(call=label, reason=RUBBISH)) from None
        except (EOFError, OSError):
            self.kernel.kill()
            ended = self.kernel.stopped(GONE)
            raise Stopped(ended.status, LOST.format(call=label, reason=ended.message)) from None
        return self._answer(label, reply, arrays, calls)

    def get(self, label: str, handle: int, name: str) -> Any:
        """An attribute of an object: it came with the one before, or is asked for.

        Each is used once: an attribute is another copy whenever it is read.
        """
        if handle == self._of and name in self._beside:
            return self._beside.pop(name)
        return self.ask(label, op="get", on=handle, name=name)

    def _answer(self, label: str, reply: Reply, arrays: list[bytearray], calls: int | None) -> Any:
        try:
            if "error" in reply:
                error = _exception(reply["error"])
            else:
                decode = wire.Decoder(arrays, lambda code: stands_for(self, label, *code)).decode
                value, beside = decode(reply["value"]), decode(reply.get("beside"))
                if not isinstance(beside, dict | None):
                    raise wire.Malformed("no attributes by name")
                self._beside = beside or {}
                return value if calls is None else self._each(value, calls)
        except (wire.Malformed, LookupError, TypeError, ValueError, AttributeError, OverflowError):
            self.kernel.kill()
            raise Stopped("killed", LOST.format(call=label, reason=RUBBISH)) from None
        self.ran_out_of_memory |= isinstance(error, MemoryError)
        raise error

    def _each(self, pairs: Any, calls: int) -> list[tuple[Any, BaseException | None]]:
        if len(pairs) != calls:
            raise wire.Malformed("not one answer for each call")
        found = [(value, None if code is None else _exception(code)) for value, code in pairs]
        self.ran_out_of_memory |= any(isinstance(error, MemoryError) for _, error in found)
        return found

    def _out_of_time(self, label: str, seconds: float, moment: float, calls: int) -> Stopped:
        """Interrupt the calls, and end what they have started; if they go on, end their process."""
        done = 0
        try:
            self.kernel.interrupt()
            reply, _ = self._receive(time.monotonic() + GRACE_SECONDS)
            said = reply.get("done", 0)
            done = said if said in range(calls) else 0
            self.kernel.end_since(moment)
        except Exception:  # whatever it does instead of ending
            self.kernel.kill()
        if seconds / (done + 1) > self.seconds / 2:  # else many calls, or the last one of a test
            self.slow.add(label)
        return Stopped("timeout", NO_RETURN.format(call=label, seconds=seconds))

    def _send(self, data: bytes, deadline: float) -> None:
        self.kernel.channel.settimeout(max(deadline - time.monotonic(), 0.001))
        self.kernel.channel.sendall(data)

    def _receive(self, deadline: float) -> tuple[Reply, list[bytearray]]:
        """The reply to the latest request; any other is dropped."""
        self._until = deadline
        for _ in range(MOST_DROPPED):
            reply, arrays = wire.receive(self._read)
            if reply["id"] == self._number:
                return reply, arrays
        raise wire.Malformed("too many replies to no question")

    def _bytes(self, size: int) -> bytes:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.kernel.channel.settimeout(left)
        if piece := self.kernel.channel.recv(size):
            return piece
        raise EOFError


def _exception(code):
    """An exception of the student's: its own name, the nearest built-in type, its message, their lines."""
    base = getattr(builtins, str(code["builtin"]), None)
    if not (isinstance(base, type) and issubclass(base, Exception | SystemExit)):
        base = RuntimeError  # KeyboardInterrupt and the like must not pass for the instructor's
    if issubclass(base, BaseExceptionGroup):
        base = RuntimeError  # would need its exceptions
    name, text = identifier(code["type"]), wire.printable(code["text"][: wire.MAX_MESSAGE])
    kind: type[BaseException] = type(
        name, (base,), {"__str__": lambda self: text, "__module__": "builtins", "__init__": _ignore}
    )
    error: Any = kind.__new__(kind)
    error.students_frames = [
        traceback.FrameSummary(
            "", int(number), "", line=wire.printable(line[: wire.MAX_MESSAGE]), lookup_line=False
        )
        for number, line in code["frames"][-20:]
    ]
    return error


def _ignore(self, *args):
    """Some built-in exceptions ask for arguments of their own (UnicodeDecodeError)."""
