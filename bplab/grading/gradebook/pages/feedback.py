"""Which files of a graded submission stand beside its feedback."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from nbgrader.utils import find_all_files

from bplab.grading.intake.listed import SUFFIX, is_listed


def copy_listed(source: Path, target: Path, ignored: Sequence[str]) -> None:
    """Copy those of listed kinds; ignored: patterns of names that nbgrader leaves out, too.

    Whatever these are, what was found in a hidden test stays here.
    """
    for found in find_all_files(str(source), ignored):
        file = Path(found).relative_to(source)
        if file.name.endswith(SUFFIX):
            continue
        if is_listed(file.name) and not (source / file).is_symlink():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / file, target / file)
