"""nbgrader as it comes: only what it needs to run, and nothing of bplab. It runs student code unprotected."""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 (traitlets puts it here)

c.CourseDirectory.course_id = "bplab"

# nbgrader finds the command `alembic` on the PATH only.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
