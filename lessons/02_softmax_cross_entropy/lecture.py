# %% [markdown]
# # Turn scores into probabilities, and probabilities into a loss
#
# **What you will do.** Follow one sample from the last layer of a network to its loss: scores become probabilities,
# probabilities become a price for being wrong, and the price tells every score which way to move.
#
# **What you will learn.**
#
# - why softmax uses `exp`, and what must happen before `exp` is called;
# - to read a loss: what 0, $\ln 4$ and 27 mean;
# - where the shortest formula of the course, $\hat y - y$, comes from, and how to check it without algebra.
#
# **What you need.** The logarithm and its derivative, the sigmoid (unit 1), half an hour. The assignment that belongs
# to this lecture is `release/02_softmax_cross_entropy`. Here you work with one sample at a time; there you write it for
# batches.

# %%
import matplotlib.pyplot as plt
import numpy as np

from bplab import figures
from bplab.datasets import generate_nonlinear_data
from bplab.explorers import explore_softmax
from bplab.figures import probabilities
from bplab.gradients import numerical_gradient
from bplab.network import Network, cross_entropy, softmax

figures.use_course_style()

# %% [markdown]
# ## 1. From scores to shares
#
# The last layer of a network gives one score per class, the *logits* $z$. They can have any sign and any size. We want
# probabilities: positive numbers with sum 1. *Softmax* makes them positive with `exp` and gives each its share of the
# sum:
#
# $$
# \hat y_j = \frac{e^{z_j}}{\sum_k e^{z_k}} .
# $$
#
# Take logits for paper: $z = (\ln 1, \ln 3, \ln 6)$. Their `exp` are 1, 3 and 6, with sum 10, so expect the
# probabilities 0.1, 0.3 and 0.6.

# %%
z = np.log([1, 3, 6])
e = np.exp(z)
y_pred = e / e.sum()
print("z", z.round(3), "  e", e, "  y_pred", y_pred, "  shape", y_pred.shape)

# %% [markdown]
# Shape in and shape out are the same, `(3,)`. Here is another vector, with five classes, step by step.

# %% alt="Three bar charts of five classes: logits of either sign, their exponentials, all positive, and the probabilities, in the same order of size: 0.51, 0.03, 0.11, 0.31, 0.04."
z5 = np.array([2.0, -1.0, 0.5, 1.5, -0.5])
e5 = np.exp(z5)
fig, axes = plt.subplots(1, 3, figsize=(10.5, 3))
probabilities.class_bars(axes[0], z5, "logits z", ylim=(-1.5, 2.6))
probabilities.class_bars(axes[1], e5, "exp(z)", ylim=(0, 8.6))
probabilities.class_bars(axes[2], e5 / e5.sum(), "softmax(z)", ylim=(0, 1))

# %% [markdown]
# The order of the classes stays. Class 3 has a logit 0.5 below class 0, and its probability is smaller by a
# factor $e^{0.5} = 1.65$: $0.51 / 1.65 = 0.31$. Differences of logits are ratios of probabilities,
#
# $$
# \frac{\hat y_j}{\hat y_k} = e^{z_j - z_k} .
# $$
#
# **Question.** The numbers $z_j^2$ are positive, too. What would go wrong with $z_j^2 / \sum_k z_k^2$?
#
# <details><summary>Answer</summary>
#
# A logit of $-3$ would count as much as one of 3: the order of the classes is lost. And if all logits are 0, it divides
# 0 by 0.
#
# </details>

# %% [markdown]
# ## 2. Only differences count
#
# If only differences matter, a constant added to all logits must change nothing: it is a factor $e^c$ above and below
# the fraction bar. Expect three equal rows.

# %%
for c in (0, 5, -5):
    e = np.exp(z + c)
    print(f"c = {c:2}   sum of exp {e.sum():9.3f}   probabilities {e / e.sum()}")

# %% [markdown]
# A network with three outputs therefore has one number more than it needs: $(0, 1, 2)$ and $(10, 11, 12)$ say the same.
#
# A *factor* does change something. Divide all logits by a *temperature* $T$, and all differences shrink or grow.

# %% alt="Four bar charts of the probabilities at temperatures 0.1, 0.5, 2 and 100: at 0.1 nearly all is with class 0, at 100 all five are about 0.2."
fig, axes = plt.subplots(1, 4, figsize=(12, 2.8), sharey=True)
for ax, T in zip(axes, (0.1, 0.5, 2, 100)):
    e = np.exp(z5 / T)
    probabilities.class_bars(ax, e / e.sum(), f"T = {T}", ylim=(0, 1.1))

