"""Tables as text (CSV and its relatives), read so that what is not changed stays byte for byte."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from bplab.term import encodings
from bplab.term.course import TermProblem

if TYPE_CHECKING:
    from pathlib import Path


MOST_BYTES = 32 * 2**20
DELIMITERS = ",;\t|"
BOMS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
NOT_TEXT = {
    b"PK\x03\x04": "an Excel workbook or a zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
}
OTHER_KIND = "{path} is {kind}, not a table of text: open it and save it as CSV (UTF-8)"
HTML = "a web page that calls itself a table"
TOO_LARGE = f"{{path}} is larger than {MOST_BYTES >> 20} MiB: is it the right file?"
EMPTY = "{path} is empty"
CANNOT_READ = "{path} cannot be read: {reason}"
MIXED = "{path} is text in no known encoding, or in several: open it and save it as CSV (UTF-8)"
UNKNOWN = "{path} is text in an encoding that is not known: open it and save it as CSV (UTF-8)"
NOT_WRITABLE = "row {row}: {value!r} cannot be written in the encoding of the file ({encoding})"


class Table:
    """rows: lists of what stands in the cells. `put` sets one; `to_bytes` is the file again."""

    def __init__(self, data: bytes, path: Path | str = "the table") -> None:
        self.path = path
        self.text, self.encoding, self.bom = _decode(data, path)
        if not self.text.strip():
            raise TermProblem(EMPTY.format(path=path))
        first = self.text.partition("\n")[0].rstrip("\r")
        if first.lower().startswith("sep=") and len(first) == 5:  # Excel's own line says it
            self.delimiter = first[4]
        else:
            self.delimiter = _delimiter(self.text)
        self._raw = _split(self.text, self.delimiter)
        if self.to_bytes() != data:
            raise TermProblem(MIXED.format(path=path))
        self.rows = [[_value(raw) for raw, _ in row] for row in self._raw]

    @classmethod
    def read(cls, path: Path) -> Table:
        """Raises TermProblem."""
        try:
            if path.stat().st_size > MOST_BYTES:
                raise TermProblem(TOO_LARGE.format(path=path))
            return cls(path.read_bytes(), path)
        except OSError as error:
            raise TermProblem(CANNOT_READ.format(path=path, reason=error.strerror)) from None

    def put(self, row: int, column: int, value: str) -> None:
        """Write a cell, quoted if it was, or if it must be."""
        raw, end = self._raw[row][column]
        needs = any(mark in value for mark in (self.delimiter, '"', "\r", "\n"))
        quoted = '"' + value.replace('"', '""') + '"'
        self._raw[row][column] = (quoted if needs or raw.startswith('"') else value, end)
        self.rows[row][column] = value

    def drop(self, row: int) -> None:
        """Take a row away."""
        del self._raw[row], self.rows[row]

    def to_bytes(self) -> bytes:
        """The file, with the cells that were put; raises TermProblem."""
        found = [self.bom]
        for number, row in enumerate(self._raw, 1):
            text = "".join(raw + end for raw, end in row)
            try:
                found.append(text.encode(self.encoding))
            except UnicodeEncodeError as error:
                value = text[error.start : error.end]
                problem = NOT_WRITABLE.format(row=number, value=value, encoding=self.encoding)
                raise TermProblem(problem) from None
        return b"".join(found)


def _decode(data: bytes, path: Path | str) -> tuple[str, str, bytes]:
    """(text, encoding, byte-order mark)"""
    kind = next((kind for mark, kind in NOT_TEXT.items() if data.startswith(mark)), None)
    if kind is None and re.match(rb"\s*<(!doctype|html|table|meta|\?xml)", data[:200], re.IGNORECASE):
        kind = HTML
    if kind:
        raise TermProblem(OTHER_KIND.format(path=path, kind=kind))
    for encoding, bom in BOMS.items():
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), encoding, bom
    if b"\0" in data[:200]:
        zeros = data[:200:2].count(0), data[1:200:2].count(0)  # of what is ASCII in it
        encoding = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
        return data.decode(encoding, "replace"), encoding, b""
    for encoding in ("utf-8", *encodings.likeliest(data)):
        try:
            return data.decode(encoding), encoding, b""
        except UnicodeDecodeError:
            pass
    raise TermProblem(UNKNOWN.format(path=path))


def _delimiter(text: str) -> str:
    """The one that splits the first lines into most columns, equally many in each."""
    best = {}
    for delimiter in DELIMITERS:
        counts = [len(row) for row in _split(text[:20_000], delimiter)[:8] if any(raw for raw, _ in row)]
        best[delimiter] = (min(counts[:-1] or counts), max(counts)) if counts else (0, 0)
    return max(DELIMITERS, key=best.__getitem__)


def _split(text: str, delimiter: str) -> list[list[tuple[str, str]]]:
    """Rows of (cell as written, what stands behind it: a delimiter, a line end or nothing)."""
    plain = f"[^{re.escape(delimiter)}\r\n]*+"
    cell = re.compile(rf'("(?:[^"]++|"")*+"{plain}|{plain})({re.escape(delimiter)}|\r\n|\n|\r|\Z)')
    rows: list[list[tuple[str, str]]] = []
    row: list[tuple[str, str]] = []
    at = 0
    while at < len(text) or row:
        found = cell.match(text, at)
        assert found  # a cell may be empty
        row.append((found[1], found[2]))
        at = found.end()
        if found[2] != delimiter:
            rows.append(row)
            row = []
    return rows


def _value(raw: str) -> str:
    if len(raw) > 1 and raw.startswith('"'):
        inner, _, rest = raw[1:].rpartition('"')
        raw = inner.replace('""', '"') + rest
    return raw.strip()


def write_over(path: Path, content: bytes) -> Path | None:
    """Write bytes to a file, and keep what was there before beside it: the name of that copy, or None."""
    copy = None
    if path.is_file() and (before := path.read_bytes()) != content:
        copy = _free_name(path)
        copy.write_bytes(before)
    path.write_bytes(content)
    return copy


def _free_name(path: Path) -> Path:
    number, copy = 1, path.with_name(f"{path.stem}.before{path.suffix}")
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem}.before-{number}{path.suffix}")
    return copy
