"""Drawn computational graphs show every number, forward and back."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from bplab.figures import graph


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    figure.canvas.draw()  # the formulas are typeset here
    plt.close(figure)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_a_neuron_shows_its_values_its_derivatives_and_the_factors_between(ax):
    values = {"w": 3, "x": 2, "b": -4, "p": 6, "z": 2, "d": -3, "L": 4.5}
    derivatives = {"w": -6, "x": -9, "b": -3, "p": -3, "z": -3, "d": -3, "L": 1}
    graph.draw_neuron(ax, values, derivatives)
    for shown in ("4.5", "-9", "times 2", "times -3", "z = p + b"):
        assert shown in texts(ax)


def test_two_paths_show_the_factor_of_each(ax):
    graph.draw_two_paths(ax, {"a": 2, "s": 6, "t": 4, "L": 24}, {"a": 36, "s": 4, "t": 6, "L": 1})
    assert {"36", "times 3", "times 4", "times 6"} <= set(texts(ax))


def test_a_layer_shows_rows_of_numbers(ax):
    values = {name: np.array([[0.5, -0.25]]) for name in ("x", "z_1", "a_1", "z_2", "y_pred")}
    graph.draw_layers(ax, values | {"L": 0.69315}, {"z_2": np.array([[1.0, -1.0]])})
    assert {"(0.5, -0.25)", "0.693", "(1, -1)"} <= set(texts(ax))


def test_the_rule_names_all_error_terms(ax):
    graph.draw_rule(ax)
    assert {"$e_1$", "$e_2$", "$e_3$"} <= set(texts(ax))


@pytest.mark.parametrize(
    ("value", "text"), [(2, "2"), (-0.0, "0"), (np.log(2), "0.693"), ([[1, -2.5]], "(1, -2.5)")]
)
def test_numbers_have_at_most_three_digits(value, text):
    assert graph.as_text(value) == text


WEIGHTS = {"W_1": np.array([[2.0, -4.0], [-1.0, 2.0]]), "W_2": np.array([[4.0, 0.0], [-2.0, 3.0]])}
COLUMNS = [("x1", "x2"), ("a1", "a2"), ("y1", "y2")]


def test_every_edge_shows_its_weight_with_its_indices_from_and_to(ax):
    graph.draw_edges(ax, WEIGHTS, COLUMNS)
    assert {"$W_{1,12} = -4$", "$W_{1,21} = -1$", "$W_{2,12} = 0$", "$W_{2,22} = 3$"} <= set(texts(ax))
    assert len(ax.lines) == 8 and {"x1", "a2", "y2"} <= set(texts(ax))


def test_lit_are_the_edges_that_leave_one_neuron(ax):
    graph.draw_edges(ax, WEIGHTS, COLUMNS, lit=(1, 1))
    assert [text for text in texts(ax) if "=" in text] == ["$W_{2,21} = -2$", "$W_{2,22} = 3$"]
    assert sum(line.get_color() == graph.BACKWARD_COLOUR for line in ax.lines) == 2


def test_a_network_shows_dots_where_neurons_are_left_out_and_all_edges_between_those_shown(ax):
    graph.draw_network(ax, (10, 16, 4), ("inputs", "hidden", "classes"))
    assert len(ax.patches) == 6 + 6 + 4 and len(ax.lines) == 36 + 24
    assert texts(ax).count("⋮") == 2 and {"inputs", "hidden", "classes"} <= set(texts(ax))
