"""What the checks say of a unit's catalogue of mistakes: for an author to read, each with its title.

lessons/<unit>/sentences.toml keeps what the first check that a mistake loses says of it; the tests of the
catalogue compare the two.
"""

from collections import Counter

import matplotlib
import nbformat

from bplab.authoring.catalogue import load_answers, load_sentences, plant, solutions
from bplab.authoring.mutants.run import TESTS, run_cell
from bplab.authoring.mutants.sentences import GENERAL

ENTRY = "\n{name}: {title}. {why}"
SAID = "  {cell}\n    {text}"
# Of an answer that computes nothing, that is the name; and some errors speak for themselves.
EMPTINESS = ("CAUSE_CONSTANT", "CAUSE_ZEROS", "CAUSE_SPOT", "CAUSE_SAME_ROWS", "NOTHING_COMPUTED")
ERRORS_ALONE = ("syntax-error", "leaves-python")


def counted(unit):
    """How many mistakes of a unit's catalogue are named, and how many get a general word, by the record."""
    recorded = load_sentences(unit.lesson).items()
    return Counter("named" if _is_named(name, keys) else "general" for name, keys in recorded)


def _is_named(name, keys):
    return name in ERRORS_ALONE or any(key not in GENERAL or key in EMPTINESS for key in keys)


def said(unit):
    """For each mistake a text: its name, and what each test says that it loses; equal words once."""
    matplotlib.use("Agg")  # given cells draw
    source = nbformat.read(unit.root / unit.source, as_version=4)
    for answer in load_answers(unit.lesson):
        if not answer.is_right and not answer.untouched:
            found = _lost(plant(source, solutions(source), answer), answer)
            yield "\n".join([ENTRY.format(**vars(answer)), *(SAID.format(**each) for each in found)])


def _lost(notebook, answer):
    """{cell, text} for the tests that the answer loses, up to those of another cause than the first."""
    namespace, seen = {"__name__": "__main__"}, set()
    for cell in notebook.cells:
        is_test = cell.id.startswith(TESTS)
        if cell.cell_type != "code" or (is_test and cell.id not in answer.loses):
            continue
        failure = run_cell(cell.id, cell.source, namespace)
        text = str(failure)
        if is_test and text.split("\n")[-1] not in seen:
            seen.add(text.split("\n")[-1])
            yield {"cell": cell.id, "text": text.replace("\n", "\n    ")}
