"""Which statement of a script belongs into which cell of the notebook, by the names that it defines.

A task's cell gets what defines the task's names. What that needs of the rest (imports, helpers, constants)
stands in cells of its own. All else is left out and told: experiments, prints, the student's own tests. So
nothing is trained while a script is only read in, and it may ask for `sys.argv` as it likes.
"""

import ast
import re

from bplab.grading.intake.repair.clean import LINE_END, normal
from bplab.grading.intake.repair.records import note
from bplab.grading.intake.repair.template import GIVEN, TASK, TEST, WRITTEN
from bplab.grading.intake.script.closing import written_answer
from bplab.grading.intake.script.statements import split

NAME = re.compile(r"[^/]*\.py\W*\d*\W*(\.txt)?", re.IGNORECASE)
MOST_CHARACTERS = 2_000_000
MOST_STATEMENTS = 5000


def is_script(path):
    """Whether a file's name says that it is Python, whatever a browser or mail program put behind it."""
    return NAME.fullmatch(path.rpartition("/")[2]) is not None


def read_script(text, name, parts):
    """(a notebook's cells, repairs) of a script; (None, []) if it defines nothing that a task asks for.

    parts: those of the released notebook.
    """
    text = LINE_END.sub("\n", text).replace("\0", "").replace("\f", "")
    if len(text) > MOST_CHARACTERS:
        return None, []
    statements = split(text)[:MOST_STATEMENTS]
    tasks = {part: _chosen(statements, part) for part in parts if part.role == TASK}
    placed = {statement for found in tasks.values() for statement in found}
    if not placed:
        return None, []
    kept = _needed(statements, tasks, placed, parts)
    answer = written_answer(text, statements, placed, _lines(parts))
    repairs = [note("script", found=name)]
    repairs += _told(statements, placed, kept, parts)
    return _notebook(parts, tasks, _by_place(kept, statements, tasks), answer), repairs


def _chosen(statements, part):
    """The statements that define a task's names: of each name the last one that is not as released."""
    released = {name: statement.source for statement in split(part.source) for name in statement.names[0]}
    chosen = set()
    for name in part.names:
        found = [statement for statement in statements if name in statement.names[0]]
        changed = [s for s in found if normal(s.source) != normal(released.get(name, ""))]
        chosen.update((changed or found)[-1:])
    return [statement for statement in statements if statement in chosen]


def _needed(statements, tasks, placed, parts):
    """What tasks need, in the script's order, and what only sets something. Given names are given."""
    given = _given(parts)
    waiting = set().union(*(s.names[1] | s.names[2] for s in placed))
    waiting |= {name for part in tasks for name in part.names}
    kept, known = set(), set(given)
    own = {name for part in tasks for name in part.names}
    free = [s for s in statements if s not in placed and not s.names[0] & (own | given.keys())]
    for statement in free:
        if statement.is_setting or statement.is_star_import:
            kept.add(statement)
            waiting |= statement.names[1]
    while waiting - known:
        names = waiting - known
        known |= names
        for statement in free:
            if statement not in kept and statement.touches & names:
                kept.add(statement)
                waiting |= statement.names[1] | statement.names[2]
    return [statement for statement in statements if statement in kept]


def _by_place(kept, statements, tasks):
    """task or None -> what stands after its cell, or before all: the last task that it needs to run."""
    owner = {name: part for part in tasks for name in part.names}
    makers = {name: [s for s in statements if name in s.names[0]] for s in statements for name in s.names[0]}
    places: dict = {}
    for statement in kept:
        seen: set[str] = set()
        waiting = statement.names[1] | statement.touches
        while waiting - seen:
            names = waiting - seen
            seen |= names
            for maker in (maker for name in names for maker in makers.get(name, ()) if name not in owner):
                if maker is not statement:
                    waiting = waiting | maker.names[1] | maker.names[2]
        needs = [owner[name] for name in seen if name in owner]
        places.setdefault(max(needs, key=lambda part: part.index, default=None), []).append(statement)
    return places


def _notebook(parts, tasks, places, answer):
    """The released notebook with the script's statements in it."""
    first = next(part for part in parts if part.role == TASK)
    written = next((part for part in parts if part.role == WRITTEN), None)
    cells = []
    for part in parts:
        if part is first:
            cells += _own_cells(places.get(None, ()))
        source = part.source
        if tasks.get(part):
            source = "\n\n\n".join(statement.source for statement in tasks[part])
        elif part is written and answer:
            source = answer
        cells.append({"cell_type": part.type, "source": source, "id": part.id, "metadata": part.metadata})
        cells += _own_cells(places.get(part, ()))
    return {"cells": cells}


def _own_cells(statements):
    """Definitions together; what may fail when it runs stands alone, so that nothing else fails with it."""
    sources: list[str] = []
    after_definition = False
    for statement in statements:
        safe = bool(statement.nodes) and statement.is_definition
        if safe and after_definition:
            sources[-1] += f"\n\n\n{statement.source}"
        else:
            sources.append(statement.source)
        after_definition = safe
    return [{"cell_type": "code", "source": source} for source in sources]


def _told(statements, placed, kept, parts):
    """What is not graded: own versions of what is given, tasks defined twice, and all that no task needs."""
    given, tests = _given(parts), {part.id for part in parts if part.role == TEST}
    own = {name for part in parts if part.role == TASK for name in part.names}
    rest = [s for s in statements if s not in placed and s not in kept and s.text is None]
    changed = {name for s in rest for name in s.names[0] & given.keys()
               if s.is_definition and _meaning(s) != given[name]}  # fmt: skip
    twice = {name for s in rest for name in s.names[0] & own}
    named = given.keys() | own | tests
    left = [s for s in rest if not (s.guarded or s.names[0] & named or _is_import(s))]
    notes = {"script-given": sorted(changed), "script-twice": sorted(twice)}
    notes["script-left"] = [_lines_of(s) for s in left]
    return [note(kind, found=found) for kind, found in notes.items() if found]


def _is_import(statement):
    return bool(statement.nodes) and all(type(node).__name__.startswith("Import") for node in statement.nodes)


def _lines_of(statement):
    more = f"-{statement.last_line}" if statement.last_line > statement.line else ""
    return f"{statement.line}{more}"


def _given(parts):
    """name -> the meaning of its definition, of what the given cells bind."""
    return {
        name: _meaning(statement)
        for part in parts
        if part.role == GIVEN
        for statement in split(part.source)
        for name in statement.names[0]
    }


def _meaning(statement):
    """Its code without layout and comments; what is no Python as it stands."""
    return [ast.dump(node) for node in statement.nodes] or statement.source


def _lines(parts):
    return {line.strip("# ") for part in parts for line in part.source.split("\n")}
