# %% [markdown]
# # Build a network that finds the petals
#
# **What you will do.** Write eight small functions that together make a network with one hidden layer, train it on a
# flower that no straight line can divide, and measure what the size of the hidden layer does.
#
# **What you will learn.** To cut a network into functions with clear inputs and outputs, to turn the chain rule into
# four gradients, and to check each function on its own before you put them together.
#
# **What you need.** The lecture `notebooks/04_petals.ipynb`, matrix products in NumPy (`@`, `.T`, `axis=0`), and about
# two hours.
#
# | part | what | points |
# |---|---|---|
# | 1 | `layer_sizes` | 5 |
# | 2 | `initialize_parameters` | 10 |
# | 3 | `forward_propagation` | 15 |
# | 4 | `compute_cost` | 10 |
# | 5 | `backward_propagation` | 20 |
# | 6 | `update_parameters` | 10 |
# | 7 | `nn_model` | 15 |
# | 8 | `predict` | 5 |
# | 9 | explain what the hidden size does (by hand) | 10 |
#
# Replace every `None  # TODO`, and every line `raise NotImplementedError(...)`. Leave the names as they are: the
# checks look for them. Below each task stands a check that you can run as often as you like; it says what is wrong and
# usually why. The *hidden checks* listed under it run after you submit. Each looks at one property, on other numbers
# and other sizes, so one mistake costs its own line and not the rest. (A function that stops with an error costs what
# calls it, too.)
#
# **What your code may import.** Python's standard library, NumPy, Matplotlib, and of this package `bplab.datasets` and
# `bplab.figures`. Other libraries may be missing where your notebook is graded. The rest of `bplab` holds right answers
# and is not there: a function of yours that uses it fails, here as well. Checks and explorers that you call in cells
# of your own do no harm, and show nothing while your notebook is graded.

# %% [markdown]
# ## 1. What is given
#
# Samples are rows everywhere. `X` has shape `(n, n_x)`, the labels `Y` have shape `(n, 1)` and are 0 or 1, weights
# have shape `(n_in, n_out)`, and a bias has shape `(1, n_out)`, one number per neuron, added to every row. (Older
# versions of this exercise put samples into columns. Where you find such code, every product is the other way round.)

# %% given imports
import matplotlib.pyplot as plt
import numpy as np

from bplab import datasets
from bplab.checks import petals
from bplab.figures import boundary, use_course_style

use_course_style()


def sigmoid(z):
    """1 / (1 + exp(-z)), element by element: a score becomes a probability."""
    return 1 / (1 + np.exp(-z))


def initialize_with_seed(seed, n_x, n_h, n_y):
    """Your initialize_parameters, started from a known state of NumPy's random generator."""
    np.random.seed(seed)
    return initialize_parameters(n_x, n_h, n_y)


X, y = datasets.petals(seed=1)
Y = y.reshape(-1, 1)

# %% [markdown]
# The flower has 400 points in the plane, 200 of each class, in eight petals. Walk around the centre once and write down
# the classes of the petals: they alternate, except in two places where neighbours are alike. That makes six sectors.

# %% given data
print("X", X.shape, X.dtype, "  Y", Y.shape, Y.dtype)
print("X[0]  ", X[0].round(2), "  Y[0]  ", Y[0])
print("X[200]", X[200].round(2), "  Y[200]", Y[200])

fig, ax = plt.subplots(figsize=(4, 4))
boundary.scatter(ax, X, Y, size=22)
ax.set(xlabel="$x_1$", ylabel="$x_2$")
plt.show()

# %% [markdown]
# ## 2. The size of each layer
#
# **Part 1, 5 points, 3 lines.** `layer_sizes(X, Y)` returns the three sizes `(n_x, n_h, n_y)`: as many inputs as `X` has
# features, four hidden neurons whatever the data, and as many outputs as `Y` has columns. Read the first and the last
# from the shapes; the function must work for other data, too.
#
# Example: for `X` of shape `(400, 2)` and `Y` of shape `(400, 1)` it returns `(2, 4, 1)`.

