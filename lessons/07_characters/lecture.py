# %% [markdown]
# # Read twelve characters
#
# **What you will do.** Train networks on pictures of Chinese characters, and watch what depth, mini-batches, the start,
# the number of pictures, L2 and dropout each do to what they can read. Choose among them without fooling yourself, and
# look at the pictures that are read wrongly.
#
# **What you will learn.**
#
# - to test a network before you train it in earnest: its first loss, and a handful of pictures learned by heart;
# - to compare settings on validation pictures, and to stop a training by them;
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
# to 1 (ink); every picture is a row of 784 numbers. Nobody wrote them: they are printed in six fonts and then turned,
# bent, thickened and made noisy (`docs/characters.md` says how).
#
# They are shared out in three parts, and each has one use.
#
# - *Training* pictures, `X_fit`, eight tenths: the network learns from them and from no others.
# - **Validation** pictures, `X_val`, a tenth: we compare settings on them. How many layers? Which rate? When to stop?
# - *Test* pictures, `X_test`, a tenth: we look at them once, when everything is chosen.
#
# Why are two parts not enough? Whoever tries many settings and keeps the one that reads the test pictures best has
# chosen it partly for its luck with just these pictures, and its accuracy on them is too good to be true. How much luck
# is there? An accuracy of 85 % on 744 pictures has a standard error of $\sqrt{0.85 \cdot 0.15 / 744}$, 1.3 points. The
# best of fifty equal settings looks more than twice that better than it is, the best of two hundred nearly three times.

# %% alt="A table of three pictures for each of the twelve characters, turned, shifted and thickened in different ways."
X_train, y_train = datasets.characters("train", seed=0)
X_test, y_test = datasets.characters("test", seed=0)
X_val, y_val = X_train[:744], y_train[:744]  # the rows are in random order
X_fit, y_fit = X_train[744:], y_train[744:]
print("X_fit", X_fit.shape, "  X_val", X_val.shape, "  X_test", X_test.shape, "  y_fit", y_fit.shape)
pictures.picture_table(X_fit, y_fit, per_class=3);

# %% claim the_luck_of_the_best
# The standard error is 1.3 points; the best of 50 and of 200 equal readers seems two to three times that better.
assert abs(np.sqrt(0.85 * 0.15 / 744) - 0.013) < 0.0003
drawn = np.random.default_rng(0).binomial(744, 0.85, size=(2000, 200)) / 744
luck = [(drawn[:, :n].max(axis=1).mean() - 0.85) / 0.013 for n in (50, 200)]
assert 2 < luck[0] < 2.5 < luck[1] < 3

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
both = (y_fit == 8) | (y_fit == 9)
nine = (y_fit[both] == 9)[:, None]
shares = np.array([np.mean((X_fit[both] > t) == nine, axis=0) for t in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)])
assert 0.6 < np.maximum(shares, 1 - shares).max() < 2 / 3

# %%
Y = np.eye(N_CLASSES)[y_fit]
fresh = Network((784, 100, 100, N_CLASSES), seed=0)
print(f"ln 12 = {np.log(12):.3f}   fresh network: loss {cross_entropy(fresh.forward(X_fit), Y):.3f}")
print(f"accuracy {fresh.accuracy(X_fit, y_fit):.3f}, guessing gives {1 / 12:.3f}")

# %% [markdown]
# *A handful by heart.* Two pictures of each class, 24 in all, are so few that any network should learn them without a
# mistake. If one does not, look for an error in it; more data or more patience will not help. Expect a loss near 0, and
# little use for other pictures.

# %%
few = np.concatenate([np.flatnonzero(y_fit == c)[:2] for c in range(N_CLASSES)])
fresh.train(X_fit[few], Y[few], epochs=100, learning_rate=0.1, batch_size=8)
print(f"loss on the 24 pictures {cross_entropy(fresh.forward(X_fit[few]), Y[few]):.4f}")
print(f"accuracy on them {fresh.accuracy(X_fit[few], y_fit[few]):.2f}")
print(f"accuracy on the validation pictures {fresh.accuracy(X_val, y_val):.2f}")

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
    training = network.training(X_fit, Y, rate, batch_size=32, **options)
    training.run(epochs * training.steps_per_epoch)
    training.learning_rate = rate / 5
    training.run(2 * training.steps_per_epoch)
    return network


