"""The judge on small notebooks, with real kernels in the real sandbox: verdicts, limits, new processes."""

import atexit
import functools

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

from bplab.grading.judge import GradedTest, Judge
from bplab.grading.kernel import KernelNotStarted
from bplab.grading.kernels import Kernels
from bplab.grading.sandbox import Sandbox

POINTS = 4


def graded(cells, given=(), files=(), **limits):
    """Grade a notebook of (name, source) cells; names with test_ are tests. Returns (record, notebook)."""
    limits = {"cell_seconds": 3, "notebook_seconds": 40} | limits
    notebook, tests = new_notebook(), {}
    for name, source in cells:
        cell = new_code_cell(source, id=name)
        cell.metadata["nbgrader"] = {"grade_id": name, "points": POINTS, "grade": False, "solution": True}
        if name.startswith("test_"):
            tests[name] = GradedTest(source, POINTS)
            cell.metadata["nbgrader"] |= {"grade": True, "solution": False}
        notebook.cells.append(cell)
    grader = Judge(kernels_within(**limits), tests, list(given), list(files))
    return grader.grade(notebook), notebook


@functools.cache
def kernels_within(**limits):
    """One source of kernels for all tests with these limits."""
    kernels = Kernels(Sandbox(**limits), [])
    atexit.register(kernels.close)
    return kernels


def verdicts(record):
    return {verdict.grade_id: verdict for verdict in record.verdicts}


def statuses(record):
    return {verdict.grade_id: verdict.status for verdict in record.verdicts}


def test_a_verdict_and_the_outputs_say_the_same():
    record, notebook = graded(
        [
            ("f", "def f(x):\n    return 2 * x"),
            ("test_right", "print('twice', f(3))\nassert f(3) == 6"),
            ("test_wrong", "print('now')\nassert f(3) == 7, 'expected 7'"),
            ("test_error", "g(3)"),
            ("test_partial", "f(0.75)"),
            ("test_above", "f(3)"),
            ("test_nan", "f(float('nan'))"),
            ("test_numpy_zero", "import numpy as np\nnp.float64(0.0)"),
            ("test_false", "f(3) == 7"),
        ]
    )
    found = verdicts(record)
    assert {name: (v.status, v.points) for name, v in found.items()} == {
        "test_right": ("passed", POINTS),
        "test_wrong": ("failed", 0),
        "test_error": ("error", 0),
        "test_partial": ("passed", 1.5),
        "test_above": ("error", 0),
        "test_nan": ("error", 0),
        "test_numpy_zero": ("passed", 0),
        "test_false": ("passed", POINTS),  # as in nbgrader: no number, no error
    }
    assert found["test_wrong"].message == "AssertionError: expected 7"
    assert found["test_error"].message == "NameError: name 'g' is not defined"
    for cell in notebook.cells[1:]:
        assert determine_grade(cell) == (found[cell.id].points, POINTS)
    assert notebook.cells[1].outputs[0].text == "twice 6\n"


def test_imports_of_given_cells_are_at_hand_and_nothing_else_of_them():
    given = ["import numpy as np\nfrom math import pi as circle\nsecret = 1 / 0"]
    record, _ = graded([("test_names", "assert np.floor(circle) == 3\nsecret")], given)
    assert verdicts(record)["test_names"].message == "NameError: name 'secret' is not defined"


def test_the_students_names_do_not_replace_those_of_a_test():
    record, _ = graded(
        [
            (
                "names",
                "import numpy as np\nnp.testing.assert_allclose = print\nlen = sum = lambda x: 0\nn = 1",
            ),
            ("test_builtins", "assert len([1]) == 1\nn = 2"),
            ("test_numpy", "import numpy as np\nnp.testing.assert_allclose(n, 1)"),
        ]
    )
    assert statuses(record) == {"test_builtins": "passed", "test_numpy": "failed"}


def test_the_text_of_a_test_never_reaches_the_students_process():
    record, _ = graded(
        [
            (
                "spy",
                "import gc\ndef spy():\n    word = ''.join(['expected', '_43'])\n"
                "    return sum(word in str(o) for o in gc.get_objects())",
            ),
            ("test_spy", "expected_43 = 43\nassert spy() == 0"),
            ("history", "seen = ''.join(['expected', '_43']) in str(get_ipython().user_ns['In'])"),
            ("test_history", "assert seen is False"),
        ]
    )
    assert statuses(record) == {"test_spy": "passed", "test_history": "passed"}


def test_a_function_without_end_fails_its_tests_and_soon_gets_less_time():
    record, _ = graded(
        [
            ("f", "def f():\n    while True:\n        pass\ndef g():\n    return 1"),
            *((f"test_f_{number}", "f()") for number in range(4)),
            ("test_g", "assert g() == 1"),
        ],
        notebook_seconds=9,
    )
    found = verdicts(record)
    assert [found[f"test_f_{n}"].status for n in range(4)] == ["timeout"] * 4
    assert "f(...) did not return within 3 s" in found["test_f_0"].message
    assert found["test_f_3"].seconds < 1.5
    assert found["test_g"].status == "passed" and record.restarts == 0


