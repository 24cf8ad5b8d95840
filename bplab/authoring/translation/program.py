"""What the program says, room by room, as the templates that stand in its code.

A room's sentences are its constants in capitals, the strings that it prints or raises, the helps of its
commands and the words of its pages. `bplab translate --program` writes them to bplab/language/zh/ROOM.po. In
rooms whose texts are recognised when they are read (bplab/language/recognise.py) an entry is a line; what
say() looks up is an entry as a whole.
"""

import ast
import importlib
import inspect
import re
from itertools import chain
from pathlib import Path

import bplab
from bplab.authoring.translation.texts import Text
from bplab.language.pages import counts, listed, script_texts, segments

PACKAGE = Path(bplab.__file__).parent
# Files of bplab/language/zh -> where the sentences stand. Of authors' commands the helps alone.
ROOMS = {
    "checks": ("checks/messages",),
    "errors": ("student_code",),
    "explorers": ("explorers", "figures"),
    "grading": ("grading", "self_check.py"),
    "feedback": ("feedback",),
    "report": ("report",),
    "mark": ("mark",),
    "term": ("term",),
    "experiments": ("experiments", "scripts"),
    "authoring": ("authoring/commands.py",),
    "cli": (
        "cli.py",
        "language/terminal.py",
        "command_line.py",
        "made_with.py",
        "moved.py",
        "new_course.py",
        "datasets.py",
        "demo.py",
    ),
}
WHOLE = {"explorers"}  # rooms that say() their templates themselves
SAID_BY = {"print", "echo", "say", "end", "add_row", "add_column", "_table", "TextColumn"}
HELPS = {"Option", "Argument", "Typer"}
# Constants that nobody reads, or that are to stay: "file constant".
NOT_SAID = {
    "grading/canary.py CODE", "grading/canary.py TESTS", "grading/nbgrader_patch.py PRIVATE",
    "grading/gradebook/pages/policy.py FILE", "grading/gradebook/pages/policy.py FEEDBACK",
    "term/headings.py HEADINGS", "term/headings.py SUMMARIES", "term/attempts.py OTHER_NAME",
    "feedback/page.py NO_WORDS", "report/unnamed.py LINE", "moved.py SAME_NAME", "moved.py NAMES",
    "explorers/picture_view.js page",
}  # fmt: skip
# Words that stand alone in a table or on a page: every string of these constants is said.
SINGLE_WORDS = {
    "feedback/findings.py VERDICTS", "term/report.py ORDER", "term/placing.py NOTHING",
    "grading/classrun/standing.py GRADED", "grading/classrun/standing.py WAITING",
    "grading/classrun/standing.py NEW", "grading/classrun/standing.py STALE",
    "grading/classrun/standing.py UNGRADABLE", "grading/classrun/standing.py MISSING",
    "language/terminal.py PANELS",
}  # fmt: skip
NOT_RAISED_TO_PEOPLE = ("grading/sandbox/", "grading/judge/", "grading/gradebook/preprocessors.py")
WORDS = re.compile(
    r"[A-Za-z]{2,}['’]?[\w]*[,.:;!?)]? +[^\s%]*[A-Za-z{`“\"(0-9]|^[A-Z][a-z]+(?: [a-z]+)*[.:!?]$"
)
NO_SENTENCE = re.compile(r"\\[dwsb(.\[]|\(\?|^\s*[<#.]|%\(|^(?:import|from|SELECT|PRAGMA|def) |^--|^\w+ = ")
LETTERS = re.compile(r"[A-Za-z]{2,}")


def program_texts(room):
    """The Texts of a room, each once."""
    found = {}
    for path in chain.from_iterable(map(_files, ROOMS[room])):
        whole = room in WHOLE or path.suffix != ".py"
        for where, template in (_page if path.suffix != ".py" else _module)(path, room):
            place = f"{path.relative_to(PACKAGE).as_posix()} {where}"
            pieces = () if place in NOT_SAID else [template] if whole else template.split("\n")
            bare = pieces if room in WHOLE and path.suffix == ".py" else map(_bare, pieces)
            for piece in filter(None if path.suffix != ".py" else _has_words, bare):
                found.setdefault(piece, Text("", piece, place, 0))
    return list(found.values())


def _bare(piece):
    """A line without the space around it, which stays as it is."""
    return piece if "\n" in piece else piece.strip()


def _files(place):
    path = PACKAGE / place
    if path.is_file():
        return [path]
    kinds = (".py", ".j2", ".js")
    return sorted(each for each in path.rglob("*") if each.suffix in kinds and each.parent.name != "template")


