"""A mistake in lesson text gives one line with file and line number."""

import nbformat
import pytest

from bplab.authoring.errors import LessonError
from bplab.authoring.lesson import read_lesson
from bplab.authoring.notebooks import to_notebook
from tests.conftest import ROOT

WIDEST = 107  # characters of code that a page of JupyterLab shows without scrolling
TASK = "# %% task f\ndef f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"
CHECK = "# %% check f points=2\n# f returns 1.\nassert f() == 1\n"


def test_no_line_of_code_is_wider_than_the_page():
    notebooks = [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("release/*/*.ipynb")]
    lines = [
        (path.name, cell.id, line)
        for path in notebooks
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
        for line in cell.source.split("\n")
    ]
    assert len(lines) > 1000 and not [found for found in lines if len(found[2]) > WIDEST]


def read(tmp_path, text, with_roles=True):
    path = tmp_path / "assignment.py"
    path.write_text(text)
    return read_lesson(path, with_roles)


def test_roles_names_points_and_lines_are_read(tmp_path):
    text = (
        f"# %% [markdown]\n# # Title\n\n{TASK}\n{CHECK}\n# %% explain why [markdown] points=5\n# Because.\n"
    )
    markdown, task, check, explain = read(tmp_path, text)
    assert markdown.role is None and markdown.source == "# Title"
    assert (task.grade_id, task.line, task.points) == ("f", 4, None)
    assert (check.grade_id, check.points) == ("test_f", 2)
    assert (explain.grade_id, explain.source) == ("explain_why", "Because.")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# %% chekc f points=2\nf()\n", 1, "unknown role 'chekc': choose from given, task, check"),
        (TASK + "# %% check f\n# f\nassert f()\n", 6, "check 'f' needs points"),
        (TASK + "# %% check f points=0\n# f\nassert f()\n", 6, "check 'f' needs points"),
        (TASK + CHECK + TASK, 9, "'f' is used twice (first in line 1)"),
        (TASK, 1, "task 'f' has no check and no hidden test"),
        (TASK + CHECK.replace("check f", "check g"), 6, "check 'g' belongs to no task above it"),
        (TASK + "# %% check f points=1\n# f\nx = f()\nx == 1\n", 9, "must not end in a bare expression"),
        (TASK + "# %% check f points=1\n# f\nf()\n", 8, "must not end in a bare expression"),
        (TASK + "# %% check f points=1\nassert f()\n", 6, "must begin with a comment"),
        (TASK + "# %% check f points=1\n# f\n", 6, "tests nothing"),
        ("# %% task f\ndef f(): pass\n", 1, "task 'f' has no `### BEGIN SOLUTION`"),
        ("# %%\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", 1, "would be released to students"),
        ("# %% task f\n# BEGIN SOLUTION\nx = 1\n# END SOLUTION\n", 1, "task 'f' has no `### BEGIN SOLUTION`"),
        (
            TASK + "# %% hidden f points=1\n# f\n### BEGIN HIDDEN TESTS\nassert f()\n",
            6,
            "the build adds the markers",
        ),
        ("# %%\nx = (1\n", 2, "not valid Python"),
        ("# %% given data points=3\nx = 1\n", 1, "points belong to"),
        ("# %% given Data\nx = 1\n", 1, "needs one name of lower-case letters"),
        ("# %% given data colour=3\nx = 1\n", 1, "unknown option 'colour'"),
        ("# %% explain why points=3\nx = 1\n", 1, "needs a markdown cell"),
        ("x = 1\n# %%\ny = 1\n", 1, "a lesson begins with a cell marker"),
        ("", 1, "a lesson begins with a cell marker"),
    ],
)
def test_each_mistake_is_named_with_its_line(tmp_path, text, line, message):
    with pytest.raises(LessonError) as error:
        read(tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path / 'assignment.py'}:{line}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


ANSWERED = "# **Question.** Why?\n#\n# <details><summary>Answer</summary>\n#\n# So.\n#\n# </details>\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (TASK, 1, "unknown role 'task': choose from claim"),
        ("# %%\nx = 1\n# %% claim x_is_one\nassert x\n", 3, "must begin with a comment"),
        ("# %% claim x_is_one\n# x is 1.\nprint(1)\n", 1, "claim 'x_is_one' asserts nothing"),
        ("# %% claim a\n# a\nassert 1\n# %% claim a\n# a\nassert 1\n", 4, "stands here and in line 1"),
        ("# %% claim a points=2\n# a\nassert 1\n", 1, "points belong to"),
        ('# %% colour="red"\nx = 1\n', 1, "unknown option 'colour'; there is `alt=\"...\"` only"),
        ('# %% [markdown] alt="red"\n# x\n', 1, "unknown option 'alt'"),
        (
            "# %% [markdown]\n# **Question.** Why is it so?\n",
            1,
            "no answer below it in its cell: Why is it so?",
        ),
        (
            f"# %% [markdown]\n{ANSWERED}# **Question.** And now?\n",
            1,
            "no answer below it in its cell: And now?",
        ),
        (
            f"# %% [markdown]\n# **Question.** First?\n#\n{ANSWERED}",
            1,
            "no answer below it in its cell: First?",
        ),
    ],
)
def test_each_mistake_in_a_lecture_is_named_with_its_line(tmp_path, text, line, message):
    with pytest.raises(LessonError) as error:
        read(tmp_path, text, with_roles=False)
    assert str(error.value).startswith(f"{tmp_path / 'assignment.py'}:{line}: ")
    assert message in str(error.value)


