"""What has not changed since it passed is skipped on a developer's machine, and never in CI."""

import os
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from bplab.authoring.units import Unit
from tests import unchanged
from tests.conftest import ROOT

NAME = (
    "tests/catalogue/test_sound.py::test_every_cell_that_is_lost_exists_and_every_test_is_lost_by_some_answer"
)
TEST = f"{NAME}[01_forward_pass]"


def outcome(folder, *options, ci=None):
    """The last lines of a run of one test, with a cache of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | (
        {"CI": ci} if ci else {}
    )
    line = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-o", f"cache_dir={folder}", TEST, *options]
    return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True).stdout


@pytest.mark.slow
def test_it_is_skipped_and_that_is_said_but_not_in_ci(tmp_path):
    assert "1 passed" in outcome(tmp_path)
    again = outcome(tmp_path)
    assert "1 skipped" in again and "make test ARGS=--all-units" in again and "01_forward_pass" in again
    assert "1 passed" in outcome(tmp_path, ci="true")
    assert "1 passed" in outcome(tmp_path, "--all-units")


@pytest.mark.parametrize(
    "part", ["lessons/01_forward_pass/answers.py", "bplab/network/__init__.py", "uv.lock"]
)
def test_a_change_of_what_it_reads_is_another_state(tmp_path, monkeypatch, part):
    for name in (part, "lessons/02_softmax_cross_entropy/answers.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(unchanged, "ROOT", tmp_path)
    unit, state = Unit(tmp_path, "01_forward_pass"), unchanged.state_of.__wrapped__
    before = state(unit)
    (tmp_path / "lessons/02_softmax_cross_entropy/answers.py").write_text("")  # another unit's
    assert state(unit) == before
    (tmp_path / part).write_text("")
    assert state(unit) != before


def test_what_fails_is_forgotten():
    cache = {unchanged.KEY: {"a": "1", "b": "1"}}
    config = SimpleNamespace(
        cache=SimpleNamespace(get=lambda key, _: cache.get(key), set=cache.__setitem__),
        getoption=lambda _: False,
    )
    plugin = unchanged.Unchanged(config)
    report = {"nodeid": "a", "user_properties": [("state", "2")], "skipped": False, "longrepr": ""}
    plugin.pytest_runtest_logreport(SimpleNamespace(**report, failed=False, when="call"))
    plugin.pytest_runtest_logreport(SimpleNamespace(**report, failed=True, when="teardown"))
    plugin.pytest_sessionfinish(SimpleNamespace(config=config))
    assert cache[unchanged.KEY] == {"b": "1"}
