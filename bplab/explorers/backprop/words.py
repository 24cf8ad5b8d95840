"""What `explore_backprop` says about a step: numbers as text, comparisons, pitfalls."""

import numpy as np

from bplab.explorers.backprop.steps import LINES, NO_PITFALL, PITFALLS


def compare(model):
    """The array of the step, what it should be, and how far they agree: three texts, perhaps empty."""
    [*_, name] = model.current or [""]
    if name in model.measured:
        computed, measured = table(model.arrays[name]), table(model.measured[name])
        return f"computed\n{computed}", f"measured\n{measured}", _about_measurement(model, name)
    if name == "new_loss":
        return "", "", _about_loss(model)
    if name in model.told and len(model.current) == 1:
        return f"computed\n{table(model.arrays[name])}", f"should be\n{table(model.right[name])}", ""
    return "", "", ""


def right_line(model):
    """The line that a pitfall has replaced in this step, if one has."""
    lines = [f"right: {name} = {LINES[name]}" for name, line in model.current.items() if line != LINES[name]]
    return "\n".join(lines)


def about_pitfall(model):
    """What was planted; once it is reached, the first wrong array and what typically shows."""
    name = model.state.pitfall
    if model.state.mystery:
        return "Mystery: the lines are the right ones. Do all numbers follow them?"
    if name == NO_PITFALL:
        return ""
    planted = f"Planted: {name}."
    if not model.wrong:
        return f"{planted} With these numbers it changes nothing."
    if model.wrong[0] not in model.reached:
        return f"{planted} Nothing is wrong up to here."
    return f"{planted} First wrong: {model.wrong[0]}.\n{PITFALLS[name].symptom}"


def _about_measurement(model, name):
    computed, measured = model.arrays[name].shape, model.measured[name].shape
    if computed != measured:
        return f"They differ: the shape is {computed}, it must be {measured}."
    word = "They agree" if model.agrees(name) else "They differ"
    return f"{word}: relative error {model.error(name):.1g}.\nMeasured by central differences, h = 1e-5."


def _about_loss(model):
    before, after = model.arrays["loss"], model.arrays["new_loss"]
    verb = "falls" if after < before else "rises" if after > before else "stays"
    said = f"The loss {verb}: {before:.4f} before, {after:.4f} after the update."
    return f"{said}\nWithout the pitfall: {model.right['new_loss']:.4f}." if model.told else said


def table(array, marked=None):
    """The numbers of an array, a line for each row; marked: the index of the one that the slider moves."""
    texts = np.array([[number(value) for value in row] for row in np.atleast_2d(array)], dtype=object)
    if marked is not None:
        texts[marked] = f"▸{texts[marked]}"
    width = max(map(len, texts.flat))
    return "\n".join(" ".join(text.rjust(width) for text in row) for row in texts)


def number(value):
    """A number in at most six characters, as long as it is smaller than 1000."""
    if 1e-12 < abs(value) < 0.0005:  # less than that is rounding
        return f"{value:.0e}"
    digits = 3 if abs(value) < 10 else 2 if abs(value) < 100 else 1
    text = f"{value + 0.0:.{digits}f}"
    return text.rstrip("0").rstrip(".")
