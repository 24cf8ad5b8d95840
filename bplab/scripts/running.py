"""What the script of a unit does when a student runs it: an argument, the checks, the experiment."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bplab.student_code.calling import attempt, describe

USAGE = "usage: python {file} {words}"
CHECK = "{name}: {text}"
NOT_WRITTEN = "{task}({word!r}) gives {value!r}: two accuracies are needed"
RELU = "test accuracy of the ReLU network: {accuracy:.2f}"
LINEAR = "test accuracy of the linear network: {accuracy:.2f}"


def run(
    argv: Sequence[str],
    words: Sequence[str],
    checks: Sequence[Callable[[], Any]],
    experiment: Callable[[str], Any],
) -> None:
    """Run a script that was called with argv; end the program with 1 if something fails, 2 if called wrongly.

    checks: the visible ones, functions that raise. experiment: word -> (ReLU accuracy, linear accuracy).
    """
    if len(argv) != 2 or argv[1] not in words:
        print(USAGE.format(file=Path(argv[0]).name, words="|".join(words)), file=sys.stderr)
        sys.exit(2)
    results = [_passes(check) for check in checks]
    if not _shows(experiment, argv[1]) or not all(results):
        sys.exit(1)


def _passes(check: Callable[[], Any]) -> bool:
    """Whether a check passes; what it says is printed. A failed one's message is whole by itself."""
    try:
        check()
    except AssertionError as problem:
        print(CHECK.format(name=check.__name__, text=problem))
    except Exception as error:
        print(CHECK.format(name=check.__name__, text=describe(error)))
    else:
        return True
    return False


def _shows(experiment: Callable[[str], Any], word: str) -> bool:
    value, error = attempt(experiment, word)
    if error is not None:
        print(describe(error))
        return False
    try:
        relu, linear = map(float, value)
    except (TypeError, ValueError):
        print(NOT_WRITTEN.format(task=experiment.__name__, word=word, value=value))
        return False
    print(RELU.format(accuracy=relu))
    print(LINEAR.format(accuracy=linear))
    return True
