# %% [markdown]
# # Send the error back through a network
#
# **What you will do.** Push numbers forward through a drawn graph and derivatives back through it, first by hand, then
# as matrices. Measure a gradient without calculus, and break the backward pass in six ways to see what each mistake
# looks like.
#
# **What you will learn.**
#
# - to apply the chain rule one node at a time;
# - to write the error term of every layer, and to let the shapes check each formula;
# - to tell a right gradient from a wrong one by a single number.
#
# **What you need.** The forward pass and $e = \hat y - y$ for softmax with cross-entropy (units 1 and 2), an hour. The
# assignment that belongs to this lecture is `release/03_backpropagation`.

# %%
import matplotlib.pyplot as plt
import numpy as np

from bplab import figures
from bplab.datasets import generate_nonlinear_data
from bplab.explorers import explore_backprop
from bplab.figures import graph
from bplab.gradients import numerical_gradient, relative_error
from bplab.network import cross_entropy, softmax

figures.use_course_style()

# %% [markdown]
# ## 1. One neuron, one number at a time
#
# A neuron reads $x = 2$ with weight $w = 3$ and bias $b = -4$. The target is $y = 5$ and the loss is half the squared
# difference. Written as single steps, from left to right:
#
# $$
# p = w x, \qquad z = p + b, \qquad d = z - y, \qquad L = \tfrac12 d^2 .
# $$

# %%
v = {"w": 3, "x": 2, "b": -4}
v["p"] = v["w"] * v["x"]
v["z"] = v["p"] + v["b"]
v["d"] = v["z"] - 5
v["L"] = v["d"] ** 2 / 2
print(v)

# %% [markdown]
# The loss is $4.5$. How does it change when $w$ changes a little? Go back from the loss. Each node knows one thing only:
# how *its own output* changes with *its own inputs*. The *chain rule* multiplies what comes from the right by that local
# factor:
#
# $$
# \frac{\partial L}{\partial w}
# = \frac{\partial L}{\partial d} \cdot \frac{\partial d}{\partial z} \cdot \frac{\partial z}{\partial p}
#   \cdot \frac{\partial p}{\partial w}
# = d \cdot 1 \cdot 1 \cdot x = -3 \cdot 2 = -6 .
# $$

# %% alt="A graph of boxes from w, x and b to the loss: values above the boxes, w = 3, x = 2, b = -4, p = 6, z = 2, d = -3, L = 4.5; derivatives below, -6 at w, -9 at x, -3 at b; the local factors on dashed arrows back."
g = {"L": 1, "d": 1 * v["d"]}
g["z"] = g["d"] * 1
g["p"], g["b"] = g["z"] * 1, g["z"] * 1
g["w"], g["x"] = g["p"] * v["x"], g["p"] * v["w"]
fig, ax = plt.subplots(figsize=(9, 3.4))
graph.draw_neuron(ax, v, g)

# %% [markdown]
# Blue numbers flow to the right, one value per box. Vermilion numbers flow back: under each box stands the derivative of
# the loss with respect to that box. A sum passes the derivative on unchanged. A product hands each input the *other*
# input's value, which is why the forward pass must remember its numbers.
#
# Is $-6$ right? Move $w$ by 0.001 and look: the loss should fall by about 0.006.

# %%
moved = ((3 + 0.001) * 2 - 4 - 5) ** 2 / 2
print(f"change of the loss {moved - 4.5:.6f}, divided by the step: {(moved - 4.5) / 0.001:.3f}")

# %% [markdown]
# Section 7 makes a tool of this.
#
# **Question.** The derivative of $b$ is $-3$. What does the loss become, roughly, if $b$ rises by 0.1? And exactly?
#
# <details><summary>Answer</summary>
#
# Roughly $4.5 - 3 \cdot 0.1 = 4.2$. Exactly $d$ becomes $-2.9$ and the loss $2.9^2 / 2 = 4.205$: the slope itself
# changes a little on the way.
#
# </details>

# %% claim b_moves_by_a_tenth
# The loss after the step of the question.
assert np.isclose((3 * 2 - 4 + 0.1 - 5) ** 2 / 2, 4.205)

# %% [markdown]
# ## 2. Two paths add up
#
# A value that is used twice has two ways to reach the loss, and their effects add. Take $a = 2$, $s = 3a$, $t = a^2$ and
# $L = st$.

# %% alt="A graph in which a = 2 reaches L = 24 along two paths, through s = 3a = 6 and through t = a squared = 4. The derivatives 4 at s and 6 at t come together as 36 at a."
v = {"a": 2, "s": 6, "t": 4, "L": 24}
g = {"L": 1, "s": v["t"], "t": v["s"]}
g["a"] = g["s"] * 3 + g["t"] * 2 * v["a"]
fig, ax = plt.subplots(figsize=(6.4, 2.9))
graph.draw_two_paths(ax, v, g)

# %% [markdown]
# The upper path brings $4 \cdot 3 = 12$, the lower one $6 \cdot 4 = 24$, together 36. Check: $L = 3a^3$, so
# $\partial L/\partial a = 9a^2 = 36$.
#
# Remember this sum. A hidden neuron is used by every neuron of the next layer, a bias by every sample of the batch. Both
# times the derivatives of all uses add up.

# %% [markdown]
# ## 3. Eight weights, edge by edge
#
# A network with two inputs, two sigmoid neurons and two classes, with numbers chosen for paper: $x = (1, 2)$, the true
# class is the first, $y = (1, 0)$, and all biases are zero. Here is every edge with its weight. Read the indices as
# *layer, from, to*: $W_{2,12}$ is the weight of layer 2 that leads from neuron 1 to output 2.

