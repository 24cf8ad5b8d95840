# %% [markdown]
# # Turn labels and scores into a loss and its error
#
# **What you will do.** Write the four functions that stand at the end of every classifier in this course: labels to
# one-hot rows, scores to probabilities, probabilities to a loss, and the error term with which backpropagation begins.
#
# **What you will learn.** To write a formula for one sample so that it works on a whole batch, to keep `exp` and `log`
# within the range of floating-point numbers, and to check a derivative without trusting the algebra.
#
# **What you need.** The lecture `notebooks/02_softmax_cross_entropy.ipynb`, NumPy's `axis=1` and `keepdims=True`, and
# about an hour and a half.
#
# | part | what | points |
# |---|---|---|
# | 1 | `one_hot` | 15 |
# | 2 | `softmax` | 35 |
# | 3 | `cross_entropy` | 25 |
# | 4 | `output_error` | 25 |
#
# Replace every `None  # TODO`, and every line `raise NotImplementedError(...)`. Leave the names as they are: the checks
# look for them. Below each task stand checks that you can run as often as you like; they say what is wrong and
# usually why. The *hidden checks* listed under them run after you submit. Each of them looks at one property, on other
# numbers and other sizes. Each function is tested on inputs of the test's own, so a mistake in one does not spoil
# the next. (Part 4 calls your `softmax`: if that stops with an error, part 4 stops with it.)
#
# **What your code may import.** Python's standard library, NumPy, Matplotlib, and of this package `bplab.datasets` and
# `bplab.figures`. Other libraries may be missing where your notebook is graded. The rest of `bplab` holds right answers
# and is not there: a function of yours that uses it fails, here as well. Checks and explorers that you call in cells
# of your own do no harm, and show nothing while your notebook is graded.

# %% [markdown]
# ## 1. What is given
#
# Samples are rows everywhere. A batch has `n` samples; a network with `n_classes` outputs gives it a score for each
# class, the *logits* `z`, shape `(n, n_classes)`. The true classes are `labels`, whole numbers from 0 to
# `n_classes - 1`, shape `(n,)`.

# %% given imports
import numpy as np

from bplab.checks import classification
from bplab.checks.classification import Batch

# %% [markdown]
# **Numbers for paper.** One batch of three samples goes with you through the whole assignment. Its logits are
# logarithms, so that their `exp` are small whole numbers, and its labels are 2, 0, 0. The checks
# know it as `Batch.paper()`; `Batch.random(n, n_classes, seed)` draws another one.

# %% given paper_example
z_paper = np.log([[1, 2, 5], [1, 3, 1], [1, 1, 1]])
labels_paper = np.array([2, 0, 0])

print("z_paper", z_paper.shape, "  labels_paper", labels_paper.shape)
print(z_paper.round(4))

# %% [markdown]
# Before you write any code, cover the last three columns of this table and fill them in by hand. They are what parts 2
# to 4 should return.
#
# | sample | `exp` of the logits | label | probabilities | loss | error |
# |---|---|---|---|---|---|
# | 0 | 1, 2, 5 | 2 | 0.125, 0.25, 0.625 | 0.4700 | 0.125, 0.25, -0.375 |
# | 1 | 1, 3, 1 | 0 | 0.2, 0.6, 0.2 | 1.6094 | -0.8, 0.6, 0.2 |
# | 2 | 1, 1, 1 | 0 | 0.3333, 0.3333, 0.3333 | 1.0986 | -0.6667, 0.3333, 0.3333 |
#
# The mean of the three losses is 1.0594. Which sample does the network get right, which one wrong, and about which does
# it know nothing? Where do you see that in the last two columns?

