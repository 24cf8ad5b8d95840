"""Text cells that can only be read: formgrader and the feedback pages put them into a page as they are.

A `<script>` in a student's text would run in the instructor's browser, with the instructor's rights.
"""

import re
from dataclasses import replace

from bplab.grading.repair.records import note

TAG = re.compile(r"<(?=[a-zA-Z/!?])")  # where HTML begins
COMMAND = re.compile(r"\\(?=(?:href|require|class|style|cssId|html[A-Z]\w*)\b)")  # of MathJax, to make HTML
SCHEME = re.compile(r"\b(javascript|vbscript)(?=\s*:)", re.IGNORECASE)


def disarm_cells(cells, parts):
    """(cells, repairs): a space where HTML would begin, in text that students wrote."""
    disarmed = [cell if _is_ours(cell) else replace(cell, source=disarm(cell.source)) for cell in cells]
    count = sum(new.source != old.source for new, old in zip(disarmed, cells, strict=True))
    return disarmed, [note("html", count=count)] if count else []


def disarm(text):
    """Text in which no HTML begins; a formula such as $a<b$ reads as before."""
    return SCHEME.sub(r"\1 ", COMMAND.sub(r"\\ ", TAG.sub("< ", text)))


def _is_ours(cell):
    """Code is shown as text anyway; released text is the instructor's."""
    return cell.type == "code" or (cell.part is not None and cell.text == cell.part.text)
