"""A slice runs beside the notebook, can be stopped, and keeps what it alone prints."""

import contextlib
import sys
import threading
import time

import pytest

from bplab.explorers import slices
from bplab.explorers.slices import MAX_PRINTED, Slice, TookTooLong
from tests.explorers.counting import forbid_threads


def endless():
    while True:
        pass


def swallowing():
    while True:
        with contextlib.suppress(Exception):
            endless()


def finished(function):
    """A slice of this function that is done."""
    running = Slice(function)
    assert running.wait(5)
    return running


def until(condition, seconds=1.0):
    """Whether a condition comes true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.005)
    return condition()


def test_it_runs_in_another_thread_and_ends_with_nothing_to_say():
    threads = []
    done = finished(lambda: threads.append(threading.current_thread()))
    assert done.done.result() is None and done.printed == ""
    assert threads != [threading.current_thread()]


@pytest.fixture(params=[True, False], ids=["with threads", "without"])
def threads(request, monkeypatch):
    """Whether there are threads; a kernel in the browser has none."""
    if not request.param:
        forbid_threads(monkeypatch)
    return request.param


def test_without_threads_it_is_done_at_once(monkeypatch):
    forbid_threads(monkeypatch)
    here = []
    done = Slice(lambda: here.append(threading.current_thread()))
    assert done.wait(0) and done.done.result() is None
    assert here == [threading.current_thread()]


@pytest.mark.parametrize("function", [endless, swallowing])
def test_without_threads_a_function_that_never_returns_ends_all_the_same(function, monkeypatch):
    forbid_threads(monkeypatch)
    monkeypatch.setattr(slices, "LONGEST_SECONDS", 0.05)
    assert isinstance(Slice(function).done.result(timeout=0), TookTooLong)
    assert sys.gettrace() is None


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(1), KeyboardInterrupt()])
def test_whatever_the_function_raises_is_its_result(error, threads):
    def fail():
        raise error

    assert finished(fail).done.result() is error


def test_waiting_ends_in_time_whether_it_is_done_or_not():
    gate = threading.Event()
    running = Slice(gate.wait)
    began = time.monotonic()
    assert not running.wait(0.05)
    assert time.monotonic() - began < 1
    gate.set()
    assert running.wait(5)


@pytest.mark.parametrize("function", [endless, swallowing])
def test_a_function_that_never_returns_is_stopped_within_a_second_and_its_thread_is_gone(function):
    running = Slice(function)
    assert not running.wait(0.05)
    running.stop()
    assert isinstance(running.done.result(timeout=0), TookTooLong)
    assert until(lambda: not running._thread.is_alive())


def test_stopping_what_is_done_changes_nothing(threads):
    done = finished(lambda: None)
    done.stop()
    assert done.done.result() is None


def test_stopping_in_a_sleep_does_not_wait_for_the_sleep():
    running = Slice(lambda: time.sleep(0.3))
    began = time.monotonic()
    running.stop()
    assert running.wait(0) and time.monotonic() - began < 0.2
    assert until(lambda: not running._thread.is_alive())


def test_only_what_the_slice_prints_is_kept(capsys):
    started, gate = threading.Event(), threading.Event()

    def chatty():
        print("from the slice")
        print("a complaint", file=sys.stderr)
        started.set()
        gate.wait()

    streams = sys.stdout, sys.stderr
    running = Slice(chatty)
    assert started.wait(5)
    print("from the notebook")
    gate.set()
    assert running.wait(5) and running.printed == "from the slice\na complaint\n"
    assert capsys.readouterr() == ("from the notebook\n", "")
    assert until(lambda: (sys.stdout, sys.stderr) == streams)


def test_of_much_that_is_printed_the_beginning_is_kept(threads):
    done = finished(lambda: print("start", "x" * 10 * MAX_PRINTED))
    assert len(done.printed) == MAX_PRINTED and done.printed.startswith("start xxx")


def test_two_slices_at_a_time_keep_their_prints_apart():
    streams = sys.stdout, sys.stderr
    gates = [threading.Event(), threading.Event()]

    def talk(k):
        print(f"slice {k} begins")
        gates[k].wait()
        print(f"slice {k} ends")

    first = Slice(lambda: talk(0))
    second = Slice(lambda: talk(1))
    gates[0].set()
    assert first.wait(5) and not second.wait(0.02)
    gates[1].set()
    assert second.wait(5)
    assert [s.printed for s in (first, second)] == [f"slice {k} begins\nslice {k} ends\n" for k in (0, 1)]
    assert until(lambda: (sys.stdout, sys.stderr) == streams)


def test_after_a_stop_the_notebooks_streams_are_back():
    streams = sys.stdout, sys.stderr

    def chatty():
        while True:
            print("again")

    running = Slice(chatty)
    assert not running.wait(0.05)
    running.stop()
    assert until(lambda: not running._thread.is_alive())
    assert (sys.stdout, sys.stderr) == streams
