"""What CONTRIBUTING.md names is there: rooms, files, names, commands. 1 s."""

import re
from fnmatch import fnmatch

from typer.main import get_command

from bplab.cli import app
from tests.conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# Of its examples and of a course: they are not there, or nothing of them is.
EXAMPLES = re.compile(r"stack|momentum|NAME|submitted/|autograded/|ONE_LAYER_DONE|unit0\d|test_the_rubric")
ENDING = re.compile(r"\.(py|md|txt|toml|json)$")
QUOTED = {word for word in re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL))}
FOLDERS = ("bplab", "tests", "lessons", "benchmarks", "docs", "tools", "zh", ".ci")
FILES = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]


def missing(words):
    """Of what stands in backquotes: paths that are no end of a path here, names that no source text holds."""
    paths = [f"/{path.relative_to(ROOT).as_posix()}" for path in FILES]
    paths += [f"/{path.name}" for path in ROOT.iterdir()]
    sources = (path for path in FILES if path.suffix == ".py" and path.name != "test_contributing.py")
    source = {name for path in sources for name in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    for word in sorted(words):
        if EXAMPLES.search(word):
            continue
        if "/" in word or ENDING.search(word):
            if not any(fnmatch(path, f"*/{word.strip('/')}") for path in paths):
                yield word
        else:
            yield from set(re.findall(r"[A-Za-z_]\w+", word)) - source


def test_paths_and_names_are_there():
    assert len(QUOTED) > 150 and not list(missing(QUOTED))


def test_a_path_and_a_name_that_are_gone_are_seen():
    assert list(missing({"grading/classrun/command.py", "Plan.begun_before"})) == [
        "begun_before",
        "grading/classrun/command.py",
    ]


def test_each_room_has_a_row_in_the_map():
    rooms = {path.parent.name for path in (ROOT / "bplab").glob("*/__init__.py")}
    files = {path.name for path in (ROOT / "bplab").glob("*.py")} - {"__init__.py"}
    [table] = re.findall(r"## The map\n(.*?)\n\n(?=The )", TEXT, flags=re.DOTALL)
    named = re.findall(r"`([^`]+)`", table)
    assert not {f"{room}/" for room in rooms} - {*named} and not files - {*named}


def test_the_commands_are_there():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    made = re.findall(r"\bmake ([a-z]+)", " ".join(re.findall(r"`[^`]+`|```.*?```", TEXT, flags=re.DOTALL)))
    called = re.findall(r"\bbplab ([a-z-]+)", " ".join(re.findall(r"`bplab [^`]+`|bin/bplab .*", TEXT)))
    assert made and not {*made} - {*targets}
    assert called and not {*called} - {*get_command(app).commands}
