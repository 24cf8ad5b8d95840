"""What was built from what: so that a build executes only what has changed, and the rest stays byte for byte.

For each unit `notebooks/.<unit>.json`, in Chinese below zh/, holds a hash for its lecture and one for its
assignment: over the text, over what of the package runs in it, and over the notebooks themselves, which
somebody may have edited.
"""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import bplab
from bplab.authoring.translation import catalogue
from bplab.language import ENGLISH

PACKAGE = Path(bplab.__file__).parent
PARTS = ("lecture", "assignment")
# Rooms of the package that do not run in a part of a unit.
TOP = (
    "cli.py", "command_line.py", "commands.py", "demo.py", "made_with.py", "moved.py", "names.py",
    "new_course.py", "same_code.py", "self_check.py",
)  # fmt: skip
NOT_IN = {
    "lecture": ("authoring", "checks", "grading", *TOP),
    "assignment": ("explorers", "cli.py", "command_line.py", "demo.py", "new_course.py", "self_check.py"),
}
DRAWN_AND_COMPUTED_WITH = ("numpy", "matplotlib", "contourpy", "pillow", "ipywidgets", "nbgrader")


def stale(unit):
    """The parts of a unit, of PARTS, that are not built from what is there now."""
    known = _read(unit)
    return [part for part in _parts(unit) if known.get(part) != _hash(unit, part)]


def stamp(unit):
    """Note that a unit is built from what is there now."""
    hashes = {part: _hash(unit, part) for part in _parts(unit)}
    _place(unit).parent.mkdir(parents=True, exist_ok=True)  # a unit may have no lecture
    _place(unit).write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8", newline="\n")


def _place(unit):
    return unit.root / unit.lecture.parent / f".{unit.name}.json"


def _read(unit):
    try:
        return dict(json.loads(_place(unit).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _parts(unit):
    return [part for part in PARTS if (unit.lesson / f"{part}.py").exists()]


def _hash(unit, part):
    """Over the lines of all texts, so that a checkout with other line ends has the same."""
    names = [unit.lecture] if part == "lecture" else [unit.source, unit.release, "nbgrader_config.py"]
    files = [unit.lesson / f"{part}.py", *(unit.root / name for name in names)]
    if unit.language != ENGLISH:
        files.append(catalogue.path_of(unit))
    found = hashlib.sha256()
    for path in [*files, *_package(part, unit.language)]:
        content = path.read_bytes().replace(b"\r\n", b"\n") if path.exists() else b""
        found.update(f"{path.name} {len(content)}\n".encode() + content)
    found.update(" ".join(map(version, DRAWN_AND_COMPUTED_WITH)).encode())
    return found.hexdigest()


def _package(part, language):
    """The files of the package that run in a part, in a language."""
    for path in sorted(PACKAGE.rglob("*"), key=Path.as_posix):
        parts = path.relative_to(PACKAGE).parts
        shown = path.suffix != ".po" or (
            language != ENGLISH and part == "lecture"
        )  # an assignment runs unseen
        if path.is_file() and shown and parts[0] not in NOT_IN[part] and "__pycache__" not in parts:
            yield path