# %% task layer_sizes
def layer_sizes(X, Y):
    ### BEGIN SOLUTION
    n_x = X.shape[1]
    n_h = 4
    n_y = Y.shape[1]
    ### END SOLUTION
    return n_x, n_h, n_y


# %% check layer_sizes points=2
# layer_sizes reads n_x and n_y from the data, and n_h is 4.
petals.check_layer_sizes(layer_sizes, (400, 2, 1), (7, 5, 3))

# %% hidden layer_sizes_inputs points=1
# n_x is the number of features.
petals.check_layer_sizes(layer_sizes, (9, 6, 2), (1, 8, 5), names=("n_x",))

# %% hidden layer_sizes_hidden points=1
# n_h is 4, whatever the data.
petals.check_layer_sizes(layer_sizes, (11, 3, 2), (5, 7, 6), names=("n_h",))

# %% hidden layer_sizes_outputs points=1
# n_y is the number of columns of Y.
petals.check_layer_sizes(layer_sizes, (10, 5, 3), (2, 7, 1), names=("n_y",))

# %% [markdown]
# ## 3. The start
#
# **Part 2, 10 points, 4 lines.** `initialize_parameters(n_x, n_h, n_y)` returns a dict of four arrays:
#
# | key | shape | value |
# |---|---|---|
# | `W1` | `(n_x, n_h)` | 0.01 times standard normal numbers |
# | `b1` | `(1, n_h)` | zeros |
# | `W2` | `(n_h, n_y)` | 0.01 times standard normal numbers |
# | `b2` | `(1, n_y)` | zeros |
#
# Random, because equal neurons would stay equal: they would see the same inputs and get the same gradients. Small,
# because tanh is steep near 0 and flat far from it.
#
# So that everybody gets the same figures, the order of drawing is fixed: **W1 before W2, and each drawn with
# `np.random.randn` in the shape (n_out, n_in), then transposed with `.T`.** The figures of this exercise come from a
# version with samples in columns, whose weights have that shape. The same numbers drawn as `(n_in, n_out)` would be
# just as good a start, but another one. Set no seed in this function; `nn_model` does that.
#
# Example: after `np.random.seed(1)`, sizes 2-3-1 give
#
# $$
# W_1 = \begin{pmatrix} 0.0162 & -0.0053 & 0.0087 \\ -0.0061 & -0.0107 & -0.0230 \end{pmatrix}, \qquad
# W_2 = \begin{pmatrix} 0.0174 \\ -0.0076 \\ 0.0032 \end{pmatrix}.
# $$

# %% task initialize_parameters
def initialize_parameters(n_x, n_h, n_y):
    ### BEGIN SOLUTION
    W1 = np.random.randn(n_h, n_x).T * 0.01
    b1 = np.zeros((1, n_h))
    W2 = np.random.randn(n_y, n_h).T * 0.01
    b2 = np.zeros((1, n_y))
    ### END SOLUTION
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


# %% check initialize_parameters points=2
# initialize_parameters gives the numbers of the example, and different ones each time.
petals.check_initialize(initialize_parameters, initialize_with_seed, sizes=(2, 3, 1), seed=1)

# %% hidden initialize_parameters_shapes points=2
# All four parameters have the right shape.
petals.check_initial_shapes(initialize_parameters, (3, 7, 2), (6, 4, 5))

# %% hidden initialize_parameters_biases points=1
# The biases start at zero.
petals.check_initial_biases(initialize_parameters, sizes=(4, 6, 3))

# %% hidden initialize_parameters_scale points=2
# The weights have mean 0 and standard deviation 0.01.
petals.check_initial_scale(initialize_parameters, sizes=(80, 120, 90))

# %% hidden initialize_parameters_random points=1
# The weights differ from one another and from call to call.
petals.check_initial_random(initialize_parameters, sizes=(5, 8, 3))

