"""How Moodle, Canvas, Blackboard and people name what students hand in: from files to deliveries."""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath

from bplab.term.course import TermProblem
from bplab.term.downloads import Unreadable
from bplab.term.headings import PARTICIPANTS, plain
from bplab.term.matching import SEPARATORS, Hints

SHAPES = ("moodle", "canvas", "blackboard", "folders", "loose")

# Full Name_123_assignsubmission_file_/x.ipynb, or all of it as the beginning of the file's name. Sites change
# it; what stays is the number before `assignsubmission`.
MOODLE = re.compile(r"(?P<who>.+?)_+(?P<number>\d+)_+assignsubmission_(?P<kind>[a-z]+)(?:_(?P<rest>.*))?")
MOODLE_BLIND = re.compile(r"(?P<who>[^\W\d_][^\d_]*)_(?P<number>\d+)")
# muellerann_LATE_4711_815_x.ipynb; what is typed into a field has no number of a file
CANVAS = re.compile(
    r"(?P<who>.+?)(?P<late>_LATE)?_(?P<user>\d+)_(?:(?P<file>\d+)_)?(?P<rest>(?(file).+|(?:text|link)\.html))"
)
CANVAS_ANONYMOUS = re.compile(r"anon_(?P<user>\w+?)(?P<late>_LATE)?_(?P<file>\d+)_(?P<rest>.+)")
AGAIN = re.compile(r"(?P<stem>.+?)(?:-(?P<number>\d{1,3}))?(?P<ending>(?:\.\w+)*)")
# Homework 1_anna7_attempt_2026-03-09-23-10-00_x.ipynb; without a name it is Blackboard's own receipt
BLACKBOARD = re.compile(r"(?P<who>.+)_attempt_(?P<time>(?:19|20)\d\d(?:-\d\d){5})(?:_(?P<rest>.+)|\.txt)")
RECEIPT_NAME = re.compile(r"^[^:：\n]{1,20}[:：]\s*(?P<name>[^\n]*) \((?P<user>[^()\n]+)\)\s*$", re.MULTILINE)

NO_PLACE = (
    "the pattern {pattern!r} names no student: it needs {{student}}, {{name}} or {{email}}, as in "
    '"{{student}}-{{name}}*"'
)
UNKNOWN_PLACE = "the pattern {pattern!r}: {{{found}}} is none of {{student}}, {{name}}, {{email}}, {{any}}"
ANONYMOUS = "the download is anonymous: Canvas names nobody"


@dataclass
class Delivery:
    """What one student handed in at one time. files: (path in the submission, File).

    participant: Moodle's number of the student in this assignment. account: what tells people apart in the
    LMS, "" if nothing does. time: naive, in the LMS's zone; moment:
    the same in its zone, once that is known. attempt: orders those without a time.
    """

    who: Hints
    files: list = field(default_factory=list)
    participant: str = ""
    account: str = ""
    time: datetime | None = None
    attempt: int = 0
    late: bool = False
    note: str = ""
    moment: datetime | None = None

    @property
    def order(self):
        """By which deliveries of a student are sorted, the latest last."""
        return self.moment is not None, self.moment and self.moment.timestamp(), self.attempt


def unwrap(download, roster):
    """path -> File, without the folders that hold everything, such as one of the zip file's own name."""
    parts = {tuple(file.path.split("/")): file for file in download.files}
    while parts and len({path[0] for path in parts}) == 1 and all(len(path) > 1 for path in parts):
        top = next(iter(parts))[0]
        inside = {path[1] for path in parts}
        if MOODLE.fullmatch(top) or roster.find(_named(top)).student:
            break
        if (
            not all(len(path) > 2 for path in parts)
            and _shape_of(inside) is None
            and not _are_students(inside, roster)
        ):
            break
        parts = {path[1:]: file for path, file in parts.items()}
    return {"/".join(path): file for path, file in parts.items()}


def recognise(files):
    """Which of SHAPES the files of a download have; files: see `unwrap`."""
    tops = {path.partition("/")[0] for path in files}
    if shape := _shape_of(tops):
        return shape
    if not all("/" in path for path in files):
        return "loose"
    blind = [MOODLE_BLIND.fullmatch(top) for top in tops]
    words = {plain(match["who"]) for match in filter(None, blind)}
    return "moodle" if all(blind) and words <= PARTICIPANTS else "folders"


