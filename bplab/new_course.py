"""`bplab new-course DIR`: a folder in which nbgrader and `bplab grade` work, from an installed package."""

from __future__ import annotations

import shutil
from pathlib import Path

import bplab

PACKAGE = Path(bplab.__file__).parent
FOLDERS = ("source", "release", "submitted")
README = """# A course graded with bplab

Work in this folder: its `nbgrader_config.py` is what runs student code in a sandbox.

    source/<unit>/      the instructor's notebooks, from the repository of the course: solutions, hidden tests
    release/<unit>/     what students get; made by `nbgrader generate_assignment <unit>`
    submitted/          what they hand in, <student>/<unit>/; `bplab collect` fills it from an LMS's download

    bplab doctor                            try on this machine what protects the grading
    nbgrader generate_assignment <unit>     source/ -> release/, to be handed out
    bplab grade <unit>                      -> autograded/ and gradebook.db
    bplab feedback <unit>                   -> feedback/
    bplab report <unit>                     -> reports/: what the class did

`nbgrader_config.py` holds the limits of the sandbox, the course's secret and the rules for lateness. Keep
`source/` and `gradebook.db` to yourself.
"""
IGNORED = (
    "/submitted/\n/autograded/\n/feedback/\n/reports/\n/gradebook.db*\n/grades*.csv\n/attempts/\n/backups/\n"
    "/extensions.json\n"
)
NOT_A_FOLDER = "{folder} is a file: name a folder that is empty, or not there yet"
NOT_EMPTY = "{folder} is not empty: name a folder that is, or one that is not there yet"
CANNOT_WRITE = "the course cannot be written: {path}: {reason}"
NOT_PACKAGED = "{path} is missing: this bplab is not whole. Install it again, or work in its checkout."


class NoCourse(Exception):
    """A course that cannot be made; the message says why, in one line."""


def course_file(name: str) -> Path:
    """A file of the course: in a wheel it lies in the package, in a checkout beside it."""
    packaged = PACKAGE / "course"
    return (packaged if packaged.is_dir() else PACKAGE.parent) / name


def new_course(folder: Path | str) -> None:
    """Make a course folder; raises NoCourse, with nothing written unless the disk failed on the way."""
    folder, config = Path(folder), course_file("nbgrader_config.py")
    if not config.exists():
        raise NoCourse(NOT_PACKAGED.format(path=config))
    try:
        if folder.exists() and not folder.is_dir():
            raise NoCourse(NOT_A_FOLDER.format(folder=folder))
        if folder.is_dir() and any(folder.iterdir()):
            raise NoCourse(NOT_EMPTY.format(folder=folder))
        for name in FOLDERS:
            (folder / name).mkdir(parents=True)
        shutil.copyfile(config, folder / config.name)
        (folder / "README.md").write_text(README, encoding="utf-8")
        (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise NoCourse(CANNOT_WRITE.format(path=error.filename or folder, reason=reason)) from None
