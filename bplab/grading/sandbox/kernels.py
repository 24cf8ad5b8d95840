"""Where a grading process gets its students' kernels from: forked warm from a server, or started cold."""

import logging
from contextlib import nullcontext

from bplab.grading.sandbox.bounded import Bounded
from bplab.grading.sandbox.bubblewrap import calls_file
from bplab.grading.sandbox.forkserver import ForkServer
from bplab.grading.sandbox.kernel import KernelNotStarted, StudentKernel
from bplab.grading.sandbox.process import Started

SWITCHED_OFF = "c.Sandbox.warm is False"
COLD = "Kernels are started one by one, which takes longer: %s."


class Kernels:
    """The kernels of one grading process, to be closed at its end: warm ones while that works, else cold.

    course: folders the students' processes must not see.
    why_cold: why they are started cold, None as long as they are not.
    bounded: the process for what must not be computed beyond a bound.
    """

    def __init__(self, sandbox, course, log=None):
        self.sandbox, self.course = sandbox, course
        self.log = log or logging.getLogger(__name__)
        self.why_cold = None if sandbox.warm else SWITCHED_OFF
        self._warm = sandbox.warm and sandbox.missing() is None
        self._server, self._has_worked = None, False
        self.bounded = Bounded()

    def prepare(self):
        """Start both processes and do not wait until they have done their imports."""
        self.bounded.start()
        if self._warm and self._server is None:
            try:
                self._server = ForkServer(self.sandbox, self.course)
            except OSError as error:
                self._go_cold(error)

    def start(self, data):
        """A StudentKernel in a sandbox of its own; KernelNotStarted if there can be none."""
        problem = None
        for _ in range(2 if self._has_worked else 1):  # a server that died is replaced
            self.prepare()
            if self._server is None:
                break
            try:
                kernel = StudentKernel(self.sandbox, self._server.launch, data)
                self._has_worked = True
                return kernel
            except KernelNotStarted as error:
                problem = error.__cause__
                self._end_server()
        kernel = StudentKernel(self.sandbox, self._start_cold, data)
        if problem is not None:  # else the submission is to blame, and the next one gets a warm kernel
            self._go_cold(problem)
        return kernel

    def close(self):
        """End all kernels that are left, the server, and the bounded process."""
        self._end_server()
        self.bounded.close()

    def _end_server(self):
        if self._server is not None:
            self._server.close()
            self._server = None

    def __enter__(self):
        self.prepare()
        return self

    def __exit__(self, *_):
        self.close()

    def _start_cold(self, _channel, ends, folder):
        program = "from bplab.grading.sandbox.kernel_main import main; main()"
        with calls_file() or nullcontext() as calls:
            arguments = ("-c", program, *(str(end.fileno()) for end in ends))
            argv = self.sandbox.command(arguments, self.course, calls)
            handed_over = [*ends, *([calls] if calls else [])]
            return Started(argv, handed_over, self.sandbox.environment(folder))

    def _go_cold(self, reason):
        self._warm, self.why_cold = False, str(reason)
        self.log.warning(COLD, reason)
