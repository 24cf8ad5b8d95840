"""The written questions of a unit: as the gradebook knows them, with what source/ says of each."""

import difflib
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from bplab.authoring.rubric import Item, read_list
from bplab.grading.gradebook.released import load_released
from bplab.term.course import TermProblem

NO_QUESTIONS = "{unit} has no written answers: all of its points come from tests.{others}"
OTHERS = " Units with written answers: {names}."
NO_QUESTION = "{unit} has no written question {name!r}: choose from {names}.{meant}"
MEANT = " Did you mean {name}?"
STUB = "explain_"  # what the names of the lessons' written answers begin with


@dataclass(frozen=True)
class Question:
    """text: what is asked, and model: the model answer, as markdown. items: the lesson's list of points.

    model is "" where source/ does not say.
    """

    unit: str
    notebook: str
    cell: str
    cell_type: str
    most: float
    text: str = ""
    model: str = ""
    items: list[Item] = field(default_factory=list)

    @property
    def place(self):
        """As the gradebook's tables name it."""
        return self.unit, self.notebook, self.cell

    @property
    def title(self):
        return self.cell.removeprefix(STUB).replace("_", " ")


def find_questions(course, unit):
    """The Questions of a unit, in the order of its notebooks; raises TermProblem if there are none."""
    course.check_unit(unit)
    found = _questions(course, unit)
    if not found:
        with course.gradebook() as gradebook:
            units = [assignment.name for assignment in gradebook.assignments]
        names = ", ".join(name for name in units if name != unit and _questions(course, name))
        raise TermProblem(NO_QUESTIONS.format(unit=unit, others=OTHERS.format(names=names) if names else ""))
    return found


def choose(questions, name):
    """Where the question of this name is among them; raises TermProblem."""
    names = [question.cell for question in questions]
    for wanted in (name, f"{STUB}{name}"):
        if wanted in names:
            return names.index(wanted)
    close = difflib.get_close_matches(name, names, 1) or difflib.get_close_matches(f"{STUB}{name}", names, 1)
    meant = MEANT.format(name=close[0]) if close else ""
    unit = questions[0].unit
    raise TermProblem(NO_QUESTION.format(unit=unit, name=name, names=", ".join(names), meant=meant))


def _questions(course, unit):
    with course.gradebook() as gradebook:
        released = load_released(course.dir, gradebook.find_assignment(unit))
    found = []
    for name, notebook in sorted(released.items()):
        source = _source(course, unit, name)
        cells = source or nbformat.reads(notebook.template, as_version=4).cells
        for cell in notebook.cells:
            if cell.solution and cell.max_score:
                text, model = _around(cells, cell.name)
                model, items = read_list(model if source else "", text)
                place = unit, name.removesuffix(".ipynb"), cell.name
                found.append(Question(*place, cell.cell_type, cell.max_score, text, model, items))
    return found


def _source(course, unit, name):
    """The cells of the instructor's notebook, None if it is not here."""
    folder = course.dir.format_path(course.dir.source_directory, ".", unit)
    try:
        return nbformat.read(Path(folder, name), as_version=4).cells
    except (OSError, ValueError):
        return None


def _around(cells, name):
    """(the text directly above the cell of this name, what stands in the cell)."""
    at = next((i for i, cell in enumerate(cells) if _name(cell) == name), None)
    if at is None:
        return "", ""
    first = at
    while first and cells[first - 1].cell_type == "markdown" and not _is_answer(cells[first - 1]):
        first -= 1
    return "\n\n".join(cell.source for cell in cells[first:at]), cells[at].source


def _name(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _is_answer(cell):
    return cell.metadata.get("nbgrader", {}).get("solution", False)
