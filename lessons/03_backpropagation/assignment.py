# %% [markdown]
# # Send the error back through four layers, and prove that you did
#
# **What you will do.** Write the slope of ReLU, a tool that measures any gradient without calculus, and the backward pass
# of two four-layer networks. Then use the tool to check the networks yourself, and derive one of the formulas on paper.
#
# **What you will learn.** To turn the chain rule into NumPy line by line, to let the shapes decide where a transpose
# belongs, and to know from one number whether a gradient is right.
#
# **What you need.** The lecture `notebooks/03_backpropagation.ipynb`, matrix products in NumPy (`@`, `.T`, `axis=0`), and
# about two and a half hours. The forward pass and $e_3 = \hat y - y$ (units 1 and 2) are given.
#
# | part | what | points |
# |---|---|---|
# | 1 | `relu_derivative` | 10 |
# | 2 | `numerical_gradient` | 20 |
# | 3 | `ReluNeuralNetwork.backward` | 35 |
# | 4 | `LinearNeuralNetwork.backward` | 20 |
# | 5 | derive the error term of a hidden layer (by hand) | 15 |
#
# Replace every `None  # TODO`, and the line `raise NotImplementedError(...)` where there is one. Leave the names as they
# are: the checks look for them. Below each task stands a check that you can run as often as you like; it says what is
# wrong and usually why. The *hidden checks* listed under it run after you submit. Each of them looks at one property, on
# other numbers and other sizes, so a wrong number in one line costs that line and not the rest. (A line that stops with
# an error costs what comes after it, too.)
#
# **What your code may import.** Python's standard library, NumPy, Matplotlib, and of this package `bplab.datasets` and
# `bplab.figures`. Other libraries may be missing where your notebook is graded. The rest of `bplab` holds right answers
# and is not there: a function of yours that uses it fails, here as well. Checks and explorers that you call in cells
# of your own do no harm, and show nothing while your notebook is graded.

# %% [markdown]
# ## 1. What is given
#
# Samples are rows everywhere. `X` has shape `(n_samples, n_features)`, weights have shape `(n_in, n_out)`, and a bias
# has shape `(1, n_out)`, one number per neuron, added to every row. Labels `y` are one-hot rows.

# %% given imports
import numpy as np

from bplab.checks import differentiation, four_layer
from bplab.measures import relative_error


def relu(x):
    """max(x, 0), element by element."""
    return np.maximum(x, 0)


def softmax(x):
    """Rows of scores to rows of probabilities."""
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


# %% [markdown]
# ## 2. The slope of ReLU
#
# **Part 1, 10 points, 1 line.** ReLU is two straight pieces, so its slope takes two values:
#
# $$
# \sigma(x) = \max(x, 0), \qquad \sigma'(x) = \begin{cases} 1 & x > 0 \\ 0 & x < 0 . \end{cases}
# $$
#
# `relu_derivative(x)` takes an array of any shape and returns a *new* array of the same shape, entry by entry. At the
# kink, $x = 0$, there is no slope; 0 is the usual choice, and the checks do not ask.
#
# | $x$ | -2 | -0.5 | 0.5 | 3 |
# |---|---|---|---|---|
# | $\sigma'(x)$ | 0 | 0 | 1 | 1 |

# %% task relu_derivative
def relu_derivative(x):
    """The slope of ReLU at every entry of x; the result has the shape of x."""
    ### BEGIN SOLUTION
    return (x > 0).astype(float)
    ### END SOLUTION


# %% check relu_derivative points=4
# relu_derivative gives the slopes of the table, and those of a matrix.
line = np.array([-2.0, -0.5, 0.5, 3.0])
matrix = np.array([[1.5, -4.0, 0.2], [-0.1, 7.0, -2.5]])
differentiation.check_relu_derivative(relu_derivative, line, matrix)

# %% hidden relu_derivative_values points=3
# The slope is 1 or 0, for small and for large x.
x = differentiation.away_from_zero((6, 5), seed=3101)
differentiation.check_relu_derivative_values(relu_derivative, x)

