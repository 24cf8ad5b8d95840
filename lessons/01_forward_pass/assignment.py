# %% [markdown]
# # Build the forward pass of a network, layer by layer
#
# **What you will do.** Write the three functions that a network is made of: a dense layer, ReLU and the sigmoid. Then
# put layers on top of each other, once with ReLU between them and once with nothing.
#
# **What you will learn.** To turn "every neuron adds up its inputs" into one matrix product, to predict the shape of
# every result before you run anything, and to say what stands between two layers.
#
# **What you need.** The lecture `notebooks/01_forward_pass.ipynb`, matrix products in NumPy (`@`), and about an hour.
#
# | part | what | points |
# |---|---|---|
# | 1 | `dense`: the weighted sums of a layer | 20 |
# | 2 | `relu` | 10 |
# | 3 | `sigmoid`, sound for large numbers | 15 |
# | 4 | `ReluNeuralNetwork.forward` | 30 |
# | 5 | `LinearNeuralNetwork.forward` | 25 |
#
# Replace every line `raise NotImplementedError(...)`, and every `None  # TODO`. Leave the names as they are: the checks
# look for them. Below each task stand checks that you can run as often as you like; they say what is wrong and usually
# why. *Hidden checks* run after you submit. Each of them looks at one property, on other numbers and other sizes, so
# a slip costs that property and not the rest. (A line that stops with an error costs what comes after it, too.)
#
# **What your code may import.** Python's standard library, NumPy, Matplotlib, and of this package `bplab.datasets` and
# `bplab.figures`. Other libraries may be missing where your notebook is graded. The rest of `bplab` holds right answers
# and is not there: a function of yours that uses it fails, here as well. Checks and explorers that you call in cells
# of your own do no harm, and show nothing while your notebook is graded.

# %% [markdown]
# ## 1. What is given
#
# Samples are rows everywhere. `X` has shape `(n_samples, n_features)`, weights have shape `(n_in, n_out)`, and a bias
# has shape `(1, n_out)`, one number per neuron.
#
# `softmax` turns each row of scores into a row of probabilities: positive numbers that sum to 1, larger where the
# score is larger. You will write it yourself in the next unit; here it is given.

# %% given imports
import numpy as np

from bplab.checks import four_layer, layer


def softmax(x):
    """Rows of scores to rows of probabilities."""
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


# %% [markdown]
# ## 2. A dense layer
#
# **Part 1, 20 points, about 1 line.** Every neuron of a layer multiplies each input by a weight of its own, adds up,
# and adds its bias. For a batch of samples and all neurons at once this is
#
# $$
# Z = X W + b, \qquad z_{ik} = \sum_j x_{ij}\, w_{jk} + b_k .
# $$
#
# | | shape | one row is | one column is |
# |---|---|---|---|
# | `X` | `(n, n_in)` | a sample | a feature |
# | `W` | `(n_in, n_out)` | a feature | a neuron |
# | `b` | `(1, n_out)` | | a neuron |
# | result | `(n, n_out)` | a sample | a neuron |
#
# No activation yet: `dense` returns the weighted sums. It must work for any number of samples, one included.
#
# **Numbers for paper.** Two samples, two features, three neurons:
#
# $$
# X = \begin{pmatrix} 1 & 2 \\ 0 & -1 \end{pmatrix},\quad
# W = \begin{pmatrix} 1 & 0 & -1 \\ 1 & 1 & 0 \end{pmatrix},\quad
# b = \begin{pmatrix} 0 & -1 & 0 \end{pmatrix},\quad
# Z = \begin{pmatrix} 3 & 1 & -1 \\ -1 & -2 & 0 \end{pmatrix}.
# $$
#
# Check one entry by hand before you write: the second neuron on the first sample is $1 \cdot 0 + 2 \cdot 1 - 1 = 1$.

# %% task dense
def dense(X, W, b):
    """The weighted sums of a layer: X (n, n_in), W (n_in, n_out), b (1, n_out) -> (n, n_out)."""
    ### BEGIN SOLUTION
    return X @ W + b
    ### END SOLUTION


