"""The imports of a hidden test: those of the given cells that it uses, written into it by the build.

Under plain nbgrader a student may have given an imported name to something else, so a hidden test imports
what it uses itself. What stands in the notebook's given imports need not be written again.
"""

import ast

from bplab.names import IMPORTS, names_read


def given_imports(cells):
    """name -> (module or None, alias) of what the given cells of a lesson import."""
    return {
        (alias.asname or alias.name).split(".")[0]: (getattr(statement, "module", None), alias)
        for cell in cells
        if cell.role == "given"
        for statement in ast.parse(cell.source).body
        if isinstance(statement, IMPORTS)
        for alias in statement.names
    }


def imports_of(test, given):
    """The import lines that the text of a test needs and does not hold, "" if there are none."""
    used = [given[name] for name in names_read(ast.parse(test)) if name in given]
    plain = sorted(f"import {_text(alias)}" for module, alias in used if module is None)
    modules = {}
    for module, alias in used:
        if module is not None:
            modules.setdefault(module, []).append(_text(alias))
    named = [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(modules.items())]
    return "\n\n".join("\n".join(lines) for lines in (plain, named) if lines)


def _text(alias):
    return alias.name + (f" as {alias.asname}" if alias.asname else "")
