"""A lesson's notebooks in Chinese: the same cells, ids, points and code, with the words of its zh.po."""

import nbformat

from bplab import made_with
from bplab.authoring.errors import BuildError
from bplab.authoring.notebooks import CHINESE, to_notebook
from bplab.authoring.translation.texts import translated
from bplab.language import CHINESE as LANGUAGE
from bplab.same_code import without_words

# The first line of code: from there on checks, explorers and figures speak the notebook's language.
SPEAK = "import bplab.zh  # 从这里起，检查、探索器和图里的文字都用中文"
OTHER = "{path}: {cell} is another cell than in English: {what}"


def in_chinese(part, cells, chinese):
    """The notebook of a part, not run; chinese: {(context, English): Chinese}, where empty the English stays.

    Ids, points and code are those of the English notebook, but for SPEAK.
    """
    told = [cell for cell in cells if cell.role != "claim"]
    new = translated(part, cells, lambda context, english: chinese.get((context, english)) or english)
    notebook = to_notebook(new, CHINESE)
    for cell, same in zip(notebook.cells, to_notebook(told).cells, strict=True):
        cell.id = same.id
    first = next((cell for cell in notebook.cells if cell.cell_type == "code"), None)
    if first:
        first.source = f"{SPEAK}\n{first.source}"
    notebook.metadata = nbformat.from_dict({**notebook.metadata, **made_with.metadata(LANGUAGE)})
    return notebook


def check_same(path, notebook, english):
    """BuildError unless a notebook in Chinese has the cells of the English one: ids, points, code."""
    if [cell.id for cell in notebook.cells] != [cell.id for cell in english.cells]:
        raise BuildError(OTHER.format(path=path, cell="the notebook", what="cells have come, gone or moved"))
    for cell, same in zip(notebook.cells, english.cells, strict=True):
        if what := _difference(cell, same):
            raise BuildError(OTHER.format(path=path, cell=cell.id, what=what))


def _difference(cell, same):
    if cell.cell_type != same.cell_type:
        return "its type"
    if _marks(cell) != _marks(same):
        return "its points, or what nbgrader does with it"
    if cell.cell_type == "code" and without_words(cell.source) != without_words(same.source):
        return "its code"
    return None


def _marks(cell):
    return {**cell.metadata.get("nbgrader", {}), "checksum": ""}


def write_copies(parts, catalogue, folder):
    """Write the notebooks of all parts to a folder, to be proof-read; return their paths."""
    chinese = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue}
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for part, cells in parts.items():
        paths.append(folder / f"{part}.ipynb")
        nbformat.write(in_chinese(part, cells, chinese), paths[-1])
    return paths
