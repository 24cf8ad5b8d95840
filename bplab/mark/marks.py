"""The marks of one question in the gradebook, written so that no grader overwrites another's unseen."""

import hashlib
from dataclasses import asdict, dataclass, replace

from nbgrader.api import Assignment, Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import and_

from bplab.grading.gradebook import ticks as tables
from bplab.mark.points import ListOfPoints, Ticks


@dataclass(frozen=True)
class Mark:
    """One student's, as the gradebook has it. score: None before anybody gave one. waits: for a person.

    ticks: what was ticked here, also if the mark was changed elsewhere since. comment: a person's, or "".
    """

    student: str
    name: str
    score: float | None
    by_hand: bool
    waits: bool
    comment: str
    ticks: Ticks | None

    @property
    def is_by_list(self):
        """Whether the points are those that followed from the ticks."""
        return self.ticks is not None and self.by_hand and self.score == self.ticks.score

    @property
    def words(self):
        """The grader's own words in the comment."""
        if self.ticks is None:
            return self.comment
        if self.comment == self.ticks.written:
            return self.ticks.comment
        return self.comment.removeprefix(self.ticks.written.removesuffix(self.ticks.comment).strip()).strip()

    @property
    def version(self):
        """Changes with whatever a grader sees of it."""
        seen = self.student, self.score, self.by_hand, self.waits, self.comment, self.ticks
        return hashlib.sha256(repr(seen).encode(errors="replace")).hexdigest()[:16]


class Marks:
    """In an open gradebook; what is written is there for others at its commit."""

    def __init__(self, gradebook, question):
        self.db, self.place, self._most = gradebook.db, question.place, question.most
        unit, notebook, cell = question.place
        self._grade_cell = gradebook.find_grade_cell(cell, notebook, unit).id
        self._solution_cell = gradebook.find_solution_cell(cell, notebook, unit).id
        self._unit, self._notebook = unit, notebook

    def begin(self):
        """Before reading what is to be written: nobody else writes then."""
        tables.begin(self.db, self.place)

    def list_of_points(self):
        """(ListOfPoints, salt), or None before the question was opened for the first time."""
        found = tables.find_list(self.db, self.place)
        return found and (ListOfPoints.of_content(found[2], self._most, found[0]), found[1])

    def write_list(self, points):
        tables.write_list(self.db, self.place, points.content())

    def all(self):
        """student id -> Mark, of all who are graded."""
        ticks = {student: Ticks(**{**content, "items": tuple(content["items"])})
                 for student, content in tables.read_ticks(self.db, self.place).items()}  # fmt: skip
        return {
            student.id: _mark(student, grade, comment, ticks.get(student.id))
            for student, grade, comment in self._rows()
        }

    def give(self, students, ticks, points, waits=False):
        """Write one mark for these students; points: the ListOfPoints.

        waits: it is a comment only: who had no mark has none, and who waits for a person goes on waiting.
        """
        given = replace(ticks, score=points.score(ticks), written=points.comment(ticks))
        noted = replace(ticks, score=None, written=ticks.comment)
        for student, grade, comment in self._rows(students):
            kept = noted if waits and grade.manual_score is None else given
            grade.manual_score, grade.needs_manual_grade = kept.score, waits
            if comment is not None:
                comment.manual_comment = kept.written or None
            tables.write_ticks(self.db, self.place, student.id, asdict(kept))

    def take_back(self, students):
        """As if no person had marked them: what a test gave stays, all else waits."""
        for student, grade, comment in self._rows(students):
            grade.manual_score, grade.needs_manual_grade = None, grade.auto_score is None
            if comment is not None:
                comment.manual_comment = None
            tables.write_ticks(self.db, self.place, student.id, None)

    def follow(self, points):
        """Bring all marks to a list that has changed; how many have other points or another comment now.

        One that was changed elsewhere since stays as it is, and who waits for a person goes on waiting.
        """
        marks, changed = self.all(), 0
        for student, grade, comment in self._rows():
            mark = marks[student.id]
            if mark.ticks is None:
                continue
            known = {item.id for item in points.items}
            kept = tuple(item for item in mark.ticks.items if item in known)
            ticks = replace(mark.ticks, items=kept)
            if mark.is_by_list and mark.comment == mark.ticks.written:
                ticks = replace(ticks, score=points.score(ticks), written=points.comment(ticks))
                grade.manual_score = ticks.score
                if comment is not None:
                    comment.manual_comment = ticks.written
                changed += (ticks.score, ticks.written) != (mark.ticks.score, mark.ticks.written)
            tables.write_ticks(self.db, self.place, student.id, asdict(ticks))
        return changed

    def _rows(self, students=None):
        """(Student, Grade, Comment or None) of submissions that are graded."""
        rows = (
            self.db.query(Student, Grade, Comment)
            .join(SubmittedAssignment, SubmittedAssignment.student_id == Student.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Grade, and_(Grade.notebook_id == SubmittedNotebook.id, Grade.cell_id == self._grade_cell))
            .outerjoin(
                Comment,
                and_(Comment.notebook_id == SubmittedNotebook.id, Comment.cell_id == self._solution_cell),
            )
            .filter(Assignment.name == self._unit)
        )
        return [row for row in rows if students is None or row[0].id in students]


def _mark(student, grade, comment, ticks):
    by_hand = grade.manual_score is not None
    return Mark(
        student=student.id,
        name=" ".join(filter(None, [student.first_name, student.last_name])),
        score=grade.manual_score if by_hand else grade.auto_score,
        by_hand=by_hand,
        waits=bool(grade.needs_manual_grade),
        comment=(comment and comment.manual_comment) or "",
        ticks=ticks,
    )
