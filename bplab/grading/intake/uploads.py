"""Where in a submission folder notebooks may be: under other names, in folders, in zip files."""

import itertools
import os
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bplab.grading.intake.reading import MOST_BYTES, TOO_LARGE, Ungradable, read_file
from bplab.grading.intake.repair import Repair, note
from bplab.grading.intake.script import is_script
from bplab.grading.intake.unpacking import unpack

MOST_NAMES = 1000  # of files, to be named
MOST_NOTEBOOKS = 20  # are looked at beside those with the expected names
MOST_BYTES_IN_ALL = MOST_BYTES  # of these notebooks together
MOST_FILES = 10_000  # of a submission are looked at
DEEPEST = 4  # folders
MOST_ZIPS = 3
MOST_SCRIPTS = 10
MOST_BYTES_OF_SCRIPT = 2 * 2**20

NOTEBOOK = re.compile(r".*\.ipynb\W*\d*\W*(\.(json|txt|download))?", re.IGNORECASE | re.DOTALL)
PERHAPS = re.compile(r"[^.]*(\.(json|txt))?", re.IGNORECASE | re.DOTALL)  # if there is a notebook in it
MARK = b'"nbformat"'


class DataFile(NamedTuple):
    """A file beside the notebooks; path: in the submission folder, or in the folder where code runs."""

    path: str
    executable: bool
    content: bytes


@dataclass(frozen=True)
class Taken:
    """What a submission folder holds.

    names: in it. notebooks: path -> bytes, or the text that says why they cannot be had.
    unpacked: the data files in zip files. repairs: what is to be said of all of them.
    scripts: path -> bytes of Python files, which may stand for a notebook.
    """

    names: list[str]
    notebooks: dict[str, bytes | str]
    unpacked: list[DataFile]
    repairs: list[Repair]
    scripts: dict[str, bytes] = field(default_factory=dict)


def is_notebook(name: str) -> bool:
    """Whether a file's name says that it is a notebook, whatever a browser or mail program put behind it."""
    return NOTEBOOK.fullmatch(name) is not None


def is_litter(path: str | Path) -> bool:
    """Whether a file or folder is one that programs leave behind: .ipynb_checkpoints, __MACOSX, ._x.ipynb."""
    return any(part.startswith(".") or part == "__MACOSX" for part in Path(path).parts)


def take(folder: Path, expected: Collection[str]) -> Taken:
    """What a submission folder holds, as Taken: plain data, so that who grades needs no file of the course.

    Notebooks with an expected name come first. A path in a zip file begins with that file's own path.
    """
    taken = Taken(sorted(os.listdir(folder))[:MOST_NAMES], {}, [], [])
    files = sorted(_files(folder), key=lambda path: (path not in expected, path.count("/"), path))
    zips = [path for path in files if _is_zip(path)]
    plain = [path for path in files if not _is_zip(path) and not is_script(path)]
    _take_scripts(folder, [path for path in files if is_script(path)], taken.scripts)
    _take_notebooks(folder, plain[: len(expected) + MOST_NOTEBOOKS], taken.notebooks)
    for path in zips[:MOST_ZIPS]:
        try:
            wanted, data, left_out = unpack(read_file(folder / path), path, _is_wanted, is_litter)
        except Ungradable as problem:
            taken.notebooks[path] = str(problem)
            continue
        scripts = {name: content for name, content in wanted.items() if is_script(name)}
        notebooks = [(name, content) for name, content in wanted.items() if name not in scripts]
        taken.notebooks.update(notebooks[:MOST_NOTEBOOKS])
        taken.unpacked.extend(DataFile(*file) for file in data)
        taken.unpacked.extend(DataFile(name, False, content) for name, content in scripts.items())
        short = [item for item in scripts.items() if len(item[1]) <= MOST_BYTES_OF_SCRIPT]
        taken.scripts.update(short[: MOST_SCRIPTS - len(taken.scripts)])
        if left_out:
            taken.repairs.append(note("unpacked", found=[f"{path}/{name}" for name in left_out]))
    return taken


def _files(folder: Path) -> list[str]:
    """Relative paths of what may be notebooks or zip files; links to folders are not followed."""
    found: list[str] = []
    seen = 0
    for place, folders, names in os.walk(folder):
        inside = os.path.relpath(place, folder)
        if inside.count("/") + (inside != ".") == DEEPEST:
            folders.clear()
        seen += len(names)
        for name in [*names[:MOST_FILES], *filter(is_notebook, folders)]:
            path = os.path.normpath(os.path.join(inside, name))
            if not is_litter(path) and (_is_wanted(name) or _is_zip(name) or _holds_one(place, name)):
                found.append(path)
        folders[:] = [name for name in folders if not is_litter(name)] if seen < MOST_FILES else []
    return found


def _is_wanted(name: str) -> bool:
    return is_notebook(name) or is_script(name)


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def _holds_one(place: str, name: str) -> bool:
    """Whether a file called `x.json`, `x.txt` or `x` is a notebook: format and cells stand in it."""
    if not PERHAPS.fullmatch(name):
        return False
    try:
        return MARK in read_file(os.path.join(place, name))
    except Ungradable:
        return False


def _take_scripts(folder: Path, paths: list[str], scripts: dict[str, bytes]) -> None:
    """What cannot be read, or is too large to be typed, is a data file like any other."""
    for path in itertools.islice(paths, MOST_SCRIPTS):
        try:
            if (folder / path).lstat().st_size <= MOST_BYTES_OF_SCRIPT:
                scripts[path] = read_file(folder / path)
        except (Ungradable, OSError):
            pass


def _take_notebooks(folder: Path, paths: list[str], notebooks: dict[str, bytes | str]) -> None:
    left = MOST_BYTES_IN_ALL
    for path in paths:
        try:
            if left < (folder / path).lstat().st_size <= MOST_BYTES:
                raise Ungradable(TOO_LARGE, name=path, reason=f"{MOST_BYTES_IN_ALL >> 20} MiB and more")
            notebooks[path] = read_file(folder / path)
            left -= len(notebooks[path])
        except Ungradable as problem:
            notebooks[path] = str(problem)
