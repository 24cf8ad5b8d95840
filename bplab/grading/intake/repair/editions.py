"""In which language a submitted notebook is: what it states, else whose texts it has."""

from bplab.grading.intake.repair.clean import normal
from bplab.language import of_notebook, stated


def choose(submitted, editions):
    """Of the released notebook in several languages, the first one preferred: the one that the student got.

    submitted: what a notebook file holds; no value in it is trusted.
    """
    language = stated(submitted)
    for released in editions:
        if language is not None and language == of_notebook(released):
            return released
    texts = set(_texts(submitted))
    return max(editions, key=lambda released: len(texts & {normal(cell.source) for cell in released.cells}))


def _texts(submitted):
    for cell in submitted["cells"]:
        source = cell.get("source") if isinstance(cell, dict) else None
        lines = source if isinstance(source, list) else [source]
        yield normal("".join(line for line in lines if isinstance(line, str)))
