"""What given cells bring to the tests: their imports, and their functions as they were released.

The student's process runs the given cells, too; but what a student makes of a name there must not decide a
test. A function that needs nothing of the student's is called out here. One that calls the student's
functions is defined anew in their process, from the released text.
"""

import ast
import contextlib
from typing import Any

from bplab.grading.judge.remote import GivenFunction
from bplab.names import DEFINITIONS, IMPORTS, names_read


class Given:
    """sources: of the given cells. `imports` holds what they import, by name."""

    def __init__(self, sources: list[str]):
        trees = [tree for tree in map(_parsed, sources) if tree is not None]
        statements = [statement for tree in trees for statement in tree.body]
        self.imports: dict[str, Any] = {}
        for statement in statements:
            if isinstance(statement, IMPORTS):
                exec(compile(ast.Module([statement], []), "<given>", "exec"), self.imports)
        self._definitions = {each.name: each for each in statements if isinstance(each, DEFINITIONS)}
        released: list[ast.stmt] = [each for each in statements if isinstance(each, (*IMPORTS, *DEFINITIONS))]
        self._text = ast.unparse(ast.Module(released, []))
        self._outside = self._evaluated()

    def __contains__(self, name):
        return name in self._definitions

    def function(self, name, student):
        """The released function of this name, for the student's process of now."""
        return GivenFunction(name, self._outside.get(name), lambda: student().define(name, self._text))

    def _evaluated(self):
        """name -> function, of those that read nothing but imports and each other."""
        free = dict(self._definitions)
        while True:
            known = self.imports.keys() | free.keys()
            kept = {name: each for name, each in free.items() if names_read([each]).keys() <= known}
            if len(kept) == len(free):
                break
            free = kept
        namespace = dict(self.imports)
        for each in free.values():
            with contextlib.suppress(Exception):  # it then runs where the given cell does
                exec(compile(ast.Module([each], []), "<given>", "exec"), namespace)
        return {name: namespace[name] for name in free if name in namespace}


def _parsed(source):
    with contextlib.suppress(SyntaxError):  # a cell with magics; what it brings is then not at hand
        return ast.parse(source)
