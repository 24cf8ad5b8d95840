"""Modules that hold right answers: absent where notebooks are graded, and refused by the checks at home."""

import subprocess
import sys

import nbformat
import pytest

from bplab.authoring.units import find_units
from bplab.checks.core import CheckFailed, call
from bplab.grading.sandbox.bubblewrap import PACKAGE
from bplab.student_code.permitted import ANSWERS, SHOWS
from tests.conftest import ROOT
from tests.judging import graded, verdicts

F = "\ndef f(z):\n    return "
USES = {
    "imported_above": f"from bplab.network import softmax{F}softmax(z)",
    "imported_inside": "def f(z):\n    from bplab.network import softmax\n    return softmax(z)",
    "module_inside": "def f(z):\n    from bplab import network\n    return network.softmax(z)",
    "module_renamed": f"import bplab.network as n{F}n.softmax(z)",
    "module_dotted": f"import bplab.network{F}bplab.network.softmax(z)",
    "deeper_module": f"from bplab.network.functions import softmax{F}softmax(z)",
    "by_a_helper": f"from bplab.network import softmax\ndef g(z):\n    return softmax(z){F}g(z)",
    "in_a_lambda": f"from bplab.network import softmax{F}(lambda z: softmax(z))(z)",
    "experiments": f"from bplab.experiments.curves import Network{F}Network((2, 2)).forward(z)",
    "checks": f"from bplab.checks.classification import Batch{F}Batch(z, [0]).y_pred",
    "a_class": "from bplab.network import Network\nclass A:\n    def f(self, z):\n"
    f"        return Network((2, 2)).forward(z){F}A().f(z)",
}
HARMLESS = {
    "only_imported": f"from bplab.network import softmax\nfrom bplab.checks import layer{F}z",
    "datasets": f"from bplab import datasets{F}datasets.petals()[0][:1]",
    "own_name": f"def network(z):\n    return z{F}network(z)",
}
TEST = "import numpy as np\nassert f(np.ones((1, 2))).shape == (1, 2)"


def at_home(code):
    """Names that a notebook would have after this cell."""
    namespace = {"__name__": "__main__"}
    exec(code, namespace)
    return namespace


@pytest.mark.parametrize("code", USES.values(), ids=USES)
def test_a_check_at_home_refuses_what_grading_will_not_have(code):
    with pytest.raises(CheckFailed, match=r"bplab\.\S+ cannot be used in an answer"):
        call("f(z)", at_home(code)["f"], [[1.0, 2.0]])


@pytest.mark.parametrize("code", HARMLESS.values(), ids=HARMLESS)
def test_a_check_at_home_allows_everything_else(code):
    assert call("f(z)", at_home(code)["f"], [[1.0, 2.0]]) is not None


def test_a_method_is_looked_at_with_its_class():
    names = at_home(f"{USES['a_class']}\nclass B(A):\n    def g(self):\n        return A()")
    for function in (names["A"]().f, names["B"], names["B"]().g):
        with pytest.raises(CheckFailed, match="bplab.network.Network"):
            call("f(z)", function, [[1.0, 2.0]])


def test_grading_refuses_the_same_and_allows_the_same():
    for name, code in (USES | HARMLESS).items():
        record, _ = graded([("f", code), ("test_f", TEST)])
        verdict = verdicts(record)["test_f"]
        assert (verdict.status == "passed") == (name in HARMLESS), (name, verdict)
        assert name in HARMLESS or "cannot be used in an answer" in verdict.message, (name, verdict)


def test_cells_that_call_checks_and_explorers_run_while_graded():
    cell = """import numpy as np
from bplab.checks import four_layer, layer
from bplab.checks.classification import Batch
from bplab.explorers import explore_petals
case = four_layer.Case.random("relu", (3, 4, 5, 2), 6, seed=1)
layer.check_dense(len, case)
explorer = explore_petals(hidden=3)
f = np.ones
explorer"""
    record, notebook = graded([("f", cell), ("test_f", "assert f((1, 2)).shape == (1, 2)")])
    assert verdicts(record)["test_f"].status == "passed"
    [output] = notebook.cells[0].outputs
    assert "nothing is shown or checked here" in output["data"]["text/plain"]


def test_nothing_can_be_computed_with_what_stands_for_an_answer():
    uses = (
        "np.asarray(s)",
        "s + 1",
        "1 - s",
        "np.ones(2) * s",
        "s['z']",
        "float(s)",
        "list(s)",
        "s @ np.eye(2)",
    )
    for use in uses:
        code = f"import numpy as np\nfrom bplab.checks import four_layer as c\ns = c.Case(1).truth{F}{use}"
        record, _ = graded([("f", code), ("test_f", TEST)])
        assert (
            "bplab.checks.four_layer.Case(...).truth cannot be used" in verdicts(record)["test_f"].message
        ), use


@pytest.mark.parametrize("warm", [True, False])
def test_no_file_with_a_right_answer_is_in_the_sandbox(warm):
    """Also where what stands for it was taken away: what is not there cannot be found."""
    code = f"""import os, sys
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "AbsentModules"]
found = []
for module in {(*ANSWERS, *SHOWS)!r}:
    for name in [name for name in sys.modules if name.startswith("bplab.")]:
        if name == module or name.startswith(module + "."):
            found.append("loaded: " + name)
    try:
        __import__(module)
        found.append("imported: " + module)
    except ModuleNotFoundError:
        pass
files = sorted(os.path.relpath(os.path.join(folder, name), {str(PACKAGE)!r})
               for folder, _, names in os.walk({str(PACKAGE)!r}) for name in names)"""
    record, _ = graded(
        [("f", code), ("test_found", "assert not found, found"), ("test_files", "raise ValueError(files)")],
        warm=warm,
    )
    assert verdicts(record)["test_found"].status == "passed", verdicts(record)["test_found"].message
    files = verdicts(record)["test_files"].message
    assert "datasets.py" in files
    for answer in ("checks", "network/", "gradients.py", "explorers", "layers.py", "judge.py", "authoring"):
        assert answer not in files


def test_what_is_in_the_sandbox_imports_nothing_that_is_not():
    program = (
        "import sys, bplab.grading.sandbox.forkserver_main as z; z._prepared(); "
        "print(*[name for name in sys.modules if name.startswith('bplab.')])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert "bplab.datasets" in loaded.split()
    assert not [name for name in loaded.split() if name.startswith((*ANSWERS, *SHOWS))]


def test_every_assignment_says_what_may_be_imported_and_its_given_cells_import_no_more():
    for unit in find_units(ROOT):
        cells = nbformat.read(ROOT / unit.release, as_version=4).cells
        assert sum("**What your code may import.**" in cell.source for cell in cells) == 1, unit.name
        record, notebook = graded(
            [(cell.id, cell.source) for cell in cells if cell.id.startswith("given_")], cell_seconds=20
        )
        errors = [
            output for cell in notebook.cells for output in cell.outputs if output.output_type == "error"
        ]
        assert not errors and not record.stopped, unit.name
