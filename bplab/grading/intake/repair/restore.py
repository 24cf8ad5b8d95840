"""Every released cell in its place, with its type and metadata; with its text, too, where it is locked."""

import difflib
import hashlib
from dataclasses import replace

from bplab.grading.intake.repair.clean import SubmittedCell
from bplab.grading.intake.repair.recognise import missing
from bplab.grading.intake.repair.records import note
from bplab.grading.intake.repair.template import GIVEN, PROSE, TASK, TEST

LINES = 500  # of a given cell are searched for what a student added: a few are there


def restore_cells(cells, parts):
    """(cells, repairs): type, metadata and locked text as released."""
    found: dict[str, list[str]] = {"lost": [], "damaged": [], "changed": [], "older": [], "kept": []}
    retyped: dict[str, list[str]] = {}
    result = []
    for cell in cells:
        part = cell.part
        if part is None or part.role == PROSE:
            result.append(cell)
            continue
        result.append(replace(cell, type=part.type, source=part.source if part.locked else cell.source))
        if cell.type != part.type:
            retyped.setdefault(part.type, []).append(part.id)
        kinds = _differences(cell, part)
        if "changed" in kinds and part.role == GIVEN and (added := _added_lines(cell.source, part.source)):
            kinds.append("kept")
            result.append(SubmittedCell("code", added))
        for kind in kinds:
            found[kind].append(part.id)
    return result, [
        *(note("retyped", ids, type=kind) for kind, ids in retyped.items()),
        *(note(kind, ids) for kind, ids in found.items() if ids),
    ]


def _differences(cell, part):
    """What is not as released, of marks and locked text; of a cell of an earlier release that alone."""
    if part.locked and _is_of_earlier_release(cell, part):
        return ["older"]
    kinds = []
    if not cell.claim:
        kinds.append("lost")
    elif not _same_marks(cell.marks, part.metadata["nbgrader"]):
        kinds.append("damaged")
    if part.locked and cell.text != part.text:
        kinds.append("changed")
    return kinds


def place_cells(cells, parts):
    """(cells, repairs): locked cells where they belong, missing ones put back.

    A test belongs after every task and given cell that stands above it in the released notebook, a given cell
    before every task below it. A missing task is put back empty: its code may stand in another cell, and the
    released blank would overwrite that. A missing answer in words is as released: that is nobody's answer.
    """
    absent = [part for part in missing(cells, parts) if part.role != PROSE]
    for part in absent:
        if part.role != TEST:
            cells.insert(_place(cells, part), _put_back(part))
    moved = []
    for part in parts:
        if part.locked and _is_misplaced(cells, part):
            before = [cell.part for cell in cells]
            cell = cells.pop(before.index(part))
            cells.insert(_place(cells, part), cell)
            if before != [cell.part for cell in cells]:
                moved.append(part.id)
    for part in absent:
        if part.role == TEST:
            cells.insert(_place(cells, part), _put_back(part))
    notes = {"moved": moved, "missing": [part.id for part in absent]}
    return cells, [note(kind, ids) for kind, ids in notes.items() if ids]


def _put_back(part):
    return SubmittedCell(part.type, "" if part.role == TASK else part.source, part.id, part=part)


def _is_misplaced(cells, part):
    here = next((index for index, cell in enumerate(cells) if cell.part is part), None)
    if here is None:
        return False
    if part.role == TEST:
        return here < max(_needed(cells, part), default=-1)
    return here > min(_needing(cells, part), default=len(cells))


def _place(cells, part):
    """After the nearest released cell above that is there, and as far down or up as its role asks."""
    above = {cell.part.index: index for index, cell in enumerate(cells) if cell.part}
    nearest = max((number for number in above if number < part.index), default=None)
    place = -1 if nearest is None else above[nearest]
    if part.role == GIVEN:
        return min([place + 1, *_needing(cells, part)])
    return max([place, *_needed(cells, part)]) + 1


def _needed(cells, part):
    """Where the tasks and given cells are that stand above a cell in the released notebook."""
    return [n for n, cell in enumerate(cells) if _is_content(cell) and cell.part.index < part.index]


def _needing(cells, part):
    """Where the tasks are that stand below a cell in the released notebook."""
    return [n for n, cell in enumerate(cells) if _is_content(cell) and cell.part.index > part.index]


def _is_content(cell):
    return cell.part is not None and cell.part.role not in (TEST, PROSE)


def _is_of_earlier_release(cell, part):
    """Whether the instructor has changed a cell since this copy was released: its own checksum is right."""
    if not cell.claim or cell.text == part.text:
        return False
    if cell.marks.get("checksum") == part.metadata["nbgrader"].get("checksum"):
        return False
    try:
        return checksum(cell.type, cell.source, cell.marks) == cell.marks.get("checksum")
    except (KeyError, TypeError, ValueError, AttributeError):  # marks of some other form
        return False


def checksum(cell_type, source, marks):
    """What nbgrader's compute_checksum gives: nbgrader itself is not there on a student's machine."""
    grade, solution = marks.get("grade", False), marks.get("solution", False)
    locked = not solution and (bool(grade) or marks.get("locked", False))
    points = [float(marks["points"])] if grade else []
    parts = [source, cell_type, grade, solution, locked, marks["grade_id"], *points]
    return hashlib.md5("".join(map(str, parts)).encode()).hexdigest()


def _same_marks(marks, released):
    """The checksum is not compared: an earlier release of the same cell may have had another."""
    return {**marks, "checksum": ""} == {**released, "checksum": ""}


def _added_lines(source, released):
    """Whole lines that a student wrote into a given cell, if they make sense alone."""
    lines, original = source.split("\n")[:LINES], released.split("\n")
    changes = difflib.SequenceMatcher(None, original, lines, autojunk=False).get_opcodes()
    added = "\n".join("\n".join(lines[a:b]) for kind, _, _, a, b in changes if kind == "insert").strip("\n")
    return added if added.strip() and not SubmittedCell("code", added).torn else ""
