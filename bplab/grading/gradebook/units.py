"""What a person may have meant by a name that the gradebook does not know."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from bplab.grading.intake.repair import one_line

NO_UNIT = "the gradebook knows no unit {unit!r}.{meant} A new one: `nbgrader generate_assignment {unit}`."
MEANT = " Did you mean {names}?"


def no_unit(unit: str, units: Collection[str]) -> str:
    """What to say of a unit that is none of these."""
    return NO_UNIT.format(unit=unit, meant=meant(unit, units))


def meant(name: str, known: Collection[str]) -> str:
    """The question whether one of the known names is meant, those that are like it; or nothing."""
    names = difflib.get_close_matches(name, known) or [other for other in known if name in other]
    return MEANT.format(names=" or ".join(map(one_line, names))) if names else ""
