"""Whose a delivery, or a row of an LMS's table, is: by the roster, by tables, and by what a person says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bplab.grading.gradebook.units import MEANT
from bplab.grading.intake.timestamps import BadTimestamp
from bplab.term import times
from bplab.term.course import TermProblem
from bplab.term.headings import layout, read_columns
from bplab.term.matching import Hints, Match
from bplab.term.roster import BROKEN_ID, student_of
from bplab.term.tables import Table

if TYPE_CHECKING:
    from pathlib import Path

    from bplab.term.matching import Roster, Student
    from bplab.term.shapes import Delivery


NO_STUDENT = "no student {text!r} in the gradebook.{meant}"
SEVERAL = "{text!r} may be {names}: say which, by the id"
BAD_CHOICE = "--match {text!r}: it is to be 'NAME=STUDENT', with a student of the roster"


class Owners:
    """tables: paths of LMS's tables, which say whose a participant's number is, and when they handed in.

    choices: `NAME=STUDENT`, as a person has said.
    """

    def __init__(
        self, roster: Roster, tables: Iterable[Path], columns: str = "", choices: Sequence[str] = ()
    ) -> None:
        self.roster = roster
        self.participants: dict[str, Match] = {}
        self.times: dict[tuple[str, str], str] = {}
        self.used: set[str] = set()
        self.chosen = _chosen(choices, roster)
        for path in tables:
            table = Table.read(path)
            found = layout(table, read_columns(columns))
            rows = [fields for _, fields in found.data_rows(table)]
            for fields, match in zip(rows, find_rows(roster, rows, found.lms), strict=True):
                number = re.sub(r"\D", "", fields.get("participant", ""))
                if number:
                    self.participants[number] = match
                time = fields.get("submitted", "")
                of_student = match.student.id if match.student else ""
                for key in (("number", number), ("student", of_student)):
                    if key[1] and time:  # another table may not say it
                        self.times[key] = time

    @property
    def unused(self) -> list[str]:
        """The names of choices that no delivery has had."""
        return [label for label in self.chosen if label not in self.used]

    def find_all(self, deliveries: Sequence[Delivery]) -> list[Match]:
        """A Match for each delivery of a download. Two accounts of the LMS's are two people: where both are
        one student by name alone, it may be somebody whom the roster lacks.
        """
        found, accounts = [self.find(delivery) for delivery in deliveries], defaultdict(set)
        for delivery, match in zip(deliveries, found, strict=True):
            accounts[match.student].add(delivery.account)
        return [
            match
            if match.student is None
            or len(accounts[match.student] - {""}) < 2
            or self._is_sure(delivery, match.student)
            else Match(None, (match.student,))
            for delivery, match in zip(deliveries, found, strict=True)
        ]

    def _is_sure(self, delivery: Delivery, student: Student) -> bool:
        """Whether more than a name says whose it is."""
        if delivery.who.label in self.chosen or not delivery.account:
            return True
        known = self.participants.get(delivery.participant)
        if known and known.student == student:
            return True
        return self.roster.by_keys(*delivery.who.keys) == student

    def find(self, delivery: Delivery) -> Match:
        """The Match of a delivery, by itself."""
        if delivery.who.label in self.chosen:
            self.used.add(delivery.who.label)
            return Match(self.chosen[delivery.who.label])
        known = self.participants.get(delivery.participant)
        return known if known and (known.student or known.candidates) else self.roster.find(delivery.who)

    def says_handed_in(self, student: Student) -> bool:
        """Whether a table names a time at which a student has handed in."""
        try:
            return times.read_time(self.times.get(("student", student.id), ""), None) is not None
        except BadTimestamp:  # 未提交
            return False

    def time_of(self, delivery: Delivery, student: Student | None) -> str:
        """What a table says of the time, "" if nothing."""
        by_number = self.times.get(("number", delivery.participant), "")
        return by_number or (self.times.get(("student", student.id), "") if student else "")


def called(roster: Roster, text: str) -> Student:
    """The Student whom a person calls by an id, an e-mail address or a name. Raises TermProblem."""
    match = roster.find(Hints(text, (text,), (text,)))
    if match.student:
        return match.student
    if match.candidates:
        raise TermProblem(SEVERAL.format(text=text, names=_names(match.candidates)))
    meant = MEANT.format(names=_names([match.likeliest])) if match.likeliest else ""
    raise TermProblem(NO_STUDENT.format(text=text, meant=meant))


def _names(students: Iterable[Student]) -> str:
    """With what tells people of the same name apart."""
    shown = [", ".join(filter(None, (student.name, student.email))) for student in students]
    return " or ".join(f"{student.id} ({who})" for student, who in zip(students, shown, strict=True))


def find_rows(roster: Roster, rows: Sequence[dict[str, str]], lms: str) -> list[Match]:
    """A Match for each row of an LMS's table. A name alone is not enough where another row is the student's,
    or where other rows' ids are known and this one's is not: it may be somebody whom the roster lacks.
    """
    ids = [fields.get("id", "") for fields in rows]
    ids_are_known = any(roster.by_keys(text) for text in ids if text)
    hints = [_hints(fields, lms) for fields in rows]
    found = [roster.find(hint) for hint in hints]
    by_key = [roster.by_keys(*hint.keys) for hint in hints]
    rows_of = Counter(match.student for match in found)
    for at, match in enumerate(found):
        if match.student is None or by_key[at] == match.student:
            continue
        strange = ids_are_known and ids[at] and not BROKEN_ID.fullmatch(ids[at])
        if strange or rows_of[match.student] > 1:
            found[at] = Match(None, (match.student,))
    return found


def _hints(fields: dict[str, str], lms: str) -> Hints:
    stated = student_of(fields, lms)
    keys = tuple(filter(None, (fields.get(n) for n in ("id", "lms_user_id", "username", "email"))))
    return Hints(stated.name or stated.id, keys, tuple(filter(None, (stated.name,))))


def _chosen(choices: Sequence[str], roster: Roster) -> dict[str, Student]:
    """label -> Student, as a person has said."""
    chosen = {}
    for text in choices:
        label, _, student_id = text.rpartition("=")
        student = roster.get(student_id.strip())
        if not label or student is None:
            raise TermProblem(BAD_CHOICE.format(text=text))
        chosen[label.strip()] = student
    return chosen
