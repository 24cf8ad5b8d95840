"""In a sandbox nobody types: what waits for somebody (a debugger, `input()`) goes on at once."""

import builtins
import pdb
import sys


def install(kernel):
    """Have `breakpoint()`, `pdb.set_trace()` and `%debug` do nothing in a kernel; `input()` gives ""."""
    sys.breakpointhook = pdb.set_trace = pdb.Pdb.set_trace = pdb.Pdb.interaction = _nothing
    # ipykernel puts its own in place of `input` while a cell runs.
    builtins.input = kernel.raw_input = kernel.getpass = _no_answer


def _nothing(*_, **__):
    pass


def _no_answer(prompt="", *_, **__):
    print(prompt)
    return ""
