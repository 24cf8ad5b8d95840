"""`bplab export`: a table with a column for each question, or the LMS's own file filled in."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from bplab.term.course import TermProblem
from bplab.term.grades import read_grades
from bplab.term.headings import (
    BLACKBOARD_COLUMN,
    CANVAS_COLUMN,
    WHO,
    column_called,
    layout,
    plain,
    read_columns,
)
from bplab.term.matching import Roster
from bplab.term.tables import Table
from bplab.term.whose import find_rows

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute, or send somewhere
EXCUSED = {"ex", "excused"}
NO_WORDS = {"no", "nein", "non", "否", "不", "não", "nej", "nee"}
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
DIGITS = 2  # behind the point, in an LMS's file

WHICH = '{path} has several columns that may be meant: {found}. Say which: --column "{first}"'
OF_PEOPLE = "{path}: the column {column!r} says who a student is: no grades go there"
UNLIKE = '{path} has no column whose title or number is like {unit}: {found}. Say which: --column "HEADING"'
NO_COLUMN = (
    '{path} has no column for grades that is known: {found}. Say which one it is: --column "..."; '
    "make one in your LMS first if there is none"
)
BY_WORDS = (
    "{path} has no column with the maximum grade: Moodle grades this assignment by a scale of words. Set it "
    "to points there, and download the worksheet again"
)
NOBODY = (
    "{path}: no row of it is a student of the gradebook. Is it of the right class? Then tell the gradebook "
    "of them: `bplab roster {path}`"
)
NOT_IN_GRADEBOOK = "row {row} ({who}): nobody in the gradebook"
SEVERAL = "row {row} ({who}): may be {names}"
LOCKED = "row {row} ({who}): the LMS says that this grade cannot be changed"
TWICE = "row {row} ({who}): a second row of this student, filled in as well"


def table_of(course, unit, bom=False):
    """A CSV file with a row for each student, as bytes. Who is not graded has empty cells."""
    found = read_grades(course, unit)
    notebooks = {notebook for notebook, _ in found.cells}
    names = [cell if len(notebooks) == 1 else f"{notebook}/{cell}" for notebook, cell in found.cells]
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(
        ["student_id", "last_name", "first_name", "email", "submitted_utc", "hours_late", *names]
        + ["waiting_for_a_person", "points", "late_penalty", "score", "max_score"]
    )
    for student in found.students:
        who = [student.id, student.last_name, student.first_name, student.email]
        grade = found.grades.get(student.id)
        cells = [""] * (len(names) + 7)
        if grade is not None:
            cells = [
                grade.submitted or "",
                _number(grade.late / timedelta(hours=1)),
                *(_number(grade.cells[key]) if key in grade.cells else "" for key in found.cells),
                grade.waiting,
                *map(_number, (grade.points, grade.penalty, grade.score, grade.maximum)),
            ]
        writer.writerow([*map(harmless, who), *cells])
    return file.getvalue().encode("utf-8-sig" if bom else "utf-8")


@dataclass
class Filled:
    """What was filled in: content, the file as bytes; column, its heading; of students and rows.

    scale: the LMS's highest number of points by the unit's. replaced: how many cells held another grade.
    """

    content: bytes
    lms: str
    column: str
    scale: float | None
    filled: list = field(default_factory=list)
    replaced: int = 0
    absent: list = field(default_factory=list)
    not_graded: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    rows: list = field(default_factory=list)


def fill(course, unit, path, column="", columns=""):
    """Fill the grades into a table that the LMS has made; the Filled. Raises TermProblem. Writes nothing."""
    table = Table.read(path)
    found = layout(table, read_columns(columns))
    at = column_called(table, found.header, column) if column else _column(table, found, unit)
    if at in {found.columns[name] for name in WHO & set(found.columns)}:
        raise TermProblem(OF_PEOPLE.format(path=path, column=table.rows[found.header][at]))
    grades = read_grades(course, unit)
    scale = _scale(table, found, at, grades.maximum)
    comma = _has_decimal_comma(table, found, at)
    filled = Filled(b"", found.lms, table.rows[found.header][at], scale)
    roster = Roster(grades.students)
    seen: Counter[str] = Counter()
    rows = list(found.data_rows(table))
    matches = find_rows(roster, [fields for _, fields in rows], found.lms)
    for (row, fields), match in zip(rows, matches, strict=True):
        who = fields.get("name") or fields.get("id") or fields.get("username") or fields.get("email", "")
        if match.student is None:
            names = " or ".join(f"{student.id} ({student.name})" for student in match.candidates)
            problem = SEVERAL if names else NOT_IN_GRADEBOOK
            filled.problems.append(problem.format(row=row + 1, who=who, names=names))
            continue
        filled.rows.append((match.student, fields))
        seen[match.student.id] += 1
        if seen[match.student.id] == 2:
            filled.problems.append(TWICE.format(row=row + 1, who=who))
        _fill_row(table, row, at, fields, who, match.student, grades, scale, comma, filled)
    if not seen:
        raise TermProblem(NOBODY.format(path=path))
    filled.missing = [student for student in grades.students if student.id not in seen]
    filled.content = table.to_bytes()
    return filled


def _fill_row(table, row, at, fields, who, student, grades, scale, comma, filled):
    grade = grades.grades.get(student.id)
    if grade is None:
        (filled.not_graded if student in grades.not_graded else filled.absent).append(student)
        return
    if len(table.rows[row]) <= at:
        filled.problems.append(f"row {row + 1} ({who}): it has no such column")
        return
    before = table.rows[row][at]
    if fields.get("changeable", "").casefold() in NO_WORDS or before.casefold() in EXCUSED:
        filled.problems.append(LOCKED.format(row=row + 1, who=who))
        return
    text = _number(round(grade.score * (scale or 1), DIGITS))
    text = text.replace(".", ",") if comma else text
    if before and _as_number(before) == _as_number(text):
        filled.filled.append(student)  # as it is, also if it is written in another way
    else:
        filled.replaced += bool(NUMBER.fullmatch(before))
        table.put(row, at, text)
        filled.filled.append(student)
    if grade.waiting:
        filled.waiting.append(student)


def _column(table, found, unit):
    """The number of the column for a unit's grades."""
    headings = table.rows[found.header]
    pattern = {"canvas": CANVAS_COLUMN, "blackboard": BLACKBOARD_COLUMN}.get(found.lms)
    if pattern is None:
        if "grade" in found.columns:
            return found.columns["grade"]
        raise TermProblem(NO_COLUMN.format(path=table.path, found=", ".join(filter(None, headings))))
    titles = {at: match[1] for at, text in enumerate(headings) if (match := pattern.fullmatch(text))}
    if not titles:
        raise TermProblem(NO_COLUMN.format(path=table.path, found=", ".join(filter(None, headings))))
    likely = _of_unit(titles, unit)
    if len(likely) != 1:
        among = likely or list(titles)
        names = ", ".join(repr(headings[at]) for at in among[:8])
        text = WHICH if likely else UNLIKE
        raise TermProblem(text.format(path=table.path, unit=unit, found=names, first=headings[among[0]]))
    return likely[0]


