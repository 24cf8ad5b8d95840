"""The processes that grade: on this machine, or workers of a Dask cluster that is there already."""

import contextlib
import itertools
import logging
import os
import threading
from multiprocessing import forkserver

from bplab.grading.classrun.errors import CannotGrade

ATTEMPTS = 3  # at a submission that kills who grades it
WAITING = 2  # submissions at a worker at one time: one is graded, the next one is already there
CONNECT_SECONDS = 10
WORKER_SECONDS = 30
NO_SCHEDULER = "no Dask scheduler answers at {address}: {error}"
NO_WORKER = (
    "the scheduler at {address} has no workers: start `dask worker {address} --nthreads 1` "
    "where bplab and a sandbox are installed"
)
NO_PACKAGE = "the worker {worker} cannot grade: install there the bplab of this machine ({error})"
LOST = "the connection to {address} was lost; what is graded is kept, run the same command again"
KILLED = "whoever graded it was killed, {attempts} times: the log of the system may say by what"

TURN = threading.Lock()  # a judge has its process for itself: it collects what the tests print


class Cluster:
    """Worker processes of this machine, or the workers of the scheduler at an address.

    They are asked for when there is something to grade. Use it as a context manager: local workers end with
    it. They end with this process in any case.
    """

    def __init__(self, jobs=None, address=None):
        self.jobs, self.address, self.client = jobs, address, None
        self._closing = contextlib.ExitStack()

    @staticmethod
    def warm_up():
        """Have a process load what local workers need, while this one loads what it needs itself."""
        modules = ["distributed", "cryptography.x509", "bplab.grading.worker"]
        forkserver.set_forkserver_preload(modules)
        os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "critical")  # what matters is said here
        forkserver.ensure_running()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._closing.close()

    @property
    def size(self):
        """How many workers there are now."""
        return len(self.client.scheduler_info(n_workers=-1)["workers"]) if self.client else 0

    def grade_all(self, tasks):
        """(student, result) for each (student, task), as they come back."""
        first = next(tasks, None)
        if first is None:
            return
        from distributed import as_completed

        self._connect()
        tasks, students = itertools.chain([first], tasks), {}
        done = as_completed()
        self._send(tasks, students, done)
        for future in done:
            student = students.pop(future)
            yield student, self._result(future)
            future.release()
            self._send(tasks, students, done)

    def _send(self, tasks, students, done):
        """Have as many submissions under way as keep all workers busy: the others are not even read yet."""
        most = WAITING * max(self.size, 1)
        while len(students) < most and (following := next(tasks, None)) is not None:
            student, task = following
            future = self.client.submit(grade_here, task, pure=False)
            students[future] = student
            done.add(future)

    def _result(self, future):
        from distributed import CancelledError, KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return _not_graded(KILLED.format(attempts=ATTEMPTS))
        except CancelledError:
            raise CannotGrade(LOST.format(address=self.address or "the workers")) from None
        except Exception as error:
            return _not_graded(f"{type(error).__name__}: {error}")

    def _connect(self):
        from distributed import Client

        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        if self.address is None:
            workers = self._closing.enter_context(_local(self.jobs))
            self.client = self._closing.enter_context(Client(workers))
            return
        try:
            self.client = self._closing.enter_context(Client(self.address, timeout=CONNECT_SECONDS))
        except (OSError, ValueError) as error:
            raise CannotGrade(NO_SCHEDULER.format(address=self.address, error=error)) from None
        try:
            self.client.wait_for_workers(1, timeout=WORKER_SECONDS)
        except TimeoutError:
            raise CannotGrade(NO_WORKER.format(address=self.address)) from None
        for worker, answer in self.client.run(can_grade, on_error="return").items():
            if answer is not True:
                raise CannotGrade(NO_PACKAGE.format(worker=worker, error=answer))


def grade_here(task):
    """Grade a submission in a worker."""
    from bplab.grading.worker import grade

    with TURN:
        return grade(task)


def can_grade():
    """Whether a worker can; its answer is an exception if it cannot even load this."""
    from bplab.grading.worker import grade

    return callable(grade)


def _local(jobs):
    import dask
    from distributed import LocalCluster, Security

    dask.config.set(
        {
            "distributed.worker.multiprocessing-method": "forkserver",
            "distributed.scheduler.allowed-failures": ATTEMPTS - 1,
        }
    )
    # Who may log in here reaches the ports of all users: with a key of their own, the processes listen to
    # each other only.
    return LocalCluster(
        n_workers=jobs or os.cpu_count(),
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        security=Security.temporary(),
        preload="bplab.grading.classrun.deaf",
    )


def _not_graded(problem):
    return {"notebooks": {}, "problem": problem, "no_sandbox": None, "log": [], "seconds": 0.0}
