"""The units of a course and where their files lie."""

from dataclasses import dataclass, replace
from pathlib import Path

from bplab.authoring.errors import BuildError
from bplab.authoring.translation.catalogue import path_of
from bplab.language import CHINESE, ENGLISH


@dataclass(frozen=True)
class Unit:
    """One folder of lessons/, for example 05_linear_vs_relu, and the files built from it in one language."""

    root: Path
    name: str
    language: str = ENGLISH

    @property
    def topic(self):
        return self.name.partition("_")[2]

    @property
    def lesson(self):
        return self.root / "lessons" / self.name

    @property
    def editions(self):
        """The unit in each language that it has: the English one first, which is the source."""
        chinese = [replace(self, language=CHINESE)] if path_of(self).exists() else []
        return [replace(self, language=ENGLISH), *chinese]

    @property
    def place(self):
        """Where below the root its course lies."""
        return Path() if self.language == ENGLISH else Path(self.language)

    @property
    def lecture(self):
        return self.place / "notebooks" / f"{self.name}.ipynb"

    @property
    def source(self):
        return self.place / "source" / self.name / f"{self.topic}.ipynb"

    @property
    def release(self):
        return self.place / "release" / self.name / f"{self.topic}.ipynb"


def find_units(root, names=(), lectures_too=False):
    """The units of lessons/, or those named; an unknown name raises BuildError with the right ones.

    lectures_too: also the lectures that have no assignment.
    """
    needed = "*.py" if lectures_too else "assignment.py"
    known = sorted({path.parent.name for path in (root / "lessons").glob(f"[0-9]*/{needed}")})
    for name in names:
        if name not in known:
            raise BuildError(f"no unit {name!r} in lessons/: choose from {', '.join(known)}")
    return [Unit(root, name) for name in (names or known)]
