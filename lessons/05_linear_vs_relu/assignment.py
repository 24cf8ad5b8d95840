# %% [markdown]
# # Build two networks and see what a non-linearity buys
#
# **What you will do.** Complete `forward` and `backward` of two four-layer networks that differ in one thing: one
# has ReLU between its layers, the other has nothing. Then train both on two kinds of data and explain what you see.
#
# **What you will learn.** To turn the formulas of backpropagation into NumPy, to check every line by its shape
# and by numbers, and to say what an activation function is for.
#
# **What you need.** The lecture `notebooks/05_linear_vs_relu.ipynb`, matrix products in NumPy (`@`, `.T`,
# `axis=0`), and about two hours.
#
# | part | what | points |
# |---|---|---|
# | 1 | `ReluNeuralNetwork.forward` | 20 |
# | 2 | `ReluNeuralNetwork.backward` | 20 |
# | 3 | `LinearNeuralNetwork.forward` | 20 |
# | 4 | `LinearNeuralNetwork.backward` | 20 |
# | 5 | run both experiments (10) and explain the result (10) | 20 |
#
# Replace every `None  # TODO`, and the line `raise NotImplementedError(...)` where there is one. Leave the names as they
# are: the checks look for them. Below each task stands a check that you can run as often as you like; it says what is
# wrong and usually why. The *hidden checks* listed under it run after you submit. Each of them looks at one quantity, on
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
# has shape `(1, n_out)`, one number per neuron, added to every row.

# %% given imports
import numpy as np

from bplab.checks import experiment, four_layer
from bplab.datasets import generate_linear_data, generate_nonlinear_data


def relu(x):
    """max(x, 0), element by element."""
    return np.maximum(x, 0)


def relu_derivative(x):
    """1 where x > 0, else 0."""
    return (x > 0).astype(float)


def softmax(x):
    """Rows of scores to rows of probabilities."""
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


# %% [markdown]
# The two data sets have 400 samples each, four classes of 100, with ten features. A label is a number from 0 to 3;
# the networks work with its *one-hot* form, a row with a single 1.

# %% given data
X_train, y_train = generate_nonlinear_data(n_samples_per_class=100, n_features=10, seed=0)
y_train_onehot = np.eye(4)[y_train]

print("X_train", X_train.shape, "  y_train", y_train.shape)
print("X_train[0]       ", X_train[0].round(2))
print("y_train[0]       ", y_train[0])
print("y_train_onehot[0]", y_train_onehot[0])

# %% [markdown]
# ## 2. The network with ReLU
#
# The network has an input layer, two hidden layers and an output layer:
#
# $$
# \hat y = \mathrm{softmax}\big(\sigma(\sigma(X W_1 + b_1)\, W_2 + b_2)\, W_3 + b_3\big),
# \qquad \sigma(z) = \max(z, 0).
# $$
#
# **Forward (part 1, 20 points, 3 lines).** Cut into named steps, with the shapes you should have after each:
#
# | step | shape | given? |
# |---|---|---|
# | $z_1 = X W_1 + b_1$ and $a_1 = \sigma(z_1)$ | `(n, hidden1)` | given |
# | $z_2 = a_1 W_2 + b_2$ and $a_2 = \sigma(z_2)$ | `(n, hidden2)` | **yours** |
# | $z_3 = a_2 W_3 + b_3$ | `(n, output)` | **yours** |
# | $\hat y = \mathrm{softmax}(z_3)$ | `(n, output)` | given |
#
# **Backward (part 2, 20 points, 10 lines).** The loss is the cross-entropy $L = -\sum y \log \hat y$. The *error
# term* $e_k = \partial L / \partial z_k$ of a layer says how the loss of each sample changes with that sample's $z_k$. It
# starts at the output and travels back, one layer at a time:
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
# learning rate $\eta$. All gradients are computed *before* any weight changes: $e_2$ needs the $W_3$ that produced the
# prediction. (Some lab sheets update $W_3$ first and read it afterwards. The accuracy hardly suffers, but the result is
# not the gradient: at $\eta = 0.1$, over 40 small random networks, it was off by 7 % in the median and by 55 % at worst.)

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
# | forward | | backward | |
# |---|---|---|---|
# | $z_1$ | (3, 1, -1) | $e_3$ | (0.644, -0.913, 0.032, 0.237) |
# | $a_1$ | (3, 1, 0) | $e_2$ | (0.730, 0) |
# | $z_2$ | (2, -2) | $e_1$ | (0.730, -0.730, 0) |
# | $a_2$ | (2, 0) | $\partial L/\partial b_1$ | (0.730, -0.730, 0) |
# | $z_3$ | (2, 0, -1, 1) | | |
# | $\hat y$ | (0.644, 0.087, 0.032, 0.237) | | |
#
# Do the left column by hand before you write code. Which neurons are off, and where do you see them again on the right?

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
        self.z_1 = X @ self.weights_1 + self.bias_1
        self.a_1 = relu(self.z_1)
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

    def backward(self, X, y, batch_size, y_pred, learning_rate):
        # output layer: error term and gradients
        self.e_3 = y_pred - y
        self.grad_weights_3 = self.a_2.T @ self.e_3 / batch_size
        self.grad_bias_3 = np.sum(self.e_3, axis=0, keepdims=True) / batch_size
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
        self.weights_3 -= learning_rate * self.grad_weights_3
        self.bias_3 -= learning_rate * self.grad_bias_3
        ### BEGIN SOLUTION
        self.weights_2 -= learning_rate * self.grad_weights_2
        self.bias_2 -= learning_rate * self.grad_bias_2
        self.weights_1 -= learning_rate * self.grad_weights_1
        self.bias_1 -= learning_rate * self.grad_bias_1
        ### END SOLUTION

    def train(self, X, y, epochs, learning_rate):
        for _ in range(epochs):
            y_pred = self.forward(X)
            self.backward(X, y, X.shape[0], y_pred, learning_rate)


