"""An answer as HTML: formulas are formulas, pictures are of bounded size, nothing acts."""

from html import escape

from bplab.grading.intake.texts.pictures import Pictures
from bplab.grading.intake.texts.text import LONGEST, TextToHtml, as_written

MOST = 8_000_000  # characters of one answer's HTML; a picture has some 700,000 at most
CUT = "This answer is too long for the page: it is cut here, and the rest is in the student's notebook."
EMPTY = "Nothing is written here."


def html_of(answer, cell_type):
    """Of an Answer; cell_type: of the question's cell."""
    if not answer.text.strip():
        return f"<p><em>{escape(EMPTY)}</em></p>"
    if cell_type == "code":
        whole = f"<pre>{escape(answer.text)}</pre>"
        return whole if len(answer.text) <= LONGEST else _cut(answer.text)
    made = TextToHtml().html(answer.text, Pictures(answer.attachments, answer.folder))
    return made if len(made) <= MOST else _cut(answer.text)


def markdown(text):
    """An instructor's text."""
    return TextToHtml().html(text, Pictures({}))


def _cut(text):
    return as_written(text[:LONGEST], CUT)
