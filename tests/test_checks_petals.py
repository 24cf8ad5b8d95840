"""The checks of unit 4: their references are right, and they charge a mistake once."""

import numpy as np
import pytest

from bplab.checks import CheckFailed, petals
from bplab.checks.petals.case import GRADS, PARAMETERS, PetalsCase, start, train
from bplab.checks.petals.model import FIGURES
from bplab.datasets import petals as flower
from bplab.gradients import relative_error
from bplab.network import binary_cross_entropy, sigmoid


def backward(case):
    """The textbook formulas, for comparison with the central differences."""
    A1, n = case.cache["A1"], case.n
    dZ2 = case.cache["A2"] - case.Y
    dZ1 = dZ2 @ case.parameters["W2"].T * (1 - A1**2)
    sums = {"db2": dZ2.sum(axis=0, keepdims=True) / n, "db1": dZ1.sum(axis=0, keepdims=True) / n}
    return sums | {"dZ2": dZ2, "dZ1": dZ1, "dW2": A1.T @ dZ2 / n, "dW1": case.X.T @ dZ1 / n}


@pytest.mark.parametrize("case", [PetalsCase.paper(), PetalsCase.random((3, 5, 1), 7, seed=4)])
def test_the_central_differences_agree_with_the_formulas(case):
    formulas = backward(case)
    for key in GRADS:
        assert relative_error(case.truth[key], formulas[key]) < 1e-7


def test_gradient_descent_from_seed_3_gives_the_known_figures():
    X, y = flower(seed=1)
    parameters, Y = start(2, 4, 1, seed=3), y.reshape(-1, 1)
    done = 0
    for k in sorted(FIGURES):
        parameters, done = train(parameters, X, Y, k - done), k
        hidden = np.tanh(X @ parameters["W1"] + parameters["b1"])
        cost = binary_cross_entropy(sigmoid(hidden @ parameters["W2"] + parameters["b2"]), Y)
        assert f"{cost:.6f}" == f"{FIGURES[k]:.6f}"


@pytest.mark.parametrize(
    ("n_h", "per_cent"), [(1, 67.5), (2, 67.25), (3, 90.75), (4, 90.5), (5, 91.25), (10, 91.25), (20, 91.0)]
)
def test_each_hidden_size_reaches_the_known_accuracy(n_h, per_cent):
    X, y = flower(seed=1)
    parameters = train(start(2, n_h, 1, seed=3), X, y.reshape(-1, 1), 5000)
    scores = np.tanh(X @ parameters["W1"] + parameters["b1"]) @ parameters["W2"] + parameters["b2"]
    assert 100 * np.mean((scores[:, 0] > 0) == y) == per_cent


def without_derivative(parameters, cache, X, Y):
    dZ2 = cache["A2"] - Y
    dZ1 = dZ2 @ parameters["W2"].T
    n = len(X)
    return {
        "dW1": X.T @ dZ1 / n,
        "db1": dZ1.mean(axis=0),
        "dW2": cache["A1"].T @ dZ2 / n,
        "db2": dZ2.mean(axis=0),
    }


def test_a_wrong_error_term_is_charged_once(capsys):
    case = PetalsCase.random((4, 6, 1), 7, seed=5)
    with pytest.raises(CheckFailed, match=r"derivative of the activation, `1 - A1 \*\* 2`, is missing"):
        petals.check_backward(without_derivative, case, values=("dZ1",))
    petals.check_backward(without_derivative, case, values=("dZ2", "dW2", "db2", "dW1", "db1"))
    assert "right" in capsys.readouterr().out


def test_a_gradient_that_is_wrong_by_itself_is_not_taken_for_an_error_term():
    def doubled(parameters, cache, X, Y):
        case = PetalsCase(X, Y, parameters)
        grads = backward(case)
        return {key: grads[key] * (2 if key == "dW1" else 1) for key in ("dW1", "db1", "dW2", "db2")}

    case = PetalsCase.random((3, 5, 1), 6, seed=6)
    petals.check_backward(doubled, case, values=("dZ1", "db1"))
    with pytest.raises(CheckFailed, match="dW1: wrong values"):
        petals.check_backward(doubled, case, values=("dW1",))


def test_zeros_earn_nothing():
    def zeros(parameters, cache, X, Y):
        return {f"d{key}": np.zeros_like(value) for key, value in parameters.items()}

    case = PetalsCase.random((3, 5, 1), 6, seed=7)
    for key in GRADS:
        with pytest.raises(CheckFailed, match="Nothing but 0"):
            petals.check_backward(zeros, case, values=(key,))
    with pytest.raises(CheckFailed):
        petals.check_cost_mean(lambda A2, Y: 0.0, n_samples=5, seed=1)