# %% hidden relu_derivative_shapes points=3
# The result has the shape of x, with one, two or three axes.
shapes = ((7,), (3, 8), (2, 5, 4), (1, 6))
inputs = [differentiation.away_from_zero(shape, seed=3102) for shape in shapes]
differentiation.check_relu_derivative_shapes(relu_derivative, *inputs)

# %% [markdown]
# ## 3. A gradient without calculus
#
# The slope of a function is what a small step changes. Take one step up and one step down, and divide by the distance:
#
# $$
# \frac{\partial f}{\partial x_i} \approx \frac{f(x + h u_i) - f(x - h u_i)}{2h},
# $$
#
# where $u_i$ is 1 at entry $i$ and 0 elsewhere: *one* entry moves, all others stay. This is the *central difference*. The
# price is two calls of $f$ per entry, so nobody trains a network this way. But no formula of yours takes part, and that
# makes it the perfect witness when you doubt one.
#
# Three functions to try it on. Each takes an array of any shape and returns one number.

# %% given functions
def cubic(x):
    """Sum of cubes. Its gradient is 3 x**2, entry by entry."""
    return np.sum(x**3)


def mixed(x):
    """A product of two sums: each slope depends on all entries."""
    return np.sum(np.sin(x)) * np.sum(x**2)


def log_sum_exp(x):
    """Logarithm of the sum of exponentials. Its gradient is softmax(x)."""
    return np.log(np.sum(np.exp(x)))


# %% [markdown]
# **Part 2, 20 points, 5 to 10 lines.** `numerical_gradient(f, x, h=1e-5)` takes a function, an array `x` and a step, and
# returns an array of the shape of `x` with the central difference of every entry.
#
# - `x` has any shape: a single number (shape `()`), a vector, a matrix. `np.ndindex(x.shape)` visits every index.
# - `x` may hold integers. An integer array cuts off a step of $10^{-5}$ without a word. If you write into `x`, do it in a
#   float copy, `np.array(x, dtype=float)`; that keeps the caller's array safe, too.
# - Only one entry is moved at a time: put it back before you move the next.
# - The relative error must stay below $10^{-7}$ with the default step. A one-sided difference,
#   $(f(x + h u_i) - f(x))/h$, does not get there; the lecture shows why.
#
# **Numbers for paper.** For `cubic` at $x = (1, 2)$ calculus gives $3x^2 = (3, 12)$. With the coarse step $h = 0.5$ you get
#
# $$
# \frac{1.5^3 - 0.5^3}{1} = 3.375 - 0.125 = 3.25, \qquad \frac{2.5^3 - 1.5^3}{1} = 15.625 - 3.375 = 12.25,
# $$
#
# too large by $h^2 = 0.25$ both times. What would the one-sided difference give for the first entry?

# %% task numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    """Central differences of f at x, one per entry; the result has the shape of x."""
    ### BEGIN SOLUTION
    def slope(index):
        step = np.zeros(np.shape(x))
        step[index] = h
        return (f(x + step) - f(x - step)) / (2 * h)

    return np.array([slope(index) for index in np.ndindex(np.shape(x))]).reshape(np.shape(x))
    ### END SOLUTION


# %% check numerical_gradient points=4
# numerical_gradient gives the right slopes, and the paper example with h = 0.5.
vector = ("cubic", cubic, np.array([1.0, 2.0]))
matrix = ("mixed", mixed, np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]]))
differentiation.check_gradient(numerical_gradient, vector, matrix)
differentiation.check_gradient_step(numerical_gradient, vector, h=0.5)

# %% hidden numerical_gradient_shapes points=3
# The gradient has the shape of x: a number, a vector, a matrix.
examples = [("cubic", cubic, differentiation.point(shape, seed=3201)) for shape in ((), (4,), (5, 3))]
differentiation.check_gradient_shapes(numerical_gradient, *examples)

# %% hidden numerical_gradient_values points=5
# Each entry is the slope in its own direction, one-sided or central.
vector, matrix = differentiation.point(6, seed=3202), differentiation.point((3, 4), seed=3203)
differentiation.check_gradient_values(
    numerical_gradient, ("log_sum_exp", log_sum_exp, vector), ("mixed", mixed, matrix)
)

