# %% [markdown]
# # Carry numbers through a network
#
# **What you will do.** Compute one neuron by hand, then a layer of neurons for a batch of samples in a single matrix
# product. Look at four activation functions and where they stop answering. Stack two layers so that they do what one
# cannot, and see why a network must not start from equal weights.
#
# **What you will learn.**
#
# - to write a dense layer as a matrix product, and to predict the shape of every result;
# - to say what an activation function and its slope do for small and for large sums;
# - to tell a good start from a bad one by looking at the first forward pass.
#
# **What you need.** NumPy arrays and matrix products, gradient descent (unit 0), half an hour, and paper. The
# assignment that belongs to this lecture is `release/01_forward_pass`: there you write a layer, its activations and a
# network with two hidden layers.

# %%
import matplotlib.pyplot as plt
import numpy as np

from bplab import figures
from bplab.datasets import generate_nonlinear_data
from bplab.explorers import explore_forward, explore_neuron
from bplab.figures import layers
from bplab.network import Network

figures.use_course_style()

# %% [markdown]
# ## 1. One neuron
#
# A neuron has a weight for each input, a bias, and an activation function, here tanh. It adds up what it sees and
# squeezes the sum:
#
# $$
# z = x_1 w_1 + x_2 w_2 + b, \qquad a = \tanh(z).
# $$
#
# With $x = (2, -1)$, $w = (0.5, 1)$ and $b = 0.5$ you get $z = 1 - 1 + 0.5 = 0.5$, on paper. For small $z$,
# $\tanh(z)$ is a little less than $z$, so expect an answer just below 0.5.

# %%
x = np.array([2, -1])
w = np.array([0.5, 1])
z = np.sum(x * w) + 0.5
print("z =", z, "  a =", np.tanh(z).round(3))

# %% [markdown]
# Two numbers went in, one comes out. The weights say how much each input counts and in which direction; the bias shifts
# the sum, whatever the input.
#
# **Question.** Which bias would make this neuron answer exactly 0 to this $x$? Which answers can it never give?
#
# <details><summary>Answer</summary>
#
# $b = 0$: then $z = 1 - 1 + 0 = 0$, and $\tanh(0) = 0$. It can never answer 1 or $-1$, nor anything beyond: $\tanh$
# comes as close to them as you like and does not arrive. (In a computer it does, by rounding, from about $z = 20$ on.)
#
# </details>

# %% claim tanh_arrives_by_rounding
# The bias of the question, and where a float64 can no longer tell tanh from 1.
assert np.tanh(2 * 0.5 - 1 * 1 + 0) == 0 and np.tanh(15) < 1 and np.tanh(20) == 1

# %% [markdown]
# ## 2. Several neurons, one sample
#
# A layer holds neurons that all see the same inputs. Put their weights side by side, one **column** per neuron, and
# their biases in one row:
#
# $$
# W_1 = \begin{pmatrix} 0.5 & 1 & -1 \\ 1 & 0 & 2 \end{pmatrix}, \qquad
# b_1 = \begin{pmatrix} 0.5 & -1 & 0 \end{pmatrix}.
# $$
#
# The first column is the neuron of section 1. One neuron after the other, for the same $x$:

# %%
W1 = np.array([[0.5, 1, -1], [1, 0, 2]])
b1 = np.array([[0.5, -1, 0]])
for k in range(3):
    print(f"neuron {k}: weights {W1[:, k]}  bias {b1[0, k]:4}  z = {np.sum(x * W1[:, k]) + b1[0, k]}")

# %% [markdown]
# "Multiply along a column and add up" is what a matrix product does, for all columns at once. As a row, $x$ has shape
# `(1, 2)`, and `(1, 2) @ (2, 3)` gives `(1, 3)`: the inner sizes agree and vanish, the outer ones stay. Expect
# the three sums from above in one row.

# %%
z1 = x.reshape(1, 2) @ W1 + b1
print(z1, z1.shape)

