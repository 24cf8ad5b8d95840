"""Whatever a cell or a function prints, logs, displays or animates costs no mark: only its output is cut."""

import pytest

from tests.judging import graded, statuses

FLOODS = {
    "log": "import logging\nlogging.basicConfig(level=logging.INFO, force=True)\n"
           "for n in range(3000):\n    logging.info('line %d', n)",
    "stderr": "import sys\nfor n in range(1000):\n    print(n, file=sys.stderr, flush=True)",
    "print": "for n in range(3000):\n    print(n, flush=True)",
    "warnings": "import warnings\nfor n in range(1000):\n    warnings.warn(f'warning {n}')",
    "bar": "from ipywidgets import IntProgress\nfrom IPython.display import display\n"
           "bar = IntProgress(max=2000)\ndisplay(bar)\nfor n in range(2000):\n    bar.value = n",
    "display": "from IPython.display import display\nfor n in range(800):\n    display(n)",
    "update": "from IPython.display import display\nhandle = display('start', display_id=True)\n"
              "for n in range(2000):\n    handle.update(n)",
    "animation": "from IPython.display import clear_output\nfor n in range(2000):\n"
                 "    clear_output(wait=True)\n    print('frame', n)",
    "figures": "import matplotlib.pyplot as plt\nfor n in range(6):\n    plt.figure()\n"
               "    plt.plot([n, 1])\n    plt.show()",
    "descriptor": "import os\nfor n in range(2000):\n    os.write(1, b'a line\\n')",
    "wide": "print('\\N{GRINNING FACE}' * 2_000_000)",
    "threads": "import threading\nthreads = [threading.Thread(target=lambda: [print('t', flush=True)"
               " for _ in range(1000)]) for _ in range(3)]\n"
               "for thread in threads: thread.start()\nfor thread in threads: thread.join()",
}  # fmt: skip
SECONDS = 25  # for machines that are busy


@pytest.mark.slow
def test_a_flood_ends_with_its_cell():
    cells = [(name, code) for name, code in FLOODS.items()]
    record, notebook = graded(
        [*cells, ("after", "x = 1\nprint('here')"), ("test_x", "assert x == 1")],
        cell_seconds=SECONDS,
        notebook_seconds=200,
        output_kib=256,
    )
    assert record.stopped == [] and record.restarts == 0
    assert statuses(record) == {"test_x": "passed"}
    outputs = {cell.id: cell.outputs for cell in notebook.cells}
    assert outputs["print"][0].text == "".join(f"{n}\n" for n in range(3000))
    assert outputs["log"][0].text.count("\n") == 3000
    assert [output.data["text/plain"] for output in outputs["display"]] == [str(n) for n in range(800)]
    assert [output.data["text/plain"] for output in outputs["update"]] == ["1999"]
    assert [output.text for output in outputs["animation"]] == ["frame 1999\n"]
    assert len(outputs["figures"]) == 6 and all("image/png" in each.data for each in outputs["figures"])
    assert "256 KiB is the limit of a cell" in outputs["wide"][-1].text
    assert [output.text for output in outputs["after"]] == ["here\n"]


def test_a_flood_in_a_judged_function_stops_neither_its_test_nor_the_next_cell():
    names = {name: f"flood_{name}" for name in FLOODS}
    cells = []
    for name, code in FLOODS.items():
        body = code.replace("\n", "\n    ")
        cells += [
            (f"cell-{name}", f"def {names[name]}():\n    {body}\n    return 7"),
            (f"test_{name}", f"assert {names[name]}() == 7"),
            (f"next-to-{name}", "print('innocent')"),
        ]
    record, notebook = graded(cells, cell_seconds=SECONDS, notebook_seconds=200, output_kib=256)
    assert record.stopped == [] and record.restarts == 0
    assert statuses(record) == {f"test_{name}": "passed" for name in FLOODS}
    shown = [cell.outputs for cell in notebook.cells if cell.id.startswith("next")]
    assert [[output.text for output in outputs] for outputs in shown] == [["innocent\n"]] * len(FLOODS)


