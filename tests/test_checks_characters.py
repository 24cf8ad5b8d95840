"""The checks of unit 7: their references are right, and they charge a mistake once."""

import numpy as np
import pytest

from bplab.checks import CheckFailed, characters
from bplab.checks.characters import MLPCase
from bplab.checks.once import keeping
from bplab.checks.seeds import drawn_with
from bplab.gradients import relative_error
from bplab.network import softmax


class Network:
    """A right MLP, written as short as possible; the tests replace one method or one number."""

    slope = staticmethod(lambda z: 1 - np.tanh(z) ** 2)

    def __init__(
        self,
        input_dim,
        hidden_layers,
        output_dim,
        learning_rate,
        l2_lambda=0.0,
        dropout=0.0,
        task_type="classification",
        seed=0,
    ):
        sizes = (input_dim, *hidden_layers, output_dim)
        self.rng, self.learning_rate = np.random.default_rng(seed), learning_rate
        self.l2_lambda, self.dropout, self.task_type = l2_lambda, dropout, task_type
        pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
        self.weights = [self.rng.normal(0, a**-0.5, size=(a, b)) for a, b in pairs]
        self.biases = [np.zeros((1, b)) for _, b in pairs]

    def mask(self, shape):
        return (self.rng.random(shape) >= self.dropout) / (1 - self.dropout)

    def forward(self, X, training=False):
        self.a, self.z, self.masks = [X], [], []
        for weights, biases in zip(self.weights[:-1], self.biases[:-1], strict=True):
            self.z.append(self.a[-1] @ weights + biases)
            drop = training and self.dropout > 0
            self.masks.append(self.mask(self.z[-1].shape) if drop else np.ones_like(self.z[-1]))
            self.a.append(np.tanh(self.z[-1]) * self.masks[-1])
        self.z.append(self.a[-1] @ self.weights[-1] + self.biases[-1])
        self.a.append(softmax(self.z[-1]) if self.task_type == "classification" else self.z[-1])
        return self.a[-1]

    def backward(self, y):
        e = self.a[-1] - y
        self.e, self.grad_weights, self.grad_biases = [], [], []
        for k in reversed(range(len(self.weights))):
            self.e.insert(0, e)
            self.grad_weights.insert(0, self.a[k].T @ e / len(y) + self.l2_lambda * self.weights[k])
            self.grad_biases.insert(0, e.mean(axis=0, keepdims=True))
            if k:
                e = (e @ self.weights[k].T) * self.slope(self.z[k - 1]) * self.masks[k - 1]

    def update(self):
        for k in range(len(self.weights)):
            self.weights[k] = self.weights[k] - self.learning_rate * self.grad_weights[k]
            self.biases[k] = self.biases[k] - self.learning_rate * self.grad_biases[k]

    def order(self, epoch, n):
        return self.rng.permutation(n)

    def train(self, X, y, epochs, batch_size=32):
        for epoch in range(epochs):
            order = self.order(epoch, len(X))
            for start in range(0, len(X), batch_size):
                self.step(X, y, order[start : start + batch_size])

    def step(self, X, y, batch):
        self.forward(X[batch], training=True)
        self.backward(y[batch])
        self.update()

    def predict(self, X):
        y_pred = self.forward(X)
        return y_pred.argmax(axis=1) if self.task_type == "classification" else y_pred