# %% [markdown]
# ## 2. Labels to one-hot rows
#
# **Part 1, 15 points, 1 to 3 lines.** A label is a number, but class 2 is not twice class 1. The loss needs a form in
# which every class has a place of its own:
#
# $$
# Y_{ic} = \begin{cases} 1 & \text{if } c = \text{labels}_i \\ 0 & \text{otherwise.} \end{cases}
# $$
#
# `one_hot(labels, n_classes)` takes whole numbers of shape `(n,)` and returns floats of shape `(n, n_classes)`. The
# number of columns is `n_classes`, also if some class does not occur in this batch. The labels of the paper example
# give
#
# $$
# \begin{pmatrix} 0 & 0 & 1 \\ 1 & 0 & 0 \\ 1 & 0 & 0 \end{pmatrix}.
# $$

# %% task one_hot
def one_hot(labels, n_classes):
    """Labels (n,) from 0 to n_classes - 1, to rows with a single 1, shape (n, n_classes)."""
    ### BEGIN SOLUTION
    return np.eye(n_classes)[labels]
    ### END SOLUTION


# %% check one_hot points=4
# one_hot gives the paper example, and six columns where three classes never occur.
few_classes = Batch.random(5, 6, seed=1, missing=(2, 4, 5))
classification.check_one_hot(one_hot, Batch.paper(), few_classes)

# %% hidden one_hot_shape points=3
# The shape is (n, n_classes), for a batch and for one sample.
batch = Batch.random(9, 4, seed=2101, missing=(3,))
classification.check_one_hot_shape(one_hot, batch, Batch.random(1, 5, seed=2102))

# %% hidden one_hot_values points=4
# Each row has its 1 in the column of its label.
classification.check_one_hot(one_hot, Batch.random(11, 5, seed=2103))

# %% hidden one_hot_missing_class points=4
# A class that does not occur in the batch keeps its column.
first_missing = Batch.random(7, 5, seed=2104, missing=(0, 2))
last_missing = Batch.random(8, 6, seed=2105, missing=(5,))
classification.check_one_hot(one_hot, first_missing, last_missing)

# %% [markdown]
# ## 3. Scores to probabilities
#
# **Part 2, 35 points, 3 lines.** Softmax turns each row of logits into a row of probabilities:
#
# $$
# \hat y_{ij} = \frac{e^{z_{ij} - m_i}}{\sum_k e^{z_{ik} - m_i}}, \qquad m_i = \max_k z_{ik} .
# $$
#
# On paper $m_i$ cancels. In floating-point numbers it does not: `np.exp(710)` is infinite, and a network that trains
# badly has no difficulty in reaching 710. With the row's own maximum subtracted, no exponent is above 0. The paper
# example must give the column *probabilities* of section 1.
#
# | step | shape |
# |---|---|
# | `shifted`: each row of `z` minus its own maximum | `(n, n_classes)` |
# | `e`: `exp` of that | `(n, n_classes)` |
# | `y_pred`: each row of `e` divided by its own sum | `(n, n_classes)` |
#
# A maximum or a sum over each row has shape `(n,)` or, with `keepdims=True`, `(n, 1)`. Only one of the two can be
# combined with an array of shape `(n, n_classes)` as you need it here. Work out what NumPy does with the other when `n`
# equals `n_classes`, as in the paper example.

# %% task softmax
def softmax(z):
    """Rows of logits to rows of probabilities, both (n, n_classes), for logits of any size."""
    ### BEGIN SOLUTION
    shifted = z - np.max(z, axis=1, keepdims=True)
    e = np.exp(shifted)
    y_pred = e / np.sum(e, axis=1, keepdims=True)
    ### END SOLUTION
    return y_pred


# %% check softmax points=4
# softmax gives the paper example, and is right on five samples.
classification.check_softmax(softmax, Batch.paper(), Batch.random(5, 4, seed=2))

# %% check softmax_stable points=4
# softmax is right for large logits, and for rows of very different size.
rows = [1400, 1399, 800, -1000, -1000], [-1000, -1001, -999]
classification.check_softmax_large(softmax, *rows)
classification.check_softmax_shift(softmax, Batch.random(5, 4, seed=2), shift=800)