# %% [markdown]
# At a low temperature the largest logit takes nearly everything, at a high one all classes come close to
# $\frac15 = 0.20$. Training can do the same: weights twice as large are a temperature half as high. That is how a
# network grows sure of itself.
#
# **Question.** Which class is the most probable at $T = 0.1$, and which at $T = 100$? Can a temperature ever change the
# accuracy?
#
# <details><summary>Answer</summary>
#
# Class 0 both times, and at every temperature between. Dividing all logits by a positive number keeps their order, so
# the largest stays the largest, and the accuracy, which looks at the largest alone, never changes.
#
# </details>

# %% claim temperature_keeps_the_order
# At every temperature the classes have the same order.
for T in (0.1, 0.5, 1, 2, 100):
    shares = np.exp((z5 - z5.max()) / T)
    assert shares.argmax() == 0 and np.array_equal(np.argsort(shares, kind="stable"), np.argsort(z5))

# %% [markdown]
# ## 3. When exp overflows
#
# On paper we are done. In a computer the largest `float64` is about $1.8 \cdot 10^{308} = e^{709.78}$. Expect
# `exp(709)` to be enormous, `exp(710)` infinite, and `exp(-746)` exactly 0.

# %%
with np.errstate(over="ignore"):
    for exponent in (709.0, 710.0, -746.0):
        print(f"exp({exponent:4.0f}) = {np.exp(exponent):.3g}")

# %% [markdown]
# Logits of such a size are not exotic: a few steps with too high a learning rate are enough. Then softmax divides `inf`
# by `inf`, or 0 by 0, and both are `nan`. (`np.errstate` keeps NumPy's warning out of the page.)

# %%
with np.errstate(over="ignore", invalid="ignore"):
    for c in (1000, -1000):
        e = np.exp(z + c)
        print(f"c = {c:5}   exp {e}   probabilities {e / e.sum()}")

# %% [markdown]
# Section 2 holds the cure: we may add any constant, so add the one that suits us. With $c = -\max_k z_k$ the largest
# exponent is 0, nothing can overflow, and the sum is at least 1, so nothing is divided by 0.

# %%
def one_softmax(z):
    """Softmax of one sample; z and the result have shape (n_classes,)."""
    e = np.exp(z - z.max())
    return e / e.sum()

print(one_softmax(z + 1000), one_softmax(z - 1000))

# %% alt="Three probabilities over the size of the logits, from -1100 to 1100. The safe ones are three level lines; the naive ones lie on them and end at about 709 on the right and about -745 on the left."
def at_once(z):
    return np.exp(z) / np.exp(z).sum()

sizes = np.linspace(-1100, 1100, 441)
with np.errstate(over="ignore", invalid="ignore"):
    naive = np.array([at_once(s + np.arange(3)) for s in sizes])
safe = np.array([one_softmax(s + np.arange(3)) for s in sizes])
fig, ax = plt.subplots(figsize=(7.5, 3.4))
probabilities.overflow(ax, sizes, naive, safe)

# %% [markdown]
# The logits are $(s, s + 1, s + 2)$: their differences never change, so neither must the three probabilities. The thin
# lines end where `exp` does. At the left end they waver first: just above 0, a `float64` has only a few digits left.
#
# **Question.** In a batch, would it do to subtract one maximum, that of the whole batch, from all rows? Think of two
# rows, one around 1000 and one around 0.
#
# <details><summary>Answer</summary>
#
# No. The row around 0 would have exponents around $-1000$: all of its `exp` are 0, and 0 divided by 0 is `nan`. Each
# row needs its own maximum.
#
# </details>
#
# The same idea cures the logarithm. We shall need $\ln \hat y_j$, and a tiny $\hat y_j$ is stored as 0. So do not form
# it:
#
# $$
# \ln \hat y_j = z_j - \underbrace{\ln \sum_k e^{z_k}}_{\text{log-sum-exp}},
# \qquad
# \ln \sum_k e^{z_k} = m + \ln \sum_k e^{z_k - m}, \quad m = \max_k z_k .
# $$
#
# For $z = (0, -1000)$ the second probability is $e^{-1000}$, which is 0 in `float64`. Expect $-\infty$ from its
# logarithm and $-1000$ from the formula.