def deliveries(files, shape, pattern=""):
    """([Delivery], [File] whose names do not fit) of a download; pattern: see `compile_pattern`."""
    if pattern:
        return _by_pattern(files, compile_pattern(pattern), whole="/" in pattern)
    return READERS[shape](files)


def _shape_of(tops):
    """The LMS that has given most of these names, at least half of them; or None."""
    patterns = {"moodle": (MOODLE,), "blackboard": (BLACKBOARD,), "canvas": (CANVAS, CANVAS_ANONYMOUS)}
    counts = {
        shape: sum(any(pattern.fullmatch(top) for pattern in known) for top in tops)
        for shape, known in patterns.items()
    }
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] and 2 * counts[best] >= len(tops) else None


def _are_students(names, roster):
    """Whether most of the files in a folder are named by different students."""
    found = [roster.find(_named(_stem(name)), guess=False).student for name in names]
    known = [student for student in found if student]
    return 2 * len(known) > len(names) and len(set(known)) > 1


def _stem(name):
    return re.sub(r"(\.\w{1,10})+$", "", name)


def _named(text):
    """The Hints of a folder or file that a person has named."""
    return Hints(text, (text,), (text,), (text,))


def compile_pattern(pattern):
    """A regular expression from `{student}-{name}*`; `*` is anything, `?` a character. Raises TermProblem."""
    pieces = re.split(r"(\{\w*\}|\*|\?)", pattern)
    names = [piece[1:-1] for piece in pieces if piece.startswith("{")]
    for name in names:
        if name not in ("student", "name", "email", "any"):
            raise TermProblem(UNKNOWN_PLACE.format(pattern=pattern, found=name))
    if not {"student", "name", "email"} & set(names):
        raise TermProblem(NO_PLACE.format(pattern=pattern))
    made, seen = [], set()
    for number, piece in enumerate(pieces):
        if piece.startswith("{") and piece[1:-1] not in seen:
            following = next(filter(None, pieces[number + 1 :]), "*")[0]
            ends = re.escape(following) if following not in "*?{" else r"\s_\-+.()（）\[\]【】"
            part = rf"[^/{ends}]+" if piece != "{any}" else "[^/]*?"
            made.append(f"(?P<{piece[1:-1]}>{part})")
            seen.add(piece[1:-1])
        else:
            made.append({"*": ".*", "?": "."}.get(piece, re.escape(piece)))
    return re.compile("".join(made), re.DOTALL)


def _moodle(files):
    found, strange = {}, []
    for path, file in files.items():
        top, _, rest = path.partition("/")
        match = MOODLE.fullmatch(top) or (MOODLE_BLIND.fullmatch(top) if rest else None)
        if match is None:
            strange.append(file)
            continue
        name = re.sub("_+", " ", match["who"]).strip()
        pieces = [piece.replace("AT", "@", 1) for piece in re.split("__+", match["who"])]
        key = match["who"], match["number"]
        if key not in found:
            hints = Hints(f"{name} ({match['number']})", tuple(pieces[1:]), (name, *pieces), (name,))
            found[key] = Delivery(hints, participant=match["number"], account=match["number"])
        inner = match.groupdict().get("rest") or ""
        found[key].files.append(("/".join(filter(None, (inner, rest))) or top, file))
    return list(found.values()), strange


def _canvas(files):
    users, strange = defaultdict(list), []
    for path, file in files.items():
        match = CANVAS_ANONYMOUS.fullmatch(path) or CANVAS.fullmatch(path)
        if match is None:
            strange.append(file)
        else:
            users[match["user"]].append((match, file))
    found = []
    for user, theirs in users.items():
        anonymous = theirs[0][0].re is CANVAS_ANONYMOUS
        who = "anon" if anonymous else theirs[0][0]["who"]
        hints = Hints(f"{who} ({user})", () if anonymous else (user,), () if anonymous else (who,))
        late = any(match["late"] for match, _ in theirs)
        for attempt, of_attempt in _canvas_attempts(theirs).items():
            note = ANONYMOUS if anonymous else ""
            account = "" if anonymous else user
            delivery = Delivery(hints, of_attempt, "", account, attempt=attempt, late=late, note=note)
            found.append(delivery)
    return found, strange


