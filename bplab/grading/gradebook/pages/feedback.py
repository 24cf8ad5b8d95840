"""Which files of a graded submission stand beside its feedback."""

import shutil
from pathlib import Path

from nbgrader.utils import find_all_files

from bplab.grading.intake.listed import is_listed


def copy_listed(source, target, ignored):
    """Copy those of listed kinds; ignored: patterns of names that nbgrader leaves out, too."""
    for found in find_all_files(str(source), ignored):
        file = Path(found).relative_to(source)
        if is_listed(file.name) and not (source / file).is_symlink():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / file, target / file)