# %% claim one_maximum_for_all_rows_fails
# With one maximum for two rows, the lower row is nan; with its own, it is not.
rows = np.array([[1000.0, 1001], [0, 1]])
with np.errstate(invalid="ignore"):
    e = np.exp(rows - rows.max())
    assert np.isnan((e / e.sum(axis=1, keepdims=True))[1]).all()
e = np.exp(rows - rows.max(axis=1, keepdims=True))
assert np.allclose(e / e.sum(axis=1, keepdims=True), one_softmax(rows[1]))

# %%
far = np.array([0.0, -1000.0])
log_sum_exp = far.max() + np.log(np.exp(far - far.max()).sum())
with np.errstate(divide="ignore"):
    print("log of softmax:", np.log(one_softmax(far)), "  z - log-sum-exp:", far - log_sum_exp)

# %% [markdown]
# ## 4. What a wrong answer costs
#
# The network says 0.1, 0.3, 0.6. Then the true class is revealed. How bad was the answer? Measure the *surprise*:
# $-\ln p$, where $p$ is the probability that was given to the class that came true. A sure and right answer, $p = 1$,
# costs nothing. Independent events multiply their probabilities and add their surprises.

# %% alt="The surprise, minus the logarithm of p, over p: 0 at p = 1, 0.51 at 0.6, 1.2 at 0.3, 2.3 at 0.1, 4.6 at 0.01, and without end towards 0; beside it the squared error, which never exceeds 1."
fig, ax = plt.subplots()
probabilities.surprises(ax, marked=(0.6, 0.3, 0.1, 0.01))

# %% [markdown]
# The curve has no upper end: whoever gives a class probability 0 and sees it happen pays an infinite price. The squared
# error, for comparison, never costs more than 1, however sure the mistake was.
#
# With the true class as a *one-hot* vector $y$, a single 1 among zeros, the surprise can be written as a sum. It is
# called the *cross-entropy*:
#
# $$
# L = -\sum_j y_j \ln \hat y_j .
# $$
#
# Only the true class contributes. For class 1 expect $-\ln 0.3 = 1.204$.

# %%
for true_class in range(3):
    y = np.eye(3)[true_class]
    print(f"true class {true_class}   y {y}   L = {-np.sum(y * np.log(y_pred)):.3f}")

# %% [markdown]
# **Question.** Two networks answer (0.1, 0.3, 0.6) and (0.3, 0.1, 0.6), and the true class is 2. Whose loss is smaller?
# Is that fair?
#
# <details><summary>Answer</summary>
#
# They are equal, $-\ln 0.6 = 0.511$: only the probability of the true class is looked at. It is fair as far as this
# sample goes, for the other two classes did not come true, either of them. Who was wiser about them shows on other
# samples.
#
# </details>
#
# ## 5. An honest price
#
# Suppose a class comes true in 60 % of cases, and you must name one probability $q$ for it. Your average price is
# $-0.6 \ln q - 0.4 \ln (1 - q)$. Should you say 0.6, or exaggerate because you are usually right?

# %% claim only_the_true_class_is_paid_for
# Both answers of the question cost the same.
assert np.isclose(-np.log(0.6), 0.511, atol=5e-4)

# %% alt="The average price over the stated probability q: a bowl with its lowest point at 0.6, steep at both ends."
q = np.linspace(0.01, 0.99, 99)
price = -0.6 * np.log(q) - 0.4 * np.log(1 - q)
fig, ax = plt.subplots(figsize=(6, 3))
ax.plot(q, price, color=figures.RELU_COLOUR, lw=2)
ax.plot(0.6, price.min(), "o", color=figures.RELU_COLOUR)
ax.set(xlabel="stated probability q", ylabel="average price", xlim=(0, 1), ylim=(0, 2.9))
best = price.argmin()
print(f"cheapest at q = {q[best]:.2f}: {price[best]:.3f};  at q = 0.99: {price[-1]:.3f}")

# %% [markdown]
# Honesty is cheapest, and even it costs 0.673: that is the uncertainty of the event itself, its *entropy*. To say
# "surely" is dear, to say "I do not know", $q = 0.5$, costs only $\ln 2 = 0.693$. This loss rewards probabilities that
# come true.
#
# ## 6. The loss of knowing nothing
#
# Whoever knows nothing gives each of $C$ classes the probability $1/C$ and pays $-\ln \frac1C = \ln C$, whichever class
# comes true. That is the number to compare a loss with before anything else.

# %%
for C in (2, 4, 10, 1000):
    print(f"{C:4} classes   ln C = {np.log(C):.3f}")

