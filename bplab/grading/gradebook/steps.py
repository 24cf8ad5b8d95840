"""nbgrader's steps for a submission of this course, in two parts: up to the judge, and from there on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets import List

from bplab.grading.gradebook.late_policy import AssignPenalties
from bplab.grading.gradebook.preprocessors import JudgeNotebook, ReleasedKernelspec, RestoreTests, SaveGrades


def _replaced(name: str, new_steps: dict[Any, Any]) -> list[Any]:
    """nbgrader's list of steps with some of them replaced."""
    return [new_steps.get(step, step) for step in Autograde.class_traits()[name].default()]


class CourseSteps(Autograde):
    """Autograde with the steps of this course in the place of some of nbgrader's."""

    # Here and not in nbgrader_config.py: a course without that file, opened in formgrader beside one that has
    # it, gets this class, and must get the judge with it.
    sanitize_preprocessors = List(
        _replaced(
            "sanitize_preprocessors", {OverwriteKernelspec: ReleasedKernelspec, OverwriteCells: RestoreTests}
        )
    ).tag(config=True)
    autograde_preprocessors = List(
        _replaced(
            "autograde_preprocessors",
            {Execute: JudgeNotebook, SaveAutoGrades: SaveGrades, AssignLatePenalties: AssignPenalties},
        )
    ).tag(config=True)

    def grading_steps(self) -> list[Any]:
        """The steps of who grades, up to the judge; they need neither the course nor the gradebook."""
        return _unchecked([*self.sanitize_preprocessors, *self.autograde_preprocessors[: self._after_judge]])

    def recording_steps(self) -> list[Any]:
        """The steps after the judge, which write the gradebook."""
        return _unchecked(self.autograde_preprocessors[self._after_judge :])

    @property
    def _after_judge(self) -> int:
        return self.autograde_preprocessors.index(JudgeNotebook) + 1


def _unchecked(steps: Iterable[Any]) -> list[Any]:
    """Without the check of the cells' marks, which takes as long as many a test.

    The repair has given each cell those of the released one, and they were checked when it was released.
    """
    return [step for step in steps if step is not CheckCellMetadata]
