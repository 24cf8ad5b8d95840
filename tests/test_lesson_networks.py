"""The networks that units 1, 3 and 5 show or ask for are one code: what was learned holds in the next."""

import ast
import itertools

import nbformat

from bplab.authoring.units import find_units
from tests.conftest import ROOT

UNITS = ("01_forward_pass", "03_backpropagation", "05_linear_vs_relu")


def methods(unit):
    """(class, method) -> its code, without docstrings and comments, of all classes of a source notebook."""
    for cell in nbformat.read(ROOT / unit.source, as_version=4).cells:
        if cell.cell_type == "code":
            for owner in ast.parse(cell.source).body:
                if isinstance(owner, ast.ClassDef):
                    for each in owner.body:
                        if isinstance(each, ast.FunctionDef):
                            body = each.body[ast.get_docstring(each) is not None :]
                            yield (owner.name, each.name), "\n".join(map(ast.unparse, [each.args, *body]))


def test_the_four_layer_networks_are_the_same_in_every_unit_that_shows_them():
    shown = [dict(methods(unit)) for unit in find_units(ROOT, UNITS)]
    compared = set()
    for one, other in itertools.combinations(shown, 2):
        for name in one.keys() & other.keys():
            assert one[name] == other[name], name
            compared.add(name)
    networks = ("ReluNeuralNetwork", "LinearNeuralNetwork")
    assert compared >= set(itertools.product(networks, ("__init__", "forward", "backward")))
