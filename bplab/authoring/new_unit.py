"""`bplab new-unit NAME`: a small unit that builds, is graded and passes, to be turned into one's own."""

import keyword
import re
from pathlib import Path

from bplab.authoring.errors import BuildError
from bplab.authoring.units import Unit

TEMPLATE = Path(__file__).parent / "template"
TOPIC = "topic_of_unit"  # in the template, where the new unit's topic comes
# Where each file of the template goes, below the checkout.
PLACES = {
    "lecture.py": "lessons/{name}/lecture.py",
    "assignment.py": "lessons/{name}/assignment.py",
    "answers.py": "lessons/{name}/answers.py",
    "checks.py": "bplab/checks/{topic}.py",
    "messages.py": "bplab/checks/messages/{topic}.py",
    "test_checks.py": "tests/test_checks_{topic}.py",
}
NAME = re.compile(r"[0-9]{2}_[a-z][a-z0-9_]*", re.ASCII)
BAD_NAME = "{name!r} cannot be a unit's name: two digits, _, then small letters, digits and _: 08_momentum"
RESERVED = "{name!r} cannot be a unit's name: {topic!r} is a word of Python's"
NUMBER_TAKEN = "{name!r} cannot be a unit's name: {taken} has this number; the next free one is {free:02}"
FILE_TAKEN = "{path} is there already: choose another topic than {topic!r}"
NO_PACKAGE = "{path} is missing: a new unit has checks in bplab/, so it is made in a checkout of bplab"


def new_unit(root, name):
    """Write the files of a new unit; return their paths below root. BuildError: nothing is written."""
    topic = _topic(root, name)
    places = {file: Path(place.format(name=name, topic=topic)) for file, place in PLACES.items()}
    for path in places.values():
        if not (root / path).parents[path.parts[0] == "lessons"].is_dir():
            raise BuildError(NO_PACKAGE.format(path=path.parent))
        if (root / path).exists() or (root / path.with_suffix("")).exists():  # a package of this name
            raise BuildError(FILE_TAKEN.format(path=path, topic=topic))
    (root / "lessons" / name).mkdir(exist_ok=True)
    for file, path in places.items():
        text = (TEMPLATE / file).read_text(encoding="utf-8").replace(TOPIC, topic)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return list(places.values())


def _topic(root, name):
    """The topic of a new unit's name, which must be free; raises BuildError."""
    if not NAME.fullmatch(name):
        raise BuildError(BAD_NAME.format(name=name))
    topic = Unit(root, name).topic
    if keyword.iskeyword(topic):
        raise BuildError(RESERVED.format(name=name, topic=topic))
    there = sorted(path.name for path in (root / "lessons").glob("[0-9][0-9]_*"))
    if taken := next((other for other in there if other[:2] == name[:2]), None):
        free = next(number for number in range(100) if not any(each[:2] == f"{number:02}" for each in there))
        raise BuildError(NUMBER_TAKEN.format(name=name, taken=taken, free=free))
    return topic