# %% hidden numerical_gradient_accuracy points=4
# The relative error stays below 1e-7.
vector, matrix = differentiation.point(7, seed=3204), differentiation.point((2, 5), seed=3205)
differentiation.check_gradient_accuracy(
    numerical_gradient, ("mixed", mixed, vector), ("log_sum_exp", log_sum_exp, matrix)
)

# %% hidden numerical_gradient_step points=2
# The step is the argument h.
example = ("cubic", cubic, differentiation.point(5, seed=3206))
differentiation.check_gradient_step(numerical_gradient, example, h=0.1)

# %% hidden numerical_gradient_integers points=2
# x may hold integers.
example = ("mixed", mixed, np.array([2, -1, 3, 1]))
differentiation.check_gradient_integers(numerical_gradient, example)

# %% [markdown]
# ## 4. Backward through ReLU
#
# The network has an input layer, two hidden layers and an output layer. Its forward pass is given:
#
# | step | shape |
# |---|---|
# | $z_1 = X W_1 + b_1$ and $a_1 = \sigma(z_1)$ | `(n, hidden1)` |
# | $z_2 = a_1 W_2 + b_2$ and $a_2 = \sigma(z_2)$ | `(n, hidden2)` |
# | $z_3 = a_2 W_3 + b_3$ and $\hat y = \mathrm{softmax}(z_3)$ | `(n, output)` |
#
# **Part 3, 35 points, 14 lines.** The loss of a sample is the cross-entropy $L = -\sum y \log \hat y$. The *error term*
# $e_k = \partial L / \partial z_k$ says how the loss of each sample changes with that sample's $z_k$. The last one is unit
# 2's result and given; each of the others follows from the one behind it:
#
# $$
# e_3 = \hat y - y, \qquad
# e_2 = (e_3 W_3^\top) \odot \sigma'(z_2), \qquad
# e_1 = (e_2 W_2^\top) \odot \sigma'(z_1).
# $$
#
# $\odot$ multiplies element by element, `*` in NumPy. Error terms are *per sample*: one row each, nothing averaged yet.
# The gradients average over the batch of $n$ samples (`batch_size`), with $a_0 = X$:
#
# $$
# \frac{\partial L}{\partial W_k} = \frac1n\, a_{k-1}^\top e_k, \qquad
# \frac{\partial L}{\partial b_k} = \frac1n \sum_{\text{samples}} e_k .
# $$
#
# A gradient has the shape of the parameter it belongs to. That settles most questions of order and transposition
# before you run anything.
#
# **Update.** Every parameter moves against its gradient, $W_k \leftarrow W_k - \eta\, \partial L/\partial W_k$, with the
# learning rate $\eta$. All six gradients come *before* the first update: $e_2$ needs the $W_3$ that made the prediction,
# and a $W_3$ that has already moved gives something else. (Some lab sheets update $W_3$ first. The lecture measures what
# that costs.)
#
# For $\sigma'$ use your `relu_derivative`. What it gets wrong is not charged again here; if it does not run yet, write
# `(self.z_2 > 0)` in its place.

# %% [markdown]
# **Numbers for paper.** One sample $x = (1, 2)$ of class 1, layer sizes 2-3-2-4:
#
# $$
# W_1 = \begin{pmatrix} 1 & 0 & -1 \\ 1 & 1 & 0 \end{pmatrix},\;
# b_1 = (0, -1, 0), \qquad
# W_2 = \begin{pmatrix} 1 & -1 \\ -1 & 0 \\ 2 & 2 \end{pmatrix},\;
# b_2 = (0, 1),
# $$
#
# $$
# W_3 = \begin{pmatrix} 1 & 0 & -1 & 0.5 \\ 1 & 2 & 1 & 0 \end{pmatrix},\;
# b_3 = (0, 0, 1, 0).
# $$
#
# | forward, given | | backward, yours | |
# |---|---|---|---|
# | $z_1$ | (3, 1, -1) | $e_3$ | (0.644, -0.913, 0.032, 0.237) |
# | $a_1$ | (3, 1, 0) | $e_3 W_3^\top$ | (0.730, -1.150) |
# | $z_2$ | (2, -2) | $e_2$ | (0.730, 0) |
# | $a_2$ | (2, 0) | $e_2 W_2^\top$ | (0.730, -0.730, 1.461) |
# | $z_3$ | (2, 0, -1, 1) | $e_1$ | (0.730, -0.730, 0) |
# | $\hat y$ | (0.644, 0.087, 0.032, 0.237) | $\partial L/\partial b_1$ | (0.730, -0.730, 0) |
#
# Compute $e_2$ and $e_1$ by hand before you write code. Which neurons are off, and where do you see it in the right
# half? Then write down the two rows of $\partial L/\partial W_1$; the second is twice the first. Why?

