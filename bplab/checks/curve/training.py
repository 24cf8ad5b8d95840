"""Checks of train (unit 6): rounds of the student's own functions, and the noise floor of the parabola."""

import contextlib

import numpy as np

from bplab.checks.core import CheckFailed, agrees, attempt, check_array, tell
from bplab.checks.curve.case import FORWARD, GRADIENTS, PARAMETERS, CurveCase, start
from bplab.checks.curve.case import forward as right_forward
from bplab.checks.curve.read import named, run, run_arrays, values
from bplab.checks.follow import made_by
from bplab.checks.messages import curve as say
from bplab.datasets import parabola
from bplab.network import squared_error

N_HIDDEN, LEARNING_RATE, EPOCHS = 10, 0.1, 1000
HIGHEST_LOSS = 0.010  # 2000 starts: .0057 in the middle, .0084 in 999 of 1000; a constant output leaves .05
OTHER_RATES = (0.01, 0.1, 0.3, 0.5, 1.0)
# A round: the functions in their order, what they take and what they return.
TAKES = {
    "forward": ("x", *PARAMETERS),
    "backward": ("x", "y", *PARAMETERS, *FORWARD),
    "update": (*PARAMETERS, *GRADIENTS, "lr"),
}
RETURNS = {"forward": FORWARD, "backward": GRADIENTS, "update": PARAMETERS}


def check_train(train, functions, forward, sizes, n_samples, epoch, seed):
    """Check the rounds, then fit a parabola and print its loss beside the noise floor.

    A loss that stays too high is not charged here: what is wrong then is wrong in another function.

    functions: as in check_rounds.
    """
    _check_rounds(train, functions, sizes, n_samples, epoch, 0.1, seed)
    got = _fit(train, forward, seed)
    floor = _noise_floor(seed)
    tell(say.FLOOR_ROW.format(got=got, floor=floor, epochs=EPOCHS))
    tell(say.TRAIN_DONE if got <= HIGHEST_LOSS else say.TRAIN_TOO_HIGH)


def check_rounds(train, functions, sizes, n_samples, epoch, learning_rate, seed):
    """Check that `epoch` epochs are as many rounds of the student's own functions, at this rate.

    functions: the student's (forward, backward, update). True rounds are right, too. Where the own functions
    make no difference between rounds and none, nothing can be seen of train, and only true rounds are right.
    """
    _check_rounds(train, functions, sizes, n_samples, epoch, learning_rate, seed)
    tell(say.ROUNDS_DONE.format(k=epoch, lr=learning_rate))


def check_noise_floor(train, forward, seeds):
    """Check the median loss on parabolas after 1000 epochs, from given starts.

    They are turned over, 1 - y: parameters that were kept from the text's own fit are of no use there.
    """
    losses = [_fit(train, forward, seed, turned=True) for seed in seeds]
    got, floor = float(np.median(losses)), float(np.median([_noise_floor(seed) for seed in seeds]))
    _require_low(got, floor, len(seeds))
    tell(say.FLOOR_DONE.format(got=got, floor=floor))


def _check_rounds(train, functions, sizes, n_samples, epoch, lr, seed):
    case = CurveCase.random(sizes, n_samples, seed)
    label = say.TRAIN_CALL.format(lr=lr, epoch=epoch)
    arguments = [case.x, case.y, *values(case.parameters), lr, epoch]
    got = run_arrays(label, train, arguments, PARAMETERS)
    if _equal(got, _rounds(RIGHT, case, lr, epoch)):
        return
    right = _rounds(functions, case, lr, epoch)
    fewer = {
        "start": case.parameters,
        "one_step": _rounds(functions, case, lr, 1),
        "one_too_few": _rounds(functions, case, lr, epoch - 1),
        "stale": _rounds(functions, case, lr, epoch, stale=True),
    }
    if _equal(got, right):
        for name, parameters in fewer.items():
            if _equal(right, parameters):
                raise CheckFailed(say.NO_ROUNDS.format(call=label, k=epoch, fewer=say.FEWER[name]))
        return
    slips = [
        ("no_step", {}, fewer["start"]),
        ("one_step" if epoch > 2 else "one_of_two", {}, fewer["one_step"]),
        ("one_too_few", {}, fewer["one_too_few"]),
        ("one_too_many", {}, _rounds(functions, case, lr, epoch + 1)),
        ("stale_forward", {}, fewer["stale"]),
        ("rate_divided", {}, _rounds(functions, case, lr / case.n, epoch)),
    ]
    slips += [("rate", {"value": rate}, _rounds(functions, case, rate, epoch)) for rate in OTHER_RATES]
    for name in PARAMETERS:
        pairs = [pair for slip, names, them in slips for pair in named({slip: them[name]}, **names)]
        part = say.PART.format(call=label, name=name)
        check_array(part, got[name], [right[name]], pairs, any_shape=True,
                    explain=lambda: _mixed_up(got, functions, case, lr, epoch))  # fmt: skip