def test_one_that_holds_on_to_its_end_is_killed_and_the_rest_goes_on():
    record, _ = graded(
        [
            ("f", "def f():\n    while True:\n        try:\n            while True:\n"
                  "                sum([1])\n        except KeyboardInterrupt: pass"),
            ("g", "def g():\n    return 1"),
            ("test_f", "f()"),
            ("test_g", "assert g() == 1"),
        ],
        cell_seconds=1,
    )  # fmt: skip
    assert statuses(record) == {"test_f": "timeout", "test_g": "passed"}
    assert record.restarts == 1


@pytest.mark.parametrize("end", ["import os; os._exit(0)", "import ctypes; ctypes.string_at(0)"])
def test_a_cell_that_ends_the_process_costs_only_itself(end):
    record, notebook = graded(
        [("f", "def f():\n    return 1"), ("bad", end), ("g", "def g():\n    return f() + 1"),
         ("test_f", "assert f() == 1"), ("test_bad", "h()"), ("test_g", "assert g() == 2")]
    )  # fmt: skip
    assert statuses(record) == {"test_f": "passed", "test_bad": "error", "test_g": "passed"}
    assert [(stopped.cell, stopped.status) for stopped in record.stopped] == [("bad", "killed")]
    assert "bad (the process ended)" in verdicts(record)["test_bad"].message
    assert notebook.cells[1].outputs[-1].evalue == "the process ended"
    assert record.restarts == 1


def test_a_function_that_ends_the_process_costs_only_its_tests():
    record, _ = graded(
        [("f", "import os\ndef f():\n    os._exit(0)\ndef g():\n    return 1"), ("test_f", "f()"),
         ("test_g", "assert g() == 1")]
    )  # fmt: skip
    assert statuses(record) == {"test_f": "killed", "test_g": "passed"}
    assert verdicts(record)["test_f"].message == "f(...): the process ended (the process ended)"


@pytest.mark.parametrize("end", ["exit()", "quit()", "import sys; sys.exit(1)", "raise SystemExit"])
def test_exit_ends_the_cell_or_the_function_only(end):
    record, _ = graded(
        [("f", f"def f():\n    {end}\ndef g():\n    return 1"), ("bad", end), ("test_f", "f()"),
         *((f"test_g_{n}", "import time\ntime.sleep(0.1)\nassert g() == 1") for n in range(4))]
    )  # fmt: skip
    assert statuses(record) == {"test_f": "error"} | {f"test_g_{n}": "passed" for n in range(4)}
    assert record.restarts == 0


def test_memory_is_bounded_in_one_process_and_in_many():
    one = "import numpy as np\ndef f():\n    return np.ones(10**9).sum()"
    many = (
        "import os, time\ndef g():\n    for _ in range(8):\n        if os.fork() == 0:\n"
        "            data = bytearray(200 * 2**20)\n            time.sleep(60)\n    time.sleep(60)"
    )
    record, _ = graded(
        [("f", one), ("g", many), ("test_f", "f()"), ("test_g", "g()"), ("test_after", "assert f")],
        memory_mib=1024,
        cell_seconds=10,
    )
    assert statuses(record) == {"test_f": "memory", "test_g": "memory", "test_after": "passed"}
    assert "more than 1024 MiB" in verdicts(record)["test_g"].message


def test_a_process_that_cannot_be_started_again_costs_no_points(monkeypatch):
    real, starts = Kernels.start, []

    def only_once(*arguments):
        starts.append(arguments)
        if len(starts) > 1:
            raise KernelNotStarted("the machine has no memory left")
        return real(*arguments)

    monkeypatch.setattr(Kernels, "start", only_once)
    with pytest.raises(KernelNotStarted):
        graded(
            [
                ("f", "def f():\n    return 1"),
                ("bad", "import os; os._exit(0)"),
                ("test_f", "assert f() == 1"),
            ]
        )


def test_processes_are_counted():
    bomb = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"
    record, _ = graded(
        [("f", "def f():\n    return 1"), ("bomb", bomb), ("test_f", "assert f() == 1")], cell_seconds=10
    )
    assert statuses(record) == {"test_f": "passed"}
    assert record.stopped[0].cell == "bomb" and "more than 64 processes" in record.stopped[0].message


def test_files_are_bounded_and_those_of_the_submission_are_copies():
    fill = (
        "def fill(mib):\n    try:\n        for n in range(mib):\n"
        "            with open(f'/tmp/{n}', 'wb') as file:\n                file.write(bytes(2**20))\n"
        "        return mib\n    except OSError as error:\n        return str(error)"
    )
    large = (
        "def large():\n    try:\n        with open('large', 'wb') as file:\n"
        "            file.write(bytes(65 * 2**20))\n    except OSError as error:\n        return str(error)"
    )
    record, _ = graded(
        [
            ("fill", fill),
            ("large", large),
            (
                "data",
                "import os\nwith open('data/x.csv') as file:\n    text = file.read()\nnames = os.listdir()",
            ),
            ("test_data", "assert text == '1,2' and names == ['data'], (text, names)"),
            ("test_large", "assert large() == '[Errno 27] File too large', large()"),
            ("test_fill", "assert fill(200) == '[Errno 28] No space left on device', fill(200)"),
        ],
        files=[("data/x.csv", False, b"1,2")],
    )
    assert set(statuses(record).values()) == {"passed"}, record.verdicts


