"""When a submission came in: what its timestamp.txt says, whoever wrote it, in whatever form.

Times are in UTC, as naive datetimes, as nbgrader's own. A text without a zone is taken for UTC, as there.
"""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dateutil.parser

if TYPE_CHECKING:
    from pathlib import Path


TIMESTAMP = "timestamp.txt"
LARGEST_TIMESTAMP = 1000

NOT_PLAIN = f"it is not a plain file of at most {LARGEST_TIMESTAMP} bytes"
EMPTY = "it is empty"
NO_TIME = "'{text}' is not a date that can be read; a right form is 2026-03-09 23:10:00 +0800"
NOT_WHOLE = "'{text}' lacks a day, a month or a year; a right form is 2026-03-09 23:10:00 +0800"
DAY_OR_MONTH = "'{text}' may be read day first or month first; a right form is 2026-03-09 23:10:00 +0800"
UNKNOWN_ZONE = (
    "the time zone '{zone}' may mean several; "
    "right forms are 2026-03-09 23:10:00 +0800 and 2026-03-09 15:10:00 UTC"
)

CHINESE = {  # what separates a date in Chinese, and the time of the day
    r"[年月](?=\s*\d)": "-",
    r"[日号]": " ",
    r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?": " ",
    r"\(?(?:北京|中国标准)时间\)?": " +0800",
    r"[之以]?前$": "",
    r"[时点]半": ":30",
    r"(?<=[时点分])[整钟]": "",
    r"[时点](?=\s*\d)|分(?=\s*\d)": ":",
    r"[时点](?!\s*\d)": ":00",
    r"[分秒]": "",
    r"(?:晚上?|夜里|夜晚|半夜|午夜|深夜)\s*12:00(?!:?\d)": "24:00",
    r"(?:上午|凌晨|早上|清晨|下午|晚上|中午|傍晚)\s*(?=(?:1[3-9]|2[0-4]):)": "",
    r"(?:上午|凌晨|早上|清晨)\s*([\d:]+)": r"\1 AM",
    r"(?:下午|晚上(?!\s*12)|中午|傍晚)\s*([\d:]+)": r"\1 PM",
}
MIDNIGHT = re.compile(r"(?<![\d:.+-])24(?=:00(?::00(?:\.0+)?)?(?![\d:]))")  # 24:00, the end of that day
CLOCK = re.compile(r"(.*?\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[AP]M\b)?)\s*(.*)", re.IGNORECASE)
OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s*(?:([+-])(\d{1,2})(?::?(\d\d))?)?", re.IGNORECASE)
YEAR_LAST = re.compile(r"(.*?)\s*(?<![+-])\b((?:19|20)\d\d)")  # `date`, C: Mon Mar  9 23:10:00 UTC 2026
IN_WORDS = re.compile(r"\s*\([^()]*\)$")  # a browser's: ... GMT+0800 (China Standard Time)
COUNTED = re.compile(r"@?(\d{9,10}(?:\.\d*)?|\d{13})")  # seconds, or milliseconds, since 1970
DIGITS = {12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}


class BadTimestamp(ValueError):
    """A text that states no time, or more than one; the message says why."""


def read_timestamp(folder: Path) -> datetime | None:
    """The time in a folder's timestamp.txt; None if there is no such file. Raises BadTimestamp."""
    path = Path(folder) / TIMESTAMP
    if not os.path.lexists(path):
        return None
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_TIMESTAMP:
            raise BadTimestamp(NOT_PLAIN)
        data = path.read_bytes()
    except OSError:
        raise BadTimestamp(NOT_PLAIN) from None
    return parse_timestamp(_decode(data))


def timestamp_or_none(folder: Path) -> datetime | None:
    """The same; None for one that cannot be read, too, which is told when the submission is graded."""
    try:
        return read_timestamp(folder)
    except BadTimestamp:
        return None


def parse_timestamp(text: str) -> datetime:
    """The time that a text states; raises BadTimestamp."""
    return _utc(parse_moment(text))


def parse_moment(text: str) -> datetime:
    """The same as a datetime with the zone that the text names; naive if it names none."""
    text = " ".join(_plain(text).split()).strip("'\"")
    if not text:
        raise BadTimestamp(EMPTY)
    try:
        moment = _parse(text)
        _utc(moment)  # which there may not be
        return moment
    except BadTimestamp:
        raise
    except (ValueError, OverflowError):
        raise BadTimestamp(NO_TIME.format(text=text[:60])) from None


def _decode(data: bytes) -> str:
    try:
        return data.decode(json.detect_encoding(data))  # by its byte-order mark, or where its zeros are
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _plain(text: str) -> str:
    """Without marks that nobody sees; full-width digits and signs are ordinary ones."""
    seen = "".join(c if not unicodedata.category(c).startswith("C") else " " * c.isspace() for c in text)
    return unicodedata.normalize("NFKC", seen).replace("\N{MINUS SIGN}", "-")


def _parse(text: str) -> datetime:
    if COUNTED.fullmatch(text):
        number = float(text.removeprefix("@"))
        return datetime.fromtimestamp(number if number < 1e11 else number / 1000, UTC)
    if text.isdigit() and len(text) in DIGITS:
        return datetime.strptime(text, DIGITS[len(text)])
    for pattern, plain in CHINESE.items():
        text = re.sub(pattern, plain, text)
    text, ends_a_day = MIDNIGHT.subn("00", text)
    return _of_calendar(text) + timedelta(days=ends_a_day)


def _of_calendar(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        text, zone = _without_zone(text)
        return _moment(text).replace(tzinfo=zone)


def _without_zone(text: str) -> tuple[str, tzinfo | None]:
    """(the text up to its zone, the zone or None); a zone stands behind a time of the day."""
    found = CLOCK.fullmatch(text)
    if found is None:
        return text, None
    text, zone = found[1], IN_WORDS.sub("", found[2])
    if year := YEAR_LAST.fullmatch(zone):
        text, zone = f"{text} {year[2]}", year[1]
    if not zone:
        return text, None
    if offset := OFFSET.fullmatch(zone):
        sign, hours, minutes = offset[1], int(offset[2] or 0), int(offset[3] or 0)
        return text, timezone(timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1))
    try:
        if "/" in zone:
            return text, ZoneInfo(zone)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        pass
    raise BadTimestamp(UNKNOWN_ZONE.format(zone=zone[:40]))


def _moment(text: str) -> datetime:
    """dateutil's reading, where there is only one: it completes what is missing, and guesses the order."""
    orders = [(False, True)] if re.match(r"\d{4}\b", text) else [(False, False), (True, False), (False, True)]
    found = {
        start: {
            dateutil.parser.parse(text, default=start, dayfirst=day, yearfirst=year, tzinfos=_no_zone)
            for day, year in orders
        }
        for start in (datetime(2000, 1, 1), datetime(2001, 2, 2))
    }
    one, other = found.values()
    if one != other:
        raise BadTimestamp(NOT_WHOLE.format(text=text[:60]))
    if len(one) > 1:
        raise BadTimestamp(DAY_OR_MONTH.format(text=text[:60]))
    return one.pop()


def _no_zone(name: Any, offset: Any) -> Any:
    if name is not None:
        raise BadTimestamp(UNKNOWN_ZONE.format(zone=name))
    return offset


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def parse_utc(value: Any) -> datetime | None:
    """nbgrader's: the time that a text or a datetime states, None for None. Raises BadTimestamp."""
    if value is None:
        return None
    return parse_timestamp(value) if isinstance(value, str) else _utc(value)
