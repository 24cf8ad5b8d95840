"""A missing name is traced to the cell that would have defined it, and to no other."""

from tests.judging import graded, verdicts


def messages(cells, **limits):
    record, _ = graded(cells, **limits)
    return {name: verdict.message for name, verdict in verdicts(record).items()}


def test_the_cell_with_the_mistake_is_named_for_each_name_that_it_would_have_defined():
    said = messages(
        [
            (
                "softmax",
                "import math\ndef softmax(x):\n    return math.exp(x))\n\ndef helper(x):\n    return 1",
            ),
            ("uses", "def uses(x):\n    return helper(x)"),
            (
                "import",
                "x = 1\nfrom scipy_of_nowhere.special import expit\ndef sigmoid(x):\n    return expit(x)",
            ),
            ("fails", "rate = {}['missing']\nepochs = 5"),
            ("broken", "de forward(x):\n    return x"),
            ("test_softmax", "softmax(3)"),
            ("test_inside", "uses(3)"),
            ("test_check", "from bplab.checks import core\ncore.call('uses(3)', uses, 3)"),
            ("test_import", "sigmoid(1)"),
            ("test_expit", "expit(1)"),
            ("test_rate", "rate"),
            ("test_epochs", "epochs"),
            ("test_broken", "broken(1)"),
        ]
    )
    blamed = "your cell `softmax` stopped at line 3 with SyntaxError: unmatched ')'"
    assert said["test_softmax"] == (
        f"NameError: name 'softmax' is not defined\n  `softmax` is missing because {blamed}"
    )
    assert f"`helper` is missing because {blamed}" in said["test_inside"]
    assert f"`helper` is missing because {blamed}" in said["test_check"]
    blamed = (
        "your cell `import` stopped at line 2 with ModuleNotFoundError: No module named 'scipy_of_nowhere'"
    )
    assert blamed in said["test_import"] and blamed in said["test_expit"]
    assert "cell `fails` stopped at line 1 with KeyError: 'missing'" in said["test_rate"]
    assert "cell `fails` stopped at line 1 with KeyError: 'missing'" in said["test_epochs"]
    assert "cell `broken` stopped at line 1 with SyntaxError" in said["test_broken"]


def test_a_cell_that_was_stopped_is_named_and_an_innocent_one_is_not():
    said = messages(
        [
            ("slow", "while True: pass\ndef late():\n    return 1"),
            ("fails", "def right(x):\n    return x\n1 / 0"),
            ("test_late", "late()"),
            ("test_other", "nowhere(1)"),
            ("test_right", "assert right(1) == 1"),
            ("test_own", "undefined_in_the_test"),
        ],
        cell_seconds=1,
    )
    assert said["test_late"].endswith("because your cell `slow` was stopped: no end after 1 s")
    assert "because" not in said["test_other"] and "slow (no end after 1 s)" in said["test_other"]
    assert said["test_right"] == "" and "fails" not in said["test_own"]


def test_a_cell_without_a_name_is_known_by_its_first_line():
    from bplab.grading.judge.causes import UnfinishedCell, with_cause
    from bplab.grading.sandbox.cells import Failure

    cell = UnfinishedCell(None, "\nfrom a import b as c\n", Failure("ImportError", "no b", 2))
    said = with_cause("NameError: name 'c' is not defined", [cell])
    assert "your cell that begins with `from a import b as c` stopped at line 2" in said
    assert with_cause("NameError: name 'b' is not defined", [cell]) == "NameError: name 'b' is not defined"
    assert with_cause("no name at all", [cell]) == "no name at all"
