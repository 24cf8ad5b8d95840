"""The times in an LMS's files: in many languages, and in a zone that the files do not name."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from bplab.grading.intake.timestamps import BadTimestamp, parse_moment

MONTHS = {
    number: re.compile(rf"(?<!\w)(?:{words})\.?(?!\w)", re.IGNORECASE)
    for number, words in enumerate(
        (
            "januar|jänner|janvier|enero|gennaio|janeiro",
            "februar|février|febrero|febbraio|fevereiro",
            "märz|mars|marzo|março",
            "april|avril|abril|aprile",
            "mai|mayo|maggio|maio",
            "juni|juin|junio|giugno|junho",
            "juli|juillet|julio|luglio|julho",
            "august|août|agosto",
            "september|septembre|septiembre|settembre|setembro",
            "oktober|octobre|octubre|ottobre|outubro",
            "november|novembre|noviembre|novembro",
            "dezember|décembre|diciembre|dicembre|dezembro",
        ),
        1,
    )
}
ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
FILLING = re.compile(r"(?<!\w)(?:um|uhr|de|à|at|alle|o'clock)(?!\w)", re.IGNORECASE)
NO_TIME = {"", "-", "–", "—"}
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DOTTED = re.compile(r"(?<=\s)(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?=\s|$)")  # 23.59, behind a date with its year
YEARS = range(1970, 2200)
FAR = f"'{{text}}' is not a time of the years {YEARS.start} to {YEARS.stop}"
LONGEST = 10 * 366 * 24  # hours
LENGTH = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(weeks?|w|days?|d|hours?|h|minutes?|mins?|min|m|周|天|小时|分钟)", re.IGNORECASE
)
HOURS = {"w": 168, "d": 24, "h": 1, "m": 1 / 60, "周": 168, "天": 24, "小": 1, "分": 1 / 60}
NO_LENGTH = "'{text}' is no length of time; right forms are 48h, 2d, 90min, '1d 12h', and 0 for none"
TOO_LONG = "'{text}' is longer than ten years"


def read_time(text: str, zone: tzinfo | None) -> datetime | None:
    """The moment that a text states, as an aware datetime; None for none. Raises BadTimestamp.

    zone: of a text that names none; None is that of this machine.
    """
    text = text.strip()
    if text in NO_TIME:
        return None
    for number, words in MONTHS.items():
        text = words.sub(ENGLISH[number - 1], text)
    if re.search(r"[a-zà-ÿ]", text, re.IGNORECASE):
        text = re.sub(r"^\s*[^\W\d]+,\s*", "", FILLING.sub(" ", text))  # Dienstag, ...
        text = re.sub(r"(\d)\.(?=\s+[A-Z])", r"\1", text)  # 10. March
    moment = parse_moment(_with_colons(text))
    if moment.year not in YEARS:  # others have no moment in UTC
        raise BadTimestamp(FAR.format(text=text[:60]))
    return moment if moment.tzinfo else local(moment, zone)


def _with_colons(text: str) -> str:
    """23.59 as 23:59: without it, it would be taken for hours and a fraction."""
    found = DOTTED.search(text)
    if found is None or ":" in text[: found.start()] or not YEAR.search(text[: found.start()]):
        return text
    clock = ":".join(filter(None, found.groups()))
    return f"{text[: found.start()]}{clock}{text[found.end() :]}"


def local(moment: datetime, zone: tzinfo | None) -> datetime:
    """A naive moment as one in a zone; None is that of this machine."""
    return moment.replace(tzinfo=zone) if zone else moment.astimezone()


def stamp(moment: datetime) -> str:
    """A moment as it is written into timestamp.txt: with its offset."""
    return moment.strftime("%Y-%m-%d %H:%M:%S %z")


def shown(moment: datetime, zone: tzinfo | None) -> str:
    """A moment for a person, in the course's zone."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M %z")


def zone_name(zone: tzinfo | None) -> str:
    """What a zone is called."""
    return str(zone) if zone else f"{datetime.now().astimezone().strftime('UTC%z')} (this machine's)"


def read_length(text: str) -> timedelta:
    """The timedelta of `48h`, `2d`, `1d 12h`; raises BadTimestamp."""
    text = text.strip()
    if text in ("0", "-"):
        return timedelta()
    if not text or LENGTH.sub("", text).strip():
        raise BadTimestamp(NO_LENGTH.format(text=text))
    pieces = LENGTH.findall(text)
    hours = sum(float(n.replace(",", ".")) * HOURS[unit[0].lower()] for n, unit in pieces)
    if hours > LONGEST:  # what no calendar holds, nbgrader could not read any more
        raise BadTimestamp(TOO_LONG.format(text=text[:60]))
    return timedelta(hours=hours)


def shown_length(length: timedelta) -> str:
    """`1 d 2 h`, `35 min`."""
    minutes = int(length.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    pieces = [f"{days} d" * bool(days), f"{hours} h" * bool(hours), f"{minutes} min" * bool(minutes)]
    return " ".join(filter(None, pieces)) or "less than a minute"
