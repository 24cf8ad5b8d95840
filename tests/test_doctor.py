"""bplab doctor says ok where the promises are kept, and can say that they are not."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from bplab.cli import app
from bplab.grading.canary import grade_canary
from bplab.grading.doctor import PROMISES, attempts
from bplab.grading.sandbox import bubblewrap as sandbox_module
from bplab.grading.sandbox.bubblewrap import Sandbox
from tests.conftest import ROOT

HARMLESS = ("files", "processes", "network", "read-only")  # to try without protection


@pytest.fixture
def in_checkout(monkeypatch):
    monkeypatch.chdir(ROOT)


@pytest.mark.slow
def test_every_promise_is_kept_here(in_checkout, somebodys_settings):
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert not somebodys_settings.exists()
    assert len(lines) == len(PROMISES) + 7 and all(line.startswith("ok") for line in lines)


def test_a_broken_promise_is_seen(in_checkout):
    unprotected = Sandbox(bwrap="/no/such/program", cell_seconds=5, notebook_seconds=60)
    promises = [promise for promise in PROMISES if promise.name in HARMLESS]
    problems = {name: problem for name, _, problem in attempts(unprotected, promises, ROOT)}
    assert "nbgrader_config.py" in problems["files"]
    assert "processes are seen" in problems["processes"]
    assert problems["network"] == "AssertionError: a server of this machine was reached"
    assert "can be written" in problems["read-only"]


UNPROTECTED = "c.Sandbox.bwrap = '/no/such/program'\nc.Sandbox.required = False\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "added", "problem"),
    [
        (ROOT / "benchmarks" / "plain", "", "plain nbgrader has graded it: there is no canary.verdicts.json"),
        (ROOT, UNPROTECTED, "its code has written a file of this machine (it was not sandboxed)"),
    ],
)
def test_the_canary_shows_that_nothing_protects(settings, added, problem, tmp_path):
    config = (settings / "nbgrader_config.py").read_text() + added
    (tmp_path / "nbgrader_config.py").write_text(config)
    assert grade_canary(tmp_path) == problem
    assert [path.name for path in tmp_path.iterdir()] == ["nbgrader_config.py"]


def test_without_a_sandbox_it_says_what_is_missing(in_checkout, monkeypatch):
    monkeypatch.setattr(sandbox_module, "_find", lambda wanted: (None, "neither of the two"))
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "FAILS  sandbox" in done.output and "bubblewrap is not installed" in done.output


@pytest.mark.slow
def test_a_folder_without_the_config_is_named(tmp_path):
    code = "from bplab.grading import doctor; doctor.attempts = lambda *_: ()\n"  # which are tried above
    line = [sys.executable, "-c", f"{code}from bplab.cli import main; main()", "doctor"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"the nbgrader_config.py of bplab is not in {tmp_path}" in done.stdout
