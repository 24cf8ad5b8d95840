"""The server inside the student's kernel: it runs cells, and answers the judge.

The judge asks for a name, a given function, a call or an attribute; the server looks it up in the notebook's
namespace and answers with a plain value, or with a number that stands for the object. Nothing here is secret
or trusted: whoever takes over this process can only give wrong answers.
"""

import asyncio
import contextlib
import contextvars
import importlib
import os
import select
import signal
import sys
import threading
import time
import warnings

import numpy as np

from bplab.grading.sandbox import absent, wire
from bplab.grading.sandbox.described import beside, describe, failure, methods, own_name
from bplab.grading.sandbox.shown import Shown
from bplab.student_code.stand_in import StandIn

REPORT_SECONDS = 0.2  # between two looks at what a cell has shown so far
FOLLOWING_MS = 2  # in which the next question of a test arrives, if there is one


class JudgeServer:
    """Answers the judge's requests on a socket, one frame for each; while a cell runs, one now and then."""

    def __init__(self, channel):
        self.channel, self.namespace = channel, {}
        self.objects, self.next_handle, self.process = {}, 0, os.getpid()
        self.read, self.following = wire.Reader(self._receive), select.poll()
        self.following.register(channel, select.POLLIN)
        self.nowhere = open(os.devnull, "w")  # noqa: SIM115 (for all that functions print)
        self.stood_in = {}  # name -> the student's function while a table stands in its place

    def use(self, kernel, limit):
        """The kernel that runs the cells; limit: characters of a cell's outputs."""
        self.kernel, self.limit, self.namespace = kernel, limit, kernel.shell.user_ns
        self.context = contextvars.copy_context()  # of all cells: what one sets, such as np.seterr, stays
        self.streams = sys.stdout, sys.stderr
        self.hooks = sys.displayhook, kernel.shell.displayhook, kernel.shell.display_pub
        self.request, self.running, self.sending = {}, threading.Event(), threading.Lock()
        threading.Thread(target=self._report, daemon=True).start()

    def serve(self, *_):
        """Answer one request, and those that follow at once: a turn of the event loop takes as long."""
        while True:
            try:
                request, blobs = wire.receive(self.read)
            except (EOFError, OSError):  # the judge is gone
                os._exit(0)
            if request["op"] == "run":
                asyncio.get_running_loop().create_task(self._run(request), context=self.context)
                return
            reply, arrays = self._guarded(request, blobs)
            self._send({"id": request["id"], **reply}, arrays)
            if not self.following.poll(FOLLOWING_MS):
                return

    async def _run(self, request):
        """Run a cell as Jupyter does; the outputs become the reply."""
        kernel, session = self.kernel, self.kernel.session
        content = {"code": request["code"], "silent": False, "stop_on_error": False, "allow_stdin": False}
        message = session.msg("execute_request", content)
        for stream in self.streams:
            stream.settle()
        session.begin(Shown(self.limit), message)
        self.request, kernel.shell.last_execution_result = request, None
        importlib.invalidate_caches()  # a module that the last cell has written is found
        self.running.set()
        for _ in range(2):
            try:
                signal.signal(signal.SIGINT, signal.default_int_handler)
                try:
                    kernel.set_parent([], message)
                    await kernel.execute_request(None, [], message)
                finally:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
            except KeyboardInterrupt:  # just before or after the student's code
                break
            except BaseException:
                self._mend()
            if kernel.shell.last_execution_result is not None:  # else what shows outputs kept it from running
                break
        self._end_if_forked()
        for stream in self.streams:
            stream.settle()
        self.running.clear()
        head, blobs = self._shown(done=True)
        self._send(head | {"failure": failure(kernel.shell.last_execution_result)}, blobs)
        session.shown = None

    def _mend(self):
        """Put back what shows outputs: the student's code has broken or closed it."""
        sys.stdout, sys.stderr = self.streams
        sys.displayhook, self.kernel.shell.displayhook, self.kernel.shell.display_pub = self.hooks

    def _report(self):
        """Send what the cell that runs has shown so far, now and then, for the case that it never ends.

        A thread of its own: an interrupt in the main thread would leave half a frame.
        """
        while self.running.wait():
            time.sleep(REPORT_SECONDS)
            with self.sending:
                if self.running.is_set() and self.kernel.session.shown.has_changed:
                    self.channel.sendall(wire.pack(*self._shown(done=False)))

    def _shown(self, done):
        shown, blobs = self.kernel.session.shown.packed()
        head = {"id": self.request["id"], "done": done, "count": self.kernel.execution_count}
        return head | shown, blobs

    def _send(self, reply, blobs):
        self._end_if_forked()
        with self.sending:
            self.channel.sendall(wire.pack(reply, blobs))

    def _end_if_forked(self):
        """Only one process answers, also where the student's code has forked."""
        if os.getpid() != self.process:
            os._exit(0)

    def _receive(self, size):
        if piece := self.channel.recv(size):
            return piece
        raise EOFError

    def _guarded(self, request, blobs):
        """Carry a request out; whatever is raised, and an interrupt by the judge, becomes the reply."""
        self.interrupted, self.done = False, 0
        try:
            # Interrupts are ignored outside of cells: they reach the student's code, never this server.
            signal.signal(signal.SIGINT, self._interrupt)
            try:
                encoder = wire.Encoder(self._keep)
                reply = {"value": self._carry_out(request, blobs, encoder.encode)}
                if request["op"] == "get" or request["op"] == "call" and "values" in request:
                    with contextlib.suppress(Exception):  # nobody has asked for it
                        arrays = beside(self.objects[request["on"]], request.get("name"))
                        reply["beside"] = encoder.encode(arrays)
                return reply, encoder.blobs
            finally:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
        except BaseException as error:
            return {"error": describe(error), "done": self.done}, []

    def _interrupt(self, *_):
        self.interrupted = True
        raise KeyboardInterrupt

    def _carry_out(self, request, blobs, encode):
        """What a request asks for, encoded; of several calls each value before the next one may change it."""
        for handle in request["release"]:
            self.objects.pop(handle, None)
        decode = wire.Decoder(blobs, self.objects.__getitem__).decode
        if request["op"] != "each":
            with self._quiet():
                return encode(self._value(request, decode))
        function, found = self.objects[request["on"]], []
        for args in decode(request["args"]):
            with self._quiet():
                found.append(encode(_called(function, args)))
            if self.interrupted:  # which the student's code has caught
                raise KeyboardInterrupt
            self.done += 1
        return ["list", found]

    @contextlib.contextmanager
    def _quiet(self):
        """What a function of the student's prints or warns of is not seen, and what it sets ends with it."""
        if self.nowhere.closed:  # the student's code has
            self.nowhere = open(os.devnull, "w")  # noqa: SIM115
        with (
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
            contextlib.redirect_stdout(self.nowhere),
            contextlib.redirect_stderr(self.nowhere),
        ):
            warnings.simplefilter("ignore")
            yield

    def _value(self, request, decode):
        match request["op"]:
            case "name":
                return self._look_up(request["name"])
            case "define":
                released = Released(self.namespace)
                exec(compile(request["source"], "<given>", "exec"), released)
                return released[request["name"]]
            case "call":
                function = self.objects[request["on"]]
                args, kwargs = decode(request["args"]), decode(request["kwargs"])
                if "values" in request:
                    _set(function, decode(request["values"]))
                if "method" in request:
                    function = getattr(function, request["method"])
                return function(*args, **kwargs)
            case "get":
                return getattr(self.objects[request["on"]], request["name"])
            case "set":
                _set(self.objects[request["on"]], decode(request["values"]))
            case "stand_in":
                self._stand_in(decode(request["tables"]))

    def _stand_in(self, tables):
        self.namespace.update(self.stood_in)
        self.stood_in = {name: self.namespace[name] for name in tables}
        self.namespace.update({name: StandIn(name, entries) for name, entries in tables.items()})

    def _look_up(self, name):
        if name not in self.namespace:
            raise NameError(f"name {name!r} is not defined")
        return self.namespace[name]

    def _keep(self, value):
        """What stands for an object that stays here: its number, and what the judge would ask of it next."""
        if isinstance(value, absent.Absentee):
            absent.refuse(value)
        self.next_handle += 1
        self.objects[self.next_handle] = value
        return [self.next_handle, type(value).__name__, callable(value), own_name(value), methods(value)]


def _called(function, args):
    """(value, None), or (None, what it raised); an interrupt by the judge ends all calls."""
    try:
        return function(*args), None
    except (Exception, SystemExit) as error:
        return None, describe(error)


def _set(target, values):
    for name, value in values.items():
        setattr(target, name, value)


class Released(dict):
    """The names of the given cells as they were released; what they lack, the notebook has."""

    def __init__(self, notebook):
        super().__init__(__name__="__main__")
        self.notebook = notebook

    def __missing__(self, name):
        return self.notebook[name]
