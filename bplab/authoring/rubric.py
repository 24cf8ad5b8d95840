"""The list of points of a written answer: what a person who marks it looks for, and what each thing is worth.

It stands at the end of the model answer, or else in the question above it, as a list of which each item names
its points: `- The shapes of all factors (2 points).` Items that take points off, `(-1 point)`, may be in it.
"""

import re
from dataclasses import dataclass

BULLET = re.compile(r"(?:[-*+]|\d+[.)])\s+(.*)")
NUMBER = re.compile(
    r"[(（]\s*([-−+]?\d+(?:[.,]\d+)?)\s*(?:points?|pts?\.?|Punkte?|分)\s*[)）]", re.IGNORECASE
)
ENDS = " \t;；.。,，:："


@dataclass(frozen=True)
class Item:
    """points: negative where something is taken off."""

    text: str
    points: float


def read_list(model, question):
    """(the model answer without a list of its own, the Items of that list, else of the question's)."""
    text, own = _split(model)
    return (text, own) if own else (model.strip(), _split(question)[1] or _anywhere(question))


def missing_points(items, points):
    """How many points a list lacks, or has too many (below 0); a question without one lacks nothing."""
    return points - sum(item.points for item in items if item.points > 0) if items else 0


def _split(text):
    """(what stands before a list of points at the end of a text, its items)."""
    blocks = list(_blocks(text))
    if not blocks or not (items := _items(blocks[-1][1])):
        return text.strip(), []
    return "\n".join(text.split("\n")[: blocks[-1][0]]).strip(), items


def _anywhere(text):
    """The items of the first list of points in a text."""
    return next((items for _, block in _blocks(text) if (items := _items(block))), [])


def _blocks(text):
    """(line number, lines) of what blank lines divide."""
    start, block = 0, []
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            start = start if block else number
            block.append(line)
        elif block:
            yield start, block
            block = []
    if block:
        yield start, block


def _items(lines):
    """The items of a block that is a list in which each names its points; else none."""
    texts: list[str] = []
    for line in lines:
        found = BULLET.match(line)
        if found:
            texts.append(found[1])
        elif not texts or not line.startswith((" ", "\t")):
            return []
        else:
            texts[-1] += f" {line.strip()}"
    found = [(text, NUMBER.findall(text)) for text in texts]
    if not all(len(numbers) == 1 for _, numbers in found):
        return []
    return [Item(NUMBER.sub("", text).strip(ENDS), _points(numbers[0])) for text, numbers in found]


def _points(number):
    return float(number.replace("−", "-").replace(",", "."))
