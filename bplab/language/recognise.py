"""A text that the program has put together in English, in another language: line by line, by its templates.

What fills a template may be made of templates itself. Numbers, names, code and what Python says of an error
stay as they are; so does a line that no template made. A student may have written any part of it: it is
compared with the templates and put in its place, never formatted or run.
"""

import re
from functools import cache, lru_cache

from bplab import language
from bplab.language.templates import fillings, parsed

# A student may have written it: how many lines of a text are looked at, of how many characters, how often.
MOST_LINES, LONGEST, MOST_LOOKS = 100, 1_000, 60
DEEPEST = 7  # templates in the fillings of templates
FEWEST_LETTERS = 4  # of a template's own that alone can make a line, or one word at its beginning
# Placeholders that hold one word, or a number.
WORDS = {"n", "n_classes", "k", "m", "i", "h", "row", "epochs", "epoch", "argument", "dW", "db"}
WORD = re.compile(r"[\w.,%+-]*")
SAID = ("explorers",)  # rooms that say() what they say: a label of theirs, `loss`, is a name elsewhere
KEPT = {"error", "formula", "term", "path", "student", "text", "line"}  # fillings that are never translated
PYTHONS = re.compile(r"(?:\w+\.)*\w*(?:Error|Exception|Warning|Interrupt|Exit): ")
BULLET = "- "
CALL = re.compile(r"([\w.]+)\((.*)\)")
COMMA = re.compile(r", (?![^()\[\]]*[)\]])")  # between arguments, and not within one
LIST = re.compile(r"(, | and | or )")
BRACKET = re.compile(r"[\[(][^\])]*,")
JOINED = {", ": "、", " and ": " 和 ", " or ": " 或 "}
ITEM = re.compile(r"[\w.()\[\]{}\"'`=+*/@<>-]*")  # a name, a number, a bit of code


class Recogniser:
    """{English template: the same in another language}, for texts that are already filled in."""

    def __init__(self, catalogue):
        self.whole, self.looks, found = {}, 0, []
        for template, other in catalogue.items():
            literals, names = _parsed(template)
            if not names:
                self.whole[template.strip()] = other.strip()
            elif "\n" not in template.strip() and set(_parsed(other)[1]) <= set(names):
                found.append(_Template(literals, names, other.strip()))
        found.sort(key=lambda template: -template.length)  # the most telling first
        self.templates = {}
        for number, template in enumerate(found):
            self.templates.setdefault(template.literals[0][:1], []).append((number, template))
        self.line = lru_cache(maxsize=4096)(self._line)

    def text(self, text):
        """The text in the other language."""
        if whole := self.whole.get(text.strip()):
            return _within(text, whole)
        lines = text.split("\n")
        return "\n".join([*map(self.line, lines[:MOST_LINES]), *lines[MOST_LINES:]])

    def _line(self, line):
        body = line.strip()
        if not body or len(body) > LONGEST or PYTHONS.match(body):
            return line
        self.looks = 0
        return _within(line, self._said(body, FEWEST_LETTERS, DEEPEST) or body)

    def _said(self, text, letters, depth):
        """The text in the other language; None if no template made it."""
        if found := self.whole.get(text) or self.whole.get(text[:1].lower() + text[1:]):  # also capitalized
            return found
        self.looks += 1
        if not depth or self.looks > MOST_LOOKS:
            return None
        if call := self._call(text, depth - 1):
            return call
        for template in self._candidates(text, letters):
            found = fillings(text, template.literals)
            if found is not None and template.fits(found):
                return template.filled(
                    [self._filling(*pair, depth - 1) for pair in zip(template.names, found, strict=True)]
                )
        return self._parts(text, letters, depth - 1)

    def _candidates(self, text, letters):
        mixed = sorted([*self.templates.get(text[:1], ()), *self.templates.get("", ())])
        return (each for _, each in mixed if each.letters >= letters or each.begins)

    def _filling(self, name, text, depth):
        if name in KEPT or not any(map(str.isalpha, text)):
            return text
        body = text.strip()
        head, colon, tail = body.rpartition(": ")
        if colon and ITEM.fullmatch(tail):  # `MLP.forward on 5 samples: z_1`
            said = self._said(head, 1, depth)
            if said and said != head:
                return _within(text, f"{said}：{tail}")
        return _within(text, self._said(body, 1, depth) or self._listed(body, depth) or body)

    def _call(self, text, depth):
        """A call with its arguments, `dense(X of shape (2, 3), [0.0, 1.0])`; None if it is none."""
        call = CALL.fullmatch(text)
        if call is None or not _balanced(call[2]):
            return None
        arguments = (self._said(each, 1, depth) or each for each in COMMA.split(call[2]))
        return f"{call[1]}({', '.join(arguments)})"

    def _parts(self, text, letters, depth):
        """What a check says of something, as `something: what it says`, either of which may be known."""
        if text.startswith(BULLET):
            said = self._said(text[len(BULLET) :], letters, depth)
            return said and BULLET + said
        for head, colon, tail in (text.partition(": "), text.rpartition(": ")):
            said = [self._said(part, letters, depth) for part in (head, tail)] if colon else ()
            if any(said):
                return "：".join(new or old for new, old in zip(said, (head, tail), strict=True))
        return None

    def _listed(self, text, depth):
        """A list of things, each of which is known or a name."""
        parts = LIST.split(text)
        if len(parts) == 1 or BRACKET.search(text):
            return None
        said = [self._said(part, 1, depth) or (ITEM.fullmatch(part) and part) for part in parts[::2]]
        if None in said:
            return None
        return "".join(
            part if number % 2 == 0 else JOINED[part] for number, part in enumerate(_woven(said, parts))
        )


class _Template:
    def __init__(self, literals, names, other):
        own = "".join(literals)
        self.literals, self.names = literals, names
        self.length, self.letters = len(own), sum(map(str.isalpha, own))
        self.other, places = _parsed(other)
        self.places = [names.index(place) for place in places]  # of its fillings, which are it is filled with
        self.begins = any(map(str.isalpha, literals[0]))
        self.repeated = len(set(names)) < len(names)
        self.words = [
            number
            for number, (name, after) in enumerate(zip(names, literals[1:], strict=True))
            if name in WORDS or (not number and not literals[0] and after.startswith((".", "(")))
        ]

    def fits(self, found):
        """Whether it may be filled so: numbers and names hold no spaces, one placeholder holds one thing."""
        if not all(WORD.fullmatch(found[number].strip()) for number in self.words):
            return False
        return not self.repeated or len(set(zip(self.names, found, strict=True))) == len(set(self.names))

    def filled(self, found):
        chosen = [found[place] for place in self.places]
        return self.other[0] + "".join(map("".join, zip(chosen, self.other[1:], strict=True)))


def _parsed(template):
    try:
        return parsed(template.strip())
    except ValueError:  # braces that are no template's
        return [template.strip()], []


def _within(line, body):
    """The body with the space that the line has around its own; none after Chinese punctuation."""
    if not line.strip():
        return line
    start, end = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    return f"{start}{body}{end if end.strip(' ') or not body.endswith(tuple('，。；：')) else ''}"


def _balanced(text):
    """Whether no bracket is closed in a text that was not opened in it."""
    depth = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if depth < 0:
            return False
    return True


def _woven(said, parts):
    for number, part in enumerate(parts):
        yield said[number // 2] if number % 2 == 0 else part


@cache
def recogniser(name):
    """The Recogniser of a language."""
    return Recogniser(language.catalogue(name, without=SAID))
