"""What a timestamp.txt says: read in every form that has one meaning, else refused with the right form."""

import codecs
from datetime import datetime

import pytest
from nbgrader.api import Gradebook

from bplab.grading.intake.timestamps import BadTimestamp, parse_timestamp, read_timestamp
from tests.classes import UNIT, DoubleCourse

LATE = datetime(2026, 3, 9, 15, 10)  # in UTC: ten past eleven at night in Shanghai


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-09 15:10:00 UTC",
        "2026-03-09 15:10:00.000000 UTC",
        "2026-03-09T15:10:00Z",
        "20260309T151000Z",
        "2026-03-09 15:10",
        "2026-03-09 23:10:00 +0800",
        "2026-03-09 23:10:00 +08:00",
        "2026-03-09 23:10:00+08",
        "2026-03-09 23:10 UTC+8",
        "2026-03-09 11:40:00 -03:30",
        "2026-03-09 23:10:00 Asia/Shanghai",
        "Mon Mar 09 2026 23:10:00 GMT+0800 (China Standard Time)",
        "Mon, 09 Mar 2026 15:10:00 GMT",
        "Mon Mar  9 15:10:00 UTC 2026",
        "Mon Mar  9 15:10:00 2026",
        "9 March 2026 3:10 PM",
        "2026/3/9 15:10",
        "2026.3.9 15:10",
        "2026年3月9日 15:10",
        "2026年03月09日15时10分00秒",
        "2026年3月9日 星期一 下午3:10",
        "2026年3月9日 23:10 +0800",
        "２０２６年３月９日　１５：１０",
        "1773069000",
        "1773069000.0",
        "1773069000000",
        "@1773069000",
        "20260309151000",
        "202603091510",
        "\ufeff2026-03-09 15:10\r\n",
        "'2026-03-09 15:10'\n\n",
    ],
)
def test_every_form_that_has_one_meaning_is_read(text):
    assert parse_timestamp(text) == LATE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("\ufeff \r\n", "empty"),
        ("yesterday", "not a date"),
        ("2026-13-09 10:00", "not a date"),
        ("2026-03-09 25:10", "not a date"),
        ("2026-03-09 23:10:00 +0870x", "time zone"),
        ("2026-03-09 23:10:00 +9900", "not a date"),
        ("0001-01-01 00:00 +0800", "not a date"),
        ("999999999999999999999", "not a date"),
        ("12:30", "lacks a day"),
        ("Monday 12:30", "lacks a day"),
        ("March 2026", "lacks a day"),
        ("9", "lacks a day"),
        ("3/4/2026 10:00", "day first or month first"),
        ("2026-03-09 23:10:00 CST", "'CST' may mean several"),
        ("Mon Mar  9 23:10:00 CST 2026", "'CST' may mean several"),
        ("2026-03-09 23:10:00 Asia/Nowhere", "time zone"),
        ("2026-03-09 23:10:00 ../../etc/passwd", "time zone"),
        ("2026-03-09 12:00 and 2026-03-10 12:00", "time zone"),
    ],
)
def test_what_has_no_meaning_or_several_is_refused_with_the_reason(text, reason):
    with pytest.raises(BadTimestamp, match=reason):
        parse_timestamp(text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_a_file_is_read_in_every_encoding(tmp_path, encoding):
    (tmp_path / "timestamp.txt").write_bytes("2026年3月9日 15:10\n".encode(encoding))
    assert read_timestamp(tmp_path) == LATE
    (tmp_path / "timestamp.txt").write_bytes(codecs.BOM_UTF16_BE + "2026-03-09 15:10".encode("utf-16-be"))
    assert read_timestamp(tmp_path) == LATE


def test_only_a_plain_small_file_is_read(tmp_path):
    assert read_timestamp(tmp_path) is None
    path = tmp_path / "timestamp.txt"
    path.symlink_to("/etc/hostname")
    with pytest.raises(BadTimestamp, match="plain file"):
        read_timestamp(tmp_path)
    path.unlink()
    path.mkdir()
    with pytest.raises(BadTimestamp, match="plain file"):
        read_timestamp(tmp_path)
    path.rmdir()
    path.write_bytes(b"2026-03-09" + b" " * 2000)
    with pytest.raises(BadTimestamp, match="plain file"):
        read_timestamp(tmp_path)
    path.write_bytes(bytes(range(256)))
    with pytest.raises(BadTimestamp, match="not a date"):
        read_timestamp(tmp_path)


def test_due_dates_are_read_the_same_way_wherever_they_are_set(tmp_path):
    course = DoubleCourse(tmp_path)

    def due(*arguments):
        done = course.nbgrader("db", "assignment", *arguments, allow_failure=True)
        assert "Traceback" not in done.stderr
        with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
            return done.returncode, done.stderr, gradebook.find_assignment(UNIT).duedate

    for text in ("2026-03-09 23:10:00 +0800", "2026-03-09 23:10:00 +08:00", "2026-03-09 23:10 Asia/Shanghai"):
        assert due("add", UNIT, f"--duedate={text}")[::2] == (0, LATE)
    table = tmp_path / "units.csv"
    table.write_text(f"name,duedate\n{UNIT},2026-03-10 23:10 CST\n")
    for arguments in (["add", UNIT, "--duedate=2026-03-10 23:10 CST"], ["import", str(table)]):
        code, log, kept = due(*arguments)
        assert code == 1 and kept == LATE
        assert "the time zone 'CST' may mean several; right forms are 2026-03-09 23:10:00 +0800" in log
    assert due("add", UNIT)[::2] == (0, None), "without a date there is none"
