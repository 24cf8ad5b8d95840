"""What `explore_forward` says about its numbers."""

from bplab.explorers.forward import words as w
from bplab.explorers.forward.state import N_NEURONS
from bplab.explorers.matrices import short
from bplab.language import say


def written_out(model):
    """The marked entry of Z1 as a sum of products, and that of A1 as a function of it."""
    i, j, activation = model.state.row, model.state.column, model.state.activation
    products = " + ".join(
        f"{bracketed(x)} · {bracketed(weight)}" for x, weight in zip(model.X[i], model.W1[:, j], strict=True)
    )
    z, a = (short(model.right[name][i, j]) for name in ("Z1", "A1"))
    sum_ = say(w.SUM, i=i, j=j, products=products, bias=bracketed(model.b1[0, j]), z=z)
    activated = say(w.ACTIVATED, i=i, j=j, activation=activation, z=short(model.Z1[i, j]), a=a)
    return _beside(model, "Z1", sum_), _beside(model, "A1", activated)


def trained(model):
    """What the training has done, and whether the neurons differ."""
    state, (before, now) = model.state, model.losses
    values = {"before": before, "now": now, "different": model.different, "all": N_NEURONS}
    return say(w.TRAINED, weights=say(state.weights), steps=state.steps, **values)


def verdict(model, name):
    """Whether an array that a student's function has given is right; or nothing."""
    wrong = model.wrong.get(name)
    if wrong is None:
        return ""
    return say(w.YOURS_WRONG, wrong=int(wrong.sum()), all=wrong.size) if wrong.any() else say(w.YOURS_RIGHT)


def bracketed(value):
    """A number, in brackets if it is negative."""
    text = short(value)
    return f"({text})" if text.startswith("-") else text


def _beside(model, name, line):
    """The line, with what a student's function gives where that is another number."""
    place = model.state.row, model.state.column
    if name not in model.wrong or not model.wrong[name][place]:
        return line
    return say(w.YOURS, line=line, yours=short(getattr(model, name)[place]))
