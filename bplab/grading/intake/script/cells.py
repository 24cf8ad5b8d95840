"""Which statement of a script belongs in which cell of the notebook, by the names that it defines.

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
MOST_STATEMENTS = 2000  # how they need one another takes the square of it


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
    statements = split(text)
    statements, beyond = statements[:MOST_STATEMENTS], statements[MOST_STATEMENTS:]
    tasks = {part: _chosen(statements, part) for part in parts if part.role == TASK}
    placed = {statement for found in tasks.values() for statement in found}
    if not placed:
        return None, []
    kept = _needed(statements, tasks, placed, parts)
    answer = written_answer(text, statements, placed, _lines(parts))
    repairs = [note("script", found=name)]
    repairs += _told(statements, placed, kept, parts)
    if beyond:
        repairs.append(note("script-left", found=[f"{beyond[0].line}-{beyond[-1].last_line}"]))
    order, places = _in_order(tasks, kept, statements)
    return _notebook(parts, tasks, order, places, answer), repairs


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
    own = {name for part in tasks for name in part.names}
    free = [s for s in statements if s not in placed and not s.names[0] & (own | given.keys())]
    touching = _by_name(free, lambda statement: statement.touches)
    kept = {statement for statement in free if statement.is_setting or statement.is_star_import}

    def follow(name):
        for statement in touching.get(name, ()) if name not in given else ():
            kept.add(statement)
            yield from statement.names[1] | statement.names[2]

    _all_from(own.union(*(s.names[1] | s.names[2] for s in placed), *(s.names[1] for s in kept)), follow)
    return [statement for statement in statements if statement in kept]


def _by_name(statements, names_of):
    found: dict[str, list] = {}
    for statement in statements:
        for name in names_of(statement):
            found.setdefault(name, []).append(statement)
    return found


def _all_from(names, follow):
    """These names and all that they lead to; follow(name): where one leads."""
    seen, waiting = set(), list(names)
    while waiting:
        if (name := waiting.pop()) not in seen:
            seen.add(name)
            waiting += follow(name)
    return seen


def _in_order(tasks, kept, statements):
    """(tasks as they can run one after another, task or None -> what stands after it, or before all)."""
    owner = {name: part for part in tasks for name in part.names}
    makers = _by_name(statements, lambda statement: statement.names[0])

    def follow(name):
        for maker in makers.get(name, ()) if name not in owner else ():
            yield from maker.names[1] | maker.names[2]

    def needs(statement):
        """The tasks that must be there before a statement runs."""
        seen = _all_from(statement.names[1] | statement.touches, follow)
        return {owner[name] for name in seen if name in owner}

    order, begun = [], set()

    def put(part):
        """A task after those that it needs, such as its base class."""
        if part not in begun:
            begun.add(part)
            for other in sorted(set().union(*map(needs, tasks[part])), key=lambda part: part.index):
                put(other)
            order.append(part)

    for part in tasks:
        put(part)
    places: dict = {}
    for statement in kept:
        last = max(map(order.index, needs(statement)), default=None)
        places.setdefault(None if last is None else order[last], []).append(statement)
    return order, places


def _notebook(parts, tasks, order, places, answer):
    """The released notebook with the script's statements in it, the tasks in this order."""
    written = next((part for part in parts if part.role == WRITTEN), None)
    waiting, cells = list(order), []
    for part in parts:
        if part.role == TASK:
            if len(waiting) == len(order):
                cells += _own_cells(places.get(None, ()))
            while part in waiting:
                task = waiting.pop(0)
                found = "\n\n\n".join(statement.source for statement in tasks[task])
                cells.append(_cell(task, found or task.source))
                cells += _own_cells(places.get(task, ()))
        else:
            cells.append(_cell(part, answer if part is written and answer else part.source))
    return {"cells": cells}


def _cell(part, source):
    return {"cell_type": part.type, "source": source, "id": part.id, "metadata": part.metadata}


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