# %% [markdown]
# Each neuron divides the plane of all inputs by the straight line $z = 0$: on one side its answer is positive, on the
# other negative. The weights turn the line and say how steep the ramp across it is; the bias moves it away from the
# origin. Here are the three neurons, with $x$ as a dot.

# %% alt="Three maps of the plane, one for each neuron, orange where it answers 1 and blue where it answers -1, with a straight line between. The line of neuron 1 is vertical. A dot marks the input (2, -1)."
fig, axes = plt.subplots(1, 3, figsize=(10, 3.4), sharey=True)
for k, ax in enumerate(axes):
    layers.neuron_map(ax, lambda p, k=k: np.tanh(p @ W1[:, k] + b1[0, k]))
    ax.set_title(f"neuron {k}: answers {np.tanh(z1[0, k]):.2f}")
    ax.plot(*x, "o", color="black", markeredgecolor="white", markersize=8)

# %% [markdown]
# Orange is 1, blue is -1, white is 0 (black line). Neuron 1 does not look at $x_2$ at all: its weight there is 0, so
# its line is vertical.
#
# **Question.** Where would the three lines be if all biases were 0?
#
# <details><summary>Answer</summary>
#
# Through the origin, all of them: there $z = 0 \cdot w_1 + 0 \cdot w_2 = 0$, whatever the weights are. They keep their
# directions.
#
# </details>
#
# Here is one neuron to be moved; it opens with the numbers of section 1. Drag $w_1$ and $w_2$ and watch the line, then
# drag $b$; or take hold of the line itself, of the tip of the arrow, or of the input. The arrow **w** has the weights as
# its coordinates. Expect it to stand at a right angle to the line, and to point to the side where the answers are
# positive. What the curve on the right says is the matter of section 4; come back then.

# %% alt="The explorer of one neuron: left the plane of inputs with its line, the weights as an arrow at a right angle to it, and the input as a dot; right the weighted sum as a graph and tanh with its tangent at z = 0.5."
explore_neuron(activation="tanh")

# %% [markdown]
# ## 3. A whole batch at once
#
# Samples come in batches. Put one sample in each **row** of $X$, and the same product serves all of them:
#
# $$
# Z_1 = X W_1 + b_1 .
# $$
#
# With four samples, `(4, 2) @ (2, 3)` gives `(4, 3)`. The bias has shape `(1, 3)`; NumPy *broadcasts* it, that is, it
# uses its one row for all four. Expect the first row of `Z1` to be the one you know, because the first sample is the
# one you know.

# %%
X = np.array([[2, -1], [0, 1], [1, 1], [-1, 0]])
Z1 = X @ W1 + b1
print("Z1", Z1.shape)
print(Z1)

# %% [markdown]
# The picture to keep: row 2 of `X` meets column 0 of `W1` in place (2, 0) of the result, and the bias of column 0 is
# added. $1 \cdot 0.5 + 1 \cdot 1 + 0.5 = 2$.

# %% alt="Four tables in a row: X, W1, b1 and Z1. Row 2 of X, column 0 of W1 and of b1, and the entry (2, 0) of Z1 that comes of them are filled."
layers.dense_layer(X, W1, b1, row=2, column=0);

# %% [markdown]
# Read the table by rows and you see samples; read it by columns and you see neurons.
#
# Broadcasting is convenient, and it never asks whether you meant it. A bias that stands upright, shape `(3, 1)`,
# cannot be added to four rows: NumPy stops with an error. With *three* samples it can, and nothing warns you.

# %%
print("right:", (X[:3] @ W1 + b1).tolist())
print("wrong:", (X[:3] @ W1 + b1.T).tolist())

