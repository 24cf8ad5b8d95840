"""A lesson's notebooks in Chinese, for whoever reads a translation before it is handed to anybody."""

import nbformat

from bplab.authoring.notebooks import CHINESE, to_notebook
from bplab.authoring.translation.texts import translated


def in_chinese(part, cells, chinese):
    """The notebook of a part, not run; chinese: {(context, English): Chinese}, where empty the English stays.

    Ids, points and code are those of the English notebook.
    """
    told = [cell for cell in cells if cell.role != "claim"]
    new = translated(part, cells, lambda context, english: chinese.get((context, english)) or english)
    notebook = to_notebook(new, CHINESE)
    for cell, same in zip(notebook.cells, to_notebook(told).cells, strict=True):
        cell.id = same.id
    return notebook


def write_copies(parts, catalogue, folder):
    """Write the notebooks of all parts to a folder; return their paths."""
    chinese = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue}
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for part, cells in parts.items():
        paths.append(folder / f"{part}.ipynb")
        nbformat.write(in_chinese(part, cells, chinese), paths[-1])
    return paths
