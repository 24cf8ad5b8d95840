"""One student's page as HTML: a template, into which nothing goes unescaped but texts.py's."""

import re
from datetime import UTC, datetime
from functools import cache
from importlib import resources

from markupsafe import Markup, escape

from bplab.feedback.attempts import changes, next_attempt
from bplab.feedback.cells import read_cells
from bplab.feedback.findings import first_of, read_findings
from bplab.feedback.lectures import section_of
from bplab.feedback.texts import Texts
from bplab.grading.gradebook.pages import policy
from bplab.language import of_notebook
from bplab.language.jinja import environment, said
from bplab.term import times

MOST_REPAIRS = 20  # lines
LONGEST_REPAIR = 400  # characters
NO_WORDS = ("YOUR ANSWER HERE", "YOUR CODE HERE", "No response.")


def render(unit, submission, notebook, record, page):
    """The page as text.

    notebook: the graded one; its name is page.name. record: the Record beside it, or None. page: a Page.
    """
    marks = submission.marks.get(page.name, {})
    cells, before_hidden = read_cells(notebook, unit, record, page.bounded, page.with_tests)
    findings = read_findings(unit, marks, record, cells, before_hidden, page.with_tests)
    attempt = next_attempt(record, findings, page.last)
    texts = Texts(page.folder)
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    by_check = {finding.check.name: finding for finding in findings}
    parts = [_Part(part, by_check) for part in unit.parts]
    return template("page.html.j2", of_notebook(notebook)).render(
        policy=policy.FEEDBACK,
        style=style(),
        attempt=attempt.written(),
        unit=unit,
        submission=submission,
        now=datetime.now(UTC),
        moment=page.moment,
        length=times.shown_length,
        parts=parts,
        first=first_of(findings, cells),
        changes=changes(attempt, parts),
        cells=cells,
        by_name={cell.name: cell for cell in cells if cell.name},
        section=lambda check: section_of(unit.name, check),
        answer=lambda check: texts.html(
            _text(answers.get(check.name)), _attachments(answers.get(check.name))
        ),
        comment=lambda text: texts.html(text),
        plain=texts.plain,
        repairs=[repair.text[:LONGEST_REPAIR] for repair in record.repairs][:MOST_REPAIRS] if record else [],
        timed_out=[f for f in findings if record and _status(record, f) == "timeout"],
        with_tests=page.with_tests,
    )


class _Part:
    """A part with what was found in it."""

    def __init__(self, part, by_check):
        self.label, self.title = part.label, part.title
        self.findings = [by_check[check.name] for check in part.checks if check.name in by_check]
        self.points = sum(finding.points for finding in self.findings)
        self.most = sum(finding.check.most for finding in self.findings)
        self.waits = sum(finding.waits for finding in self.findings)
        self.tasks = list(
            dict.fromkeys(f.check.task for f in self.findings if f.check.task and not f.check.written)
        )


def _status(record, finding):
    return next((v.status for v in record.verdicts if v.grade_id == finding.check.name), "")


def _text(cell):
    text = cell.source.strip() if cell is not None else ""
    return "" if text in NO_WORDS else text


def _attachments(cell):
    return cell.get("attachments", {}) if cell is not None else {}


def _with_code(text):
    """A sentence, escaped, with what stands in `backticks` as code."""
    pieces = re.split(r"`([^`]+)`", text)
    shown = [Markup("<code>{}</code>").format(p) if at % 2 else escape(p) for at, p in enumerate(pieces)]
    return Markup("").join(shown)


@cache
def template(name, language, package="bplab.feedback"):
    """A template of a package, in a language."""
    found = environment(package, language, trim_blocks=True, lstrip_blocks=True)
    found.filters["points"] = lambda value: f"{round(value, 2):g}"
    found.filters["ticks"] = lambda text: _with_code(said(text, language))
    return found.get_template(name)


def style():
    """What the pages of this kind look like."""
    return Markup(
        resources.files("bplab.feedback").joinpath("templates/page.css").read_text(encoding="utf-8")
    )
