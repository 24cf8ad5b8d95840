"""What a run has finished: a line for each student, on the disk before the result is seen.

The line decides. A result has reached the gradebook and its staging folder before the line is written, and
is put in its place after it: what has a line is done, and is put in its place again if that was interrupted;
what has none is graded again. When a run comes to its end the lines become <unit>-run.json.
"""

import fcntl
import json
import os
from datetime import UTC, datetime

from bplab.grading.classrun.errors import CannotGrade
from bplab.grading.gradebook import staging

BUSY = "another `bplab grade {unit}` is running in this course: wait for it, or stop it first"


class Journal:
    """The open journal of a unit.

    begun: when the run began, as text. rows: student -> what is known of the grading, of those who are done.
    unsettled: whose results an interrupted run may not have put in their place.
    regrade: the students to be graded again; those without a row still wait.
    """

    def __init__(self, folder, unit):
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

    def _read(self):
        self._file.seek(0)
        self.rows, self.unsettled, self.regrade, self.begun, end = {}, set(), set(), None, 0
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
    def waiting(self):
        """The students of --regrade who have not been graded again."""
        return self.regrade - set(self.rows)

    def begin(self, regrade):
        """Begin a run, or go on with an interrupted one. regrade: students to be graded again.

        Who asks for a --regrade anew after one that was interrupted wants the rest of it.
        """
        if not self.interrupted or (regrade and not self.regrade):
            self.begun = datetime.now(UTC).isoformat(timespec="seconds")
            self.rows = {name: row for name, row in self.rows.items() if name not in regrade}
            self._file.truncate(0)
        self.regrade |= set(regrade)
        self._write(*self.rows.values(), {"begun": self.begun, "regrade": sorted(self.regrade)})

    def add(self, row):
        """Note that a student is done."""
        self.rows[row["student"]] = row
        self._write(row)

    def finish(self, facts):
        """End the run: its rows go into the summary file, with these facts of the whole run."""
        if self.rows:
            students = self.rows
            if self.summary.exists():
                students = json.loads(self.summary.read_text(encoding="utf-8"))["students"] | students
            students = dict(sorted(students.items()))
            content = {"unit": self.unit, "begun": self.begun, **facts, "students": students}
            staging.write_text(self.summary, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        self._file.truncate(0)

    def close(self):
        """Let another run use it; without a line in it, it is deleted."""
        if self.path.stat().st_size == 0:
            self.path.unlink()
        self._file.close()

    def _write(self, *entries):
        self._file.write(b"".join(json.dumps(entry).encode() + b"\n" for entry in entries))
        self._file.flush()
        os.fsync(self._file.fileno())