# %% check relu_network_forward points=4
# forward gives the numbers of the paper example, and the right ones on a batch of five samples.
batch = four_layer.Case.random("relu", sizes=(3, 6, 4, 2), n_samples=5, seed=1)
four_layer.check_forward(ReluNeuralNetwork, four_layer.Case.paper("relu"), batch)

# %% hidden relu_network_shapes points=4
# z_2, a_2, z_3, y_pred have the right shapes, for a batch and for one sample.
four_layer.check_forward_shapes(ReluNeuralNetwork, "relu", sizes=(7, 5, 8, 3), n_samples=(11, 1), seed=2101)

# %% hidden relu_network_z_2 points=4
# z_2 is the weighted sum of the first layer's activations, plus the bias.
case = four_layer.Case.random("relu", sizes=(5, 8, 6, 4), n_samples=9, seed=2102)
four_layer.check_forward(ReluNeuralNetwork, case, values=("z_2",))

# %% hidden relu_network_a_2 points=4
# a_2 is ReLU of z_2.
case = four_layer.Case.random("relu", sizes=(4, 9, 7, 3), n_samples=12, seed=2103)
four_layer.check_forward(ReluNeuralNetwork, case, values=("a_2",))

# %% hidden relu_network_z_3 points=4
# z_3 is the weighted sum of a_2, plus the bias, with nothing applied to it.
case = four_layer.Case.random("relu", sizes=(6, 5, 8, 3), n_samples=10, seed=2104)
four_layer.check_forward(ReluNeuralNetwork, case, values=("z_3", "y_pred"))

# %% [markdown]
# The next check shows a row for each quantity, in the order in which you compute them, and stops at the first that is
# wrong. It compares with *central differences*: it moves one number a little up and a little down and looks at what the
# loss does. No formula is involved, so it cannot make the same mistake as you.

# %% check relu_network_backward points=4
# backward gives the right error terms, all six gradients and the update.
batch = four_layer.Case.random("relu", sizes=(3, 6, 4, 2), n_samples=5, seed=1)
four_layer.check_backward(ReluNeuralNetwork, four_layer.Case.paper("relu"), batch)

# %% hidden relu_network_e_2 points=3
# e_2 is the derivative of each sample's loss at z_2.
case = four_layer.Case.random("relu", sizes=(5, 8, 6, 4), n_samples=11, seed=2201)
four_layer.check_backward(ReluNeuralNetwork, case, values=("e_2",))

# %% hidden relu_network_e_1 points=3
# e_1 is the derivative of each sample's loss at z_1.
case = four_layer.Case.random("relu", sizes=(4, 6, 9, 3), n_samples=10, seed=2202)
four_layer.check_backward(ReluNeuralNetwork, case, values=("e_1",))