# %% alt="A network of two inputs, two hidden neurons and two outputs with all eight edges. Each edge carries its weight: W_1,11 = 2, W_1,12 = -4, W_1,21 = -1, W_1,22 = 2, W_2,11 = 4, W_2,12 = 0, W_2,21 = -2, W_2,22 = 2. The inputs are 1 and 2; hidden neurons and outputs show one half."
x, y = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0]])
W1, W2 = np.array([[2.0, -4.0], [-1.0, 2.0]]), np.array([[4.0, 0.0], [-2.0, 2.0]])
inputs = ("$x_1$\n1", "$x_2$\n2")
fig, ax = plt.subplots(figsize=(8.4, 3.3))
hidden, outputs = ("$a_{1,1}$\n½", "$a_{1,2}$\n½"), ("$\\hat{y}_1$\n½", "$\\hat{y}_2$\n½")
graph.draw_edges(ax, {"W_1": W1, "W_2": W2}, [inputs, hidden, outputs])

# %% [markdown]
# Forward, one neuron after the other: $z_{1,1} = 1 \cdot 2 + 2 \cdot (-1) = 0$ and
# $z_{1,2} = 1 \cdot (-4) + 2 \cdot 2 = 0$, both sigmoids are one half, the scores
# $z_{2,1} = \frac12 \cdot 4 + \frac12 \cdot (-2)$ and $z_{2,2} = \frac12 \cdot 0 + \frac12 \cdot 2$ are both 1, so the
# probabilities are one half each and the loss is $\ln 2 = 0.693$.

# %%
def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2  # the same function as 1 / (1 + exp(-z)), and never overflows


z_1 = x @ W1
a_1 = sigmoid(z_1)
z_2 = a_1 @ W2
y_pred = softmax(z_2)
v = {"x": x, "z_1": z_1, "a_1": a_1, "z_2": z_2, "y_pred": y_pred, "L": cross_entropy(y_pred, y)}
print({name: np.round(value, 3).tolist() for name, value in v.items()})

# %% [markdown]
# Now back. Call the derivative of the loss at a weighted sum the **error** of that neuron,
# $e = \partial L / \partial z$. At the outputs it is unit 2's result, prediction minus truth:
# $e_{2,1} = \frac12 - 1 = -\frac12$ and $e_{2,2} = \frac12$.
#
# How does the loss answer when hidden neuron 2 says a little more? It is read twice, so there are two ways back, and
# section 2 says: multiply along a path, add over the paths. Each way has one edge, so it brings *the weight of the edge
# times the error at its end*:

# %% alt="The same network with two edges lit, those that leave hidden neuron 2: one with weight -2 to the first output, whose error is -1/2, one with weight 2 to the second output, whose error is 1/2. The neuron shows the sum: 1 + 1 = 2."
fig, ax = plt.subplots(figsize=(8.4, 3.3))
errors = ("$e_{2,1}$\n-½", "$e_{2,2}$\n½")
graph.draw_edges(ax, {"W_1": W1, "W_2": W2}, [inputs, ("$a_{1,1}$", "1 + 1\n= 2"), errors], lit=(1, 1))

# %% [markdown]
# $(-2) \cdot (-\frac12) + 2 \cdot \frac12 = 1 + 1 = 2$. Each output complains along its own edge, and the hidden neuron
# hears the sum of the complaints: the first output wants to rise and reads the neuron with a negative weight, the
# second wants to fall and reads it with a positive one. Both want it to say less.
#
# **Question.** What comes back to hidden neuron 1? One of its edges has the weight 0. Can that weight learn
# nevertheless?
#
# <details><summary>Answer</summary>
#
# $4 \cdot (-\frac12) + 0 \cdot \frac12 = -2$. Nothing comes back along the edge with the weight 0, but the weight
# itself is not lost: its derivative is what it read times the error where it led, $\frac12 \cdot \frac12$, whatever it
# is now.
#
# </details>

# %% [markdown]
# ## 4. From edges to matrices
#
# Nobody wants to write a line for every edge. Four equations hold everything. Each is derived for one edge, with all its
# indices, and then written for all edges at once; each is checked by its shape and by its numbers.
#
# **Equation 1: the errors at the output.** For output $k$: $e_{2,k} = \hat y_k - y_k$. For all $k$ side by side:
#
# $$
# e_2 = \hat y - y \qquad (1, 2) .
# $$
#
# **Equation 2: the errors of the hidden layer.** Neuron $j$ reaches the loss along one path for each output $k$, and
# the paths add. Then its own activation is passed, whose slope is $\sigma'(z) = a\,(1 - a)$:
#
# $$
# e_{1,j} = \Big( \sum_k e_{2,k}\, W_{2,jk} \Big)\, \sigma'(z_{1,j}) .
# $$
#
# The sum runs along *row* $j$ of $W_2$: all edges that leave neuron $j$. A product with a matrix sums along its
# columns; so turn the rows of $W_2$ into columns. And every neuron has a slope of its own, so the slopes multiply
# element by element, written $\odot$:
#
# $$
# e_1 = (e_2 W_2^\top) \odot \sigma'(z_1) \qquad (1, 2) \cdot (2, 2) \to (1, 2) .
# $$

# %%
e_2 = y_pred - y
slopes = a_1 * (1 - a_1)
by_edges = [float(sum(e_2[0, k] * W2[j, k] for k in range(2)) * slopes[0, j]) for j in range(2)]
back = e_2 @ W2.T
e_1 = back * slopes
print("edge by edge", by_edges, "  as matrices", e_1.tolist(), e_1.shape)