def _of_unit(titles, unit):
    """The columns whose title is like the unit's name; else by its number."""
    number, _, topic = unit.partition("_")
    by_topic = [at for at, title in titles.items() if plain(topic or unit) in plain(title)]
    by_number = [
        at
        for at, title in titles.items()
        if number.isdigit() and int(number) in map(int, re.findall(r"\d+", title))
    ]
    return by_topic or by_number


def _scale(table, found, at, maximum):
    """What points are multiplied with, None if nothing says that there is another maximum."""
    texts = []
    if found.lms == "moodle":
        if "maximum" not in found.columns:
            raise TermProblem(BY_WORDS.format(path=table.path))
        texts = [fields.get("maximum", "") for _, fields in found.data_rows(table)]
    elif found.lms == "canvas":
        below = table.rows[found.header + 1 : found.header + 4]
        ids = found.columns["lms_user_id"]
        texts = [row[at] for row in below if len(row) > max(at, ids) and not row[ids]]  # Points Possible
    elif found.lms == "blackboard" and (match := BLACKBOARD_COLUMN.fullmatch(table.rows[found.header][at])):
        texts = [match[2] or ""]
    stated = {_as_number(text) for text in texts if NUMBER.fullmatch(text)}
    there = stated.pop() if len(stated) == 1 else None
    return there / maximum if there and maximum and there != maximum else None


def _has_decimal_comma(table, found, at):
    """As the column's numbers are written, its maximum, or else all that stand in the table."""
    columns = {at, found.columns.get("maximum")}
    rows = table.rows[found.header + 1 :]
    near = [text for row in rows for column, text in enumerate(row) if column in columns]
    for texts in (near, [text for row in rows for text in row]):
        commas = sum(re.fullmatch(r"\d+,\d+", text) is not None for text in texts)
        points = sum(re.fullmatch(r"\d+\.\d+", text) is not None for text in texts)
        if commas or points:
            return commas > points
    return False


def _as_number(text):
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else text


def _number(value):
    """As short as it is exact, to six digits."""
    return f"{round(value, 6):.6f}".rstrip("0").rstrip(".")


def harmless(text):
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