# %% [markdown]
# A network whose weights are small gives logits near 0, hence probabilities near $1/C$. Four classes, one hidden layer
# of tanh: expect a loss of 1.386 before the first step. If the weights are too large, the network is sure of itself
# before it has seen a sample; expect more than 1.386.

# %%
X, labels = generate_nonlinear_data(seed=0)
for scale in (0.01, 1, 10):
    network = Network((10, 16, 4), "tanh", seed=0, scale=scale)
    loss = cross_entropy(network.forward(X), np.eye(4)[labels])
    print(f"scale {scale:5}   first loss {loss:6.3f}")

# %% [markdown]
# **Question.** Your own network for ten classes starts with a loss of 2.30 and stays there. Name one reason that is
# harmless and one that is not. And if it starts at 9?
#
# <details><summary>Answer</summary>
#
# $2.30 = \ln 10$: it knows nothing. Harmless: its weights are small and training has hardly begun, or the learning rate
# is too small. Not harmless: no gradient arrives (dead neurons, weights of zero), or the labels do not belong to the
# inputs, so that there is nothing to be learned. A start at 9 means confident nonsense: weights that are much too
# large.
#
# </details>

# %% claim where_ten_classes_start
# ln 10 is 2.30, and weights that are too large start far above it.
assert np.isclose(np.log(10), 2.30, atol=0.005)
large = Network((10, 16, 10), "tanh", seed=0, scale=10)
assert cross_entropy(large.forward(X), np.eye(10)[labels]) > 5

# %% [markdown]
# ## 7. The derivation of $\hat y - y$
#
# How does the loss answer when one logit moves? Let $t$ be the true class. Start with log-sum-exp from section 3, which
# has no fraction in it:
#
# $$
# L = -\ln \hat y_t = -z_t + \ln \sum_k e^{z_k} .
# $$
#
# *First term.* It contains only $z_t$. Its derivative is $-1$ at $j = t$ and 0 elsewhere, which is $-y_j$:
#
# $$
# \frac{\partial (-z_t)}{\partial z_j} = -y_j .
# $$
#
# *Second term.* The derivative of $\ln u$ is $u'/u$, and of the sum only $e^{z_j}$ depends on $z_j$:
#
# $$
# \frac{\partial}{\partial z_j} \ln \sum_k e^{z_k} = \frac{e^{z_j}}{\sum_k e^{z_k}} = \hat y_j .
# $$
#
# *Together:*
#
# $$
# \frac{\partial L}{\partial z_j} = \hat y_j - y_j .
# $$
#
# This is the error term at the output. In the networks of units 3 and 5, whose output is their third layer, it is
# $e_3$.
#
# Do not believe it, measure it. A *central difference* moves one logit up and down by $h = 10^{-5}$ and compares the
# losses, $\frac{L(z + h) - L(z - h)}{2h}$. With $\hat y = (0.1, 0.3, 0.6)$ and true class 1, expect $(0, -1, 0)$ from
# the first term, $\hat y$ from the second and $(0.1, -0.7, 0.6)$ from both.

# %%
y = np.eye(3)[1]
first = numerical_gradient(lambda z: -np.sum(y * z), z)
second = numerical_gradient(lambda z: np.log(np.exp(z).sum()), z)
both = numerical_gradient(lambda z: -np.sum(y * np.log(one_softmax(z))), z)
print("first ", first.round(6) + 0.0)
print("second", second.round(6))
print("both  ", both.round(6), "  sum", f"{abs(both.sum()):.0e}")

# %% [markdown]
# All three agree with the algebra. Read the last line: to lower the loss, logit 1 must rise, and it has the strongest
# pull, 0.7, because 0.7 of the probability is missing there. The others must fall, each by what it took. The pulls sum
# to 0 (up to rounding), because raising all logits together changes nothing: section 2 again.
#
# There is a longer way. It goes through the probabilities, with the matrix of all derivatives of softmax, the
# *Jacobian* $\partial \hat y_k / \partial z_j = \hat y_k ([k = j] - \hat y_j)$, shape `(3, 3)`, and the derivative of
# the loss at the probabilities, $-y_k / \hat y_k$. Expect the same three numbers.

# %%
jacobian = np.diag(y_pred) - np.outer(y_pred, y_pred)
print(jacobian.round(2))
print("along the long way:", (-y / y_pred) @ jacobian)

