"""Where a student's data are in a course: folders, records, gradebooks, and what else names them."""

import glob
import json
import mmap
import os
import re
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from nbgrader.exchange.default.exchange import Exchange

from bplab.grading.intake.unpacking import DAMAGED
from bplab.term.course import Course, TermProblem
from bplab.term.matching import Roster, Student
from bplab.term.whose import called

NO_FOLDER = re.compile(r"[/\\*?\[\]\0-\x1f\x7f]|^\.|^$")  # of what may be no student's id
OTHERS = {".git", ".venv", ".uv", "__pycache__", "node_modules"}  # folders that hold nothing of students
SHORT = 6  # bytes; so short an id stands within other words
SQLITE = b"SQLite format 3\0"
BY_ID = (
    "{text!r} is no id, e-mail address or user name in the gradebook; by name it is {student.id}: say that"
)


@dataclass(frozen=True)
class Traces:
    """What a course holds of one student."""

    course: Course
    student: Student

    @classmethod
    def of(cls, course, text):
        """Of the student with an id, an e-mail address or a user name; also of one whom the gradebook lost,
        with an id alone. A name is not enough. Raises TermProblem.
        """
        with course.gradebook() as gradebook:
            roster = Roster.of(gradebook)
        student = roster.get(text) or roster.with_keys(text)
        traces = cls(course, student or Student(text))
        is_id = not NO_FOLDER.search(traces.student.id)
        if not is_id or not (student or traces.folders() or traces.records()):
            raise TermProblem(BY_ID.format(text=text, student=called(roster, text)))
        return traces

    def folders(self):
        """Folders, or links, of this student in submitted/, attempts/, autograded/ and feedback/."""
        course, found = self.course.dir, [self.course.attempts / self.student.id]
        for step in self.course.steps:
            place = {"nbgrader_step": step, "student_id": glob.escape(self.student.id), "assignment_id": "*"}
            pattern = os.path.join(glob.escape(course.root), course.directory_structure).format(**place)
            found += map(Path, glob.glob(pattern))
            found.append(self.course.root / step / self.student.id)
        found = sorted({path for path in found if os.path.lexists(path)})
        return [path for path in found if not set(path.parents) & set(found)]

    def records(self):
        """path -> content without this student, of the files in which commands note what they have done."""
        root, found = self.course.root, {}
        steps = (root / self.course.dir.autograded_directory, self.course.attempts)
        paths = [root / "extensions.json", *(path for step in steps for path in sorted(step.glob("*.json*")))]
        paths += [path for step in steps for path in sorted(step.glob(".*.json*"))]
        for path in paths:
            try:
                content = read_record(path)
            except (OSError, ValueError):
                continue  # if it names the student, it is among the mentions
            if (less := without(content, self.student.id)) != content:
                found[path] = less
        return found

    def reports(self):
        """Reports on a class that name this student. They can be made again."""
        pattern = self.pattern()
        return [path for path in sorted(self.course.reports.glob("*")) if _mentions(path, pattern, pattern)]

    def copies(self):
        """Copies of the gradebook, whatever they are called, in which this student is."""
        return [path for path in gradebook_copies(self.course) if self.student.id in students_of(path)]

    def mentions(self):
        """Files that name this student, in them or in their path; git's own are not looked at."""
        in_git, pattern, loose = self._in_git(), self.pattern(), self.pattern(whole=False)
        found = []
        for path in files(self.course):
            inside = path.relative_to(self.course.root).as_posix()
            if inside not in in_git and (
                pattern.search(os.fsencode(inside)) or _mentions(path, pattern, loose)
            ):
                found.append(path)
        return found + self._in_exchange()

    def pattern(self, whole=True):
        """Finds the student in bytes of any encoding; whole: as a word of its own."""
        one = self.student
        words = {one.id, one.email, one.lms_user_id if len(one.lms_user_id or "") > 3 else ""}
        if one.first_name and one.last_name:
            first, last = one.first_name, one.last_name
            words |= {one.name, f"{first} {last}", f"{last} {first}", f"{last}, {first}", f"{last}{first}"}
        found = set()
        for word in filter(None, words):
            for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "json"):
                code = json.dumps(word)[1:-1].encode() if encoding == "json" else word.encode(encoding)
                is_free = encoding.startswith("utf-16") or (not whole and len(code) >= SHORT)
                ends = (b"", b"") if is_free else (rb"(?<![0-9A-Za-z])", rb"(?![0-9A-Za-z])")
                found.add(re.escape(code).join(ends))
        return re.compile(b"|".join(sorted(found)), re.IGNORECASE)

    def _in_git(self):
        """Paths of a checkout's own files: no student's data enter git."""
        try:
            line = ["git", "-C", str(self.course.root), "ls-files", "-z"]
            return set(os.fsdecode(subprocess.run(line, capture_output=True, check=True).stdout).split("\0"))
        except (OSError, subprocess.CalledProcessError):
            return set()

    def _in_exchange(self):
        exchange = Exchange(coursedir=self.course.dir, parent=self.course.app)
        place = Path(exchange.root, self.course.dir.course_id, "inbound")
        return sorted(place.glob(f"{glob.escape(self.student.id)}+*"))


