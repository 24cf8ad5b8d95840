"""What a student makes the grader compute has a bound, whoever computes, and a verdict in words."""

import os
import resource
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_output

from bplab.authoring.units import Unit
from bplab.grading.classrun import grader
from bplab.grading.intake import data_files
from bplab.grading.intake.reading import Ungradable, read_file
from bplab.grading.intake.uploads import Taken
from bplab.grading.sandbox.bounded import Bounded, OutOfBounds
from tests import hostile
from tests.conftest import ROOT, others_slow
from tests.judging import graded, statuses, verdicts

WIDE = "import numpy as np\ndef wide():\n    return np.ones((1, 10**6))\ndef one():\n    return 1"


@pytest.fixture(scope="module")
def bounded():
    bounded = Bounded()
    bounded.call(len, "abc", seconds=60)  # it has started
    yield bounded
    bounded.close()


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (time.sleep, (60,), "more than 0.5 s of time"),
        (pow, (3, 10**8), "more than 0.5 s of time"),  # in C, where no exception of Python's can come
        (bytearray, (550 * 2**20,), "more than 480 MiB of memory"),
        (exec, ("import os; os.abort()",), "more than a process can bear"),
    ],
)
def test_it_ends_at_its_bound_and_starts_again(bounded, function, arguments, words):
    begin = time.monotonic()
    with pytest.raises(OutOfBounds, match=words):
        bounded.call(function, *arguments, seconds=0.5)
    assert time.monotonic() - begin < 2
    assert bounded.call(len, "abc", seconds=60) == 3


def test_what_a_function_raises_is_told(bounded):
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        bounded.call(divmod, 1, 0, seconds=60)


@pytest.mark.parametrize("work", ["w.T @ w", "while True:\n    w = 1 * w"], ids=["memory", "time"])
def test_a_test_that_computes_beyond_its_bound_fails_in_words_and_the_next_goes_on(work):
    record, _ = graded(
        [("f", WIDE), ("test_wide", f"w = wide()\n{work}"), ("test_one", "assert one() == 1")], cell_seconds=2
    )
    assert statuses(record) == {"test_wide": "failed", "test_one": "passed"}
    found = verdicts(record)["test_wide"]
    assert "too large to be graded: checking what was returned takes more than" in found.message
    assert found.seconds < 4 and record.restarts == 1


def test_a_fit_of_300000_neurons_is_refused_before_it_is_evaluated():
    fit = (
        "import numpy as np\ndef fit_sine(x, y, seed=0):\n    w = np.ones((1, 300_000))\n"
        "    return w, w, w.T, np.zeros((1, 1))\ndef sigmoid(z):\n    return 1 / (1 + np.exp(-z))"
    )
    test = "from bplab.checks import curve\ncurve.check_fit(fit_sine, sigmoid, seeds=(1, 2, 3), highest=1e-3)"
    record, _ = graded([("fit", fit), ("test_fit", test)], cell_seconds=30)
    found = verdicts(record)["test_fit"]
    assert found.status == "failed" and "too large to be graded" in found.message
    assert "at most 1000 hidden neurons" in found.message and found.seconds < 5


def test_a_test_never_takes_two_seconds_more_than_it_has():
    """Whatever the function does when it is interrupted: it waits, or ends, or kills its process."""
    stubborn = (
        "def f(x):\n    while True:\n        try:\n            while True: pass\n"
        "        except KeyboardInterrupt: pass"
    )
    in_c = "def g(x):\n    return 3 ** 10**9"
    record, _ = graded(
        [("f", stubborn), ("g", in_c), ("test_f", "f(1)"), ("test_g", "g(1)"), ("test_again", "f(2)")],
        cell_seconds=2,
    )
    assert statuses(record) == dict.fromkeys(["test_f", "test_g", "test_again"], "timeout")
    assert max(verdict.seconds for verdict in record.verdicts) < 4


UNIT = Unit(ROOT, "02_softmax_cross_entropy")
NOTEBOOK = f"{UNIT.topic}.ipynb"


