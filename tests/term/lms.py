"""A made-up class of 60, and what three learning platforms would give of it, byte for byte.

Written from what is known of these files, and from nothing in bplab: see docs/instructor.md for the sources.
"""

import io
import json
import re
import struct
import zipfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
DUE = datetime(2026, 3, 10, 23, 59, tzinfo=SHANGHAI)

# (first name, last name); the same name twice, twice over
NAMES = [
    ("Anna", "Müller"), ("Jörg", "Weiß"), ("Zoë", "Ångström"), ("José", "García Márquez"),
    ("Seán", "O'Connor"), ("Mary-Jane", "Smith"), ("Łukasz", "Żak"), ("Ana María", "de la Cruz"),
    ("Björk", "Guðmundsdóttir"), ("Thi Thu", "Nguyễn"), ("Peter", "Li"), ("Petra", "Li"),
    ("Max", "Mustermann"), ("Max", "Mustermann"), ("伟", "王"), ("伟", "王"), ("娜", "李"),
    ("秀英", "张"), ("敏", "刘"), ("静", "陈"), ("丽", "杨"), ("强", "赵"), ("磊", "黄"), ("洋", "周"),
    ("艳", "吴"), ("勇", "徐"), ("杰", "孙"), ("娟", "胡"), ("涛", "朱"), ("明", "高"), ("超", "林"),
    ("秀兰", "何"), ("霞", "郭"), ("平", "马"), ("刚", "罗"), ("桂英", "梁"), ("欣怡", "欧阳"),
    ("懿", "司马"), ("文昊", "谢"), ("子轩", "唐"), ("浩然", "许"), ("梓涵", "邓"), ("一诺", "冯"),
    ("雨桐", "韩"),
]  # fmt: skip
NAMES += [(f"Student{letter}", f"Test{letter}son") for letter in "ABCDEFGHIJKLMNOP"]


@dataclass(frozen=True)
class Person:
    """attempts: [(time or None, {file name: bytes})], in order. number: Moodle's and Canvas's own."""

    id: str
    first: str
    last: str
    number: int
    attempts: tuple = ()

    @property
    def chinese(self):
        return self.last > "一"

    @property
    def name(self):
        return self.last + self.first if self.chinese else f"{self.first} {self.last}"

    @property
    def username(self):
        return f"u_{self.id[-3:]}x"

    @property
    def email(self):
        return f"{self.username}@example.edu"


def notebook(text="x = 1"):
    cell = {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}).encode()


