"""Attempts into their places: the latest one into submitted/, all others into attempts/. Nothing is lost.

What a student hands in is kept as it came, zip files packed; grading looks into them. The same download
changes nothing the second time.
"""

import json
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bplab.grading.intake.reading import decode
from bplab.grading.intake.script import is_script
from bplab.grading.intake.script.statements import DEFINES
from bplab.grading.intake.timestamps import TIMESTAMP
from bplab.grading.intake.uploads import MARK, is_notebook, take
from bplab.term import times
from bplab.term.attempts import Attempt, digest_of, name_of, time_of
from bplab.term.matching import Student

SEVERAL = "several notebooks, which counts is decided when it is graded: {names}"
SCRIPT = "a script, graded as the notebook: {names}"
FOUND = "found: {names}"
NOTHING = "nothing"
EMPTY = "{name} is empty"
NO_CELLS = "{name} is no notebook inside"
EARLIER_HAS_ONE = "an earlier attempt, in attempts/, has one"
ATTEMPTS = "{count} attempts, the latest counts"
LINKED = "{path} is a link and is not followed: nothing was written there"
STAYS = "what was there stays: is the download whole?"
OLDER = "older than what is there: kept in attempts/"
OTHER_TIME = "the same content, with another time: handed in again, or a download older than its table"
SHOWN = 8  # names


@dataclass
class Row:
    """What became of one student's deliveries; student: None where nobody is known.

    label: as in the download. what: one of matched, new attempt, unchanged, older, several, no notebook, not
    matched, failed. notes: sentences. candidates: who may be meant. likeliest: if nobody is.
    """

    label: str
    what: str
    student: Student | None = None
    notes: list = field(default_factory=list)
    candidates: tuple = ()
    likeliest: Student | None = None
    time: datetime | None = None