# %% hidden relu_network_grad_weights_2 points=2
# grad_weights_2 is the derivative of the mean loss at weights_2.
case = four_layer.Case.random("relu", sizes=(6, 7, 5, 4), n_samples=12, seed=2203)
four_layer.check_backward(ReluNeuralNetwork, case, values=("grad_weights_2",))

# %% hidden relu_network_grad_bias_2 points=2
# grad_bias_2 is the derivative of the mean loss at bias_2.
case = four_layer.Case.random("relu", sizes=(5, 9, 6, 3), n_samples=8, seed=2204)
four_layer.check_backward(ReluNeuralNetwork, case, values=("grad_bias_2",))

# %% hidden relu_network_grad_weights_1 points=2
# grad_weights_1 is the derivative of the mean loss at weights_1.
case = four_layer.Case.random("relu", sizes=(6, 8, 5, 3), n_samples=11, seed=2205)
four_layer.check_backward(ReluNeuralNetwork, case, values=("grad_weights_1",))

# %% hidden relu_network_grad_bias_1 points=2
# grad_bias_1 is the derivative of the mean loss at bias_1.
case = four_layer.Case.random("relu", sizes=(4, 7, 9, 5), n_samples=12, seed=2206)
four_layer.check_backward(ReluNeuralNetwork, case, values=("grad_bias_1",))

# %% hidden relu_network_update points=2
# All six parameters move by learning_rate times their gradient, downhill.
case = four_layer.Case.random("relu", sizes=(5, 7, 6, 4), n_samples=9, seed=2207)
four_layer.check_update(ReluNeuralNetwork, case)

# %% [markdown]
# ## 3. The network without activation
#
# Take the activation away and the rest stays the same:
#
# $$
# \hat y = \mathrm{softmax}\big((( X W_1 + b_1)\, W_2 + b_2)\, W_3 + b_3\big).
# $$
#
# With $\sigma(z) = z$, what is $\sigma'(z)$, and what becomes of the two formulas for $e_2$ and $e_1$? Answer on paper,
# then write.
#
# **Forward (part 3, 20 points, 3 lines)** and **backward (part 4, 20 points, 10 lines)**: same names, same shapes. On the
# numbers for paper, $z_2 = (0, -4)$, $z_3 = (-4, -8, -3, 0)$ and $e_1 = (2.374, -0.439, -2.994)$.

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
        self.z_1 = X @ self.weights_1 + self.bias_1
        self.a_1 = self.z_1
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

    def backward(self, X, y, batch_size, y_pred, learning_rate):
        # output layer: error term and gradients
        self.e_3 = y_pred - y
        self.grad_weights_3 = self.a_2.T @ self.e_3 / batch_size
        self.grad_bias_3 = np.sum(self.e_3, axis=0, keepdims=True) / batch_size
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
        self.weights_3 -= learning_rate * self.grad_weights_3
        self.bias_3 -= learning_rate * self.grad_bias_3
        ### BEGIN SOLUTION
        self.weights_2 -= learning_rate * self.grad_weights_2
        self.bias_2 -= learning_rate * self.grad_bias_2
        self.weights_1 -= learning_rate * self.grad_weights_1
        self.bias_1 -= learning_rate * self.grad_bias_1
        ### END SOLUTION

    def train(self, X, y, epochs, learning_rate):
        for _ in range(epochs):
            y_pred = self.forward(X)
            self.backward(X, y, X.shape[0], y_pred, learning_rate)


# %% check linear_network_forward points=4
# forward gives the numbers of the paper example, and the right ones on a batch of five samples.
batch = four_layer.Case.random("linear", sizes=(3, 6, 4, 2), n_samples=5, seed=1)
four_layer.check_forward(LinearNeuralNetwork, four_layer.Case.paper("linear"), batch)

# %% hidden linear_network_shapes points=4
# z_2, a_2, z_3, y_pred have the right shapes, for a batch and for one sample.
four_layer.check_forward_shapes(LinearNeuralNetwork, "linear", sizes=(6, 8, 5, 3), n_samples=(12, 1), seed=2301)

