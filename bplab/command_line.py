"""How a command of `bplab` ends when it cannot go on: with a line, and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer


def end(problem: object, code: int = 1) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(code) from None


@contextmanager
def in_lines(*kinds: type[Exception], before: str = "") -> Iterator[None]:
    """An error of one of these kinds is a line, after the words `before`."""
    try:
        yield
    except kinds as problem:
        end(f"{before}{problem}")
