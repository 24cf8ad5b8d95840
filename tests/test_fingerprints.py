"""What makes a grade stale, and what does not."""

import copy
import json

import pytest

from bplab.grading.classrun import fingerprints
from bplab.grading.gradebook.released import ReleasedCell, ReleasedNotebook
from bplab.grading.intake.uploads import Taken

NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3"}},
    "cells": [
        {
            "cell_type": "code",
            "id": "a",
            "source": "x = 1",
            "metadata": {},
            "outputs": [],
            "execution_count": 1,
        },
        {"cell_type": "markdown", "id": "b", "source": ["because\n", "of it"], "metadata": {}},
    ],
}


def of_submission(content, files=(), name="a.ipynb"):
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    return fingerprints.of_submission(Taken([], {name: content}, [], []), files)


def changed(**changes):
    notebook = copy.deepcopy(NOTEBOOK)
    notebook["cells"][0] |= changes
    return notebook


def test_outputs_view_settings_and_the_time_are_no_content():
    before = of_submission(NOTEBOOK, [("timestamp.txt", False, b"2026")])
    assert before == of_submission(NOTEBOOK, [("timestamp.txt", False, b"2027")]) == of_submission(NOTEBOOK)
    assert before == of_submission(changed(outputs=[{"output_type": "stream"}], execution_count=7))
    assert before == of_submission(changed(metadata={"collapsed": True}))
    assert before == of_submission(json.dumps(NOTEBOOK, indent=4).encode())
    assert before == of_submission(changed(source=["x ", "= 1"]))


@pytest.mark.parametrize(
    "other",
    [
        changed(source="x = 2"),
        changed(cell_type="raw"),
        changed(metadata={"nbgrader": {"grade_id": "softmax"}}),
        NOTEBOOK | {"cells": NOTEBOOK["cells"][::-1]},
        b"{",
        b"",
        b"[" * 100_000,
        b'{"cells": 3}',
    ],
)
def test_a_changed_cell_is_other_content(other):
    assert of_submission(other) != of_submission(NOTEBOOK)


def test_a_data_file_is_content():
    some = [
        of_submission(NOTEBOOK, [file])
        for file in [("a", False, b"1"), ("a", False, b"2"), ("b", False, b"1")]
    ]
    assert len({*some, of_submission(NOTEBOOK)}) == 4


def released(**changes):
    cells = {
        "given": ReleasedCell("given", "code", "import numpy as np", True, "", False, None),
        "task": ReleasedCell(
            "task", "code", 'def f(x):\n    """Doubles."""\n    return None', False, "", True, None
        ),
        "test": ReleasedCell(
            "test", "code", "from bplab.checks import layer\nassert f(1) == 2, 'no'", True, "", False, 2.0
        ),
        "text": ReleasedCell("text", "markdown", "Read this.", True, "", False, None),
    }
    cells |= {name: ReleasedCell(**vars(cells[name]) | change) for name, change in changes.items()}
    return ReleasedNotebook(list(cells.values()), None, "")


@pytest.mark.parametrize(
    "change",
    [
        {"test": {"source": "# why\nfrom bplab.checks import layer\nassert f(1) == 2, 'twice one is two'"}},
        {"text": {"source": "Read this twice."}},
        {"task": {"source": 'def f(x):\n    """Gives twice x."""\n    return None'}},
        {"test": {"checksum": "other"}},
    ],
)
def test_new_wording_makes_nobody_stale(change):
    assert fingerprints.of_tests(released(**change), []) == fingerprints.of_tests(released(), [])


@pytest.mark.parametrize(
    "change",
    [
        {"test": {"source": "from bplab.checks import layer\nassert f(1) == 3, 'no'"}},
        {"test": {"max_score": 3.0}},
        {"given": {"source": "import numpy as np\nrng = np.random.default_rng(1)"}},
    ],
)
def test_another_test_or_other_points_do(change):
    assert fingerprints.of_tests(released(**change), []) != fingerprints.of_tests(released(), [])


def test_the_course_s_data_and_secret_do():
    some = [
        fingerprints.of_tests(released(), *rest) for rest in ([[]], [[], "s"], [[("a.csv", False, b"1")]])
    ]
    assert len(set(some)) == 3


def test_of_the_checks_only_those_in_use_count_and_not_their_messages():
    used = fingerprints._used(("from bplab.checks import layer",))
    assert {"bplab.checks.layer", "bplab.checks.core", "bplab.checks.layer.slips"} <= set(used)
    assert not [name for name in used if "messages" in name or "petals" in name or "grading" in name]
