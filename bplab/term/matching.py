"""Which student is meant: by an id, an e-mail address, a name, or a file's name that holds one of them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


SEPARATORS = re.compile(r"[\s_\-+.,;()\[\]{}（）【】《》、，—–]+")
MOST_WORDS = 8  # of a name
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "å": "a"})


@dataclass(frozen=True)
class Student:
    """As in the gradebook. lms_user_id: what the LMS calls them (Canvas's number, a user name)."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """As people write it."""
        first, last = self.first_name or "", self.last_name or ""
        return last + first if is_chinese(last + first) else f"{first} {last}".strip()


@dataclass(frozen=True)
class Hints:
    """What is known of who has handed something in.

    keys: what may be an id, a user name or an e-mail address. names: what may be a name. texts: in which one
    of these may stand. label: how it is shown to a person.
    """

    label: str
    keys: tuple = ()
    names: tuple = ()
    texts: tuple = ()


@dataclass(frozen=True)
class Match:
    """student: None if nobody is meant, or several. candidates: these. likeliest: if nobody is."""

    student: Student | None
    candidates: tuple = ()
    likeliest: Student | None = None


class Roster:
    """All students of the gradebook, to be found by what an LMS says of them."""

    def __init__(self, students: Iterable[Student]) -> None:
        self.students = list(students)
        self._keys, self._loose, self._names = defaultdict(set), defaultdict(set), defaultdict(set)
        self._by_id = {student.id: student for student in self.students}
        for student in self.students:
            for key in filter(None, (student.id, student.lms_user_id, student.email)):
                self._keys[_key(key)].add(student.id)
                self._loose[_loose(key)].add(student.id)
            for form in _forms(student.name, student.first_name, student.last_name):
                self._names[form].add(student.id)

    @classmethod
    def of(cls, gradebook: Gradebook) -> Roster:
        """The Roster of an open gradebook."""
        fields = ("id", "first_name", "last_name", "email", "lms_user_id")
        rows = ({name: getattr(row, name) or "" for name in fields} for row in gradebook.students)
        return cls(Student(**row) for row in rows)

    def __getitem__(self, student_id: str) -> Student:
        return self._by_id[student_id]

    def get(self, student_id: str) -> Student | None:
        """The Student with this id, or None."""
        return self._by_id.get(student_id)

    def named(self, name: str) -> set[str]:
        """The ids of the students who may be called so."""
        return self._of(self._names, _forms(name))

    def with_keys(self, *keys: str) -> Student | None:
        """The one Student to whom these ids, user names and e-mail addresses belong, or None."""
        found = self._of(self._keys, map(_key, filter(None, keys)))
        return self._by_id[next(iter(found))] if len(found) == 1 else None

    def by_keys(self, *keys: str) -> Student | None:
        """The Student to whom keys alone lead, also shortened ones as in `find`; or None."""
        return self.find(Hints("", keys), guess=False).student

    def find(self, hints: Hints, guess: bool = True) -> Match:
        """The Match. An id beats a name, and what is whole beats what stands in a text; each tells apart
        those whom what stands before it has left. guess: whether to look for the likeliest of nobody.
        """
        left: set[str] = set()
        for found in self._tiers(hints):
            left = found & left or left or found
            if len(left) == 1:
                return Match(self._by_id[next(iter(left))])
        if left:
            return Match(None, tuple(self._by_id[name] for name in sorted(left)))
        return Match(None, (), self._likeliest(hints) if guess else None)

    def _tiers(self, hints: Hints) -> Iterator[set[str]]:
        yield self._of(self._keys, map(_key, hints.keys))
        yield self._of(self._loose, map(_loose, hints.keys))
        yield self._of(self._names, (form for name in hints.names for form in _forms(name)))
        pieces = [piece for text in hints.texts for piece in SEPARATORS.split(text) if _may_be_id(piece)]
        yield self._of(self._keys, map(_key, [*hints.texts, *pieces]))
        yield self._of(self._loose, map(_loose, pieces))
        digits = [run for text in hints.texts for run in re.findall(r"[A-Za-z]?\d{3,}", text)]
        yield self._of(self._keys, map(_key, digits))
        texts = [form for text in hints.texts for form in _forms(text)]
        yield self._of(self._names, texts)
        yield self._longest(texts)

    @staticmethod
    def _of(index: Mapping[str, set[str]], keys: Iterable[str]) -> set[str]:
        found = set()
        for key in keys:
            if key:
                found |= index.get(key, set())
        return found

    def _longest(self, texts: Iterable[str]) -> set[str]:
        """Those whose name stands in a text; a name that is part of another one that does, is not meant."""
        found = {form for form in self._names if _is_telling(form) and any(form in text for text in texts)}
        whole = [form for form in found if not any(form != other and form in other for other in found)]
        return self._of(self._names, whole)

    def _likeliest(self, hints: Hints) -> Student | None:
        known = {**self._keys, **self._names}
        said = [_key(key) for key in (*hints.keys, *hints.texts)]
        said += [form for name in (*hints.names, *hints.texts) for form in _forms(name)]
        said += [_key(piece) for text in hints.texts for piece in SEPARATORS.split(text)]
        best = (0.0, "")
        for text in dict.fromkeys(filter(None, said)):
            for near in difflib.get_close_matches(text, known, 1, 0.7):
                best = max(best, (difflib.SequenceMatcher(None, text, near).ratio(), near))
        ids = known.get(best[1], set())
        return self._by_id[next(iter(ids))] if len(ids) == 1 else None


def is_chinese(text: str) -> bool:
    """Whether a name is written without blanks between its parts."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all("\u2e80" <= c <= "\u9fff" or c >= "\U00020000" for c in letters)


def _key(text: object) -> str:
    return unicodedata.normalize("NFKC", str(text)).strip().casefold()


def _may_be_id(piece: str) -> bool:
    """Whether a piece of a text is more than the number of a homework."""
    return bool(piece) and not (piece.isdigit() and len(piece) < 3)


def _loose(text: str) -> str:
    """An id without the zeros that a spreadsheet takes away, an e-mail address without its host."""
    key = _key(text).partition("@")[0]
    return key.lstrip("0") if key.isdigit() else key


def _forms(name: str, first: str = "", last: str = "") -> set[str]:
    """A name as letters alone: whichever of its words comes first, with and without accents."""
    texts = {name, f"{first} {last}", f"{last} {first}"} if first or last else {name}
    for text in [*texts]:
        before, comma, after = text.partition(",")
        texts |= {f"{after} {before}"} if comma else set()
        words = SEPARATORS.sub(" ", text).split()[:MOST_WORDS]
        texts |= {" ".join([*words[at:], *words[:at]]) for at in range(1, len(words))}
    forms = set()
    for text in texts:
        text = _key(text)
        bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        forms |= {_letters(text), _letters(text.translate(UMLAUTS)), _letters(bare.replace("ß", "ss"))}
    return forms - {""}


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _is_telling(form: str) -> bool:
    """Whether a name is long enough to be looked for within a text."""
    return len(form) > 1 if is_chinese(form) else len(form) > 4
