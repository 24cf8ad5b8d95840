"""A student's code without what could tell whose it is, so that it can stand in answers.py.

Comments and docstrings go, names and texts of the student's own are replaced, and so are long numbers. What
is left is the structure, and the words that everybody got. It is called in a bounded process.
"""

import ast
import builtins
import difflib
import keyword

import numpy as np

TEXT = "text"
LONGEST_NUMBER = 5  # digits: an id is longer
METHODS = {name for kind in (np.ndarray, str, list, dict, set) for name in dir(kind)}
COMPOUND = ("body", "orelse", "finalbody", "handlers", "cases")


def swaps(source, solution, given):
    """[(old, new)], by which the solution becomes this code, each old standing in it once; None if one of
    them is no Python, or they are the same. given: all names and words that students got.
    """
    try:
        ours = ast.parse(solution)
        words = {node.value for node in ast.walk(ours) if isinstance(node, ast.Constant)}
        known = {*given, *(name for node in ast.walk(ours) for name in _names(node))}
        theirs = ast.parse(ast.unparse(_Cleaner(known, words).visit(ast.parse(source))))
    except (SyntaxError, ValueError, RecursionError):
        return None
    old, new = list(_statements(ours)), list(_statements(theirs))
    texts = [text for text, _ in old], [text for text, _ in new]
    match = difflib.SequenceMatcher(None, *texts, autojunk=False)
    found = []
    for what, i, end, j, stop in match.get_opcodes():
        if what == "equal":
            continue
        if what != "replace" or end - i != stop - j:
            return [(solution.strip(), ast.unparse(theirs))]
        for (_, node), (text, other) in zip(old[i:end], new[j:stop], strict=True):
            before = ast.get_source_segment(solution, node)
            if _is_compound(node) or _is_compound(other) or solution.count(before) != 1:
                return [(solution.strip(), ast.unparse(theirs))]
            found.append((before, text))
    return found or None


def _statements(tree):
    """(text, node) of each statement, in order; of one that holds others: of its first line."""
    for node in getattr(tree, "body", []):
        yield ast.unparse(node).partition("\n")[0] if _is_compound(node) else ast.unparse(node), node
        if _is_compound(node):
            yield from _statements(node)
            for part in COMPOUND[1:]:
                for inner in getattr(node, part, []):
                    holds_others = hasattr(inner, "body") and not isinstance(inner, ast.stmt)
                    yield from _statements(inner if holds_others else ast.Module([inner], []))


def _is_compound(node):
    return hasattr(node, "body")


def _names(node):
    """The names that a node has of its own."""
    for attribute in ("id", "arg", "attr", "name", "asname", "rest"):
        if isinstance(value := getattr(node, attribute, None), str):
            yield value
    yield from getattr(node, "names", ()) if isinstance(node, ast.Global | ast.Nonlocal) else ()


class _Cleaner(ast.NodeTransformer):
    def __init__(self, known, words):
        self.known, self.words = {*known, *keyword.kwlist, *dir(builtins), "self", "np", "plt"}, words
        self.renamed: dict[str, str] = {}

    def visit(self, node):
        self._clean(node)
        self.generic_visit(node)
        if hasattr(node, "body") and isinstance(node.body, list):
            node.body = [inner for inner in node.body if not _is_text(inner)]
            node.body = node.body or ([] if isinstance(node, ast.Module) else [ast.Pass()])
        return node

    def _clean(self, node):
        for attribute in ("id", "arg", "attr", "name", "asname", "rest", "module"):
            if isinstance(value := getattr(node, attribute, None), str):
                setattr(node, attribute, self._name(value))
        if isinstance(node, ast.Global | ast.Nonlocal):
            node.names = [self._name(name) for name in node.names]
        if isinstance(node, ast.Constant) and node.value not in self.words:
            node.value = _harmless(node.value)

    def _name(self, name):
        is_public = name in self.known or name in METHODS or hasattr(np, name)
        return name if is_public else self.renamed.setdefault(name, f"name_{len(self.renamed) + 1}")


def _is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _harmless(value):
    if isinstance(value, str):
        return TEXT
    if isinstance(value, bytes):
        return TEXT.encode()
    if isinstance(value, int | float | complex) and not isinstance(value, bool):
        digits = "".join(filter(str.isdigit, str(value).partition("e")[0])).strip("0")
        return value if len(digits) <= LONGEST_NUMBER else type(value)(1)
    return value
