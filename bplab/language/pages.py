"""The words of a page: of its template (Jinja), between the tags that make blocks, and of its scripts.

What stands within a sentence belongs to it: `<code>`, `<a href=...>`, `{{ ... }}`, `{% if ... %}`. A
translation may put them in another order, and holds the same ones.
"""

import re
from collections import Counter

INLINE = "a|abbr|b|code|em|i|kbd|mark|small|span|strong"
BETWEEN = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)>|\{#.*?#\}"
    rf"|<(?!/?(?:{INLINE})\b)/?[A-Za-z!](?:[^>{{]|\{{\{{.*?\}}\}}|\{{%.*?%\}})*>",
    re.DOTALL,
)
TITLES = re.compile(r'\b(?:title|aria-label|placeholder|alt)="([^"]*[A-Za-z]{2}[^"]*)"')
MARKUP = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|</?[A-Za-z](?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*>|&\w+;", re.DOTALL)
TAG = re.compile(r"</?[A-Za-z](?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*>", re.DOTALL)
VALUE_OF_TAG = re.compile(r"\{\{(-?)(.*?)(-?)\}\}", re.DOTALL)
STATEMENT = re.compile(r"\s+|\{%.*?%\}", re.DOTALL)
KEY = re.compile(r"<kbd>.*?</kbd>", re.DOTALL)
ENDING = re.compile(r'\{\{-? "s" if [^{}]* -?\}\}')  # of a plural, which Chinese does not have
EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{2,}")
SAID_IN_EXPRESSION = re.compile(r"[A-Za-z]{2}[ ,.:]|[ ,.:(]+[A-Za-z]{2}|^[A-Z][a-z]+$|^: $")
PUNCTUATED = re.compile(r"x[^ ]*[.:](?: |$)")  # values that are put together as a sentence
LISTED = re.compile(r"\{%-? for [^%]*? in \(\(.*?%\}", re.DOTALL)  # ((value, "words"), ...)
COUNTED = re.compile(r'\bcount\((?:[^()"]|\([^()]*\))*, "([a-z ]+)"\)')
SCRIPTS = re.compile(
    r'"([A-Z][^"\n]* [^"\n]*)"|(?<=\? )"(, [a-z][^"\n]*)"'
    r'|(?:(?<=textContent: )|(?<="aria-label", ))"([A-Z][a-z]+)"'
    r"|`([^`\n]*[A-Za-z]{2} [^`\n]*|[A-Z][a-z]+ [^`\n]*|\$\{[^`\n?]*\} [a-z]{2}[^`\n]*)`"
)
VALUE = re.compile(r"\$\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}")


def segments(source):
    """The texts of a template, in their order, with single spaces."""
    return [" ".join(source[a:b].split()) for a, b in spans(source)]


def spans(source):
    """(from, to) of the texts of a template that say something."""
    found, at = [], 0
    for between in [*BETWEEN.finditer(source), None]:
        end = between.start() if between else len(source)
        found.append(_trimmed(source, at, end))
        if between:
            found += [match.span(1) for match in TITLES.finditer(source, *between.span())]
            at = between.end()
    return [(a, b) for a, b in found if _says(source[a:b])]


def _says(text):
    if WORD.search(MARKUP.sub(" ", KEY.sub(" ", text))):
        return True
    if "{{" in text and PUNCTUATED.search(MARKUP.sub("x", text)):
        return True
    strings = (each for part in EXPRESSION.findall(text) for each in re.findall(r'"([^"]*)"', part))
    return any(map(SAID_IN_EXPRESSION.search, strings))


def _trimmed(source, start, end):
    """Without the statements and spaces with which a text begins and ends."""
    while match := STATEMENT.match(source, start, end):
        start = match.end()
    pieces = list(STATEMENT.finditer(source, start, end))
    while pieces and pieces[-1].end() == end:
        end = pieces.pop().start()
    return start, end


def parts(text):
    """{tags, statements and expressions of a text: how often each}, but for the endings of plurals."""
    found = Counter(" ".join(part.split()) for part in MARKUP.findall(ENDING.sub("", text)))
    return Counter(
        {re.sub(r'"[^"]*"', '""', part) if part.startswith("{{") else part: n for part, n in found.items()}
    )


def page_in(source, language, catalogue):
    """A template in another language; catalogue: {English segment: the same in it}."""
    text, at = "", 0
    for a, b in sorted(spans(source)):
        text += source[at:a] + (catalogue.get(" ".join(source[a:b].split())) or source[a:b])
        at = b
    text = (text + source[at:]).replace('<html lang="en">', f'<html lang="{language}">')
    return TAG.sub(lambda tag: _kept(tag[0]), text)


def _kept(tag):
    """A tag whose values stay as they are, such as that of class="...", but for what is read to people."""
    read = [match.span(1) for match in TITLES.finditer(tag)]

    def kept(value):
        is_read = any(a <= value.start() and value.end() <= b for a, b in read)
        return value[0] if is_read else f"{{{{{value[1]} ({value[2]}) | e {value[3]}}}}}"

    return VALUE_OF_TAG.sub(kept, tag)


def counted(number, noun):
    """`1 student`, `2 students`; a noun that is Chinese already has no ending."""
    return f"{number} {noun}{'' if number == 1 or not noun.isascii() else 's'}"


def counts(source):
    """What a template counts, as templates of a sentence."""
    for noun in COUNTED.findall(source):
        yield from (f"{{n}} {noun}", f"{{n}} {noun}s")


def listed(source):
    """The words of the lists that a template goes through."""
    for statement in LISTED.findall(source):
        yield from re.findall(r'"([^"]+)"', statement)


def script_texts(source):
    """The texts of a page's script."""
    found = ["".join(texts) for line in _code(source) for texts in SCRIPTS.findall(line)]
    return [text for text in found if WORD.search(VALUE.sub(" ", text).replace("new ", "").replace("?", ""))]


def script_in(source, catalogue):
    """A script in another language."""

    def said(match):
        quote, text = match[0][0], match[match.lastindex]
        return f"{quote}{catalogue.get(text) or text}{quote}"

    return "\n".join(
        SCRIPTS.sub(said, line) if not line.lstrip().startswith("//") else line for line in source.split("\n")
    )


def _code(source):
    return (line for line in source.split("\n") if not line.lstrip().startswith("//"))