def test_what_was_shown_before_the_end_of_a_process_stays():
    record, notebook = graded(
        [
            ("bad", "import os, time\nprint('before the end')\ntime.sleep(0.6)\nos._exit(0)"),
            ("test_x", "pass"),
        ]
    )
    assert record.stopped[0].message == "the process ended"
    assert notebook.cells[0].outputs[0].text == "before the end\n"


def test_an_error_is_shown_however_much_was_printed_before():
    _, notebook = graded(
        [("bad", "print('x' * 10**6)\nraise ValueError('the reason')"),
         ("long", "raise ValueError('x' * 10**7)"), ("test_x", "pass")],
        output_kib=64,
    )  # fmt: skip
    for cell in notebook.cells[:2]:
        [error] = [output for output in cell.outputs if output.output_type == "error"]
        assert error.ename == "ValueError" and len(str(cell.outputs)) < 250_000
    assert notebook.cells[0].outputs[-2].evalue == "the reason"


def test_processes_of_the_students_print_too():
    code = (
        "import multiprocessing, subprocess, sys\n"
        "def f(x):\n    sys.stdout.write(f'worker {x}\\n')\n    return x\n"
        "with multiprocessing.Pool(1) as pool:\n    print(pool.map(f, range(2)))\n"
        "subprocess.run(['echo', 'a program'])\n!echo shell"
    )
    record, notebook = graded([("start", code), ("test_x", "pass")], cell_seconds=SECONDS)
    text = "".join(output.get("text", "") for output in notebook.cells[0].outputs)
    for piece in ("worker 0\n", "worker 1\n", "[0, 1]\n", "a program\n", "shell"):
        assert piece in text


def test_settings_that_a_cell_makes_stay():
    record, _ = graded(
        [
            ("set", "import numpy as np, decimal\nnp.set_printoptions(precision=2)\nnp.seterr(all='raise')\n"
                    "decimal.getcontext().prec = 5"),
            ("look", "seen = str(np.array([1 / 3])), np.geterr()['over'], decimal.getcontext().prec"),
            ("test_set", "assert seen == ('[0.33]', 'raise', 5), seen"),
            ("wait", "import asyncio\nawait asyncio.sleep(0.01)\nwaited = 1"),
            ("test_wait", "assert waited == 1"),
        ]
    )  # fmt: skip
    assert set(statuses(record).values()) == {"passed"}, record.verdicts


@pytest.mark.parametrize("end", ["os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_a_cell_that_floods_and_ends_its_process_costs_only_itself(end):
    record, _ = graded(
        [("f", "def f():\n    return 1"), ("bad", f"import os\nfor n in range(2000):\n    print(n)\n{end}"),
         ("test_f", "assert f() == 1")]
    )  # fmt: skip
    assert statuses(record) == {"test_f": "passed"} and record.stopped[0].status == "killed"


@pytest.mark.parametrize(
    "broken",
    [
        "import sys\nwith open('log', 'w') as file:\n    sys.stdout = file\n    print('into the file')",
        "import sys\nclass Refuses:\n    def __getattr__(self, name):\n        raise SystemExit\n"
        "sys.stdout = Refuses()\nsys.stderr = None\n"
        "get_ipython().display_pub = get_ipython().displayhook = Refuses()",
    ],
)
def test_who_breaks_what_shows_outputs_loses_nothing_else(broken):
    record, notebook = graded(
        [("bad", broken), ("f", "def f():\n    return 1\nprint('shown')"), ("test_f", "assert f() == 1")]
    )
    assert statuses(record) == {"test_f": "passed"} and record.stopped == [] and record.restarts == 0
    assert [output.text for output in notebook.cells[1].outputs] == ["shown\n"]
