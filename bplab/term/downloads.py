"""The files of a download, from a folder or a zip file, whoever packed it. Nothing is written here."""

import os
import stat
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bplab.grading.intake.reading import MOST_BYTES
from bplab.grading.intake.unpacking import DAMAGED, METHODS, is_plain, member_path
from bplab.grading.intake.uploads import is_litter
from bplab.term.course import TermProblem

MOST_FILES = 200_000  # of a download
MOST_LIST = 64 * 2**20  # bytes that the list of files in a zip file takes
TABLES = (".csv", ".tsv", ".tab", ".xls", ".xlsx", ".xlsm", ".ods")  # the last ones are refused in words
OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")

NO_FILE = "there is no {path}"
NOT_A_ZIP = "{path} is no zip file, or a damaged one: download it again"
OTHER_ARCHIVE = "{path}: unpack it, and name the folder instead: only zip files are read"
TOO_MANY = f"{{path}} holds more than {MOST_FILES} files: is it the download of one unit?"
LEADS_ELSEWHERE = "{path}: left out: it is a link, or its path leads elsewhere"
TWICE = "{path}: left out: it is there twice"
LINK = "{path}: left out: links are not followed"
TOO_LARGE = f"larger than {MOST_BYTES >> 20} MiB"
ENCRYPTED = "encrypted"
DAMAGED_FILE = "damaged"


class Unreadable(Exception):
    """A file that cannot be had; the message says why."""


@dataclass(frozen=True)
class File:
    """path: in the download, with `/`. read: its bytes; raises Unreadable."""

    path: str
    read: Callable[[], bytes]


@dataclass
class Download:
    """name: as a person knows it. problems: a line for each file that is left out.

    made: when it was, as seconds since 1970; None of what a person may have put together.
    """

    name: str
    files: list[File]
    problems: list[str]
    made: float | None = None

    def close(self):
        """Nothing can be read any more."""


def is_table(path):
    """Whether a file on the command line is a table about the class, such as Moodle's grading worksheet."""
    return path.suffix.lower() in TABLES and path.is_file()


def open_download(path):
    """The Download in a folder, a zip file, or a single file; raises TermProblem."""
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise TermProblem(NO_FILE.format(path=path))
    if path.suffix.lower() in OTHER_ARCHIVES:
        raise TermProblem(OTHER_ARCHIVE.format(path=path))
    if path.suffix.lower() == ".zip":
        return _zip(path)
    return Download(path.name, [File(path.name, lambda: _read(path.resolve()))], [])


def _folder(root):
    found, problems = [], []
    for place, folders, names in os.walk(root):
        for name in sorted([*names, *(name for name in folders if os.path.islink(Path(place, name)))]):
            path = Path(place, name)
            inside = path.relative_to(root).as_posix()
            if is_litter(inside):
                continue
            if path.is_symlink() or not path.is_file():
                problems.append(LINK.format(path=inside))
            else:
                found.append(File(inside, lambda path=path: _read(path)))
        folders[:] = sorted(name for name in folders if not is_litter(name))
        if len(found) > MOST_FILES:
            raise TermProblem(TOO_MANY.format(path=root))
    return Download(root.name, found, problems)


def _read(path):
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
            raise Unreadable(TOO_LARGE)
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror) from None


class _Zip(Download):
    def close(self):
        self.archive.close()


def _zip(path):
    try:
        _check_list(path)
        archive = zipfile.ZipFile(path)
    except DAMAGED:
        raise TermProblem(NOT_A_ZIP.format(path=path)) from None
    found, problems, seen = [], [], set()
    for member in archive.infolist():
        inside = member_path(member)
        if member.is_dir() or (is_litter(inside) and ".." not in inside):
            continue
        if not is_plain(member, inside):
            problems.append(LEADS_ELSEWHERE.format(path=inside))
        elif inside in seen:
            problems.append(TWICE.format(path=inside))
        else:
            seen.add(inside)
            found.append(File(inside, lambda member=member: _read_member(archive, member)))
    download = _Zip(path.name, found, problems, path.stat().st_mtime)
    download.archive = archive
    return download


def _check_list(path):
    """What stands at the end of the file bounds what zipfile reads at once; raises TermProblem."""
    with open(path, "rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - 22 - 2**16 - 76))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 22:
        raise zipfile.BadZipFile
    count, size = struct.unpack("<HI", end[at + 10 : at + 16])
    large = end.rfind(b"PK\x06\x06")  # of more than 65535 files
    if large >= 0 and len(end) >= large + 48:
        count, size = struct.unpack("<QQ", end[large + 32 : large + 48])
    if count > MOST_FILES or size > MOST_LIST:
        raise TermProblem(TOO_MANY.format(path=path))


def _read_member(archive, member):
    if member.flag_bits & 1 or member.compress_type not in METHODS:
        raise Unreadable(ENCRYPTED if member.flag_bits & 1 else DAMAGED_FILE)
    if member.file_size > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    try:
        with archive.open(member) as file:
            content = file.read(MOST_BYTES + 1)  # what it states may be untrue
    except DAMAGED:
        raise Unreadable(DAMAGED_FILE) from None
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    return content
