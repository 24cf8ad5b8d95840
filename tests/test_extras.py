"""What each room imports is declared in its extra, and what students install is enough for them."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from itertools import chain

import nbformat
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bplab.cli import AUTHORS
from tests.conftest import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT, EXTRAS = SETTINGS["project"], SETTINGS["project"]["optional-dependencies"]
# Rooms of bplab/ that need an extra; all others are for students.
GRADE = ("grading", "term", "feedback", "report", "mark", "demo.py")
NEEDS = dict.fromkeys(GRADE, "grade") | {"authoring": "author"}
FILES = {"language/jinja.py": "grade", "language/tables.py": "grade"}  # of rooms that students have, too
TEMPLATE = "bplab/authoring/template"  # of files that are written elsewhere
NOTEBOOKS = [*sorted(ROOT.glob("notebooks/*.ipynb")), *sorted(ROOT.glob("release/*/*.ipynb"))]
# In an environment without extras these are the modules that Python does not find.
BLOCKER = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name.split(".")[0])
sys.meta_path.insert(0, Blocker())
"""
STUDENTS = """
import importlib, pkgutil
for room in ("checks", "explorers", "figures", "network", "experiments", "student_code"):
    package = importlib.import_module(f"bplab.{room}")
    for module in pkgutil.walk_packages(package.__path__, f"bplab.{room}."):
        importlib.import_module(module.name)
from bplab.explorers import explore_petals
explore_petals(hidden=3)
"""


def names(requirements):
    return {canonicalize_name(Requirement(text).name) for text in requirements}


BASE = names(PROJECT["dependencies"])
DECLARED = {"": BASE, "grade": BASE | names(EXTRAS["grade"])}
DECLARED["author"] = DECLARED["grade"] | names(EXTRAS["author"])
DEVELOPERS = names(text for text in SETTINGS["dependency-groups"]["dev"])


@cache
def distributions():
    return {
        module: {canonicalize_name(name) for name in found}
        for module, found in packages_distributions().items()
    }


def third_party(source):
    """(line, module) of what a file imports that is neither Python's nor ours, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module] if node.level == 0 else []
        else:
            continue
        for module in (module.split(".")[0] for module in modules):
            if module not in sys.stdlib_module_names and module not in ("bplab", "tests"):
                yield node.lineno, module


def undeclared(folder, allowed):
    """Imports of a folder's files whose distribution is not among the names that are allowed(path)."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        if path.is_relative_to(ROOT / TEMPLATE):
            continue
        for line, module in third_party(path.read_text(encoding="utf-8")):
            if not distributions().get(module, {module}) & allowed(path):
                yield f"{path.relative_to(ROOT)}:{line}: {module}"


def test_what_a_room_imports_is_declared_in_its_extra():
    def allowed(path):
        place = path.relative_to(ROOT / "bplab")
        return DECLARED[FILES.get(place.as_posix(), NEEDS.get(place.parts[0], ""))]

    wrong = list(undeclared("bplab", allowed))
    assert not wrong, "\n".join(wrong)


def test_what_tests_and_lessons_import_is_declared():
    wrong = [
        *undeclared("tests", lambda path: DECLARED["author"] | DEVELOPERS),
        *undeclared("lessons", lambda path: DECLARED["author" if path.name == "answers.py" else ""]),
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("extra", ["grade", "author"])
def test_nothing_is_declared_that_nobody_imports(extra):
    folders = [folder for folder, needs in NEEDS.items() if needs == extra]
    files = [file for folder in folders for file in (ROOT / "bplab" / folder).rglob("*.py")]
    files += [ROOT / "bplab" / folder for folder in folders if folder.endswith(".py")]
    sources = (path.read_text(encoding="utf-8") for path in files)
    modules = {module for source in sources for _, module in third_party(source)}
    used = {name for module in modules for name in distributions().get(module, ())}
    assert names(EXTRAS[extra]) - used <= {"bplab"}  # bplab[grade]
    if extra == "author":
        assert names(EXTRAS[extra]) - {"bplab"} == set(AUTHORS)


def needed_by(roots):
    """All distributions that these bring, by what is installed here."""
    found, waiting = set(), [(name, "") for name in roots]  # with one of its own extras, or none
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in found:
            continue
        found.add((name, extra))
        try:
            requirements = map(Requirement, distribution(name).requires or ())
        except PackageNotFoundError:  # for another system
            continue
        for requirement in requirements:
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                needed = canonicalize_name(requirement.name)
                waiting += [(needed, its_extra) for its_extra in ("", *requirement.extras)]
    return {name for name, _ in found}


@cache
def blocked():
    """Modules that an environment with bplab alone does not have."""
    there = needed_by(BASE)
    return {module for module, names in distributions().items() if not names & there and module != "bplab"}


def student(code, *arguments, cwd=ROOT):
    """Run code where nothing but what students install is found."""
    code = BLOCKER.format(blocked=blocked()) + code
    environment = os.environ | {"COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-c", code, *arguments]
    return subprocess.run(line, cwd=cwd, env=environment, capture_output=True, text=True)


def imports_of(notebook):
    """The lines of a notebook's code with which it imports from bplab."""
    cells = nbformat.read(notebook, as_version=4).cells
    for node in chain.from_iterable(
        ast.parse(cell.source).body for cell in cells if cell.cell_type == "code"
    ):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield ast.unparse(node)


def test_a_students_environment_is_smaller():
    assert {"nbgrader", "distributed", "dask", "jupytext", "sqlalchemy"} <= blocked()
    assert not {"numpy", "matplotlib", "jupyterlab", "ipywidgets", "PIL", "typer"} & blocked()


def test_students_need_no_extra():
    lines = {line for notebook in NOTEBOOKS for line in imports_of(notebook)}
    assert len(lines) > 20
    done = student("\n".join([*sorted(lines), STUDENTS]))
    assert done.returncode == 0, done.stderr


RUN = "from bplab.cli import main; main()"


@pytest.mark.parametrize("arguments", [("--help",), ("experiment", "parabola")])
def test_commands_for_students_need_no_extra(arguments):
    done = student(RUN, *arguments)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr


def test_students_try_a_notebook_without_an_extra():
    done = student(RUN, "check", "release/02_softmax_cross_entropy/softmax_cross_entropy.ipynb")
    assert done.returncode == 1 and "one_hot: not written yet" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("extra", "line"),
    [
        ("author", "build"),
        ("grade", "demo"),
        ("grade", "doctor"),
        ("grade", "grade 05_linear_vs_relu"),
        ("grade", "roster class.csv"),
        ("grade", "collect 05_linear_vs_relu all.zip"),
        ("grade", "deadline 05_linear_vs_relu"),
        ("grade", "extend 05_linear_vs_relu ana 2d"),
        ("grade", "export 05_linear_vs_relu"),
        ("grade", "feedback 05_linear_vs_relu"),
        ("grade", "status 05_linear_vs_relu"),
    ],
)
def test_a_command_says_which_extra_it_needs(extra, line):
    command, *arguments = line.split()
    done = student(RUN, command, *arguments)
    [text] = done.stderr.splitlines()
    assert done.returncode == 1 and done.stdout == "" and text.startswith(f"bplab {command}: ")
    assert re.findall(r"`pip install \"bplab\[(\w+)\]\"`", text) == [extra]
