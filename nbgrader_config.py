"""The course for nbgrader. Every line that protects something says from what."""

import os
import sys
import warnings
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions
from sqlalchemy.exc import SAWarning

try:
    from bplab.grading import nbgrader_patch
    from bplab.grading.gradebook.preprocessors import BlankSolutions
    from bplab.grading.judge.verdicts import SUFFIX

    # For nbgrader's commands and formgrader's buttons alike: submissions are repaired, run in a sandbox and
    # judged from outside of it (see docs/grading.md), and a broken one is a line in the log; what is released
    # stays until its successor is whole; what students wrote acts in nobody's browser.
    nbgrader_patch.install()
except Exception as error:  # nbgrader would log it, go on without this file, and run student code unprotected
    sys.exit(f"nbgrader_config.py: bplab cannot be loaded, so nothing was done: {error!r}")

c = get_config()  # noqa: F821 (traitlets puts it here)

c.CourseDirectory.course_id = "bplab"

# nbgrader makes the gradebook with the command `alembic`, which it finds on the PATH only: without this
# line `.venv/bin/nbgrader` fails where the environment is not activated.
programs = str(Path(sys.executable).parent)
if programs not in os.environ.get("PATH", "").split(os.pathsep):  # formgrader loads this file at each request
    os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", "")])

# release/ is committed, and nbgrader skips what exists: without force the gradebook would never learn
# of the assignment, and autograde would find "No assignment with ID ...".
c.GenerateAssignment.force = True

# The verdict files are the instructor's: generate_feedback would copy them to the students.
c.CourseDirectory.ignore = [*CourseDirectory.class_traits()["ignore"].default(), f"*{SUFFIX}"]

# The student's blanks, `self.z_2 = None  # TODO`, in the place of nbgrader's `# YOUR CODE HERE`.
c.GenerateAssignment.preprocessors = [
    BlankSolutions if step is ClearSolutions else step
    for step in GenerateAssignment.class_traits()["preprocessors"].default()
]

# Without a sandbox nothing is graded: student code would run with the instructor's rights.
c.Sandbox.required = True
c.Sandbox.warm = True  # kernels are forked, with their imports done, into sandboxes of their own
c.Sandbox.cell_seconds = 30  # a loop without end costs a student the cell; the slowest right cell takes 2 s
c.Sandbox.notebook_seconds = 300  # ... and the class this much at most
c.Sandbox.memory_mib = 2048  # of all that a submission runs; the instructor's machine stays usable
c.Sandbox.processes = 64  # processes and threads: a fork bomb ends here
c.Sandbox.file_mib = 64  # one file ...
c.Sandbox.written_mib = 128  # ... and all files: they are kept in memory, the disk is never written
c.Sandbox.output_kib = 1024  # of a cell; a print without end fills no disk and no feedback page

# The seeds of hidden tests stand in a public repository. With a sentence of your own here, their inputs are
# drawn from it, too, others for each course. Keep it until the last regrade, and to yourself.
c.JudgeNotebook.secret = ""

# Lateness (docs/instructor.md). Times that name no zone are of this one; "" is this machine's.
c.Term.zone = ""
c.Term.keep_days = 365  # `bplab forget --expired` removes attempts and copies that are older
c.LatePolicy.grace_minutes = 0  # so much later costs nothing
c.LatePolicy.share_a_day = 0  # 0.1: each day that has begun costs a tenth of the points
c.LatePolicy.zero_after_hours = None  # 168: after a week nothing is left

# nbgrader's own "not in session" warnings of SQLAlchemy say nothing to an instructor.
warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