# %% [markdown]
# In the wrong result every *sample* has a bias, and neurons have none: row 0 was raised by 0.5 throughout, row 1
# lowered by 1. Only on the diagonal do the two agree.
#
# **Question.** You check the shapes of a layer on 3 samples with 3 neurons, and all is well. What have you not checked?
#
# <details><summary>Answer</summary>
#
# Whether the bias stands the right way. `(1, 3)` and `(3, 1)` both give a result of shape `(3, 3)`. Check with sizes
# that all differ.
#
# </details>
#
# A larger layer, to be moved: 3 features, 4 neurons, and a batch of up to 6 samples. Choose an entry by its row and its
# column, and compute it on paper before you read the sum. Then drag the batch size: which shapes change, and which rows
# of `Z1`? (With the activation *linear*, `A1` is `Z1`. The lower row of controls belongs to sections 4 and 6.)

# %% alt="The explorer of a layer: X, W1, b1, Z1 and A1 as tables of coloured numbers, with row 2, column 0 and their entry marked, and the sum of that entry written out below."
explore_forward(batch_size=5, row=2, column=0, activation="linear")

# %% [markdown]
# ## 4. Activations and their slopes
#
# Without an activation, layers on top of each other are no more than a single layer (unit 5 takes this apart). So each
# neuron bends its sum. Four common bends:
#
# | name | $a(z)$ | range | slope |
# |---|---|---|---|
# | sigmoid | $1 / (1 + e^{-z})$ | 0 to 1 | $a\,(1 - a)$, at most 0.25 |
# | tanh | $(e^z - e^{-z}) / (e^z + e^{-z})$ | -1 to 1 | $1 - a^2$, at most 1 |
# | ReLU | $\max(z, 0)$ | 0 and up | 1 where $z > 0$, else 0 |
# | leaky ReLU | $z$ where $z > 0$, else $0.1\,z$ | all numbers | 1 where $z > 0$, else 0.1 |
#
# The slope matters because learning works with it: it says how much the answer changes when the sum changes a little.
# (The leak is often 0.01; with 0.1 you can see it.)

# %% alt="Left: sigmoid, tanh, ReLU and leaky ReLU over z from -6 to 6. Right: their slopes; those of sigmoid and tanh are near 0 beyond 4 on both sides, that of ReLU is 0 on the left."
layers.plot_activations();

# %% [markdown]
# Two kinds of trouble are visible on the right. Far from 0, sigmoid and tanh are flat: the neuron is **saturated**,
# and a change of its weights changes almost nothing. Below 0, ReLU is flat at exactly 0: the **dead zone**. A ReLU
# neuron whose sum is negative for every sample has no slope anywhere, so nothing corrects it. The leaky ReLU keeps a
# little slope there.
#
# Numbers for the eye: at $z = 0$ expect 0.25 for the sigmoid and 1 for tanh, at $z = 4$ next to nothing for both.

# %%
z = np.array([-4, -1, 0, 1, 4])
print("slope at z =".ljust(13), *(f"{value:8}" for value in z))
for name, (_, slope, *_) in layers.ACTIVATIONS.items():
    print(name.ljust(13), *(f"{value:8.4f}" for value in slope(z)))

# %% [markdown]
# A change at the input of a network passes through the weights and one slope per layer, and all of them multiply. The
# slopes of five layers of sigmoid, at their very best, come to $0.25^5 \approx 0.001$; those of tanh and ReLU to 1.
#
# At $z = 0$ ReLU has a kink and no slope of its own. Everybody simply picks one; here it is 0.
#
# **Question.** Which of the four curves is a shifted and stretched copy of another? (Compare heights and slopes at 0.)
#
# <details><summary>Answer</summary>
#
# tanh and the sigmoid: $\tanh(z) = 2\,\mathrm{sigmoid}(2z) - 1$, twice as high, twice as steep inside, and shifted down
# by 1. At 0 the slope is $2 \cdot 2 \cdot 0.25 = 1$. (Exercise 2 shows it.)
#
# </details>

