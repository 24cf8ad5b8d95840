"""The feedback pages as the zip file that Moodle takes back: the folders of its own download."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from bplab.term.course import TermProblem

if TYPE_CHECKING:
    from bplab.term.course import Course
    from bplab.term.export import Filled
    from bplab.term.matching import Student


FOLDER = "{name}_{number}_assignsubmission_file_"
NO_ZIP = "{path}: feedback is packed into a zip file, whose name ends with .zip"
ONLY_MOODLE = "only Moodle takes feedback back as one zip file, and this is no grading worksheet of Moodle's"
NONE = "there is no feedback of {unit} yet: `bplab feedback {unit}` makes it"


def pack_feedback(course: Course, unit: str, filled: Filled, path: Path) -> list[Student]:
    """Write the zip file; the students whose feedback is in it. filled: of the grading worksheet."""
    if filled.lms != "moodle":
        raise TermProblem(ONLY_MOODLE)
    if path.suffix.lower() != ".zip":  # the option before it may have been meant
        raise TermProblem(NO_ZIP.format(path=path))
    pages = {}
    for student, fields in filled.rows:
        folder = course.feedback(unit, student.id)
        found = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()]
        if found and re.search(r"\d$", fields.get("participant", "")):
            pages[student] = _folder(fields), folder, found
    if not pages:
        raise TermProblem(NONE.format(unit=unit))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for name, folder, found in pages.values():
            for file in found:
                archive.write(file, f"{name}/{file.relative_to(folder).as_posix()}")
    return list(pages)


def _folder(fields: dict[str, str]) -> str:
    """As Moodle has named it; it goes by the number. A blind worksheet has no names."""
    participant = re.fullmatch(r"(.*?)\s*(\d+)", fields["participant"])
    assert participant  # whose row has been chosen for that
    word, number = participant.groups()
    name = re.sub(r"[\\/:*?\"<>|\0-\x1f]", "", fields.get("name") or word).replace("_", " ").strip()
    return FOLDER.format(name=name, number=number)
