"""A page in which a text stands wherever somebody may have written it: for `bplab doctor`."""

from datetime import UTC, datetime, timedelta

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from bplab.feedback.converter import Page
from bplab.feedback.marks import Mark, Submission
from bplab.feedback.page import render
from bplab.feedback.unit import Check, Part, Unit
from bplab.grading.judge.verdicts import Record, StoppedCell, Verdict
from bplab.grading.sandbox.bounded import Bounded


def page_of(text):
    """The page, with everything that can be in one."""
    checks = [Check("test_a", "A.", 1, "a", source=text), Check("explain", "B.", 1, "", written=True)]
    unit = Unit("00", "A unit", [Part("Part 1", "A part", checks)], frozenset(), frozenset(), {})
    marks = {"test_a": Mark(0, 1, False, text), "explain": Mark(1, 1, False, text)}
    now = datetime.now(UTC)
    submission = Submission(text, text, 1, 2, 0, timedelta(1), now, now, {"n": marks})
    kinds = ("text/html", "image/svg+xml", "application/javascript")
    outputs = [new_output("display_data", {kind: text}) for kind in kinds]
    outputs.append(new_output("error", ename=text, evalue=text, traceback=[text]))
    cells = [
        new_code_cell(text, metadata={"nbgrader": {"grade_id": "a"}}, outputs=outputs),
        new_markdown_cell(text, metadata={"nbgrader": {"grade_id": "explain"}}),
        new_code_cell(text, id="b", outputs=outputs),
    ]
    record = Record("", [{"kind": "", "cell": "", "text": text}], [Verdict("test_a", 0, 1, "failed", text)])
    record.stopped = [StoppedCell("b", "timeout", text)]
    bounded = Bounded()
    try:
        page = Page("n", None, bounded, str, None, with_tests=True)
        return render(unit, submission, new_notebook(cells=cells), record, page)
    finally:
        bounded.close()