def _has_words(piece):
    """Whether anything of a template has to be translated."""
    return bool(LETTERS.search(re.sub(r"\{\{.*?\}\}|\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}|`[^`]*`", " ", piece)))


def _page(path, _room):
    source = path.read_text(encoding="utf-8")
    for text in script_texts(source) if path.suffix == ".js" else segments(source):
        yield "page", text
    yield from (("count", text) for text in counts(source))
    yield from (("list", text) for text in listed(source))


def _module(path, room):
    """(where, template) of a module's sentences."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if room == "checks":  # whose sentences are made of those of other modules
        yield from _imported(path)
        return
    if room == "explorers" and path.name == "words.py":
        yield from _constants(tree, lambda text, name: True)
    elif room not in WHOLE:
        file = path.relative_to(PACKAGE).as_posix()
        yield from _constants(tree, lambda text, name: f"{file} {name}" in SINGLE_WORDS or _is_sentence(text))
    yield from _calls(tree, room, path.relative_to(PACKAGE).as_posix().startswith(NOT_RAISED_TO_PEOPLE))
    if path.name.endswith("commands.py"):
        yield from _helps(tree)


def _is_sentence(text):
    return bool(WORDS.search(text)) and not NO_SENTENCE.search(text)


def _imported(path):
    """The constants in capitals of a module, which holds nothing else."""
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for constant, value in vars(importlib.import_module(name)).items():
        if constant.isupper():
            yield from ((constant, text) for text in _strings(_frozen(value), constant))


def _frozen(value):
    if isinstance(value, dict):
        value = tuple(value.values())
    return tuple(map(_frozen, value)) if isinstance(value, tuple | list) else value


def _constants(tree, is_said):
    """Those in capitals, whose names end with what they are made of: strings, also in dicts and tuples."""
    known = {}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        value = _value(node.value, known)
        for target in targets:
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, tuple):
                pairs = list(zip(target.elts, value, strict=False))
            for name, each in pairs:
                if isinstance(name, ast.Name) and name.id.isupper():
                    known[name.id] = each
                    found = _strings(each, name.id)
                    yield from ((name.id, text) for text in found if is_said(text, name.id))


def _value(node, known):
    """What an expression of constants is worth: strings, dicts and tuples; None of anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.JoinedStr):
        return _template(node, known)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [_value(each, known) for each in (node.left, node.right)]
        texts = [part for part in parts if isinstance(part, str)]
        return "".join(texts) or None
    if isinstance(node, ast.Dict):
        return tuple(_value(each, known) for each in node.values)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return tuple(_value(each, known) for each in node.elts)
    if isinstance(node, ast.IfExp):
        return _value(node.body, known), _value(node.orelse, known)
    return None


def _strings(value, name):
    """The strings in a value; of the table of errors the sentences alone, and not the patterns."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        pairs = name == "ERRORS" and all(isinstance(each, tuple) and len(each) == 2 for each in value)
        for each in value:
            yield from _strings(each[1] if pairs else each, name)


def _template(node, known):
    """An f-string as a template: what is put in has the name of the expression's last word."""
    text, names = "", []
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += part.value  # of a constant, whose braces are those of a template
        elif isinstance(part.value, ast.Name) and isinstance(known.get(part.value.id), str):
            text += known[part.value.id]
        else:
            words = re.findall(r"[A-Za-z_]\w*", ast.unparse(part.value)) or ["value"]
            name = words[-1]
            while name in names:
                name += "_"
            names.append(name)
            text += f"{{{name}}}"
    return text


def _calls(tree, room, is_internal):
    """Strings that are printed, said, raised or the help of an option."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            called, said = "raise", () if is_internal else node.exc.args
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called == "counted" and isinstance(noun := node.args[-1], ast.Constant):
                yield from (("counted", f"{{n}} {noun.value}{ending}") for ending in ("", "s"))
            said = [each.value for each in node.keywords if each.arg == "help" and called in HELPS]
            said += node.args if called in SAID_BY else node.args[1:2] if called == "Promise" else []
        else:
            continue
        if room in WHOLE and called not in ("say", "raise"):
            continue
        for each in said:
            if isinstance(each, ast.Constant | ast.JoinedStr | ast.IfExp | ast.BinOp):
                for text in _strings(_value(each, {}), ""):
                    if called != "raise" or _is_sentence(text):
                        yield called, text


def _helps(tree):
    """The docstrings of commands, a paragraph each."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or not ast.get_docstring(node):
            continue
        if not node.args.args or any(arg.annotation for arg in node.args.args):
            for paragraph in inspect.cleandoc(ast.get_docstring(node)).split("\n\n"):
                yield f"bplab {node.name.replace('_', '-')}", " ".join(paragraph.split())