# %% [markdown]
# ## 5. Two layers do what one cannot
#
# Four samples: the corners of a square. A network shall answer $+1$ where the two features *differ* and $-1$ where
# they are equal. No straight line separates the two kinds, so no single neuron can do it. Two neurons and one more
# can. The two are a *hidden layer*: nobody outside sees what they answer, only the third neuron reads it.
#
# $$
# A_1 = \tanh(X W_1 + b_1), \qquad \hat y = \tanh(A_1 W_2 + b_2).
# $$
#
# The weights are chosen by hand. The first neuron looks for "$x_1$ without $x_2$", the second for the reverse.
# Compute the row of the sample $(0, 1)$ on paper: $z_1 = (-4 - 2,\; 4 - 2) = (-6, 2)$.

# %%
corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
W1, b1 = np.array([[4, -4], [-4, 4]]), np.array([[-2, -2]])
Z1 = corners @ W1 + b1
A1 = np.tanh(Z1)
print(np.hstack([corners, Z1, A1.round(2)]))

# %% [markdown]
# Columns: the two features, the two sums, the two activations. `A1` has shape `(4, 2)`: four samples, two hidden
# neurons. For the equal corners both neurons say about -1, for the others one of them says about +1. Now the corners
# are easy to tell apart: the sum of both is near -2 or near 0. The output neuron doubles it and adds 2, so expect
# sums near -2 and +2, and answers near $\pm\tanh 2 = \pm 0.96$.

# %%
W2, b2 = np.array([[2], [2]]), np.array([[2]])
y_hat = np.tanh(A1 @ W2 + b2)
print("y_hat", y_hat.shape, y_hat.ravel().round(2))

# %% alt="Three maps with the four corners of a square on them. Each hidden neuron has one straight slanting line with one corner on its orange side; the output is orange outside a band, at the two corners whose features differ."
def hidden(points):
    return np.tanh(points @ W1 + b1)


fig, axes = plt.subplots(1, 3, figsize=(10, 3.6), sharey=True)
layers.neuron_map(axes[0], lambda p: hidden(p)[:, 0], (-0.5, 1.5), "hidden neuron 0")
layers.neuron_map(axes[1], lambda p: hidden(p)[:, 1], (-0.5, 1.5), "hidden neuron 1")
layers.neuron_map(axes[2], lambda p: np.tanh(hidden(p) @ W2 + b2), (-0.5, 1.5), "output")
for ax in axes:
    ax.scatter(*corners.T, c=["white", "black", "black", "white"], edgecolor="black", s=70, zorder=3)

# %% [markdown]
# Each hidden neuron has one straight line. The output neuron also has only one, but it draws it in the plane of the
# hidden *activations*, and seen from the input that is a band. (Black: the features differ.) A deeper network repeats
# the step: layer $k$ reads the activations of layer $k - 1$, and the sizes of neighbours must fit.
#
# **Question.** How many numbers did we choose for this network, weights and biases together? How many has a network
# with 10 features, 16 hidden neurons and 4 outputs?
#
# <details><summary>Answer</summary>
#
# $2 \cdot 2 + 2 + 2 \cdot 1 + 1 = 9$. The other has $10 \cdot 16 + 16 + 16 \cdot 4 + 4 = 244$.
#
# </details>

# %% claim how_many_numbers
# Weights and biases of both networks of the question.
assert sum(part.size for part in (W1, b1, W2, b2)) == 9
large = Network((10, 16, 4), "tanh")
assert sum(part.size for part in (*large.weights, *large.biases)) == 244

# %% [markdown]
# ## 6. Where to start
#
# Nobody chooses 244 numbers by hand: a network learns them, from a starting point. What should that be? The data of
# this course: 400 samples, 10 features, 4 classes. Three starts for a network 10-16-4: all weights 0, all weights
# 0.1, and random ones. Look at the first forward pass before anything is learned. How many *different* hidden neurons
# are there?

