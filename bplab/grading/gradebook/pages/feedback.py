"""What takes the place of parts of nbgrader's generate_feedback."""

import shutil
from pathlib import Path

from nbgrader.utils import find_all_files

from bplab.grading.gradebook.late_policy import assign_penalties
from bplab.grading.intake.listed import is_listed


def copy_listed(converter, unit, student):
    """nbgrader's init_assignment, but of the files in autograded/ only those of listed kinds are copied.

    A page shows what lateness costs: a share of the marks, which may have come since it was graded.
    """
    assign_penalties(converter.coursedir, converter, unit, student)
    source = Path(converter._format_source(unit, student))
    target = Path(converter._format_dest(unit, student))
    for found in find_all_files(str(source), [*converter.coursedir.ignore, "*.ipynb"]):
        file = Path(found).relative_to(source)
        if is_listed(file.name) and not (source / file).is_symlink():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            (target / file).unlink(missing_ok=True)
            shutil.copyfile(source / file, target / file)