# %% hidden initialize_parameters_order points=2
# The weights are drawn in the order that the text asks for.
petals.check_initial_order(initialize_with_seed, sizes=(3, 5, 2), seed=2301)

# %% [markdown]
# ## 4. Forward
#
# **Part 3, 15 points, 4 lines.** `forward_propagation(X, parameters)` sends all samples through the network at once and
# returns two things: the probabilities `A2`, and a dict `cache` with everything that was computed on the way, because
# the backward pass needs it.
#
# | step | shape |
# |---|---|
# | $Z_1 = X W_1 + b_1$ | `(n, n_h)` |
# | $A_1 = \tanh(Z_1)$, with `np.tanh` | `(n, n_h)` |
# | $Z_2 = A_1 W_2 + b_2$ | `(n, 1)` |
# | $A_2 = \sigma(Z_2)$, with the given `sigmoid` | `(n, 1)` |
#
# **Numbers for paper.** One sample $x = (1, 2)$, sizes 2-3-1:
#
# $$
# W_1 = \begin{pmatrix} 1 & -1 & 2 \\ 0 & 1 & -1 \end{pmatrix},\;
# b_1 = (0, -2, 0), \qquad
# W_2 = \begin{pmatrix} 2 \\ 1 \\ 3 \end{pmatrix},\;
# b_2 = 0.5 .
# $$
#
# | forward | | backward, for $y = 1$ | |
# |---|---|---|---|
# | $Z_1$ | (1, -1, 0) | $dZ_2$ | -0.2207 |
# | $A_1$ | (0.7616, -0.7616, 0) | $dW_2$ | (-0.1681, 0.1681, 0) |
# | $Z_2$ | 1.2616 | $dZ_1$ | (-0.1854, -0.0927, -0.6621) |
# | $A_2$ | 0.7793 | $db_1$ | (-0.1854, -0.0927, -0.6621) |
#
# Do the left column by hand (with $\tanh 1 = 0.7616$) before you write code. The right column belongs to section 6.

# %% task forward_propagation
def forward_propagation(X, parameters):
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    ### BEGIN SOLUTION
    Z1 = X @ W1 + b1
    A1 = np.tanh(Z1)
    Z2 = A1 @ W2 + b2
    A2 = sigmoid(Z2)
    ### END SOLUTION
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


# %% check forward_propagation points=4
# forward_propagation is right on the paper example and on a batch.
batch = petals.PetalsCase.random(sizes=(3, 5, 1), n_samples=6, seed=1)
petals.check_forward(forward_propagation, petals.PetalsCase.paper(), batch)

# %% hidden forward_propagation_shapes points=3
# All values have the right shapes, for one sample, too.
petals.check_forward_shapes(forward_propagation, sizes=(4, 7, 1), n_samples=(9, 1), seed=2401)

# %% hidden forward_propagation_z1 points=2
# Z1 is the weighted sum of the inputs, plus the bias.
case = petals.PetalsCase.random(sizes=(5, 8, 1), n_samples=7, seed=2402)
petals.check_forward(forward_propagation, case, values=("Z1",))

# %% hidden forward_propagation_a1 points=2
# A1 is tanh of Z1.
case = petals.PetalsCase.random(sizes=(4, 6, 1), n_samples=9, seed=2403)
petals.check_forward(forward_propagation, case, values=("A1",))

# %% hidden forward_propagation_z2 points=2
# Z2 is the weighted sum of A1, plus the bias.
case = petals.PetalsCase.random(sizes=(3, 9, 1), n_samples=8, seed=2404)
petals.check_forward(forward_propagation, case, values=("Z2",))

# %% hidden forward_propagation_a2 points=2
# A2 is the sigmoid of Z2, in the cache and as the returned value.
case = petals.PetalsCase.random(sizes=(6, 4, 1), n_samples=10, seed=2405)
petals.check_forward(forward_propagation, case, values=("A2",))