patient = trained((), epochs=68)
by_depth = {n: trained((100,) * n) for n in (0, 1, 2, 3)}
rows = [(f"{n} hidden layers", network) for n, network in by_depth.items()]
for name, network in (("0, 60 epochs more", patient), *rows):
    size = sum(w.size for w in (*network.weights, *network.biases))
    seen, new = network.accuracy(X_fit, y_fit), network.accuracy(X_val, y_val)
    print(f"{name:<17} {size:7,} numbers   training {seen:.3f}   validation {new:.3f}")

# %% [markdown]
# Logistic regression reads about two thirds of the new pictures. Sixty more epochs take it on through the training
# pictures, and on new ones nowhere: a weighted sum of pixels cannot say "this stroke, but only if that one is missing".
# A hidden layer can: after its ten epochs it is about fourteen points ahead. The second one gains eight more for only
# 10 100 numbers, the third hardly anything. With two or three of them the network knows the training pictures nearly by
# heart, and one in seven of the new ones is still read wrongly. (744 pictures: differences of one or two
# percentage points are within chance.)

# %% claim depth_gains_and_patience_does_not
# Sixty more epochs of logistic regression gain on training pictures only; a hidden layer gains about fourteen points.
seen = {n: network.accuracy(X_fit, y_fit) for n, network in by_depth.items()}
new = {n: network.accuracy(X_val, y_val) for n, network in by_depth.items()}
assert patient.accuracy(X_fit, y_fit) > seen[0] + 0.05 and abs(patient.accuracy(X_val, y_val) - new[0]) < 0.025
assert abs(new[0] - 2 / 3) < 0.035 and 0.11 < new[1] - new[0] < 0.17 and 0.05 < new[2] - new[1] < 0.11
assert abs(new[3] - new[2]) < 0.03 and seen[2] > 0.98 and seen[3] > 0.98
assert abs(new[3] - 6 / 7) < 0.03

# %% [markdown]
# **Question.** By the training accuracy alone, which of the networks would you choose?
#
# <details><summary>Answer</summary>
#
# The one with three hidden layers, and with four you would choose four: a larger network can always learn more by
# heart. On the validation pictures, which is what they are for, two and three layers are within chance of each other.
#
# </details>
#
# ## 4. Mini-batches
#
# The gradient of the loss is a mean over the samples. A mean over 32 of them points roughly the same way as the mean
# over all 5952, and costs a two-hundredth. So the same work buys 186 rough steps in place of one exact one. Five
# epochs, that is the same number of pictures looked at, for five sizes of batch; each network is one hidden layer of
# 100. To be fair, each size tries three learning rates and keeps the one with the lowest loss: a mean over more pictures
# is surer, and may bear a longer step. (The few pictures at the end of an epoch that fill no batch are left out; the
# next order leaves out others.)

# %%
def five_epochs(size, rate):
    """The training loss after each epoch, the rate, and the network."""
    network, losses = Network((784, 100, N_CLASSES), seed=0), []
    training = network.training(X_fit, Y, learning_rate=rate, batch_size=size)
    for _ in range(5):
        training.run(training.steps_per_epoch)
        losses.append(cross_entropy(network.forward(X_fit), Y))
    return losses, rate, network


