"""The course for nbgrader. Every line that protects something says from what."""

import os
import sys
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearSolutions

from bplab.grading import autograde
from bplab.grading.preprocessors import BlankSolutions

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

# A broken submission is one line in the log, and the class goes on.
autograde.install()

# A loop without end costs a student the cell, not the instructor the evening.
c.Execute.timeout = 60
c.Execute.interrupt_on_timeout = True