# %% [markdown]
# ## 5. The cost
#
# **Part 4, 10 points, 1 to 3 lines.** `compute_cost(A2, Y)` takes the probabilities and the labels, both of shape `(n,
# 1)`, and returns one number, the mean cross-entropy over the $n$ samples:
#
# $$
# L = -\frac1n \sum_{i=1}^{n} \Big( y_i \log a_i + (1 - y_i) \log(1 - a_i) \Big).
# $$
#
# A sample with $y = 1$ pays $-\log a$, one with $y = 0$ pays $-\log(1 - a)$; the other term is zero. So a network that
# always says ½ costs $\ln 2 = 0.6931$.
#
# Example: `A2` $= (0.8,\, 0.4)$ with `Y` $= (1,\, 0)$, as columns, costs $(0.2231 + 0.5108) / 2 = 0.3670$.
#
# Three traps:
#
# - *One number* means a float, not an array of shape `(1, 1)`: `np.dot(Y.T, np.log(A2))` is such an array, and since
#   NumPy 2 not even `float(...)` accepts it. Multiply element by element and sum, or take the number out with
#   `.item()`.
# - Labels are often stored as `uint8`, which has no negative numbers: there `Y - 1` and `-Y` wrap round to 255. Write
#   `1 - Y`, and the minus before the whole sum.
# - `log(0)` is minus infinity. You need not care: all probabilities here lie strictly between 0 and 1, and the checks
#   keep to that. (You may clip `A2`, at `1e-12` or less.)

# %% task compute_cost
def compute_cost(A2, Y):
    ### BEGIN SOLUTION
    return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
    ### END SOLUTION


# %% check compute_cost points=2
# compute_cost gives 0.3670 on the example, and the right number on a batch.
petals.check_cost(compute_cost, n_samples=5, seed=1)

# %% hidden compute_cost_ones points=2
# A sample with y = 1 pays -log(a).
petals.check_cost_sample(compute_cost, label=1, seed=2501)

# %% hidden compute_cost_zeros points=2
# A sample with y = 0 pays -log(1 - a).
petals.check_cost_sample(compute_cost, label=0, seed=2502)

# %% hidden compute_cost_mean points=2
# The cost of a batch is the mean over its samples.
petals.check_cost_mean(compute_cost, n_samples=7, seed=2503)

# %% hidden compute_cost_number points=1
# The cost is one number, not an array that holds one.
petals.check_cost_number(compute_cost, n_samples=8, seed=2504)

# %% hidden compute_cost_uint8 points=1
# Labels of type uint8 cost the same.
petals.check_cost_uint8(compute_cost, n_samples=11, seed=2505)

# %% [markdown]
# ## 6. Backward
#
# **Part 5, 20 points, 6 lines.** `backward_propagation(parameters, cache, X, Y)` returns the dict `grads` with the
# derivative of the cost at each parameter. Write $dZ_k$ for the *error term* of layer $k$: how the loss of each sample
# changes with that sample's $Z_k$. It starts at the output and goes back one layer:
#
# $$
# dZ_2 = A_2 - Y, \qquad
# dZ_1 = (dZ_2\, W_2^\top) \odot (1 - A_1^2).
# $$
#
# $\odot$ multiplies element by element, `*` in NumPy, and $1 - A_1^2$ is the derivative of tanh. The gradients are
# means over the $n$ samples:
#
# $$
# dW_2 = \frac1n A_1^\top dZ_2, \quad
# db_2 = \frac1n \sum_{\text{samples}} dZ_2, \qquad
# dW_1 = \frac1n X^\top dZ_1, \quad
# db_1 = \frac1n \sum_{\text{samples}} dZ_1 .
# $$
#
# A gradient has the shape of the parameter it belongs to: `dW1` is `(n_x, n_h)`, `db1` is `(1, n_h)`, `dW2` is `(n_h,
# 1)`, `db2` is `(1, 1)`. Sum over the samples with `np.sum(..., axis=0, keepdims=True)`. Why does $dZ_2$ have no
# derivative of the sigmoid? It was there, $a(1 - a)$, and cancelled against the derivative of the cross-entropy.
#
# The numbers for paper are in section 4, on the right. There $n = 1$, and $db_2 = dZ_2$. Which hidden neuron
# gets the largest error, and why that one?

