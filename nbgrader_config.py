"""The course for nbgrader. Every line that protects something says from what."""

import os
import sys
import warnings
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, Execute, OverwriteCells
from sqlalchemy.exc import SAWarning

from bplab.grading import autograde
from bplab.grading.preprocessors import BlankSolutions, ExecuteQuietly, RestoreTests

c = get_config()  # noqa: F821 (traitlets puts it here)

c.CourseDirectory.course_id = "bplab"

# nbgrader makes the gradebook with the command `alembic`, which it finds on the PATH only: without this
# line `.venv/bin/nbgrader` fails where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

# release/ is committed, and nbgrader skips what exists: without force the gradebook would never learn
# of the assignment, and autograde would find "No assignment with ID ...".
c.GenerateAssignment.force = True

# The student's blanks, `self.z_2 = None  # TODO`, in the place of nbgrader's `# YOUR CODE HERE`.
c.GenerateAssignment.preprocessors = [
    BlankSolutions if step is ClearSolutions else step
    for step in GenerateAssignment.class_traits()["preprocessors"].default()
]

# "Cell has changed!" is logged for a test cell that a student edited, not for every hidden test.
c.Autograde.sanitize_preprocessors = [
    RestoreTests if step is OverwriteCells else step
    for step in Autograde.class_traits()["sanitize_preprocessors"].default()
]

# No submission fails because its kernel lost a race for a port, and none writes to the instructor's terminal.
c.Autograde.autograde_preprocessors = [
    ExecuteQuietly if step is Execute else step
    for step in Autograde.class_traits()["autograde_preprocessors"].default()
]

# A broken submission is one line in the log, and the class goes on.
autograde.install()

# A loop without end costs a student the cell, not the instructor the evening.
c.Execute.timeout = 30  # seconds a cell; the slowest cell of a right answer takes 0.3
c.Execute.interrupt_on_timeout = True

# nbgrader's own "not in session" warnings of SQLAlchemy say nothing to an instructor.
warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