# %% task relu_network
class ReluNeuralNetwork:
    def __init__(self, input_size, hidden1_size, hidden2_size, output_size, seed=0):
        rng = np.random.default_rng(seed)
        sizes = (input_size, hidden1_size, hidden2_size, output_size)
        draw = [rng.standard_normal((a, b)) * np.sqrt(1 / a) for a, b in zip(sizes[:-1], sizes[1:])]
        self.weights_1, self.weights_2, self.weights_3 = draw
        self.bias_1 = np.zeros((1, hidden1_size))
        self.bias_2 = np.zeros((1, hidden2_size))
        self.bias_3 = np.zeros((1, output_size))

    def forward(self, X):
        self.z_1 = X @ self.weights_1 + self.bias_1
        self.a_1 = relu(self.z_1)
        self.z_2 = self.a_1 @ self.weights_2 + self.bias_2
        self.a_2 = relu(self.z_2)
        self.z_3 = self.a_2 @ self.weights_3 + self.bias_3
        self.y_pred = softmax(self.z_3)
        return self.y_pred

    def backward(self, X, y, batch_size, y_pred, learning_rate):
        # output layer: error term (given) and gradients
        self.e_3 = y_pred - y
        ### BEGIN SOLUTION
        self.grad_weights_3 = self.a_2.T @ self.e_3 / batch_size
        self.grad_bias_3 = np.sum(self.e_3, axis=0, keepdims=True) / batch_size
        ### END SOLUTION
        # second hidden layer: error term and gradients
        ### BEGIN SOLUTION
        self.e_2 = (self.e_3 @ self.weights_3.T) * relu_derivative(self.z_2)
        self.grad_weights_2 = self.a_1.T @ self.e_2 / batch_size
        self.grad_bias_2 = np.sum(self.e_2, axis=0, keepdims=True) / batch_size
        ### END SOLUTION
        # first hidden layer: error term and gradients
        ### BEGIN SOLUTION
        self.e_1 = (self.e_2 @ self.weights_2.T) * relu_derivative(self.z_1)
        self.grad_weights_1 = X.T @ self.e_1 / batch_size
        self.grad_bias_1 = np.sum(self.e_1, axis=0, keepdims=True) / batch_size
        ### END SOLUTION
        # gradient descent, now that all gradients are known
        ### BEGIN SOLUTION
        self.weights_3 -= learning_rate * self.grad_weights_3
        self.bias_3 -= learning_rate * self.grad_bias_3
        self.weights_2 -= learning_rate * self.grad_weights_2
        self.bias_2 -= learning_rate * self.grad_bias_2
        self.weights_1 -= learning_rate * self.grad_weights_1
        self.bias_1 -= learning_rate * self.grad_bias_1
        ### END SOLUTION

    def train(self, X, y, epochs, learning_rate):
        for _ in range(epochs):
            y_pred = self.forward(X)
            self.backward(X, y, X.shape[0], y_pred, learning_rate)


# %% [markdown]
# **Check it yourself first.** Your `numerical_gradient` can judge your network, in any project, without anybody's checks.
# The next cell makes a small network and a batch of six samples, calls `backward` once, puts the parameters back where
# they were, and compares each gradient with the central differences of the mean loss. It is not graded.

