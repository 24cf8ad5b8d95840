"""Notebooks as students save them: what they do to cells, and what must hold after the repair."""

import copy

import nbformat

from bplab.authoring.catalogue import load_answers, plant, solutions


def load(unit):
    """(released notebook, a right answer planted into it) of a unit."""
    release = nbformat.read(unit.root / unit.release, as_version=4)
    source = nbformat.read(unit.root / unit.source, as_version=4)
    return release, plant(release, solutions(source), load_answers(unit.lesson)[0])


def find(notebook, name):
    [cell] = [cell for cell in notebook.cells if cell.id == name]
    return cell


def remove(notebook, *names):
    notebook.cells = [cell for cell in notebook.cells if cell.id not in names]


def insert_after(notebook, name, *cells):
    place = notebook.cells.index(find(notebook, name)) + 1
    notebook.cells[place:place] = cells


def copied(cell, **changes):
    """What copying and pasting a cell gives: its metadata with it, and a new id."""
    cell = nbformat.from_dict({**copy.deepcopy(cell), **changes})
    cell.id = f"pasted-{abs(hash(cell.source)) % 10**8}"
    return cell


def split(notebook, name, text):
    """JupyterLab's "split cell" before the line that begins with text."""
    cell = find(notebook, name)
    head, tail = cell.source.split(f"\n{text}", 1)
    insert_after(notebook, name, copied(cell, source=(text + tail).strip("\n")))
    cell.source = head.strip("\n")


def merge(notebook, *names):
    """JupyterLab's "merge cells": the first one's metadata and type, the sources an empty line apart."""
    first, *others = [find(notebook, name) for name in names]
    first.source = "\n\n".join(cell.source for cell in (first, *others))
    remove(notebook, *names[1:])


def in_plain_python(name, text):
    return nbformat.v4.new_code_cell(text, id=name)


def without_marks(notebook, ids=True):
    """Saved by a program that knows nothing of nbgrader; ids=False: nor of cell ids."""
    for number, cell in enumerate(notebook.cells):
        cell.metadata = {}
        if not ids:
            cell.id = f"anything-{number}"
    return notebook


def kinds(repairs):
    return [record.kind for record in repairs]


def order(notebook):
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]


def assert_intact(notebook, released):
    """Every nbgrader cell is there once, in order, with type, metadata and locked text as released."""
    nbformat.validate(notebook)
    assert order(notebook) == order(released)
    for name in order(released):
        cell, original = find(notebook, name), find(released, name)
        assert (cell.cell_type, cell.metadata) == (original.cell_type, original.metadata)
        if original.metadata.nbgrader.locked:
            assert cell.source == original.source
    assert notebook.metadata == released.metadata


def assert_same_answers(notebook, good):
    for cell in good.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            assert find(notebook, cell.id).source == cell.source
