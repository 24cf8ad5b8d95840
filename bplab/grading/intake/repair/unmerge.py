"""Cells that were merged with a released one are taken apart, by the released text that stands in them."""

from bplab.grading.intake.repair.clean import SubmittedCell
from bplab.grading.intake.repair.recognise import missing
from bplab.grading.intake.repair.records import note

SHORTEST = 15  # characters; a shorter text may be there by chance


def unmerge(cells, parts):
    """(cells, repairs): a text of a released cell that is missing, or is only a part of its cell, is cut out.

    What remains keeps its cell's identity if that is an answer. Beside the text of a cell that must not be
    edited, it has none: it may be another task, and the next steps look for one.
    """
    known = sorted((part for part in parts if not part.answer), key=lambda part: -len(part.text))
    absent = set(missing(cells, parts))
    result, merged = [], []
    for cell in cells:
        found = [part for part in known if len(part.text) >= SHORTEST and part.text in cell.text]
        pieces = _cut(cell.text, found) if any(part in absent or part is cell.part for part in found) else []
        if len(pieces) < 2:
            result.append(cell)
            continue
        for text, part in pieces:
            if part is None:
                result.append(_remainder(cell, text))
            elif part in absent or part is cell.part:
                result.append(
                    SubmittedCell(part.type, text, part.id, part.metadata.get("nbgrader"), part=part)
                )
                merged.append(part.id)
                absent.discard(part)
    return result, [note("merged", merged)] if merged else []


def _cut(text, blocks):
    """[(text, the part it is or None), ...] of a text in which some of the blocks stand as whole lines."""
    for number, part in enumerate(blocks):
        before, found, after = f"\n{text}\n".partition(f"\n{part.text}\n")
        if found:
            rest = blocks[number + 1 :]
            return [*_cut(before.strip("\n"), rest), (part.source, part), *_cut(after.strip("\n"), rest)]
    return [(text, None)] if text.strip() else []


def _remainder(cell, text):
    if cell.part and not cell.part.answer:
        return SubmittedCell(cell.part.type, text)
    return SubmittedCell(cell.type, text, cell.id, cell.marks, cell.attachments, cell.part)