# %% check dense points=6
# dense gives the numbers of the paper example, and the right ones on a batch of five samples.
layer.check_dense(dense, layer.paper_layer(), layer.random_layer(n_samples=5, n_in=3, n_out=4, seed=1))

# %% hidden dense_shape points=4
# dense returns one row per sample and one column per neuron.
batch = layer.random_layer(n_samples=11, n_in=6, n_out=7, seed=1101)
one_sample = layer.random_layer(n_samples=1, n_in=8, n_out=5, seed=1102)
layer.check_dense_shape(dense, batch, one_sample)

# %% hidden dense_weights points=5
# With zero biases, dense gives the products of the samples and the weights.
layer.check_dense_weights(dense, layer.random_layer(n_samples=9, n_in=7, n_out=6, seed=1103))

# %% hidden dense_bias points=5
# With zero weights, dense gives the bias in every row.
layer.check_dense_bias(dense, layer.random_layer(n_samples=8, n_in=5, n_out=10, seed=1104))

# %% [markdown]
# ## 3. ReLU
#
# **Part 2, 10 points, about 1 line.** The rectified linear unit takes an array of any shape and returns a *new* array
# of the same shape:
#
# $$
# \mathrm{relu}(x) = \max(x, 0), \quad \text{for each number by itself.}
# $$
#
# **Numbers for paper.** $(-2,\; -0.5,\; 0,\; 1,\; 3)$ becomes $(0,\; 0,\; 0,\; 1,\; 3)$.

# %% task relu
def relu(x):
    """max(x, 0), element by element; the result has the shape of x."""
    ### BEGIN SOLUTION
    return np.maximum(x, 0)
    ### END SOLUTION


# %% check relu points=4
# relu gives the numbers of the paper example, and the right ones on a table.
table = np.array([[2.0, -1.5, 0.5], [-3.0, -0.1, 4.0], [1.5, 0.2, -2.5], [-0.7, 6.0, -4.0]])
layer.check_relu(relu, np.array([-2, -0.5, 0, 1, 3]), table)

# %% hidden relu_negative points=3
# relu makes every negative number 0, and the shape stays.
from bplab.checks import layer, seeds

layer.check_relu_negative(relu, seeds.generator(1201).normal(size=(7, 5)))

# %% hidden relu_positive points=3
# relu leaves every positive number as it is, and the shape stays.
from bplab.checks import layer, seeds

layer.check_relu_positive(relu, seeds.generator(1202).normal(size=(6, 9)))

# %% [markdown]
# ## 4. The sigmoid
#
# **Part 3, 15 points, about 1 line.** The sigmoid squeezes any number into the interval from 0 to 1. Again the array
# may have any shape, and the result has the same one:
#
# $$
# \mathrm{sigmoid}(z) = \frac{1}{1 + e^{-z}} = \frac{e^{z}}{1 + e^{z}} .
# $$
#
# On paper the two forms are equal. In the computer they are not: $e^{1000}$ is too large for a `float64` and becomes
# `inf`. Work out what each form makes of `inf` before you choose one. `sigmoid(1000)` must be 1 and `sigmoid(-1000)`
# must be 0, without `nan`. (A warning about an overflow costs nothing if the numbers are right.)
#
# **Numbers for paper.** $e^{\ln 3} = 3$, so $\mathrm{sigmoid}(\ln 3) = \frac{1}{1 + 1/3} = 0.75$. In the same way
# $\mathrm{sigmoid}(0) = 0.5$ and $\mathrm{sigmoid}(-\ln 3) = 0.25$.

# %% task sigmoid
def sigmoid(z):
    """The sigmoid of each number by itself; the result has the shape of z."""
    ### BEGIN SOLUTION
    return 1 / (1 + np.exp(-z))
    ### END SOLUTION