# %% hidden softmax_shape points=3
# The shape is that of the logits, for a batch and for one sample.
classification.check_softmax_shape(softmax, Batch.random(8, 5, seed=2201), Batch.random(1, 3, seed=2202))

# %% hidden softmax_values points=6
# The probabilities are right on logits of ordinary size.
classification.check_softmax(softmax, Batch.random(9, 3, seed=2203), Batch.random(4, 7, seed=2204))

# %% hidden softmax_rows points=4
# Every row is a distribution: numbers from 0 to 1, with sum 1.
classification.check_softmax_rows(softmax, Batch.random(10, 6, seed=2205))

# %% hidden softmax_shift points=4
# Adding a small number to all logits of a row changes nothing.
classification.check_softmax_shift(softmax, Batch.random(7, 4, seed=2206), shift=3)

# %% hidden softmax_large points=5
# A row of logits around 1000 or -1000 gives the right probabilities.
rows = [1002, 1001, 1003, -1000, -1001, -1000, -1002], [-998, -1000, -999.5], [1500, -1500, 1499, -1500]
classification.check_softmax_large(softmax, *rows)

# %% hidden softmax_rows_apart points=5
# Rows that lie more than a thousand apart do not disturb each other.
classification.check_softmax_shift(softmax, Batch.random(6, 5, seed=2207), shift=900)

# %% [markdown]
# ## 4. Probabilities to a loss
#
# **Part 3, 25 points, 1 to 3 lines.** The cross-entropy of a sample is the surprise at its true class; the loss of a
# batch is the mean over its $n$ samples:
#
# $$
# L = -\frac1n \sum_{i} \sum_{c} Y_{ic} \, \ln \hat y_{ic} .
# $$
#
# `cross_entropy(y_pred, y)` takes two arrays of shape `(n, n_classes)`, the probabilities and the one-hot rows, and
# returns one number. The inner sum runs over the classes, and $Y$ leaves one term of it: that of the true class. The
# mean runs over the samples, not over all `n * n_classes` entries. The paper example gives 1.0594, and a uniform guess
# among $C$ classes costs $\ln C$, whatever the labels.
#
# **When a probability is 0.** A probability can be so small that it is stored as 0. Then $\ln 0 = -\infty$, and NumPy
# makes `nan` of $0 \cdot (-\infty)$, even in a place that $Y$ would have struck out. So define: *a probability below
# $10^{-12}$ counts as $10^{-12}$*. The worst answer then costs $-\ln 10^{-12} = 27.6$, a lot, but not infinitely much.
# (Other small numbers up to $10^{-6}$ are accepted as well, if they do not change the loss of ordinary probabilities.)

# %% task cross_entropy
def cross_entropy(y_pred, y):
    """Mean of -ln of the true class's probability, one number; y is one-hot."""
    ### BEGIN SOLUTION
    return -np.mean(np.sum(y * np.log(np.maximum(y_pred, 1e-12)), axis=1))
    ### END SOLUTION


# %% check cross_entropy points=4
# cross_entropy gives 1.0594, is right on five samples, and ln 4 on a uniform guess.
five = Batch.random(5, 4, seed=3)
classification.check_cross_entropy(cross_entropy, Batch.paper(), five)
classification.check_cross_entropy_chance(cross_entropy, five)
classification.check_cross_entropy_number(cross_entropy, five)

# %% check cross_entropy_zero points=3
# cross_entropy stays finite where a probability is 0.
five = Batch.random(5, 4, seed=3)
classification.check_cross_entropy_elsewhere(cross_entropy, five)
classification.check_cross_entropy_zero(cross_entropy, five)

# %% hidden cross_entropy_number points=3
# The result is one number, for a batch and for one sample.
classification.check_cross_entropy_number(cross_entropy, Batch.random(6, 4, seed=2301), Batch.random(1, 3, seed=2302))

