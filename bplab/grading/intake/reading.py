"""A notebook file of unknown origin, read without trusting any value in it."""

import codecs
import io
import json
import os
import re
import stat
from pathlib import Path
from typing import Any, Self

import nbformat

from bplab.grading.intake.repair import Repair, note, one_line

# Of GB 2312: punctuation, full-width signs and the 3755 characters of level 1, two bytes each.
COMMON_CHINESE = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
NOT_ASCII = re.compile(rb"[\x80-\xff]+")
MOST_BYTES = 128 * 2**20  # of a file, and of all notebooks of a submission together
LARGE = 32 * 2**20  # bytes from which on it matters how many a character takes in memory
RARE = re.compile(rb"(?:[\xf0-\xf4][\x80-\xbf]{3})+")  # in UTF-8: emoji and the like
MOST_RARE = 100_000
MOST_CELLS = 5000
MOST_TEXT = 16_000_000  # characters in all cells, outputs left out

UNREADABLE = "{name} cannot be read: {reason}"
LINK = "{name} is a link: hand in the notebook itself"
NO_FILE = "{name} is not a file"
EMPTY_FILE = "{name} is empty (0 bytes)"
TOO_LARGE = "{name} is too large: {reason}"
NOT_JSON = "{name} is not a notebook: not JSON (line {line}: {reason})"
NOT_A_NOTEBOOK = "{name} is JSON but not a notebook: {reason}"
NO_CELLS = "{name} has no cells"


class Ungradable(Exception):
    """A submission that cannot be graded; the message says why, in one line."""

    def __init__(self, template: str, **values: object):
        super().__init__(template.format(**{name: one_line(value) for name, value in values.items()}))

    @classmethod
    def because(cls, message: str) -> Self:
        """One with a message that was made elsewhere."""
        problem = cls("")
        problem.args = (message,)
        return problem

    def __reduce__(self) -> tuple[Any, ...]:  # it is sent from one process to another
        return Ungradable.because, (str(self),)


def read_file(path: str | Path) -> bytes:
    """The bytes of a notebook file; raises Ungradable."""
    name = os.path.basename(path)
    try:
        return _narrow(_read(path, name))
    except OSError as error:
        raise Ungradable(UNREADABLE, name=name, reason=error.strerror) from None
    except MemoryError:
        raise Ungradable(TOO_LARGE, name=name, reason="it does not fit into memory") from None


def read_notebook(data: bytes, name: str) -> tuple[dict[str, Any], list[Repair]]:
    """(content, repairs): what a notebook file holds as format 4, without outputs; raises Ungradable."""
    try:
        return _parse(data, name)
    except Ungradable:
        raise
    except json.JSONDecodeError as error:
        raise Ungradable(NOT_JSON, name=name, line=error.lineno, reason=error.msg) from None
    except RecursionError:
        raise Ungradable(NOT_A_NOTEBOOK, name=name, reason="nested too deeply") from None
    except MemoryError:
        raise Ungradable(TOO_LARGE, name=name, reason="it does not fit into memory") from None
    except Exception as error:  # nbformat raises what it happens to meet in a file of format 3
        reason = str(error) or type(error).__name__
        raise Ungradable(NOT_A_NOTEBOOK, name=name, reason=reason) from None


def _read(path: str | Path, name: str) -> bytes:
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        raise Ungradable(LINK, name=name)
    if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for
        raise Ungradable(NO_FILE, name=name)
    if status.st_size > MOST_BYTES:
        raise Ungradable(TOO_LARGE, name=name, reason=f"{status.st_size >> 20} MiB")
    with open(path, "rb") as file:
        return file.read()


def _narrow(data: bytes) -> bytes:
    """The same JSON with its emoji as escapes: with one, a text takes four bytes for each character."""
    if len(data) < LARGE or json.detect_encoding(data) not in ("utf-8", "utf-8-sig") or not RARE.search(data):
        return data
    try:
        for _ in codecs.iterdecode(io.BytesIO(data), "utf-8"):  # line by line
            pass
    except UnicodeDecodeError:  # another encoding, where these bytes are other characters
        return data
    return RARE.sub(lambda found: json.dumps(found[0].decode())[1:-1].encode(), data, MOST_RARE)


def _parse(data: bytes, name: str) -> tuple[dict[str, Any], list[Repair]]:
    if not data.strip(b"\0 \t\r\n"):
        raise Ungradable(EMPTY_FILE, name=name)
    text, repairs = decode(data)
    content = json.loads(text)
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        raise ValueError("it states no notebook format")
    _drop_outputs(content)
    if "cells" not in content and "worksheets" in content:  # before format 4
        repairs.append(note("version", version=str(content["nbformat"])))
        content = nbformat.convert(nbformat.from_dict(content), to_version=4)
    _check_cells(content.get("cells"), name)
    return content, repairs


def decode(data: bytes) -> tuple[str, list[Repair]]:
    """(text, repairs) of a file's bytes, in whatever encoding it is written."""
    encoding: str = json.detect_encoding(data)  # by its byte-order mark, or where its zeros are
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030" if _is_chinese(data) else "latin-1"
        text = data.decode(encoding)
    text = text.removeprefix("\ufeff")
    if encoding == "utf-8":
        return text, []
    shown = "UTF-8 with a byte-order mark" if encoding == "utf-8-sig" else encoding.upper()
    return text, [note("encoding", encoding=shown)]


def _is_chinese(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 are Chinese of GBK or GB18030: they decode, into everyday characters.

    Letters with accents would be read as rare ones: their codes are higher.
    """
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    common = len(COMMON_CHINESE.findall(data))
    return common > 0 and 8 * common >= 3 * sum(map(len, NOT_ASCII.findall(data)))  # 3/4 of the bytes


def _drop_outputs(content: dict[str, Any]) -> None:
    worksheets = content.get("worksheets")
    for holder in [content, *(worksheets if isinstance(worksheets, list) else [])]:
        cells = holder.get("cells") if isinstance(holder, dict) else None
        for cell in cells if isinstance(cells, list) else []:
            if isinstance(cell, dict) and "outputs" in cell:
                cell["outputs"] = []


def _check_cells(cells: Any, name: str) -> None:
    if not isinstance(cells, list) or (cells and not any(isinstance(cell, dict) for cell in cells)):
        raise ValueError("it has no list of cells")
    if not cells:
        raise Ungradable(NO_CELLS, name=name)
    if len(cells) > MOST_CELLS:
        raise Ungradable(TOO_LARGE, name=name, reason=f"{len(cells)} cells")
    size = sum(_size(cell.get("source")) for cell in cells if isinstance(cell, dict))
    if size > MOST_TEXT:
        raise Ungradable(TOO_LARGE, name=name, reason=f"{size} characters of text")


def _size(source: Any) -> int:
    lines = source if isinstance(source, list) else [source]
    return sum(len(line) for line in lines if isinstance(line, str))
