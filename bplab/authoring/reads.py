"""What a test may read of the notebook: what is tested, imports, given functions; never data.

Data in the notebook is the student's to change: `y_test = 0 * y_test` would make zeros right. The names that
a task defines are the answer itself. Given functions are used as they were released (grading/judge/given.py).
"""

import ast

from bplab.authoring.errors import LessonError
from bplab.names import DEFINITIONS, IMPORTS, names_read

TESTS = ("check", "hidden")
DATA = (
    "{role} {name!r} reads {read!r} from the notebook, where a student can change it: make it in the test "
    "(a test may read imports, what tasks define, and given functions)"
)
DATA_OF_GIVEN = (
    "{role} {name!r} uses {function!r} of a given cell, which reads {read!r} from the notebook, where a "
    "student can change it: hand it over as an argument"
)
TWICE = "task {name!r} defines {defined!r}, which a given cell defines: tests would use the given one"


def check_reads(path, cells):
    """Refuse a test that reads data from the notebook."""
    given = [cell for cell in cells if cell.role == "given"]
    functions = {each.name: each for cell in given for each in _body(cell) if isinstance(each, DEFINITIONS)}
    allowed = {
        *(
            name
            for cell in given
            for each in _body(cell)
            if isinstance(each, IMPORTS)
            for name in _bound(each)
        ),
        *functions,
    }
    for task in (cell for cell in cells if cell.role == "task"):
        defined = {name for each in _body(task) for name in _bound(each)}
        if both := sorted(defined & functions.keys()):
            raise LessonError(path, task.line, TWICE.format(name=task.name, defined=both[0]))
        allowed |= defined
    for test in (cell for cell in cells if cell.role in TESTS):
        names = {"role": test.role, "name": test.name}
        read = names_read(ast.parse(test.source))
        for name, line in read.items():
            if name not in allowed:
                raise LessonError(path, test.line + line, DATA.format(read=name, **names))
            for data in _data_behind(name, functions, allowed):
                text = DATA_OF_GIVEN.format(function=name, read=data, **names)
                raise LessonError(path, test.line + line, text)


def _body(cell):
    return ast.parse(cell.source).body


def _bound(statement):
    """The names that a statement at the top of a cell binds."""
    if isinstance(statement, DEFINITIONS):
        return {statement.name}
    if isinstance(statement, IMPORTS):
        return {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
    stores = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {node.id for node in stores if isinstance(node.ctx, ast.Store)}


def _data_behind(name, functions, allowed):
    """Data that a given function of this name reads, or one that it calls; nothing for any other name."""
    seen, waiting = set(), [name]
    while waiting:
        function = waiting.pop()
        if function in functions and function not in seen:
            seen.add(function)
            read = names_read([functions[function]])
            yield from (each for each in read if each not in allowed)
            waiting += read
