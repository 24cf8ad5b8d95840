"""What students wrote in answer to a question, from autograded/. Identical answers are one."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

PICTURE = re.compile(r"!\[|<img\b", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """folder: where the graded notebook lies."""

    student: str
    text: str
    attachments: dict
    folder: Path

    @property
    def content(self):
        """Equal for answers that are marked together: what differs is spaces, or capital letters.

        One with pictures is its own: of what lies beside a notebook the text says no more than a name.
        """
        if PICTURE.search(self.text):
            return f"of {self.student}\n{self.text}"
        return " ".join(self.text.split()).casefold()


@dataclass
class Group:
    """Answers that are identical; key: how a page names it, which tells nothing of who wrote it."""

    key: str
    answers: list[Answer] = field(default_factory=list)

    @property
    def students(self):
        return [answer.student for answer in self.answers]


class Answers:
    """Reads the answers to one question; a notebook that has not changed is not read again."""

    def __init__(self, course, question):
        self._course, self._question = course, question
        self._read: dict[Path, tuple[tuple, Answer | None]] = {}

    def groups(self, students, salt):
        """key -> Group of these students' answers, in an order that is by nobody's name.

        Who has no graded notebook is in none.
        """
        found: dict[str, Group] = {}
        for answer in filter(None, map(self._answer, students)):
            key = hashlib.sha256(f"{salt}\n{answer.content}".encode(errors="replace")).hexdigest()[:20]
            found.setdefault(key, Group(key)).answers.append(answer)
        return {key: found[key] for key in sorted(found)}

    def _answer(self, student):
        directory = self._course.dir.autograded_directory
        folder = Path(self._course.dir.format_path(directory, student, self._question.unit))
        path = folder / f"{self._question.notebook}.ipynb"
        try:
            status = path.stat()
            stamp = status.st_mtime_ns, status.st_size, status.st_ino
            if path not in self._read or self._read[path][0] != stamp:
                cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
                self._read[path] = stamp, self._find(cells, student, folder)
            return self._read[path][1]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def _find(self, cells, student, folder):
        for cell in cells:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == self._question.cell:
                return Answer(student, "".join(cell["source"]), cell.get("attachments", {}), folder)
        return None