# %% [markdown]
# $1/\hat y$ in the loss and $\hat y$ in softmax cancel. In a computer they do so only as long as $\hat y_t$ is not 0.
# The short formula never divides: it is not only shorter, it is safer.
#
# **Question.** Between which values can an entry of $\hat y - y$ lie? What does that mean for a network that is surely
# wrong about a sample?
#
# <details><summary>Answer</summary>
#
# Between $-1$ and 1. For a sample that is surely wrong the entry of the true class is close to $-1$ and that of the
# wrong one close to 1: the strongest pull that a sample can have, and no stronger, however wrong it is. So one bad
# sample cannot blow up the step of a whole batch.
#
# </details>
#
# Everything up to here in one picture, for logits close to those you know. Drag a logit and watch who pays for it.
# Choose another true class. Press *Gradient step* ten times: the arrows shrink as the loss does. With $T = 0.1$ one step
# may be too long. Last, take the tick from *subtract max* and move the constant $c$ to both ends: section 3 once more,
# and this time you see what becomes of the loss and the gradient.

# %% alt="The explorer of softmax: bars of three logits, bars of their probabilities, arrows of the gradient, and a table of all numbers between."
explore_softmax(z_0=0.0, z_1=1.1, z_2=1.8, true_class=1)

# %% [markdown]
# ## 8. Two classes: the sigmoid
#
# With two classes one difference is all there is. Divide above and below by $e^{z_1}$:
#
# $$
# \hat y_1 = \frac{e^{z_1}}{e^{z_0} + e^{z_1}} = \frac{1}{1 + e^{-(z_1 - z_0)}} = \sigma(z_1 - z_0) .
# $$
#
# The sigmoid is softmax for two classes, with the logit of class 0 fixed at 0. Its error term must then be
# $\sigma(z) - y$. Expect no difference beyond rounding.

# %%
z_1 = np.linspace(-6, 6, 121)
sigmoid = 1 / (1 + np.exp(-z_1))
two = softmax(np.column_stack([np.zeros(121), z_1]))
print("softmax", two.shape, f"  largest difference {np.abs(two[:, 1] - sigmoid).max():.0e}")

# %% [markdown]
# Now let the true class be 1 and compare two losses after the same sigmoid. The cross-entropy has the error
# term $\sigma - 1$. The squared error $\frac12 (\sigma - 1)^2$ has $(\sigma - 1)\,\sigma (1 - \sigma)$, because its
# derivative must pass back through the sigmoid, and there nothing cancels.

# %% alt="Two error terms over z for the true class 1. That of the cross-entropy is near -1 on the left and rises to 0; that of the squared error is near 0 on both sides and dips to about -0.15 between."
fig, ax = plt.subplots(figsize=(6.5, 3.2))
squared = (sigmoid - 1) * sigmoid * (1 - sigmoid)
probabilities.answers_to_a_mistake(ax, z_1, sigmoid - 1, squared)

# %% [markdown]
# On the far left the network is surely wrong. The cross-entropy pulls with nearly full strength, 1. The squared error
# hardly pulls at all: the flat end of the sigmoid holds the mistake fast. Hence the rule to choose output and loss
# together: softmax or sigmoid with cross-entropy.
#
# **Question.** On the right both curves are near 0. Why is that no problem?
#
# <details><summary>Answer</summary>
#
# There the network is right, and sure of it: $\sigma$ is near the label 1. A small pull is what a small mistake
# deserves. On the left the mistake is large, and a small pull is the trouble.
#
# </details>
#
# ## 9. What changes for a batch
#
# A batch of $n$ samples is a matrix with a sample in each row. Every row is treated as if it were alone, and the loss
# is the mean over the rows. Nothing in the formulas is new, but every step must say *along which axis*.
#
# | | one sample | a batch |
# |---|---|---|
# | logits | `(C,)` | `(n, C)` |
# | largest logit | a number | one per row |
# | sum of `exp` | a number | one per row |
# | probabilities | `(C,)` | `(n, C)` |
# | loss | a number | a number: the mean of `n` |
# | error term | `(C,)` | `(n, C)`, one row per sample |
#
# The course's own `softmax` does it. Expect a sum of 1 for each of the 400 samples.

# %%
batch = network.forward(X)
print(batch.shape, "  different row sums:", np.unique(batch.sum(axis=1).round(12)))

