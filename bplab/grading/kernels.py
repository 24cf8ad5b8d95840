"""Where a grading process gets its students' kernels from: forked warm from a server, or started cold."""

import logging
from contextlib import nullcontext

from bplab.grading.kernel import KernelNotStarted, StudentKernel
from bplab.grading.process import Started
from bplab.grading.sandbox import calls_file
from bplab.grading.warm import Server

SWITCHED_OFF = "c.Sandbox.warm is False"
COLD = "Kernels are started one by one, which takes longer: %s."


class Kernels:
    """The kernels of one grading process, to be closed at its end: warm ones while that works, else cold.

    course: folders the students' processes must not see.
    why_cold: why they are started cold, None as long as they are not.
    """

    def __init__(self, sandbox, course, log=None):
        self.sandbox, self.course = sandbox, course
        self.log = log or logging.getLogger(__name__)
        self.why_cold = None if sandbox.warm else SWITCHED_OFF
        self._warm = sandbox.warm and sandbox.missing() is None
        self._server = None

    def start(self, data):
        """A StudentKernel in a sandbox of its own; KernelNotStarted if there can be none."""
        while self._warm:
            is_new = self._server is None
            try:
                self._server = self._server or Server(self.sandbox, self.course)
                return StudentKernel(self.sandbox, self._server.launch, data)
            except (KernelNotStarted, OSError) as error:
                self._end_server()
                if is_new:  # one that has worked before deserves a successor
                    self._warm, self.why_cold = False, str(error.__cause__ or error)
                    self.log.warning(COLD, self.why_cold)
        return StudentKernel(self.sandbox, self._start_cold, data)

    def close(self):
        """End all kernels that are left, and the server."""
        self._end_server()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _start_cold(self, _channel, ends, folder):
        program = "from bplab.grading.inside import main; main()"
        with calls_file() or nullcontext() as calls:
            arguments = ("-c", program, *(str(end.fileno()) for end in ends))
            argv = self.sandbox.command(arguments, self.course, calls)
            handed_over = [*ends, *([calls] if calls else [])]
            return Started(argv, handed_over, self.sandbox.environment(folder))

    def _end_server(self):
        if self._server is not None:
            self._server.close()
            self._server = None
