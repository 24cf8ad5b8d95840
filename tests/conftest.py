"""What the tests share: the checkout, the built notebooks, and courses made for one test."""

import atexit
import functools
import gc
import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

import matplotlib
import nbformat
import pytest
from nbgrader import api
from sqlalchemy import create_engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Engine

from bplab.authoring.catalogue import load_answers, solutions
from bplab.authoring.units import Unit
from bplab.commands import nbgrader
from tests import forked
from tests.belonging import belongs_to, markers
from tests.catalogue.oneprocess import FoundOnce
from tests.made_once import made_once
from tests.side_by_side import pytest_collection_modifyitems, pytest_xdist_auto_num_workers  # noqa: F401 (hooks)
from tests.unchanged import Unchanged

ROOT = Path(__file__).parents[1]
# What the person who runs the tests has set for Jupyter, IPython and bplab is not tried here.
OWN = Path(tempfile.mkdtemp(prefix="settings-"))
atexit.register(shutil.rmtree, OWN, ignore_errors=True)
os.environ |= {"JUPYTER_CONFIG_DIR": str(OWN), "IPYTHONDIR": str(OWN), "BPLAB_LANG": "en"}
# nbgrader calls `alembic`, also where the environment is not activated.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
STYLE = {name: value for name, value in matplotlib.rcParams.copy().items() if not name.startswith("backend")}
RUN_NO_STUDENT = ("generate_assignment", "generate_feedback", "db")  # commands of nbgrader
UNIT = Unit(ROOT, "05_linear_vs_relu")  # the unit on which the machinery is tried


def pytest_addoption(parser):
    parser.addoption("--secrets", type=int, default=1, help="how many secrets the catalogues are tried with")
    parser.addoption("--screenshots", action="store_true", help="of browser tests: tests/browser/screenshots")
    parser.addoption("--all-units", action="store_true", help="also catalogues that have not changed since")


def pytest_configure(config):
    for name, text in markers():
        config.addinivalue_line("markers", f"{name}: {text}")
    config.pluginmanager.register(Unchanged(config))


def pytest_itemcollected(item):
    """Every test has a marker that says what it belongs to."""
    names = list(belongs_to(item))
    if not names:
        raise pytest.UsageError(
            f"{item.path}: say in tests/belonging.py what the tests of this file belong to"
        )
    for name in names:
        item.add_marker(name)


@pytest.hookimpl(tryfirst=True)  # the loops of xdist let nobody else have a word
def pytest_runtestloop():
    """What has been imported stays: each search for garbage in it would take a fifth of a second."""
    gc.collect()
    gc.freeze()
    gc.enable()  # see tests/__init__.py


def others_slow(values, *by_default):
    """Parameters of a test that runs with these by default; the others are marked slow."""
    return [pytest.param(value, marks=() if value in by_default else pytest.mark.slow) for value in values]


class Course:
    """A course folder of its own, graded with the checkout's nbgrader_config.py."""

    def __init__(self, root, unit):
        self.root, self.unit = root, unit
        shutil.copytree(_released(unit), root)
        self.release = nbformat.read(root / unit.release, as_version=4)

    def nbgrader(self, *arguments, **options):
        run = forked.nbgrader if arguments[0] in RUN_NO_STUDENT else nbgrader
        return run(*arguments, course_root=self.root, settings=self.unit.root, **options)

    def folder(self, student):
        folder = self.root / "submitted" / student / self.unit.name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def submit(self, student, notebook, name=None):
        path = self.folder(student) / (name or f"{self.unit.topic}.ipynb")
        if isinstance(notebook, bytes):
            path.write_bytes(notebook)
        else:
            nbformat.write(notebook, path)


def _released(unit):
    """A folder with a course that has released the unit, copied for each test."""

    def make(root):
        (root / unit.source).parent.mkdir(parents=True)
        shutil.copy(unit.root / unit.source, root / unit.source)
        forked.nbgrader("generate_assignment", unit.name, course_root=root, settings=unit.root)

    return made_once(f"released-{hashlib.sha256(str(unit.root).encode()).hexdigest()}-{unit.name}", make)


@pytest.fixture
def somebodys_settings(tmp_path_factory, monkeypatch):
    """A person's nbgrader_config.py for all courses, and the gradebook it names, which is not there."""
    folder = tmp_path_factory.mktemp("jupyter")
    gradebook = folder / "other.db"
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.CourseDirectory.db_url = 'sqlite:///{gradebook}'\n"
        "c.CourseDirectory.source_directory = c.CourseDirectory.submitted_directory = 'somewhere_else'\n"
    )
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(folder))
    return gradebook


@pytest.fixture(scope="session")
def secrets(pytestconfig):
    """What the inputs of hidden tests are drawn with; `pytest --secrets=20` tries twenty."""
    return [f"secret {number}" for number in range(pytestconfig.getoption("--secrets"))]


@pytest.fixture(scope="session")
def found_once(secrets):
    """What becomes of an answer in one process."""
    return FoundOnce(secrets)


@pytest.fixture(scope="session", autouse=True)
def queries_compiled_once():
    """Each gradebook is an engine of its own, which compiles all queries anew: half of a test."""
    kept, dialect = {}, SQLiteDialect_pysqlite  # a part of the key
    compiled_once = functools.partial(create_engine, execution_options={"compiled_cache": kept})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "create_engine", compiled_once)
        patch.setattr(dialect, "__eq__", lambda self, other: type(other) is dialect)
        patch.setattr(dialect, "__hash__", lambda self: hash(dialect))
        yield


@pytest.fixture(scope="session")
def quick_gradebooks():
    """What a power cut would do to gradebooks in SQLite is not tried where this is used."""

    def hurry(connection, record):
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA synchronous=OFF")

    event.listen(Engine, "connect", hurry)
    yield
    event.remove(Engine, "connect", hurry)


@pytest.fixture(autouse=True)
def own_style():
    """Cells that are run in the process of the tests set matplotlib's style for that test only.

    Also where a fixture of many tests ran them.
    """
    with matplotlib.rc_context(STYLE):
        yield


@pytest.fixture
def unit():
    return UNIT


@pytest.fixture
def source(unit):
    return nbformat.read(unit.root / unit.source, as_version=4)


@pytest.fixture
def release(unit):
    return nbformat.read(unit.root / unit.release, as_version=4)


@pytest.fixture
def solution(source):
    return solutions(source)


@pytest.fixture
def answers(unit):
    return load_answers(unit.lesson)


@pytest.fixture
def course(tmp_path, unit):
    return Course(tmp_path / "course", unit)