CASES = [
    MLPCase.paper(),
    MLPCase.random((4, 3), 6, seed=1, l2_lambda=0.2),
    MLPCase.random((5, 7, 4, 6, 3), 8, seed=2),
    MLPCase.random((3, 6, 2), 9, seed=3, task_type="regression", l2_lambda=0.1),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_central_differences_agree_with_the_formulas(case):
    network = Network(
        case.sizes[0], case.sizes[1:-1], case.sizes[-1], 0.1, case.l2_lambda, 0.0, case.task_type
    )
    network.weights, network.biases = case.weights, case.biases
    network.forward(case.X)
    network.backward(case.y)
    for k, error in enumerate(case.right_errors()):
        assert relative_error(error, network.e[k]) < 1e-7
        assert relative_error(case.right_grad_weights(k, error), network.grad_weights[k]) < 1e-7
        assert relative_error(case.right_grad_biases(k, error), network.grad_biases[k]) < 1e-7


def test_the_paper_example_is_the_text():
    case = MLPCase.paper()
    assert np.allclose(case.a[1], [[0.6, -0.8]]) and np.allclose(case.a[2], [[0.5, 0.25, 0.25]])
    first, last = case.right_errors()
    assert np.allclose(last, [[-0.5, 0.25, 0.25]]) and np.allclose(first, [[-0.64, -0.27]])


def test_a_right_network_passes_everything(capsys):
    deep, one_hidden = (
        MLPCase.random(sizes, 30, seed=4, dropout=0.3) for sizes in ((6, 40, 35, 3), (4, 12, 3))
    )
    l2 = MLPCase.random((5, 5, 5), 7, seed=5, l2_lambda=0.3)
    characters.check_start(Network, (120, 110, 105))
    characters.check_forward(Network, *CASES)
    characters.check_backward(Network, *CASES)
    characters.check_l2(Network, l2)
    characters.check_l2_biases(Network, l2)
    characters.check_update(Network, (4, 6, 3), seed=6, learning_rate=0.2)
    characters.check_dropout(Network, deep, one_hidden)
    characters.check_train(Network, n=17, batch_size=4, seed=7)
    for case in CASES:
        characters.check_predict(Network, case)
    assert capsys.readouterr().err == ""


def test_a_wrong_slope_is_charged_in_the_hidden_error_terms_only():
    class NoDerivative(Network):
        slope = staticmethod(np.ones_like)

    case = MLPCase.random((5, 7, 6, 3), 8, seed=8)
    with pytest.raises(CheckFailed, match="The derivative of the activation"):
        characters.check_backward(NoDerivative, case, values=("e_hidden",))
    characters.check_backward(NoDerivative, case, values=("e_last", "grad_weights", "grad_biases"))
    characters.check_dropout_backward(NoDerivative, MLPCase.random((4, 12, 3), 9, seed=9, dropout=0.4))


@pytest.mark.parametrize(
    ("mask", "check", "text"),
    [
        (lambda self, shape: 1.0 * (self.rng.random(shape) > self.dropout), "scale", "must be divided"),
        (lambda self, shape: (self.rng.random(shape) < 0.3) / 0.3, "share", "not of being kept"),
        (lambda self, shape: np.ones(shape), "share", "not one activation is 0"),
        (lambda self, shape: np.ones(shape), "off", "not one activation is 0"),
        (lambda self, shape: np.arange(np.prod(shape)).reshape(shape) % 7 >= 2, "share", "drop the same"),
        (lambda self, shape: np.zeros(shape) + self.rng.random(shape[1]) >= 0.3, "share", "every sample"),
    ],
)  # fmt: skip
def test_a_wrong_mask_is_named(mask, check, text):
    wrong = type("MLP", (Network,), {"mask": mask})
    case = MLPCase.random((5, 40, 31, 3), 29, seed=10, dropout=0.3)
    with pytest.raises(CheckFailed, match=text):
        getattr(characters, f"check_dropout_{check}")(wrong, case)


def test_any_generator_may_draw_the_mask():
    def drawn(self, shape):
        return np.random.binomial(1, 1 - self.dropout, size=shape) / (1 - self.dropout)

    case = MLPCase.random((5, 40, 31, 3), 29, seed=11, dropout=0.3)
    network = type("MLP", (Network,), {"mask": drawn})
    characters.check_dropout(network, case, MLPCase.random((4, 12, 3), 9, seed=9, dropout=0.4))


def step_on_other_targets(self, X, y, batch):
    self.forward(X[batch], training=True)
    self.backward(y[: len(batch)])
    self.update()


def step_without_small_batches(self, X, y, batch):
    if len(batch) == 5:
        Network.step(self, X, y, batch)


@pytest.mark.parametrize(
    ("method", "replacement", "check", "text"),
    [
        ("order", lambda self, epoch, n: np.arange(n), "shuffled", "as they come"),
        ("order", lambda self, epoch, n: np.arange(n) * 7 % n, "shuffled", "the same batches"),
        ("order", lambda self, epoch, n: self.rng.integers(n, size=n), "batches", "Some come twice"),
        ("step", step_on_other_targets, "batches", "target of another sample"),
        ("step", step_without_small_batches, "batches", "smaller batch is left out"),
        ("step", lambda self, X, y, batch: None, "batches", "did not change"),
    ],
)  # fmt: skip
def test_what_train_does_with_the_samples_is_seen(method, replacement, check, text):
    wrong = type("MLP", (Network,), {method: replacement})
    with pytest.raises(CheckFailed, match=text):
        getattr(characters, f"check_{check}")(wrong, n=23, batch_size=5, seed=12)


def test_gradients_that_are_no_mean_do_not_cost_the_batches():
    class Summed(Network):
        def backward(self, y):
            super().backward(y)
            self.grad_weights = [len(y) * gradient for gradient in self.grad_weights]

    characters.check_batches(Summed, n=23, batch_size=5, seed=13)
    with pytest.raises(CheckFailed, match="The division by `n` is missing"):
        characters.check_backward(Summed, CASES[2], values=("grad_weights",))


def test_l2_on_the_biases_or_of_another_layer_is_named():
    class OnBiases(Network):
        def backward(self, y):
            super().backward(y)
            self.grad_biases = [
                g + self.l2_lambda * b for g, b in zip(self.grad_biases, self.biases, strict=True)
            ]

    class OtherLayer(Network):
        def backward(self, y):
            super().backward(y)
            self.grad_weights = [
                gradient + self.l2_lambda * (other - own)
                for gradient, own, other in zip(
                    self.grad_weights, self.weights, self.weights[::-1], strict=True
                )
            ]

    case = MLPCase.random((5, 5, 5), 7, seed=14, l2_lambda=0.3)
    with pytest.raises(CheckFailed, match="L2 pulls on the weights only"):
        characters.check_l2_biases(OnBiases, case)
    with pytest.raises(CheckFailed, match="belongs to another layer"):
        characters.check_l2(OtherLayer, case)


class WithoutDropout(Network):
    def step(self, X, y, batch):
        self.forward(X[batch])
        self.backward(y[batch])
        self.update()


class SameMasks(Network):
    def mask(self, shape):
        return (np.random.default_rng(1).random(shape) >= self.dropout) / (1 - self.dropout)


class OneMaskForTheBatch(Network):
    def mask(self, shape):
        return np.ones(shape) * (self.rng.random((1, shape[1])) >= self.dropout) / (1 - self.dropout)


class WithoutL2(Network):
    def step(self, X, y, batch):
        self.l2_lambda = 0
        super().step(X, y, batch)


class InOrder(Network):
    def order(self, epoch, n):
        return np.random.default_rng(epoch).permutation(n)


class WithoutSteps(Network):
    def update(self):
        pass


class OnesInTheEnd(Network):
    def update(self):
        self.weights = [np.ones_like(weights) for weights in self.weights]


ACTS = {
    "dropout": lambda network: characters.check_train_dropout(network, n=20, seed=1),
    "masks": lambda network: characters.check_train_masks(network, n=24, batch_size=8, seed=2),
    "l2": lambda network: characters.check_train_l2(network, n=12, seed=3),
    "order": lambda network: characters.check_train_order(network, n=20, batch_size=6, seed=4),
    "all": lambda network: characters.check_train_acts(network, n=24, batch_size=8, seed=5),
}


@pytest.mark.parametrize(
    ("network", "lost"),
    [
        (Network, ""),
        (OneMaskForTheBatch, ""),
        (WithoutDropout, "dropout masks all"),
        (SameMasks, "masks all"),
        (WithoutL2, "l2 all"),
        (InOrder, "order all"),
        (WithoutSteps, "dropout masks l2 order all"),
        (OnesInTheEnd, "dropout masks l2 order all"),
    ],
)
def test_what_acts_in_train_is_seen_with_a_hidden_layer_for_any_secret(network, lost, capsys):
    for secret in ("", "autumn", "spring"):
        found = []
        for name, check in ACTS.items():
            with drawn_with(secret):
                try:
                    check(network)
                except CheckFailed:
                    found.append(name)
        assert found == lost.split(), secret


def test_a_visible_check_asks_of_train_only_what_forward_and_backward_do(capsys):
    class NoDropoutYet(Network):
        def mask(self, shape):
            return np.ones(shape)

    ACTS["all"](NoDropoutYet)
    with pytest.raises(CheckFailed, match="forward with training=True"):
        ACTS["dropout"](NoDropoutYet)


def learner(predict):
    """A train_characters whose network predicts by this function of (X, y, X of the test, itself).

    The network is one layer with the weights of identity, which is right on `toy`.
    """

    class Trained:
        def __init__(self, X, y):
            self.weights, self.biases = [np.eye(12)], [np.zeros((1, 12))]
            self.predict = lambda X_test: predict(X, y, X_test, self)

    return lambda X_train, y_train, seed=0: Trained(X_train, y_train)


def by_parameters(X, y, X_test, network):
    return (X_test @ network.weights[0] + network.biases[0]).argmax(axis=1)


def nearest(X, y, X_test, network):
    squares = (X_test**2).sum(axis=1)[:, None] - 2 * X_test @ X.T + (X**2).sum(axis=1)
    return y[squares.argmin(axis=1)]


def toy(seed):
    rng = np.random.default_rng(seed)
    y = rng.integers(12, size=90)
    return np.eye(12)[y] + 0.1 * rng.normal(size=(90, 12)), y


def test_train_characters_is_judged_by_new_pictures(capsys):
    characters.check_accuracy(learner(by_parameters), toy(1), toy(2), low=0.9)
    with pytest.raises(CheckFailed, match="This is guessing"):
        characters.check_accuracy(learner(by_parameters), toy(1), (toy(2)[0], toy(3)[1]), low=0.9)
    with pytest.raises(CheckFailed, match="train on the arguments"):
        characters.check_own_data(learner(by_parameters), *toy(1))


def test_another_forward_pass_counts_if_it_goes_by_the_parameters(capsys):
    """tanh after the output, and columns in reversed order: charged elsewhere."""

    def otherwise(X, y, X_test, network):
        return np.tanh(-X_test @ network.weights[0] - network.biases[0]).argmin(axis=1)

    characters.check_accuracy(learner(otherwise), toy(1), toy(2), low=0.9)


def test_pictures_that_are_known_earn_nothing():
    for known in (nearest, lambda X, y, X_test, network: X_test.argmax(axis=1)):

        def train(X, y, seed=0, known=known):
            network = learner(known)(X, y)
            network.weights = [np.random.default_rng(seed).normal(size=(12, 12))]
            return network

        with pytest.raises(CheckFailed, match="does not follow from the network's weights and biases"):
            characters.check_accuracy(train, toy(1), toy(2), low=0.9)


def test_a_result_without_parameters_is_no_network():
    def train(X, y, seed=0):
        network = learner(nearest)(X, y)
        del network.weights
        return network

    with pytest.raises(CheckFailed, match=r"no list self\.weights of arrays"):
        characters.check_accuracy(train, toy(1), toy(2), low=0.9)


@pytest.mark.parametrize(
    ("predict", "text"),
    [
        (lambda X, y, A, network: np.eye(12), "one class each"),
        (lambda X, y, A, network: None, "one class each"),
        (lambda X, y, A, network: A @ A, "cannot predict"),
    ],
)
def test_a_result_that_is_no_reader_is_described(predict, text):
    with pytest.raises(CheckFailed, match=text):
        characters.check_accuracy(learner(predict), toy(1), toy(2), low=0.9)


def test_a_list_that_is_not_there_is_said_to_be_missing():
    class Forgetful(Network):
        def backward(self, y):
            super().backward(y)
            self.e = self.e[:1]

    with pytest.raises(CheckFailed, match="has no item 3"):
        characters.check_backward(Forgetful, CASES[2])


def test_two_cells_share_one_training_on_exchanged_labels(capsys):
    def train(X, y, seed=0):
        trainings.append(y)
        network = learner(by_parameters)(X, y)
        classes = [np.bincount(y[X.argmax(axis=1) == c]).argmax() for c in range(12)]
        network.weights = [np.eye(12)[classes]]
        return network

    trainings = []
    with keeping({}):
        characters.check_own_data(train, *toy(1))
        characters.check_new_pictures(train, toy(1), toy(2), low=0.9)
        assert len(trainings) == 1 and not np.array_equal(trainings[0], toy(1)[1])
        with pytest.raises(CheckFailed, match="This is guessing"):
            characters.check_new_pictures(train, toy(1), (toy(2)[0], toy(3)[1]), low=0.9)
        characters.check_own_data(train, *toy(4))
    assert len(trainings) == 2


def test_who_ignores_the_labels_is_charged_for_that_alone(capsys):
    characters.check_new_pictures(learner(by_parameters), toy(1), toy(2), low=0.9)
    with pytest.raises(CheckFailed, match="train on the arguments"):
        characters.check_own_data(learner(by_parameters), *toy(1))
