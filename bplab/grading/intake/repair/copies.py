"""Cells that are there more than once: split in two, or copied together with their metadata."""

from dataclasses import replace

from bplab.grading.intake.repair.code import binds, definitions, is_complete
from bplab.grading.intake.repair.records import note
from bplab.grading.intake.repair.template import TASK, is_blank


def settle_copies(cells, parts):
    """(cells, repairs): one cell for each part."""
    repairs, dropped = [], []
    for part in parts:
        copies = [cell for cell in cells if cell.part is part]
        if len(copies) > 1:
            kind, settled = _settle(copies, part)
            if part.locked:
                dropped.append(part.id)
            else:
                repairs.append(note(kind, [part.id], count=len(copies)))
            instead = {id(cell): new for cell, new in zip(copies, settled, strict=True)}
            cells = [instead.get(id(cell), cell) for cell in cells]
            cells = [cell for cell in cells if cell is not None]
    return cells, [*repairs, note("dropped", dropped)] if dropped else repairs


def _settle(copies, part):
    """(the kind of repair, what stands in each copy's place: a cell, or None for nothing)."""
    if part.locked:
        return _settle_locked(copies, part)
    return _settle_task(copies, part) if part.role == TASK else _settle_written(copies, part)


def _settle_task(copies, part):
    """Joins the parts of a split cell: at most one is complete alone, and all of them in order are.

    Of copies the last one counts that is complete and filled in. The others must not run if they could define
    the task's names again: they become raw cells, still to be seen.
    """
    complete = [is_complete(cell.names, part.names) for cell in copies]
    joined = "\n".join(cell.source for cell in copies)
    if sum(complete) <= 1 and is_complete(definitions(joined), part.names):
        return "split", _only_first(copies, source=joined)
    filled = [not is_blank(cell, part) for cell in copies]
    texts = [cell.text for cell in copies]
    _, _, last = max(zip(filled, complete, range(len(copies)), strict=True))
    best = texts.index(texts[last])  # the same text further up moves nothing
    return "copies", [cell if n == best else _set_aside(cell, part) for n, cell in enumerate(copies)]


def _set_aside(cell, part):
    runs = cell.type == "code" and (cell.names is None or binds(cell.names, part.names))
    return replace(cell, part=None, type="raw" if runs else cell.type)


def _settle_written(copies, part):
    """Joins all different answers: a person reads them, and none is lost."""
    texts = dict.fromkeys(cell.source for cell in copies if not is_blank(cell, part))
    attachments = {name: data for cell in copies for name, data in cell.attachments.items()}
    source = "\n\n".join(texts) or part.source
    return "joined", _only_first(copies, source=source, attachments=attachments)


def _settle_locked(copies, part):
    """Keeps one, drops copies and pieces of it; a copy that someone wrote into is an ordinary cell."""
    best = next((n for n, cell in enumerate(copies) if cell.text == part.text), 0)
    return "dropped", [
        cell if n == best else None if cell.text in part.text else replace(cell, part=None)
        for n, cell in enumerate(copies)
    ]


def _only_first(copies, **changes):
    return [replace(copies[0], **changes), *[None] * (len(copies) - 1)]
