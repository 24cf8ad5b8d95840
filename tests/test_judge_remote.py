"""What is asked of a student's process that is none: a socket whose other end answers what it likes."""

import copy
import socket
import time
import warnings

import numpy as np
import pytest

from bplab.grading.judge import examine
from bplab.grading.judge.given import Given
from bplab.grading.judge.remote import Remote, RemoteFunction, Student
from bplab.grading.sandbox import bounded
from bplab.grading.sandbox.kernel import Stopped

RUBBISH = b"no frame" * 100


@pytest.fixture
def judge(monkeypatch):
    """What the judge has been asked for, by name."""
    asked = []
    monkeypatch.setattr(bounded, "ask", lambda name, *_: asked.append(name) or ("killed", "by the judge"))
    return asked


@pytest.fixture
def sockets():
    """This end, and that of the student's process, from which rubbish comes."""
    here, there = socket.socketpair()
    there.sendall(RUBBISH)
    there.setblocking(False)
    with here, there:
        yield here, there


@pytest.fixture
def student(judge, sockets):
    student = Student(examine.Kernel(sockets[0]), set())
    student.give(60)
    return student


def test_a_process_that_was_ended_is_asked_nothing_more(student, sockets, judge):
    with pytest.raises(Stopped, match=r"^x: the process ended"):
        student.look_up("x")
    assert sockets[1].recv(10_000) and judge == ["kill"]
    with pytest.raises(Stopped, match=r"^by the judge$"):
        student.look_up("x")
    with pytest.raises(BlockingIOError):
        sockets[1].recv(1)
    assert judge == ["kill", "stopped"]


def test_a_process_that_is_lost_by_no_fault_of_the_students_gives_no_verdict(monkeypatch):
    monkeypatch.setattr(bounded, "ask", lambda *_: (examine.LOST, ""))
    monkeypatch.setattr(examine, "_namespace", examine.Namespace(Given([])))
    here, there = socket.socketpair()
    there.close()
    examine._namespace.student = Student(examine.Kernel(here), set())
    for moment in (1, 2):  # while it is lost, and after
        assert examine.examine("x", "test_x", 1, "", 60, set(), moment).status == examine.LOST
    here.close()


def test_a_process_that_reads_nothing_costs_the_time_of_its_test_and_no_more(student, sockets):
    sockets[0].settimeout(20)
    student.give(0.2)
    begin = time.monotonic()
    with pytest.raises(Stopped, match=r"^f\(\.\.\.\) did not return within"):
        RemoteFunction(student, "f", 1)(np.zeros(10**6))
    assert time.monotonic() - begin < 10


def test_a_warning_is_no_error_whatever_the_instructor_has_set(student, monkeypatch):
    monkeypatch.setattr(examine, "_namespace", examine.Namespace(Given([])))
    examine._namespace.student = student
    warns = "import warnings\nwarnings.warn('old')"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert examine.examine(warns, "test_x", 1, "", 60, set(), 1).status == "passed"


@pytest.mark.parametrize(
    ("act", "label"),
    [
        (lambda net: net(1), "Net(...)"),
        (lambda net: net.w, "Net.w"),
        (lambda net: net.forward(1), "Net.forward(...)"),
        (lambda net: net.forward.__name__, "Net.forward"),
        (lambda net: setattr(net, "w", 1), "Net.w"),
        (lambda net: net._remote_stand_in({"relu": 1, "loss": 2}), "relu, loss"),
        (lambda net: net._remote_stand_in({}), "Net"),
    ],
)
def test_what_was_asked_last_is_named(student, act, label):
    net = RemoteFunction(student, "Net", 1, methods=["forward"])
    with pytest.raises(Stopped) as stopped:
        act(net)
    assert stopped.value.message.startswith(f"{label}: the process ended")


def test_no_copy_is_made_of_what_stays_there(student):
    net = Remote(student, "net", 1)
    assert copy.copy(net) is net and copy.deepcopy([net])[0] is net


def test_what_is_no_longer_needed_is_released_once(student, sockets):
    kept = Remote(student, "kept", 1)
    del kept
    assert student._released == [1]
    with pytest.raises(Stopped):
        student.look_up("x")
    assert student._released == []