# %% alt="Training loss over five epochs for five batch sizes: the smaller the batch, the lower the curve; the full batch hardly leaves ln 12."
sizes, rates = (16, 32, 128, 1024, len(X_fit)), (0.1, 0.3, 1)
runs = {(size, rate): five_epochs(size, rate) for size in sizes for rate in rates}
fig, ax = plt.subplots()
for size, colour in zip(sizes, (BLUE, ORANGE, GREEN, PINK, figures.GUIDE_COLOUR)):
    losses, rate, network = min((runs[size, rate] for rate in rates), key=lambda run: run[0][-1])
    steps = 5 * (len(X_fit) // size)
    ax.plot(range(1, 6), losses, "o-", color=colour, label=f"{size}, {steps} steps at {rate}")
    accuracy = network.accuracy(X_val, y_val)
    end = f"loss {losses[-1]:.2f}, validation {accuracy:.2f}"
    print(f"{steps:4} steps at {rate:<3} on batches of {size:4}: {end}")
ax.axhline(np.log(12), color=figures.GUIDE_COLOUR, linestyle=":")
ax.set(xlabel="epoch", ylabel="training loss", xticks=range(1, 6), ylim=(0, 2.7))
ax.legend(title="batch size", fontsize=9, loc="upper left", bbox_to_anchor=(1, 1));

# %% claim small_batches_learn_most_at_any_rate
# The order of the sizes is the same at the best of the rates and at 0.1; no rate moves the full batch far.
ends = {size: [runs[size, rate][0][-1] for rate in rates] for size in sizes}
assert min(ends[16]) < min(ends[32]) < min(ends[128]) < min(ends[1024]) < min(ends[len(X_fit)])
assert ends[32][0] < ends[128][0] < ends[1024][0] and ends[1024][0] > 2.2
assert min(ends[len(X_fit)]) > np.log(12) - 0.2

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
standard = (X_fit[:500] - X_fit.mean()) / X_fit.std()
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
# With the factor 0.3 the tenth layer gives nearly the same for every picture. With 5, the activations stick to -1 and 1.
# With 1, they shrink slowly, because tanh itself does.
#
# That is the way forward. On the way back the errors are multiplied by the same matrices, and by the slopes of tanh. Here
# is the gradient of each layer's weights, as the root of its mean square, for the same three starts:

# %%
def root_mean_square(array):
    return np.sqrt(np.mean(array**2))


def changes(network, X, Y, rate):
    """What one step on X, Y changes in the weights of each layer."""
    before = [weights.copy() for weights in network.weights]
    network.train(X, Y, epochs=1, learning_rate=rate)
    return [after - weights for after, weights in zip(network.weights, before)]


for factor in (0.3, 1, 5):
    deep = Network((784, *(100,) * 10, N_CLASSES), "tanh", seed=0, scale=factor)
    sizes = [root_mean_square(change) for change in changes(deep, standard, Y[:500], rate=1)]
    first, fifth, tenth = sizes[0], sizes[4], sizes[9]
    print(f"factor {factor:3}: gradient in layers 1, 5 and 10: {first:.1e} {fifth:.1e} {tenth:.1e}")

# %% [markdown]
# With the factor 1 all layers get gradients of one size, and the network learns from its first step. With 5 the errors
# *grow* on their way back although tanh is flat nearly everywhere: the weights are so large that a hundred times as much
# arrives at the first layer as left the tenth. (Gradients *explode*.) With 0.3 all layers get the same, next to nothing: the
# signal fades on its way forward, the error on its way back, and a gradient is their product. (Gradients *vanish*.)
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
# And how long should a step be? A rate by itself does not say: what counts is what it moves. Compare the change of a
# layer's weights in one step with the weights themselves, the **update-to-weight ratio**. Some thousandths are usual. Five
# rates for two hidden layers of 100 ReLU, measured at the twenty-first step, and what two epochs then bring:

# %%
ratios, reached = {}, {}
for rate in (0.001, 0.01, 0.1, 1):
    network = Network((784, 100, 100, N_CLASSES), seed=0)
    training = network.training(X_fit, Y, rate, batch_size=32)
    training.run(20)
    before = [weights.copy() for weights in network.weights]
    training.run(1)
    pairs = zip(network.weights, before)
    ratios[rate] = [root_mean_square(now - old) / root_mean_square(old) for now, old in pairs]
    training.run(2 * training.steps_per_epoch - 21)
    loss, reached[rate] = cross_entropy(network.forward(X_fit), Y), network.accuracy(X_val, y_val)
    shown = "  ".join(f"{ratio:.1e}" for ratio in ratios[rate])
    print(f"rate {rate:<5}   ratios {shown}   loss {loss:.2f}   validation {reached[rate]:.2f}")

# %% claim what_goes_back_through_ten_layers
# Gradients of one size at 1, exploding backwards at 5, vanishing alike everywhere at 0.3; ratios go with the rate.
sizes = {}
for factor in (0.3, 1, 5):
    deep = Network((784, *(100,) * 10, N_CLASSES), "tanh", seed=0, scale=factor)
    sizes[factor] = [root_mean_square(change) for change in changes(deep, standard, Y[:500], rate=1)]
    if factor == 5:
        flat = np.mean([np.mean(np.abs(a) > 0.9) for a in deep.layer_outputs(standard)[:-1]])
assert 50 < sizes[5][0] / sizes[5][9] < 300 and flat > 0.75
assert max(sizes[1][:10]) < 1.5 * min(sizes[1][:10]) and max(sizes[0.3][:10]) < 2 * min(sizes[0.3][:10]) < 1e-6
assert max(ratios[0.001]) < 3e-4 and max(ratios[1]) > 0.03 and 0.001 < min(ratios[0.1]) < max(ratios[0.1]) < 0.03
assert reached[0.1] > reached[0.01] + 0.2 > reached[0.001] + 0.3 and reached[1] < 0.2

# %% [markdown]
# At 0.001 a step changes less than a ten-thousandth of the weights, and nothing happens; at 1 it changes several hundredths,
# and the network is broken: its ReLUs have been thrown to where they are off for every picture. The good rate lies at some
# thousandths. You see the ratio after a few steps, long before the loss tells you.
#
# **Question.** In a network of yours the ratio is $3 \cdot 10^{-3}$ in all layers but the first, where it is $10^{-7}$. What
# do you suspect, and would a larger rate help?
#
# <details><summary>Answer</summary>
#
# That next to no error arrives at the first layer: a start that is too small, saturated neurons, or a mistake in how the
# error goes back. A rate that suits the first layer would be ten thousand times too large for the others.
#
# </details>
#
# *You are half-way.* The network starts well and takes steps of the right size: a good place to rest. The other half is about
# pictures that it has not seen.
#
# ## 6. How many pictures
#
# A lab sheet that trained on a tenth of its pictures, and tested on nine tenths, raised its accuracy from 72 % to 83 %
# by turning the two around. Here the same network, two hidden layers of 100, learns from a tenth of the pictures and from
# eight tenths.

# %%
def curves(hidden, X, y, epochs, **options):
    """Accuracy on the training pictures X, y and on the validation pictures by epoch, (epochs, 2)."""
    network, rows = Network((784, *hidden, N_CLASSES), seed=0), []
    training = network.training(X, np.eye(N_CLASSES)[y], 0.1, batch_size=32, **options)
    for _ in range(epochs):
        training.run(training.steps_per_epoch)
        rows.append([network.accuracy(X, y), network.accuracy(X_val, y_val)])
    return np.array(rows)


def draw_curves(ax, rows, title):
    ax.plot(range(1, len(rows) + 1), rows[:, 0], color=ORANGE, label="training")
    ax.plot(range(1, len(rows) + 1), rows[:, 1], color=BLUE, label="validation")
    ax.set(title=title, xlabel="epoch", ylim=(0, 1.02))


# %% alt="Accuracy over epochs, on training and on validation pictures. With 744 pictures the training curve reaches 1 and the validation curve stays near 0.57; with 5952 the validation curve reaches about 0.86."
few, many = (X_fit[:744], y_fit[:744]), (X_fit, y_fit)
fig, axes = plt.subplots(1, 2, figsize=(7.4, 3), sharey=True)
for ax, (X, y), epochs in zip(axes, (few, many), (20, 10)):
    rows = curves((100, 100), X, y, epochs)
    draw_curves(ax, rows, f"{len(X)} pictures to learn from")
    known, read = rows[-1]
    print(f"{len(X):4} pictures: training {known:.3f}, validation {read:.3f}, gap {known - read:.3f}")
axes[0].set_ylabel("accuracy")
axes[1].legend();

# %% [markdown]
# Both end up knowing their training pictures; the one has about 60 of each character and the other about 500. (Dips pass:
# steps on small batches are rough.) Nothing changed in the network, and the share of new pictures that it reads rises by
# more than twenty-five points. More data is the remedy against over-fitting that needs no tuning.
#
# And when there is no more to be had? Then make some. A character that is moved by two pixels is still the same character,
# but it hits other weights. So take the 744 pictures and eight moved copies of each: up, down, left, right and along the
# diagonals. This is called **augmentation**. Ten epochs on nine times the pictures are the same work as ninety on the
# pictures themselves:

# %%
def moved(X, down, right):
    """The pictures moved by so many pixels; what leaves at one edge comes in at the other."""
    return np.roll(X.reshape(-1, 28, 28), (down, right), axis=(1, 2)).reshape(len(X), -1)


X_few, y_few = few
places = [(down, right) for down in (-2, 0, 2) for right in (-2, 0, 2)]
X_more, y_more = np.vstack([moved(X_few, *place) for place in places]), np.tile(y_few, 9)
alone = curves((100, 100), X_few, y_few, 90)[-1]
augmented = curves((100, 100), X_more, y_more, 10)[-1]
for name, (known, read) in (("as they are", alone), ("and moved", augmented)):
    print(f"744 pictures {name:<11}   training {known:.3f}   validation {read:.3f}")

# %% claim moved_pictures_are_worth_as_much_as_new_ones
# Moved copies of a tenth gain over twenty points, and come within five of eight times the pictures.
assert augmented[1] > alone[1] + 0.2 and abs(augmented[1] - rows[-1, 1]) < 0.05

# %% claim mirrored_pictures_do_not_help
# Mirrored copies of the same 744 pictures gain nothing.
mirrored = X_few.reshape(-1, 28, 28)[:, :, ::-1].reshape(len(X_few), -1)
assert curves((100, 100), np.vstack([X_few, mirrored]), np.tile(y_few, 2), 20)[-1, 1] < alone[1] + 0.02

# %% [markdown]
# The moved copies are worth nearly as much as eight times the pictures. No wonder: the pictures of this data set were made
# with shifts of that size. Augmentation tells the network something that *you* know about all pictures, here that the place
# does not matter.
#
# **Question.** Would mirrored copies help as well? And what goes wrong if you make the copies first and set the validation
# pictures aside afterwards?
#
# <details><summary>Answer</summary>
#
# No. A mirrored character is none that anybody will have to read: measured, mirrored copies gain nothing. And with copies
# made first, a validation picture has its own copies, two pixels away, among those that the network learns. Its accuracy
# would say how well it knows them by heart.
#
# </details>

# %% [markdown]
# ## 7. Holding back: L2, dropout, and stopping early
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
    known, read = network.accuracy(X_fit, y_fit), network.accuracy(X_val, y_val)
    print(f"{name:<12} training {known:.3f}   validation {read:.3f}")

# %% [markdown]
# Within the chance of 744 pictures they change nothing: the labels are all right and the pictures many, so there is
# little that is wrong to learn by heart. Now take 3000 training pictures, replace the labels of 900 of them by wrong
# ones, and train one hidden layer of 100 for 30 epochs. The validation labels stay right. A network that learns the rule and
# no more would agree with 70 % of the training labels.

# %% alt="Accuracy over 30 epochs with wrong labels in the training part. Plain: training rises far above the dotted 0.7 and validation falls after its best epoch. L2 and dropout: training stays lower, validation ends higher."
rng = np.random.default_rng(0)
part, noisy = X_fit[:3000], y_fit[:3000].copy()  # rows are in random order
noisy[:900] = (noisy[:900] + rng.integers(1, N_CLASSES, size=900)) % N_CLASSES

settings = {"plain": {}, "L2 0.01": {"l2": 0.01}, "dropout 0.5": {"dropout": 0.5}}
runs = {name: curves((100,), part, noisy, epochs=30, **options) for name, options in settings.items()}
print("last five epochs:  training labels   validation   (best epoch)")
fig, axes = plt.subplots(1, 3, figsize=(8, 2.8), sharey=True)
for ax, (name, rows) in zip(axes, runs.items()):
    draw_curves(ax, rows, name)
    ax.axhline(0.7, color=figures.GUIDE_COLOUR, linestyle=":")
    known, read = rows[-5:].mean(axis=0)
    best = rows[:, 1].argmax()
    print(f"{name:<18} {known:15.3f}   {read:10.3f}   ({rows[best, 1]:.3f}, epoch {best + 1})")
axes[0].set_ylabel("accuracy")
axes[0].legend(loc="lower right");

# %% [markdown]
# Plain training passes its best validation accuracy and then falls, while the training curve goes on far beyond the dotted
# 70 %: it learns the wrong labels by heart, one after another. With L2 the training curve stays below the line, and the
# validation accuracy ends higher; with dropout higher still. That is what regularisation is for. It is no cure for anything
# else, so measure whether it helps before you use it.
#
# The blue curve on the left shows a third way to hold back, and the cheapest: **early stopping**. Look at the validation
# pictures after every epoch, keep a copy of the parameters whenever they are read better than ever before, stop when that
# has not happened for some epochs (the *patience*), and take the copy. Here, with a patience of ten:

# %%
def stop_early(hidden, X, y, patience, most=100, **options):
    """A network trained until validation has not improved for `patience` epochs, as it was at its best."""
    network, best, waited = Network((784, *hidden, N_CLASSES), seed=0), (0, 0, None), 0
    training = network.training(X, np.eye(N_CLASSES)[y], 0.1, batch_size=32, **options)
    for epoch in range(1, most + 1):
        training.run(training.steps_per_epoch)
        read, waited = network.accuracy(X_val, y_val), waited + 1
        if read > best[0]:
            copies = [[array.copy() for array in arrays] for arrays in (network.weights, network.biases)]
            best, waited = (read, epoch, copies), 0
        if waited == patience:
            break
    network.weights, network.biases = best[2]
    print(f"stopped after {epoch} epochs, best after {best[1]}: validation {best[0]:.3f}")
    return network


early = stop_early((100,), part, noisy, patience=10)

# %% [markdown]
# It is not quite as good as L2 or dropout here, needs no training of its own for every setting, and saves the epochs that
# would only have done harm. (With the labels all right there is hardly a best epoch, and little to gain.)
#
# **Question.** The validation accuracy of the epoch that was chosen is a little too good. Why, and what is the honest number?
#
# <details><summary>Answer</summary>
#
# It is the largest of all epochs', chosen partly for its luck on these 744 pictures. The honest number comes from pictures
# that chose nothing: those of the test part, looked at once.
#
# </details>
#
# **Question.** With 744 pictures in all, how would you choose the number of epochs? And do you expect much from it, if all
# labels are right?
#
# <details><summary>Answer</summary>
#
# By *cross-validation* (unit 6): hold back each fifth in turn, train five times, and take the epoch at which the mean of the
# five curves is highest. Measured for one hidden layer of 100: the mean rises for about ten epochs and then stays within two
# points, up to the fortieth. Any number in between will do. (The sheet did so, too, and found a peak and then a slow fall.)
#
# </details>

# %% claim what_holding_back_is_worth
# Plain training passes its best and falls; L2 and dropout end higher; the early stop is near its best on test pictures.
end = {name: rows[-5:, 1].mean() for name, rows in runs.items()}
assert runs["plain"][-1, 0] > 0.9 > 0.7 > runs["L2 0.01"][-5:, 0].mean()
assert runs["plain"][:, 1].max() > end["plain"] + 0.025
assert end["L2 0.01"] > end["plain"] + 0.02 and end["dropout 0.5"] > end["L2 0.01"] + 0.01
stopped = early.accuracy(X_test, y_test)
late = Network((784, 100, N_CLASSES), seed=0).train(part, np.eye(N_CLASSES)[noisy], 30, 0.1, batch_size=32)
assert stopped > late.accuracy(X_test, y_test)
assert abs(stopped - runs["plain"][:, 1].max()) < 0.06

# %% claim cross_validated_epochs
# Five folds of 744 pictures: the mean of the curves rises for about ten epochs and is flat within two points after.
X_few, y_few = X_fit[:744], y_fit[:744]
folds = np.array_split(np.arange(744), 5)
means = np.zeros(40)
for fold in folds:
    others = np.setdiff1d(np.arange(744), fold)
    network = Network((784, 100, N_CLASSES), seed=0)
    training = network.training(X_few[others], np.eye(N_CLASSES)[y_few[others]], 0.1, batch_size=32)
    for epoch in range(40):
        training.run(training.steps_per_epoch)
        means[epoch] += network.accuracy(X_few[fold], y_few[fold]) / 5
assert means[4] < means[10:].mean() - 0.02 and np.ptp(means[12:]) < 0.045

# %% [markdown]
# ## 8. What is read wrongly
#
# Everything is chosen now: on the validation pictures, two and three hidden layers without L2 and dropout were as good as
# any. So take the deepest network of section 3, and look at the test pictures, for the first and the only time.
#
# One number hides much. The *confusion matrix* counts, for each true class (row), which class was predicted (column).
# Right answers lie on the diagonal.

# %% alt="The confusion matrix of twelve classes, with a picture of each character at its row and column: large counts on the diagonal, a few small ones beside it."
reader = by_depth[3]
predicted = reader.predict(X_test)
counts = np.zeros((N_CLASSES, N_CLASSES), dtype=int)
np.add.at(counts, (y_test, predicted), 1)
print(f"{np.trace(counts)} of {len(y_test)} right, {len(y_test) - np.trace(counts)} wrong")
pictures.confusion_matrix(counts, [X_fit[y_fit == c][0] for c in range(N_CLASSES)]);

# %% alt="Sixteen test pictures that were read wrongly with great certainty, each with its class, the class it was taken for, and the probability."
mistakes = np.flatnonzero(predicted != y_test)
sure = reader.forward(X_test)[mistakes].max(axis=1)
fig, axes = plt.subplots(2, 8, figsize=(7, 2.3))
for ax, k in zip(axes.ravel(), np.argsort(-sure)):
    i = mistakes[k]
    pictures.draw_picture(ax, X_test[i], title=f"{y_test[i]} as {predicted[i]}, {sure[k]:.0%}")
    ax.title.set_fontsize(7)

# %% [markdown]
# These are the sixteen mistakes of which the network was most sure: "4 as 1, 100 %" is a 切 taken for a 学, with a
# probability that rounds to 1. In some of them strokes have run together or left the edge; most you can read at once.
# The probability that softmax gives is no promise.
#
# **Question.** Which two classes are mixed up most often? Look at their pictures in section 1 before you answer why.
#
# <details><summary>Answer</summary>
#
# Read it off the table, both entries of a pair together. When this page was built it was 3 and 6, 志 and 近, seven times.
# But these are seven out of some 80 mistakes, and another start has other pairs behind the first. The pair of section 1
# that looks most alike to you, 8 and 9, is not the first: the network compares sums of pixels.
#
# </details>
#
# The network below has one hidden layer and four epochs behind it; *Play* trains it further. Draw one of the twelve
# characters with the mouse and watch the probabilities after each stroke. Then clear the pad, or lay the next test
# picture there. Click a cell of the table to see the pictures behind the number. The network has seen print only: how
# well does it read your hand, and the fonts held out?

# %% claim the_test_confirms_the_choice
# On the test pictures the network is as good as on the validation pictures, within their chance.
assert abs(reader.accuracy(X_test, y_test) - reader.accuracy(X_val, y_val)) < 0.045

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
# ## In practice: the lab sheet's table
#
# The sheet trained on a tenth of its pictures. Its first networks, "without batches", read 8.3 % of the new ones or exploded;
# with batches, one hidden layer of tanh read 46 %, two 56 %, three 65 %, four 66 %, five less. So on a tenth of the pictures
# depth would be worth twenty points. Is it?
#
# The sheet's networks differ from ours in three ways: their weights start as plain `randn`, their outputs are tanh, judged
# by the squared error, and the targets of these outputs are 0 and 1. Take that back step by step, on 744 pictures, and read
# the other 5208 of `X_fit`, which are as new to these networks as any.

# %%
def on_a_tenth(hidden, activation="tanh", output="softmax", start=1, low=0, batch_size=32, rate=0.1):
    """The accuracy on new pictures of a network that learns from 744; low: wrong classes' target."""
    loss = "cross-entropy" if output == "softmax" else "squared error"
    sizes, targets = (784, *hidden, N_CLASSES), np.where(Y[:744] == 1, 1, low)
    network = Network(sizes, activation, 0, output=output, loss=loss, dtype="float32")
    if start == "randn":
        network.weights = [weights * np.sqrt(len(weights)) for weights in network.weights]
    network.train(X_fit[:744], targets, 40, rate, record=False, batch_size=batch_size)
    return np.mean(network.forward(X_fit[744:]).argmax(axis=1) == y_fit[744:])


depths = (1, 2, 4, 5)
as_on_the_sheet = {"output": "tanh", "start": "randn"}
steps = {
    "as on the sheet": as_on_the_sheet,
    "our start": {"output": "tanh"},
    "our start, targets -1 and 1": {"output": "tanh", "low": -1},
    "our start, softmax": {},
}
table = {name: [on_a_tenth((100,) * n, **options) for n in depths] for name, options in steps.items()}
print("hidden layers".ljust(28), "".join(f"{n:7}" for n in depths))
for name, row in table.items():
    print(name.ljust(28), "".join(f"{accuracy:7.3f}" for accuracy in row))

# %% [markdown]
# - *As on the sheet: guessing*, one in twelve at any depth, like its first columns. Neurons that read 784 numbers with weights
#   of size 1 are saturated (section 5).
# - *With our start depth gains*, like on the sheet, if less.
# - *With other targets it gains next to nothing*, and one layer is better than four were. A tanh reaches from -1 to 1. With a
#   target of 0 for eleven of twelve classes, the sum must be 0 at each of them, in the steep middle of tanh, and -0.3 costs
#   as much as 0.3. With a target of -1 any sum will do that is low enough. What looked like the worth of depth was the price
#   of the targets.
# - *Softmax and cross-entropy* come to the same as the squared error with targets that fit.
#
# The rest of the sheet's columns, in one line each: the hidden activation, and the steps without batches. The sheet added
# gradients up. Over all 744 pictures, its rate of 0.001 is one of 0.744 for a mean.

# %%
choice = {name: on_a_tenth((100,), name) for name in ("sigmoid", "relu", "leaky relu", "tanh")}
print("one layer, softmax:", ", ".join(f"{name} {accuracy:.3f}" for name, accuracy in choice.items()))
rates = (0.001 * 744, 0.1)
whole = {rate: on_a_tenth((100,), output="tanh", batch_size=None, rate=rate) for rate in rates}
for rate, accuracy in whole.items():
    print(f"one layer of tanh, no batches, {rate} times the mean: {accuracy:.3f}")

# %% claim where_the_depth_of_the_sheet_comes_from
# The randn start is chance; depth gains with targets 0 and 1 only; all activations are alike; the sums were too long.
bad, squared, fitting, crossed = (np.array(row) for row in table.values())
assert bad.max() < 0.13
assert squared[2] > squared[0] + 0.035 and squared[3] < squared[2] + 0.015
assert np.ptp(fitting) < 0.035 and np.ptp(crossed) < 0.03 and np.abs(fitting - crossed).max() < 0.03
assert fitting[0] > squared[2] + 0.02
assert np.ptp(list(choice.values())) < 0.05
assert whole[0.744] < 0.12 and whole[0.1] > 0.25

# %% [markdown]
# The choice of the activation hardly matters here; a leaky ReLU has the slope 0.1 instead of 0 on its left side, so
# that no neuron is ever quite off. And it was not the batches that were missing, but a division.
# `bplab experiment characters` trains all of the sheet's networks, at full length.

# %% [markdown]
# ## What to take away
#
# - A first loss far from $\ln(\text{classes})$, or 24 pictures that cannot be learned by heart, is an error in the network.
# - Small batches make many rough steps for the price of one exact step, in a new random order each epoch.
# - Weights of size $\sqrt{1 / n_\text{in}}$ carry the signal through many layers.
# - Signals and errors pass the same matrices: too small a start lets both fade, too large a one lets the errors explode. A
#   step should change weights by some thousandths of their size.
# - Over-fitting is the gap between training and new pictures. More data closes it, and copies changed in a way that does not
#   matter; L2, dropout and an early stop help where there is something wrong to learn by heart.
# - Learn from one part, choose by a second, report a third.
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
# The best of 200 is chosen partly for its luck on these 744 pictures; it may look three points better than it is
# (section 1). The choice should have been made on `X_val`, and the test pictures used once.
#
# </details>