# %% [markdown]
# **Equation 3: the weights.** $W_{2,jk}$ multiplies $a_{1,j}$ on its way to the sum $z_{2,k}$. So its derivative is
# *what it read times the error where it led*:
#
# $$
# \frac{\partial L}{\partial W_{2,jk}} = a_{1,j}\, e_{2,k}, \qquad
# \frac{\partial L}{\partial W_2} = a_1^\top e_2 \qquad (2, 1) \cdot (1, 2) \to (2, 2) .
# $$
#
# A column times a row: every entry of the one meets every entry of the other, a table of products, one for each edge.
# It is called an *outer product*. In the first layer the weights read $x$, so there it is $x^\top e_1$.
#
# **Equation 4: the biases.** A bias is added to its sum as it is, so its derivative is the error itself:
# $\partial L / \partial b_k = e_k$.

# %%
print("edge by edge", [[float(a_1[0, j] * e_2[0, k]) for k in range(2)] for j in range(2)])
print("as matrices ", (a_1.T @ e_2).tolist(), "  first layer", (x.T @ e_1).tolist())

# %% alt="The arrays of the network in a row: x, z_1, a_1, z_2, y-hat, L with their values above, the errors (-0.5, 0.5) below z_1, (-2, 2) below a_1 and (-0.5, 0.5) below z_2; dashed arrows lead back, marked with the slope, with W_2 transposed and with y-hat minus y."
fig, ax = plt.subplots(figsize=(10, 1.7))
graph.draw_layers(ax, v, {"z_1": e_1, "a_1": back, "z_2": e_2})

# %% [markdown]
# In $\partial L/\partial W_1$ the second row is twice the first: $x_2 = 2 x_1$. And here are all eight weights moved
# one by one, as in section 1, as the judge of the four equations:

# %%
def loss_of(W1, W2):
    return cross_entropy(softmax(sigmoid(x @ W1) @ W2), y)


print("W2 measured", numerical_gradient(lambda W: loss_of(W1, W), W2).round(6).tolist())
print("W1 measured", numerical_gradient(lambda W: loss_of(W, W2), W1).round(6).tolist())

# %% [markdown]
# **Question.** Suppose $z_1 = (10, -10)$ instead of $(0, 0)$. What happens to $e_1$, and to the weights behind it?
#
# <details><summary>Answer</summary>
#
# The slope $a(1 - a)$ is about $4.5 \cdot 10^{-5}$ at both, instead of $\frac14$. So $e_1$ all but vanishes, and with
# it the derivatives of $W_1$ and $b_1$, whatever the errors at the output are. The neurons are saturated (unit 1).
#
# </details>

# %% claim the_four_equations
# Edge by edge, as matrices and measured, the derivatives agree, and they are those of the text.
assert np.allclose(by_edges, e_1) and np.allclose(e_1, [[-0.5, 0.5]]) and np.allclose(back, [[-2, 2]])
assert np.allclose(a_1.T @ e_2, numerical_gradient(lambda W: loss_of(W1, W), W2), atol=1e-8)
assert np.allclose(x.T @ e_1, numerical_gradient(lambda W: loss_of(W, W2), W1), atol=1e-8)
assert np.isclose(v["L"], np.log(2)) and np.isclose((a_1.T @ e_2)[0, 1], 1 / 4)
assert np.isclose(sigmoid(10) * (1 - sigmoid(10)), 4.5e-5, rtol=0.02)

# %% [markdown]
# ## 5. Another loss, another activation, any depth
#
# Which parts of the four equations belong to this network, and which to all? Take the one of the lab sheets beside it:
# half the squared error, a *sigmoid at the output*, and *ReLU* in the hidden layer. Only the local factors change.
#
# | | softmax, cross-entropy; hidden sigmoid | sigmoid output, half squared error; hidden ReLU |
# |---|---|---|
# | loss of a sample | $-\sum_k y_k \ln \hat y_k$ | $\frac12 \sum_k (\hat y_k - y_k)^2$ |
# | 1: $e_2$ | $\hat y - y$ | $(\hat y - y) \odot \hat y \odot (1 - \hat y)$ |
# | 2: $e_1$ | $(e_2 W_2^\top) \odot a_1 \odot (1 - a_1)$ | $(e_2 W_2^\top) \odot [z_1 > 0]$ |
# | 3: weights | $a_1^\top e_2$, $\;x^\top e_1$ | the same |
# | 4: biases | $e_2$, $\;e_1$ | the same |
#
# In equation 1 nothing cancels now: the error passes back through the square, $\hat y - y$, and through the sigmoid,
# $\hat y (1 -
# \hat y)$. In equation 2 ReLU's slope is 1 where its sum is positive and 0 elsewhere, so it lets an error pass or stops it.
#
# Numbers for paper: $x = (1, 2)$ and $y = (1, 0)$ as before, and
#
# $$
# W_1 = \begin{pmatrix} 1 & -1 \\ \frac12 & -\frac12 \end{pmatrix}, \quad
# W_2 = \begin{pmatrix} 1 & -1 \\ 3 & 2 \end{pmatrix}, \quad b_1 = (0, 0), \quad b_2 = (-2, 2) .
# $$
#
# Forward: $z_1 = (2, -2)$, so $a_1 = (2, 0)$: neuron 2 is off. Then $z_2 = (2 - 2, -2 + 2) = (0, 0)$ and
# $\hat y = (\frac12, \frac12)$. Backward:
# $e_2 = (-\frac12 \cdot \frac14, \frac12 \cdot \frac14) = (-\frac18, \frac18)$. To neuron 1 come back $1 \cdot
# (-\frac18) + (-1) \cdot
# \frac18 = -\frac14$, to neuron 2 $3 \cdot (-\frac18) + 2 \cdot \frac18 = -\frac18$, but it is off: $e_1 = (-\frac14, 0)$.