def _canvas_attempts(files):
    """attempt -> [(name, File)]: x.ipynb, x-1.ipynb, x-2.ipynb were handed in one after the other."""
    versions = defaultdict(dict)
    names = {match["rest"] for match, _ in files}
    for match, file in files:
        again = AGAIN.fullmatch(match["rest"])
        plain = again["stem"] + again["ending"]
        numbered = [other for other in names if other != match["rest"] and _same_but_number(other, plain)]
        number = int(again["number"] or 0) if plain in names or numbered else 0
        versions[plain if plain in names or numbered else match["rest"]][number] = (match["rest"], file)
    last = max(max(numbers) for numbers in versions.values())
    attempts = {last: [numbers.pop(max(numbers)) for numbers in versions.values()]}
    for numbers in versions.values():
        for number, version in numbers.items():
            attempts.setdefault(number, []).append(version)
    return attempts


def _same_but_number(name, plain):
    again = AGAIN.fullmatch(name)
    return again["number"] is not None and again["stem"] + again["ending"] == plain


def _blackboard(files):
    found, strange = {}, []
    for path, file in files.items():
        match = BLACKBOARD.fullmatch(path)
        time = match and _time(match["time"])
        if not time:
            strange.append(file)
            continue
        key = match["who"], match["time"]
        if key not in found:
            words = match["who"].split("_")
            ends = ["_".join(words[at:]) for at in range(1, len(words))]  # a user name may hold a `_`
            hints = Hints(f"{words[-1]} ({match['time']})", tuple(ends))
            found[key] = Delivery(hints, account=match["who"], time=time)
        if match["rest"] is None:
            found[key].who = _from_receipt(found[key].who, file)
        else:
            found[key].files.append((match["rest"], file))
    return list(found.values()), strange


def _time(text):
    try:
        return datetime.strptime(text, "%Y-%m-%d-%H-%M-%S")
    except ValueError:  # of a calendar that has no such day
        return None


def _from_receipt(hints, file):
    """With the name that stands in Blackboard's receipt: `Name: Anna Li (anna7)`, in the site's language."""
    try:
        found = RECEIPT_NAME.search(file.read()[:2000].decode("utf-8-sig", "replace"))
    except Unreadable:
        found = None
    return replace(hints, keys=(found["user"],), names=(found["name"],)) if found else hints


def _folders(files):
    found, strange = {}, []
    for path, file in files.items():
        top, _, rest = path.partition("/")
        if not rest:
            strange.append(file)
            continue
        if top not in found:
            found[top] = Delivery(_named(top))
        found[top].files.append((rest, file))
    return list(found.values()), strange


def _loose(files):
    """Each thing at the top, a file or a folder, is named by its student."""
    found = {}
    for path, file in files.items():
        top, _, rest = path.partition("/")
        stem = top if rest else _stem(top)
        if top not in found:
            hints = Hints(top, (stem,), (stem, *SEPARATORS.split(stem)), (stem,))
            found[top] = Delivery(hints)
        found[top].files.append((rest or top, file))
    return list(found.values()), []


def _by_pattern(files, pattern, whole):
    """whole: whether the pattern is of whole paths; else of one folder or name in them."""
    found, strange = {}, []
    for path, file in files.items():
        match, inside = _first_match(pattern, path, whole)
        if match is None:
            strange.append(file)
            continue
        said = {name: (match.groupdict().get(name) or "").strip() for name in ("student", "name", "email")}
        label = " ".join(filter(None, said.values()))
        if label not in found:
            keys = tuple(filter(None, (said["student"], said["email"])))
            found[label] = Delivery(Hints(label, keys, tuple(filter(None, (said["name"],)))))
        found[label].files.append((inside, file))
    return list(found.values()), strange


def _first_match(pattern, path, whole):
    """(match, path below what matches)"""
    if whole:
        texts = path, str(PurePosixPath(path).with_suffix(""))
        return next(filter(None, map(pattern.fullmatch, texts)), None), PurePosixPath(path).name
    parts = path.split("/")
    for at, part in enumerate(parts):
        for text in (part, PurePosixPath(part).stem):
            if match := pattern.fullmatch(text):
                return match, "/".join(parts[at + 1 :]) or part
    return None, path


READERS = {
    "moodle": _moodle,
    "canvas": _canvas,
    "blackboard": _blackboard,
    "folders": _folders,
    "loose": _loose,
}