def submission(*sources, tasks=True, outputs=()):
    """A released notebook with these cells at its end, as bytes; tasks: whether it has those of the unit."""
    notebook = nbformat.read(UNIT.root / UNIT.release, as_version=4)
    if not tasks:
        notebook.cells = [cell for cell in notebook.cells if cell.id not in hostile.TASKS]
    cells = [new_code_cell(source) for source in sources]
    notebook.cells += cells or [new_code_cell("")]
    notebook.cells[-1].outputs = list(outputs)
    return nbformat.writes(notebook).encode()


def read_within_bounds(bounded, content, path):
    """What `bplab grade` makes of a notebook file: a Submission, or the line that says why there is none."""
    path.write_bytes(content)
    taken = Taken([], {NOTEBOOK: read_file(path)}, [], [])
    template = (UNIT.root / UNIT.release).read_text(encoding="utf-8")
    try:
        return grader.read_bounded(taken, UNIT.name, NOTEBOOK, [template], bounded)
    except Ungradable as problem:
        return str(problem)


HEAD = b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": ['
UNPLEASANT = {
    "dotted name": lambda: submission(*["import a" + ".b" * 100_000] * 3, tasks=False),
    "list of a million": lambda: submission(*[f"[{'1,' * 499_000}]"] * 3, tasks=False),
    "signs": lambda: submission("x = " + "-" * 999_000 + "1", tasks=False),
    "brackets": lambda: submission("(" * 999_000, tasks=False),
    "lambdas": lambda: submission("lambda:" * 140_000, tasks=False),
    "f-strings": lambda: submission("x = " + "f'{x}'" * 160_000, tasks=False),
    "lists in JSON": lambda: HEAD + b"[]," * 20_000_000 + b"0]}",
    "dicts in JSON": lambda: HEAD + b'{"a":{}},' * 8_000_000 + b"0]}",
}


@pytest.mark.parametrize("kind", others_slow(UNPLEASANT, "lambdas"))
def test_reading_and_repairing_ends_at_its_bound(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(grader, "READ_SECONDS", 4)
    content, bounded, before = UNPLEASANT[kind](), Bounded(), computed()
    found = read_within_bounds(bounded, content, tmp_path / NOTEBOOK)
    bounded.close()
    seconds = computed() - before
    print(f"{kind}: {seconds:.1f} s")
    assert seconds < grader.READ_SECONDS + 1  # to start the process is one
    assert not isinstance(found, str) or f"{NOTEBOOK} is too large: " in found


def computed():
    """Seconds that processes that have ended have computed, which a busy machine does not change much."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


PICTURES = [new_output("display_data", data={"image/png": "A" * 2**20})] * 98


@pytest.mark.slow
@pytest.mark.parametrize("text", ["# \u0175", "# \U0001f600"], ids=["two bytes", "four bytes"])
def test_100_mb_of_pictures_are_read_whatever_characters_are_beside_them(bounded, tmp_path, text):
    content = submission(text, outputs=PICTURES)
    assert len(content) > 100e6
    found = read_within_bounds(bounded, content, tmp_path / NOTEBOOK)
    assert found.notebook.cells[-1].source == text and found.repairs == []


def test_a_long_cell_of_data_is_read(bounded, tmp_path):
    data = f"data = [{', '.join(f'{n / 7:.4f}' for n in range(25_000))}]"
    found = read_within_bounds(bounded, submission(data, tasks=False), tmp_path / NOTEBOOK)
    assert any(cell.source == data for cell in found.notebook.cells)


def test_of_a_folder_only_so_much_is_looked_at(tmp_path):
    (tmp_path / "data.csv").write_text("1")
    (tmp_path / "link").symlink_to("/etc")
    for number in range(data_files.MOST_ENTRIES + 1):
        os.makedirs(tmp_path / ".cache" / str(number))
    everything = data_files._entries(tmp_path, [])
    assert everything == ([Path("data.csv")], [Path("link")], [Path(".cache")])
    assert data_files._entries(tmp_path, [".cache"]) == ([Path("data.csv")], [Path("link")], [])
    chosen, [_, repair] = data_files.plain_files(tmp_path, *everything)
    assert chosen == [Path("data.csv")] and repair.text.endswith("are not copied: .cache")
