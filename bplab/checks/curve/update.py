"""Checks of update (unit 6)."""

from bplab.checks.core import check_array, require_shape
from bplab.checks.curve.case import PARAMETERS
from bplab.checks.curve.read import run_arrays, values
from bplab.checks.curve.slips import step_slips
from bplab.checks.messages import curve as say
from bplab.checks.seeds import generator


def check_update(update, *cases, names=PARAMETERS, learning_rates=(0.3, 0.1)):
    """Check that the named parameters move by lr times the given gradients, downhill."""
    for case, lr in zip(cases * len(learning_rates), learning_rates, strict=False):
        grads = _random_gradients(case)
        label = say.UPDATE_CALL.format(lr=lr)
        new = run_arrays(label, update, [*values(case.parameters), *grads.values(), lr], PARAMETERS)
        for name in names:
            part = say.AFTER_STEP.format(call=label, name=name)
            old, gradient = case.parameters[name], grads[f"d{name}"]
            require_shape(part, new[name], old.shape)
            # The step is compared, not where it arrived: beside a large weight a wrong step would not show.
            step = (old - new[name]) / lr
            check_array(say.STEP.format(label=part), step, [gradient], step_slips(name, old, gradient, lr))
    print(say.UPDATE_DONE.format(names=", ".join(names)))


def _random_gradients(case):
    """Gradients that belong to no loss, one number of its own for each parameter's entry."""
    rng = generator(case.n)
    return {f"d{name}": rng.normal(size=value.shape) for name, value in case.parameters.items()}
