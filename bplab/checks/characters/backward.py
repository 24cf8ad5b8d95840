"""Checks of MLP.backward and MLP.update (unit 7)."""

from dataclasses import replace

from bplab.checks import messages
from bplab.checks.characters.case import MLPCase
from bplab.checks.characters.formulas import (
    alike,
    backward_formula,
    backward_names,
    explanation,
    l2_formula,
    shifted,
    step_evidence,
    step_formula,
)
from bplab.checks.characters.network import copied, network_on, read, run_backward, stored
from bplab.checks.core import (
    CheckFailed,
    agrees,
    attempt,
    check_array,
    describe,
    numbers,
    require_shape,
    tell,
)
from bplab.checks.diagnosis import Evidence
from bplab.checks.follow import alive
from bplab.checks.messages import characters as say

BACKWARD = ("e_last", "e_hidden", "grad_weights", "grad_biases")  # in the order in which they are computed


def check_backward(network_class, *cases, values=BACKWARD):
    """Check the named quantities after `backward`; all four are shown as rows, layer by layer.

    A quantity is right if it is the true one, or if it follows from the student's own error term.
    """
    rows = []
    for case in cases:
        rows = _check_backward(network_class, case, cases, values)
    name = network_class.__name__
    if values == BACKWARD:
        tell("\n".join([*rows, say.BACKWARD_DONE.format(name=name)]))
    else:
        tell(say.VALUES_DONE.format(name=name, values=", ".join(values)))


def _check_backward(network_class, case, cases, values):
    method = say.BACKWARD.format(name=network_class.__name__, case=case.title)
    network, error = run_backward(network_class, case)
    true, rows = case.right_errors(), []
    for k in reversed(range(case.depth)):
        errors = own_errors(network_class, case, network, true)
        e = "e_last" if k == case.depth - 1 else "e_hidden"
        for value, name in ((e, "e"), ("grad_weights", "grad_weights"), ("grad_biases", "grad_biases")):
            if value not in values:
                continue
            expected = _right(case, name, k, true, errors)
            explain = _why(network_class, cases, case, name, k)
            row = {"name": f"{name}[{k}]", "width": 16, "shape": str(expected[0].shape)}
            label = say.ITEM.format(method=method, name=name, k=k)
            try:
                got = read(network, name, k, label, error)
                # Zeros are not explained: the term of L2 alone would give them, too.
                slips, any_shape = [(messages.CAUSE_ZEROS, 0 * expected[0])], name == "grad_biases"
                check_array(label, got, expected, slips, any_shape, explain)
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
    """The right arrays of e[k], grad_weights[k] or grad_biases[k]."""
    if name == "e":
        return [true[k], *([case.right_error(k, errors)] if k < case.depth - 1 else [])]
    right = case.right_grad_weights if name == "grad_weights" else case.right_grad_biases
    return [right(k, true[k]), right(k, errors[k])]


def _why(network_class, cases, case, name, k):
    """Why e[k], grad_weights[k] or grad_biases[k] is wrong, found on all layers like this one."""

    def evidence():
        for each, layer in alike(cases, case, k):
            network, _ = run_backward(network_class, each)
            known = {}  # the student's own where they have the shape, alive or not
            for i, true in enumerate(each.right_errors()):
                own = stored(network, "e", i)
                if i > layer or name != "e":
                    known[i] = own if own is not None and own.shape == true.shape else true
            got = stored(network, name, layer)
            if got is not None:
                yield Evidence(shifted(backward_names(each, known), k - layer), got)

    return explanation(k, backward_formula(name, k, case.depth - 1), evidence())


def check_l2(network_class, case):
    """Check the L2 term of every grad_weights[k], l2_lambda * weights[k]; case: l2_lambda above 0.

    The term is what the student's gradient has more than without L2: what is wrong besides is charged
    elsewhere.
    """
    for k, label, got, plain in _with_and_without(network_class, case, "grad_weights"):
        if got.shape != case.weights[k].shape or plain.shape != got.shape:
            raise CheckFailed(say.L2_SHAPE.format(call=label, expected=case.weights[k].shape, got=got.shape))
        right = case.l2_lambda * case.weights[k]
        explain = explanation(k, l2_formula(k), [Evidence(backward_names(case, {}), got - plain)])
        slips = [(say.SLIPS["l2_missing"].format(k=k), 0 * right)]
        check_array(say.L2_TERM.format(call=label), got - plain, [right], slips, explain=explain)
    tell(say.L2_DONE.format(name=network_class.__name__))


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
    tell(say.L2_BIASES_DONE.format(name=network_class.__name__))


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
            steps = {"grad_weights": gradients.weights, "grad_biases": gradients.biases}
            explain = explanation(k, step_formula(name, k), step_evidence(case, steps, name, k, new))
            if new.shape != old.shape:
                require_shape(label, new, old.shape, explain() or messages.CAUSE_STEP_SHAPE)
            # The step is compared, not where it arrived: beside a large weight a wrong step would not show.
            step = (old - new) / learning_rate
            check_array(say.STEP.format(label=label), step, [gradient], explain=explain)
    tell(say.UPDATE_DONE.format(name=network_class.__name__))