# %% hidden cross_entropy_values points=5
# The loss is right on other batches.
classification.check_cross_entropy(cross_entropy, Batch.random(9, 5, seed=2303), Batch.random(7, 3, seed=2304))

# %% hidden cross_entropy_chance points=3
# A uniform guess costs ln(n_classes), however many samples there are.
batches = [Batch.random(8, 3, seed=2305), Batch.random(5, 12, seed=2306), Batch.random(13, 2, seed=2307)]
classification.check_cross_entropy_chance(cross_entropy, *batches)

# %% hidden cross_entropy_zero points=4
# A true class of probability 0 costs much, but the loss stays finite.
classification.check_cross_entropy_zero(cross_entropy, Batch.random(7, 5, seed=2308))

# %% hidden cross_entropy_zero_elsewhere points=3
# A wrong class of probability 0 does no harm.
classification.check_cross_entropy_elsewhere(cross_entropy, Batch.random(8, 4, seed=2309))

# %% [markdown]
# ## 5. The error at the output
#
# **Part 4, 25 points, 1 to 2 lines.** How does the loss $L_i$ of sample $i$ change when one of its logits moves? The
# lecture derives it for one sample:
#
# $$
# \frac{\partial L_i}{\partial z_{ij}} = \hat y_{ij} - Y_{ij}, \qquad \hat y = \mathrm{softmax}(z) .
# $$
#
# `output_error(z, y)` takes logits and one-hot rows and returns this *error term*, one row per sample, shape
# `(n, n_classes)`. Nothing is averaged here: the mean over the batch is taken later, when the gradients of the weights
# are computed. (Units 3 and 5 call it $e_3$.) On the paper example the rows are those of the last column in section 1.
# Each of them sums to 0. Why must it?
#
# The check compares with *central differences*: it moves one logit a little up and a little down and looks at what the
# loss does. No formula is involved, so it cannot make the same mistake as you. If your `softmax` is not right, what
# follows from it is accepted here.

# %% task output_error
def output_error(z, y):
    """The derivative of each sample's loss at its logits, (n, n_classes); y is one-hot."""
    ### BEGIN SOLUTION
    return softmax(z) - y
    ### END SOLUTION


# %% check output_error points=5
# output_error gives the paper example, and is right on five samples.
five = Batch.random(5, 4, seed=4)
classification.check_output_error(output_error, softmax, Batch.paper(), five)

# %% hidden output_error_shape points=4
# One row per sample, one column per class, also for a single sample.
batches = [Batch.random(6, 3, seed=2401), Batch.random(1, 5, seed=2402)]
classification.check_output_error_shape(output_error, softmax, *batches)

# %% hidden output_error_values points=7
# Each row is the derivative of its sample's loss; a factor of 1/n is accepted.
batches = [Batch.random(12, 5, seed=2403), Batch.random(3, 6, seed=2404)]
classification.check_output_error(output_error, softmax, *batches, divided_too=True)

# %% hidden output_error_per_sample points=5
# A sample's row is the same alone and in a batch: nothing is averaged.
classification.check_output_error_per_sample(output_error, softmax, Batch.random(11, 4, seed=2405))

# %% hidden output_error_sums points=4
# Every row sums to 0.
classification.check_output_error_sums(output_error, softmax, Batch.random(9, 6, seed=2406))

# %% [markdown]
# ## 6. For thought
#
# Not graded. Predict first, then run.
#
# - Put the four functions together: logits `z = np.zeros((6, 4))`, some labels, and the step
#   `z = z - output_error(z, y)`, fifty times. Where does the loss start, and where is it heading? Does it ever arrive?
# - Multiply the logits of the paper example by 10. What happens to the loss of each of the three samples?
# - Set `labels_paper[1] = 1`. Which entries of `output_error` change, and by how much?
# - A loss of 27.6 exactly tells you something about your data or your network. What?
