"""nbgrader's autograde, made to go on: a submission that cannot be graded is one line, not the end."""

import glob
import os
import re

from bplab.grading.classrun.plan import Plan
from bplab.grading.classrun.recorder import Recorder
from bplab.grading.classrun.run import OneProcess, Pool, grade_unit
from bplab.grading.gradebook.recording import Recording


class CourseAutograde(Recording):
    """What nbgrader's commands start, in the place of Autograde: it hands the work to who does it (run.py).

    parts: Plan, pool and Recorder of a run; None for those of `nbgrader autograde`.
    """

    parts: tuple[Plan, Pool, Recorder] | None = None

    def init_notebooks(self) -> None:
        # Which notebooks a folder holds is looked at in its turn; nbgrader says what to do if there is none.
        if not self.submission_folders():
            super().init_notebooks()

    def convert_notebooks(self) -> None:
        grade_unit(*(self.parts or (Plan(self), OneProcess(), Recorder(self))))

    def submission_folders(self) -> dict[str, str]:
        """student id -> submission folder, of all students that nbgrader's options name."""
        unit, wanted = self.coursedir.assignment_id, self.coursedir.student_id
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        literally = self._format_source(unit, wanted)  # an id may hold what is a pattern, such as [abc]
        one = wanted != "*" and os.path.isdir(literally)
        folders = [literally] if one else glob.glob(literally)
        found = (re.match(pattern, folder, re.DOTALL) for folder in folders)
        return {match["student_id"]: match.string for match in found if match}