# %% check sigmoid points=4
# sigmoid gives the numbers of the paper example, and the right ones on a table.
table = np.array([[2.0, -1.5, 0.5], [-3.0, -0.1, 4.0], [1.5, 0.2, -2.5], [-0.7, 6.0, -4.0]])
layer.check_sigmoid(sigmoid, np.array([0, np.log(3), -np.log(3)]), table)

# %% check sigmoid_extremes points=3
# sigmoid(-1000) is 0 and sigmoid(1000) is 1, without nan.
layer.check_sigmoid_extremes(sigmoid, np.array([-1000.0, 0, 1000]))

# %% hidden sigmoid_values points=4
# sigmoid is right on numbers from -8 to 8.
from bplab.checks import layer, seeds

layer.check_sigmoid(sigmoid, seeds.generator(1301).uniform(-8, 8, size=(7, 9)))

# %% hidden sigmoid_large points=4
# sigmoid is right on a table that holds small and very large numbers.
from bplab.checks import layer, seeds

rng = seeds.generator(1302)
sizes = rng.uniform(1, 2, size=(6, 5)) * np.array([1, 5, 50, 2000, 50000])
z = sizes * rng.choice([-1, 1], size=(6, 5))
layer.check_sigmoid_extremes(sigmoid, z)

# %% [markdown]
# ## 5. A network with ReLU
#
# **Part 4, 30 points, 5 lines.** Now stack three dense layers: two hidden layers with ReLU, and an output layer with
# four classes.
#
# $$
# \hat y = \mathrm{softmax}\big(\sigma(\sigma(X W_1 + b_1)\, W_2 + b_2)\, W_3 + b_3\big),
# \qquad \sigma(z) = \max(z, 0).
# $$
#
# Read the formula from the inside out, and give every step a name:
#
# | step | shape | given? |
# |---|---|---|
# | $z_1 = X W_1 + b_1$ | `(n, hidden1)` | **yours** |
# | $a_1 = \sigma(z_1)$ | `(n, hidden1)` | **yours** |
# | $z_2 = a_1 W_2 + b_2$ | `(n, hidden2)` | **yours** |
# | $a_2 = \sigma(z_2)$ | `(n, hidden2)` | **yours** |
# | $z_3 = a_2 W_3 + b_3$ | `(n, output)` | **yours** |
# | $\hat y = \mathrm{softmax}(z_3)$ | `(n, output)` | given |
#
# Write each line with `@` and `+`, or call your own `dense` and `relu`. Wrong numbers from those two are not charged
# again here. An error or a wrong shape is, because nothing can follow from it: let their checks pass first. Store
# every value on `self`; training will need all of them on the way back.
#
# **Numbers for paper.** One sample $x = (1, 2)$, layer sizes 2-3-2-4. The first layer is the one of section 2, then
# come
#
# $$
# W_2 = \begin{pmatrix} 1 & -1 \\ -1 & 0 \\ 2 & 2 \end{pmatrix},\quad
# b_2 = (0, 1), \qquad
# W_3 = \begin{pmatrix} 1 & 0 & -1 & 0.5 \\ 1 & 2 & 1 & 0 \end{pmatrix},\quad
# b_3 = (0, 0, 1, 0).
# $$
#
# | value | number |
# |---|---|
# | $z_1$ | (3, 1, -1) |
# | $a_1$ | (3, 1, 0) |
# | $z_2$ | (2, -2) |
# | $a_2$ | (2, 0) |
# | $z_3$ | (2, 0, -1, 1) |
# | $\hat y$ | (0.644, 0.087, 0.032, 0.237) |
#
# Two neurons are off for this sample. Which? What would $z_2$ be without ReLU in the first layer?

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
        # first hidden layer
        ### BEGIN SOLUTION
        self.z_1 = X @ self.weights_1 + self.bias_1
        self.a_1 = relu(self.z_1)
        ### END SOLUTION
        # second hidden layer
        ### BEGIN SOLUTION
        self.z_2 = self.a_1 @ self.weights_2 + self.bias_2
        self.a_2 = relu(self.z_2)
        ### END SOLUTION
        # output layer
        ### BEGIN SOLUTION
        self.z_3 = self.a_2 @ self.weights_3 + self.bias_3
        ### END SOLUTION
        self.y_pred = softmax(self.z_3)
        return self.y_pred


