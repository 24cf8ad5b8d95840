"""Zip files of unknown origin, unpacked in memory: so many files and bytes, no path that leads elsewhere."""

import io
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from bplab.grading.intake.reading import Ungradable
from bplab.grading.intake.repair.records import listed

MOST_UNPACKED = 100 * 2**20
MOST_LISTED = 20_000
MOST_LIST = 4 * 2**20  # bytes that the list of files takes
MOST_DATA = 64 * 2**20
MOST_DATA_FILES = 1000
DEEPEST = 2  # zip files in zip files
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that students' programs write; others cost memory

NOT_A_ZIP = "{name} cannot be unpacked: {reason}"
NO_ZIP = "it is no zip file, or a damaged one"
TOO_MANY = f"it holds more than {MOST_LISTED} files"
TOO_LARGE = f"unpacked it is larger than {MOST_UNPACKED >> 20} MiB"
ENCRYPTED = "it is encrypted"
METHOD = "it is packed in an unusual way"
EMPTY = "there is no notebook in it"
LEFT_OUT = f"{EMPTY}, but what is left out (links, ways out, broken zip files): {{names}}"
TWINS = "names in it differ in upper and lower case only"
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)


def unpack(data, name, is_notebook, is_litter):
    """({path: bytes} of notebooks, [(path, False, bytes)] of other files, names left out) of a zip file.

    Raises Ungradable. Paths begin with the zip file's own name. Left out are links, paths that lead out of
    the folder, zip files deeper than DEEPEST, and data files beyond the limits. Zip files in it are unpacked,
    too; all limits are for all of them together.
    """
    try:
        found = _Found()
        found.unpack(data, name, is_notebook, is_litter, DEEPEST)
        if not found.notebooks:
            raise _Refused(LEFT_OUT.format(names=listed(found.left_out)) if found.left_out else EMPTY)
        return found.notebooks, found.others, found.left_out
    except _Refused as problem:
        raise Ungradable(NOT_A_ZIP, name=name, reason=str(problem)) from None
    except DAMAGED:
        raise Ungradable(NOT_A_ZIP, name=name, reason=NO_ZIP) from None


class _Refused(Exception):
    pass


class _Found:
    """What has been found so far, and how much more may be."""

    def __init__(self):
        self.notebooks, self.others, self.left_out = {}, [], []
        self.room, self.data_room, self.listed = MOST_UNPACKED, MOST_DATA, MOST_LISTED

    def unpack(self, data, name, is_notebook, is_litter, depth):
        self.listed -= _check_list(data, self.listed)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = [member for member in archive.infolist() if not member.is_dir()]
            members = [(member, member_path(member)) for member in files]
            _check_twins([path for _, path in members])
            for member, path in sorted(members, key=lambda found: (not is_notebook(found[1]), found[1])):
                if is_litter(path) and ".." not in PurePosixPath(path).parts:
                    continue
                content = self._read(archive, member, path, is_notebook(path))
                if content is None:
                    self.left_out.append(path)
                elif is_notebook(path):
                    self.notebooks[f"{name}/{path}"] = content
                elif is_zip(path) and depth:
                    self._unpack_inner(content, f"{name}/{path}", is_notebook, is_litter, depth - 1)
                elif is_zip(path):
                    self.left_out.append(path)
                else:
                    self.data_room -= len(content)
                    self.others.append((f"{name}/{path}", False, content))

    def _unpack_inner(self, data, name, is_notebook, is_litter, depth):
        """A zip file in a zip file; one that cannot be used takes nothing along."""
        try:
            self.unpack(data, name, is_notebook, is_litter, depth)
        except (_Refused, *DAMAGED):
            self.left_out.append(name.partition("/")[2])

    def _read(self, archive, member, path, wanted):
        """The bytes of a member; None if it is left out."""
        if not is_plain(member, path) or (not wanted and len(self.others) == MOST_DATA_FILES):
            return None
        room = self.room if wanted or is_zip(path) else min(self.room, self.data_room)
        content = _read(archive, member, room, wanted)
        self.room -= len(content or b"")
        return content


def is_zip(path):
    """Whether a file's name says that it is a zip file."""
    return path.lower().endswith(".zip")


def _check_list(data, most):
    """How many files are in it, which what stands at the end of the file says: zipfile reads all at once."""
    at = data.rfind(b"PK\x05\x06", -22 - 2**16)
    if at < 0 or len(data) < at + 22:
        raise _Refused(NO_ZIP)
    count, size = struct.unpack("<HI", data[at + 10 : at + 16])
    of_more_than_65535 = data[at - 20 : at - 16] == b"PK\x06\x07"
    if count > most or size > MOST_LIST or of_more_than_65535:
        raise _Refused(TOO_MANY)
    return count


def _check_twins(paths):
    """On other systems one would take the other's place, and what is graded would not be what is seen."""
    if len({path.casefold() for path in paths}) < len(set(paths)):
        raise _Refused(TWINS)


def member_path(member):
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


def is_plain(member, path):
    """Whether a member is a file, in a place below that of the zip file."""
    parts = PurePosixPath(path).parts
    mode = member.external_attr >> 16
    return (
        bool(parts)
        and not path.startswith("/")
        and ".." not in parts
        and ":" not in parts[0]
        and (not stat.S_IFMT(mode) or stat.S_ISREG(mode))
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
