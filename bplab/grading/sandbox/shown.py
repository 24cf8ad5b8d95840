"""What a cell shows, kept inside the student's process until it is sent: no more of it than agreed.

ipykernel hands every message to its session. This one sends none: it keeps the outputs of the cell that runs,
joins neighbouring texts, and carries out what changes an output that is there. So a flood costs neither the
grader anything nor the cell its end.
"""

import os
import threading

from jupyter_client.session import Session

MOST_OUTPUTS = 1000  # of a cell
MOST_ERROR = 50_000  # characters; the last error is shown however much the cell has shown before
DISPLAYED = ("display_data", "execute_result")


class Shown:
    """The outputs of one cell; limit: characters of all of them together.

    A stream is ("stream", name, pieces), a picture or a value ["display_data", texts by kind], an exception
    ("error", name, message, traceback).
    """

    def __init__(self, limit):
        self.limit, self.lock = limit, threading.RLock()
        self._clear()

    def _clear(self):
        self.outputs, self.used, self.is_cut, self.has_changed = [], 0, False, True
        self._clears_next, self._by_id, self._last_error = False, {}, []

    def write(self, name, text):
        """Text on stdout or stderr."""
        with self.lock:
            self._clear_if_asked_for()
            if not self._fits(len(text)):
                text, self.used = text[: self.limit - self.used], self.limit
            last = self.outputs[-1] if self.outputs else [None]
            if text and last[0] == "stream" and last[1] == name:
                last[2].append(text)
            elif text and self._has_place():
                self.outputs.append(("stream", name, [text]))

    def add(self, kind, content):
        """A message of the kernel's; kinds that show nothing are nothing here."""
        with self.lock:
            if kind == "stream":
                self.write("stderr" if content["name"] == "stderr" else "stdout", str(content["text"]))
            elif kind in DISPLAYED:
                self._clear_if_asked_for()
                self._display(_texts(content["data"]), _display_id(content))
            elif kind == "update_display_data":
                for output in self._by_id.get(_display_id(content), []):
                    self._replace(output, _texts(content["data"]))
            elif kind == "error":
                self._clear_if_asked_for()
                self._error(content)
            elif kind == "clear_output":
                self._clears_next = True
                if not content.get("wait"):
                    self._clear()

    def packed(self):
        """(the outputs as plain values that name texts by number, those texts as bytes)."""
        blobs = []

        def number(text):
            blobs.append(text.encode("utf-8", "replace"))
            return len(blobs) - 1

        with self.lock:
            self.has_changed, outputs = False, []
            for kind, *parts in [*self.outputs, *self._last_error]:
                match kind:
                    case "stream":
                        outputs.append([kind, parts[0], number("".join(parts[1]))])
                    case "display_data":
                        outputs.append([kind, [[name, number(text)] for name, text in parts[0].items()]])
                    case "error":
                        outputs.append([kind, *map(number, parts)])
            return {"outputs": outputs, "cut": self.is_cut}, blobs

    def _clear_if_asked_for(self):
        if self._clears_next:
            self._clear()

    def _display(self, data, display_id):
        if self._fits(_size(data)) and self._has_place():
            output = ["display_data", data]
            self.outputs.append(output)
            if display_id is not None:
                self._by_id.setdefault(display_id, []).append(output)

    def _replace(self, output, data):
        self.used -= _size(output[1])
        output[1] = data if self._fits(_size(data)) else {}

    def _error(self, content):
        texts = (str(content["ename"]), str(content["evalue"]), "\n".join(map(str, content["traceback"])))
        error = ("error", *(text[:MOST_ERROR] for text in texts))
        if self._fits(sum(map(len, error))) and self._has_place():
            self.outputs.append(error)
        else:
            self._last_error = [error]

    def _fits(self, size):
        fits = self.used + size <= self.limit
        self.has_changed |= fits or not self.is_cut
        self.used += size if fits else 0
        self.is_cut |= not fits
        return fits

    def _has_place(self):
        has_place = len(self.outputs) < MOST_OUTPUTS
        self.is_cut |= not has_place
        return has_place


class Recorder(Session):
    """The session of a kernel whose messages go no further than the outputs of the cell that runs."""

    shown = parent_id = process = None

    def begin(self, shown, message):
        """What belongs to this message is shown there from now on."""
        self.shown, self.process = shown, os.getpid()
        self.parent_id = message["header"]["msg_id"]

    def write(self, name, text, parent):
        if self.shown is not None and parent.get("msg_id") == self.parent_id:
            self.shown.write(name, text)

    def send(self, stream, msg_or_type, content=None, parent=None, *args, **kwargs):
        message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content, parent)
        is_ours = message["parent_header"].get("msg_id") == self.parent_id and self.process == os.getpid()
        if self.shown is not None and is_ours:
            self.shown.add(message["msg_type"], message["content"])
        return message


def _texts(data):
    return {str(kind): text for kind, text in data.items() if isinstance(text, str)}


def _size(data):
    return sum(len(kind) + len(text) for kind, text in data.items())


def _display_id(content):
    return (content.get("transient") or {}).get("display_id")
