"""What `explore_backprop` says about a step: comparisons, pitfalls, the entry that is written out."""

import numpy as np

from bplab.explorers.backprop import words as w
from bplab.explorers.backprop.model import name_and_index
from bplab.explorers.backprop.numbers import number, table
from bplab.explorers.backprop.pitfalls import PITFALLS
from bplab.language import say


def compare(model):
    """The array of the step, what it should be, and how far they agree: three texts, perhaps empty."""
    made = list(model.current)
    name = made[-1] if made else ""
    if name in model.network.gradients:
        return _beside(model, name, w.MEASURED, model.measured(name), _about_measurement(model, name))
    if name == "new_loss":
        return "", "", _about_loss(model)
    wrong = [name for name in made if name in model.told]
    if wrong and (len(made) == 1 or model.own):
        return _beside(model, wrong[0], w.SHOULD_BE, model.right[wrong[0]], "")
    return "", "", ""


def _beside(model, name, heading, other, verdict):
    """As `compare`, where there are two arrays."""
    computed = say(w.YOURS if model.own else w.COMPUTED)
    if name in model.found.faults:
        sentence, box = model.found.faults[name]
        return f"{computed}\n{box}", f"{say(heading)}\n{table(other)}", sentence
    return f"{computed}\n{table(model.arrays[name])}", f"{say(heading)}\n{table(other)}", verdict


def lines(model):
    """The lines of NumPy of the step; of a student's network they are the student's to write."""
    if model.own:
        return ""
    return "\n".join(f"{name} = {line}" for name, line in model.current.items())


def shapes(model):
    """The lines with shapes; of a student's network, the shapes that there must be."""
    if not model.own:
        return "\n".join(map(model.shapes, model.current))
    must = [say(w.MUST_HAVE_SHAPE, name=name, shape=np.shape(model.right[name])) for name in model.current]
    return must[0] if len(must) == 1 else ""


def right_line(model):
    """The line that a pitfall has replaced in this step, if one has."""
    right = model.network.lines
    changed = [name for name, line in model.current.items() if line != right[name]]
    return "\n".join(say(w.RIGHT_LINE, name=name, line=right[name]) for name in changed)


def about_mistake(model):
    """What was planted, or is in a student's network; once it is reached, the first wrong array."""
    name = model.state.pitfall
    first = model.wrong[0] if model.wrong else None
    if model.state.mystery:
        return say(w.IN_MYSTERY)
    if model.own:
        if first in model.reached:
            return say(w.OWN_WRONG, name=first)
        return say(w.OWN_AHEAD) if first else say(w.OWN_RIGHT)
    if name == w.NO_PITFALL:
        return ""
    pitfall = say(name)
    if not first:
        return say(w.PLANTED_HIDDEN, pitfall=pitfall)
    if first not in model.reached:
        return say(w.PLANTED_AHEAD, pitfall=pitfall)
    return say(w.PLANTED, pitfall=pitfall, name=first, symptom=say(PITFALLS[name].symptom))


def about_entry(model):
    """The entry to look at, written out."""
    entry, written = model.state.look, model.written_out()
    if written is None:
        return say(w.NOT_COMPUTED, entry=entry)
    numbers, _, value = written
    name, index = name_and_index(entry)
    values = {"entry": entry, "line": model.lines[name], "numbers": numbers, "value": number(value)}
    if not model.own:
        return say(w.ENTRY_MYSTERY if model.state.mystery else w.ENTRY, **values)
    if name in model.found.faults:
        return say(w.ENTRY_OWN_NONE, **values)
    yours = float(np.atleast_2d(model.arrays[name])[index])
    if np.isclose(yours, value, rtol=1e-9, atol=1e-12):
        return say(w.ENTRY_OWN, **values)
    return say(w.ENTRY_OWN_WRONG, yours=number(yours), **values)


def _about_measurement(model, name):
    computed, measured = model.arrays[name].shape, model.measured(name).shape
    if computed != measured:
        return say(w.DIFFERENT_SHAPES, computed=computed, measured=measured)
    return say(w.AGREE if model.agrees(name) else w.DIFFER, error=model.error(name))


def _about_loss(model):
    before, after = model.arrays["loss"], model.arrays["new_loss"]
    template = w.LOSS_FALLS if after < before else w.LOSS_RISES if after > before else w.LOSS_STAYS
    said = say(template, before=before, after=after)
    if not model.told:
        return said
    return f"{said}\n{say(w.LOSS_RIGHT if model.own else w.LOSS_WITHOUT, right=model.right['new_loss'])}"
