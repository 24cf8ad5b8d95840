"""The report on a unit as HTML: what to say first, then who needs somebody, then the figures."""

from dataclasses import dataclass, field
from importlib import resources
from statistics import mean, median

from markupsafe import Markup

from bplab.feedback.page import style, template
from bplab.grading.classrun.standing import WAITING
from bplab.grading.gradebook.pages import policy
from bplab.language import spoken
from bplab.report import plot, standing
from bplab.report.mistakes import Mistake, mistakes
from bplab.report.questions import Question, questions
from bplab.report.reading import Class
from bplab.report.similar.pairs import Similar, similar
from bplab.report.unnamed import Unnamed, unnamed_answers
from bplab.term import times

TO_SAY = 3  # mistakes on top
MOST_LISTED = 40  # rows of a list
MOST_SHOWN = 12  # pairs with their lines
MOST_LINES, LONGEST_LINE, AROUND = 40, 160, 1
PACKAGE = "bplab.report"


@dataclass
class Report:
    """All that is known of a Class."""

    found: Class
    mistakes: list[Mistake] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    unnamed: list[Unnamed] = field(default_factory=list)
    similar: Similar | None = None

    @classmethod
    def of(cls, found):
        named, without = mistakes(found)
        return cls(found, named, questions(found), unnamed_answers(found, without), similar(found))

    @property
    def scores(self):
        return [work.submission.score for work in self.found.works]

    @property
    def wrong(self):
        """Mistakes, without what is not written yet."""
        return [mistake for mistake in self.mistakes if not mistake.is_open]

    @property
    def open(self):
        return [mistake for mistake in self.mistakes if mistake.is_open]

    @property
    def to_say(self):
        """The commonest ones; what one alone has is no matter for a lecture of many."""
        least = 2 if len(self.found.works) > 5 else 1
        return [mistake for mistake in self.wrong if len(mistake.students) >= least][:TO_SAY]

    @property
    def not_graded(self):
        return [row for row in standing.by_state(self.found) if row[0] != WAITING]


def render(report, zone=None):
    """The page as text. zone: of the time when it was made."""
    found = report.found
    names = {work.student: work.name for work in found.works}
    bars = plot.bars(report.scores, found.most)
    return template("report.html.j2", spoken(), PACKAGE).render(
        **shared(),
        report=report,
        unit=found.unit,
        works=found.works,
        waiting=sum(work.waits for work in found.works),
        moment=times.shown(found.moment, zone),
        median=median(report.scores),
        mean=mean(report.scores),
        bars=bars,
        described=plot.described(bars),
        plot=plot,
        stuck=standing.stuck(found),
        not_graded=report.not_graded,
        repaired=standing.repaired(found),
        excerpts=excerpts,
        who=lambda student: f"{student} ({names[student]})" if names.get(student) else student,
        most_listed=MOST_LISTED,
        most_shown=MOST_SHOWN,
    )


def shared():
    """What the report's pages have in common."""
    own = resources.files(PACKAGE).joinpath("templates/report.css").read_text(encoding="utf-8")
    return {"policy": policy.FEEDBACK, "style": style() + Markup(own)}


@dataclass(frozen=True)
class Excerpt:
    """Of one cell. rows: (number, line, whether it is shared); number 0 stands for what is left out."""

    name: str
    rows: list[tuple[int, str, bool]]


def excerpts(text, forms):
    """The cells of a Text in which these forms stand, as Excerpts."""
    return [
        Excerpt(text.cells[number].name, _rows(text.cells[number].source, lines))
        for number, lines in sorted(text.lines(forms).items())
    ]


def _rows(source, shared):
    shown = {line + step for line in shared for step in range(-AROUND, AROUND + 1)}
    rows, before = [], 0
    for number, line in enumerate(source.split("\n"), start=1):
        if number in shown and len(rows) < MOST_LINES:
            if number != before + 1:
                rows.append((0, "…", False))
            cut = line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…"
            rows.append((number, cut, number in shared))
            before = number
    return rows
