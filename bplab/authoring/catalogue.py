"""The answer catalogue of a unit: right answers written differently, and typical mistakes.

A unit's `answers.py` holds a list ANSWERS. Every answer says how it differs from the solution and which
test cells it must lose; the tests plant each one into the release notebook and have nbgrader grade it.
It also holds `probe(task, student)`: what the student's solution of a task gives on fixed inputs, as a list
of outcomes, by which two answers can be told apart; student is the dict of all names in the notebook, and
looking up one that the answer does not define is an outcome, too.
"""

import copy
import importlib.util
import tomllib
from dataclasses import dataclass

from bplab.checks.four_layer import BACKWARD, FORWARD
from bplab.checks.four_layer.case import PARAMETERS, Case
from bplab.student_code.calling import attempt

EXPLANATION = "My answer, in my own words."


@dataclass(frozen=True)
class Answer:
    """One student's answer.

    name: short and unique, words joined by hyphens.
    title: what a teacher would call it.
    why: one sentence: why it is right, or what is wrong about it.
    swaps: (cell, old, new) triples, replacing text that stands exactly once in that cell's solution.
    loses: the test cells that must score 0; every other one must score its full points.
    untouched: leave the whole release notebook as it is.
    same_as: the name of a mistake that gives the same numbers for another reason.
    """

    name: str
    title: str
    why: str
    swaps: tuple = ()
    loses: tuple = ()
    untouched: bool = False
    same_as: str = ""

    @property
    def is_right(self):
        return not self.loses


def load_answers(lesson_folder):
    """The ANSWERS of lessons/<unit>/answers.py."""
    return _load(lesson_folder).ANSWERS


def load_probe(lesson_folder):
    """The function `probe` of lessons/<unit>/answers.py."""
    return _load(lesson_folder).probe


def load_sentences(lesson_folder):
    """Of each mistake, the keys of what the first check that it loses says: lessons/<unit>/sentences.toml.

    Empty for a unit that has no such file yet.
    """
    path = lesson_folder / "sentences.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def cells(task, *properties):
    """The cells that a mistake in a task loses: its visible check, and the hidden ones named."""
    return (f"test_{task}", *(f"hidden_{task}_{p}" for p in properties))


def all_cells(properties, *tasks):
    """All cells of these tasks; properties: of each task, those that have a hidden check."""
    return tuple(cell for task in tasks for cell in cells(task, *properties[task]))


def outcome(function, *args, **kwargs):
    """What a student's function makes of copies of the arguments: its value, or its exception's type."""
    value, error = attempt(function, *copy.deepcopy(args), **copy.deepcopy(kwargs))
    return value if error is None else type(error).__name__


def network_outcomes(network_class, activation):
    """Every quantity of a four-layer network after forward and after backward, None if missing."""
    case = Case.random(activation, (5, 8, 6, 4), 9, seed=77)
    for run in (case.run_forward, case.run_backward):
        network = run(network_class)[0]
        yield from (getattr(network, name, None) for name in (*FORWARD, *BACKWARD, *PARAMETERS))


def _load(lesson_folder):
    path = lesson_folder / "answers.py"
    spec = importlib.util.spec_from_file_location(f"answers_{lesson_folder.name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def solutions(source_notebook):
    """grade_id -> code of each task cell in a source notebook, without the region markers."""
    return {
        cell.metadata.nbgrader.grade_id: "\n".join(
            line for line in cell.source.split("\n") if not line.strip().startswith("###")
        )
        for cell in source_notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }


def plant(release_notebook, solution, answer):
    """A copy of the release notebook, filled in with the answer."""
    notebook = copy.deepcopy(release_notebook)
    if answer.untouched:
        return notebook
    code = dict(solution)
    for cell, old, new in answer.swaps:
        if code[cell].count(old) != 1:
            raise ValueError(
                f"{answer.name}: {old!r} stands {code[cell].count(old)} times in {cell}, not once"
            )
        code[cell] = code[cell].replace(old, new)
    for cell in notebook.cells:
        metadata = cell.metadata.get("nbgrader", {})
        if metadata.get("solution"):
            cell.source = code.get(metadata.grade_id, EXPLANATION)
    return notebook