# %% hidden linear_network_z_2 points=4
# z_2 is the weighted sum of the first layer's outputs, plus the bias.
case = four_layer.Case.random("linear", sizes=(4, 7, 9, 3), n_samples=11, seed=2302)
four_layer.check_forward(LinearNeuralNetwork, case, values=("z_2",))

# %% hidden linear_network_a_2 points=4
# a_2 is z_2, unchanged.
case = four_layer.Case.random("linear", sizes=(5, 6, 8, 4), n_samples=10, seed=2303)
four_layer.check_forward(LinearNeuralNetwork, case, values=("a_2",))

# %% hidden linear_network_z_3 points=4
# z_3 is the weighted sum of a_2, plus the bias, with nothing applied to it.
case = four_layer.Case.random("linear", sizes=(7, 9, 6, 5), n_samples=8, seed=2304)
four_layer.check_forward(LinearNeuralNetwork, case, values=("z_3", "y_pred"))

# %% check linear_network_backward points=4
# backward gives the right error terms, all six gradients and the update.
batch = four_layer.Case.random("linear", sizes=(3, 6, 4, 2), n_samples=5, seed=1)
four_layer.check_backward(LinearNeuralNetwork, four_layer.Case.paper("linear"), batch)

# %% hidden linear_network_e_2 points=3
# e_2 is the derivative of each sample's loss at z_2.
case = four_layer.Case.random("linear", sizes=(6, 5, 7, 3), n_samples=12, seed=2401)
four_layer.check_backward(LinearNeuralNetwork, case, values=("e_2",))

# %% hidden linear_network_e_1 points=3
# e_1 is the derivative of each sample's loss at z_1.
case = four_layer.Case.random("linear", sizes=(5, 9, 6, 4), n_samples=11, seed=2402)
four_layer.check_backward(LinearNeuralNetwork, case, values=("e_1",))

# %% hidden linear_network_grad_weights_2 points=2
# grad_weights_2 is the derivative of the mean loss at weights_2.
case = four_layer.Case.random("linear", sizes=(4, 8, 7, 5), n_samples=10, seed=2403)
four_layer.check_backward(LinearNeuralNetwork, case, values=("grad_weights_2",))

# %% hidden linear_network_grad_bias_2 points=2
# grad_bias_2 is the derivative of the mean loss at bias_2.
case = four_layer.Case.random("linear", sizes=(6, 4, 8, 3), n_samples=9, seed=2404)
four_layer.check_backward(LinearNeuralNetwork, case, values=("grad_bias_2",))

# %% hidden linear_network_grad_weights_1 points=2
# grad_weights_1 is the derivative of the mean loss at weights_1.
case = four_layer.Case.random("linear", sizes=(7, 6, 9, 4), n_samples=12, seed=2405)
four_layer.check_backward(LinearNeuralNetwork, case, values=("grad_weights_1",))

# %% hidden linear_network_grad_bias_1 points=2
# grad_bias_1 is the derivative of the mean loss at bias_1.
case = four_layer.Case.random("linear", sizes=(5, 8, 6, 3), n_samples=10, seed=2406)
four_layer.check_backward(LinearNeuralNetwork, case, values=("grad_bias_1",))

# %% hidden linear_network_update points=2
# All six parameters move by learning_rate times their gradient, downhill.
case = four_layer.Case.random("linear", sizes=(6, 9, 5, 4), n_samples=11, seed=2407)
four_layer.check_update(LinearNeuralNetwork, case)

# %% [markdown]
# ## 4. The experiment
#
# **Part 5, 10 of 20 points, about 7 lines.** `run_experiment("linear")` and `run_experiment("nonlinear")` train both
# networks on one kind of data and return their accuracies on *test* data that training never saw:
#
# 1. turn `y_train` into one-hot rows, shape `(400, 4)`;
# 2. make one network of each class, sizes 10-16-16-4, with `seed=seed`;
# 3. train each for 300 epochs at learning rate 0.1;
# 4. predict `X_test`: the class with the largest probability in each row (`np.argmax(..., axis=1)`), shape `(400,)`;
# 5. the accuracy is the share of rows where the prediction equals `y_test`, a number between 0 and 1.
#
# On the linear data both networks should reach 1.00. On the non-linear data expect about 0.99 for ReLU and 0.57 for the
# linear network. If you see exactly 0.25, look for `nan` in the weights: the numbers have overflowed, and `argmax` of
# `nan` is 0, which is right for one class in four.

