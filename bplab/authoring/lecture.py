"""What a lecture owes its reader: what it states is proved, questions are answered, pictures are described.

`# %% claim NAME` holds asserts for what the prose around it states, numbers and causes alike. It runs where
it stands, in a copy of the notebook's names, so that no later cell can come to need it, and is then left out
of the notebook. `# %% alt="..."` describes the picture that a cell draws.
"""

import ast

from bplab.authoring.errors import BuildError, LessonError
from bplab.authoring.execute import failure

QUESTION, ANSWER = "**Question.**", "<details><summary>Answer</summary>"


def check_lecture(path, cells):
    """Refuse a claim that asserts nothing, and a question without an answer below it."""
    seen = {}
    for cell in cells:
        if cell.role == "claim":
            if cell.name in seen:
                text = f"claim {cell.name!r} stands here and in line {seen[cell.name]}: give it another name"
                raise LessonError(path, cell.line, text)
            seen[cell.name] = cell.line
            if not cell.source.startswith("# "):
                text = f"claim {cell.name!r} must begin with a comment: what is claimed"
                raise LessonError(path, cell.line, text)
            if not any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(cell.source))):
                raise LessonError(path, cell.line, f"claim {cell.name!r} asserts nothing")
        elif cell.cell_type == "markdown":
            _check_answers(path, cell)


def _check_answers(path, cell):
    _, *questions = cell.source.split(QUESTION)
    for question in questions:
        if ANSWER not in question:
            words = " ".join(question.split()[:8])
            raise LessonError(path, cell.line, f"a question has no answer below it in its cell: {words} ...")


def apart(source):
    """A claim's code as the kernel runs it: what it binds is gone afterwards."""
    return f"exec(compile({source!r}, 'claim', 'exec'), dict(globals()))"


def take_out_claims(notebook, cells, path):
    """Remove the executed claims from a notebook; return their names. BuildError if one does not hold."""
    claims = {cell.grade_id: cell for cell in cells if cell.role == "claim"}
    first = next((cell for cell in notebook.cells if failure(cell)), None)
    if first and first.id in claims:  # a cell before it that fails is the build's to name
        claim = claims[first.id]
        where = f"{path}:{claim.line}: claim {claim.name!r} does not hold"
        raise BuildError(f"{where}: {claim.source.splitlines()[0][2:]} ({failure(first)})")
    notebook.cells = [cell for cell in notebook.cells if cell.id not in claims]
    _count(notebook)
    return [claim.name for claim in claims.values()]


def _count(notebook):
    """Number the code cells as a run without claims would have done."""
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), start=1):
        cell.execution_count = number
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = number


def check_pictures(notebook, path):
    """Every picture is described in words, and nothing else is."""
    for number, cell in enumerate(notebook.cells, start=1):
        drawn = any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))
        if drawn and "alt" not in cell.metadata:
            raise BuildError(f'{path}: cell {number} draws a picture: describe it, `# %% alt="..."`')
        if not drawn and "alt" in cell.metadata:
            raise BuildError(f"{path}: cell {number} describes a picture, but draws none")