# %%
V1, V2, c2 = np.array([[1, -1], [0.5, -0.5]]), np.array([[1.0, -1], [3, 2]]), np.array([[-2.0, 2]])


def squared_loss(V1, V2):
    return np.sum((sigmoid(np.maximum(x @ V1, 0) @ V2 + c2) - y) ** 2) / 2


h = np.maximum(x @ V1, 0)
out = sigmoid(h @ V2 + c2)
f_2 = (out - y) * out * (1 - out)
f_1 = (f_2 @ V2.T) * (x @ V1 > 0)
print("e_2", f_2.tolist(), "  e_1", (f_1 + 0.0).tolist())
measured_2 = numerical_gradient(lambda V: squared_loss(V1, V), V2).round(6) + 0.0
measured_1 = numerical_gradient(lambda V: squared_loss(V, V2), V1).round(6) + 0.0
print("dL/dW2", (h.T @ f_2 + 0.0).tolist(), "  measured", measured_2.tolist())
print("dL/dW1", (x.T @ f_1 + 0.0).tolist(), "  measured", measured_1.tolist())

# %% [markdown]
# The second column of $\partial L/\partial W_1$ and the second row of $\partial L/\partial W_2$ are zero: a neuron that
# is off neither learns nor teaches. (In section 3 both columns moved.)

# %% claim the_other_loss
# The numbers for paper, and both gradients, agree with a measurement.
assert np.allclose(x @ V1, [[2, -2]]) and np.allclose(out, 0.5)
assert np.allclose(f_2, [[-1 / 8, 1 / 8]]) and np.allclose(f_1, [[-1 / 4, 0]])
assert np.allclose(h.T @ f_2, numerical_gradient(lambda V: squared_loss(V1, V), V2), atol=1e-8)
assert np.allclose(x.T @ f_1, numerical_gradient(lambda V: squared_loss(V, V2), V1), atol=1e-8)
assert not (h.T @ f_2)[1].any() and not (x.T @ f_1)[:, 1].any()

# %% [markdown]
# More layers bring nothing new: equation 2 is applied again and again. Two kinds of steps alternate on the way back,
# through the weights (a matrix product with $W^\top$) and through the activation (an element-wise product with its
# slope). Here with two hidden layers.

# %% alt="The arrays of a network with two hidden layers in a row, from a_0 to the loss, each with its formula above and its error below; dashed arrows lead back, in turn through a slope and through a transposed weight matrix."
fig, ax = plt.subplots(figsize=(10.5, 1.8))
graph.draw_rule(ax)

# %% [markdown]
# | layer | error term | gradients |
# |---|---|---|
# | output, $k = K$ | $e_K = \hat y - y$ | $\frac1n a_{K-1}^\top e_K$, mean of the rows of $e_K$ |
# | hidden, $k < K$ | $e_k = (e_{k+1} W_{k+1}^\top) \odot \sigma'(z_k)$ | $\frac1n a_{k-1}^\top e_k$, mean of the rows of $e_k$ |
#
# with $a_0 = X$; where $\frac1n$ comes from, section 6 shows. Only the first line depends on the loss. The error term
# of a layer is all that the layer before it needs, and nothing is computed twice. So one *backward pass* gives the
# derivatives for all weights, at about the price of two forward passes. That is *backpropagation*.

# %% [markdown]
# ## 6. A batch, and what its shapes tell
#
# With $n$ samples every row goes its own way, and each has an error row of its own. A weight serves all of them: it is
# used $n$ times, so the derivatives of its $n$ uses add up (section 2). Each sample brings its outer product, column
# times row, and the matrix product $a^\top e$ is exactly their sum:
#
# $$
# a^\top e = \sum_{i=1}^{n} a_i^\top e_i .
# $$
#
# Three samples, two neurons before and two behind:

# %%
a = np.array([[1, 2], [0, 1], [3, 1]])
e = np.array([[1, -1], [2, 0], [-1, 1]])
outer = [np.outer(a[i], e[i]) for i in range(3)]
print("one table for each sample", [table.tolist() for table in outer])
print("their sum", sum(outer).tolist(), "  a.T @ e", (a.T @ e).tolist())

# %% [markdown]
# The loss is the *mean* over the rows, which puts $\frac1n$ into every gradient. A bias was added to all $n$ rows in
# the forward pass, so on the way back its derivative is the sum over the rows: broadcasting forward, summing backward.
#
# Here is one hidden layer for batches. The arguments `slope`, `back` and `n` have one right value each; they are there
# so that we can break the function later.

# %%
def forward(X, p):
    a_1 = sigmoid(X @ p["W1"] + p["b1"])
    return a_1, softmax(a_1 @ p["W2"] + p["b2"])


def backward(X, y, p, slope=lambda a: a * (1 - a), back=None, n=None):
    a_1, y_pred = forward(X, p)
    n = n or len(X)
    back = p["W2"].T if back is None else back
    e_2 = y_pred - y
    e_1 = (e_2 @ back) * slope(a_1)
    grads = {"W1": X.T @ e_1 / n, "b1": e_1.sum(axis=0, keepdims=True) / n}
    return grads | {"W2": a_1.T @ e_2 / n, "b2": e_2.sum(axis=0, keepdims=True) / n}

