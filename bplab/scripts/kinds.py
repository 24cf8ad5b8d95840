"""Which units have a script, and how it is called."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = """\
# Run it in a terminal, in the environment of the course:
#
{calls}
#
# Each run shows the visible checks first, and then what your own networks reach. Hand it in as
# bp_<student id>.py, with the output of both runs and your summary in the comments at its end.
"""
# Headings of the comments at a script's end, where the written answer stands.
OUTPUT = "# Output of both runs, copied from the terminal:"
SUMMARY = "# Summary, as the text above asks for it:"


@dataclass(frozen=True)
class Kind:
    """file: its name. words: one of these is its argument. run: the task that gets the word.

    left_out: given cells that have no place in it.
    """

    file: str
    words: tuple
    run: str
    left_out: tuple = ()

    @property
    def head(self) -> str:
        """The comment that it begins with."""
        return HEAD.format(calls="\n".join(f"#     python {self.file} {word}" for word in self.words))


KINDS = {
    # The notebook's first look at one kind of data; the script is about that of its argument.
    "linear_vs_relu": Kind("experiment_bp.py", ("linear", "nonlinear"), "run_experiment", ("data",)),
}

# Comments of every script, which are nobody's answer.
COMMENTS = {line for kind in KINDS.values() for line in [*kind.head.split("\n"), OUTPUT, SUMMARY]}
