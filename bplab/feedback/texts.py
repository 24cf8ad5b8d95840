"""What people wrote, in a page of bounded size: answers and comments as harmless HTML, code as text."""

import base64
import re

from markupsafe import Markup

from bplab.grading.intake.pictures import made_smaller
from bplab.grading.intake.texts.pictures import Pictures
from bplab.grading.intake.texts.text import LONGEST, TextToHtml, as_written

MOST_CODE = 100_000  # bytes of HTML for all cells, messages and tests of a page
MOST_TEXT = 80_000  # for all answers and comments, pictures not counted
MOST_PICTURES = 200_000  # bytes of base64 for all pictures
SIDES = (1000, 600, 300)  # pixels of a picture's longer side, from one try to the next
CUT = "\n… (cut: the rest is in your notebook)"
TOO_LONG = "This text is shown as it was written, without what follows: it is too long for a page."
LEFT_OUT = "<em>(a picture is left out: this page has no room for it)</em>"
PICTURE = re.compile(r'<img [^>]*?src="data:image/[a-z]+;base64,([A-Za-z0-9+/=]+)"[^>]*>')


class Texts:
    """The texts of one page, in its order. folder: where the notebook lies."""

    def __init__(self, folder=None):
        self.folder, self._html = folder, TextToHtml()
        self._code, self._text, self._pictures = MOST_CODE, MOST_TEXT, MOST_PICTURES

    def plain(self, text):
        """A text to be escaped, cut where the page has no room."""
        shown, self._code = _cut(text, self._code)
        return shown

    def html(self, source, attachments=None):
        """A text in markdown as harmless HTML."""
        made = self._html.html(source, Pictures(attachments or {}, self.folder))
        made = PICTURE.sub(self._picture, made)
        size = len(PICTURE.sub("", made).encode())
        if size > self._text:
            shown, _ = _cut(source[:LONGEST], self._text)
            made, size = as_written(shown, TOO_LONG), self._text
        self._text -= size
        return Markup(made)

    def _picture(self, found):
        element, data = found[0], found[1]
        if len(data) > self._pictures // 2:
            element, data = _smaller(element, data, self._pictures // 2)
        self._pictures -= len(data)
        return element


def _smaller(element, data, most):
    """(element, its base64) of a picture in so many characters."""
    for side in SIDES:
        file = made_smaller(base64.b64decode(data), side)
        if file is None:
            break
        small = base64.b64encode(file).decode()
        if len(small) <= most:
            source = f"data:image/jpeg;base64,{small}"
            return re.sub(r'data:image/[a-z]+;base64,[^"]*', source, element), small
    return LEFT_OUT, ""


def _cut(text, left):
    """(as much of a text as takes so many bytes once it is escaped, how many are left)."""
    size = 0
    for end, character in enumerate(text):
        size += 5 if character in "&<>\"'" else len(character.encode(errors="replace"))
        if size > left:
            return text[:end] + CUT, 0
    return text, left - size
