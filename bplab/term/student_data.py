"""`bplab student-data`: all that a course holds of one student, as a zip file for them."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import MissingEntry

from bplab.grading.gradebook.ticks import ticks_of
from bplab.term.course import TermProblem
from bplab.term.traces import noted, read_record

if TYPE_CHECKING:
    from bplab.term.traces import Traces


NO_ZIP = "{path}: the data are packed into a zip file, whose name ends with .zip"
THERE = "{path} is there already: name another file"


def pack(traces: Traces, path: Path) -> int:
    """Write the zip file; how many files are in it. Raises TermProblem."""
    if path.suffix.lower() != ".zip":
        raise TermProblem(NO_ZIP.format(path=path))
    if path.exists():
        raise TermProblem(THERE.format(path=path))
    root = traces.course.root
    files = [file for folder in traces.folders() for file in sorted(folder.rglob("*"))]
    files = [file for file in files if file.is_file() and not file.is_symlink()]
    content = {
        "student": asdict(traces.student),
        "units": _units(traces),
        "marked_by_list": _ticks(traces),
        "records": _records(traces),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        archive.writestr("data.json", json.dumps(content, indent=1, ensure_ascii=False, default=str))
        for file in files:
            name = file.relative_to(root).as_posix()
            archive.write(file, os.fsencode(name).decode(errors="replace"))
    return len(files) + 1


def _units(traces: Traces) -> list[dict[str, Any]]:
    """What the gradebook holds: a unit's times, points, and each mark and comment."""
    with traces.course.gradebook() as gradebook:
        try:
            return [_unit(found) for found in gradebook.find_student(traces.student.id).submissions]
        except MissingEntry:
            return []


def _ticks(traces: Traces) -> list[dict[str, Any]]:
    """Which items of a list of points written answers were given."""
    with traces.course.gradebook() as gradebook:
        return ticks_of(gradebook.db, traces.student.id)


def _unit(submission: Any) -> dict[str, Any]:
    books = submission.notebooks
    marks = ("name", "score", "max_score", "auto_score", "manual_score", "extra_credit", "needs_manual_grade")
    comments = ("name", "auto_comment", "manual_comment")
    return {
        "unit": submission.name,
        "submitted_utc": submission.timestamp,
        "extension": submission.extension,
        "points": submission.score,
        "late_penalty": submission.late_submission_penalty,
        "max_points": submission.max_score,
        "marks": [{name: getattr(x, name) for name in marks} for book in books for x in book.grades],
        "comments": [{name: getattr(x, name) for name in comments} for book in books for x in book.comments],
    }


def _records(traces: Traces) -> dict[str, Any]:
    """path -> what is noted there of the student."""
    paths, root = traces.records(), traces.course.root
    return {path.relative_to(root).as_posix(): noted(read_record(path), traces.student.id) for path in paths}