# %% [markdown]
# **Question.** The sums over the rows of an `(n, C)` array have shape `(n,)`. What happens if you divide an array of
# shape `(n, C)` by it? What if `n` happens to equal `C`? You will need the answer in the assignment.
#
# <details><summary>Answer</summary>
#
# NumPy lines shapes up from the right, so it sets `(n,)` against the `C` columns. If `n` and `C` differ, it refuses
# (unless one of them is 1). If they are equal, it divides every *column* by a number that belongs to a *row*, without a
# word. Keep the sums as a column, shape `(n, 1)`.
#
# </details>
#
# ## In practice
#
# *Limit the probability or avoid it.* A loss that receives probabilities must decide what $\ln 0$ is; a common choice
# is to raise everything below $10^{-12}$ to $10^{-12}$, so that no sample costs more than $12 \ln 10 = 27.6$. A loss
# that receives logits can use log-sum-exp and needs no limit. That is why PyTorch's `CrossEntropyLoss` wants logits, as
# its documentation says; give it probabilities, and softmax is applied twice.
#
# *Smaller floats overflow sooner.* In `float32`, `exp` ends at 88.7, in `float16` at 11.1.
#
# *Bits.* With $\log_2$ instead of $\ln$ the surprise is counted in bits: a fair coin is worth one.

# %% claim where_smaller_floats_overflow
# exp ends at about 88.7 in float32 and 11.1 in float16; a probability of 1e-12 costs 27.6.
with np.errstate(over="ignore"):
    assert np.isfinite(np.exp(np.float32(88.7))) and np.isinf(np.exp(np.float32(88.8)))
    assert np.isfinite(np.exp(np.float16(11.05))) and np.isinf(np.exp(np.float16(11.15)))
assert abs(-np.log(1e-12) - 27.6) < 0.05

# %% claim sums_of_rows_against_columns
# A vector of row sums is refused, or, in a square array, divides columns.
try:
    np.ones((4, 3)) / np.ones((4, 3)).sum(axis=1)
    refused = False
except ValueError:
    refused = True
square = np.exp(np.arange(9.0).reshape(3, 3))
assert refused and not np.allclose((square / square.sum(axis=1)).sum(axis=1), 1)

# %% [markdown]
# ## What to take away
#
# - Softmax turns differences of logits into ratios of probabilities. A constant changes nothing, a factor does.
# - Subtract the maximum before `exp`. It is the same number on paper and the only one in a computer.
# - The cross-entropy is the surprise at the true class. 0 is certainty, $\ln C$ is ignorance, more than $\ln C$ is
#   misplaced certainty.
# - The error term at the logits is $\hat y - y$: prediction minus truth. It sums to 0, and it is largest where the
#   mistake is.
#
# Next: `release/02_softmax_cross_entropy`, where you write all of it for batches.
#
# ## Exercises for thought
#
# **1.** A sample's logits are $(3, 3, 3)$, and the true class is 0. Give loss and error term without a computer.
#
# <details><summary>Answer</summary>
#
# Equal logits, equal probabilities: $\hat y = (\frac13, \frac13, \frac13)$. The loss is $\ln 3 = 1.099$, the error term
# $(-\frac23, \frac13, \frac13)$. The 3 does not matter.
#
# </details>
#
# **2.** A network has an accuracy of 0.95 and a loss of 2.5, with ten classes. How can that be?
#
# <details><summary>Answer</summary>
#
# The mean is carried by a few samples: the network is surely wrong about some of the 5 %. If each of them costs 27.6,
# they alone contribute $0.05 \cdot 27.6 = 1.4$; with log-sum-exp and large logits they can cost more. Accuracy does not
# see how sure a mistake was.
#
# </details>
#
# **3.** Can gradient descent bring the loss of a single sample to exactly 0?
#
# <details><summary>Answer</summary>
#
# No finite logits give $\hat y_t = 1$ exactly, so there is always something left to gain, and the logits keep growing.
# But the pull $\hat y - y$ shrinks with the loss, so they grow ever more slowly.
#
# </details>
#
# **4.** Instead of one-hot, let $y = (0.2, 0.8)$. Is the error term still $\hat y - y$, and where is the loss smallest?
#
# <details><summary>Answer</summary>
#
# Yes. In the derivation the first term becomes $-\sum_j y_j z_j$, and the second keeps its factor $\sum_j y_j = 1$. The
# loss is smallest where the error is 0, at $\hat y = y$: section 5 once more. Its value there is the entropy of $y$,
# 0.500.
#
# </details>

# %% claim numbers_of_the_exercises
# ln 3, the share of a few dear samples, and the entropy of (0.2, 0.8).
assert abs(np.log(3) - 1.099) < 5e-4 and abs(0.05 * 27.6 - 1.4) < 0.05
assert abs(-(0.2 * np.log(0.2) + 0.8 * np.log(0.8)) - 0.5) < 5e-4