def test_a_lecture_has_claims_descriptions_and_answers(tmp_path):
    text = (
        f'# %% alt="A line, x = 2."\nx = 1\n# %% claim one\n# x is 1.\nassert x\n# %% [markdown]\n{ANSWERED}'
    )
    drawn, claim, _ = read(tmp_path, text, with_roles=False)
    assert drawn.alt == "A line, x = 2." and drawn.grade_id is None
    assert (claim.role, claim.grade_id, claim.alt) == ("claim", "claim_one", None)


def test_an_assignment_has_no_claims(tmp_path):
    with pytest.raises(LessonError, match="unknown role 'claim': choose from given, task"):
        read(tmp_path, "# %% claim a\n# a\nassert 1\n")


def test_a_call_of_a_check_may_end_a_test(tmp_path):
    assert (
        len(read(tmp_path, TASK + "# %% check f points=1\n# f\nimport checks\nchecks.check_value(f)\n")) == 2
    )


GIVEN = """# %% given data
import numpy as np

X = np.ones(3)

def width(x):
    return len(x)

def total():
    return np.sum(X)

def double_total():
    return 2 * total()

def by_f():
    return f()
"""
REPEATED = "from the notebook, where a student can change it"


@pytest.mark.parametrize(
    ("test", "line", "message"),
    [
        ("assert f() == X[0]", 3, f"check 'f' reads 'X' {REPEATED}"),
        ("X = 2 * X\nassert f() == X[0]", 3, f"check 'f' reads 'X' {REPEATED}"),
        ("n = 3\nassert all(f() == x for x in X)", 4, f"check 'f' reads 'X' {REPEATED}"),
        ("def g():\n    return X\nassert f() == g()", 4, f"check 'f' reads 'X' {REPEATED}"),
        ("assert f() == trial", 3, f"check 'f' reads 'trial' {REPEATED}"),
        ("assert f() == total()", 3, f"check 'f' uses 'total' of a given cell, which reads 'X' {REPEATED}"),
        ("assert f() == double_total()", 3, "which reads 'X'"),
    ],
)
@pytest.mark.parametrize("role", ["check", "hidden"])
def test_a_test_that_reads_data_from_the_notebook_is_refused(tmp_path, role, test, line, message):
    before = GIVEN + TASK + "# %%\ntrial = 1\n"
    with pytest.raises(LessonError) as error:
        read(tmp_path, f"{before}# %% {role} f points=1\n# f\n{test}\n")
    first = before.count("\n") + line
    assert str(error.value).startswith(f"{tmp_path / 'assignment.py'}:{first}: ")
    assert message.replace("check 'f'", f"{role} 'f'") in str(error.value)


@pytest.mark.parametrize(
    "test",
    [
        "X = np.ones(2)\nassert f() == X[0]",
        "assert f() == width(np.ones(1))",
        "assert f() == by_f()",
        "import math\nassert f() == math.cos(0)",
        "assert [f() for X in (1, 2)] == [1, X.real] if (X := 1) else 0",
    ],
)
def test_a_test_may_read_imports_given_functions_and_what_tasks_define(tmp_path, test):
    assert len(read(tmp_path, f"{GIVEN}{TASK}# %% check f points=1\n# f\n{test}\n")) == 3


def test_a_task_that_defines_a_given_function_is_refused(tmp_path):
    with pytest.raises(LessonError, match="task 'f' defines 'width', which a given cell defines"):
        read(tmp_path, GIVEN + TASK + "def width(x):\n    return 1\n" + CHECK)


GIVEN_IMPORTS = """# %% given imports
import os.path
import numpy as np

from bplab import datasets, figures
from bplab.checks import layer
"""


@pytest.mark.parametrize(
    ("body", "imports"),
    [
        ("assert f() == 1", ""),
        ("layer.check_f(f)", "from bplab.checks import layer"),
        (
            "assert f() == [figures, datasets.petals(), np.ones(2), layer]",
            "import numpy as np\n\nfrom bplab import datasets, figures\nfrom bplab.checks import layer",
        ),
        ("np = 1\nassert f() == np", ""),  # its own name
        ("import numpy as np\n\nassert np.any(f())", ""),  # it imports itself
        ("assert os.path.exists(f())", "import os.path"),
    ],
)
def test_a_hidden_test_gets_the_given_imports_that_it_uses(tmp_path, body, imports):
    cells = read(tmp_path, f"{GIVEN_IMPORTS}\n{TASK}\n# %% hidden f points=2\n# f is right.\n{body}\n")
    *_, hidden = to_notebook(cells).cells
    _, between = hidden.source.split("### BEGIN HIDDEN TESTS\n")
    assert between == "\n\n".join(filter(None, [imports, body])) + "\n### END HIDDEN TESTS"
