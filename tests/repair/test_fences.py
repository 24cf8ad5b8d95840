"""Code that stands in Markdown's fences, in a cell turned to text and back, or pasted from a page."""

import pytest

from bplab.grading.intake.repair import repair
from bplab.grading.intake.repair.fences import unfenced
from tests.repair.notebooks import assert_intact, find, kinds


@pytest.mark.parametrize("kind", ["code", "markdown", "raw"])
@pytest.mark.parametrize(
    "form",
    [
        "```python\n{code}\n```",
        "```\n{code}\n```\n",
        "~~~ py\n{code}\n~~~",
        "```python\n{code}",
        "{code}\n```",
    ],
)
def test_fences_around_an_answer_are_taken_away(good, released, kind, form):
    cell = find(good, "softmax")
    right = cell.source
    cell.source, cell.cell_type = form.format(code=right), kind
    if kind != "code":
        del cell["outputs"], cell["execution_count"]
    notebook, repairs = repair(good, released)
    assert "fences" in kinds(repairs)
    assert find(notebook, "softmax").source.strip() == right
    assert_intact(notebook, released)


def test_a_line_of_ipython_in_fences_is_code():
    assert unfenced("```\n!ls\n```") == "!ls"


def test_what_stands_around_the_fences_are_comments():
    text = "My answer:\n\n```python\nx = 1\n```\n\nand so on\n```python\ny = 2\n```"
    assert unfenced(text) == "# My answer:\n\nx = 1\n\n# and so on\ny = 2"


@pytest.mark.parametrize(
    "text",
    [
        'def f():\n    """\n    ```python\n    f()\n    ```\n    """',
        "x = '''\n```\n'''",
        "x = 1",
        "```\nno code here\n```",
    ],
)
def test_other_text_is_left_alone(text):
    assert unfenced(text) == text
