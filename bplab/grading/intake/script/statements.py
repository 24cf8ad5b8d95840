"""A script's text, cut into its statements. Nothing is run; what is no Python is cut at its left margin."""

import ast
import re
import symtable
import textwrap
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

STRINGS = re.compile(
    r"'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|#[^\n]*", re.DOTALL
)
BEGINS = re.compile(r"^(?!(?:elif|else|except|finally)\b)[\w@('\"\[{*]", re.MULTILINE)
DEFINES = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)  # at the left margin
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
IMPORTS = ast.Import | ast.ImportFrom
GUARD = re.compile(
    r"if\s*\(?\s*(__name__\s*==\s*['\"]__main__['\"]|['\"]__main__['\"]\s*==\s*__name__)\s*\)?\s*:"
)
# Calls that set something for all that follows, and compute nothing.
SETTINGS = {"seed", "seterr", "set_printoptions", "filterwarnings", "simplefilter", "setrecursionlimit"}
DEEPEST = 3  # guards in guards


@dataclass(eq=False)
class Statement:
    """A top-level statement, or several on common lines.

    source: its lines, without comments around it. line: of its beginning, from 1. nodes: empty if it is no
    Python. guarded: whether it stands in `if __name__ == "__main__":`.
    """

    source: str
    line: int
    nodes: list
    guarded: bool = False

    @property
    def last_line(self):
        return self.line + self.source.count("\n")

    @property
    def is_definition(self):
        return all(isinstance(node, DEFINITIONS) for node in self.nodes)

    @property
    def text(self):
        """The value, if it is a string and nothing else."""
        found = [getattr(node.value, "value", None) for node in self.nodes if isinstance(node, ast.Expr)]
        texts = [value for value in found if isinstance(value, str)]
        return "\n".join(texts) if texts and len(texts) == len(self.nodes) else None

    @property
    def is_star_import(self):
        return any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in self.nodes)

    @property
    def is_setting(self):
        """Whether it only sets something: `np.random.seed(0)`."""
        calls = [node.value.func for node in self.nodes
                 if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]  # fmt: skip
        return len(calls) == len(self.nodes) > 0 and all(
            getattr(call, "attr", "") in SETTINGS for call in calls
        )

    @cached_property
    def names(self):
        """(bound, used when it runs, used when what it defines is called)"""
        try:
            table = symtable.symtable(self.source, "script", "exec") if self.nodes else None
        except (SyntaxError, ValueError, RecursionError):
            table = None
        if table is None:
            words = set(re.findall(r"[^\W\d]\w*", self.source))
            return set(DEFINES.findall(self.source)), set(), words
        bound = {name.get_name() for name in table.get_symbols() if name.is_assigned() or name.is_imported()
                 or name.is_namespace()}  # fmt: skip
        now = {name.get_name() for name in table.get_symbols() if name.is_referenced()}
        later: set[str] = set()
        for child in table.get_children():
            _globals(child, now, later)
        return bound, now, later

    @cached_property
    def touches(self):
        """The names that it binds, and those of which it sets a part: `Network.forward = forward`."""
        roots = set()
        for node in self.nodes:
            for target in getattr(node, "targets", [getattr(node, "target", None)]):
                while isinstance(target, ast.Attribute | ast.Subscript):
                    target = target.value
                roots |= {target.id} if isinstance(target, ast.Name) else set()
        return self.names[0] | roots


def _globals(table, now, later):
    """Names of the module that a block in it uses: a class's when it runs, a function's when it is called."""
    at_once = table.get_type() == "class" or table.get_name() in (
        "listcomp",
        "setcomp",
        "dictcomp",
        "genexpr",
    )
    names = {name.get_name() for name in table.get_symbols() if name.is_global() and name.is_referenced()}
    (now if at_once else later).update(names)
    for child in table.get_children():
        _globals(child, now if at_once else later, later)


def split(text, line=1, deep=0):
    """The statements of a script, in order; of `if __name__ == "__main__":` those inside it."""
    found: list[Statement] = []
    whole = _whole(text, line)
    for statement in _pieces(text, line) if whole is None else whole:
        statement.guarded = deep > 0
        inner = _guarded(statement) if deep < DEEPEST else None
        found += split(inner[0], inner[1], deep + 1) if inner else [statement]
    return found


def _parsed(source):
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _whole(text, line):
    """The statements of what is Python; None if it is not. Some may share a line."""
    body = _parsed(text)
    if body is None:
        return None
    lines = text.split("\n")
    spans: list[list] = []
    for node in body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        if spans and first <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], node.end_lineno)
            spans[-1][2].append(node)
        else:
            spans.append([first, node.end_lineno, [node]])
    return [Statement("\n".join(lines[a - 1 : b]), line + a - 1, nodes) for a, b, nodes in spans]


def _pieces(text, line):
    """The same of what is no Python as a whole: cut where a line begins at the left margin."""
    covered = [found.span() for found in STRINGS.finditer(text)]
    hidden = {place for a, b in covered for place in (m.start() for m in BEGINS.finditer(text, a + 1, b))}
    starts = [found.start() for found in BEGINS.finditer(text) if found.start() not in hidden]
    starts = [place for n, place in enumerate(starts) if n == 0 or text[starts[n - 1]] != "@"]
    found = []
    for a, b in pairwise([*starts, len(text)]):
        source = re.sub(r"(\n(#[^\n]*|[ \t]*))+\Z", "", text[a:b])
        found.append(Statement(source, line + text.count("\n", 0, a), _parsed(source) or []))
    return found


def _guarded(statement):
    """(text, line) inside `if __name__ == "__main__":`; None for anything else, or if it has an `else`."""
    head, _, body = statement.source.partition("\n")
    if not GUARD.match(head) or GUARD.sub("", head, count=1).split("#")[0].strip() or not body.strip():
        return None
    return textwrap.dedent(body), statement.line + 1