class Places:
    """submitted/ and attempts/ for one unit. A context manager; dry_run: nothing is written.

    collected: student id -> what was put into submitted/ last. It tells a student's new attempt from an
    instructor's change of the old one.
    """

    def __init__(self, course, unit, dry_run=False):
        self.course, self.unit, self.dry_run = course, unit, dry_run
        self._record = course.attempts / f"{unit}.json"
        self._names = course.notebook_names(unit)
        self._waiting, self._tasks = {}, None

    def __enter__(self):
        try:
            self.collected = json.loads(self._record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.collected = {}
        known = self.collected.items() if isinstance(self.collected, dict) else ()
        self.collected = {name: entry for name, entry in known if isinstance(entry, dict)}
        if not self.dry_run:
            self.course.attempts.mkdir(exist_ok=True)
        self._staging = tempfile.TemporaryDirectory(dir=None if self.dry_run else self.course.attempts)
        return self

    def __exit__(self, *error):
        self._staging.cleanup()
        if not self.dry_run:
            new = self._record.with_suffix(".new")
            new.write_text(json.dumps(self.collected, indent=1, sort_keys=True), encoding="utf-8")
            new.replace(self._record)

    def add(self, student, delivery, notes, merge):
        """A delivery of a student's; merge: with what is there already, several files of one attempt."""
        theirs = self._waiting.setdefault(student, [])
        if merge and theirs:
            theirs[-1][0].files += delivery.files
            theirs[-1][1].extend(notes)
        else:
            theirs.append((delivery, notes))

    def put_all(self):
        """Put all deliveries in their places; a Row for each student."""
        return [self._put_student(student, found) for student, found in self._waiting.items()]

    def _put_student(self, student, found):
        *earlier, (delivery, notes) = sorted(found, key=lambda item: item[0].order)
        last = Attempt.read(delivery, notes)
        row = Row(last.label, "failed", student, last.notes, time=last.time)
        had_one = False
        try:
            for delivery, notes in earlier:
                attempt = Attempt.read(delivery, notes)
                had_one |= any(is_notebook(path) or is_script(path) for path in attempt.files)
                if attempt.digest != last.digest:
                    self._keep(student, attempt)
            row.what = self._put(student, last, row)
        except OSError as error:
            row.notes.append(str(error))
        if earlier:
            row.notes.append(ATTEMPTS.format(count=len(found)))
        if had_one and row.what == "no notebook":
            row.notes.append(EARLIER_HAS_ONE)
        row.notes = list(dict.fromkeys(row.notes))
        return row

    def _put(self, student, attempt, row):
        """Put an attempt into submitted/, or see why not; what is to be said of it."""
        place = self.course.submitted(self.unit, student.id)
        if place.is_symlink() or place.parent.is_symlink():
            row.notes.append(LINKED.format(path=place))
            return "failed"
        staged = self._stage(attempt)
        kind = self._look(staged, attempt, row)
        if not place.exists():
            self._publish(staged, student, attempt, place)
            return kind or "matched"
        if attempt.lost:
            row.notes.append(STAYS)
            return kind
        if attempt.digest in (self.collected.get(student.id, {}).get("digest"), digest_of(place)):
            self._restamp(place, attempt, row)
            return kind or "unchanged"
        if self._is_older(student, place, attempt):
            self._keep(student, attempt)
            row.notes.append(OLDER)
            return "older"
        self._publish(staged, student, attempt, place)
        return kind or "new attempt"

    def _look(self, staged, attempt, row):
        """What is to be said of the files: `no notebook`, `several`, or None."""
        found = take(staged, self._names)
        notebooks = sorted(path for path, data in found.notebooks.items() if _holds_cells(data))
        row.notes += [data for data in found.notebooks.values() if isinstance(data, str)]
        row.notes += [
            (NO_CELLS if data.strip() else EMPTY).format(name=path)
            for path, data in found.notebooks.items()
            if path not in notebooks and not isinstance(data, str)
        ]
        row.notes += [repair.text for repair in found.repairs]
        if not notebooks and (scripts := [path for path in found.scripts if self._is_of_unit(found, path)]):
            row.notes.append(SCRIPT.format(names=", ".join(scripts[:SHOWN])))
            return None if len(scripts) == 1 else "several"
        if not notebooks:
            row.notes.append(FOUND.format(names=", ".join(sorted(attempt.files)[:SHOWN]) or NOTHING))
            return "no notebook"
        if len(notebooks) > 1:
            row.notes.append(SEVERAL.format(names=", ".join(notebooks[:SHOWN])))
            return "several"
        return None

    def _is_of_unit(self, found, path):
        """Whether a Python file defines something that a task asks for. It is read, never parsed, here."""
        if self._tasks is None:
            self._tasks = self.course.task_names(self.unit)
        return not self._tasks.isdisjoint(DEFINES.findall(decode(found.scripts[path])[0]))

    def _publish(self, staged, student, attempt, place):
        """What lies there goes to attempts/ first, whoever has put it there."""
        if self.dry_run:
            return
        if place.exists():
            self._move(place, self._aside(student, name_of(time_of(place), digest_of(place))))
        self._move(staged, place)
        self._note(student, attempt)

    def _restamp(self, place, attempt, row):
        """The same content: only its time may be another one."""
        if attempt.time is None or time_of(place) == _in_utc(attempt.time):
            return
        row.notes.append(OTHER_TIME)
        if not self.dry_run:
            (place / TIMESTAMP).unlink(missing_ok=True)
            attempt.write_time(place)
            self._note(row.student, attempt)

    def _is_older(self, student, place, attempt):
        before = time_of(place)
        if attempt.time and before:
            return _in_utc(attempt.time) < before
        kept = self._aside(student, attempt.name).parent  # one of another time, too: this one states none
        return kept.is_dir() and any(attempt.digest in other.name for other in kept.iterdir())

    def _keep(self, student, attempt):
        """An attempt that does not count, into attempts/."""
        kept = self._aside(student, attempt.name)
        if not self.dry_run and not kept.exists():
            self._move(self._stage(attempt), kept)

    def _aside(self, student, name):
        return self.course.attempts / student.id / self.unit / name

    def _stage(self, attempt):
        folder = Path(tempfile.mkdtemp(dir=self._staging.name))
        folder.chmod(0o755)
        attempt.write(folder)
        return folder

    def _move(self, folder, place):
        """To a place where nothing is; the same attempt may have been put aside before."""
        number, free = 1, place
        while free.exists():
            number += 1
            free = place.with_name(f"{place.name}-{number}")
        free.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, free)

    def _note(self, student, attempt):
        time = times.stamp(attempt.time) if attempt.time else None
        self.collected[student.id] = {"digest": attempt.digest, "time": time, "from": attempt.label}


def _holds_cells(data):
    return not isinstance(data, str) and MARK in data.replace(b"\0", b"")


def _in_utc(moment):
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
