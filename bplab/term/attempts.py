"""What was handed in at one time, as files in memory: read from a download, written into a folder."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from bplab.grading.intake.timestamps import TIMESTAMP, BadTimestamp, read_timestamp
from bplab.term import times
from bplab.term.downloads import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from bplab.term.shapes import Delivery


MOST_FILES = 1000  # of one submission
MOST_BYTES = 256 * 2**20  # of one submission
DEEPEST = 6  # folders and name
OTHER_NAME = "timestamp (handed in).txt"  # of a file that would be taken for nbgrader's own

NOT_READ = "{path}: {reason}, left out"
TOO_MUCH = f"more than {MOST_FILES} files or {MOST_BYTES >> 20} MiB: the rest is left out"
FORGED = "a timestamp.txt of the student's own does not count"
LATE_UNKNOWN = "late, says Canvas, but not by how much"


@dataclass
class Attempt:
    """label: as in the download. files: path -> bytes. time: an aware datetime or None.

    lost: whether there were files, and none of them can be read.
    """

    label: str
    files: dict
    time: datetime | None
    notes: list
    lost: bool = False

    @classmethod
    def read(cls, delivery: Delivery, notes: list[str]) -> Attempt:
        """notes: what is to be said of it already."""
        files: dict[str, bytes] = {}
        size = 0
        late = [LATE_UNKNOWN] if delivery.late and not delivery.moment else []
        notes = [*notes, *late, *filter(None, [delivery.note])]
        for path, file in delivery.files:
            if len(files) == MOST_FILES or size > MOST_BYTES:
                notes.append(TOO_MUCH)
                break
            try:
                content = file.read()
            except Unreadable as problem:
                notes.append(NOT_READ.format(path=path, reason=problem))
                continue
            size += len(content)
            files[safe_path(path, files, notes)] = content
        return cls(delivery.who.label, files, delivery.moment, notes, bool(delivery.files) and not files)

    @property
    def digest(self) -> str:
        """Of names and content."""
        return _digest(self.files.items())

    @property
    def name(self) -> str:
        """Of its folder in attempts/."""
        return name_of(self.time and self.time.astimezone(UTC), self.digest)

    def write(self, folder: Path) -> None:
        """Files and time."""
        for path, content in self.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        self.write_time(folder)

    def write_time(self, folder: Path) -> None:
        """The time, with its zone; nothing if it is not known."""
        if self.time:
            (folder / TIMESTAMP).write_text(times.stamp(self.time) + "\n", encoding="utf-8")


def name_of(time: datetime | None, digest: str) -> str:
    """The name of a folder in attempts/; time: in UTC, or None."""
    return f"{time:%Y-%m-%d-%H%M%SZ}-{digest}" if time else digest


def safe_path(path: str, taken: Iterable[str], notes: list[str]) -> str:
    """A path for a file of a student's: below the folder, of ordinary length, none of nbgrader's own names.

    taken: paths that are there already. notes: gets what is to be said.
    """
    parts = [
        _short(re.sub(r"[\0-\x1f\x7f\ud800-\udfff:\\]", "_", part)) for part in PurePosixPath(path).parts
    ]
    parts = [part.lstrip(".") or "_" for part in parts if part not in ("/", ".", "..")] or ["_"]
    parts = parts[-DEEPEST:]
    if len(parts) == 1 and parts[0].casefold() == TIMESTAMP:
        notes.append(FORGED)
        parts = [OTHER_NAME]
    (stem, ending), rest = os.path.splitext(parts[0]) if len(parts) == 1 else (parts[0], ""), parts[1:]
    firsts = (f"{stem} ({number}){ending}" if number > 1 else parts[0] for number in itertools.count(1))
    paths = ("/".join([first, *rest]) for first in firsts)
    return next(safe for safe in paths if not any(_collide(safe, other) for other in taken))


def _collide(path: str, other: str) -> bool:
    """Whether two paths cannot both be files."""
    return path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/")


def _short(name: str) -> str:
    """Its end, which has the ending, in no more bytes than a file system takes."""
    return name.encode()[-200:].decode(errors="ignore")


def time_of(folder: Path) -> datetime | None:
    """When what lies in a folder came in, naive and in UTC; None if nothing says so."""
    try:
        return read_timestamp(folder)
    except BadTimestamp:
        return None


def digest_of(folder: Path) -> str:
    """As Attempt.digest, of a folder in submitted/."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return _digest(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in files
        if path != folder / TIMESTAMP
    )


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    parts = sorted((path, hashlib.sha256(content).hexdigest()) for path, content in files)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
