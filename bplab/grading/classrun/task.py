"""One submission on its way: what is sent to who grades it, and what comes back. run.py is the way itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NotRequired, TypedDict

if TYPE_CHECKING:  # who only waits for results need not load what grades
    from bplab.grading.gradebook.released import ReleasedNotebook
    from bplab.grading.intake.uploads import DataFile, Taken
    from bplab.grading.judge.verdicts import JudgedNotebook

KILLED = "the process that graded it ended each time ({attempts} times): the system's log may say why"


@dataclass(frozen=True)
class Task:
    """A submission, taken out of the course: what a Grader needs besides the package and a sandbox.

    released: the notebooks to be graded, by file name. taken: what was handed in.
    submission, tests: fingerprints of what is graded and, by file name, of what with; for the records.
    data: what student code may read. course: folders that the student's process must not see.
    steps: names of nbgrader's preprocessors, up to the judge; settings: their configuration.
    log_level: of the lines to return.
    """

    unit: str
    student: str
    released: dict[str, ReleasedNotebook]
    taken: Taken
    submission: str
    tests: dict[str, str]
    data: list[DataFile]
    course: list[str]
    steps: list[str]
    settings: dict[str, dict]
    log_level: int


@dataclass(frozen=True)
class Result:
    """What became of a Task.

    notebooks: by file name; perhaps not all if there is a problem.
    problem: why the submission could not be graded, or None. stop: why nothing at all can be graded, or None.
    log: (level, line) of what the steps have logged.
    seconds: how long it took; worker: the machine and the process that did it.
    """

    notebooks: dict[str, JudgedNotebook] = field(default_factory=dict)
    problem: str | None = None
    stop: str | None = None
    log: list[tuple[int, str]] = field(default_factory=list)
    seconds: float = 0.0
    worker: str = ""


class Row(TypedDict):
    """What stays of it in the journal and in the run's summary, a line for each student who is done.

    graded: when it was recorded; problem: why it was not graded; one of them is None.
    submission: its fingerprint, or "". points, max_points: of all tests. seconds, worker: of the grading.
    cells: notebook -> {cell: seconds}, tests included.
    """

    student: str
    graded: str | None
    problem: str | None
    submission: NotRequired[str]
    points: NotRequired[float]
    max_points: NotRequired[float]
    seconds: float
    worker: NotRequired[str]
    cells: dict[str, dict[str, float]]
