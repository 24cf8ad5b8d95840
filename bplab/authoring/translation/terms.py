"""docs/terms.md: the words of the course in both languages, as a table that people read, and the build."""

import re
from dataclasses import dataclass

PLACE = "docs/terms.md"


@dataclass(frozen=True)
class Term:
    english: str
    chinese: str
    instead_of: tuple[str, ...]  # other Chinese words for it that the course does not use


@dataclass(frozen=True)
class Terms:
    rows: tuple[Term, ...]

    @property
    def kept(self):
        """Words in Latin letters that stand in a Chinese text, too: in small letters."""
        words = (word for term in self.rows for word in re.findall(r"[A-Za-z][A-Za-z'-]+", term.chinese))
        return {word.lower() for word in words}


def read_terms(root):
    """The terms of a course; none where it has no such page."""
    path = root / PLACE
    if not path.exists():
        return Terms(())
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(fields) == 3 and not set(fields[0]) <= {"-", " "}:
            rows.append(Term(fields[0], fields[1], tuple(filter(None, fields[2].split("、")))))
    return Terms(tuple(rows[1:]))  # the first one is the heading