# %% check relu_network_forward points=5
# forward gives the numbers of the paper example, and the right ones on a batch of five samples.
batch = four_layer.Case.random("relu", sizes=(3, 6, 4, 2), n_samples=5, seed=1)
# Your own functions, looked up when needed: a cell of yours that does not run must not stop this check.
own = {"dense": lambda X, W, b: dense(X, W, b), "relu": lambda z: relu(z)}
four_layer.check_forward(ReluNeuralNetwork, four_layer.Case.paper("relu"), batch, own=own)

# %% hidden relu_network_shapes points=4
# All six values have the right shapes, for a batch and for one sample.
own = {"dense": lambda X, W, b: dense(X, W, b), "relu": lambda z: relu(z)}
four_layer.check_forward_shapes(
    ReluNeuralNetwork, "relu", sizes=(6, 9, 5, 3), n_samples=(12, 1), seed=1401, own=own
)

# %% hidden relu_network_z_1 points=4
# z_1 is the weighted sum of the features, plus the bias.
case = four_layer.Case.random("relu", sizes=(5, 7, 9, 4), n_samples=11, seed=1402)
own = {"dense": lambda X, W, b: dense(X, W, b), "relu": lambda z: relu(z)}
four_layer.check_forward(ReluNeuralNetwork, case, values=("z_1",), own=own)

# %% hidden relu_network_a_1 points=4
# a_1 is ReLU of z_1.
case = four_layer.Case.random("relu", sizes=(6, 8, 5, 3), n_samples=9, seed=1403)
own = {"dense": lambda X, W, b: dense(X, W, b), "relu": lambda z: relu(z)}
four_layer.check_forward(ReluNeuralNetwork, case, values=("a_1",), own=own)

# %% hidden relu_network_z_2 points=5
# z_2 is the weighted sum of the first layer's activations, plus the bias.
case = four_layer.Case.random("relu", sizes=(4, 9, 6, 5), n_samples=8, seed=1404)
own = {"dense": lambda X, W, b: dense(X, W, b), "relu": lambda z: relu(z)}
four_layer.check_forward(ReluNeuralNetwork, case, values=("z_2",), own=own)

# %% hidden relu_network_a_2 points=4
# a_2 is ReLU of z_2.
case = four_layer.Case.random("relu", sizes=(7, 5, 8, 3), n_samples=10, seed=1405)
own = {"dense": lambda X, W, b: dense(X, W, b), "relu": lambda z: relu(z)}
four_layer.check_forward(ReluNeuralNetwork, case, values=("a_2",), own=own)

# %% hidden relu_network_z_3 points=4
# z_3 is the weighted sum of a_2, plus the bias, with nothing applied to it.
case = four_layer.Case.random("relu", sizes=(5, 6, 7, 4), n_samples=13, seed=1406)
own = {"dense": lambda X, W, b: dense(X, W, b), "relu": lambda z: relu(z)}
four_layer.check_forward(ReluNeuralNetwork, case, values=("z_3", "y_pred"), own=own)

# %% [markdown]
# ## 6. A network without activation
#
# **Part 5, 25 points, 5 lines.** Take the activation away, $\sigma(z) = z$, and the rest stays:
#
# $$
# \hat y = \mathrm{softmax}\big((( X W_1 + b_1)\, W_2 + b_2)\, W_3 + b_3\big).
# $$
#
# Same names, same shapes; $a_1$ and $a_2$ are still stored, so that both networks can be compared step by step. On the
# numbers for paper:
#
# | value | number |
# |---|---|
# | $z_1$ and $a_1$ | (3, 1, -1) |
# | $z_2$ and $a_2$ | (0, -4) |
# | $z_3$ | (-4, -8, -3, 0) |
# | $\hat y$ | (0.017, 0.000, 0.047, 0.936) |
#
# The same weights prefer class 0 with ReLU and class 3 without. Which neuron made the difference?

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
        # first hidden layer
        ### BEGIN SOLUTION
        self.z_1 = X @ self.weights_1 + self.bias_1
        self.a_1 = self.z_1
        ### END SOLUTION
        # second hidden layer
        ### BEGIN SOLUTION
        self.z_2 = self.a_1 @ self.weights_2 + self.bias_2
        self.a_2 = self.z_2
        ### END SOLUTION
        # output layer
        ### BEGIN SOLUTION
        self.z_3 = self.a_2 @ self.weights_3 + self.bias_3
        ### END SOLUTION
        self.y_pred = softmax(self.z_3)
        return self.y_pred