# %% given gradient_check
def gradient_check(network_class, h=1e-5):
    """Print for each parameter how far the gradient of backward is from the central differences."""
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(6, 3)), np.eye(4)[rng.integers(4, size=6)]
    network = network_class(3, 5, 7, 4)
    names = ("weights_3", "bias_3", "weights_2", "bias_2", "weights_1", "bias_1")
    start = {name: getattr(network, name).copy() for name in names}
    try:
        network.backward(X, y, len(X), network.forward(X), learning_rate=0.1)
    except Exception as error:
        print(f"backward stopped: {type(error).__name__}: {error}")
    for name in names:
        setattr(network, name, start[name])
    for name in names:
        print(f"{name:<10}", compare(network, name, X, y, h))


def compare(network, name, X, y, h):
    """The relative error of one gradient, or what keeps it from being compared."""
    value, gradient = getattr(network, name), getattr(network, f"grad_{name}", None)
    if gradient is None:
        return "no gradient yet"
    if np.shape(gradient) not in (value.shape, value.shape[1:]):
        return f"the gradient has shape {np.shape(gradient)}, the parameter {value.shape}"

    def mean_loss(changed):
        setattr(network, name, changed)
        return -np.mean(np.sum(y * np.log(network.forward(X)), axis=1))

    try:
        expected = numerical_gradient(mean_loss, value.copy(), h)
    except Exception as error:
        return f"stopped: {type(error).__name__}: {error}"
    finally:
        setattr(network, name, value)
    if np.shape(expected) != value.shape:
        return "numerical_gradient is not right yet"
    return f"relative error {relative_error(np.reshape(gradient, value.shape), expected):.0e}"


# %%
gradient_check(ReluNeuralNetwork)

# %% [markdown]
# Expect six numbers below $10^{-9}$. A wrong formula shows as $10^{-2}$ or more, and the size is a hint: 1 means a wrong
# sign, 1/3 a factor of 2, and 5/7 (0.7) a factor of 6: the batch size was forgotten. The layers are printed in the
# order of the backward pass, so look at the first bad row.
#
# The graded check does the same with its own central differences, error terms included, and stops at the first wrong row.

# %% check relu_network_backward points=5
# backward gives the right error terms, all six gradients and the update.
paper = four_layer.Case.paper("relu")
batch = four_layer.Case.random("relu", sizes=(3, 6, 4, 2), n_samples=5, seed=1)
# Your own function, looked up when needed: a cell of yours that does not run must not stop this check.
own = {"relu_derivative": lambda z: relu_derivative(z)}
four_layer.check_backward(ReluNeuralNetwork, paper, batch, given_layers=(), own=own)

# %% hidden relu_network_e_2 points=4
# e_2 is the derivative of each sample's loss at z_2.
case = four_layer.Case.random("relu", sizes=(5, 8, 6, 4), n_samples=11, seed=3301)
own = {"relu_derivative": lambda z: relu_derivative(z)}
four_layer.check_backward(ReluNeuralNetwork, case, values=("e_2",), own=own)

# %% hidden relu_network_e_1 points=4
# e_1 is the derivative of each sample's loss at z_1.
case = four_layer.Case.random("relu", sizes=(4, 6, 9, 3), n_samples=10, seed=3302)
own = {"relu_derivative": lambda z: relu_derivative(z)}
four_layer.check_backward(ReluNeuralNetwork, case, values=("e_1",), own=own)

# %% hidden relu_network_grad_weights_3 points=3
# grad_weights_3 is the derivative of the mean loss at weights_3.
case = four_layer.Case.random("relu", sizes=(6, 7, 5, 3), n_samples=8, seed=3303)
four_layer.check_backward(ReluNeuralNetwork, case, values=("grad_weights_3",))

# %% hidden relu_network_grad_bias_3 points=3
# grad_bias_3 is the derivative of the mean loss at bias_3.
case = four_layer.Case.random("relu", sizes=(7, 4, 9, 5), n_samples=12, seed=3304)
four_layer.check_backward(ReluNeuralNetwork, case, values=("grad_bias_3",))

# %% hidden relu_network_grad_weights_2 points=3
# grad_weights_2 is the derivative of the mean loss at weights_2.
case = four_layer.Case.random("relu", sizes=(6, 8, 5, 4), n_samples=9, seed=3305)
four_layer.check_backward(ReluNeuralNetwork, case, values=("grad_weights_2",))

