"""Code in Markdown's fences (```python), in a cell that is, or was, a code cell."""

import re
from dataclasses import replace

from bplab.grading.intake.repair.code import parse
from bplab.grading.intake.repair.records import note

FENCE = re.compile(r"[ ]{0,3}(```|~~~)[\w .{}+-]*")


def unfence_cells(cells, parts):
    """(cells, repairs): what stood in fences is code again, what stood around it are comments."""
    result = [replace(cell, source=unfenced(cell.source)) if _is_code(cell) else cell for cell in cells]
    changed = [new for new, old in zip(result, cells, strict=True) if new.source != old.source]
    return result, [
        note("fences", [cell.part.id if cell.part else cell.id for cell in changed])
    ] if changed else []


def _is_code(cell):
    return cell.part.answer and cell.part.type == "code" if cell.part else cell.type == "code"


def unfenced(source):
    """The code of a text with fences; the text itself if it is code, or has none."""
    lines = source.split("\n")
    fences = [FENCE.fullmatch(line) is not None for line in lines]
    if not any(fences) or parse(source) is not None:
        return source
    inside, commented = False, []
    for line, is_fence in zip(lines, fences, strict=True):
        inside ^= is_fence
        if not is_fence:
            commented.append(line if inside or not line.strip() else f"# {line}")
    bare = [line for line, is_fence in zip(lines, fences, strict=True) if not is_fence]
    # Without its partner a fence says nothing of what is inside.
    for variant in (bare, commented) if sum(fences) % 2 else (commented, bare):
        tree = parse("\n".join(variant))
        if tree is not None and tree.body:
            return "\n".join(variant)
    return source
