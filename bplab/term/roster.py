"""`bplab roster`: the class, from a table into the gradebook."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import nbgrader.api

from bplab.term.course import TermProblem
from bplab.term.headings import layout, read_columns
from bplab.term.matching import Roster, Student, is_chinese
from bplab.term.tables import Table

if TYPE_CHECKING:
    from bplab.term.course import Course


ID_ORDER = {  # what becomes the student's id in the gradebook, and the name of the folder in submitted/
    "blackboard": ("id", "username", "email"),
    "canvas": ("id", "username", "lms_user_id"),
    "moodle": ("id", "username", "email"),
    "other": ("id", "username", "email", "lms_user_id"),
}
BROKEN_ID = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
COMPOUND = "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 宇文 长孙 端木 歐陽 諸葛 司馬"

NO_ID = (
    "{path} has no column that may be a student's id, only: {found}. Give a table with student numbers or "
    'e-mail addresses, or say which column it is: --columns "id=..."'
)
EMPTY_ID = "row {row} ({name}): no id"
EXCEL_ID = "row {row}: {value!r} is what Excel made of a long student id: format that column as text"
BAD_ID = "row {row}: {value!r} cannot be a student's id: it is to be the name of a folder"
TWICE = "row {row}: {value!r} is in the table twice, also as {name}"
NOBODY = "{path}: no row with a student"


@dataclass
class News:
    """What a table changes in the gradebook; lists of Student, problems: sentences, each with its row."""

    lms: str
    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    same: list = field(default_factory=list)
    not_in_table: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def read_roster(path: Path, columns: str = "") -> tuple[str, list[Student], list[str]]:
    """(Layout's lms, [Student], problems) of a table; raises TermProblem."""
    table = Table.read(path)
    found = layout(table, read_columns(columns))
    order = ID_ORDER[found.lms]
    if not set(order) & set(found.columns):
        raise TermProblem(NO_ID.format(path=path, found=", ".join(filter(None, found.headings))))
    students: dict[str, Student] = {}
    problems: list[str] = []
    for row, fields in found.data_rows(table):
        student = student_of(fields, found.lms)
        if problem := _problem(student, row + 1, students):
            problems.append(problem)
        else:
            students[student.id.casefold()] = student
    if not students and not problems:
        raise TermProblem(NOBODY.format(path=path))
    return found.lms, list(students.values()), problems


def student_of(fields: dict[str, str], lms: str) -> Student:
    """The Student that a row of a table is about; the id may be empty."""
    first, last = fields.get("first_name", ""), fields.get("last_name", "")
    if not first and not last:
        first, last = split_name(fields.get("name", ""))
    username = fields.get("username", "")
    email = fields.get("email", "") or (username if "@" in username else "")
    student_id = next((fields[name] for name in ID_ORDER[lms] if fields.get(name)), "")
    return Student(student_id, first, last, email, fields.get("lms_user_id", "") or username)


def split_name(name: str) -> tuple[str, str]:
    """(first name, last name); a comma says which is which, and so do Chinese names."""
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    if is_chinese(name) and len(name) > 1:
        surname = 2 if len(name) > 2 and name[:2] in COMPOUND.split() else 1
        return name[surname:].strip(), name[:surname]
    first, _, last = name.rpartition(" ")
    return first.strip(), last


def _problem(student: Student, row: int, students: dict[str, Student]) -> str | None:
    """What is wrong with a row, or None; students: id in small letters -> Student of the rows before."""
    if not student.id:
        return EMPTY_ID.format(row=row, name=student.name)
    if BROKEN_ID.fullmatch(student.id):
        return EXCEL_ID.format(row=row, value=student.id)
    if re.search(r"[/\\*?\[\]\0-\x1f\x7f]|^\.", student.id) or len(student.id) > 100:
        return BAD_ID.format(row=row, value=student.id[:100])
    before = students.get(student.id.casefold())
    if before is not None and before != student:
        return TWICE.format(row=row, value=student.id, name=before.name)
    return None


def _known_as(student: Student, known: Roster, own: set[str]) -> Student | None:
    """The Student whom the gradebook has under another id, or None; own: the ids of the table's rows.

    Numbers of an LMS's and of a school's may be alike: then the name must be, too.
    """
    mail = student.email if "@" in student.email else ""  # `-` and `none` are nobody's
    before = known.with_keys(student.id, mail, student.lms_user_id)
    if before is None or before.id in own:
        return None
    same_mail = mail and mail.casefold() == (before.email or "").casefold()
    named = student.name and before.name
    return before if same_mail or not named or known.named(student.name) >= {before.id} else None


def update_roster(course: Course, path: Path, columns: str = "", dry_run: bool = False) -> News:
    """Put a table's students into the gradebook; the News. What the table does not say stays. Nobody goes."""
    lms, students, problems = read_roster(path, columns)
    news = News(lms, problems=problems)
    here = set()
    with course.gradebook() as gradebook:
        known = Roster.of(gradebook)
        own = {student.id for student in students}
        for student in students:
            before = known.get(student.id) or _known_as(student, known, own)
            said = {key: value for key, value in asdict(student).items() if value}
            merged = Student(**(asdict(before) if before else {}) | said)
            merged = replace(merged, id=before.id if before else student.id)
            here.add(merged.id)
            list_of = news.new if before is None else news.same if before == merged else news.changed
            list_of.append(merged)
            if not dry_run and before != merged:
                row = {key: value or None for key, value in asdict(merged).items()}
                gradebook.db.merge(nbgrader.api.Student(**row))
        gradebook.db.commit()  # all of them, or nobody
    news.not_in_table = [student for student in known.students if student.id not in here]
    return news
