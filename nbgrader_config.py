"""The course for nbgrader. Every line that protects something says from what."""

import os
import sys
import warnings
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, Execute, OverwriteCells
from sqlalchemy.exc import SAWarning

try:
    from bplab.grading import autograde
    from bplab.grading.preprocessors import BlankSolutions, JudgeNotebook, RestoreTests
except Exception as error:  # nbgrader would log it, go on without this file, and run student code unprotected
    sys.exit(f"nbgrader_config.py: bplab cannot be loaded, so nothing was done: {error!r}")

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

# Student code runs in a sandbox, and the tests outside of it: see docs/grading.md.
c.Autograde.autograde_preprocessors = [
    JudgeNotebook if step is Execute else step
    for step in Autograde.class_traits()["autograde_preprocessors"].default()
]

# A broken submission is one line in the log, and the class goes on.
autograde.install()

# Without a sandbox nothing is graded: student code would run with the instructor's rights.
c.Sandbox.required = True
c.Sandbox.cell_seconds = 30  # a loop without end costs a student the cell; the slowest right cell takes 2 s
c.Sandbox.notebook_seconds = 300  # ... and the class this much at most
c.Sandbox.memory_mib = 2048  # of all that a submission runs; the instructor's machine stays usable
c.Sandbox.processes = 64  # processes and threads: a fork bomb ends here
c.Sandbox.file_mib = 64  # one file ...
c.Sandbox.written_mib = 128  # ... and all files: they are kept in memory, the disk is never written
c.Sandbox.output_kib = 1024  # of a cell; a print without end fills no disk and no feedback page

# nbgrader's own "not in session" warnings of SQLAlchemy say nothing to an instructor.
warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
