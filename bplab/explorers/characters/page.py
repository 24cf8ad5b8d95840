"""The parts of `explore_characters` that are HTML: the pad to draw on, and the table of confusions."""

import functools
import html
from importlib import resources

from matplotlib.colors import to_hex

from bplab.characters import CHARACTERS
from bplab.explorers.characters import words
from bplab.explorers.characters.model import N_CLASSES
from bplab.explorers.characters.signs import address, sign, sign_style
from bplab.explorers.characters.strokes import PAD
from bplab.explorers.matrices import PALE
from bplab.figures import CLASS_COLOURS, RELU_COLOUR
from bplab.figures.boundary import pale
from bplab.language import say

STYLE = """<style>
.bplab-pad { border: 2px solid #444; background: white; touch-action: none; cursor: crosshair; }
.bplab-pad path { fill: none; stroke: black; stroke-width: 14; stroke-linecap: round; }
.bplab-pad path { stroke-linejoin: round; }
.bplab-pad image { image-rendering: pixelated; }
.bplab-strokes { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.bplab-confusions { border-collapse: collapse; line-height: 1; }
.bplab-confusions th, .bplab-confusions td { width: 25px; height: 23px; padding: 0; text-align: center;
  font-size: 11px; font-weight: normal; border: 1px solid #ddd; color: black; }
.bplab-confusions td { cursor: pointer; }
.bplab-confusions td.bplab-chosen { outline: 2px solid black; font-weight: bold; }
</style>"""


@functools.cache
def handler(name):
    """A file of JavaScript beside this one, as the value of an attribute; `this` is the element."""
    script = (resources.files(__package__) / name).read_text(encoding="utf-8")
    return html.escape(script)


def style():
    """What the page needs once."""
    return STYLE + sign_style()


def pad(sheet, ink, strokes):
    """The field to draw on, with a picture (28, 28) or none, or with strokes.

    sheet: another number for every new pad. Else a pad like the last would not replace what is drawn on it.
    """
    draw = handler("pad.js")
    events = " ".join(f'on{event}="{draw}"' for event in ("pointerdown", "pointermove", "pointerup"))
    picture = "" if ink is None else f'<image href="{address(ink)}" width="{PAD}" height="{PAD}"/>'
    return (
        f'<svg class="bplab-pad" data-sheet="{sheet}" width="{PAD}" height="{PAD}" viewBox="0 0 {PAD} {PAD}"'
        f' role="img" aria-label="{say(words.PAD)}" {events}>{picture}<path d="{strokes}"/></svg>'
    )


def confusion_table(counts, chosen):
    """counts (12, 12): rows the true classes, columns the predicted ones. chosen: a row and a column."""
    heads = "".join(f"<th>{sign(c)}</th>" for c in range(N_CLASSES))
    rows = "".join(
        f"<tr><th>{sign(c)}</th>{''.join(_cell(counts, c, other, chosen) for other in range(N_CLASSES))}</tr>"
        for c in range(N_CLASSES)
    )
    return (
        f'<table class="bplab-confusions" onpointerdown="{handler("choose.js")}">'
        f'<tr><th title="{say(words.CORNER)}">↘</th>{heads}</tr>{rows}</table>'
    )


def _cell(counts, c, other, chosen):
    """One count: its share of the row as a colour, blue where it is right, orange where it is wrong."""
    count = counts[c, other]
    colour = CLASS_COLOURS[0] if c == other else RELU_COLOUR
    share = count / max(counts[c].sum(), 1)
    strength = PALE * min(1, share if c == other else 4 * share)  # mistakes are rarer
    mark = ' class="bplab-chosen"' if (c, other) == chosen else ""
    title = say(words.CELL, shown=CHARACTERS[c], read=CHARACTERS[other], n=count)
    return f'<td{mark} title="{title}" style="background:{to_hex(pale(colour, strength))}">{count or ""}</td>'
