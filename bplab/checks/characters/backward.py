"""Checks of MLP.backward and MLP.update (unit 7)."""

from dataclasses import replace

from bplab.checks import messages
from bplab.checks.characters.case import MLPCase
from bplab.checks.characters.network import copied, network_on, read, run_backward, stored
from bplab.checks.characters.slips import (
    biases_slips,
    error_slips,
    l2_slips,
    last_error_slips,
    step_slips,
    weights_slips,
)
from bplab.checks.core import CheckFailed, agrees, attempt, check_array, describe, numbers, require_shape
from bplab.checks.follow import alive
from bplab.checks.messages import characters as say

BACKWARD = ("e_last", "e_hidden", "grad_weights", "grad_biases")  # in the order in which they are computed


def check_backward(network_class, *cases, values=BACKWARD):
    """Check the named quantities after `backward`; all four are shown as rows, layer by layer.

    A quantity is right if it is the true one, or if it follows from the student's own error term.
    """
    rows = []
    for case in cases:
        rows = _check_backward(network_class, case, values)
    name = network_class.__name__
    if values == BACKWARD:
        print("\n".join([*rows, say.BACKWARD_DONE.format(name=name)]))
    else:
        print(say.VALUES_DONE.format(name=name, values=", ".join(values)))


def _check_backward(network_class, case, values):
    method = say.BACKWARD.format(name=network_class.__name__, case=case.title)
    network, error = run_backward(network_class, case)
    true, rows = case.right_errors(), []
    for k in reversed(range(case.depth)):
        errors = own_errors(network_class, case, network, true)
        e = "e_last" if k == case.depth - 1 else "e_hidden"
        for value, name in ((e, "e"), ("grad_weights", "grad_weights"), ("grad_biases", "grad_biases")):
            if value not in values:
                continue
            expected, slips = _right(case, name, k, true, errors)
            row = {"name": f"{name}[{k}]", "shape": str(expected[0].shape)}
            label = say.ITEM.format(method=method, name=name, k=k)
            try:
                got = read(network, name, k, label, error)
                check_array(label, got, expected, slips, any_shape=name == "grad_biases")
            except CheckFailed as failure:
                rows.append(say.ROW_WRONG.format(**row))
                raise CheckFailed("\n".join([*(rows if len(values) > 1 else []), str(failure)])) from None
            rows.append(say.ROW_RIGHT.format(**row))
    return rows


def own_errors(network_class, case, network, true):
    """The student's error terms where they tell something, the true ones elsewhere."""
    errors = []
    for k, right in enumerate(true):
        own = stored(network, "e", k)
        others = [("y",)] if k == case.depth - 1 else [("y",), ("weights", k + 1)]
        runs = (run_backward(network_class, case.other(*other))[0] for other in others)
        is_alive = alive(own, right, (stored(run, "e", k) for run in runs))
        errors.append(own if is_alive else right)
    return errors


def _right(case, name, k, true, errors):
    """(right arrays, slips) of e[k], grad_weights[k] or grad_biases[k]."""
    if name == "e":
        if k == case.depth - 1:
            return [true[k]], last_error_slips(case, true[k])
        return [true[k], case.right_error(k, errors)], error_slips(case, k, errors)
    right = case.right_grad_weights if name == "grad_weights" else case.right_grad_biases
    slips = weights_slips if name == "grad_weights" else biases_slips
    return [right(k, true[k]), right(k, errors[k])], slips(case, k, errors[k])


def check_l2(network_class, case):
    """Check the L2 term of every grad_weights[k], l2_lambda * weights[k]; case: l2_lambda above 0.

    The term is what the student's gradient has more than without L2: what is wrong besides is charged
    elsewhere.
    """
    for k, label, got, plain in _with_and_without(network_class, case, "grad_weights"):
        if got.shape != case.weights[k].shape or plain.shape != got.shape:
            raise CheckFailed(say.L2_SHAPE.format(call=label, expected=case.weights[k].shape, got=got.shape))
        right = case.l2_lambda * case.weights[k]
        check_array(say.L2_TERM.format(call=label), got - plain, [right], l2_slips(case, k))
    print(say.L2_DONE.format(name=network_class.__name__))


def check_l2_biases(network_class, case):
    """Check that grad_biases are the same with L2 as without; case: l2_lambda above 0."""
    other, _ = run_backward(network_class, replace(case.other("y"), l2_lambda=0.0))
    for k, label, got, plain in _with_and_without(network_class, case, "grad_biases"):
        if not plain.any():
            raise CheckFailed(say.ALL_ZEROS.format(call=label))
        elsewhere = stored(other, "grad_biases", k)
        if elsewhere is not None and agrees(elsewhere, plain):
            raise CheckFailed(say.WITHOUT_TARGETS.format(call=label))
        if not agrees(got, plain):
            raise CheckFailed(say.L2_ON_BIASES.format(call=label))
    print(say.L2_BIASES_DONE.format(name=network_class.__name__))


def _with_and_without(network_class, case, name):
    """(k, label, with L2, without) for the student's gradients `name` of each layer."""
    method = say.BACKWARD.format(name=network_class.__name__, case=case.title)
    both = [case, MLPCase(case.X, case.y, case.weights, case.biases, case.task_type)]
    (network, error), (plain, _) = (run_backward(network_class, each) for each in both)
    for k in range(case.depth):
        label = say.ITEM.format(method=method, name=name, k=k)
        got = numbers(label, read(network, name, k, label, error))
        yield k, label, got, numbers(label, read(plain, name, k, label, error))


def check_update(network_class, sizes, seed, learning_rate):
    """Check that every parameter moves by learning_rate times its gradient, downhill, and by nothing else.

    The network has an l2_lambda: its place is in the gradients, not once more in the update.
    """
    case = MLPCase.random(sizes, 1, seed, learning_rate=learning_rate, l2_lambda=0.5)
    gradients = MLPCase.random(sizes, 1, seed + 1)  # any numbers of the right shapes
    method = say.UPDATE.format(name=network_class.__name__, layers="-".join(map(str, sizes)))
    network = network_on(network_class, case)
    network.grad_weights, network.grad_biases = copied(gradients.weights), copied(gradients.biases)
    _, error = attempt(network.update)
    if error is not None:
        raise CheckFailed(messages.RAISED.format(call=method, error=describe(error)))
    for name in ("weights", "biases"):
        for k in range(case.depth):
            label = say.AFTER_STEP.format(method=method, name=name, k=k)
            old, gradient = getattr(case, name)[k], getattr(gradients, name)[k]
            new = numbers(label, read(network, name, k, label))
            require_shape(label, new, old.shape, messages.CAUSE_STEP_SHAPE)
            # The step is compared, not where it arrived: beside a large weight a wrong step would not show.
            slips = step_slips(case, name, k, gradient)
            check_array(say.STEP.format(label=label), (old - new) / learning_rate, [gradient], slips)
    print(say.UPDATE_DONE.format(name=network_class.__name__))