# %% check linear_network_forward points=5
# forward gives the numbers of the paper example, and the right ones on a batch of five samples.
batch = four_layer.Case.random("linear", sizes=(3, 6, 4, 2), n_samples=5, seed=1)
own = {"dense": lambda X, W, b: dense(X, W, b)}
four_layer.check_forward(LinearNeuralNetwork, four_layer.Case.paper("linear"), batch, own=own)

# %% hidden linear_network_shapes points=4
# All six values have the right shapes, for a batch and for one sample.
own = {"dense": lambda X, W, b: dense(X, W, b)}
four_layer.check_forward_shapes(
    LinearNeuralNetwork, "linear", sizes=(7, 5, 9, 4), n_samples=(11, 1), seed=1501, own=own
)

# %% hidden linear_network_z_1 points=3
# z_1 is the weighted sum of the features, plus the bias.
case = four_layer.Case.random("linear", sizes=(6, 8, 5, 3), n_samples=14, seed=1502)
own = {"dense": lambda X, W, b: dense(X, W, b)}
four_layer.check_forward(LinearNeuralNetwork, case, values=("z_1",), own=own)

# %% hidden linear_network_a_1 points=3
# a_1 is z_1, unchanged.
case = four_layer.Case.random("linear", sizes=(5, 9, 7, 4), n_samples=12, seed=1503)
own = {"dense": lambda X, W, b: dense(X, W, b)}
four_layer.check_forward(LinearNeuralNetwork, case, values=("a_1",), own=own)

# %% hidden linear_network_z_2 points=4
# z_2 is the weighted sum of a_1, plus the bias.
case = four_layer.Case.random("linear", sizes=(4, 6, 8, 5), n_samples=10, seed=1504)
own = {"dense": lambda X, W, b: dense(X, W, b)}
four_layer.check_forward(LinearNeuralNetwork, case, values=("z_2",), own=own)

# %% hidden linear_network_a_2 points=3
# a_2 is z_2, unchanged.
case = four_layer.Case.random("linear", sizes=(8, 7, 6, 3), n_samples=13, seed=1505)
own = {"dense": lambda X, W, b: dense(X, W, b)}
four_layer.check_forward(LinearNeuralNetwork, case, values=("a_2",), own=own)

# %% hidden linear_network_z_3 points=3
# z_3 is the weighted sum of a_2, plus the bias, with nothing applied to it.
case = four_layer.Case.random("linear", sizes=(6, 9, 5, 4), n_samples=8, seed=1506)
own = {"dense": lambda X, W, b: dense(X, W, b)}
four_layer.check_forward(LinearNeuralNetwork, case, values=("z_3", "y_pred"), own=own)

# %% [markdown]
# ## 7. What you have now
#
# Two networks that answer, and know nothing yet: their weights are random. Make a new cell and ask one of them about
# data with four classes:
#
# ```python
# from bplab.datasets import generate_nonlinear_data
#
# X, y = generate_nonlinear_data()
# y_pred = ReluNeuralNetwork(10, 16, 16, 4).forward(X)
# print(y_pred.shape, np.mean(np.argmax(y_pred, axis=1) == y))
# ```
#
# Before you run it: what shape do you expect, and what share of right answers? The next unit measures how wrong an
# answer is, and the one after that makes it less wrong.
