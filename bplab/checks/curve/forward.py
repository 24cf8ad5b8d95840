"""Checks of forward (unit 6)."""

from bplab.checks.core import agrees, as_array, check_array, numbers, require_shape, tell
from bplab.checks.curve.case import FORWARD, CurveCase, layer
from bplab.checks.curve.formulas import explanation, names_of
from bplab.checks.curve.read import living_values, run, values
from bplab.checks.diagnosis import Evidence
from bplab.checks.follow import alive, require_alive, same, tells_apart
from bplab.checks.messages import curve as say
from bplab.network import sigmoid as right_sigmoid

BEFORE = {"a1": "z1", "z2": "a1", "a2": "z2"}
READS = {"z1": ("x", "w1"), "a1": ("x", "w1"), "z2": ("x", "w2")}  # a wrong one may forget all else


def check_forward(forward, sigmoid, *cases, names=FORWARD):
    """Check the named values, in this order, on each case.

    sigmoid: the student's own, which is followed where it is wrong.
    """
    for case in cases:
        label, got = _run_forward(forward, case)
        for name in names:
            right = [case.values[name], *_follows(forward, case, name, got, sigmoid)]
            explain = explanation(name, _evidence(forward, cases, name))
            check_array(say.PART.format(call=label, name=name), got[name], right, explain=explain)
    if names == FORWARD:
        low, high = case.values["a2"].min(), case.values["a2"].max()
        tell(say.FORWARD_DONE.format(low=low, high=high))
    else:
        tell(say.VALUES_DONE.format(name="forward", values=", ".join(names)))


def check_forward_shapes(forward, sizes, n_samples, seed):
    """Check the shapes of all four values for several numbers of samples.

    And that the values of the first batch, which is to have several, were computed.
    """
    for n in n_samples:
        case = CurveCase.random(sizes, n, seed)
        label, got = _run_forward(forward, case)
        for name in FORWARD:
            part = say.PART.format(call=label, name=name)
            array = numbers(part, got[name])
            require_shape(part, array, case.values[name].shape)
            if n == n_samples[0] and name in READS:
                require_alive(part, _is_alive(forward, case, name, array))
    samples = " and ".join(map(str, n_samples))
    tell(say.SHAPES_DONE.format(function="forward", sizes=say.SAMPLES.format(n=samples)))


def _run_forward(forward, case):
    label = say.ON.format(function="forward", case=case.title)
    return label, run(label, forward, [case.x, *values(case.parameters)], FORWARD)


def _evidence(forward, cases, name):
    """What the student has for a value on each case, and before it, where that has the shape."""
    for case in cases:
        own = {each: as_array(value) for each, value in _run_forward(forward, case)[1].items()}
        names = {each: value for each, value in names_of(case).items() if each not in ("y", *FORWARD)}
        for each in FORWARD[: FORWARD.index(name)]:
            fits = own[each] is not None and own[each].shape == case.values[each].shape
            names[each] = own[each] if fits else case.values[each]
        if own[name] is not None:
            yield Evidence(names, own[name])


def _follows(forward, case, name, got, sigmoid):
    """What the value would be, from the student's own value before it or by their sigmoid, where alive."""
    before = BEFORE.get(name)
    if before is None:
        return
    true, own = case.values[before], as_array(got[before])
    sources = [true]
    # The activation left out; for z2 the bias.
    use, wrong_use = right_sigmoid, lambda z: z
    if name == "z2":
        use, wrong_use = lambda a: layer(a, case.parameters, 2), lambda a: a @ case.parameters["w2"]
    if _is_alive(forward, case, before, own) and tells_apart(use, [wrong_use], own, true):
        yield use(own)
        sources.append(own)
    if name != "z2":
        for z in sources:
            by_own = living_values(sigmoid, right_sigmoid, z)
            if by_own is not None:
                yield by_own


def _is_alive(forward, case, name, own):
    """Whether the student's own value depends on each input that it reads, and is no random number."""
    true = case.values[name]
    if own is None or agrees(own, true):
        return own is not None
    # Of one input alone, and without the bias, z1 is of rank one, and not dead.
    least = true - case.parameters["b1"] if name == "z1" else true
    changed = (_value(forward, case.other(each), name) for each in READS[name])
    return alive(own, least, changed) and same(own, _value(forward, case, name))


def _value(forward, case, name):
    return as_array(_run_forward(forward, case)[1][name])
