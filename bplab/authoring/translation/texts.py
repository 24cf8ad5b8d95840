"""What a person reads in the cells of a lesson, piece by piece, and how another text is put in its place."""

import ast
import dataclasses
import io
import re
import tokenize
from collections.abc import Callable
from dataclasses import dataclass

from bplab.authoring.blanks import regions_of
from bplab.authoring.notebooks import to_notebook
from bplab.names import DEFINITIONS

# Calls and keywords that show a string to a reader, be it a single word.
SHOWN_BY = {
    "print", "set_title", "set_xlabel", "set_ylabel", "suptitle", "text", "annotate", "title", "neuron_map",
}  # fmt: skip
SHOWN_AS = {"label", "title", "xlabel", "ylabel"}  # any other keyword is a setting: loc="upper left"
ADJUSTED = {"ljust", "rjust", "center"}  # "loss".ljust(9) shows what "loss" does
WORD = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z]{2,}(?![A-Za-z0-9_(])")
PHRASE = re.compile(r"[A-Za-z]{2,}[\s.,:;?!]")  # in any other string, too
NOT_FOR_READERS = re.compile(r"### (BEGIN|END) |# (TODO|noqa|fmt:|type:)")


@dataclass(frozen=True)
class Text:
    """A piece: kind is "markdown", "comment", "string" (a literal with its quotes) or "alt"."""

    context: str  # part/cell id
    english: str
    kind: str
    line: int  # of the cell's marker in the lesson
    names: frozenset[str] = frozenset()  # of the code around it and of the lesson's functions: they stay


@dataclass(frozen=True)
class _Span:
    """Where a piece of a code cell stands: from and to, in bytes of its source in UTF-8."""

    start: int
    end: int
    text: str
    kind: str
    indent: str | None = None  # of a comment on lines of its own


def texts(part, cells):
    """The pieces of a part's cells, in the order of the lesson; a text that a cell repeats comes once."""
    found = {}
    defined = {node.name for cell in cells for node in _nodes(cell) if isinstance(node, DEFINITIONS)}
    for cell, context in _with_context(part, cells):
        if cell.alt:
            found[context, cell.alt] = Text(context, cell.alt, "alt", cell.line)
        if cell.cell_type == "markdown":
            found[context, cell.source] = Text(context, cell.source, "markdown", cell.line)
        names = frozenset(defined | set(_names(cell)))
        for span in _spans(cell):
            found[context, span.text] = Text(context, span.text, span.kind, cell.line, names)
    return list(found.values())


def translated(part, cells, chinese: Callable[[str, str], str]):
    """The same cells with chinese(context, English text) in the place of each piece."""
    changed = []
    for cell, context in _with_context(part, cells):
        source = cell.source.encode()
        for span in sorted(_spans(cell), key=lambda span: -span.start):
            new = chinese(context, span.text)
            if span.kind == "comment":
                new = f"\n{span.indent or ''}".join(f"# {line}".rstrip() for line in new.split("\n"))
            source = source[: span.start] + new.encode() + source[span.end :]
        text = chinese(context, cell.source) if cell.cell_type == "markdown" else source.decode()
        alt = chinese(context, cell.alt) if cell.alt else cell.alt
        changed.append(dataclasses.replace(cell, source=text, alt=alt))
    return changed


def _with_context(part, cells):
    """Each cell with its context; a claim of a lecture is read by nobody."""
    for cell, built in zip(cells, to_notebook(cells).cells, strict=True):
        if cell.role != "claim":
            yield cell, f"{part}/{built.id}"


def _spans(cell):
    if cell.cell_type != "code":
        return []
    comments = _comments(cell.source)
    if cell.role == "hidden":
        return comments[:1]  # the claim; the rest is for the grader
    if cell.role == "check":
        return comments  # a test is the same in every language
    lines = cell.source.split("\n")
    solved = [range(begin, end + 1) for begin, end in regions_of(lines)]
    return [
        span
        for span in [*comments, *_strings(cell.source)]
        if not any(cell.source.encode()[: span.start].count(b"\n") in region for region in solved)
    ]


def _nodes(cell):
    return list(ast.walk(ast.parse(cell.source))) if cell.cell_type == "code" else []


def _names(cell):
    """What a code cell calls by name; nothing for prose, which writes names as code."""
    for node in _nodes(cell):
        for kind in ("id", "attr", "arg", "name"):
            if isinstance(name := getattr(node, kind, None), str):
                yield name


def _comments(source):
    """Comments; those on lines of their own, one below the other, are one text."""
    starts, lines = _starts(source), source.split("\n")
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or NOT_FOR_READERS.match(token.string):
            continue
        row, column = token.start
        before = lines[row - 1][:column]
        start = starts[row - 1] + len(before.encode())
        end = start + len(token.string.encode())
        text = token.string.removeprefix("#").removeprefix(" ")
        indent = None if before.strip() else before
        if (
            indent is not None
            and found
            and found[-1].indent == indent
            and found[-1].end + 1 + column == start
        ):
            start, text = found[-1].start, f"{found.pop().text}\n{text}"
        found.append(_Span(start, end, text, "comment", indent))
    return found


def _strings(source):
    """String literals for readers, as they stand in the code: docstrings, what is shown, and phrases."""
    starts = _starts(source)
    tree = ast.parse(source)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    shown = {id(node) for node in _with_named(tree, [node for call in calls for node in _shown(call)])}
    shown |= {
        id(node) for row in ast.walk(tree) if isinstance(row, ast.Tuple | ast.List) for node in _like(row)
    }
    settings = {id(node) for node in _settings(tree)}
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        if not _is_string(node):
            waiting += ast.iter_child_nodes(node)
            continue
        text = ast.get_source_segment(source, node)
        pattern = WORD if id(node) in shown else PHRASE
        if pattern.search(_words(node)) and id(node) not in settings:
            start = starts[node.lineno - 1] + node.col_offset
            found.append(_Span(start, start + len(text.encode()), text, "string"))
    return sorted(found, key=lambda span: span.start)


def _shown(call):
    """The literals and names among what a call shows."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    waiting = [*(call.args if name in SHOWN_BY else ())]
    waiting += [keyword.value for keyword in call.keywords if keyword.arg in SHOWN_AS]
    while waiting:
        node = waiting.pop()
        if _is_string(node) or isinstance(node, ast.Name):
            yield node
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ADJUSTED:
            waiting.append(node.func.value)
        elif isinstance(node, ast.BinOp):
            waiting += [node.left, node.right]


def _settings(tree):
    """What `datasets` is asked for, and what keywords that show nothing are given, also by way of a name:
    loss="squared error", loss=loss.
    """
    keywords = (node for node in ast.walk(tree) if isinstance(node, ast.keyword))
    waiting = _with_named(tree, [keyword.value for keyword in keywords if keyword.arg not in SHOWN_AS])
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("datasets."):
            waiting += node.args
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.IfExp):
            waiting += [node.body, node.orelse]


def _with_named(tree, nodes):
    """The nodes, and what those of them that are names stand for."""
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return nodes + [value for target, value in _named(tree) if getattr(target, "id", None) in names]


def _named(tree):
    """(target, value) of each assignment, and of each loop over rows: for kind, loss in [("a", "b"), ...]."""
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    waiting = [(target, node.value) for node in assigned for target in node.targets]
    rows = {target.id: value for target, value in waiting if isinstance(target, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            table = rows.get(getattr(node.iter, "id", None), node.iter)
            waiting += [(node.target, row) for row in getattr(table, "elts", ())]
    while waiting:
        target, value = waiting.pop()
        yield target, value
        waiting += zip(getattr(target, "elts", ()), getattr(value, "elts", ()), strict=False)


def _like(row):
    """The strings of a tuple or list in which one is a phrase: ("falls", "runs away")."""
    strings = [node for node in row.elts if _is_string(node)]
    return strings if any(PHRASE.search(_words(node)) for node in strings) else []


def _is_string(node):
    return isinstance(node, ast.JoinedStr) or isinstance(node, ast.Constant) and isinstance(node.value, str)


def _words(node):
    """What a literal says, a digit for each value that is put in."""
    if isinstance(node, ast.Constant):
        return node.value
    return "".join(part.value if isinstance(part, ast.Constant) else " 0" for part in node.values)


def _starts(source):
    """Where each line begins, in bytes."""
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line.encode()) + 1)
    return starts
