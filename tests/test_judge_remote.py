"""What is asked of a student's process that is none: a socket whose other end answers what it likes."""

import copy
import signal
import socket
import time
import warnings

import numpy as np
import pytest

from bplab.grading.judge import examine
from bplab.grading.judge.given import Given
from bplab.grading.judge.remote import Remote, RemoteFunction
from bplab.grading.judge.student import Student
from bplab.grading.sandbox import bounded, wire
from bplab.grading.sandbox.described import beside
from bplab.grading.sandbox.judge_server import JudgeServer
from bplab.grading.sandbox.kernel import Stopped
from bplab.student_code.calling import attempt_each, attempt_with

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


@pytest.fixture
def answering(judge):
    """A Student, and the end on which its process answers."""
    here, there = socket.socketpair()
    with here, there:
        student = Student(examine.Kernel(here), set())
        student.give(5)
        yield student, there


def test_attributes_that_came_along_are_not_asked_for_and_used_once(answering):
    student, there = answering
    net = Remote(student, "net", 1)
    beside = ["dict", [["b", 2], ["c", 3]]]
    there.sendall(wire.pack({"id": 1, "value": 1, "beside": beside}))
    assert (net.a, net.b) == (1, 2)
    assert wire.receive(there.recv)[0]["name"] == "a"
    there.sendall(wire.pack({"id": 2, "value": 22, "beside": beside}) + wire.pack({"id": 3, "value": 33}))
    assert (net.b, Remote(student, "other", 2).c) == (22, 33)  # the other one's is its own
    there.sendall(wire.pack({"id": 4, "value": 1, "beside": beside}) + wire.pack({"id": 5, "value": 333}))
    assert net.a == 1
    student.give(5)
    assert net.c == 333


def test_a_call_takes_what_is_set_before_it_and_brings_what_it_has_left(answering):
    student, there = answering
    net = Remote(student, "net", 1)
    there.sendall(wire.pack({"id": 1, "value": 1, "beside": ["dict", [["b", 2]]]}))
    assert attempt_with(net, {"a": 3}, "forward", 4) == (1, None)
    assert net.b == 2
    request, _ = wire.receive(there.recv)
    assert (request["method"], request["values"]) == ("forward", ["dict", [["a", 3]]])
    assert request["args"] == ["tuple", [4]]


def test_what_a_call_has_left_is_sent_with_its_value(monkeypatch, sockets):
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    class Net:
        def forward(self, x):
            self.b = self.a + x
            return 7

    server = JudgeServer(sockets[1])
    server.objects[1] = Net()
    request = {"id": 1, "release": [], "op": "call", "on": 1, "method": "forward", "kwargs": ["dict", []]}
    encoder = wire.Encoder(None)
    request |= {"args": encoder.encode((1,)), "values": encoder.encode({"a": np.ones(2)})}
    with server.nowhere:
        reply, _ = server._guarded(request, encoder.blobs)
    assert reply["value"] == 7 and [name for name, _ in reply["beside"][1]] == ["a", "b"]


def test_a_function_is_looked_up_once_between_two_cells(answering):
    student, there = answering
    for number in (1, 2):
        there.sendall(wire.pack({"id": number, "value": ["opaque", [number, "function", True, "f", []]]}))
    f = student.look_up("f")
    assert student.look_up("f") is f
    student.forget()
    assert student.look_up("f") is not f


def test_several_calls_are_one_question(answering):
    student, there = answering
    answers = ["list", [["tuple", [1, None]], ["tuple", [2, None]]]]
    there.sendall(wire.pack({"id": 1, "value": answers}))
    assert attempt_each(RemoteFunction(student, "f", 1), [(1,), (2,)]) == [(1, None), (2, None)]


OPAQUE = ["opaque", [1, "Net", False, None, []]]  # an object that stays there
NONE_OF_TWO = ["list", [["tuple", [1, None]]]]


@pytest.mark.parametrize("value", [NONE_OF_TWO, ["list", [1, 2]], ["list", [["tuple", [1, 2]]] * 2], 7, None])
def test_answers_to_several_calls_that_are_none_end_the_process(answering, judge, value):
    student, there = answering
    there.sendall(wire.pack({"id": 1, "value": value}))
    with pytest.raises(Stopped):
        attempt_each(RemoteFunction(student, "f", 1), [(1,), (2,)])
    assert judge == ["kill"]


@pytest.mark.parametrize(
    "beside", [["list", [1]], 7, ["dict", [[["list", []], 1]]], ["none"], "word", OPAQUE]
)
def test_what_comes_along_is_trusted_as_little_as_the_rest(answering, judge, beside):
    student, there = answering
    there.sendall(wire.pack({"id": 1, "value": 1, "beside": beside}))
    with pytest.raises(Stopped):
        Remote(student, "net", 1).a  # noqa: B018
    assert judge == ["kill"]


def test_only_small_plain_arrays_of_an_object_come_along():
    class Net:
        computed = property(lambda self: np.ones(2))
        of_class = np.ones(2)

    net = Net()
    vars(net).update(a=np.ones(3), b=np.ones(2), word="x", labels=np.array(["x"]), masked=np.ma.ones(2))
    vars(net).update(computed=np.zeros(2), of_class=np.zeros(2))
    assert list(beside(net, "a")) == ["b"] and list(beside(net)) == ["a", "b"]
    for name in ("word", "computed", "missing"):
        assert beside(net, name) == {}
    net.large = np.ones(10_000)
    assert beside(net, "a") == {}
    del net.large
    vars(net).update({f"w_{number}": np.ones(1) for number in range(200)})
    assert beside(net, "a") == {}
    assert beside(Net, "of_class") == beside(np, "pi") == beside(7, "real") == {}
