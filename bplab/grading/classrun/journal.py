"""What a run has finished: a line for each student, on the disk before the result is seen.

The line decides. A result has reached the gradebook and its staging folder before the line is written, and
is put in its place after it: what has a line is done, and is put in its place again if that was interrupted;
what has none is graded again. When a run comes to its end the lines become <unit>-run.json.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bplab.grading.classrun.errors import CannotGrade
from bplab.grading.classrun.task import Row
from bplab.grading.gradebook import staging

BUSY = "another `bplab grade {unit}` is at work in this course: wait for it, or stop it first"


def rows_of(folder: Path, unit: str) -> dict[str, Row]:
    """student -> row, of the last run in which each had a turn, also of one that is not at its end."""
    rows: dict[str, Row] = {}
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        rows |= json.loads((folder / f"{unit}-run.json").read_text(encoding="utf-8"))["students"]
    try:
        lines = (folder / f".{unit}-run.jsonl").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        lines = []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            break  # half written
        if "student" in entry:
            rows[entry["student"]] = entry
    return {student: row for student, row in rows.items() if isinstance(row, dict)}


class Journal:
    """The open journal of a unit.

    begun: when the run began, as text. rows: student -> Row, of those who are done.
    unsettled: whose results an interrupted run may not have put in their place.
    regrade: the students to be graded again; those without a row still wait.
    """

    def __init__(self, folder: Path, unit: str):
        folder.mkdir(parents=True, exist_ok=True)
        self.unit, self.summary = unit, folder / f"{unit}-run.json"
        self.path = folder / f".{unit}-run.jsonl"
        self._file = open(self.path, "a+b")  # noqa: SIM115 (close)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise CannotGrade(BUSY.format(unit=unit)) from None
        self._read()

    def _read(self) -> None:
        self._file.seek(0)
        self.rows: dict[str, Row] = {}
        self.unsettled: set[str] = set()
        self.regrade: set[str] = set()
        self.begun: str | None = None
        end = 0
        for line in self._file:
            try:
                entry = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                entry = None
            if entry is None:  # half written
                break
            end += len(line)
            if "begun" in entry:
                self.begun, self.regrade = entry["begun"], set(entry["regrade"])
                self.unsettled.clear()  # which a run does before it begins
            else:
                self.rows[entry["student"]] = entry
                self.unsettled.add(entry["student"])
        self._file.truncate(end)
        self.interrupted = self.begun is not None

    @property
    def waiting(self) -> set[str]:
        """The students of --regrade who have not been graded again."""
        return self.regrade - set(self.rows)

    def begin(self, regrade: Collection[str]) -> None:
        """Begin a run, or go on with an interrupted one. regrade: students to be graded again.

        Who asks for a --regrade anew after one that was interrupted wants the rest of it.
        """
        if not self.interrupted or (regrade and not self.regrade):
            self.begun = datetime.now(UTC).isoformat(timespec="seconds")
            self.rows = {name: row for name, row in self.rows.items() if name not in regrade}
            self._file.truncate(0)
        self.regrade |= set(regrade)
        self._write(*self.rows.values(), {"begun": self.begun, "regrade": sorted(self.regrade)})

    def add(self, row: Row) -> None:
        """Note that a student is done."""
        self.rows[row["student"]] = row
        self._write(row)

    def finish(self, facts: dict[str, float]) -> None:
        """End the run: its rows go into the summary file, with these facts of the whole run."""
        if self.rows:
            students = self.rows
            if self.summary.exists():
                students = json.loads(self.summary.read_text(encoding="utf-8"))["students"] | students
            students = dict(sorted(students.items()))
            content = {"unit": self.unit, "begun": self.begun, **facts, "students": students}
            staging.write_text(self.summary, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        self._file.truncate(0)

    def close(self) -> None:
        """Let another run use it; without a line in it, it goes."""
        if self.path.stat().st_size == 0:
            self.path.unlink()
        self._file.close()

    def _write(self, *entries: Mapping[str, object]) -> None:
        self._file.write(b"".join(json.dumps(entry).encode() + b"\n" for entry in entries))
        self._file.flush()
        os.fsync(self._file.fileno())