# %% task backward_propagation
def backward_propagation(parameters, cache, X, Y):
    n = X.shape[0]
    W2 = parameters["W2"]
    A1, A2 = cache["A1"], cache["A2"]
    # output layer
    ### BEGIN SOLUTION
    dZ2 = A2 - Y
    dW2 = A1.T @ dZ2 / n
    db2 = np.sum(dZ2, axis=0, keepdims=True) / n
    ### END SOLUTION
    # hidden layer
    ### BEGIN SOLUTION
    dZ1 = (dZ2 @ W2.T) * (1 - A1**2)
    dW1 = X.T @ dZ1 / n
    db1 = np.sum(dZ1, axis=0, keepdims=True) / n
    ### END SOLUTION
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


# %% [markdown]
# The check shows a row for each quantity, in the order in which you compute them, and stops at the first that is
# wrong. It compares with *central differences*: it moves one number a little up and a little down and looks at what
# the cost does. No formula is involved, so it cannot make the same mistake as you. The error terms are not returned;
# the check reads them off the gradients of single samples, where $db_k = dZ_k$.

# %% check backward_propagation points=4
# backward_propagation gives the right error terms and all four gradients.
batch = petals.PetalsCase.random(sizes=(6, 7, 1), n_samples=5, seed=1)
petals.check_backward(backward_propagation, petals.PetalsCase.paper(), batch)

# %% hidden backward_propagation_dz2 points=3
# dZ2 is the derivative of each sample's loss at Z2.
case = petals.PetalsCase.random(sizes=(4, 8, 1), n_samples=7, seed=2601)
petals.check_backward(backward_propagation, case, values=("dZ2",))

# %% hidden backward_propagation_dw2 points=3
# dW2 is the derivative of the cost at W2.
case = petals.PetalsCase.random(sizes=(3, 9, 1), n_samples=7, seed=2602)
petals.check_backward(backward_propagation, case, values=("dW2",))

# %% hidden backward_propagation_db2 points=2
# db2 is the derivative of the cost at b2.
case = petals.PetalsCase.random(sizes=(5, 8, 1), n_samples=6, seed=2603)
petals.check_backward(backward_propagation, case, values=("db2",))

# %% hidden backward_propagation_dz1 points=4
# dZ1 is the derivative of each sample's loss at Z1.
case = petals.PetalsCase.random(sizes=(7, 8, 1), n_samples=6, seed=2604)
petals.check_backward(backward_propagation, case, values=("dZ1",))

# %% hidden backward_propagation_dw1 points=2
# dW1 is the derivative of the cost at W1.
case = petals.PetalsCase.random(sizes=(9, 8, 1), n_samples=7, seed=2605)
petals.check_backward(backward_propagation, case, values=("dW1",))

# %% hidden backward_propagation_db1 points=2
# db1 is the derivative of the cost at b1.
case = petals.PetalsCase.random(sizes=(8, 7, 1), n_samples=6, seed=2606)
petals.check_backward(backward_propagation, case, values=("db1",))

# %% [markdown]
# ## 7. The step
#
# **Part 6, 10 points, 4 lines.** `update_parameters(parameters, grads, learning_rate=1.2)` returns the parameters after
# one step of gradient descent, as a dict with the same four keys and the same shapes:
#
# $$
# W_1 \leftarrow W_1 - \eta\, dW_1, \qquad b_1 \leftarrow b_1 - \eta\, db_1, \qquad \text{and so on.}
# $$
#
# Example: a weight of 0.5 with gradient 0.25 becomes $0.5 - 1.2 \cdot 0.25 = 0.2$ at the learning rate $\eta = 1.2$.

