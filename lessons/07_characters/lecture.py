# %% [markdown]
# # Read twelve characters
#
# **What you will do.** Train networks on pictures of Chinese characters, and watch what depth, mini-batches, the start,
# the number of pictures, L2 and dropout each do to what they can read. Then look at the pictures that are read wrongly.
#
# **What you will learn.**
#
# - to test a network before you train it in earnest: its first loss, and a handful of pictures learned by heart;
# - to say why deep networks need a start of the right size, and why training goes by small batches;
# - to tell over-fitting from too little training, and to measure whether a remedy helps.
#
# **What you need.** Backpropagation through several layers (unit 5), half an hour. The assignment that belongs to this
# lecture is `release/07_characters`: there you write the network yourself, with tanh. Here the hidden layers use ReLU.

# %%
import matplotlib.pyplot as plt
import numpy as np

from bplab import datasets, figures
from bplab.explorers import explore_characters
from bplab.figures import characters as pictures
from bplab.network import Network, cross_entropy

figures.use_course_style()
BLUE, ORANGE, GREEN, PINK = figures.CLASS_COLOURS
N_CLASSES = len(datasets.CHARACTERS)

# %% [markdown]
# ## 1. The pictures
#
# Twelve characters, 博学笃志切问近思自由无用, numbered 0 to 11. There are 620 pictures of each, 28 × 28 pixels from 0 (paper)
# to 1 (ink); every picture is a row of 784 numbers. Nine tenths are for training, one tenth is for testing. Nobody wrote
# them: they are printed in six fonts and then turned, bent, thickened and made noisy (`docs/characters.md` says how).

# %% alt="A table of three pictures for each of the twelve characters, turned, shifted and thickened in different ways."
X, y = datasets.characters("train", seed=0)
X_test, y_test = datasets.characters("test", seed=0)
print("X", X.shape, "  y", y.shape, "  X_test", X_test.shape, "  of each class", np.bincount(y)[0])
pictures.picture_table(X, y, per_class=3);

# %% [markdown]
# **Question.** Classes 8 and 9, 自 and 由, and 11, 用, look alike. Which pixels tell 自 from 由? Does any single pixel?
#
# <details><summary>Answer</summary>
#
# 自 has two short lines across inside its box, 由 a cross whose upright comes out at the top: pixels in the middle, above
# the box and half-way inside. No single pixel tells them apart. The best one, with the best threshold, is right for
# less than two thirds of the pictures: they are shifted and turned.
#
# </details>
#
# ## 2. Two tests before the training
#
# *The first loss.* A network that knows nothing should give each of the twelve classes about 1/12. Its cross-entropy is
# then $-\ln \frac1{12} = \ln 12 = 2.485$. A fresh network should start near there; much above it means that it
# begins with confident nonsense.

# %% claim no_pixel_tells_8_from_9
# The best single pixel at the best of six thresholds separates the two classes in less than two thirds of the cases.
both = (y == 8) | (y == 9)
shares = np.array([np.mean((X[both] > t) == (y[both] == 9)[:, None], axis=0) for t in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)])
assert 0.6 < np.maximum(shares, 1 - shares).max() < 2 / 3

# %%
Y = np.eye(N_CLASSES)[y]
fresh = Network((784, 100, 100, N_CLASSES), seed=0)
print(f"ln 12 = {np.log(12):.3f}   fresh network: loss {cross_entropy(fresh.forward(X), Y):.3f}")
print(f"accuracy {fresh.accuracy(X, y):.3f}, guessing gives {1 / 12:.3f}")

# %% [markdown]
# *A handful by heart.* Two pictures of each class, 24 in all, are so few that any network should learn them without a
# mistake. If one does not, look for an error in it; more data or more patience will not help. Expect a loss near 0, and
# little use for other pictures.

