"""`bplab collect`: from downloads and tables to whose deliveries they are, and into submitted/."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bplab.grading.intake.timestamps import BadTimestamp
from bplab.term import shapes, times
from bplab.term.course import TermProblem
from bplab.term.downloads import is_table, open_download
from bplab.term.matching import Hints, Roster
from bplab.term.placing import Places, Row
from bplab.term.whose import Owners

if TYPE_CHECKING:
    from bplab.term.course import Course
    from bplab.term.matching import Student


NO_ROSTER = (
    "the gradebook knows no students yet: `bplab roster FILE` first, with the class list or the LMS's file"
)
NO_DOWNLOAD = "there is no download among these: {paths}"
BAD_TIME = "its time cannot be read: {reason}"
CLOCKS_DIFFER = 300  # seconds, of the LMS's and this machine's
OLD_DOWNLOAD = "the table says {time}, when this download had been made already: download it again"
STRANGE = "its name does not say whose it is; if you know: --match {label!r}"
NOBODYS = "whose is it? Say so: --match {label!r}"
UNUSED = "--match {label!r}: nothing in the downloads is called so"
NO_FILES = "{path}: there are no files in it"
WORKSHEET = "; or name the grading worksheet, too"


@dataclass
class Collected:
    """rows: one for each student of the downloads, and for each thing that nobody owns.

    shapes: of the downloads. left_out: a line for each file that is in no row. absent: students of the roster
    without a delivery; not_in_download: those of them who have handed in, as a table says. times: how many
    deliveries say when they came in; bad_times: in a way not known.
    """

    rows: list = field(default_factory=list)
    shapes: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    absent: list = field(default_factory=list)
    not_in_download: list = field(default_factory=list)
    times: int = 0
    bad_times: int = 0


def collect(
    course: Course,
    unit: str,
    paths: Sequence[Path],
    shape: str | None = None,
    pattern: str = "",
    columns: str = "",
    choices: Sequence[str] = (),
    zone: tzinfo | None = None,
    dry_run: bool = False,
) -> Collected:
    """Collect a unit from downloads and tables; the Collected. Raises TermProblem.

    shape: one of shapes.SHAPES, found out if None. pattern: see shapes. columns: of the tables, see headings.
    choices: `NAME=STUDENT`, whose a delivery is. zone: of the LMS's times, None for this machine's.
    """
    course.check_unit(unit)
    with course.gradebook() as gradebook:
        roster = Roster.of(gradebook)
    if not roster.students:
        raise TermProblem(NO_ROSTER)
    owners = Owners(roster, [path for path in paths if is_table(path)], columns, choices)
    downloads = [path for path in paths if not is_table(path)]
    if not downloads:
        raise TermProblem(NO_DOWNLOAD.format(paths=", ".join(map(str, paths))))
    collected = Collected()
    with ExitStack() as opened, Places(course, unit, dry_run) as places:
        for path in downloads:
            download = open_download(path)
            opened.callback(download.close)
            if not download.files and not download.problems:
                collected.left_out.append(NO_FILES.format(path=path))
            elif download.files:
                _sort_out(download, shape, pattern, owners, zone, places, collected)
            collected.left_out += download.problems
        collected.left_out += [UNUSED.format(label=label) for label in owners.unused]
        collected.rows[:0] = places.put_all()
    here = {row.student.id for row in collected.rows if row.student}
    collected.absent = [student for student in roster.students if student.id not in here]
    collected.not_in_download = [student for student in collected.absent if owners.says_handed_in(student)]
    return collected


def _sort_out(
    download: Any,
    shape: str | None,
    pattern: str,
    owners: Owners,
    zone: tzinfo | None,
    places: Places,
    collected: Collected,
) -> None:
    """Find out whose the deliveries of a download are, and when they came in."""
    files = shapes.unwrap(download, owners.roster)
    shape = "a pattern" if pattern else shape or shapes.recognise(files)
    found, strange = shapes.deliveries(files, shape, pattern)
    collected.shapes.append(shape)
    for file in strange:
        if file.path in owners.chosen:
            name = file.path.rpartition("/")[2]
            found.append(shapes.Delivery(Hints(file.path), [(name, file)]))
        else:
            note = STRANGE.format(label=f"{file.path}=ID")
            collected.rows.append(Row(file.path, "not matched", notes=[note]))
    worksheet = WORKSHEET if shape == "moodle" and not owners.participants else ""
    for delivery, match in zip(found, owners.find_all(found), strict=True):
        if match.student is None:
            note = (delivery.note or NOBODYS.format(label=f"{delivery.who.label}=ID")) + worksheet
            row = Row(delivery.who.label, "not matched", None, [note], match.candidates, match.likeliest)
            collected.rows.append(row)
            continue
        delivery.moment, problem = _came_in(delivery, match.student, download, owners, zone)
        collected.bad_times += bool(problem)
        collected.times += delivery.moment is not None
        places.add(match.student, delivery, [problem] if problem else [], merge=shape == "loose")


def _came_in(
    delivery: shapes.Delivery, student: Student, download: Any, owners: Owners, zone: tzinfo | None
) -> tuple[datetime | None, str]:
    """(when it came in or None, what is wrong with the time that is stated or "")."""
    try:
        moment = _moment(delivery, student, owners, zone)
    except BadTimestamp as problem:
        return None, BAD_TIME.format(reason=problem)
    if moment and not delivery.time and _is_later(moment, download):
        return None, OLD_DOWNLOAD.format(time=times.shown(moment, zone))
    return moment, ""


def _is_later(moment: datetime, download: Any) -> bool:
    """Whether a table's time is later than the download: it is of something that the download lacks."""
    return bool(download.made) and download.made + CLOCKS_DIFFER < moment.timestamp() <= time.time()


def _moment(
    delivery: shapes.Delivery, student: Student | None, owners: Owners, zone: tzinfo | None
) -> datetime | None:
    """When it came in, as an aware datetime, or None. Raises BadTimestamp."""
    if delivery.time:
        return times.local(delivery.time, zone)
    return times.read_time(owners.time_of(delivery, student), zone)
