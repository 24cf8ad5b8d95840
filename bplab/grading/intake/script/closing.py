"""The comment at a script's end: the run's output and the summary, which are the written answer."""

import textwrap

from bplab.scripts.kinds import COMMENTS


def written_answer(text, statements, tasks, released):
    """What stands in comments and strings after the last of the tasks' statements, else before it; or "".

    released: lines of the notebook that students got, which a script repeats as comments.
    """
    known = released | {line.strip("# ") for line in COMMENTS}
    last = max((statement.last_line for statement in tasks), default=0)
    blocks = sorted([*_strings(statements), *_comments(text, statements, known)])
    after = _joined(block for line, block in blocks if line > last)
    return after or _joined(block for line, block in blocks if line <= last)


def _strings(statements):
    for statement in statements:
        if statement.text is not None:
            yield statement.line, textwrap.dedent(statement.text)


def _comments(text, statements, known):
    """(line, text) of the comments between statements, without what is known."""
    taken = {n for statement in statements for n in range(statement.line, statement.last_line + 1)}
    begun, lines = 0, []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.startswith("#") and number not in taken:
            begun = begun or number
            words = line[1:]
            if words.strip("# ") not in known and not words.strip().startswith("%%"):
                lines.append(words.removeprefix(" "))
        elif lines or begun:
            yield begun, "\n".join(lines)
            begun, lines = 0, []


def _joined(blocks):
    """One text; each line stays a line of its own in Markdown."""
    texts = [block.strip("\n").rstrip() for block in blocks if block.strip()]
    return "\n\n".join("\n".join(_kept_apart(text.split("\n"))) for text in texts)


def _kept_apart(lines):
    lines = [line.rstrip() for line in lines]
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        yield f"{line}  " if line and below else line
