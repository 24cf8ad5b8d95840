"""Which released cell each submitted cell is: by what it states, its id, text, names, likeness, in order."""

from difflib import SequenceMatcher
from itertools import pairwise

from bplab.grading.intake.repair.code import binds, definitions, is_complete
from bplab.grading.intake.repair.records import note
from bplab.grading.intake.repair.template import GIVEN, PROSE, TASK, TEST, WRITTEN, is_blank

LIKE = 0.6  # the share of a text from which on it is taken for an edited copy
COMPARED = 2000  # characters of each text, and
CANDIDATES = 30  # cells between two neighbours: comparing is slow


class OtherAssignment(Exception):
    """The notebook's cells are those of another assignment."""


def recognise_stated(cells, parts):
    """By what a cell states (its metadata, else its id) and by text that is exactly as released."""
    known = {part.id: part for part in parts if part.role != PROSE}
    foreign = set()
    for cell in cells:
        if cell.claim:
            cell.part = known.get(cell.claim)
            if cell.part is None:
                foreign.add(cell.claim)
    tasks = {cell.part.id for cell in cells if cell.part and cell.part.role != GIVEN}
    if len(foreign) > len(tasks):
        raise OtherAssignment
    for matches in (lambda cell, part: cell.id == part.id, lambda cell, part: cell.text == part.text):
        _recognise_missing(cells, parts, matches)
    return [note("foreign", found=sorted(foreign))] if foreign else []


def recognise_unstated(cells, parts):
    """By the names that a cell defines, and by likeness and order between recognised neighbours."""
    for part in missing(cells, parts):
        if part.role == TASK and part.names:
            _recognise_names(cells, part)
    _recognise_halves(cells, parts)
    for part in missing(cells, parts):
        if part.role != PROSE:
            _recognise_between(cells, part)
    if not any(cell.part and cell.part.role in (TASK, TEST, WRITTEN) for cell in cells):
        raise OtherAssignment


def missing(cells, parts):
    """The parts that no cell is, in released order."""
    found = {cell.part for cell in cells}
    return [part for part in parts if part not in found]


def _recognise_missing(cells, parts, matches):
    for part in missing(cells, parts):
        for cell in cells:
            if cell.part is None and not cell.claim and part.text and matches(cell, part):
                cell.part = part
                break


def _recognise_names(cells, part):
    """The last cell that defines all names, code and filled in if there is one.

    If none defines all of them, then every cell that defines some: the parts of a split cell.
    """
    free = [cell for cell in cells if cell.part is None]
    whole = [cell for cell in free if binds(cell.names, part.names, every=True)]
    if whole:
        rank = [(cell.type == "code", not is_blank(cell, part), number) for number, cell in enumerate(whole)]
        whole[max(rank)[-1]].part = part
        return
    for cell in free:
        if cell.type == "code" and binds(cell.names, part.names):
            cell.part = part


def _recognise_halves(cells, parts):
    """Two cells that define a task together, and of which one alone is no Python: it was split."""
    for above, cell in pairwise(cells):
        if cell.part or above.type != "code" or cell.type != "code" or not (above.torn or cell.torn):
            continue
        names = definitions(f"{above.source}\n{cell.source}")
        for task in [above.part] if above.part else missing(cells, parts):
            if task.role == TASK and is_complete(names, task.names):
                above.part = cell.part = task
                break


def _recognise_between(cells, part):
    """The cell most like the released one; an answer in words is like nothing: the longest text counts."""
    numbers = [cell.part.index if cell.part else None for cell in cells]
    before = [index for index, number in enumerate(numbers) if number is not None and number < part.index]
    first = before[-1] + 1 if before else 0
    after = [index for index in range(first, len(cells)) if numbers[index] is not None]
    between = [cell for cell in cells[first : min(after, default=len(cells))] if cell.source.strip()]
    likeness = [_likeness(cell, part) for cell in between[:CANDIDATES]]
    if likeness and max(likeness) >= LIKE:
        between[likeness.index(max(likeness))].part = part


def _likeness(cell, part):
    if part.role == WRITTEN:
        return len(cell.source) if cell.type == "markdown" else 0
    matcher = SequenceMatcher(None, part.source[:COMPARED], cell.source[:COMPARED], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0
