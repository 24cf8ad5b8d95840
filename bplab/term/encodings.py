"""In which encoding a table is written that is neither UTF-8 nor UTF-16: East Asian and old systems' exports.

Bytes of one encoding are characters of another one, too, only others. Headings that are known decide; in a
table without them, whether names of several everyday characters are found.
"""

from __future__ import annotations

import re

from bplab.grading.intake.reading import COMMON_CHINESE, NOT_ASCII
from bplab.term.headings import MEANING, SEARCHED, plain

EAST_ASIAN = (
    "gb18030",
    "cp950",
    "cp932",
    "cp949",
    "euc_jp",
)  # China, Taiwan (Big5), Japan (Shift-JIS), Korea
# Two or more characters in succession of those that are used every day, where that tells encodings apart.
RUNS = {
    "gb18030": re.compile(rb"(?:[\xb0-\xd7][\xa1-\xfe]){2,}"),
    "cp950": re.compile(rb"(?:[\xa4-\xc6][\x40-\x7e\xa1-\xfe]){2,}"),
    "cp932": re.compile(
        rb"(?:\x82[\x9f-\xf1]|\x83[\x40-\x96]|[\x88-\x97][\x40-\x7e\x80-\xfc]|\x98[\x40-\x72]){2,}"
    ),
}
FOREIGN = re.compile(
    rb"[\xc0-\xff]{4,}"
)  # more letters with accents in succession than words of Western Europe have


def likeliest(data: bytes) -> tuple[str, ...]:
    """Encodings to try, the likeliest first, of bytes that are no UTF-8; none if it is none of these."""
    known = {encoding: _known_headings(data, encoding) for encoding in (*EAST_ASIAN, "cp1252")}
    best = max(known, key=known.__getitem__)
    if known[best] > max(known[other] for other in known if other != best):
        return (best,)
    shares = {encoding: _share(data, runs) for encoding, runs in RUNS.items()}
    best = max(shares, key=shares.__getitem__)
    if best != "gb18030" and shares[best] > 0.5:
        return (best,)
    if _is_chinese(data):
        return ("gb18030",)
    foreign = sum(map(len, FOREIGN.findall(data)))  # Cyrillic, Greek, Thai, ...
    return () if 2 * foreign > sum(map(len, NOT_ASCII.findall(data))) else ("cp1252", "gb18030", "latin-1")


def _known_headings(data: bytes, encoding: str) -> int:
    """How many cells of one of the first rows are headings of a class's table."""
    try:
        rows = data.decode(encoding).splitlines()[:SEARCHED]
    except UnicodeDecodeError:
        return -1
    return max((sum(plain(cell) in MEANING for cell in re.split("[,;\t|]", row)) for row in rows), default=0)


def _share(data: bytes, runs: re.Pattern[bytes]) -> float:
    """The share of the bytes beyond ASCII that is in such runs."""
    beyond = sum(map(len, NOT_ASCII.findall(data)))
    return sum(byte > 0x7F for run in runs.findall(data) for byte in run) / max(beyond, 1)


def _is_chinese(data: bytes) -> bool:
    """Whether bytes may be GBK: half of them are everyday characters."""
    return 4 * len(COMMON_CHINESE.findall(data)) >= sum(map(len, NOT_ASCII.findall(data)))