# %%
def draw_parameters(n_in, n_hidden, n_out, seed=0):
    rng = np.random.default_rng(seed)
    W1, W2 = rng.normal(size=(n_in, n_hidden)), rng.normal(size=(n_hidden, n_out))
    b1, b2 = np.zeros((1, n_hidden)), np.zeros((1, n_out))
    return {"W1": W1 / np.sqrt(n_in), "b1": b1, "W2": W2 / np.sqrt(n_hidden), "b2": b2}


rng = np.random.default_rng(0)
X, y = rng.normal(size=(6, 3)), np.eye(4)[rng.integers(4, size=6)]
p = draw_parameters(3, 5, 4)
for name, gradient in backward(X, y, p).items():
    print(name, p[name].shape, gradient.shape)

# %% [markdown]
# A gradient has the shape of its parameter. Use this before you run anything. For $\partial L/\partial W_1$ you have
# $X$ with shape `(6, 3)` and $e_1$ with shape `(6, 5)`, and need `(3, 5)`: only $X^\top e_1$ fits. For $e_1$ you have
# $e_2$ with `(6, 4)` and $W_2$ with `(5, 4)`, and need `(6, 5)`: only $e_2 W_2^\top$ fits.
#
# The samples must disappear from a gradient, so the inner size of its product is $n$. They must stay in an error term.
#
# **Question.** This check works because 6, 3, 5 and 4 all differ. What happens to it in a network with two hidden
# layers of 16 neurons each?
#
# <details><summary>Answer</summary>
#
# It goes blind in the middle: $W_2$ has the shape `(16, 16)`, so $W_2$ and $W_2^\top$ both fit. Test the code with
# layers of different sizes; it does not know which sizes it will get.
#
# </details>

# %% [markdown]
# ## 7. Measure a gradient
#
# Shapes cannot see a forgotten factor. A measurement can: move one parameter by $h$ up and by $h$ down, and divide the
# change of the loss by $2h$,
#
# $$
# \frac{\partial L}{\partial w} \approx \frac{L(w + h) - L(w - h)}{2h}.
# $$
#
# `numerical_gradient(f, x, h=1e-5)` from `bplab.gradients` does so for every entry of an array. To compare two
# gradients, use their distance relative to their size, which is 0 for equal arrays and 1 for opposite ones:
#
# $$
# \mathrm{error}(g, m) = \frac{\lVert g - m \rVert}{\lVert g \rVert + \lVert m \rVert}.
# $$

# %%
def measured(X, y, p):
    def gradient(name):
        def loss(value):
            return cross_entropy(forward(X, p | {name: value})[1], y)

        return numerical_gradient(loss, p[name])

    return {name: gradient(name) for name in p}


def report(grads, X, y, p):
    exact = measured(X, y, p)
    print("  ".join(f"{name} {relative_error(grads[name], exact[name]):.0e}" for name in p))


report(backward(X, y, p), X, y, p)

# %% [markdown]
# Measurement and formula agree to nine digits or more, so the formulas are right. But why not to sixteen? And why
# $h = 10^{-5}$? Take a single weight and try many steps, with the central difference and with the one-sided one,
# $(L(w + h) - L(w))/h$.

# %% alt="Relative error over the step h, both axes logarithmic. The central difference falls like h squared from the right, is lowest near 1e-5 and rises like 1e-16 / h to the left; the one-sided difference is lowest near 1e-8 and never as low."
def loss_at(w):
    W2 = p["W2"].copy()
    W2[2, 2] = w
    return cross_entropy(forward(X, p | {"W2": W2})[1], y)


w, slope = p["W2"][2, 2], backward(X, y, p)["W2"][2, 2]
steps = 10.0 ** np.arange(-13, 0.1, 0.25)
central = [relative_error((loss_at(w + h) - loss_at(w - h)) / (2 * h), slope) for h in steps]
one_sided = [relative_error((loss_at(w + h) - loss_at(w)) / h, slope) for h in steps]

fig, ax = plt.subplots(figsize=(6.4, 4))
ax.loglog(steps, central, "o-", ms=4, color=figures.CLASS_COLOURS[0], label="central difference")
ax.loglog(steps, one_sided, "s-", ms=4, color=figures.CLASS_COLOURS[1], label="one-sided difference")
for guide in (steps, steps**2, 1e-16 / steps):
    ax.loglog(steps, guide, ":", color=figures.GUIDE_COLOUR)
for place, text in (((1e-11, 4e-11), "$h$"), ((6e-7, 3e-12), "$h^2$"), ((5e-13, 1e-6), "$10^{-16}/h$")):
    ax.text(*place, text, ha="center", color=figures.GUIDE_COLOUR)
ax.axvline(1e-5, color="0.85", zorder=0)
ax.set(xlabel="step h", ylabel="relative error", xlim=(1e-13, 1), ylim=(1e-13, 1))
ax.legend(loc="upper center");