# %% hidden relu_network_grad_bias_2 points=3
# grad_bias_2 is the derivative of the mean loss at bias_2.
case = four_layer.Case.random("relu", sizes=(5, 9, 6, 3), n_samples=8, seed=3306)
four_layer.check_backward(ReluNeuralNetwork, case, values=("grad_bias_2",))

# %% hidden relu_network_grad_weights_1 points=3
# grad_weights_1 is the derivative of the mean loss at weights_1.
case = four_layer.Case.random("relu", sizes=(6, 9, 5, 3), n_samples=11, seed=3307)
four_layer.check_backward(ReluNeuralNetwork, case, values=("grad_weights_1",))

# %% hidden relu_network_grad_bias_1 points=3
# grad_bias_1 is the derivative of the mean loss at bias_1.
case = four_layer.Case.random("relu", sizes=(4, 7, 9, 5), n_samples=12, seed=3308)
four_layer.check_backward(ReluNeuralNetwork, case, values=("grad_bias_1",))

# %% hidden relu_network_update points=4
# All six parameters move by learning_rate times their gradient, downhill.
case = four_layer.Case.random("relu", sizes=(5, 7, 6, 4), n_samples=9, seed=3309)
four_layer.check_update(ReluNeuralNetwork, case, given_layers=())

# %% [markdown]
# ## 5. Without activation
#
# Take the activation away: $a_1 = z_1$ and $a_2 = z_2$, so
#
# $$
# \hat y = \mathrm{softmax}\big((( X W_1 + b_1)\, W_2 + b_2)\, W_3 + b_3\big).
# $$
#
# **Part 4, 20 points, 14 lines.** With $\sigma(z) = z$, what is $\sigma'(z)$, and what becomes of the two formulas for
# $e_2$ and $e_1$? Answer on paper, then write. Names, shapes and update are the same as before. On the numbers for paper
# (weights, sample and class as before):
#
# | forward, given | | backward, yours | |
# |---|---|---|---|
# | $z_1 = a_1$ | (3, 1, -1) | $e_3$ | (0.017, -1.000, 0.047, 0.936) |
# | $z_2 = a_2$ | (0, -4) | $e_2$ | (0.439, -1.936) |
# | $z_3$ | (-4, -8, -3, 0) | $e_1$ | (2.374, -0.439, -2.994) |

# %% task linear_network
class LinearNeuralNetwork:
    def __init__(self, input_size, hidden1_size, hidden2_size, output_size, seed=0):
        rng = np.random.default_rng(seed)
        sizes = (input_size, hidden1_size, hidden2_size, output_size)
        draw = [rng.standard_normal((a, b)) * np.sqrt(1 / a) for a, b in zip(sizes[:-1], sizes[1:])]
        self.weights_1, self.weights_2, self.weights_3 = draw
        self.bias_1 = np.zeros((1, hidden1_size))
        self.bias_2 = np.zeros((1, hidden2_size))
        self.bias_3 = np.zeros((1, output_size))

    def forward(self, X):
        self.z_1 = X @ self.weights_1 + self.bias_1
        self.a_1 = self.z_1
        self.z_2 = self.a_1 @ self.weights_2 + self.bias_2
        self.a_2 = self.z_2
        self.z_3 = self.a_2 @ self.weights_3 + self.bias_3
        self.y_pred = softmax(self.z_3)
        return self.y_pred

    def backward(self, X, y, batch_size, y_pred, learning_rate):
        # output layer: error term (given) and gradients
        self.e_3 = y_pred - y
        ### BEGIN SOLUTION
        self.grad_weights_3 = self.a_2.T @ self.e_3 / batch_size
        self.grad_bias_3 = np.sum(self.e_3, axis=0, keepdims=True) / batch_size
        ### END SOLUTION
        # second hidden layer: error term and gradients
        ### BEGIN SOLUTION
        self.e_2 = self.e_3 @ self.weights_3.T
        self.grad_weights_2 = self.a_1.T @ self.e_2 / batch_size
        self.grad_bias_2 = np.sum(self.e_2, axis=0, keepdims=True) / batch_size
        ### END SOLUTION
        # first hidden layer: error term and gradients
        ### BEGIN SOLUTION
        self.e_1 = self.e_2 @ self.weights_2.T
        self.grad_weights_1 = X.T @ self.e_1 / batch_size
        self.grad_bias_1 = np.sum(self.e_1, axis=0, keepdims=True) / batch_size
        ### END SOLUTION
        # gradient descent, now that all gradients are known
        ### BEGIN SOLUTION
        self.weights_3 -= learning_rate * self.grad_weights_3
        self.bias_3 -= learning_rate * self.grad_bias_3
        self.weights_2 -= learning_rate * self.grad_weights_2
        self.bias_2 -= learning_rate * self.grad_bias_2
        self.weights_1 -= learning_rate * self.grad_weights_1
        self.bias_1 -= learning_rate * self.grad_bias_1
        ### END SOLUTION

    def train(self, X, y, epochs, learning_rate):
        for _ in range(epochs):
            y_pred = self.forward(X)
            self.backward(X, y, X.shape[0], y_pred, learning_rate)


