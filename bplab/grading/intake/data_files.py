"""The data files of a submission: only plain files are copied, only so many, and beside results no pages."""

import os
import shutil
import stat
from pathlib import Path

from nbgrader.converters.base import BaseConverter
from nbgrader.utils import find_all_files, is_ignored

from bplab.grading.intake.listed import SUFFIX, is_listed
from bplab.grading.intake.repair import note
from bplab.grading.intake.timestamps import TIMESTAMP, BadTimestamp, read_timestamp
from bplab.grading.intake.uploads import DataFile, is_notebook

MOST_BYTES = 64 * 2**20
MOST_FILES = 1000
MOST_ENTRIES = 10_000  # files and folders are looked at
LIMIT = "64 MiB or 1000 files"


class PlainFilesOnly(BaseConverter):
    """Takes the place of nbgrader's copying, which follows a link `data.csv -> ../../../gradebook.db`
    and waits for ever at a pipe. `file_repairs` says what was left out.
    """

    def init_assignment(self, assignment_id, student_id):
        source = Path(self._format_source(assignment_id, student_id))
        target = Path(self._format_dest(assignment_id, student_id))
        files, self.file_repairs = self._plain_files(source)
        others = [file for file in files if not is_listed(file.name)]
        for file in files:
            if file != Path(TIMESTAMP) and file not in others:
                _copy(source / file, target / file)
        self.file_repairs += [note("unlisted", found=others)] if others else []
        self.file_repairs += _write_timestamp(source, target)

    def data_files(self, assignment_id, student_id):
        """The DataFiles that student code may read.

        They are the student's and, over them, the course's, as init_assignment copies them.
        """
        files = {}
        for file in [*self.students_files(assignment_id, student_id), *self.course_files(assignment_id)]:
            files[file.path] = file
        return [file for _, file in sorted(files.items())]

    def students_files(self, assignment_id, student_id):
        """The same of those that the student handed in."""
        submitted = Path(self._format_source(assignment_id, student_id))
        return _read(submitted, self._plain_files(submitted)[0])

    def course_files(self, assignment_id):
        """The same of those in the source folder."""
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment_id))
        own = find_all_files(str(source), [*self.coursedir.ignore, "*.ipynb"])
        kept = {source / file for file in self.exclude_overwriting.get(assignment_id, [])}
        return _read(source, [Path(path).relative_to(source) for path in own if Path(path) not in kept])

    def _plain_files(self, folder):
        ignored = [*self.coursedir.ignore, "*.ipynb", f"*{SUFFIX}"]
        files, linked, unseen = _entries(folder, ignored)
        return plain_files(folder, [file for file in files if not is_notebook(file.name)], linked, unseen)


def plain_files(folder, files, linked=(), unseen=()):
    """(those files of a folder that may be copied, repairs); linked, unseen: see _entries."""
    chosen: list[Path] = []
    left_out = {"links": list(linked), "special": [], "too-much": list(unseen)}
    size = 0
    for file in files:
        status = os.lstat(folder / file)
        if stat.S_ISLNK(status.st_mode):
            left_out["links"].append(file)
        elif not stat.S_ISREG(status.st_mode) or not os.access(folder / file, os.R_OK):
            left_out["special"].append(file)
        elif size + status.st_size > MOST_BYTES or len(chosen) == MOST_FILES:
            left_out["too-much"].append(file)
        else:
            size += status.st_size
            chosen.append(file)
    return chosen, [note(kind, found=names, limit=LIMIT) for kind, names in left_out.items() if names]


def _write_timestamp(source, target):
    """Write when the submission came in as nbgrader itself would; (repairs) if nobody can say when."""
    (target / TIMESTAMP).unlink(missing_ok=True)
    try:
        moment = read_timestamp(source)
    except BadTimestamp as problem:
        return [note("timestamp", reason=str(problem))]
    if moment is not None:
        target.mkdir(parents=True, exist_ok=True)
        (target / TIMESTAMP).write_text(f"{moment} UTC\n")
    return []


def _read(folder, files):
    return [
        DataFile(str(file), bool((folder / file).stat().st_mode & 0o100), (folder / file).read_bytes())
        for file in sorted(files)
        if not file.name.endswith(SUFFIX)
    ]


def _copy(source, target):
    executable = source.lstat().st_mode & 0o100
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target, follow_symlinks=False)
    target.chmod(0o755 if executable else 0o644)


def _entries(folder, ignored):
    """(files, links to folders, a folder that holds too much) of a folder, as far as MOST_ENTRIES.

    As nbgrader's find_all_files, whose time grows with the square of the number of folders.
    """
    files, linked, unseen, count = [], [], [], 0
    for place, folders, names in os.walk(folder):
        here = Path(place)
        linked += [(here / name).relative_to(folder) for name in folders if (here / name).is_symlink()]
        count += len(folders) + len(names)
        if count > MOST_ENTRIES:
            unseen.append(here.relative_to(folder))
            break
        folders[:] = [name for name in folders if not is_ignored(str(here / name), ignored)]
        paths = [here / name for name in names]
        files += [path.relative_to(folder) for path in paths if not is_ignored(str(path), ignored)]
    return sorted(files), sorted(linked), unseen
