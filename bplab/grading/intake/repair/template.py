"""The released notebook, as what a submission is compared with."""

from dataclasses import dataclass, field
from functools import cached_property

from bplab.grading.intake.repair.clean import normal
from bplab.grading.intake.repair.code import wanted

GIVEN, TEST, TASK, WRITTEN, PROSE = "given", "test", "task", "written", "prose"


@dataclass(frozen=True, eq=False)
class Part:
    """One released cell. role: GIVEN, TEST, TASK (code), WRITTEN (an answer in words), PROSE (any other)."""

    index: int
    id: str  # the grade_id; of PROSE the cell's id
    role: str
    type: str
    source: str
    metadata: dict
    attachments: dict = field(default_factory=dict)

    @property
    def locked(self):
        return self.role in (GIVEN, TEST)

    @property
    def answer(self):
        return self.role in (TASK, WRITTEN)

    @cached_property
    def names(self):
        return wanted(self.source)

    @cached_property
    def text(self):
        return normal(self.source)


def read_template(released):
    """The parts of a released notebook, in order."""
    return [_part(index, cell) for index, cell in enumerate(released.cells)]


def is_blank(cell, part):
    """Whether an answer is as released, or empty."""
    return cell.text in ("", part.text)


def _part(index, cell):
    marks = cell.metadata.get("nbgrader")
    content = cell.cell_type, cell.source, cell.metadata, cell.get("attachments", {})
    if not marks:
        return Part(index, cell.get("id", ""), PROSE, *content)
    if marks.get("solution"):
        role = TASK if cell.cell_type == "code" else WRITTEN
    else:
        role = TEST if marks.get("grade") else GIVEN
    return Part(index, marks["grade_id"], role, *content)