def packed(files):
    """A zip file; files: path -> bytes, or (path, bytes) pairs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(path, content)
    return buffer.getvalue()


def linking():
    member = zipfile.ZipInfo("double.ipynb")
    member.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "/etc/passwd")
    return buffer.getvalue()


def crowded():
    """States 60,000 files, which it need not have."""
    data = bytearray(packed({"double.ipynb": notebook()}))
    at = data.rfind(b"PK\5\6")
    data[at + 8 : at + 12] = struct.pack("<HH", 60_000, 60_000)
    return bytes(data)


HOSTILE = {
    "outside": lambda: packed({"../../../../escaped.ipynb": notebook()}),
    "link": linking,
    "bomb": lambda: packed({"double.ipynb": bytes(120 * 2**20)}),
    "crowd": crowded,
    "twins": lambda: packed({"double.ipynb": notebook("a"), "Double.ipynb": notebook("b")}),
}
NO_NOTEBOOK = 12  # students: the hostile, the empty and the wrong ones
ABSENT = 4


def made_up_class():
    """60 students, and what each of them has handed in."""
    people = [
        Person(f"0{2_310_000 + 7 * at}", first, last, 90_001 + 13 * at)
        for at, (first, last) in enumerate(NAMES)
    ]
    early = DUE - timedelta(hours=5, minutes=1)

    def once(name, content, time=early):
        return ((time, {name: content}),)

    def work(at):
        return notebook(f"answer = {at}")

    special = {
        20: (
            (early, {"double.ipynb": work("first")}),
            (early + timedelta(hours=1), {"double.ipynb": work(20)}),
        ),
        21: (
            (early, {"double.ipynb": work("first")}),
            (DUE + timedelta(hours=2), {"double.ipynb": work(21)}),
        ),
        22: once("double.ipynb", work(22), DUE + timedelta(hours=1)),
        23: once("double.ipynb", work(23), DUE + timedelta(days=2, hours=3)),
        24: once("double.ipynb", work(24), DUE + timedelta(days=30)),
        25: once("homework.zip", packed({"my work/double.ipynb": work(25), "my work/data.csv": b"1,2"})),
        26: once("outer.zip", packed({"inner.zip": packed({"double.ipynb": work(26)})})),
        27: once("double.ipynb.txt", work(27)),
        28: once("作业.ipynb", work(28)),
        29: ((early, {"double.ipynb": work(29), "double_old.ipynb": work("old"), "plot.png": b"\x89PNG"}),),
        30: ((early, {"double.ipynb": work(30), "timestamp.txt": b"2026-01-01 00:00 UTC"}),),
        31: once("double.ipynb", b""),
        32: once("report.pdf", b"%PDF-1.7"),
        33: once("report.docx", packed({"word/document.xml": b"<x/>"})),
        34: once("bp_0231.py", b"print(1)\n"),
        35: once("homework.rar", b"Rar!\x1a\7\0"),
        36: once("double.ipynb", b"<!doctype html><title>Log in</title>"),
        37: ((early, {}),),
    }
    special |= {38 + at: once("homework.zip", make()) for at, make in enumerate(HOSTILE.values())}
    special |= {at: () for at in range(60 - ABSENT, 60)}
    return [
        replace(person, attempts=special.get(at, once("double.ipynb", work(at))))
        for at, person in enumerate(people)
    ]


def latest(person):
    """(time, files) of the last attempt."""
    return person.attempts[-1]


# --- Moodle ------------------------------------------------------------------------------------------


def moodle_zip(people, folders=True, ending="_", blind=False):
    """Only the last attempt; a folder a student, or the same as a prefix of each file."""
    files = []
    for person in people:
        if not person.attempts or not latest(person)[1]:
            continue
        name = "Participant" if blind else person.name.replace("_", " ")
        place = f"{name}_{person.number}_assignsubmission_file"
        place += f"{ending}/" if folders else "_"
        files += [(place + path, content) for path, content in latest(person)[1].items()]
    return packed(files)


WORKSHEETS = {
    "en": (
        "Participant ",
        'Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade",'
        '"Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"',
        "Yes",
        lambda t: f"{t:%A}, {t.day} {t:%B} {t.year}, {t.strftime('%I').lstrip('0')}:{t:%M} {t:%p}",
    ),
    "de": (
        "Teilnehmer/in",
        'ID,"Vollständiger Name",ID-Nummer,E-Mail-Adresse,Status,Bewertung,Bestwertung,'
        '"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)",'
        '"Feedback als Kommentar"',
        "Ja",
        lambda t: f"Dienstag, {t.day}. {'März' if t.month == 3 else 'April'} {t.year}, {t:%H:%M}",
    ),
    "xx": (  # of a language that nobody foresaw
        "Osallistuja ",
        'Tunniste,"Koko nimi",Tunnus,Sähköposti,Tila,Arvosana,Enimmäisarvosana,Muutettavissa,'
        '"Muokattu (palautus)","Muokattu (arvosana)",Palaute',
        "Kyllä",
        lambda t: f"{t:%d.%m.%Y %H:%M}",
    ),
}


def moodle_worksheet(people, language="en", grades=None, maximum="5.00", blind=False):
    """The bytes of the grading worksheet; grades: id -> what stands in the column of the grade."""
    prefix, heading, yes, time = WORKSHEETS[language]
    comma = language == "de"
    maximum = f'"{maximum.replace(".", ",")}"' if comma else maximum
    lines = [heading]
    for person in people:
        status = '"Submitted for grading"' if person.attempts else '"No submission"'
        grade = (grades or {}).get(person.id, "")
        grade = f'"{grade.replace(".", ",")}"' if comma and "." in grade else grade
        modified = f'"{time(latest(person)[0].astimezone(SHANGHAI))}"' if person.attempts else "-"
        who = ['""', '""', '""'] if blind else [f'"{person.name}"', person.id, person.email]
        lines.append(
            f"{prefix}{person.number},{','.join(who)},{status},{grade},{maximum},{yes},{modified},-,"
            '"says ""well done"", \nand more"'
        )
    return b"\xef\xbb\xbf" * comma + "\n".join(lines).encode() + b"\n"


# --- Canvas ------------------------------------------------------------------------------------------


def canvas_sortable(person):
    return f"{person.last}, {person.first}"


def canvas_zip(people):
    """All in one folder; who has handed in a file of the same name again has both, the last one numbered."""
    files = []
    for person in people:
        name = re.sub(r"[^\w]", "", canvas_sortable(person)).lower()
        for again, (time, handed_in) in enumerate(person.attempts):
            late = "_LATE" if time > DUE else ""
            for path, content in handed_in.items():
                stem, dot, ending = path.partition(".")
                path = f"{stem}-{again}{dot}{ending}" if again else path
                files.append((f"{name}{late}_{person.number}_{person.number * 7 + again}_{path}", content))
    return packed(files)


def canvas_gradebook(people, delimiter=",", grades=None, points="5.00"):
    """CRLF, with the row of the points possible, and a test student at the end."""

    def quoted(text):
        return f'"{text}"' if delimiter in text or " " in text else text

    headings = [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        "Reading (4710)",
        "Double it (4711)",
    ]
    headings += ["Current Score", "Final Score"]
    lines = [headings, ["    Points Possible", "", "", "", "", "10.00", points, "(read only)", "(read only)"]]
    for at, person in enumerate(people):
        excused = "EX" if at == 1 else ""
        who = [canvas_sortable(person), str(person.number), person.id, person.email, "Lab = 1"]
        lines.append([*who, "7.5", (grades or {}).get(person.id, excused), "80.1", "75"])
    lines.append(["Student, Test", "1", "", "8f3e", "Lab = 1", "", "", "", ""])
    text = "".join(delimiter.join(map(quoted, line)) + "\r\n" for line in lines)
    return b"\xef\xbb\xbf" + text.encode()


# --- Blackboard --------------------------------------------------------------------------------------


def blackboard_zip(people, receipts=True):
    """Every attempt, the time in the name, with a receipt for each."""
    files = []
    for person in people:
        for time, handed_in in person.attempts:
            stem = f"Double it_{person.username}_attempt_{time.astimezone(SHANGHAI):%Y-%m-%d-%H-%M-%S}"
            files += [(f"{stem}_{path}", content) for path, content in handed_in.items()]
            listed = "".join(
                f"\tOriginal filename: {path}\n\tFilename: {stem}_{path}\n\n" for path in handed_in
            )
            receipt = (
                f"Name: {person.name} ({person.username})\nAssignment: Double it\n"
                "Date Submitted: Tuesday, 10 March 2026 18:58:00 o'clock CST\nCurrent Mark: Needs Marking\n\n"
                f"Submission Field:\nThere is no student submission text data for this assignment.\n\n"
                f"Comments:\nThere are no student comments for this assignment.\n\nFiles:\n{listed}"
            )
            files += [(f"{stem}.txt", receipt.encode())] if receipts else []
    return packed(files)


def blackboard_download(people, grades=None, kind="xls"):
    """UTF-16 with tabs, as `.xls`, or CSV."""
    headings = ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability"]
    headings += ["Reading [Total Pts: 10 Score] |664616", "Double it [Total Pts: 5 Score] |664617"]
    lines = [headings]
    for person in people:
        who = [person.last, person.first, person.username, person.id, "2026-03-12 10:00:00", "Yes"]
        lines.append([*who, "7.5", (grades or {}).get(person.id, "")])
    mark = "\t" if kind == "xls" else ","
    text = "".join(mark.join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)
    return text.encode("utf-16") if kind == "xls" else text.encode("utf-8-sig")


def in_utc(time):
    return time.astimezone(UTC).replace(tzinfo=None)
