"""The list of points of a question, and what follows from ticks in it: points, and a comment of them."""

from dataclasses import asdict, dataclass, field

from bplab.authoring.rubric import Item

LONGEST_ITEM, LONGEST_COMMENT, MOST_ITEMS = 500, 5000, 30  # characters, characters, items
GOT = "- {points:g} of {most:g}: {text}"
TAKEN_OFF = "- {points:g}: {text}"
BESIDES = "- {points:+g}: beside the list"
RIGHT = "The answer is right."
NO_TEXT = "an item of the list has no text, or more than {most} characters"
NO_POINTS = "{text!r}: its points are to be a number between {least:g} and {most:g}"
NO_LIST = "a list has 1 to {most} items"


class BadList(Exception):
    """What a list of points may not be; a sentence."""


@dataclass(frozen=True)
class ListItem(Item):
    """id: by which ticks know it, whatever becomes of its text. lesson: what it was in the lesson."""

    id: str
    lesson: str = ""


@dataclass(frozen=True)
class Ticks:
    """What one answer was given. items: ids. besides: points beside the list. comment: a grader's own words.

    score, written: what stood in the gradebook after that; if it does not any more, somebody else was there.
    """

    items: tuple[str, ...] = ()
    besides: float = 0.0
    comment: str = ""
    score: float | None = None
    written: str = ""


@dataclass
class ListOfPoints:
    """most: of the question. lesson: its items when it was last read. version: counts changes."""

    items: list[ListItem]
    most: float
    lesson: list[str] = field(default_factory=list)
    next_id: int = 1
    version: int = 0

    @classmethod
    def of_content(cls, content, most, version):
        return cls([ListItem(**item) for item in content["items"]], most, content["lesson"],
                   content["next_id"], version)  # fmt: skip

    def content(self):
        items = [asdict(item) for item in self.items]
        return {"items": items, "lesson": self.lesson, "next_id": self.next_id}

    def follow(self, lesson):
        """Take over what has changed in the lesson's Items; what graders changed or added here stays.

        Where the lesson has none, being right is the one item. As many new ones as are gone: these were
        changed, and ticks stay with them.
        """
        now = {_key(item): item for item in lesson or [Item(RIGHT, self.most)]}
        new = [key for key in now if key not in self.lesson]
        gone = [key for key in self.lesson if key not in now]
        follows = dict(zip(gone, new, strict=True)) if len(gone) == len(new) else {}
        kept = [item for item in self.items if item.lesson not in gone or item.lesson in follows]
        self.items = [self._follow(item, now, follows.get(item.lesson)) for item in kept]
        for key in new if not follows else ():
            self.items.append(ListItem(now[key].text, now[key].points, self._new_id(), key))
        self.lesson = list(now)

    def _follow(self, item, now, key):
        return ListItem(now[key].text, now[key].points, item.id, key) if key else item

    def change(self, wanted):
        """Make it what a grader wants: dicts with text, points, and id where it is an item of now."""
        known = {item.id: item for item in self.items}
        if not 0 < len(wanted) <= MOST_ITEMS:
            raise BadList(NO_LIST.format(most=MOST_ITEMS))
        made = [self._item(item, known.pop(item.get("id", ""), None)) for item in wanted]
        self.items = made

    def _item(self, wanted, before):
        text, points = " ".join(str(wanted.get("text", "")).split()), wanted.get("points")
        if not text or len(text) > LONGEST_ITEM:
            raise BadList(NO_TEXT.format(most=LONGEST_ITEM))
        is_number = isinstance(points, int | float) and not isinstance(points, bool)
        if not is_number or not -self.most <= points <= self.most:
            raise BadList(NO_POINTS.format(text=text, least=-self.most, most=self.most))
        if before is None:
            return ListItem(text, float(points), self._new_id())
        return ListItem(text, float(points), before.id, before.lesson)

    def _new_id(self):
        self.next_id += 1
        return f"i{self.next_id - 1}"

    def score(self, ticks):
        """What these ticks give: between 0 and all points of the question."""
        given = sum(item.points for item in self.items if item.id in ticks.items)
        return min(max(given + ticks.besides, 0.0), self.most)

    def comment(self, ticks):
        """The comment that a student reads: what each item gave, then the grader's own words."""
        lines = []
        for item in self.items:
            is_given = item.id in ticks.items
            if item.points > 0:
                lines.append(GOT.format(points=is_given * item.points, most=item.points, text=item.text))
            elif is_given:
                lines.append(TAKEN_OFF.format(points=item.points, text=item.text))
        if ticks.besides:
            lines.append(BESIDES.format(points=ticks.besides))
        return "\n\n".join(filter(None, ["\n".join(lines), ticks.comment.strip()]))


def _key(item):
    """By which an item of the lesson is known."""
    return f"{item.points:g} {item.text}"
