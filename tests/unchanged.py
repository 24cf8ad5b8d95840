"""Tests of the catalogues that need not run again on a developer's machine: nothing they read has changed.

A test that has passed is kept with a hash of all it may read: its unit, the package, the tests, the versions
of what is installed, Python and the system. Where `CI` is set all run, and so they do with --all-units.
"""

import functools
import hashlib
import os
import platform
import sys
from pathlib import Path

import pytest

from bplab.authoring.units import Unit

ROOT = Path(__file__).parents[1]
KEY = "bplab/passed"
SHARED = ("bplab", "tests", "nbgrader_config.py", "uv.lock", "pyproject.toml")
SKIPPED = "unchanged since it passed"
SAID = (
    "{count} tests of {units} were skipped: nothing they read has changed since they passed. "
    "To run all: make test ARGS=--all-units"
)


class Unchanged:
    """The pytest plugin."""

    def __init__(self, config):
        self.cache, self.active = config.cache, not (os.environ.get("CI") or config.getoption("all_units"))
        self.passed = self.cache.get(KEY, {})
        self.states, self.skipped = {}, set()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        for item in items:
            if (unit := _unit(item)) is None:
                continue
            state = state_of(unit)
            item.user_properties.append(("state", state))
            item.user_properties.append(("unit", unit.name))
            if self.active and self.passed.get(item.nodeid) == state:
                item.add_marker(pytest.mark.skip(reason=SKIPPED))

    def pytest_runtest_logreport(self, report):
        """In the process that hears of all tests: what passed is kept, what failed is forgotten."""
        known = dict(report.user_properties)
        if "state" not in known:
            return
        if report.failed:
            self.states[report.nodeid] = None
        elif report.skipped and SKIPPED in str(report.longrepr):
            self.skipped.add((report.nodeid, known["unit"]))
        elif report.when == "call":
            self.states.setdefault(report.nodeid, known["state"])

    def pytest_sessionfinish(self, session):
        if hasattr(session.config, "workerinput") or not self.states:
            return
        kept = self.passed | self.states
        self.cache.set(KEY, {name: state for name, state in kept.items() if state})

    def pytest_terminal_summary(self, terminalreporter):
        if self.skipped:
            units = ", ".join(sorted({unit for _, unit in self.skipped}))
            terminalreporter.write_line(SAID.format(count=len(self.skipped), units=units))


def _unit(item):
    """The unit that a test of the catalogues is about."""
    if "catalogue" not in Path(item.path).parts or not hasattr(item, "callspec"):
        return None
    return next((value for value in item.callspec.params.values() if isinstance(value, Unit)), None)


@functools.cache
def state_of(unit):
    """A hash of all that a test of this unit may read."""
    digest = hashlib.sha256(f"{sys.version} {platform.version()} {platform.machine()}".encode())
    own = (unit.lesson, unit.root / unit.source, unit.root / unit.release)
    for place in (*own, *(ROOT / name for name in SHARED)):
        paths = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in paths:
            if path.is_file() and "__pycache__" not in path.parts and "screenshots" not in path.parts:
                digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()