# %% [markdown]
# Two errors pull in opposite directions.
#
# - *Truncation*, on the right: the step is so long that the loss bends on the way. One-sided, the error shrinks like
#   $h$. Central, the errors of both sides cancel to first order and it shrinks like $h^2$.
# - *Rounding*, on the left: the loss is known to about $10^{-16}$, and the difference of two losses is divided by $h$. So
#   the error grows like $10^{-16}/h$.
#
# The best step lies where both are equal. Central: $h^2 = 10^{-16}/h$ gives $h \approx 5 \cdot 10^{-6}$ and an error
# near $10^{-11}$. One-sided: $h = 10^{-8}$ and an error near $10^{-8}$, at best. Hence central, and $h = 10^{-5}$.
#
# | relative error | what it means |
# |---|---|
# | below $10^{-7}$ | right |
# | $10^{-7}$ to $10^{-3}$ | look closer: a bad step, single precision, a ReLU whose kink lies within $h$, or a small fault |
# | above $10^{-3}$ | a wrong formula |
#
# Most wrong formulas stand far above the last line, at 0.1 and more; section 8 has one that comes down to 0.006 and
# below, when the learning rate is small.
#
# **Question.** Training in single precision (`float32`), the loss is known to about $10^{-7}$. Where is the best step
# then, and how small does the error get?
#
# <details><summary>Answer</summary>
#
# Where $h^2 = 10^{-7} / h$: $h = 10^{-7/3} \approx 0.005$, with an error of about $h^2 \approx 2 \cdot 10^{-5}$. A
# gradient measured like that cannot be told right below $10^{-5}$. Check in double precision, train in single.
#
# </details>

# %% claim single_precision
# Where truncation and rounding meet if the loss is known to 1e-7.
h = 1e-7 ** (1 / 3)
assert np.isclose(h, 0.005, rtol=0.1) and np.isclose(h**2, 2e-5, rtol=0.15)

# %% [markdown]
# Three habits make a check worth its number.
#
# *Check away from the start.* A fresh network with small weights stands at a special place, where faults can hide. Suppose
# somebody writes the sigmoid's slope as ¼, which it is at $z = 0$ and nowhere else. Here is the error of that gradient at
# $W_1$ for smaller and smaller starts, and again after 200 steps of training (with the right gradient):

# %%
def quarter(a):
    return np.full_like(a, 0.25)


def error_at_w1(p, slope):
    return relative_error(backward(X, y, p, slope=slope)["W1"], measured(X, y, p)["W1"])


def after(p, steps, rate=1.0):
    for _ in range(steps):
        grads = backward(X, y, p)
        p = {name: p[name] - rate * grads[name] for name in p}
    return p


for scale in (1, 0.1, 0.01):
    small = {name: scale * value for name, value in p.items()}
    print(f"start times {scale:<5} slope of 1/4: error {error_at_w1(small, quarter):.0e}", end="   ")
    print(f"after 200 steps {error_at_w1(after(small, 200), quarter):.0e}")

# %% [markdown]
# At a hundredth of the start the fault lies among the bad steps of the table; after 200 steps it cannot be overlooked.
#
# *Take few samples.* A ReLU has a kink at 0. If a weighted sum lies so close to 0 that moving a weight by $h$ carries it
# over, the difference mixes both slopes and is wrong, though the formula is right. More samples mean more sums, and so more
# kinks within reach; ten are enough to test every formula. And *look at the single entries*: a few bad numbers among good
# ones are kinks, nothing but bad ones are a mistake. Twenty ReLU neurons, right formulas, more and more samples:

# %%
def relu_check(n, h=1e-5):
    """The relative error at W1, the share of its entries beyond 1e-6, the number of kinks within h."""
    rng = np.random.default_rng(n)
    X, y, p = rng.normal(size=(n, 3)), np.eye(4)[rng.integers(4, size=n)], draw_parameters(3, 20, 4)

    def loss(W1):
        return cross_entropy(softmax(np.maximum(X @ W1, 0) @ p["W2"]), y)

    z_1 = X @ p["W1"]
    e_2 = softmax(np.maximum(z_1, 0) @ p["W2"]) - y
    grad, exact = X.T @ ((e_2 @ p["W2"].T) * (z_1 > 0)) / n, numerical_gradient(loss, p["W1"], h=h)
    far = np.abs(grad - exact) > 1e-6 * (np.abs(grad) + np.abs(exact))
    kinks = sum(np.sum(np.abs(z_1) < h * np.abs(X[:, [j]])) for j in range(3))
    return relative_error(grad, exact), far.mean(), kinks


for n in (6, 600, 6000, 60_000):
    error, far, kinks = relu_check(n)
    print(f"{n:6} samples   error {error:.0e}   entries beyond 1e-6: {far:4.0%}   kinks within h: {kinks}")

# %% [markdown]
# **Question.** A ReLU network's gradient is off by $10^{-4}$ with 6000 samples and by $10^{-10}$ with six of them. Is it
# right?
#
# <details><summary>Answer</summary>
#
# Yes. A wrong formula would be wrong for six samples, too. Among 6000 some sum lies within $h$ of its kink.
#
# </details>

# %% claim the_practice_of_checking
# A slope of 1/4 hides at a small start and shows after training; kinks come with samples, in few entries.
small = {name: 0.01 * value for name, value in p.items()}
assert error_at_w1(small, quarter) < 1e-3 < 0.1 < error_at_w1(p, quarter)
assert error_at_w1(after(small, 200), quarter) > 0.05
assert error_at_w1(after(small, 200), lambda a: a * (1 - a)) < 1e-7
few, many = relu_check(6), relu_check(60_000)
assert few[0] < 1e-8 and few[2] == 0 and many[0] > 1e-6 and many[2] > 10

# %% [markdown]
# ## 8. Six ways to be wrong
#
# Now break it on purpose, and watch *which* numbers go bad. The fault travels backwards with the error: layers nearer
# to the output stay right.
#
# Below stands the network of section 3 with two more samples, stopped in the middle of its backward pass, and one line
# of it is wrong. Press *Back* and *Step* to go through it array by array: each shows its formula, its line of NumPy and
# its shapes, and each gradient its measurement. Then choose another *pitfall*, go to *First*, and say which array will
# be the first to go wrong before you step there. *Change* moves one number, and everything follows. Click any number in
# the picture: below it, it is *written out* with the numbers it is made of. At the end try a *mystery pitfall*: which
# array is the first that does not follow its line, and what is the reason?