def _mixed_up(got, functions, case, lr, epoch):
    """What is said where an argument stands in another's place and gives these very parameters, or None."""
    causes = []
    for function, names in TAKES.items():
        for i, name in enumerate(names):
            for other in ("x", "y", *PARAMETERS, *FORWARD, *GRADIENTS):
                takes = TAKES | {function: (*names[:i], other, *names[i + 1 :])}
                with contextlib.suppress(CheckFailed, KeyError):  # of another shape, or not there yet
                    if _equal(got, _rounds(functions, case, lr, epoch, takes=takes)):
                        text = say.SLIPS["argument"]
                        causes.append(text.format(function=function, name=name, other=other))
    return " Or: ".join(causes) or None


def _equal(got, right):
    return all(agrees(got[name], right[name], any_shape=True) for name in PARAMETERS)


def _right_backward(x, y, w1, b1, w2, b2, z1, a1, z2, a2):
    dz2 = (a2 - y) * a2 * (1 - a2)
    dz1 = dz2 @ w2.T * a1 * (1 - a1)
    return x.T @ dz1, dz1.sum(axis=0, keepdims=True), a1.T @ dz2, dz2.sum(axis=0, keepdims=True)


RIGHT = (
    lambda x, *p: tuple(right_forward(x, dict(zip(PARAMETERS, p, strict=True))).values()),
    _right_backward,
    lambda *arguments: tuple(
        p - arguments[-1] * d for p, d in zip(arguments[:4], arguments[4:8], strict=True)
    ),
)  # forward, backward, update


def _rounds(functions, case, lr, epoch, stale=False, takes=TAKES):
    """What so many rounds of the student's own forward, backward and update make of the parameters.

    stale: with the forward pass of the first round in all of them. takes: other arguments.
    """
    known = {"x": case.x, "y": case.y, **case.parameters, "lr": lr}
    for i in range(epoch):
        for name, function in zip(RETURNS, functions, strict=True):
            if not (stale and i and name == "forward"):
                read = run_arrays if name == "update" else run
                known |= read(name, function, [known[each] for each in takes[name]], RETURNS[name])
    return {name: known[name] for name in PARAMETERS}


def _fit(train, forward, seed, turned=False):
    """The loss on a parabola after training, by the true forward pass or the student's own: the lower one.

    Their own counts where it is alive, and only in a network of another width, which neurons of weight 0 make
    of this one: so it cannot know which network is examined.
    """
    x, y = parabola(seed=seed)
    y = 1 - y if turned else y
    label = say.PARABOLA_CALL.format(n=len(x), h=N_HIDDEN, lr=LEARNING_RATE, epoch=EPOCHS)
    arguments = [x, y, *values(start(N_HIDDEN, seed)), LEARNING_RATE, EPOCHS]
    parameters = run_arrays(label, train, arguments, PARAMETERS)
    true, _ = attempt(lambda: right_forward(x, parameters)["a2"])
    if true is None or true.shape != y.shape:
        return np.inf
    arguments = [x, *_wider(parameters, 3)]
    own = made_by(lambda *arrays: forward(*arrays)[3], arguments, arguments, true, needed=(0, 1, 3))
    outputs = [a2 for a2 in (*own, true) if a2.shape == y.shape and np.isfinite(a2).all()]
    return min((squared_error(a2, y) for a2 in outputs), default=np.inf)


def _wider(parameters, more):
    """The parameters with so many further hidden neurons, which change nothing."""
    w1, b1, w2, b2 = values(parameters)
    none = np.zeros((1, more))
    return np.hstack([w1, none]), np.hstack([b1.reshape(1, -1), none]), np.vstack([w2, none.T]), b2


def _noise_floor(seed):
    """The loss of the true curve."""
    x, y = parabola(seed=seed)
    return squared_error(x**2, y)


def _require_low(got, floor, n):
    if not got <= HIGHEST_LOSS:
        cause = say.CAUSE_PLATEAU if 0.03 < got < 0.07 else say.CAUSE_FLOOR
        text = say.FLOOR.format(n=n, high=HIGHEST_LOSS, floor=floor, got=got, cause=cause)
        raise CheckFailed(text)