# %%
X, y = generate_nonlinear_data(seed=0)
networks = {name: Network((10, 16, 4), "tanh", seed=0) for name in ("zero", "equal", "random")}
networks["zero"].weights = [np.zeros((10, 16)), np.zeros((16, 4))]
networks["equal"].weights = [np.full((10, 16), 0.1), np.full((16, 4), 0.1)]
for name, network in networks.items():
    A1 = np.tanh(X @ network.weights[0])
    print(f"{name:<7} A1 {A1.shape}, different columns: {len(np.unique(A1.T.round(9), axis=0))}")

# %% [markdown]
# Sixteen equal columns are one neuron, bought sixteen times. And learning cannot tell them apart either: neurons with
# the same weights in and out give the same answers, get the same corrections, and stay the same for ever. This is
# the *symmetry* that a start must break.
#
# Train all three to see it: gradient descent as in unit 0, 1000 epochs at a learning rate of 0.1. (How a network gets
# its slopes is the matter of unit 3, what its loss is that of unit 2. Guessing costs $\ln 4 = 1.386$ and is right for
# one sample in four.) Beside them runs a network with a single hidden neuron.

# %%
X_test, y_test = generate_nonlinear_data(seed=1000)
networks["one"] = Network((10, 1, 4), "tanh", seed=0)
for name, network in networks.items():
    network.train(X, np.eye(4)[y], epochs=1000, learning_rate=0.1)
    different = len(np.unique(network.weights[0].T.round(9), axis=0))
    print(f"{name:<7} loss {network.losses[0]:.3f} -> {network.losses[-1]:.3f}"
          f"   test accuracy {network.accuracy(X_test, y_test):.2f}   different neurons {different}")

# %% alt="Four loss curves over 1000 epochs: zero stays at 1.386, equal falls hardly, one falls to about 1.15, random falls to nearly 0."
fig, ax = plt.subplots()
for name, colour in zip(networks, figures.CLASS_COLOURS):
    ax.plot(networks[name].losses, color=colour, label=name, lw=2)
ax.set(xlabel="epoch", ylabel="loss", ylim=(0, 1.7))
ax.legend();

# %% [markdown]
# The zero network never moves: corrections of $W_2$ are multiplied by the hidden activations, those of $W_1$ by
# $W_2$, and all of these are 0. The output biases could move, but have nothing to gain: every class has 100 samples, and
# all of them are guessed with ¼. The random network has sixteen neurons to work with, and learns.
#
# The equal network moves, but its sixteen neurons move together. After 1000 epochs the count still says 1, and the
# network is behind the one that has a single neuron. It is not worse, but slower: each of its neurons carries a
# sixteenth of what the output sees, so its incoming weights get a sixteenth of the correction. A single neuron whose
# incoming weights learn at a sixteenth of the rate, and the outgoing ones at sixteen times the rate, goes exactly the
# same way. Left to itself for 20 000 epochs, the equal network comes down to about 1.14, where the single neuron is
# after 1000. No patience gets it much further: it is one neuron.

# %% claim equal_neurons_are_one_slow_neuron
# Sixteen equal neurons go the way of one with a sixteenth of the rate; outputs that differ do not help them.
from bplab.network import cross_entropy, softmax

equal, target = networks["equal"], np.eye(4)[y]

def one_neuron(rate_1, rate_2, epochs=1000):
    W1, b1, W2, b2 = np.full((10, 1), 0.1), np.zeros((1, 1)), np.full((1, 4), 1.6), np.zeros((1, 4))
    for _ in range(epochs):
        a = np.tanh(X @ W1 + b1)
        y_pred = softmax(a @ W2 + b2)
        e_2 = (y_pred - target) / len(X)
        e_1 = e_2 @ W2.T * (1 - a**2)
        W1, b1 = W1 - rate_1 * X.T @ e_1, b1 - rate_1 * e_1.sum(axis=0)
        W2, b2 = W2 - rate_2 * a.T @ e_2, b2 - 0.1 * e_2.sum(axis=0)
    return cross_entropy(y_pred, target)