# %% task update_parameters
def update_parameters(parameters, grads, learning_rate=1.2):
    ### BEGIN SOLUTION
    W1 = parameters["W1"] - learning_rate * grads["dW1"]
    b1 = parameters["b1"] - learning_rate * grads["db1"]
    W2 = parameters["W2"] - learning_rate * grads["dW2"]
    b2 = parameters["b2"] - learning_rate * grads["db2"]
    ### END SOLUTION
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


# %% check update_parameters points=3
# update_parameters moves all four parameters downhill by the right step.
batch = petals.PetalsCase.random(sizes=(3, 5, 1), n_samples=6, seed=1)
petals.check_update(update_parameters, batch)
petals.check_default_rate(update_parameters, batch)

# %% hidden update_parameters_weights points=3
# W1 and W2 move by learning_rate times their gradient, downhill.
case = petals.PetalsCase.random(sizes=(4, 7, 1), n_samples=8, seed=2701)
petals.check_update(update_parameters, case, keys=("W1", "W2"), learning_rates=(0.4, 2.5))

# %% hidden update_parameters_biases points=2
# b1 and b2 move by learning_rate times their gradient, downhill.
case = petals.PetalsCase.random(sizes=(5, 6, 1), n_samples=9, seed=2702)
petals.check_update(update_parameters, case, keys=("b1", "b2"), learning_rates=(0.7, 3.0))

# %% hidden update_parameters_default points=2
# Without a learning rate the step is that of learning_rate=1.2.
petals.check_default_rate(update_parameters, petals.PetalsCase.random(sizes=(3, 8, 1), n_samples=7, seed=2703))

# %% [markdown]
# ## 8. The model
#
# **Part 7, 15 points, about 6 lines.** `nn_model(X, Y, n_h, num_iterations, print_cost)` puts your functions together
# and returns the trained parameters:
#
# 1. take `n_x` and `n_y` from `layer_sizes`; the hidden size is the argument `n_h`;
# 2. start with `initialize_parameters`;
# 3. `num_iterations` times: forward, cost, gradients, and a step at learning rate 1.2.
#
# The first line sets the seed, so that two calls give the same result; leave it as it is. With `num_iterations=0` the
# function returns its start.
#
# On the petals, with `n_h=4`, the cost starts at 0.693162, just above $\ln 2 = 0.693147$: with weights this small, the
# network says nearly ½ everywhere. It must then fall exactly like this (the cost is taken before the step):
#
# | iteration | 0 | 1000 | 2000 | 3000 | 4000 | 5000 |
# |---|---|---|---|---|---|---|
# | cost | 0.693162 | 0.258625 | 0.239334 | 0.230802 | 0.225528 | 0.221845 |

# %% task nn_model
def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False):
    np.random.seed(3)
    ### BEGIN SOLUTION
    n_x, n_y = layer_sizes(X, Y)[0], layer_sizes(X, Y)[2]
    parameters = initialize_parameters(n_x, n_h, n_y)
    ### END SOLUTION
    for i in range(num_iterations):
        ### BEGIN SOLUTION
        A2, cache = forward_propagation(X, parameters)
        cost = compute_cost(A2, Y)
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads, learning_rate=1.2)
        ### END SOLUTION
        if print_cost and i % 1000 == 0:
            print(f"cost after iteration {i}: {cost:.6f}")
    return parameters


# %% check nn_model points=4
# nn_model starts as it should and makes rounds of your own functions.
before = layer_sizes, initialize_with_seed
functions = forward_propagation, backward_propagation, update_parameters
petals.check_model(nn_model, before, functions, (2, 5, 1), n_samples=8, num_iterations=4, seed=1)

