"""Checks of update (unit 6)."""

from bplab.checks import messages
from bplab.checks.core import check_array, require_shape, tell
from bplab.checks.curve.case import PARAMETERS
from bplab.checks.curve.formulas import explanation
from bplab.checks.curve.read import run_arrays, values
from bplab.checks.diagnosis import Evidence
from bplab.checks.messages import curve as say
from bplab.checks.seeds import generator


def check_update(update, *cases, names=PARAMETERS, learning_rates=(0.3, 0.1)):
    """Check that the named parameters move by lr times the given gradients, downhill."""
    for case, lr in zip(cases * len(learning_rates), learning_rates, strict=False):
        label, grads, new = _run_update(update, case, lr)
        for name in names:
            part = say.AFTER_STEP.format(call=label, name=name)
            old, gradient = case.parameters[name], grads[f"d{name}"]
            explain = explanation(name, _evidence(update, cases, learning_rates, name))
            if new[name].shape != old.shape:
                require_shape(part, new[name], old.shape, explain() or messages.CAUSE_STEP_SHAPE)
            # The step is compared, not where it arrived: beside a large weight a wrong step would not show.
            step = (old - new[name]) / lr
            check_array(say.STEP.format(label=part), step, [gradient], explain=explain)
    tell(say.UPDATE_DONE.format(names=", ".join(names)))


def _run_update(update, case, lr):
    """(label, gradients, the parameters after the step) by name."""
    label, grads = say.UPDATE_CALL.format(lr=lr), _random_gradients(case)
    arguments = [*values(case.parameters), *grads.values(), lr]
    return label, grads, run_arrays(label, update, arguments, PARAMETERS)


def _evidence(update, cases, learning_rates, name):
    """The student's step of one parameter on each case and rate, as (old - new) / lr."""
    for case, lr in zip(cases * len(learning_rates), learning_rates, strict=False):
        _, grads, new = _run_update(update, case, lr)
        earlier = PARAMETERS[: PARAMETERS.index(name)]  # whose names may hold the new values already
        names = {**case.parameters, **grads, "lr": lr, "n": case.n}
        names |= {f"{each}_new": new[each] for each in earlier}
        yield Evidence.of_step(names, case.parameters[name], new[name], lr)


def _random_gradients(case):
    """Gradients that belong to no loss, one number of its own for each parameter's entry."""
    rng = generator(case.n)
    return {f"d{name}": rng.normal(size=value.shape) for name, value in case.parameters.items()}