assert abs(one_neuron(0.1 / 16, 1.6) - equal.losses[-1]) < 1e-6
assert one_neuron(0.1, 0.1) < 1.2 and equal.losses[-1] > 1.35
long = Network((10, 16, 4), "tanh", seed=0)
long.weights = [np.full((10, 16), 0.1), np.full((16, 4), 0.1)]
long.train(X, target, epochs=20_000, learning_rate=0.1)
assert abs(long.losses[-1] - 1.14) < 0.01 and abs(networks["one"].losses[-1] - 1.15) < 0.01
for seed in range(3):
    differ = Network((10, 16, 4), "tanh", seed=0)
    row = np.random.default_rng(seed).normal(size=(1, 4)) / 4
    differ.weights = [np.full((10, 16), 0.1), np.repeat(row, 16, axis=0)]
    assert differ.train(X, target, epochs=1000, learning_rate=0.1).losses[-1] > 1.35

# %% claim zeros_have_nothing_to_gain
# With zero weights the output biases stay because the classes are balanced: with others they move.
assert np.bincount(y).tolist() == [100] * 4
assert all(np.abs(each).max() < 1e-12 for each in (*networks["zero"].weights, *networks["zero"].biases))
uneven = Network((10, 16, 4), "tanh", seed=0, scale=0).train(X[:250], np.eye(4)[y[:250]], 100, 0.1)
assert np.abs(uneven.biases[1]).max() > 0.01 and np.abs(uneven.weights[1]).max() == 0

# %% [markdown]
# The layer of section 3 again, with equal weights and after 20 steps of training. Look at the columns of `W1` and `b1`:
# all have moved, none on its own. Drag the training steps, press *Zero weights*, then *Random weights*. Expect four
# different columns from the last alone, whatever the activation.

# %% alt="The explorer of a layer with equal weights after 20 steps: all columns of W1, b1, Z1 and A1 hold the same numbers."
explore_forward(weights="equal", steps=20)

# %% [markdown]
# ### How large?
#
# Random, then, but how large? A sum of 10 inputs with weights of size 1 is about $\sqrt{10}$ times as large as one
# input. So `Network` draws weights with standard deviation $\sqrt{1 / n_{\text{in}}}$, which gives sums about as
# large as the inputs, times `scale`. Again the first forward pass tells what is coming. Expect hardly any answer for
# a scale of 0.01, and nothing but $\pm 1$ for 30.

# %% alt="Three histograms of hidden activations: at scale 0.01 a single peak at 0, at scale 1 a broad hill from -1 to 1, at scale 30 two peaks at -1 and 1."
starts = {scale: Network((10, 16, 4), "tanh", seed=0, scale=scale) for scale in (0.01, 0.1, 1, 3, 10, 30)}
A1 = {scale: np.tanh(X @ network.weights[0]) for scale, network in starts.items()}
fig, axes = plt.subplots(1, 3, figsize=(10, 2.8))
layers.start_histograms(axes, {f"scale {scale:g}": A1[scale] for scale in (0.01, 1, 30)})

# %% [markdown]
# On the left all neurons say 0 to every sample: the network is alive, its slopes are 1, but what it passes on is
# tiny. On the right most neurons are saturated: loud, certain, wrong, and with no slope to learn from. Train all six
# and compare.

# %%
print("scale   saturated   loss before   loss after   test accuracy")
for scale, network in starts.items():
    saturated = np.mean(np.abs(A1[scale]) > 0.99)
    network.train(X, np.eye(4)[y], epochs=1000, learning_rate=0.1)
    print(f"{scale:5g} {saturated:11.2f} {network.losses[0]:13.2f} {network.losses[-1]:12.3f}"
          f" {network.accuracy(X_test, y_test):15.2f}")

# %% [markdown]
# Between 0.1 and 3 the network learns the task. At 0.01 it is still under way after 1000 epochs; from 10 on,
# saturated neurons hold it back. "Small and random" is good advice, with $\sqrt{1 / n_{\text{in}}}$ as a yardstick
# for "small".
#
# **Question.** Biases usually start at 0, all of them. Why does this not bring the symmetry back?
#
# <details><summary>Answer</summary>
#
# The weights differ already, so the neurons answer differently, and each is connected to the outputs in its own way. So
# each bias gets a correction of its own from the first step on.
#
# </details>

