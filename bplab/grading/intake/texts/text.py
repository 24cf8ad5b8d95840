"""A student's text as part of a page: markdown, of which nothing acts and nothing is fetched."""

import re
import time
from html import escape, unescape
from html.parser import HTMLParser

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from bplab.grading.intake.texts.allowed import TEXT, allows, harmless, is_link
from bplab.grading.intake.texts.formulas import Formulas

LONGEST = 20_000  # characters in one text, pictures not counted: some cost the square of their length
SECONDS = 5.0  # for all texts of a page
TOO_LONG = "This text is shown as it was written: it is too long for a page."
UNREADABLE = "This text is shown as it was written: it cannot be read as markdown."
NO_LINK = "(no link: {address})"
NO_PICTURE = "(picture not shown: {address})"

DATA = re.compile(r"data:image/[a-z]{3,4};base64,[A-Za-z0-9+/=]+")
SOURCE = re.compile(r"""(<img\b[^<>]*?\ssrc\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
SHOWN = 200  # characters of an address


class TextToHtml:
    """The texts of one page. own_host: see allowed.is_link; pictures: see pictures.Pictures.

    refused: how many links, pictures and pieces of HTML were shown as they were typed.
    """

    def __init__(self, own_host=""):
        self.own_host, self.formulas, self.refused = own_host, Formulas(), 0
        self._deadline = time.monotonic() + SECONDS

    def html(self, source, pictures):
        """A text as harmless HTML."""
        inline = []  # pictures within the text: they are long, and no markdown

        def set_apart(found):
            inline.append(found[0])
            return f"attachment:{len(inline) - 1}.inline"

        text = DATA.sub(set_apart, source)
        if len(text) > LONGEST or time.monotonic() > self._deadline:
            return as_written(source, TOO_LONG)
        find = {f"attachment:{number}.inline": data for number, data in enumerate(inline)}
        renderer = Renderer(lambda address: find.get(address) or pictures.find(address), self)
        try:
            return harmless(MarkdownWithMath(renderer=renderer).render(text), self.own_host)
        except Exception:  # whatever a parser makes of it: the text itself can be read
            return as_written(source, UNREADABLE)

    def refuses(self, source, pictures):
        """Whether something in a text is not shown as what it is."""
        before = self.refused
        self.html(source, pictures)
        return self.refused > before


def as_written(source, remark):
    """A text as it was typed."""
    return f"<p><em>{escape(remark)}</em></p><pre>{escape(source)}</pre>"


class Renderer(IPythonRenderer):
    """What is not allowed can be read: the address of a link or picture, HTML and TeX as they were typed."""

    def __init__(self, find_picture, page):
        super().__init__(escape=False, exclude_anchor_links=True)
        self.find_picture, self.page = find_picture, page

    def link(self, text, url, title=None):
        if is_link(url, self.page.own_host):
            return super().link(text, url, title)
        self.page.refused += 1
        return f"{text} <code>{_address(NO_LINK, url)}</code>"

    def image(self, text, url, title=None):
        if data := self.find_picture(url):
            return f'<img src="{data}" alt="{escape(unescape(re.sub("<[^>]*>", "", text)))}">'
        self.page.refused += 1
        return f"{text} <code>{_address(NO_PICTURE, url)}</code>"

    def block_html(self, html):
        shown = self._harmless(html)
        return f"<p>{escape(html)}</p>\n" if shown is None else shown

    def inline_html(self, html):
        shown = self._harmless(html)
        return escape(html) if shown is None else shown

    def block_math(self, body):
        return self._formula(f"$${body}$$", body, display=True)

    def inline_math(self, body):
        return self._formula(f"${body}$", body)

    def latex_environment(self, name, body):
        whole = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return self._formula(whole, whole, display=True)

    def block_mermaidjs(self, code):
        return f"<pre>{escape(code)}</pre>"

    def _formula(self, written, tex, display=False):
        return self.page.formulas.mathml(tex, display) or f"<code>{escape(written)}</code>"

    def _harmless(self, html):
        """HTML with its pictures; None if not all of it may stand in a page."""

        def with_data(found):
            data = self.find_picture(unescape(found[2].strip("\"'")))
            return f'{found[1]}"{data}"' if data else found[0]

        shown, reader = SOURCE.sub(with_data, html), _Reader(self.page.own_host)
        reader.feed(shown)
        reader.close()
        self.page.refused += not reader.harmless
        return shown if reader.harmless else None


class _Reader(HTMLParser):
    """Whether HTML holds only what is allowed. Only to show what is not: `harmless` decides what stays."""

    def __init__(self, own_host):
        super().__init__()
        self.own_host, self.harmless = own_host, True

    def handle_starttag(self, tag, attributes):
        allowed = (allows(tag, name, value or "", self.own_host) for name, value in attributes)
        if tag not in TEXT or not all(allowed):
            self.harmless = False

    def handle_endtag(self, tag):
        if tag not in TEXT:
            self.harmless = False

    def _not_shown(self, *_):
        self.harmless = False

    handle_comment = handle_decl = handle_pi = unknown_decl = _not_shown


def _address(template, address):
    shown = address if len(address) <= SHOWN else address[: SHOWN - 1] + "…"
    return escape(template.format(address=shown))