def test_a_model_is_compared_with_the_students_own_functions():
    def forward(X, parameters):  # no bias in the hidden layer: charged elsewhere
        A1 = np.tanh(X @ parameters["W1"])
        A2 = sigmoid(A1 @ parameters["W2"] + parameters["b2"])
        return A2, {"Z1": X @ parameters["W1"], "A1": A1, "Z2": np.log(A2 / (1 - A2)), "A2": A2}

    def update(parameters, grads, learning_rate=1.2):
        return {key: parameters[key] - learning_rate * grads[f"d{key}"] for key in PARAMETERS}

    def model(rounds):
        def nn_model(X, Y, n_h, num_iterations=10):
            parameters = start(X.shape[1], n_h, Y.shape[1], seed=3)
            for _ in range(rounds(num_iterations)):
                _, cache = forward(X, parameters)
                parameters = update(parameters, without_derivative(parameters, cache, X, Y))
            return parameters

        return nn_model

    functions = forward, without_derivative, update
    options = {"n_samples": 8, "num_iterations": 3, "seed": 1}
    petals.check_steps(model(lambda k: k), None, functions, (2, 5, 1), **options)
    with pytest.raises(CheckFailed, match="one iteration too few"):
        petals.check_steps(model(lambda k: max(0, k - 1)), None, functions, (2, 5, 1), **options)

    def no_step(parameters, grads, learning_rate=1.2):
        return dict(parameters)

    with pytest.raises(CheckFailed, match="the rounds change nothing"):
        petals.check_steps(
            model(lambda k: 0), None, (forward, without_derivative, no_step), (2, 5, 1), **options
        )


def right_forward(X, parameters):
    cache = PetalsCase(X, np.ones((len(X), 1)), parameters).cache
    return cache["A2"], cache


def test_random_numbers_have_shapes_that_earn_nothing():
    def drawn(X, parameters):
        cache = {
            key: np.random.normal(size=value.shape) for key, value in right_forward(X, parameters)[1].items()
        }
        return cache["A2"], cache

    petals.check_forward_shapes(right_forward, (4, 7, 1), n_samples=(9, 1), seed=1)
    with pytest.raises(CheckFailed, match="nothing can be seen in these numbers"):
        petals.check_forward_shapes(drawn, (4, 7, 1), n_samples=(9, 1), seed=1)


def test_a_forward_pass_that_knows_the_flowers_shows_no_training():
    def untrained(X, Y, n_h, num_iterations):
        knowing.labels = Y
        return start(X.shape[1], n_h, Y.shape[1], seed=3)

    def knowing(X, parameters):  # the labels of a flower come class by class
        A2, cache = right_forward(X, parameters)
        return (np.arange(len(X))[:, None] * 2 >= len(X)) * 1.0, cache

    with pytest.raises(CheckFailed, match="accuracy on flowers"):
        petals.check_accuracy(untrained, knowing, n_h=5, num_iterations=10, seeds=(1, 2, 3), low=0.85)


def test_a_prediction_of_zeros_does_not_decide_at_one_half():
    with pytest.raises(CheckFailed, match="nothing can be seen"):
        petals.check_half(lambda parameters, X: np.zeros((len(X), 1)), (3, 7, 1), n_samples=5, seed=1)
    petals.check_half(
        lambda parameters, X: right_forward(X, parameters)[0] > 0.5, (3, 7, 1), n_samples=5, seed=1
    )


def test_an_error_term_that_mixes_the_samples_is_charged_once():
    def mixed(parameters, cache, X, Y):
        n, dZ2 = len(X), cache["A2"] - Y
        dW2 = cache["A1"].T @ dZ2 / n
        dZ1 = (dZ2 @ dW2.T) * (1 - cache["A1"] ** 2)
        return {"dW1": X.T @ dZ1 / n, "db1": dZ1.mean(axis=0), "dW2": dW2, "db2": dZ2.mean(axis=0)}

    case = PetalsCase.random((9, 8, 1), 7, seed=5)
    petals.check_backward(mixed, case, values=("dZ2", "dW2", "db2", "dW1", "db1"))
    with pytest.raises(CheckFailed, match="mixes the samples"):
        petals.check_backward(mixed, case, values=("dZ1",))

    def twice(*arguments):  # a mistake in the gradients besides: charged to them
        grads = mixed(*arguments)
        return grads | {"db1": 2 * grads["db1"]}

    with pytest.raises(CheckFailed, match="wrong values"):
        petals.check_backward(twice, case, values=("dW1", "db1"))


def test_where_the_cost_cannot_be_computed_it_is_not_equal_to_another_such_cost():
    def misfit(X, Y, n_h, num_iterations):
        return dict.fromkeys(PARAMETERS, np.ones((3, 7)))

    with pytest.raises(CheckFailed, match="do not fit together"):
        petals.check_figures(misfit, None, num_iterations=20, seed=1)


@pytest.mark.parametrize(
    ("returned", "text"),
    [
        (None, "not written yet"),
        (3.0, "expected the pair"),
        ((1, 2), "expected a dict"),
        ((1, {}), "no entry 'Z1'"),
    ],
)
def test_a_forward_pass_of_another_form_is_described(returned, text):
    with pytest.raises(CheckFailed, match=text):
        petals.check_forward(lambda X, parameters: returned, PetalsCase.paper())


def test_a_cost_in_an_array_loses_the_number_and_not_the_value():
    def cost(A2, Y):
        return np.array([[binary_cross_entropy(A2, Y)]])

    petals.check_cost_mean(cost, n_samples=5, seed=2)
    with pytest.raises(CheckFailed, match="expected one number"):
        petals.check_cost_number(cost, n_samples=5, seed=2)
