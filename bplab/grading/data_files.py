"""The data files of a submission: only plain files are copied, and only so many."""

import os
import shutil
import stat
from pathlib import Path

from nbgrader.converters.base import BaseConverter
from nbgrader.utils import find_all_files

from bplab.grading.repair import note
from bplab.grading.verdicts import SUFFIX

MOST_BYTES = 64 * 2**20
MOST_FILES = 1000
LIMIT = "64 MiB or 1000 files"


class PlainFilesOnly(BaseConverter):
    """Takes the place of nbgrader's copying, which follows a link `data.csv -> ../../../gradebook.db`
    and waits for ever at a pipe. `file_repairs` says what was left out.
    """

    def init_assignment(self, assignment_id, student_id):
        source = Path(self._format_source(assignment_id, student_id))
        target = Path(self._format_dest(assignment_id, student_id))
        ignored = [*self.coursedir.ignore, "*.ipynb", f"*{SUFFIX}"]
        files = [Path(path).relative_to(source) for path in sorted(find_all_files(str(source), ignored))]
        self.file_repairs = copy_files(source, target, files)


def copy_files(source, target, files):
    """Copy those that may be copied; return the repairs."""
    left_out = {"links": _linked_folders(source), "special": [], "too-much": []}
    size = count = 0
    for file in files:
        status = os.lstat(source / file)
        if stat.S_ISLNK(status.st_mode):
            left_out["links"].append(file)
        elif not stat.S_ISREG(status.st_mode) or not os.access(source / file, os.R_OK):
            left_out["special"].append(file)
        elif size + status.st_size > MOST_BYTES or count == MOST_FILES:
            left_out["too-much"].append(file)
        else:
            size, count = size + status.st_size, count + 1
            _copy(source / file, target / file, executable=status.st_mode & 0o100)
    return [note(kind, found=names, limit=LIMIT) for kind, names in left_out.items() if names]


def _copy(source, target, executable):
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target, follow_symlinks=False)
    target.chmod(0o755 if executable else 0o644)


def _linked_folders(source):
    """find_all_files does not enter them: only the student should hear of them."""
    folders = (Path(place, name) for place, names, _ in os.walk(source) for name in names)
    return [folder.relative_to(source) for folder in folders if folder.is_symlink()]