# %% [markdown]
# The hidden checks train with few samples and steps, so that a loop over the samples is fast enough, too: each has 30
# seconds, and needs about one. To see all six figures of the table, run
# `nn_model(X, Y, 4, num_iterations=5001, print_cost=True)` in a cell of your own.

# %% hidden nn_model_start points=3
# Without iterations, nn_model returns its start, for seed 3.
before = layer_sizes, initialize_with_seed
functions = forward_propagation, backward_propagation, update_parameters
petals.check_start(nn_model, before, functions, (2, 6, 1), (5, 3, 1), n_samples=7, seed=2801)

# %% hidden nn_model_steps points=4
# k iterations are k rounds of your own forward, backward, update.
functions = forward_propagation, backward_propagation, update_parameters
sizes = (2, 7, 1), (2, 3, 1)
petals.check_steps(nn_model, initialize_with_seed, functions, *sizes, n_samples=9, num_iterations=3, seed=2802)

# %% hidden nn_model_figures points=2
# On a flower never seen, 300 iterations reach the right cost.
petals.check_figures(nn_model, initialize_with_seed, num_iterations=300, seed=2803)

# %% hidden nn_model_accuracy points=2
# n_h=5 reaches an accuracy of 0.85 on flowers never seen.
seeds = 2811, 2812, 2813
petals.check_accuracy(nn_model, forward_propagation, n_h=5, num_iterations=400, seeds=seeds, low=0.85)

# %% [markdown]
# ## 9. The prediction
#
# **Part 8, 5 points, 1 or 2 lines.** `predict(parameters, X)` returns the class of each sample, shape `(n, 1)`: 1 where
# $A_2 > 0.5$, and 0 elsewhere (`True` and `False` will do). Exactly 0.5 counts as class 0.
#
# Example: with the numbers for paper, $A_2 = 0.7793$, so `predict` returns `[[1]]`.
#
# The shape matters. `predict(parameters, X) == Y` compares row by row if both are `(n, 1)`. If one is `(n,)`, NumPy
# compares every prediction with every label and returns `(n, n)` answers, without a word of warning.

# %% task predict
def predict(parameters, X):
    ### BEGIN SOLUTION
    return (forward_propagation(X, parameters)[0] > 0.5).astype(int)
    ### END SOLUTION


# %% check predict points=2
# predict gives class 1 where your forward_propagation gives more than 0.5.
batch = petals.PetalsCase.random(sizes=(3, 5, 1), n_samples=6, seed=1)
petals.check_predict(predict, forward_propagation, petals.PetalsCase.paper(), batch)

# %% hidden predict_classes points=2
# predict gives the class of each sample, one row per sample.
case = petals.PetalsCase.random(sizes=(4, 6, 1), n_samples=23, seed=2901)
petals.check_predict(predict, forward_propagation, case)

# %% hidden predict_half points=1
# A probability of exactly 0.5 goes to class 0.
petals.check_half(predict, sizes=(3, 7, 1), n_samples=5, seed=2902)

# %% [markdown]
# ## 10. What the hidden size does
#
# `compare_sizes()` trains one network for each hidden size, prints its accuracy on the flower it was trained on and on
# a second flower it has never seen, and draws all boundaries. For 1, 2, 3, 4, 5, 10 and 20 hidden neurons the first
# column must read 67.5, 67.25, 90.75, 90.5, 91.25, 91.25 and 91.0 %.

