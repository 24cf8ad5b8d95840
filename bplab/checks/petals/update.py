"""Checks of update_parameters (unit 4)."""

from bplab.checks import messages
from bplab.checks.core import as_array, attempt, call, check_array, numbers, require_shape, tell
from bplab.checks.follow import alive, require_alive, same
from bplab.checks.messages import petals as say
from bplab.checks.petals.case import LEARNING_RATE, PARAMETERS
from bplab.checks.petals.formulas import explanation, step_evidence
from bplab.checks.petals.read import copied, entry, own_array
from bplab.checks.seeds import generator


def check_update(update_parameters, *cases, keys=PARAMETERS, learning_rates=(0.3, 1.2)):
    """Check that the named parameters move by learning_rate times the given gradients, downhill."""
    for case, learning_rate in zip(cases * len(learning_rates), learning_rates, strict=False):
        grads = _random_gradients(case)
        label = f"update_parameters(parameters, grads, learning_rate={learning_rate})"
        new = call(
            label, update_parameters, copied(case.parameters), copied(grads), learning_rate=learning_rate
        )
        for key in keys:
            name = say.AFTER_STEP.format(call=label, name=key)
            old, gradient = case.parameters[key], grads[f"d{key}"]
            value = numbers(name, entry(label, new, key, PARAMETERS))
            evidence = step_evidence(update_parameters, cases, learning_rates, _random_gradients, key)
            explain = explanation(key, evidence)
            if value.shape != old.shape:
                require_shape(name, value, old.shape, explain() or messages.CAUSE_STEP_SHAPE)
            # The step is compared, not where it arrived: beside a large weight a wrong step would not show.
            step = (old - value) / learning_rate
            check_array(say.STEP.format(label=name), step, [gradient], explain=explain)
    tell(say.UPDATE_DONE.format(keys=", ".join(keys)))


def check_default_rate(update_parameters, case):
    """Check that a step without learning_rate is the step with 1.2, true or by the student's own function."""
    gradients = _random_gradients(case)
    label = "update_parameters(parameters, grads)"
    new, error = attempt(update_parameters, copied(case.parameters), copied(gradients))
    if error is not None:  # whoever demands the rate has no other default; any other error comes again
        rate = {"learning_rate": LEARNING_RATE} if "'learning_rate'" in str(error) else {}
        new = call(label, update_parameters, copied(case.parameters), copied(gradients), **rate)
    own = _steps(update_parameters, case, gradients, LEARNING_RATE)
    other_gradients = {key: -2 * gradient for key, gradient in gradients.items()}
    others = [
        _steps(update_parameters, case, gradients, LEARNING_RATE / 2),
        _steps(update_parameters, case, other_gradients, LEARNING_RATE),
    ]
    computed = False
    for key in PARAMETERS:
        old, gradient = case.parameters[key], gradients[f"d{key}"]
        value = as_array(entry(label, new, key, PARAMETERS))
        true = old - LEARNING_RATE * gradient
        # What the own function gives counts for each, if one of the four shows that it computes something.
        right = [true] if own[key] is None else [true, own[key]]
        pairs = [
            (say.SLIPS["other_default"], old - rate * gradient) for rate in (1, 0.01, 0.1, 0.12, 0.5, 12)
        ]
        check_array(say.AFTER_STEP.format(call=label, name=key), value, right, pairs)
        computed |= same(value, true) or alive(own[key], true, (other[key] for other in others))
    require_alive(label, computed)
    tell(say.DEFAULT_DONE)


def _steps(update_parameters, case, gradients, learning_rate):
    """The parameters after a step by the student's own function, as arrays or None, by name."""
    label = f"update_parameters(parameters, grads, learning_rate={learning_rate})"
    arguments = copied(case.parameters), copied(gradients)
    new = call(label, update_parameters, *arguments, learning_rate=learning_rate)
    return {key: own_array(new, key) for key in PARAMETERS}


def _random_gradients(case):
    """Gradients that belong to no cost, one number of its own for each parameter's entry."""
    rng = generator(case.n)
    return {f"d{key}": rng.normal(size=value.shape) for key, value in case.parameters.items()}