# %%
gradient_check(LinearNeuralNetwork)

# %% check linear_network_backward points=2
# backward gives the right error terms, all six gradients and the update.
paper = four_layer.Case.paper("linear")
batch = four_layer.Case.random("linear", sizes=(3, 6, 4, 2), n_samples=5, seed=1)
four_layer.check_backward(LinearNeuralNetwork, paper, batch, given_layers=())

# %% hidden linear_network_e_2 points=2
# e_2 is the derivative of each sample's loss at z_2.
case = four_layer.Case.random("linear", sizes=(6, 5, 7, 3), n_samples=12, seed=3401)
four_layer.check_backward(LinearNeuralNetwork, case, values=("e_2",))

# %% hidden linear_network_e_1 points=2
# e_1 is the derivative of each sample's loss at z_1.
case = four_layer.Case.random("linear", sizes=(5, 9, 6, 4), n_samples=11, seed=3402)
four_layer.check_backward(LinearNeuralNetwork, case, values=("e_1",))

# %% hidden linear_network_grad_weights_3 points=2
# grad_weights_3 is the derivative of the mean loss at weights_3.
case = four_layer.Case.random("linear", sizes=(7, 5, 8, 4), n_samples=9, seed=3403)
four_layer.check_backward(LinearNeuralNetwork, case, values=("grad_weights_3",))

# %% hidden linear_network_grad_bias_3 points=2
# grad_bias_3 is the derivative of the mean loss at bias_3.
case = four_layer.Case.random("linear", sizes=(4, 9, 6, 3), n_samples=10, seed=3404)
four_layer.check_backward(LinearNeuralNetwork, case, values=("grad_bias_3",))

# %% hidden linear_network_grad_weights_2 points=2
# grad_weights_2 is the derivative of the mean loss at weights_2.
case = four_layer.Case.random("linear", sizes=(4, 8, 7, 5), n_samples=10, seed=3405)
four_layer.check_backward(LinearNeuralNetwork, case, values=("grad_weights_2",))

# %% hidden linear_network_grad_bias_2 points=2
# grad_bias_2 is the derivative of the mean loss at bias_2.
case = four_layer.Case.random("linear", sizes=(6, 4, 8, 3), n_samples=9, seed=3406)
four_layer.check_backward(LinearNeuralNetwork, case, values=("grad_bias_2",))

# %% hidden linear_network_grad_weights_1 points=2
# grad_weights_1 is the derivative of the mean loss at weights_1.
case = four_layer.Case.random("linear", sizes=(7, 6, 9, 4), n_samples=12, seed=3407)
four_layer.check_backward(LinearNeuralNetwork, case, values=("grad_weights_1",))

# %% hidden linear_network_grad_bias_1 points=2
# grad_bias_1 is the derivative of the mean loss at bias_1.
case = four_layer.Case.random("linear", sizes=(5, 8, 6, 3), n_samples=10, seed=3408)
four_layer.check_backward(LinearNeuralNetwork, case, values=("grad_bias_1",))