# %% given compare_sizes
def compare_sizes(sizes=(1, 2, 3, 4, 5, 10, 20), num_iterations=5000, seeds=(1, 2)):
    """Train a network of each size, print its accuracies and draw its boundary.

    seeds: of the flower to train on and of the new one.
    """
    (X, y), (X_new, y_new) = (datasets.petals(seed=seed) for seed in seeds)
    Y, Y_new = y.reshape(-1, 1), y_new.reshape(-1, 1)
    models, titles = [], []
    print("hidden size   training   new flower")
    for n_h in sizes:
        parameters = nn_model(X, Y, n_h, num_iterations)
        models.append(lambda points, p=parameters: forward_propagation(points, p)[0])
        seen = 100 * np.mean(predict(parameters, X) == Y)
        new = 100 * np.mean(predict(parameters, X_new) == Y_new)
        titles.append(f"{n_h} hidden: {seen:.2f} %")
        print(f"{n_h:11}   {seen:6.2f} %   {new:8.2f} %")
    fig, axes = plt.subplots(2, (len(sizes) + 1) // 2, figsize=(10, 5.4), squeeze=False)
    boundary.grid_of_maps(axes, models, X, Y, titles)
    plt.show()


# %%
# Your measurements. Call compare_sizes() here; it takes a few seconds.

# %% [markdown]
# `explore()` opens the explorer of the lecture with *your* functions. It trains with them, round by round; if
# one of them goes wrong, it says what happened and shows your line. You may call it at any time, also before the last
# functions are written.

# %% given explore
def explore(**settings):
    """The lecture's explorer, trained by your functions. settings: for example hidden=3."""
    from bplab.explorers import explore_petals  # here: only those who explore wait for it

    return explore_petals(
        initialize_parameters=initialize_parameters,
        forward_propagation=forward_propagation,
        compute_cost=compute_cost,
        backward_propagation=backward_propagation,
        update_parameters=update_parameters,
        **settings,
    )


# %%
# Call explore() here, press Play, then drag the number of hidden neurons.

# %% [markdown]
# **Part 9, 10 points, graded by hand.** In the next cell, write 100 to 200 words on what the hidden size does:
#
# - the accuracies you measured, on the training flower and on the new one, for the sizes that matter to your answer (3
#   points);
# - what changes between 2 and 3 hidden neurons, with a reason: what one tanh neuron contributes to
#   the boundary (4 points);
# - what more neurons bring beyond that: on the training flower, on the new one, and why they cannot reach 100 % (3
#   points).

# (If your course asks for a report of its own, this is a form for it, in six parts: 1 aim; 2 content, what was built and
# measured; 3 principle, the equations of section 6 in your own words; 4 code; 5 results and their analysis, which is what
# you write below; 6 summary, what you would do differently. It is optional, and earns no points here.)

# %% explain hidden_size [markdown] points=10
# Accuracy after 5000 iterations, training flower and new flower (seed 2), in per cent:
#
# | hidden size | 1 | 2 | 3 | 4 | 5 | 10 | 20 |
# |---|---|---|---|---|---|---|---|
# | training | 67.5 | 67.25 | 90.75 | 90.5 | 91.25 | 91.25 | 91.0 |
# | new flower | 66.5 | 64.25 | 90.5 | 90.25 | 90.25 | 90.0 | 90.0 |
#
# One tanh neuron is a step along one direction: low on one side of a line, high on the other, smooth between. The
# output adds up such steps. With one neuron the boundary is one straight line, and two neurons hardly do better: about
# two thirds are right. The flower has six sectors of alternating class around its centre. Three lines through the
# centre cut the plane into six sectors, so three neurons are the first to fit it: 90.75 %, a jump of 23.5 points.
#
# Beyond three, the training accuracy moves by half a point, and the new flower stays at 90 %. Ten and twenty neurons
# cut out small islands around stray points, but there is little left to gain: angle and radius are noisy, so the
# petals overlap, above all near the centre, and no reasonable boundary separates points that are mixed.
# Three to five neurons are enough here.

# %% [markdown]
# ## 11. For thought
#
# Not graded. Predict the result first, then change one thing:
#
# - Replace the factor 0.01 by 0, and by 10. What does the cost do in the first hundred iterations, and why?
# - Train with learning rates 0.1 and 5. Which cost curve is smooth, which falls faster, and which jumps?
# - Train on `datasets.moons()` or `datasets.spirals()` instead of the petals. How many hidden neurons do you need?
