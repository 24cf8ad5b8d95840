"""One answer in this process: each cell once, in order, and what its tests find."""

import contextlib
import functools
import io
import pickle
import re
import warnings
from dataclasses import dataclass, field

import nbformat

from bplab.authoring.catalogue import load_answers, plant, solutions
from bplab.checks.once import keeping
from bplab.checks.seeds import drawn_with
from bplab.grading.judge.judge import HIDDEN
from tests.made_once import made_once

TESTS = ("test_", HIDDEN)
DRAWN = re.compile(r"(?!.*\bdatasets\b).*(seed=|generator\()", re.DOTALL)  # a test whose inputs are drawn


@dataclass(frozen=True)
class Texts:
    """What a unit's answers are planted into, as read from its files."""

    answers: list
    release: object
    source: object
    solution: dict

    @property
    def tests(self):
        """test -> its whole text, in the notebook's order."""
        return {cell.id: cell.source for cell in self.source.cells if cell.id.startswith(TESTS)}

    @property
    def drawn(self):
        """The hidden tests on whose inputs a secret acts."""
        return {name for name, text in self.tests.items() if name.startswith(HIDDEN) and DRAWN.match(text)}

    def plant(self, answer):
        """The answer as a student hands it in."""
        return plant(self.release, self.solution, answer)

    def changed(self, answer):
        """The tasks in which an answer is not the solution; all of them, of one that fills in nothing."""
        return set(self.solution) if answer.untouched else {swap[0] for swap in answer.swaps}


@dataclass
class Found:
    """What became of an answer.

    names: what its cells define. run: the tests that were run. lost: test -> (status, message).
    lost_with: secret -> the names of those tests that are lost on the inputs which it draws.
    """

    names: dict = field(default_factory=dict)
    run: list = field(default_factory=list)
    lost: dict = field(default_factory=dict)
    lost_with: dict = field(default_factory=dict)


@functools.cache
def texts_of(unit):
    """The Texts of a unit."""
    source = nbformat.read(unit.root / unit.source, as_version=4)
    release = nbformat.read(unit.root / unit.release, as_version=4)
    return Texts(load_answers(unit.lesson), release, source, solutions(source))


def run(texts, answer, secrets=(), tests=True):
    """Run an answer's cells, and its tests from the first task on that is not the solution's.

    Before that task everything is the solution, whose tests the build has seen pass. A test leaves no names
    behind, and shares what is computed once with others up to the next cell, as in the grader. It must not
    warn: nbgrader scores stderr 0.
    secrets: with which the tests are run once more whose inputs they draw. tests: whether any is run.
    """
    found, changed, begun = (
        Found(lost_with={secret: set() for secret in secrets}),
        texts.changed(answer),
        False,
    )
    full, drawn, values = texts.tests, texts.drawn, {}
    for cell in texts.plant(answer).cells:
        if cell.cell_type != "code":
            continue
        begun = begun or cell.id in changed
        if cell.id not in full:
            _failure(cell.id, cell.source, found.names, "ignore")
            values = {}
        elif tests and begun:
            with keeping(values):
                found.run.append(cell.id)
                if failure := _failure(cell.id, full[cell.id], dict(found.names), "error"):
                    found.lost[cell.id] = failure
                for secret in secrets if cell.id in drawn else ():
                    with drawn_with(secret):
                        if _failure(cell.id, full[cell.id], dict(found.names), "error"):
                            found.lost_with[secret].add(cell.id)
    return found


@dataclass(frozen=True)
class FoundOnce:
    """What becomes of answers, without the names they define."""

    secrets: list

    def __call__(self, unit, answer):
        """The Found of a unit's answer, whose tests were tried with all secrets."""

        def make(path):
            found = run(texts_of(unit), answer, self.secrets)
            found.names = {}
            path.write_bytes(pickle.dumps(found))

        return pickle.loads(made_once(f"{unit.name}-{answer.name}.found", make).read_bytes())


def _failure(name, text, namespace, on_warning):
    """(status, message) of what keeps a cell from its end; None if nothing does."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter(on_warning)
        try:
            exec(compile(text, name, "exec"), namespace)
        except Exception as error:
            return "failed" if isinstance(error, AssertionError) else "error", str(error)
    return None
