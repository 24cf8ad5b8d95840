"""What lies on a grader's desk: one question, its answers and their marks, as the page asks for them."""

import math

from bplab.mark.marks import Marks
from bplab.mark.points import LONGEST_COMMENT, BadList, ListOfPoints, Ticks
from bplab.mark.shown import html_of, markdown
from bplab.mark.written import Answers

MEANWHILE = (
    "Somebody else has marked this answer meanwhile: what is shown now is theirs. Change it if you must."
)
OTHER_LIST = "Somebody else has changed the list of points meanwhile: it is shown as it is now."
GONE = "This answer has changed meanwhile (it was graded again): the answers are shown as they are now."
BAD_MARK = "The page has sent a mark that is none: load it again."
TOO_LONG = "A comment has at most {most} characters."


class Conflict(Exception):
    """What was to be written is not what the gradebook has any more; a sentence."""


class BadRequest(Exception):
    """What the page does not send; a sentence."""


class Desk:
    """names: whether the page says whose an answer is, and has them in the order of names."""

    def __init__(self, course, question, names=False):
        self.question, self.names = question, names
        self._course, self._answers = course, Answers(course, question)

    def open(self):
        """Take over the lesson's list of points; how many marks have changed with it."""
        with self._course.gradebook() as gradebook:
            marks = Marks(gradebook, self.question)
            marks.begin()
            found = marks.list_of_points()
            points = found[0] if found else ListOfPoints([], self.question.most)
            before = points.content()
            points.follow(self.question.items)
            changed = 0
            if points.content() != before:
                marks.write_list(points)
                changed = marks.follow(points)
            gradebook.db.commit()
        return changed

    def left_out(self):
        """How many have a row in the gradebook, and no graded notebook."""
        with self._course.gradebook() as gradebook:
            groups, found = self._groups(Marks(gradebook, self.question))
        return len(found) - sum(len(group.answers) for group in groups.values())

    def about(self):
        """What does not change: the question, as HTML."""
        question = self.question
        return {"title": question.title, "most": question.most, "names": self.names,
                "question": markdown(question.text), "model": markdown(question.model)}  # fmt: skip

    def state(self):
        """All that the page shows besides texts: the list, and of each answer its mark."""
        with self._course.gradebook() as gradebook:
            return self._state(Marks(gradebook, self.question))

    def html(self, key):
        """An answer's text as HTML; raises Conflict if there is none of this key any more."""
        with self._course.gradebook() as gradebook:
            groups, _ = self._groups(Marks(gradebook, self.question))
        return html_of(_group(groups, key).answers[0], self.question.cell_type)

    def mark(self, wanted):
        """Mark an answer, and all that are identical; the new state.

        wanted: key, version, items, besides, comment; waits: true leaves it to be marked, is_marked: false
        takes the mark back. Raises Conflict, BadRequest.
        """
        with self._course.gradebook() as gradebook:
            marks = Marks(gradebook, self.question)
            marks.begin()
            groups, found = self._groups(marks)
            group = _group(groups, wanted.get("key"))
            points, _ = marks.list_of_points()
            if wanted.get("version") != _version(group, found):
                raise Conflict(MEANWHILE)
            if wanted.get("is_marked") is False:
                marks.take_back(group.students)
            else:
                marks.give(group.students, _ticks(wanted, points), points, wanted.get("waits") is True)
            gradebook.db.commit()
            return self._state(marks)

    def change_list(self, wanted):
        """Change the list of points, and all marks with it; the new state, with `changed`.

        wanted: version, items. Raises Conflict, BadRequest.
        """
        with self._course.gradebook() as gradebook:
            marks = Marks(gradebook, self.question)
            marks.begin()
            points, _ = marks.list_of_points()
            if wanted.get("version") != points.version:
                raise Conflict(OTHER_LIST)
            try:
                points.change([item for item in wanted.get("items", ()) if isinstance(item, dict)])
            except BadList as problem:
                raise BadRequest(str(problem)) from None
            marks.write_list(points)
            changed = marks.follow(points)
            gradebook.db.commit()
            return {**self._state(marks), "changed": changed}

    def _groups(self, marks):
        found = marks.all()
        return self._answers.groups(sorted(found), marks.list_of_points()[1]), found

    def _state(self, marks):
        groups, found = self._groups(marks)
        points, _ = marks.list_of_points()
        answers = [_shown(group, found, self.names) for group in groups.values()]
        if self.names:
            answers.sort(key=lambda answer: answer["who"])
        items = [{"id": item.id, "text": item.text, "points": item.points, "html": markdown(item.text)}
                 for item in points.items]  # fmt: skip
        return {"list": {"version": points.version, "items": items}, "answers": answers}


def _group(groups, key):
    if not isinstance(key, str) or key not in groups:
        raise Conflict(GONE)
    return groups[key]


def _version(group, found):
    return "-".join(found[student].version for student in group.students)


def _shown(group, found, names):
    """Of identical answers the mark that a person gave by the list, if one has; mixed: they differ."""
    marks = [found[student] for student in group.students]
    first = min(marks, key=lambda mark: (mark.waits, not mark.is_by_list, not mark.by_hand))
    ticks = first.ticks if first.is_by_list else None
    return {
        "key": group.key,
        "version": _version(group, found),
        "count": len(marks),
        "who": sorted(f"{mark.name} ({mark.student})" if mark.name else mark.student for mark in marks)
        if names
        else [],
        "score": first.score,
        "waits": any(mark.waits for mark in marks),
        "is_elsewhere": first.by_hand and not first.is_by_list,
        "is_mixed": len({(mark.score, mark.waits, mark.comment) for mark in marks}) > 1,
        "items": list(ticks.items) if ticks else [],
        "besides": ticks.besides if ticks else 0.0,
        "comment": first.words,
    }


def _ticks(wanted, points):
    """The Ticks that a page asks for; raises BadRequest, Conflict where an item is gone."""
    items, besides, comment = (wanted.get(name) for name in ("items", "besides", "comment"))
    if not isinstance(items, list) or not isinstance(comment, str) or not isinstance(besides, int | float):
        raise BadRequest(BAD_MARK)
    if not math.isfinite(besides) or abs(besides) > points.most:
        raise BadRequest(BAD_MARK)
    if len(comment) > LONGEST_COMMENT:
        raise BadRequest(TOO_LONG.format(most=LONGEST_COMMENT))
    known = [item.id for item in points.items]
    if any(item not in known for item in items):
        raise Conflict(OTHER_LIST)
    return Ticks(tuple(item for item in known if item in items), float(besides), comment.strip())
