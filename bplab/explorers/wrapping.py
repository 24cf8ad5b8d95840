"""Text for narrow pictures: broken into lines that fit."""

import re

from bplab.explorers.lettering import _set

# A line may end behind a word, and behind every character that is written without spaces between them.
PIECES = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+")


def wrapped(text, width, size=11, font="DejaVu Sans", indent=""):
    """The text with line ends, so that none is wider than so many pixels; indent: before further lines."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in PIECES.findall(paragraph):
            if line.strip() and _width((line + piece).rstrip(), size, font) > width:
                lines.append(line.rstrip())
                line = indent + piece
            else:
                line += piece
        lines.append(line.rstrip())
    return "\n".join(lines)


def _width(text, size, font):
    return _set(text, size, "la", font)[1].shape[1]