# %%
few = np.concatenate([np.flatnonzero(y == c)[:2] for c in range(N_CLASSES)])
fresh.train(X[few], Y[few], epochs=100, learning_rate=0.1, batch_size=8)
print(f"loss on the 24 pictures {cross_entropy(fresh.forward(X[few]), Y[few]):.4f}")
print(f"accuracy on them {fresh.accuracy(X[few], y[few]):.2f}")
print(f"accuracy on the test pictures {fresh.accuracy(X_test, y_test):.2f}")

# %% [markdown]
# ## 3. From one layer to many
#
# Without a hidden layer the network is logistic regression: one score for each class, each a weighted sum of the pixels.
# Then come one to three hidden layers of 100. All see every picture ten times, in batches of 32: eight epochs
# at learning rate 0.1, two at a fifth of that. Logistic regression has sixty epochs more: is it slow, or unable? (Unit 5
# asks that of every flat curve.) How many numbers does each of them learn?

# %%
def trained(hidden, rate=0.1, epochs=8, **options):
    """A network with these hidden layers after so many epochs, and two more with small steps."""
    network = Network((784, *hidden, N_CLASSES), seed=0)
    training = network.training(X, Y, rate, batch_size=32, **options)
    training.run(epochs * training.steps_per_epoch)
    training.learning_rate = rate / 5
    training.run(2 * training.steps_per_epoch)
    return network


patient = trained((), epochs=68)
by_depth = {n: trained((100,) * n) for n in (0, 1, 2, 3)}
rows = [(f"{n} hidden layers", network) for n, network in by_depth.items()]
for name, network in (("0, 60 epochs more", patient), *rows):
    size = sum(w.size for w in (*network.weights, *network.biases))
    seen, new = network.accuracy(X, y), network.accuracy(X_test, y_test)
    print(f"{name:<17} {size:7,} numbers   training {seen:.3f}   test {new:.3f}")

# %% [markdown]
# Logistic regression reads about two thirds of the new pictures. Sixty more epochs take it on through the training
# pictures, and on new ones nowhere: a weighted sum of pixels cannot say "this stroke, but only if that one is missing".
# A hidden layer can: after its ten epochs it is about fifteen points ahead. The second one gains five more for only
# 10 100 numbers, the third hardly anything. With two or three of them the network knows the training pictures nearly by
# heart, and one in eight of the new ones is still read wrongly. (744 test pictures: differences of one or two
# percentage points are within chance.)

# %% claim depth_gains_and_patience_does_not
# Sixty more epochs of logistic regression gain on training pictures only; a hidden layer gains about fifteen points.
seen = {n: network.accuracy(X, y) for n, network in by_depth.items()}
new = {n: network.accuracy(X_test, y_test) for n, network in by_depth.items()}
assert patient.accuracy(X, y) > seen[0] + 0.05 and abs(patient.accuracy(X_test, y_test) - new[0]) < 0.025
assert abs(new[0] - 2 / 3) < 0.03 and 0.12 < new[1] - new[0] < 0.18 and 0.03 < new[2] - new[1] < 0.08
assert abs(new[3] - new[2]) < 0.03 and seen[2] > 0.98 and seen[3] > 0.98
assert abs(new[3] - 7 / 8) < 0.03

# %% [markdown]
# **Question.** By the training accuracy alone, which of the networks would you choose?
#
# <details><summary>Answer</summary>
#
# The one with three hidden layers, and with four you would choose four: a larger network can always learn more by
# heart. On the new pictures two and three layers are within chance of each other.
#
# </details>
#
# ## 4. Mini-batches
#
# The gradient of the loss is a mean over the samples. A mean over 32 of them points roughly the same way as the mean
# over all 6696, and costs a two-hundredth. So the same work buys 209 rough steps in place of one exact one. Five
# epochs, that is the same number of pictures looked at, for five sizes of batch; each network is one hidden layer of
# 100. To be fair, each size tries three learning rates and keeps the one with the lowest loss: a mean over more pictures
# is surer, and may bear a longer step. (The few pictures at the end of an epoch that fill no batch are left out; the
# next order leaves out others.)

