"""What a cell's code defines, found by parsing it and never by running it."""

import ast

from bplab.grading.intake.repair.ipython import as_ipython_runs_it

ANY = None  # a name whose methods cannot be told, for example an instance or a class with a base class


def parse(source):
    """The syntax tree of a cell's code, as IPython runs it; None if it is no code.

    Python first: what is valid there (a line that begins with `% x`) is no magic.
    """
    for read in (ast.parse, as_ipython_runs_it):
        try:
            return read(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last two: nested too deeply
            pass
    return None


def definitions(source):
    """name -> the methods it has (ANY if they cannot be told), of all names that a cell binds.

    The last binding of a name counts, as it does when the cell runs. None if the code is not Python.
    """
    tree = parse(source)
    if tree is None:
        return None
    names = {}
    for statement in _at_top_level(tree.body):
        names.update(_bound(statement))
    return names


def wanted(source):
    """What a solution of a released task has to define: its functions and classes, else all its names."""
    names = definitions(source) or {}
    written = {
        statement.name
        for statement in _at_top_level(parse(source).body if names else [])
        if isinstance(statement, ast.FunctionDef | ast.ClassDef)
    }
    return {name: methods for name, methods in names.items() if name in written or not written}


def is_complete(names, task):
    """Whether names (of `definitions`) are everything that a task wants, methods included."""
    return names is not None and all(
        name in names and (ANY in (names[name], methods) or methods <= names[name])
        for name, methods in task.items()
    )


def binds(names, task, every=False):
    """Whether names (of `definitions`) hold one of the names of a task, or all of them."""
    found = [name in (names or {}) for name in task]
    return all(found) and bool(found) if every else any(found)


def _at_top_level(statements):
    """The statements that run when the cell does, those inside `if`, `try`, `with` and loops included."""
    waiting = list(reversed(statements))
    while waiting:
        statement = waiting.pop()
        yield statement
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for block in ("finalbody", "orelse", "handlers", "body"):
            waiting += reversed(getattr(statement, block, []))


def _bound(statement):
    if isinstance(statement, ast.ClassDef):
        bases = [base for base in statement.bases if getattr(base, "id", "") != "object"]
        methods = set().union(*(_bound(inner) for inner in _at_top_level(statement.body)))
        return {statement.name: ANY if bases or statement.keywords or statement.decorator_list else methods}
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return {statement.name: set()}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).partition(".")[0]: ANY for alias in statement.names}
    targets = getattr(statement, "targets", [getattr(statement, "target", None)])
    if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
        return {
            node.id: ANY
            for target in targets
            for node in ast.walk(target)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
    return {}
