"""Where the numbers of arrays stand in their boxes: for what is clicked, framed, or reached by arrow keys."""

import numpy as np

from bplab.explorers.backprop.places import BOX_HEIGHT

CHARACTER, LINE = 6.62, 13.0  # width and height of a character of the numbers, in pixels
NAME = 15  # height of the name above a box


def cells(place, text):
    """(row, column) -> (left, top, right, bottom) of the numbers of a text with aligned columns."""
    lines = [line.split() for line in text.split("\n")]
    n_columns = len(lines[0])
    width = (len(text.split("\n")[0]) + 1) / n_columns * CHARACTER  # of a column, with the space behind it
    left = place.x - n_columns * width / 2
    top = place.y + BOX_HEIGHT / 2 - len(lines) * LINE / 2
    return {
        (i, j): (left + j * width, top + i * LINE, left + (j + 1) * width, top + (i + 1) * LINE)
        for i, line in enumerate(lines)
        for j in range(len(line))
    }


def cell_of(boxes, entry):
    """The corners (4, 2) of an entry (name, row, column), or None; boxes: name -> place, text."""
    name, *index = entry
    if name not in boxes or tuple(index) not in (found := cells(*boxes[name])):
        return None
    left, top, right, bottom = found[tuple(index)]
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def cell_at(boxes, x, y):
    """The entry nearest to this place, in its box; (name, None, None) at the box's name; None elsewhere."""
    for name, (place, text) in boxes.items():
        left, top = place.corner
        if not left <= x <= left + place.width:
            continue
        if top - NAME <= y < top:
            return name, None, None
        if top <= y <= top + BOX_HEIGHT:
            index = min(cells(place, text).items(), key=lambda cell: _distance(cell[1], x, y))[0]
            return name, *index
    return None


def next_cell(boxes, entry, arrow):
    """The entry nearest in the direction of an arrow (steps to the right and up); the same if none is."""
    middles = {
        (name, *index): np.add(box[:2], box[2:]) / 2
        for name, (place, text) in boxes.items()
        for index, box in cells(place, text).items()
    }
    if entry not in middles:
        return next(iter(middles))
    ahead = np.array((arrow[0], -arrow[1]))  # down is positive in a picture
    aside = np.abs(ahead[::-1])

    def cost(other):
        way = middles[other] - middles[entry]
        return way @ ahead + 4 * abs(way @ aside) if way @ ahead > 1 else float("inf")

    best = min(middles, key=cost)
    return best if cost(best) < float("inf") else entry


def _distance(box, x, y):
    left, top, right, bottom = box
    return max(left - x, 0, x - right) + max(top - y, 0, y - bottom)