# %% task run_experiment
def run_experiment(kind, seed=0):
    """Train both networks on "linear" or "nonlinear" data; return (relu_accuracy, linear_accuracy)."""
    generate = {"linear": generate_linear_data, "nonlinear": generate_nonlinear_data}[kind]
    X_train, y_train = generate(n_samples_per_class=100, n_features=10, seed=seed)
    X_test, y_test = generate(n_samples_per_class=100, n_features=10, seed=seed + 1000)
    ### BEGIN SOLUTION
    y_train_onehot = np.eye(4)[y_train]
    relu_network = ReluNeuralNetwork(10, 16, 16, 4, seed=seed)
    linear_network = LinearNeuralNetwork(10, 16, 16, 4, seed=seed)
    relu_network.train(X_train, y_train_onehot, epochs=300, learning_rate=0.1)
    linear_network.train(X_train, y_train_onehot, epochs=300, learning_rate=0.1)
    relu_accuracy = np.mean(np.argmax(relu_network.forward(X_test), axis=1) == y_test)
    linear_accuracy = np.mean(np.argmax(linear_network.forward(X_test), axis=1) == y_test)
    ### END SOLUTION
    return relu_accuracy, linear_accuracy


# %% check run_experiment points=2
# run_experiment returns two accuracies for each kind of data.
experiment.check_run(run_experiment, (ReluNeuralNetwork, LinearNeuralNetwork))

# %% hidden run_experiment_protocol points=4
# These are the accuracies of your networks on the test set.
experiment.check_protocol(run_experiment, (ReluNeuralNetwork, LinearNeuralNetwork), seeds=(31,))

# %% hidden run_experiment_relu points=2
# Your ReLU network reaches 0.97 on both kinds of data.
experiment.check_accuracy(ReluNeuralNetwork, "nonlinear", low=0.97, seeds=range(41, 46))
experiment.check_accuracy(ReluNeuralNetwork, "linear", low=0.97, seeds=(41,))

# %% hidden run_experiment_linear points=2
# Your linear network reaches 0.97 on linear data, 0.45 to 0.65 on the other.
experiment.check_accuracy(LinearNeuralNetwork, "linear", low=0.97, seeds=(51,))
experiment.check_accuracy(LinearNeuralNetwork, "nonlinear", low=0.45, high=0.65, seeds=range(51, 56))

# %% [markdown]
# ## 5. What it means
#
# **Part 5, 10 of 20 points, graded by hand.** In the next cell, write 100 to 200 words:
#
# - the four test accuracies you measured, with the seed (3 points);
# - what three layers without activation amount to, with the formula that shows it (4 points);
# - why, on the non-linear data, the linear network gets no further than it does (3 points).

# %% explain linear_vs_relu [markdown] points=10
# Seed 0, test accuracy: non-linear data 1.00 (ReLU) and 0.58 (linear); linear data 1.00 and 1.00.
#
# Without activation, $((X W_1 + b_1) W_2 + b_2) W_3 + b_3 = X\,(W_1 W_2 W_3) + (b_1 W_2 W_3 + b_2 W_3 + b_3)$: a single
# layer with weights $W_1 W_2 W_3$. Depth adds parameters, but every class score stays a linear function of $x$ and every
# boundary between two classes a hyperplane. On the linear data that is enough.
#
# On the non-linear data each class has 60 % of its samples at one end of an axis and 40 % at the other. A linear score
# that is high at one end is low at the other, so it cannot be high at both. The best it can do is to keep the larger
# part, which gives at most about 0.60. ReLU can bend: $|x| = \mathrm{relu}(x) + \mathrm{relu}(-x)$ is high at both ends,
# and that is what the hidden neurons find.

# %% [markdown]
# ## 6. For thought
#
# Not graded. How do the two networks differ on linear and on non-linear data, and where does the difference come from?
# Then change one thing and predict the result before you run it:
#
# - Reflect 10 % or 50 % of each class instead of 40 % (`generate_nonlinear_data(..., mirrored_fraction=0.1)`). Where does
#   the linear network stop now?
# - Leave ReLU in the first hidden layer only. Is one bend enough?
# - Start all weights at zero. What do you see in `e_1`, and what does the loss do?