# %% alt="The explorer of a backward pass: all arrays of a small network as tables of numbers in a row, forward above and backward below; the gradient of W1 is the current step and is marked as wrong."
explore_backprop(step="grad_weights_1", pitfall="no derivative")

# %% [markdown]
# In a larger network nobody reads the numbers. There the measurement says it, with one relative error for each array.
#
# **The slope is missing, or is the wrong one.** The sigmoid's slope is $a(1 - a)$. Common: nothing at all (first row
# below), or $1 - a$ (second row).
#
# **The mean is forgotten** (third row). All gradients are $n$ times too large. For a factor $n$ the relative error is
# $(n - 1)/(n + 1)$, for six samples $5/7 = 0.7$. Expect it everywhere.

# %%
report(backward(X, y, p, slope=np.ones_like), X, y, p)
report(backward(X, y, p, slope=lambda a: 1 - a), X, y, p)
report(backward(X, y, p, n=1), X, y, p)

# %% [markdown]
# In the first two rows the output layer is right and the hidden layer far off, so the fault lies between the two, in
# $e_1$.
#
# **A transpose is missing.** With 5 hidden neurons and 4 classes NumPy refuses. With 4 and 4 it does not.

# %%
try:
    backward(X, y, p, back=p["W2"])
except ValueError as error:
    print("5 hidden neurons:", error)
square = draw_parameters(3, 4, 4)
report(backward(X, y, square, back=square["W2"]), X, y, square)

# %% [markdown]
# So test with layers of different sizes, also different from the number of samples.
#
# **The bias is summed over the wrong axis, or not at all.** Take `axis=1`, and a plain update.

# %%
a_1, y_pred = forward(X, p)
e_1 = (y_pred - y) @ p["W2"].T * a_1 * (1 - a_1)
wrong_bias = p["b1"] - 0.1 * e_1.sum(axis=1, keepdims=True) / len(X)
print("bias", p["b1"].shape, "-> after one step", wrong_bias.shape)
forward(X, p | {"b1": wrong_bias})
try:
    forward(np.zeros((7, 3)), p | {"b1": wrong_bias})
except ValueError as error:
    print("7 samples:", error)

# %% [markdown]
# Broadcasting stretched `(1, 5)` and `(6, 1)` to `(6, 5)`, and the bias has become a table with a row per sample. The
# network goes on training on its six samples and fails on the first batch of another size. (`-=` would have refused at
# once.) A parameter must keep its shape.
#
# **The weights are updated before the error has gone back through them.** $e_1$ needs the $W_2$ that made the
# prediction. If $W_2$ has moved by $\eta\,\partial L/\partial W_2$ already, the error term is a little wrong, in
# proportion to the learning rate.

# %%
step = backward(X, y, p)["W2"]
for rate in (0.0001, 0.01, 0.1, 1):
    print(f"learning rate {rate:<6}", end="  ")
    report(backward(X, y, p, back=(p["W2"] - rate * step).T), X, y, p)

# %% [markdown]
# At a learning rate of 0.1 the hidden layer's gradients are off by six or seven per cent, at 0.01 by less than one, and
# at 0.0001 the fault hides where a bad step would be. So look for it at a rate that is large.
#
# **All weights start at zero.** Here every formula is right and still the hidden layer does not move: with $W_2 = 0$ the
# error that goes back is $e_2 W_2^\top = 0$.

# %%
zero = {name: np.zeros_like(value) for name, value in p.items()}
print({name: float(np.abs(g).max().round(3)) for name, g in backward(X, y, zero).items()})

# %% [markdown]
# All hidden neurons give the same output, so the rows of $\partial L/\partial W_2$ are equal, and stay equal: from the
# second step on five neurons learn, but they all learn the same and count as one.
#
# **Question.** Does it help to start all weights at 0.1? Which two hidden neurons will ever differ?
#
# <details><summary>Answer</summary>
#
# No. All hidden neurons read the same with the same weights and are read with the same weights, so they get the same
# correction. No two of them will ever differ. (Unit 1 shows such a network: sixteen neurons that are one.)
#
# </details>

# %% claim equal_weights_stay_equal
# After a hundred steps from 0.1 everywhere all hidden neurons are still the same.
q = {name: np.full_like(value, 0.1) for name, value in p.items()}
for _ in range(100):
    grads = backward(X, y, q)
    q = {name: q[name] - 0.5 * grads[name] for name in q}
assert np.ptp(q["W1"], axis=1).max() < 1e-9 and np.abs(q["W1"] - 0.1).max() > 0.01

# %% [markdown]
# ## 9. What training shows, and what it hides
#
# Does one need the measurement, if a wrong gradient would show in training? Train on unit 5's four classes: 400 samples
# with ten features, 16 hidden neurons, learning rate 1. A network that guesses has a loss of $\ln 4 = 1.386$ and an
# accuracy of 0.25.

# %%
X_train, label = generate_nonlinear_data(seed=0)
y_train = np.eye(4)[label]
X_test, label_test = generate_nonlinear_data(seed=1000)


def train(p, rate=1.0, updated_first=False, **broken):
    losses = []
    for _ in range(1000):
        losses.append(cross_entropy(forward(X_train, p)[1], y_train))
        grads = backward(X_train, y_train, p, **broken)
        if updated_first:
            grads = backward(X_train, y_train, p, back=(p["W2"] - rate * grads["W2"]).T)
        p = {name: p[name] - rate * grads[name] for name in p}
    return losses, np.mean(forward(X_test, p)[1].argmax(axis=1) == label_test)

