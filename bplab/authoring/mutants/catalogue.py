"""What the checks say of a unit's catalogue of mistakes: for an author to read, each with its title."""

import matplotlib
import nbformat

from bplab.authoring.catalogue import load_answers, plant, solutions
from bplab.authoring.mutants.run import TESTS, run_cell

ENTRY = "\n{name}: {title}. {why}"
SAID = "  {cell}\n    {text}"


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
