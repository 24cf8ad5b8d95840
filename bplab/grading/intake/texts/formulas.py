"""Formulas as MathML, which browsers show without a script. math-core knows no links and no HTML in TeX."""

import re

from math_core import LatexError, LatexToMathML

LONGEST = 10_000  # characters in one formula
MOST_PARTS = 1000  # math-core is recursive, and dies a few thousand deep
PARTS = re.compile(r"[\\{^_]")


class Formulas:
    """The formulas of one page, whose equations are counted through."""

    def __init__(self):
        # A command that a text defines is not expanded: it could grow without end.
        self._converter = LatexToMathML(fancy_error=False, max_expansions=0)

    def mathml(self, tex, display=False):
        """A formula as MathML; None if it is none, or too large."""
        if len(tex) > LONGEST or len(PARTS.findall(tex)) > MOST_PARTS:
            return None
        try:
            return self._converter.convert_with_global_state(tex, displaystyle=display)
        except LatexError:
            return None