def test_names_are_counted_however_small_the_files():
    names = "import os\nfor n in range(10**6):\n    os.mkdir(f'/tmp/{n}')"
    record, _ = graded([("names", names), ("test_after", "pass")], cell_seconds=20)
    assert "more than 20000 files" in record.stopped[0].message
    assert statuses(record) == {"test_after": "passed"}


@pytest.mark.parametrize("endless", ["print('x' * 1000)", "display('x' * 1000)"])
def test_output_is_cut_while_it_streams(endless):
    record, notebook = graded(
        [("f", f"while True:\n    {endless}"), ("g", "ok = 1"), ("test_g", "assert ok == 1")],
        cell_seconds=2,
        output_kib=64,
    )
    assert statuses(record) == {"test_g": "passed"}
    assert 30_000 < len(str(notebook.cells[0].outputs)) < 250_000
    assert "64 KiB is the limit of a cell" in str(notebook.cells[0].outputs)


def test_the_time_of_the_notebook_ends_the_rest():
    record, _ = graded(
        [(f"loop_{n}", "while True: pass") for n in range(3)] + [("test_f", "pass")],
        cell_seconds=2,
        notebook_seconds=3,
    )
    [verdict] = record.verdicts
    assert verdict.status == "not run"
    assert "the time of the notebook was used up (3 s); stopped before: loop_0" in verdict.message
    assert {stopped.status for stopped in record.stopped} == {"timeout", "not run"}


def test_exceptions_of_the_student_arrive_under_their_names_with_their_lines():
    record, _ = graded(
        [
            ("f", "class Odd(ValueError):\n    pass\ndef f(x):\n    if x > 1:\n        raise Odd('too odd')\n"
                  "    raise KeyboardInterrupt"),
            ("test_own", "f(2)"),
            ("test_base", "try:\n    f(2)\nexcept ValueError as error:\n    lines = error.students_frames\n"
                          "assert (lines[-1].lineno, lines[-1].line) == (5, \"raise Odd('too odd')\")"),
            ("test_interrupt", "f(0)"),
        ]
    )  # fmt: skip
    found = verdicts(record)
    assert found["test_own"].message == "Odd: too odd"
    assert found["test_base"].status == "passed"
    assert found["test_interrupt"].status == "error"


def test_objects_stay_inside_and_are_used_from_here():
    record, _ = graded(
        [
            ("net", "class Net:\n    def __init__(self, n, bias=0):\n"
                    "        self.w, self.bias = [0] * n, bias\n"
                    "    def add(self, x):\n        self.w = self.w + x\n        return self\n"
                    "def twice(f, x):\n    return f(f(x))\ndef inc(x):\n    return x + 1"),
            ("test_net", "import numpy as np\nnet = Net(2, bias=5)\nnet.w = np.ones((2, 1))\n"
                         "assert net.add(np.ones(1)).w.tolist() == [[2], [2]] and net.bias == 5\n"
                         "assert Net.__name__ == 'Net' and type(net).__name__ == 'Net'"),
            ("test_function", "assert twice(inc, 1) == 3"),
            ("test_foreign", "twice(lambda x: x, 1)"),
            ("test_missing", "Net(1).nothing"),
        ]
    )  # fmt: skip
    assert statuses(record) == {
        "test_net": "passed", "test_function": "passed", "test_foreign": "error", "test_missing": "error",
    }  # fmt: skip
    assert "but no function" in verdicts(record)["test_foreign"].message
    assert "AttributeError" in verdicts(record)["test_missing"].message


def test_arrays_are_plain_however_the_student_dresses_them():
    record, _ = graded(
        [
            ("f", "import numpy as np\nclass Equal(np.ndarray):\n    def __eq__(self, other):\n"
                  "        return True\ndef f():\n    return np.zeros(3).view(Equal)"),
            ("test_f", "got = f()\nassert type(got).__name__ == 'ndarray' and (got == 1).all()"),
        ]
    )  # fmt: skip
    assert statuses(record) == {"test_f": "failed"}


def test_an_explorer_left_in_a_submission_only_takes_its_time():
    explorer = """
from bplab.explorers import explore_petals

def forward_propagation(X, parameters):
    while True:
        pass

explorer = explore_petals(forward_propagation=forward_propagation)
explorer.play()
explorer
"""
    record, notebook = graded(
        [("explorer", explorer), ("f", "def f(x):\n    return 2 * x"), ("test_f", "assert f(3) == 6")],
        cell_seconds=15,
    )
    assert statuses(record) == {"test_f": "passed"}
    [output] = notebook.cells[0].outputs
    assert sorted(output.data) == ["image/png", "text/plain"]