# %%
def five_epochs(size, rate):
    """The training loss after each epoch, the rate, and the network."""
    network, losses = Network((784, 100, N_CLASSES), seed=0), []
    training = network.training(X, Y, learning_rate=rate, batch_size=size)
    for _ in range(5):
        training.run(training.steps_per_epoch)
        losses.append(cross_entropy(network.forward(X), Y))
    return losses, rate, network


# %% alt="Training loss over five epochs for five batch sizes: the smaller the batch, the lower the curve; the full batch hardly leaves ln 12."
sizes, rates = (16, 32, 128, 1024, len(X)), (0.1, 0.3, 1)
runs = {(size, rate): five_epochs(size, rate) for size in sizes for rate in rates}
fig, ax = plt.subplots()
for size, colour in zip(sizes, (BLUE, ORANGE, GREEN, PINK, figures.GUIDE_COLOUR)):
    losses, rate, network = min((runs[size, rate] for rate in rates), key=lambda run: run[0][-1])
    steps = 5 * (len(X) // size)
    ax.plot(range(1, 6), losses, "o-", color=colour, label=f"{size}, {steps} steps at {rate}")
    accuracy = network.accuracy(X_test, y_test)
    end = f"loss {losses[-1]:.2f}, test {accuracy:.2f}"
    print(f"{steps:4} steps at {rate:<3} on batches of {size:4}: {end}")
ax.axhline(np.log(12), color=figures.GUIDE_COLOUR, linestyle=":")
ax.set(xlabel="epoch", ylabel="training loss", xticks=range(1, 6), ylim=(0, 2.7))
ax.legend(title="batch size", fontsize=9, loc="upper left", bbox_to_anchor=(1, 1));

# %% claim small_batches_learn_most_at_any_rate
# The order of the sizes is the same at the best of the rates and at 0.1; no rate moves the full batch far.
ends = {size: [runs[size, rate][0][-1] for rate in rates] for size in sizes}
assert min(ends[16]) < min(ends[32]) < min(ends[128]) < min(ends[1024]) < min(ends[len(X)])
assert ends[32][0] < ends[128][0] < ends[1024][0] and ends[1024][0] > 2.2
assert min(ends[len(X)]) > np.log(12) - 0.2

# %% [markdown]
# The full batch made five steps and has hardly left ln 12, whichever of the rates it took. The smallest batches learn
# most, per epoch; but NumPy is slow on small matrices, so an epoch of 16s takes longer than one of 128s, and its steps
# scatter more. (Compared at a single rate, the picture is the same and starker: at 0.1, batches of 1024 have hardly
# begun.) Batches of 16 to 64 are a usual choice. The order must be new in each epoch, and random: in batches of a
# single class every step would teach the network to answer with that class.
#
# ## 5. The start
#
# With many layers, the signal is multiplied by a weight matrix again and again. If each layer shrinks it a little,
# nothing is left at the end; if each enlarges it, tanh saturates. Take ten layers of 100 tanh neurons and send the
# pictures, shifted to mean 0 and scaled to standard deviation 1, through three starts. A sum of $n_\text{in}$ products
# with weights of standard deviation $s$ has standard deviation $s \sqrt{n_\text{in}}$, so $s = \sqrt{1 / n_\text{in}}$
# should keep the size.

# %% alt="Activations of ten layers as violins for three starts. Factor 0.3: from layer 3 on all at 0. Factor 1: broad in all layers, slowly narrower. Factor 5: two lumps at -1 and 1 in all layers."
standard = (X[:500] - X.mean()) / X.std()
fig, axes = plt.subplots(1, 3, figsize=(8.4, 2.6), sharey=True)
for ax, factor in zip(axes, (0.3, 1, 5)):
    deep = Network((784, *(100,) * 10, N_CLASSES), "tanh", seed=0, scale=factor)
    outputs = deep.layer_outputs(standard)[:-1]
    ax.violinplot([a.ravel()[::7] for a in outputs], widths=0.9, showextrema=False)
    ax.set(xlabel="layer", ylim=(-1.05, 1.05), xticks=(1, 5, 10))
    ax.set_title(f"{factor} × $\\sqrt{{1/n_{{in}}}}$", pad=10)
    first, fifth, tenth = (outputs[k].std() for k in (0, 4, 9))
    print(f"factor {factor:3}: spread in layers 1, 5 and 10: {first:.3f} {fifth:.3f} {tenth:.5f}")
axes[0].set_ylabel("activation");

# %% [markdown]
# With the factor 0.3 the tenth layer gives nearly the same for every picture. The network then has to climb out of a
# plateau first. With 5, the activations stick to -1 and 1, where tanh is flat and hardly any error comes back. With 1,
# they shrink slowly, because tanh itself does, and the network learns from its first step.
#
# **Question.** Weights that are `randn` without any factor have $s = 1$. Which factor is that for the first layer, which
# reads 784 numbers?
#
# <details><summary>Answer</summary>
#
# $1 = f \sqrt{1/784}$, so $f = \sqrt{784} = 28$. That is far beyond the 5 on the right. In the layers of 100 the factor
# is 10.
#
# </details>
#
# ## 6. How many pictures
#
# A lab sheet that trained on a tenth of its pictures, and tested on nine tenths, raised its accuracy from 72 % to 83 %
# by turning the two around. Here the same network, two hidden layers of 100, learns from a tenth and from nine tenths.

# %%
def curves(hidden, X, y, new, epochs, **options):
    """Accuracy on the training pictures and on `new` ones after each epoch, shape (epochs, 2)."""
    network, rows = Network((784, *hidden, N_CLASSES), seed=0), []
    training = network.training(X, np.eye(N_CLASSES)[y], 0.1, batch_size=32, **options)
    for _ in range(epochs):
        training.run(training.steps_per_epoch)
        rows.append([network.accuracy(X, y), network.accuracy(*new)])
    return np.array(rows)


def draw_curves(ax, rows, title):
    ax.plot(range(1, len(rows) + 1), rows[:, 0], color=ORANGE, label="training")
    ax.plot(range(1, len(rows) + 1), rows[:, 1], color=BLUE, label="test")
    ax.set(title=title, xlabel="epoch", ylim=(0, 1.02))


# %% alt="Accuracy over epochs, on training and on test pictures. With 744 pictures the training curve reaches 1 and the test curve stays near 0.54; with 6696 the test curve reaches about 0.86."
fig, axes = plt.subplots(1, 2, figsize=(7.4, 3), sharey=True)
for ax, fraction, epochs in ((axes[0], 0.1, 20), (axes[1], 0.9, 10)):
    seen = datasets.characters("train", train_fraction=fraction, seed=0)
    new = datasets.characters("test", train_fraction=fraction, seed=0)
    rows = curves((100, 100), *seen, new, epochs)
    draw_curves(ax, rows, f"{len(seen[0])} pictures to learn from")
    known, read = rows[-1]
    print(f"{len(seen[0]):4} pictures: training {known:.3f}, test {read:.3f}, gap {known - read:.3f}")
axes[0].set_ylabel("accuracy")
axes[1].legend();

# %% [markdown]
# Both end up knowing their training pictures; the one has 62 of each character and the other 558. (Dips pass: steps on
# small batches are rough.) Nothing changed in the network, and the share of new pictures that it reads rises from 54 %
# to 86 %. More data is the remedy against over-fitting that needs no tuning. When there is no more to be had, one can
# hold the network back.

# %% [markdown]
# ## 7. Holding back: L2 and dropout
#
# *L2* adds $\frac\lambda2 \sum W^2$ to the loss, so every weight is pulled towards zero and must earn its size.
# *Dropout* switches each hidden neuron off by chance, anew for every sample and step, so that no neuron can rely on one
# particular other. Both make learning by heart harder. First on the pictures as they are, two hidden layers of 100:

# %%
held_back = {"L2 0.001": {"l2": 0.001}, "dropout 0.2": {"dropout": 0.2}}
networks = {"plain": by_depth[2]}
for name, options in held_back.items():
    networks[name] = trained((100, 100), **options)
for name, network in networks.items():
    known, read = network.accuracy(X, y), network.accuracy(X_test, y_test)
    print(f"{name:<12} training {known:.3f}   test {read:.3f}")

# %% [markdown]
# Within the chance of 744 pictures they change nothing: the labels are all right and the pictures many, so there is
# little that is wrong to learn by heart. Now take 3000 training pictures, replace the labels of 900 of them by wrong
# ones, and train one hidden layer of 100 for 30 epochs. The test labels stay right. A network that learns the rule and
# no more would agree with 70 % of the training labels.

# %% alt="Accuracy over 30 epochs with wrong labels in the training part. Plain: training rises far above the dotted 0.7 and test falls after its best epoch. L2 and dropout: training stays lower, test ends higher."
rng = np.random.default_rng(0)
part, noisy = X[:3000], y[:3000].copy()  # rows are in random order
noisy[:900] = (noisy[:900] + rng.integers(1, N_CLASSES, size=900)) % N_CLASSES

settings = {"plain": {}, "L2 0.01": {"l2": 0.01}, "dropout 0.5": {"dropout": 0.5}}
print("last five epochs:  training labels   test   (best epoch's test)")
fig, axes = plt.subplots(1, 3, figsize=(8, 2.8), sharey=True)
for ax, (name, options) in zip(axes, settings.items()):
    rows = curves((100,), part, noisy, (X_test, y_test), epochs=30, **options)
    draw_curves(ax, rows, name)
    ax.axhline(0.7, color=figures.GUIDE_COLOUR, linestyle=":")
    known, read = rows[-5:].mean(axis=0)
    print(f"{name:<18} {known:15.3f}  {read:.3f}   ({rows[:, 1].max():.3f})")
axes[0].set_ylabel("accuracy")
axes[0].legend(loc="lower right");

# %% [markdown]
# Plain training passes its best test accuracy and then falls, while the training curve goes on far beyond the dotted 70
# %: it learns the wrong labels by heart, one after another. With L2 the training curve stays below the line, and the
# test accuracy ends five points higher; with dropout, nine. Beside a standard error of not quite two points, nine are
# no chance and five hardly. That is what regularisation is for. It is no cure for anything else, so measure whether it
# helps before you use it.
#
# **Question.** Stopping the plain training after its best epoch would have been worth half of what dropout is. What
# would you need, besides the training and the test pictures, to choose that epoch fairly?
#
# <details><summary>Answer</summary>
#
# A third part of the pictures, used neither for training nor for the report: a *validation* part. Choose the epoch by
# it (*early stopping*), then look at the test pictures once. The epoch that is best on the test pictures is chosen
# partly for its luck on them.
#
# </details>
#
# ## 8. What is read wrongly
#
# One number hides much. The *confusion matrix* counts, for each true class (row), which class was predicted (column).
# Right answers lie on the diagonal. The deepest network of section 3:

# %% alt="The confusion matrix of twelve classes, with a picture of each character at its row and column: large counts on the diagonal, a few small ones beside it."
reader = by_depth[3]
predicted = reader.predict(X_test)
counts = np.zeros((N_CLASSES, N_CLASSES), dtype=int)
np.add.at(counts, (y_test, predicted), 1)
print(f"{np.trace(counts)} of {len(y_test)} right, {len(y_test) - np.trace(counts)} wrong")
pictures.confusion_matrix(counts, [X[y == c][0] for c in range(N_CLASSES)]);

# %% alt="Sixteen test pictures that were read wrongly with great certainty, each with its class, the class it was taken for, and the probability."
mistakes = np.flatnonzero(predicted != y_test)
sure = reader.forward(X_test)[mistakes].max(axis=1)
fig, axes = plt.subplots(2, 8, figsize=(7, 2.3))
for ax, k in zip(axes.ravel(), np.argsort(-sure)):
    i = mistakes[k]
    pictures.draw_picture(ax, X_test[i], title=f"{y_test[i]} as {predicted[i]}, {sure[k]:.0%}")
    ax.title.set_fontsize(7)

# %% [markdown]
# These are the sixteen mistakes of which the network was most sure: "6 as 7, 100 %" is a 近 taken for a 思, with a
# probability that rounds to 1. In some of them strokes have run together or left the edge; most you can read at once.
# The probability that softmax gives is no promise.
#
# **Question.** Which two classes are mixed up most often? Look at their pictures in section 1 before you answer why.
#
# <details><summary>Answer</summary>
#
# Read it off the table, both entries of a pair together. When this page was built it was 2 and 8, 笃 and 自, seven times.
# But these are seven out of some 80 mistakes, and another start has other pairs behind the first. The pair of section 1
# that looks most alike to you, 8 and 9, is not the first: the network compares sums of pixels.
#
# </details>
#
# The network below has one hidden layer and four epochs behind it; *Play* trains it further. Draw one of the twelve
# characters with the mouse and watch the probabilities after each stroke. Then clear the pad, or lay the next test
# picture there. Click a cell of the table to see the pictures behind the number. The network has seen print only: how
# well does it read your hand, and the fonts held out?

# %% claim no_pair_stands_out
# No pair of classes makes up more than a fifth of the mistakes, and 8 with 9 is not the first pair.
pairs = counts + counts.T
np.fill_diagonal(pairs, 0)
assert pairs.max() < 0.2 * (len(y_test) - np.trace(counts)) and pairs[8, 9] < pairs.max()

# %% alt="The explorer of characters: a pad to draw on, a bar for the probability of each of the twelve classes, and a table of which class is taken for which."
explore_characters(epoch=4)

# %% [markdown]
# ## 9. A script it has never seen
#
# All pictures so far, training and test, come from the same six fonts. `"held out"` holds the same twelve characters in
# *kai*, the script that is written with a brush: a person who can read the others reads them without noticing.

# %% alt="A table of two pictures of each of the twelve characters in kai, the script of the brush."
X_kai, y_kai = datasets.characters("held out")
pictures.picture_table(X_kai, y_kai, per_class=2)
for n, network in by_depth.items():
    usual, kai = network.accuracy(X_test, y_test), network.accuracy(X_kai, y_kai)
    print(f"{n} hidden layers   test {usual:.3f}   kai {kai:.3f}")

# %% [markdown]
# Every network loses several points. The test accuracy answered the question "how well does it read more pictures *of
# this kind*?", and to that it gave a fair answer. Whether the kind will stay the same is for you to know.

# %% [markdown]
# ## What to take away
#
# - A first loss far from $\ln(\text{classes})$, or 24 pictures that cannot be learned by heart, is an error in the network.
# - Small batches make many rough steps for the price of one exact step, in a new random order each epoch.
# - Weights of size $\sqrt{1 / n_\text{in}}$ carry the signal through many layers.
# - Over-fitting is the gap between training and new pictures. More data closes it; L2 and dropout do where there is
#   something wrong to learn by heart.
# - Look at the mistakes, and ask where the test pictures come from.
#
# Next: `release/07_characters`, where you write the network.
#
# ## Exercises for thought
#
# **1.** The first layer of the network with three hidden layers holds 78 500 of its 99 912 numbers. Why is the first
# layer the largest, and what does it have to learn again for every position?
#
# <details><summary>Answer</summary>
#
# It reads 784 pixels, the others 100 numbers each. A stroke shifted by two pixels hits other weights, so the layer must
# learn it at every place on its own. Networks that use the same weights at all places (convolutional ones) avoid that.
#
# </details>
#
# **2.** With dropout, the training accuracy during training can be *lower* than the test accuracy. How?
#
# <details><summary>Answer</summary>
#
# While training, a part of the neurons is off; a prediction uses all of them. The curves in this lecture measure both
# without dropout, so they do not show it, but the loss seen during the steps would.
#
# </details>
#
# **3.** Someone reports 91 % on the test pictures after trying 200 settings and keeping the best. What do you say?
#
# <details><summary>Answer</summary>
#
# The best of 200 is chosen partly for its luck on these 744 pictures, whose standard error is about one point. The
# choice should have been made on a third part of the data, and the test pictures used once.
#
# </details>
