"""Solution regions become blanks that a student recognises."""

import pytest

from bplab.authoring.blanks import blank_solutions

STUB = "task: not written yet (section 2)"


def blanked(body):
    lines = ["### BEGIN SOLUTION", *body, "### END SOLUTION"]
    return blank_solutions("\n".join(lines), STUB).split("\n")


@pytest.mark.parametrize(
    ("statement", "blank"),
    [
        ("self.z_2 = a @ w + b", "self.z_2 = None  # TODO"),
        ("self.w -= rate * g", "self.w -= None  # TODO"),
        ("total **= 2", "total **= None  # TODO"),
        ('grads["dW1"] = x.T @ e', "grads['dW1'] = None  # TODO"),
        ("n: int = len(X)", "n = None  # TODO"),
        ("return a + b", f'raise NotImplementedError("{STUB}")'),
        ("for i in range(3):\n    x = i", f'raise NotImplementedError("{STUB}")'),
    ],
)
def test_one_statement(statement, blank):
    assert blanked([statement]) == [blank]


def test_several_targets_get_a_line_each():
    assert blanked(["a, b = f()"]) == ["a = None  # TODO", "b = None  # TODO"]
    assert blanked(["a = b = f()"]) == ["a = None  # TODO", "b = None  # TODO"]


def test_a_statement_over_several_lines_becomes_one_blank():
    assert blanked(["z = (", "    a", "    + b", ")", "y = z"]) == ["z = None  # TODO", "y = None  # TODO"]


def test_consecutive_other_statements_raise_once():
    assert blanked(["a = 1", "f(a)", "g(a)", "b = 2"]) == [
        "a = None  # TODO",
        f'raise NotImplementedError("{STUB}")',
        "b = None  # TODO",
    ]


def test_a_region_that_returns_shows_nothing_of_how_it_is_done():
    assert blanked(["mean, square = 0, 0", "a = 1", "return a"]) == [f'raise NotImplementedError("{STUB}")']


def test_indentation_and_the_given_lines_stay():
    region = "    ### BEGIN SOLUTION\n    z = y + 1  # the secret\n    ### END SOLUTION\n"
    source = f"def f(x):\n    y = x\n{region}    return z"
    assert blank_solutions(source, STUB) == "def f(x):\n    y = x\n    z = None  # TODO\n    return z"


@pytest.mark.parametrize("lines", [["### BEGIN SOLUTION", "a = 1"], ["a = 1", "### END SOLUTION"]])
def test_an_open_region_is_an_error_with_its_line(lines):
    with pytest.raises(RuntimeError, match="line"):
        blank_solutions("\n".join(lines), STUB)


def test_nothing_of_the_solution_is_left_in_the_release(release, solution):
    text = "\n".join(cell.source for cell in release.cells)
    given = set(text.split("\n"))
    hidden = [line for code in solution.values() for line in code.split("\n") if line not in given]
    assert len(hidden) > 30
    assert "SOLUTION" not in text and "HIDDEN" not in text and "seed=21" not in text


def test_a_blank_says_its_section(release):
    [cell] = [cell for cell in release.cells if cell.id == "run_experiment"]
    assert 'raise NotImplementedError("run_experiment: not written yet (section 4)")' in cell.source