# %% hidden linear_network_update points=2
# All six parameters move by learning_rate times their gradient, downhill.
case = four_layer.Case.random("linear", sizes=(6, 9, 5, 4), n_samples=11, seed=3409)
four_layer.check_update(LinearNeuralNetwork, case, given_layers=())

# %% [markdown]
# ## 6. Why the error term looks as it does
#
# **Part 5, 15 points, graded by hand.** In the next cell, derive
#
# $$
# e_2 = (e_3 W_3^\top) \odot \sigma'(z_2)
# $$
#
# from the chain rule. Begin with one sample and one neuron: the loss depends on $z_{2,j}$ only through $a_{2,j}$, and on
# $a_{2,j}$ through *all* the scores $z_{3,k}$. Formulas may be typed (`$e_{3,k}$`) or written in words and code.
#
# - The chain rule for $\partial L / \partial z_{2,j}$, with the sum over $k$ and why there is one (5 points).
# - Each factor worked out: $\partial L/\partial z_{3,k}$, $\partial z_{3,k}/\partial a_{2,j}$ and
#   $\partial a_{2,j}/\partial z_{2,j}$ (4 points).
# - From indices back to matrices: where the transpose comes from, and why the last factor multiplies element by element
#   and not as a matrix (4 points).
# - The shapes of all factors for a batch of $n$ samples (2 points).

# %% explain error_terms [markdown] points=15
# *Chain rule.* Take one sample. $z_{2,j}$ enters the loss only through $a_{2,j} = \sigma(z_{2,j})$. But $a_{2,j}$ is read by
# every output neuron, $z_{3,k} = \sum_i a_{2,i} W_{3,ik} + b_{3,k}$, so a change of it reaches the loss along one path per
# $k$, and the effects of all paths add up:
#
# $$
# e_{2,j} = \frac{\partial L}{\partial z_{2,j}}
# = \sum_k \frac{\partial L}{\partial z_{3,k}}\, \frac{\partial z_{3,k}}{\partial a_{2,j}}\,
#   \frac{\partial a_{2,j}}{\partial z_{2,j}} .
# $$
#
# *Factors.* $\partial L/\partial z_{3,k} = e_{3,k}$ by definition. In the sum for $z_{3,k}$ only the term $i = j$ contains
# $a_{2,j}$, so $\partial z_{3,k}/\partial a_{2,j} = W_{3,jk}$. And $\partial a_{2,j}/\partial z_{2,j} = \sigma'(z_{2,j})$,
# which for ReLU is 1 where $z_{2,j} > 0$ and 0 elsewhere. It does not depend on $k$ and comes out of the sum:
#
# $$
# e_{2,j} = \Big(\sum_k e_{3,k}\, W_{3,jk}\Big)\, \sigma'(z_{2,j}) .
# $$
#
# *Matrices.* The sum runs over the second index of $W_3$, the column. In a product $e_3 M$ the sum runs over the *row*
# index of $M$, so $M_{kj} = W_{3,jk}$, that is $M = W_3^\top$: forward the weights lead from $j$ to $k$, backward from $k$
# to $j$. The activation acts on each neuron alone, $a_{2,j}$ does not depend on $z_{2,i}$ for $i \ne j$. So its derivative
# gives one factor per entry and no sum, which is the product $\odot$. Hence $e_2 = (e_3 W_3^\top) \odot \sigma'(z_2)$, and
# the rows of a batch do not mix, as each sample has its own loss.
#
# *Shapes.* $e_3$ is `(n, output)`, $W_3^\top$ is `(output, hidden2)`, their product `(n, hidden2)`, the same as $\sigma'(z_2)$
# and $e_2$.

# %% [markdown]
# ## 7. For thought
#
# Not graded. Predict first, then run it:
#
# - Run `gradient_check(ReluNeuralNetwork, h=1e-12)`, then `h=0.5`. Which is worse, and what spoils each of them?
# - Move the line that updates `weights_3` above the line of `e_2`. Which of the six rows of `gradient_check` change?
#   Does the network still learn?
# - A network with sigmoid in both hidden layers: which lines of `ReluNeuralNetwork` change?