def files(course):
    """All files in the course's folder."""
    for place, folders, names in os.walk(course.root):
        folders[:] = sorted(set(folders) - OTHERS)
        yield from (Path(place, name) for name in sorted(names))


def gradebook_copies(course):
    """Gradebooks in the course's folder, whatever they are called, other than its own.

    What students have handed in is none, whatever it looks like: it is not opened.
    """
    own = course.database and course.database.resolve()
    theirs = {course.root / step for step in course.steps} | {course.attempts}
    return [
        path
        for path in files(course)
        if not (theirs.intersection(path.parents) or path.is_symlink() or path.resolve() == own)
        and students_of(path) is not None
    ]


def students_of(path):
    """The ids of the students in an SQLite gradebook, as a set; None of what is none."""
    try:
        with open(path, "rb") as file:
            if file.read(len(SQLITE)) != SQLITE:
                return None
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("SELECT 1 FROM submitted_assignment LIMIT 1")
            return {row[0] for row in database.execute("SELECT id FROM student")}
    except (OSError, sqlite3.Error):
        return None


def without(content, student_id):
    """Content of a JSON file without what is noted under this student's id."""
    if isinstance(content, dict):
        kept = {key: value for key, value in content.items() if key != student_id}
        return {key: without(value, student_id) for key, value in kept.items()}
    if isinstance(content, list):
        return [without(item, student_id) for item in content if not _is_of(item, student_id)]
    return content


def noted(content, student_id):
    """What `without` leaves out, as a list."""
    if isinstance(content, dict):
        inner = [
            item for key, value in content.items() if key != student_id for item in noted(value, student_id)
        ]
        return [*([content[student_id]] if student_id in content else []), *inner]
    if isinstance(content, list):
        mine = [item for item in content if _is_of(item, student_id) and item != student_id]
        return mine + [x for item in content if not _is_of(item, student_id) for x in noted(item, student_id)]
    return []


def _is_of(item, student_id):
    return item == student_id or (isinstance(item, dict) and item.get("student") == student_id)


def read_record(path):
    """The content of a JSON file; a list of lines, of one with a line for each thing."""
    text = path.read_text(encoding="utf-8")
    return list(map(json.loads, text.splitlines())) if path.suffix == ".jsonl" else json.loads(text)


def _mentions(path, pattern, loose):
    """Whether a file's bytes name the student; of a zip file: its list."""
    try:
        if path.is_symlink() or not path.is_file() or not path.stat().st_size:
            return False
        with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            is_database = content[: len(SQLITE)] == SQLITE  # whose columns stand side by side
            if (loose if is_database else pattern).search(content):
                return True
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return any(pattern.search(name.encode(errors="replace")) for name in archive.namelist())
    except (OSError, *DAMAGED):
        pass
    return False
