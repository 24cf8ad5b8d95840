"""A finished result appears in autograded/ whole or not at all, whenever the machine may stop.

It is made in a folder beside its place, written to the disk, and then renamed. nbgrader's patterns do not see
these folders: their names begin with a dot.
"""

import os
import shutil
from pathlib import Path

from nbgrader.utils import rmtree


def folder_for(place: Path) -> Path:
    """The folder in which the result for a place is made."""
    return place.parent / f".{place.name}.new"


def _old(place: Path) -> Path:
    return place.parent / f".{place.name}.old"


def begin(place: Path, keep: bool = False) -> Path:
    """An empty folder in which to make the result for a place; keep: with what is there now in it."""
    folder = folder_for(place)
    discard(folder)
    if keep and place.exists():
        shutil.copytree(place, folder)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def publish(place: Path) -> None:
    """Put what was made for a place there; what was there before is removed."""
    made, old = folder_for(place), _old(place)
    discard(old)
    if place.exists():
        place.rename(old)
    made.rename(place)
    sync(place.parent)
    discard(old)


def replace_files(place: Path) -> None:
    """Put what was made for a place there file by file: at no time is one missing that was there before."""
    made = folder_for(place)
    names = [path.relative_to(made) for path in sorted(made.rglob("*")) if path.is_file()]
    for name in names:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(made / name, place / name)
    for path in sorted(place.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(place) not in names:
            path.unlink()
    sync_tree(place)
    discard(made)


def clear(place: Path) -> None:
    """Remove what was made for a place and never got there."""
    discard(folder_for(place))
    discard(_old(place))


def discard(folder: Path) -> None:
    """Remove a folder, if there is one."""
    if folder.is_dir():
        rmtree(str(folder))


def sync_tree(folder: Path) -> None:
    """Have all files of a folder on the disk, not only on their way."""
    for place, _, files in os.walk(folder):
        for file in files:
            sync(Path(place, file))
        sync(Path(place))
    sync(folder.parent)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    if os.name == "nt":  # which opens no folder, and syncs no file that is open for reading
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_text(path: Path, text: str) -> None:
    """Write a file so that it is there whole, or as it was before."""
    made = path.with_name(f".{path.name}.new")
    made.write_text(text, encoding="utf-8", errors="backslashreplace")  # a name may be no UTF-8
    sync(made)
    made.rename(path)
    sync(path.parent)
