"""What may be said of a message in which student code may have had a hand: sentences known before it ran.

A message is made of templates (bplab.checks.messages, bplab.student_code.errors) and of what fills them:
numbers, shapes, names and texts that student code may have chosen. Of each line that is one of the templates,
the template is said, with "…" for what fills it; a name stays if it is one of NumPy or of the notebook that
students got. Who writes such a line into an exception chooses from a list, and gets nothing through.
"""

import importlib
import pkgutil
import re
from functools import cache, lru_cache

import numpy as np

from bplab.checks import messages
from bplab.language.templates import fillings, parsed
from bplab.student_code.errors import ERRORS

FEWEST_LETTERS = 10  # of a template's own: fewer say nothing, and are found in anything
MOST_SENTENCES = 4
MOST_LINES, LONGEST_LINE = 40, 600  # of a message
NOT_SAID = re.compile(r"\s*(expected|got)\s")  # the lines with numbers
DONE = "_DONE"  # ends the names of what a check says when all is right
MASKED = {"call": "The result", "error": "an error", "k": "k", "before": "k - 1"}
NAME = re.compile(r"(?:np\.)?[A-Za-z_]\w*(?:\.T)?(?:(?: @ |\()[A-Za-z_]\w*(?:\.T)?\)?)?")
LABEL = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?")
# `MLP.forward on 5 samples: z_1`: the function that it begins with, and the name that it ends with.
CALL = re.compile(rf"({LABEL.pattern})(?:[ (][^:]*)?(: [A-Za-z_]\w*)?")
NOTHING_LEFT = re.compile(r" Here [^.]*… and …\.$")  # a sentence that says what is not shown, and no more
BULLET = re.compile(r"^- (?:`[^`]*`: )?")  # the formula is not shown
IDENTIFIER = re.compile(r"[A-Za-z_]\w*")


def public_sentences(message, words):
    """The sentences of a message that may be shown, in its order. words: see Unit."""
    said = []
    for line in message.split("\n")[:MOST_LINES]:
        sentence = _sentence(BULLET.sub("", line[:LONGEST_LINE].strip()), words)
        if sentence and sentence not in said:
            said.append(sentence)
    return said[:MOST_SENTENCES]


@lru_cache(maxsize=4096)  # of a class, many get the same line
def _sentence(line, words):
    for literals, names in _templates():
        found = fillings(line, literals)
        if found is not None:
            known = dict(zip(names, found, strict=True))
            if "formula" in known:  # which is not shown, but what is wrong in it may be
                return _sentence(known.get("edit", ""), words)
            shown = [_shown(name, value, words) for name, value in zip(names, found, strict=True)]
            text = literals[0] + "".join(map("".join, zip(shown, literals[1:], strict=True)))
            return NOTHING_LEFT.sub("", text)
    return None


def _shown(placeholder, value, words):
    if placeholder == "call" and (call := CALL.fullmatch(value)):
        value = call[1] + (call[2] or "")
        known = True
    else:
        known = bool(NAME.fullmatch(value) or LABEL.fullmatch(value))
    if placeholder != "error" and known and words.issuperset(_names(value)):
        return value
    return MASKED.get(placeholder, "…")


def _names(value):
    return {name for name in IDENTIFIER.findall(value) if name != "T" and not hasattr(np, name)}


@cache
def _templates():
    """(literals, names of what stands between them) of each line of a template, the most telling first."""
    found = {}
    for text in every_text():
        for line in filter(None, text.split("\n")):
            literals, names = parsed(line.strip())
            own = "".join(literals)
            is_whole = literals[-1] or names[-1] == "error" or ":" in own  # and no name of a call
            if is_whole and not NOT_SAID.match(line) and sum(map(str.isalpha, own)) >= FEWEST_LETTERS:
                found[tuple(literals), tuple(names)] = len(own)
    return sorted(found, key=found.__getitem__, reverse=True)


def every_text():
    """The templates, of one line or several."""
    yield from (sentence for _, sentence in ERRORS.values())
    modules = (
        messages.__name__,
        *(f"{messages.__name__}.{m.name}" for m in pkgutil.iter_modules(messages.__path__)),
    )
    for module in map(importlib.import_module, modules):
        for name, value in vars(module).items():
            if name.isupper() and not name.endswith(DONE):
                yield from _strings(value)


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
