"""Whose a delivery, or a row of an LMS's table, is: by the roster, by tables, and by what a person says."""

import re

from bplab.term.course import TermProblem
from bplab.term.headings import layout, read_columns
from bplab.term.matching import Hints, Match
from bplab.term.roster import student_of
from bplab.term.tables import Table

BAD_CHOICE = "--match {text!r}: it is to be 'NAME=STUDENT', with a student of the roster"


class Owners:
    """tables: paths of LMS's tables, which say whose a participant's number is, and when they handed in.

    choices: `NAME=STUDENT`, as a person has said.
    """

    def __init__(self, roster, tables, columns="", choices=()):
        self.roster, self.participants, self.times = roster, {}, {}
        self.chosen = _chosen(choices, roster)
        for path in tables:
            table = Table.read(path)
            found = layout(table, read_columns(columns))
            for _, fields in found.data_rows(table):
                student = find_row(roster, fields, found.lms).student
                number = re.sub(r"\D", "", fields.get("participant", ""))
                if number:
                    self.participants[number] = student
                for key in filter(None, (number, student and student.id)):
                    self.times[key] = fields.get("submitted", "")

    def find(self, delivery):
        """The Match of a delivery."""
        if delivery.who.label in self.chosen:
            return Match(self.chosen[delivery.who.label])
        known = self.participants.get(delivery.participant)
        return Match(known) if known else self.roster.find(delivery.who)

    def time_of(self, delivery, student):
        """What a table says of the time, "" if nothing."""
        by_number = self.times.get(delivery.participant, "") if delivery.participant else ""
        return by_number or (self.times.get(student.id, "") if student else "")


def find_row(roster, fields, lms):
    """The Match of a row of an LMS's table."""
    stated = student_of(fields, lms)
    keys = tuple(filter(None, (fields.get(n) for n in ("id", "lms_user_id", "username", "email"))))
    return roster.find(Hints(stated.name or stated.id, keys, tuple(filter(None, (stated.name,)))))


def _chosen(choices, roster):
    """label -> Student, as a person has said."""
    chosen = {}
    for text in choices:
        label, _, student_id = text.rpartition("=")
        if not label or roster.get(student_id.strip()) is None:
            raise TermProblem(BAD_CHOICE.format(text=text))
        chosen[label.strip()] = roster.get(student_id.strip())
    return chosen
