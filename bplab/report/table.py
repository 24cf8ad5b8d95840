"""The report as a table (CSV): a row for each question, mistake, student who needs somebody, and pair."""

import csv
import io

from bplab.report import standing
from bplab.term.export import harmless

COLUMNS = (
    *("kind", "name", "text", "students", "of", "share", "discrimination"),
    *("grading_median_s", "grading_longest_s", "who"),
)


def table_of(report):
    """The table as text."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    for row in _rows(report):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return file.getvalue()


def _rows(report):
    everybody = len(report.found.works)
    for question in report.questions:
        yield {
            "kind": "question",
            "name": question.check.name,
            "text": question.check.claim,
            "students": question.count,
            "of": everybody,
            "share": _rounded(question.share),
            "discrimination": _rounded(question.discrimination),
            "grading_median_s": _rounded(question.median),
            "grading_longest_s": _rounded(question.longest),
        }
    for mistake in report.mistakes:
        yield {
            "kind": "not written" if mistake.is_open else "mistake",
            "name": " ".join(mistake.tasks),
            "text": mistake.name,
            "students": len(mistake.students),
            "of": everybody,
            "share": _rounded(len(mistake.students) / everybody),
            "who": " ".join(mistake.students),
        }
    for answer in report.unnamed:
        yield {
            "kind": "no name",
            "name": answer.task,
            "text": answer.line,
            "students": len(answer.students),
            "of": everybody,
            "who": " ".join(answer.students),
        }
    for row in standing.stuck(report.found):
        yield {"kind": "stuck", "text": f"{row.right} of {row.checks} checks right", "who": row.student}
    for state, _, students in report.not_graded:
        yield from ({"kind": state, "text": why, "who": student} for student, why in students)
    for student, _, repairs in standing.repaired(report.found):
        yield {"kind": "repaired", "text": "; ".join(repairs), "who": student}
    for text, may_be_chance in report.similar.same:
        note = "may be chance" if may_be_chance else ""
        who = " ".join(text.students)
        yield {"kind": "identical", "text": note, "students": len(text.students), "who": who}
    for pair in report.similar.pairs:
        yield {
            "kind": "similar",
            "text": f"{len(pair.forms)} rare forms in common, {pair.alone} with nobody else",
            "share": _rounded(pair.share),
            "who": " ".join([*pair.one.students, *pair.other.students]),
        }


def _cell(value):
    return harmless(value) if isinstance(value, str) else value


def _rounded(value):
    return None if value is None else round(value, 4)
