"""`bplab forget`: a student's data out of the course, and what has been kept for longer than it is to be."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from bplab.grading.gradebook.database import database_problem
from bplab.grading.gradebook.ticks import remove_ticks
from bplab.term.course import Term, TermProblem
from bplab.term.report import counted
from bplab.term.tables import Table
from bplab.term.traces import Traces, gradebook_copies

if TYPE_CHECKING:
    from bplab.term.course import Course


BUSY = "a `bplab grade` is at work in this course ({path}): wait for it, or stop it first"
COPY = re.compile(r".+\.before(-\d+)?\.(csv|tsv|tab|txt|xls)", re.IGNORECASE)  # that `bplab export` has made
TIME = re.compile(r"(\d{4}-\d\d-\d\d-\d{6})Z-.*")  # in the name of an attempt


@dataclass
class Found:
    """What is to go. records: path -> the content that stays; texts, tables and a log: path -> the bytes that
    stay; reports: on the class, to be made again; copies: of the gradebook; rows: of it, what -> how many.
    """

    folders: list
    records: dict
    texts: dict
    reports: list
    copies: list
    rows: dict = field(default_factory=dict)

    def lines(self, root: Path) -> Iterator[str]:
        """A line for each, as a person knows it."""
        for path in (*self.folders, *self.records, *self.texts, *self.reports, *self.copies):
            yield os.path.relpath(path, root) + (os.sep if path in self.folders else "")
        if self.rows:
            yield "gradebook: " + ", ".join(counted(count, name) for name, count in self.rows.items())


def look(traces: Traces) -> Found:
    """The Found of a student's Traces. Nothing is written."""
    return Found(
        traces.folders(), traces.records(), _texts(traces), traces.reports(), traces.copies(), _rows(traces)
    )


def forget(traces: Traces) -> list[Path]:
    """Take all of it away; the files of the course that still name the student. Raises TermProblem.

    What stops in the middle goes on when it is done again: the gradebook, which knows the name, comes last.
    """
    course, student_id = traces.course, traces.student.id
    with _alone(course):
        found = look(traces)
        for path in (*found.folders, *found.reports):
            _remove(path)
        for path, content in found.records.items():
            many = path.suffix == ".jsonl"
            lines = map(json.dumps, content) if many else [json.dumps(content, indent=1, ensure_ascii=False)]
            _write(path, "".join(f"{line}\n" for line in lines).encode())
        for path, content in found.texts.items():
            _write(path, content)
        for path in found.copies:
            times = path.stat()
            try:
                _remove_rows(f"sqlite:///{path}", student_id)
                os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))  # it is as old as it was
            except (SQLAlchemyError, OSError):
                continue  # it is among the mentions
        try:
            _remove_rows(course.dir.db_url, student_id)
        except DatabaseError as error:
            raise TermProblem(database_problem(error)) from None
    return traces.mentions()


def expired(course: Course) -> tuple[int, list[Path]]:
    """(days, what is older): attempts that do not count and their grades, copies of gradebook and tables."""
    days = Term(parent=course.app).keep_days
    limit = datetime.now(UTC) - timedelta(days=days)
    found = sorted(course.attempts.glob("*/*/*"))
    found += [path for path in sorted(course.root.glob("*")) if COPY.fullmatch(path.name) and path.is_file()]
    found += gradebook_copies(course)
    return days, [path for path in found if days and _age(path) < limit]


def remove_all(course: Course, paths: Iterable[Path]) -> None:
    """Folders and files; and what is empty then in attempts/."""
    for path in paths:
        _remove(path)
        for parent in list(path.parents)[:2]:
            if course.attempts in parent.parents and not any(parent.iterdir()):
                parent.rmdir()


def _age(path: Path) -> datetime:
    """When an attempt came in, if its name says so; else when it was written."""
    if named := TIME.fullmatch(path.name):
        return datetime.strptime(named[1], "%Y-%m-%d-%H%M%S").replace(tzinfo=UTC)
    return datetime.fromtimestamp(path.lstat().st_mtime, UTC)


def _texts(traces: Traces) -> dict[Path, bytes]:
    """path -> bytes without this student, of tables that `bplab export` made, and of nbgrader's log."""
    course = traces.course
    found: dict[Path, bytes] = {}
    for path in sorted(course.root.glob("grades-*.csv")):
        try:
            table = Table.read(path)
        except TermProblem:
            continue  # if it names the student, it is among the mentions
        rows = [at for at, row in enumerate(table.rows) if row[0] == traces.student.id]
        for at in reversed(rows):
            table.drop(at)
        found |= {path: table.to_bytes()} if rows else {}
    log = course.root / ".nbgrader.log"
    if log.is_file():
        lines, pattern = log.read_bytes().splitlines(keepends=True), traces.pattern()
        kept = [line for line in lines if not pattern.search(line)]
        found |= {log: b"".join(kept)} if len(kept) < len(lines) else {}
    return found


def _rows(traces: Traces) -> dict[str, int]:
    with traces.course.gradebook() as gradebook:
        try:
            student = gradebook.find_student(traces.student.id)
        except MissingEntry:
            return {}
        marks = [grade for unit in student.submissions for book in unit.notebooks for grade in book.grades]
        return {"student": 1, "submission": len(student.submissions), "mark": len(marks)}


def _remove_rows(url: str, student_id: str) -> None:
    """Out of a gradebook; what SQLite leaves of removed rows in the file, too."""
    with Gradebook(url) as gradebook:
        remove_ticks(gradebook.db, student_id)
        with suppress(MissingEntry):
            gradebook.remove_student(student_id)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
    engine.dispose()


def _remove(path: Path) -> None:
    """A folder with all in it; a link alone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """In the place of a file: whole, or not at all."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.chmod(path.stat().st_mode & 0o777)
    new.replace(path)


@contextmanager
def _alone(course: Course) -> Iterator[None]:
    """While no class is graded in the course; raises TermProblem."""
    journals = sorted((course.root / course.dir.autograded_directory).glob(".*-run.jsonl"))
    with ExitStack() as opened:
        for path in journals:  # there are none where there is no fcntl
            import fcntl

            try:
                fcntl.flock(opened.enter_context(open(path, "rb")), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise TermProblem(BUSY.format(path=path)) from None
        yield