# %% alt="Six loss curves over 1000 steps: right and updated first fall together to nearly 0; the two wrong slopes fall slowly and stay above 1.2; zero start stays at 1.386; mean forgotten jumps out of the picture."
start = draw_parameters(10, 16, 4)
runs = {
    "right": train(start),
    "updated first": train(start, updated_first=True),
    "slope missing": train(start, slope=np.ones_like),
    "slope 1 - a": train(start, slope=lambda a: 1 - a),
    "mean forgotten": train(start, n=1),
    "zero start": train({name: 0 * value for name, value in start.items()}),
}
for name, (losses, accuracy) in runs.items():
    print(f"{name:<15} loss {losses[-1]:6.3f}   test accuracy {accuracy:.2f}")
grads = backward(X_train, y_train, start)
late = backward(X_train, y_train, start, back=(start["W2"] - grads["W2"]).T)
print(f"updated first: error of the first gradient {relative_error(late['W1'], grads['W1']):.2f}")

fig, ax = plt.subplots(figsize=(6.6, 3.8))
colours = ("black", *figures.CLASS_COLOURS, figures.RELU_COLOUR)
for (name, (losses, _)), colour in zip(runs.items(), colours):
    ax.plot(losses, color=colour, label=name, lw=4 if name == "right" else 1.5)
ax.set(xlabel="step", ylabel="cross-entropy", ylim=(0, 1.8), title="400 samples, learning rate 1")
ax.legend(loc="upper left", bbox_to_anchor=(1, 1));

# %% [markdown]
# "Mean forgotten" leaves the picture at once. The two wrong slopes creep, and the zero start stays at 1.386 exactly:
# the classes are balanced, so not even the output layer moves. You see *that* something is wrong, but not what, and the
# learning rate might be to blame as well. One fault you do not see at all. With the weights updated first, the gradient
# of $W_1$ is off by 21 % in the first step, and still the loss falls as it should and the accuracy is 1.00.
#
# A network often learns with a wrong gradient, as long as it points roughly downhill. So training is no test of a
# gradient. Measure it, once, on a small network with layers of different sizes.
#
# **Question.** "Mean forgotten" is the same as a learning rate of 400. Would dividing the rate by 400 repair it? What
# would the measurement say?
#
# <details><summary>Answer</summary>
#
# The training, yes: with the rate divided by 400 every step is the right one again. The measurement would still report
# it, with $(400 - 1) / (400 + 1) = 0.995$ at every array: a gradient is right or wrong by itself, not by what a rate
# makes of it.
#
# </details>

# %% claim a_rate_repairs_the_steps_only
# Four hundred times the gradient at a four-hundredth of the rate trains as the right one does; the measure says 0.995.
assert np.allclose(train(start, rate=1 / 400, n=1)[0], runs["right"][0], rtol=1e-4)
wrong, right = backward(X_train, y_train, start, n=1), backward(X_train, y_train, start)
assert all(np.isclose(relative_error(wrong[name], right[name]), 399 / 401) for name in right)

# %% [markdown]
# ## What to take away
#
# - A node knows its local derivative only. The chain rule multiplies along a path and adds over paths.
# - $e_k = (e_{k+1} W_{k+1}^\top) \odot \sigma'(z_k)$: back through the weights, back through the activation. Everything
#   else is $\frac1n a_{k-1}^\top e_k$ and a mean over rows.
# - A gradient has the shape of its parameter; samples stay in error terms and vanish from gradients.
# - Central differences with $h = 10^{-5}$ come within $10^{-7}$ of a right gradient; most wrong formulas stay a tenth and
#   more away, and beyond $10^{-3}$ it is always a fault. Faults spread backwards, so the last good layer points at the line.
# - Check on a few samples, after some training, and look at single entries: a ReLU's kink is no mistake.
# - Training can succeed with a wrong gradient. Compute all gradients before you update anything.
#
# Next: `release/03_backpropagation`, where you write `numerical_gradient` yourself and go back through four layers.
#
# ## Exercises for thought
#
# **1.** A network has 10-16-16-4 neurons. How many times must `numerical_gradient` run the forward pass for all
# gradients, and how many does backpropagation need?
#
# <details><summary>Answer</summary>
#
# There are $10 \cdot 16 + 16 + 16 \cdot 16 + 16 + 16 \cdot 4 + 4 = 516$ parameters and two evaluations for each: 1032
# forward passes. Backpropagation needs one forward and one backward pass, whatever the number of parameters.
#
# </details>
#
# **2.** The sigmoid's slope is at most $\frac14$. What happens to $e_1$ in a network of ten sigmoid layers?
#
# <details><summary>Answer</summary>
#
# On its way back the error passes nine slopes, a factor of at most $4^{-9} \approx 4 \cdot 10^{-6}$ unless large
# weights make up for it. The first layers hardly learn. ReLU's slope is 1 where the neuron is on, one reason for its
# success.
#
# </details>
#
# **3.** All gradients of a network agree with central differences to $10^{-10}$, except for one bias, which is at
# $3 \cdot 10^{-4}$. The network uses ReLU. What do you look at?
#
# <details><summary>Answer</summary>
#
# Whether some $z$ of that neuron lies within $h$ of 0. Then the step crosses the kink, the difference mixes both
# slopes, and the measurement is wrong, not the gradient. Try another seed or a smaller step.
#
# </details>
