"""What can be dragged in `explore_neuron`: the input, the weights, the line by its middle and its ends."""

import numpy as np

from bplab.explorers.neuron import words
from bplab.explorers.neuron.model import LIMIT
from bplab.explorers.spots import Spot
from bplab.language import say

INPUT, WEIGHTS, MIDDLE, ENDS = "input", "weights", "middle", ("end 1", "end 2")
EDGE = 0.92 * LIMIT  # where handles of the line stand at most, so that none is cut
TURN = np.radians(5)  # of the line, by an arrow key


def handles(model, pixels):
    """The spots of a NeuronModel. pixels: of a point of the plane, its place in the picture."""
    state, w, line = model.state, model.weights(), grips(model)
    spots = []
    if line is not None:
        angle = np.degrees(angle_of(w))
        turned = {"text": say(words.ANGLE, angle=angle), "value": angle, "low": -180, "high": 180}
        for name, end in zip(ENDS, line[1:], strict=True):
            spots.append(Spot(name, say(words.TURN_LINE), *pixels(end), **turned))
        shifted = {"text": f"b = {state.b:.2f}", "value": state.b, "low": -LIMIT, "high": LIMIT}
        spots.append(Spot(MIDDLE, say(words.SHIFT_LINE), *pixels(line[0]), **shifted))
    set_to = f"w₁ = {state.w1:.2f}, w₂ = {state.w2:.2f}"
    reach = {"value": state.w1, "low": -LIMIT, "high": LIMIT}
    spots.append(Spot(WEIGHTS, say(words.MOVE_WEIGHTS), *pixels(w), text=set_to, **reach))
    at = f"x₁ = {state.x1:.1f}, x₂ = {state.x2:.1f}"
    reach = {"value": state.x1, "low": -LIMIT, "high": LIMIT}
    spots.append(Spot(INPUT, say(words.MOVE_INPUT), *pixels((state.x1, state.x2)), text=at, **reach))
    return spots


def grips(model):
    """Where the line is taken hold of, (3, 2): nearest to the origin, near both ends; None without a line."""
    w, b = model.weights(), model.state.b
    if not w.any():
        return None
    middle, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / np.linalg.norm(w)
    with np.errstate(divide="ignore", invalid="ignore"):
        # How far along the line its places at the four edges of the square are.
        to_edges = np.array([(side * EDGE - middle) / along for side in (-1, 1)])
    to_edges[np.isnan(to_edges)] = np.inf
    first, last = to_edges.min(axis=0).max(), to_edges.max(axis=0).min()
    if first >= last:  # the line is outside of the square: all three at its edge
        first = last = 0.0
    return np.clip([middle, middle + first * along, middle + last * along], -EDGE, EDGE)


def moved(model, touch, at, step):
    """The settings that follow from a touch. at: the pointer in the plane. step: of the arrow keys."""
    state, w, arrow = model.state, model.weights(), np.array(touch.arrow)
    if touch.spot == INPUT:
        x1, x2 = at if touch.pointer else (state.x1, state.x2) + step["x1"] * arrow
        return {"x1": x1, "x2": x2}
    if touch.spot == WEIGHTS:
        w1, w2 = at if touch.pointer else w + step["w1"] * arrow
        return {"w1": w1, "w2": w2}
    if touch.spot == MIDDLE:
        return {"b": -w @ at if touch.pointer else state.b + step["b"] * arrow.sum()}
    angle = angle_to(at, model) if touch.pointer else angle_of(w) + TURN * arrow.sum()
    w1, w2 = np.linalg.norm(w) * np.array([np.cos(angle), np.sin(angle)])
    return {"w1": w1, "w2": w2}


def angle_to(at, model):
    """The angle of the weights, as long as they are and with their bias, whose line goes through a place.

    Of the two, the one that is nearer to theirs.
    """
    w = model.weights()
    distance = -model.state.b / np.linalg.norm(w)  # of the line from the origin
    half = np.arccos(np.clip(distance / max(np.linalg.norm(at), 1e-9), -1, 1))
    return min(angle_of(at) + half, angle_of(at) - half, key=lambda angle: 1 - np.cos(angle - angle_of(w)))


def angle_of(vector):
    """Its direction, in radians from that of the first axis."""
    return np.arctan2(vector[1], vector[0])
