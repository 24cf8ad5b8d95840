"""Zip files of unknown origin, unpacked in memory: so many files and bytes, no path that leads elsewhere."""

import io
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from bplab.grading.reading import Ungradable

MOST_UNPACKED = 100 * 2**20
MOST_LISTED = 20_000
MOST_LIST = 4 * 2**20  # bytes that the list of files takes
MOST_DATA = 64 * 2**20
MOST_DATA_FILES = 1000
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that students' programs write; others cost memory

NOT_A_ZIP = "{name} cannot be unpacked: {reason}"
NO_ZIP = "it is no zip file, or a damaged one"
TOO_MANY = f"it holds more than {MOST_LISTED} files"
TOO_LARGE = f"unpacked it is larger than {MOST_UNPACKED >> 20} MiB"
ENCRYPTED = "it is encrypted"
METHOD = "it is packed in an unusual way"
EMPTY = "there is no notebook in it"


def unpack(data, name, is_notebook, is_litter):
    """({path: bytes} of notebooks, [(path, False, bytes)] of other files, names left out) of a zip file.

    Raises Ungradable. Paths begin with the zip file's own name. Left out are links, paths that lead out of
    the folder, zip files in zip files, and data files beyond the limits.
    """
    try:
        return _unpack(data, name, is_notebook, is_litter)
    except _Refused as problem:
        raise Ungradable(NOT_A_ZIP, name=name, reason=str(problem)) from None
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError):
        raise Ungradable(NOT_A_ZIP, name=name, reason=NO_ZIP) from None


class _Refused(Exception):
    pass


def _unpack(data, name, is_notebook, is_litter):
    _check_list(data)
    notebooks, others, left_out, room = {}, [], [], MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        members = [(member, _path(member)) for member in members]
        for member, path in sorted(members, key=lambda found: (not is_notebook(found[1]), found[1])):
            if is_litter(path) and ".." not in PurePosixPath(path).parts:
                continue
            wanted = is_notebook(path)
            size = sum(len(content) for _, _, content in others)
            if not _is_plain(member, path) or (not wanted and len(others) == MOST_DATA_FILES):
                left_out.append(path)
                continue
            content = _read(archive, member, room if wanted else min(room, MOST_DATA - size), wanted)
            if content is None:
                left_out.append(path)
                continue
            room -= len(content)
            if wanted:
                notebooks[f"{name}/{path}"] = content
            else:
                others.append((f"{name}/{path}", False, content))
    if not notebooks:
        raise _Refused(EMPTY)
    return notebooks, others, left_out


def _check_list(data):
    """What stands at the end of the file bounds what zipfile reads at once."""
    at = data.rfind(b"PK\x05\x06", -22 - 2**16)
    if at < 0 or len(data) < at + 22:
        raise _Refused(NO_ZIP)
    count, size = struct.unpack("<HI", data[at + 10 : at + 16])
    if (
        count > MOST_LISTED or size > MOST_LIST or data[at - 20 : at - 16] == b"PK\x06\x07"
    ):  # of more than 65535
        raise _Refused(TOO_MANY)


def _path(member):
    """A member's path; programs that say nothing of its encoding write that of their system."""
    path = member.filename
    if not member.flag_bits & 0x800:
        for encoding in ("utf-8", "gb18030"):
            try:
                path = path.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                pass
    return path.replace("\\", "/")


def _is_plain(member, path):
    parts = PurePosixPath(path).parts
    mode = member.external_attr >> 16
    return (
        bool(parts)
        and not path.startswith("/")
        and ".." not in parts
        and ":" not in parts[0]
        and (not stat.S_IFMT(mode) or stat.S_ISREG(mode))
        and not path.lower().endswith(".zip")
    )


def _read(archive, member, room, wanted):
    """The bytes of a member; None if it is left out, a data file for which there is no room."""
    if member.flag_bits & 1 or member.compress_type not in METHODS:
        if wanted:
            raise _Refused(ENCRYPTED if member.flag_bits & 1 else METHOD)
        return None
    if member.file_size <= room:
        with archive.open(member) as file:
            content = file.read(room + 1)  # what it states may be untrue
        if len(content) <= room:
            return content
    if wanted:
        raise _Refused(TOO_LARGE)
    return None