# %% [markdown]
# ## In practice
#
# *`@` is not `*`.* `X * W` multiplies entry by entry. With matching shapes it runs, and means something else.
#
# *Keep two axes.* A list of labels has shape `(4,)`, a column of answers `(4, 1)`. Their difference should be four
# numbers:

# %%
labels = np.array([-1, 1, 1, -1])
print((y_hat - labels).shape, (y_hat - labels.reshape(4, 1)).shape)

# %% [markdown]
# The first difference pairs every answer with every label: sixteen numbers, and no warning. It is the bias of section 3
# again. Print shapes until you no longer need to.

# %% [markdown]
# ## What to take away
#
# - A dense layer is $Z = XW + b$: rows are samples, columns are neurons, `(n, n_in) @ (n_in, n_out) + (1, n_out)` gives
#   `(n, n_out)`. Know the shape before you run the line.
# - An activation bends the sum. Where it is flat, the neuron does not learn: sigmoid and tanh far from 0, ReLU below 0.
# - One neuron draws one straight line. Layers on top of each other draw what no line can.
# - Equal neurons stay equal, so start from random weights, small enough not to saturate.
#
# Next: `release/01_forward_pass`, where you write the layer, two activations and a network with two hidden layers.
#
# ## Exercises for thought
#
# **1.** 400 samples go through a network 10-16-4. Which shapes have $Z_1$, $A_1$ and $Z_2$, and where do the 244
# numbers of the network come from?
#
# <details><summary>Answer</summary>
#
# `(400, 16)`, `(400, 16)` and `(400, 4)`. The weights are $10 \cdot 16 + 16 \cdot 4 = 224$ numbers, the biases
# $16 + 4 = 20$. The number of samples plays no part: the same weights serve any batch.
#
# </details>
#
# **2.** Show that $\tanh(z) = 2\,\mathrm{sigmoid}(2z) - 1$. What does it say about the slopes at 0?
#
# <details><summary>Answer</summary>
#
# $\frac{2}{1 + e^{-2z}} - 1 = \frac{1 - e^{-2z}}{1 + e^{-2z}}$; multiply both halves of the fraction by $e^z$. The
# factor 2 outside and the factor 2 inside each double the slope: $0.25 \cdot 4 = 1$.
#
# </details>
#
# **3.** A ReLU neuron has weights $(1, 1)$ and bias $-6$. All features lie between 0 and 2. What does it answer, and
# can it learn?
#
# <details><summary>Answer</summary>
#
# The sum is at most $2 + 2 - 6 = -2$, so it answers 0 to every sample, and its slope is 0 everywhere. It is dead: no
# correction reaches its weights. A leaky ReLU would get a tenth of each.
#
# </details>
#
# **4.** All columns of $W_1$ are equal, but $W_2$ is random. Do the hidden neurons stay equal?
#
# <details><summary>Answer</summary>
#
# No. They give the same answers at first, but each is connected to the outputs with other weights, so each is
# corrected in its own way. With $W_1 = 0.1$ everywhere and the random $W_2$ of section 6, the network ends with 16
# different neurons and a test accuracy of 1.00. One random layer is enough to break the symmetry here; with all
# layers random nobody has to think.
#
# </details>

# %% claim one_random_layer_is_enough
# Equal columns of W1 with a random W2 end different, and the network learns.
mixed = Network((10, 16, 4), "tanh", seed=0)
mixed.weights[0] = np.full((10, 16), 0.1)
mixed.train(X, np.eye(4)[y], epochs=1000, learning_rate=0.1)
assert len(np.unique(mixed.weights[0].T.round(9), axis=0)) == 16 and mixed.accuracy(X_test, y_test) > 0.99
