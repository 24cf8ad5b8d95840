# %% [markdown]
# # Walk downhill to a better weight
#
# **What you will do.** Take a model with a single number in it, say how wrong it is, and let the slope of that error
# move the number. Try steps that are too short and too long. Then do the same with two numbers at once, on a map.
#
# **What you will learn.**
#
# - to write a step of gradient descent, and to say why there is a minus in it;
# - what *loss*, *learning rate* and *epoch* mean;
# - to tell from a few steps whether a learning rate crawls, zigzags or runs away, and to predict it from a curvature.
#
# **What you need.** The slope of a function (its derivative), NumPy arrays, and paper; half an hour. There is no
# assignment to this lecture: all units after it train their networks in this way.

# %%
import matplotlib.pyplot as plt
import numpy as np

from bplab import figures
from bplab.explorers import explore_descent
from bplab.gradients import numerical_gradient

figures.use_course_style()
BLUE, ORANGE, GREEN, PINK = figures.CLASS_COLOURS
RED, GREY = figures.RELU_COLOUR, figures.GUIDE_COLOUR

# %% [markdown]
# ## 1. How wrong is a guess?
#
# Three measurements: at $x = 1$ somebody found $y = 1$, another time $y = 3$, and at $x = 2$ it was $y = 4$. We look
# for a straight line through the origin, $\hat y = w x$, that comes close to all three. The line has a single number to
# choose, its *weight* $w$.
#
# To choose, we need a price for being wrong. For each sample take the difference $\hat y - y$ and square it, so that
# too high and too low both cost; then take half of the mean. (The half will cancel a 2 in a moment.) Such a price is
# called a **loss**, and this one half the mean *squared error*:
#
# $$
# L(w) = \frac1n \sum_{i=1}^{n} \frac{(w x_i - y_i)^2}{2} .
# $$
#
# At $w = 0$ the differences are $-1, -3, -4$, so expect $\frac13 \cdot \frac{1 + 9 + 16}{2} = 4.333$.

# %%
x = np.array([1.0, 1, 2])
y = np.array([1.0, 3, 4])


def loss(w):
    return np.mean((w * x - y) ** 2 / 2)


for w in (0, 1, 2, 3):
    print(f"w = {w}   differences {w * x - y}   loss {loss(w):.3f}")

# %% [markdown]
# Three numbers went in, one came out: `loss` is a single number, however many samples there are. The best of the four
# guesses is 2, and its loss is not 0: no line through the origin hits both points at $x = 1$.
#
# Draw the loss for every $w$, and the search becomes a picture. The lowest point of the curve is the best weight.

# %% alt="Left: three points and four straight lines through the origin with slopes 0 to 3. Right: the loss over w, a parabola with its lowest point at w = 2, and the four lines as dots on it."
ws = np.linspace(-1, 5, 121)
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.3))
left.plot(x, y, "o", color="black")
right.plot(ws, [loss(w) for w in ws], color=GREY)
for w, colour in zip((0, 1, 2, 3), figures.CLASS_COLOURS):
    left.plot([0, 2.4], [0, 2.4 * w], color=colour, label=f"w = {w}")
    right.plot(w, loss(w), "o", color=colour, markersize=9)
left.set(xlabel="x", ylabel="y", ylim=(-0.4, 7.5))
left.legend()
right.set(xlabel="w", ylabel="loss", ylim=(0, 10));

# %% [markdown]
# **Question.** Double all differences. What happens to the loss? And what does the loss become if every sample is
# written down twice?
#
# <details><summary>Answer</summary>
#
# It becomes four times as large, for squares count. With every sample twice nothing changes: the loss is a mean.
#
# </details>

# %% [markdown]
# ## 2. The slope knows the way
#
# With one weight you can draw the whole curve and read off the lowest point. A network has thousands of weights, and
# nobody can draw that. But at any place one can ask for the *slope*: how does the loss change if $w$ moves a little?
# The derivative of $\frac12 (wx - y)^2$ is $(wx - y)\,x$, where the 2 has cancelled the half, so
#
# $$
# L'(w) = \frac1n \sum_{i=1}^{n} (w x_i - y_i)\, x_i .
# $$
#
# At $w = 0$: $\frac13 (-1 \cdot 1 - 3 \cdot 1 - 4 \cdot 2) = -4$. Do not believe it, measure it: move $w$ a little to
# both sides and see how much the loss changes. That is what `numerical_gradient` does.

# %%
def slope(w):
    return np.mean((w * x - y) * x)


for w in (0.0, 1.0, 2.0, 3.0):
    print(f"w = {w}   slope {slope(w):+.3f}   measured {numerical_gradient(loss, w):+.3f}")

# %% [markdown]
# A slope of $-4$ at $w = 0$ says: if $w$ grows by a little, the loss falls by four times as much. So $w$ should grow.
# At $w = 3$ the slope is $+2$: the loss rises to the right, so $w$ should shrink. In both cases $w$ must move
# **against** the slope. That is the minus sign in
#
# $$
# w \leftarrow w - \eta\, L'(w) .
# $$
#
# $\eta$ (eta) is the **learning rate**. It says how far to go for each unit of slope. With $\eta = 0.1$, expect $w$ to
# go from 0 to $0 - 0.1 \cdot (-4) = 0.4$. Repeat, and you have **gradient descent**.

# %%
w, eta = 0.0, 0.1
for step in range(6):
    print(f"step {step}   w = {w:.3f}   loss {loss(w):.3f}   slope {slope(w):+.3f}")
    w = w - eta * slope(w)

# %% alt="The loss over w with the first places of the descent from w = 0. At each place a short straight piece touches the curve; the pieces become flatter and the steps shorter towards w = 2."
def descend(w, eta, steps):
    """The weights (steps + 1,) of gradient descent from w."""
    places = [w]
    for _ in range(steps):
        places.append(places[-1] - eta * slope(places[-1]))
    return np.array(places)


fig, ax = plt.subplots(figsize=(6.4, 3.4))
ax.plot(ws, [loss(w) for w in ws], color=GREY)
for w in descend(0.0, 0.1, 4):
    ends = np.array([w - 0.35, w + 0.35])
    ax.plot(ends, loss(w) + slope(w) * (ends - w), color=RED, lw=2)
    ax.plot(w, loss(w), "o", color=BLUE)
ax.set(xlabel="w", ylabel="loss", xlim=(-0.8, 4.8), ylim=(0, 6.5));

# %% [markdown]
# The straight pieces are *tangents*: each has the slope of the curve where it touches. Nobody told the steps to become
# shorter. They do so because the slope does, and at the lowest point, where the slope is 0, they end by themselves.
#
# One word more. Each of these steps looked at all three samples. A pass over all samples is called an **epoch**; as
# long as every step sees them all, an epoch is one step. (Unit 7 takes several steps in an epoch, each on a few
# samples.)
#
# **Question.** Why not go straight to where the tangent meets 0, as one would to find a zero?
#
# <details><summary>Answer</summary>
#
# We do not look for a zero of the loss: here it has none, its lowest value is $\frac13$. And a tangent says how the
# curve runs near one place, not how far that is true. How far to trust it is what the learning rate decides.
#
# </details>

# %% claim the_first_descent
# Losses, slopes and the first step are those of the text; three lines' loss is lowest at 2, where it is a third.
assert np.isclose(loss(0), 13 / 3) and np.isclose(slope(0), -4) and np.isclose(slope(3), 2)
assert np.isclose(descend(0, 0.1, 1)[1], 0.4)
assert np.isclose(slope(2), 0) and np.isclose(loss(2), 1 / 3) and min(loss(w) for w in ws) >= 1 / 3
assert np.isclose(np.mean((2 * (1 * x - y)) ** 2 / 2), 4 * loss(1))

# %% [markdown]
# ## 3. Too short, too long
#
# How large should $\eta$ be? For our loss one can say exactly. Written out, $L'(w) = 2w - 4 = 2\,(w - 2)$: the slope is
# twice the distance from the best weight. The factor 2 is the *curvature* of the loss, the slope of its slope. A step
# leaves
#
# $$
# w - 2 - \eta \cdot 2\,(w - 2) = (1 - 2\eta)\,(w - 2),
# $$
#
# so it multiplies the distance by $1 - 2\eta$, every time. Before you look at the pictures, work the factor out for five
# rates: 0.01, 0.1, 0.5, 0.9 and 1.1.

# %%
for eta in (0.01, 0.1, 0.5, 0.9, 1.1):
    places = descend(0.0, eta, 10)
    end = f"w = {places[-1]:6.2f}, loss {loss(places[-1]):.3f}"
    print(f"rate {eta:<4}   factor {1 - 2 * eta:+.2f}   after 10 steps {end}")

# %% alt="Four pictures of the loss over w, each with ten steps from w = 0. At rate 0.01 the dots stay close to the start; at 0.1 they go down the left side; at 0.9 they jump from side to side, lower each time; at 1.1 they jump from side to side, higher each time, and leave the picture."
fig, axes = plt.subplots(1, 4, figsize=(10, 2.9), sharey=True)
wide = np.linspace(-2, 6, 161)
for ax, eta, word in zip(axes, (0.01, 0.1, 0.9, 1.1), ("crawls", "comes down", "zigzags", "runs away")):
    places = descend(0.0, eta, 10)
    ax.plot(wide, [loss(w) for w in wide], color=GREY)
    ax.plot(places, [loss(w) for w in places], "o-", color=BLUE, lw=1, markersize=4)
    ax.set(title=f"rate {eta}: {word}", xlabel="w", xlim=(-2, 6), ylim=(0, 14))
axes[0].set_ylabel("loss");

# %% [markdown]
# - **Crawls.** The factor is just below 1. Every step is right, and nearly nothing happens.
# - **Comes down.** The factor is between 0 and 1. At 0.5 it is 0: one step, and the descent is over.
# - **Zigzags.** The factor is negative: each step goes too far and lands on the other side, but nearer.
# - **Runs away.** The factor is below $-1$: each step lands on the other side, and *further* away. There the slope is
#   larger, so the next step is longer still. After ten steps at 1.1 the loss is more than ten times what it was.
#
# The border is where the factor is $-1$: $\eta = 2 / \text{curvature}$, here 1. A good rate and a useless one are less
# than a factor of ten apart.
#
# **Question.** You train something whose curvature you do not know. The loss goes 4.3, 6.1, 8.6. What do you change? And
# if it goes 4.33, 4.17, 4.02?
#
# <details><summary>Answer</summary>
#
# In the first case every step makes it worse by the same factor: the rate is too large, so divide it by 3 or 10. In the
# second the loss falls by less than 4 % a step: try a rate a few times as large. (They are our curve at 1.1 and at
# 0.01.)
#
# </details>

# %% claim what_the_rates_do
# The factors, the border at 1, and the losses named in the question are those of this curve.
for eta in (0.01, 0.1, 0.5, 0.9, 1.1):
    places = descend(0.0, eta, 10)
    assert np.allclose(places[1:] - 2, (1 - 2 * eta) * (places[:-1] - 2))
assert np.isclose(abs(descend(0.0, 1.0, 10)[-1] - 2), 2)
assert loss(descend(0.0, 1.1, 10)[-1]) > 10 * loss(0)
assert np.allclose([loss(w) for w in descend(0.0, 1.1, 2)], [4.33, 6.09, 8.63], atol=0.01)
assert np.allclose([loss(w) for w in descend(0.0, 0.01, 2)], [4.33, 4.17, 4.02], atol=0.01)

# %% [markdown]
# ## 4. Two weights: a map
#
# Now let the line leave the origin: $\hat y = w x + b$. The number $b$ is called a *bias*. There are two numbers to
# choose, and two slopes: one as $w$ moves and $b$ stays, one as $b$ moves and $w$ stays. By the same rule as before
#
# $$
# \frac{\partial L}{\partial w} = \frac1n \sum_i (w x_i + b - y_i)\, x_i, \qquad
# \frac{\partial L}{\partial b} = \frac1n \sum_i (w x_i + b - y_i) .
# $$
#
# (Read $\partial L / \partial w$ as "the slope of $L$ along $w$".) The two together, as an arrow, are the **gradient**.
# It points where the loss rises fastest; so the step goes the opposite way, in both numbers at once. At $w = b = 0$
# expect $-4$ again, and $\frac13 (-1 - 3 - 4) = -2.667$.

# %%
def loss_of_two(place):
    w, b = place
    return np.mean((w * x + b - y) ** 2 / 2)


def gradient(place):
    w, b = place
    error = w * x + b - y
    return np.array([np.mean(error * x), np.mean(error)])


origin = np.array([0.0, 0.0])
measured = numerical_gradient(loss_of_two, origin)
print("gradient", gradient(origin).round(3), "  measured", measured.round(3))

# %% [markdown]
# The gradient has as many entries as there are weights, shape `(2,)`. The loss over two numbers is a landscape. Draw it
# as a map is drawn: every line joins places of the same height. The descent, from $w = -1$, $b = 3$, at three rates:

# %% alt="Three maps of the loss over w and b: long narrow ellipses, tilted from upper left to lower right, around the cross at w = 2, b = 0. At rate 0.1 the path turns into the valley and creeps along it; at 0.65 it zigzags across the valley while it moves along; at 0.7 the zigzags grow with every step."
def descend_two(place, eta, steps):
    """The places (steps + 1, 2) of gradient descent from place."""
    places = [np.array(place)]
    for _ in range(steps):
        places.append(places[-1] - eta * gradient(places[-1]))
    return np.array(places)


across, up = np.meshgrid(np.linspace(-2, 6, 101), np.linspace(-4, 4.5, 101))
heights = np.array([loss_of_two(place) for place in zip(across.ravel(), up.ravel())]).reshape(across.shape)
fig, axes = plt.subplots(1, 3, figsize=(10, 3.4), sharey=True)
for ax, eta in zip(axes, (0.1, 0.65, 0.7)):
    ax.contour(across, up, heights, levels=(0.4, 1, 3, 8, 16, 30, 50), colors=GREY, linewidths=0.7)
    ax.plot(*descend_two((-1.0, 3.0), eta, 25).T, "o-", color=BLUE, lw=1, markersize=3)
    ax.plot(2, 0, "+", color="black", markersize=11)
    ax.set(title=f"rate {eta}, 25 steps", xlabel="w", xlim=(-2, 6), ylim=(-4, 4.5))
axes[0].set_ylabel("b");

# %% [markdown]
# The landscape is a long valley. Across the valley the loss is steep, along it nearly flat: a larger $w$ with a smaller
# $b$ makes almost the same line through these points. An arrow that points where the loss rises fastest stands at a
# right angle to the lines of the map. So it points at the opposite wall of the valley, not along it. That is why the
# path does not head for the cross.
#
# And it is why two numbers are harder than one. The steep direction has a curvature of about 2.92 and sets the limit:
# beyond $\eta = 2 / 2.92 = 0.68$ the descent runs away. The flat one has a curvature of about 0.076. At the largest
# rates that are allowed, a step leaves 95 % of the way along the valley. A rate that suits both does not exist.

# %%
curvatures = np.linalg.eigvalsh([[np.mean(x * x), np.mean(x)], [np.mean(x), 1]])
print("curvatures", curvatures.round(3), "  largest rate", (2 / curvatures.max()).round(3))
print("at 0.65 a step leaves, along and across the valley,", (1 - 0.65 * curvatures).round(2))

# %% [markdown]
# (`eigvalsh` finds the steepest and the flattest direction of a bowl and their curvatures. You need not know how.)
#
# **Question.** After how many steps at rate 0.65 is one per cent of the way along the valley left?
#
# <details><summary>Answer</summary>
#
# $0.95^k = 0.01$ gives $k = \ln 0.01 / \ln 0.95 \approx 90$. With one weight and the best rate it was a single step.
# Unit 6 shows steps that do better in a valley (momentum, Adam).
#
# </details>

# %% claim the_valley
# The gradient at the origin, both curvatures, the largest rate, and the ninety steps.
assert np.allclose(gradient(origin), [-4, -8 / 3])
assert np.allclose(curvatures, [0.076, 2.924], atol=0.001) and np.allclose(gradient((2.0, 0.0)), 0)
assert loss_of_two(descend_two((-1.0, 3.0), 0.68, 400)[-1]) < 0.34 < 10 < loss_of_two(descend_two((-1.0, 3.0), 0.7, 400)[-1])
assert 85 < np.log(0.01) / np.log(1 - 0.65 * curvatures[0]) < 95
along = np.linalg.eigh([[2, 4 / 3], [4 / 3, 1]])[1][:, 0]
left = [abs((place - [2, 0]) @ along) for place in descend_two((-1.0, 3.0), 0.65, 90)]
assert left[-1] < 0.011 * left[0]

# %% [markdown]
# Now take the descent into your own hands. It opens as in section 2. Drag the learning rate from one end to the other
# and find all four kinds of descent; the sentence above the picture tells the factor. Take hold of the start, ○ in the
# picture, and drag it: does the best rate depend on it? Then tick *bias b, too* and set the rate to 0.65.

# %% alt="The explorer: on the left the loss over w with five steps from w = 0 and the tangent at the last one; on the right the line through three points, and the loss step by step."
explore_descent()

# %% [markdown]
# ## 5. More than one valley
#
# Our loss is a single bowl, so every start leads to the same lowest point. The loss of a network is not. Here is a
# curve with two valleys, $L(w) = \frac{w^4}{4} - \frac{w^3}{3} - w^2$, with the slope
# $w^3 - w^2 - 2w = (w + 1)\, w\, (w - 2)$. It is flat at $-1$, at 0 and at 2. Two descents begin on either side of 0, a
# fifth apart:

# %% alt="A curve with a shallow valley at w = -1 and a deep one at w = 2, and a hill between them at 0. A descent that starts at -0.1 ends in the shallow valley, one that starts at 0.1 in the deep one."
def two_valleys(w):
    return w**4 / 4 - w**3 / 3 - w**2


def end_from(w, eta=0.1, steps=100):
    for _ in range(steps):
        w = w - eta * (w + 1) * w * (w - 2)
    return w


fig, ax = plt.subplots(figsize=(6, 3))
ax.plot(places := np.linspace(-1.8, 2.8, 161), two_valleys(places), color=GREY)
for start, colour in ((-0.1, BLUE), (0.1, RED)):
    end = end_from(start)
    heights = [two_valleys(start), two_valleys(end)]
    ax.plot([start, end], heights, "o:", color=colour, label=f"from {start} to {end:.2f}")
ax.set(xlabel="w", ylabel="loss")
ax.legend();

# %% [markdown]
# Both have done everything right: the slope is 0 where they end. But one has found the lowest place of all and the
# other a *local minimum*, with a loss of $-0.42$ instead of $-2.67$. Gradient descent goes downhill only. It knows
# nothing of a deeper valley behind a hill. Unit 4 shows a network to which this happens.
#
# **Question.** What happens to a descent that starts at exactly 0?
#
# <details><summary>Answer</summary>
#
# Nothing: the slope is 0, so it never moves, although it stands on top of a hill. Networks know such places, too. Unit 1
# meets one when all weights start at zero.
#
# </details>

# %% claim two_valleys_two_ends
# Starts on either side of 0 end in different valleys, 0 itself stays, and the losses are those of the text.
assert np.isclose(end_from(-0.1), -1, atol=1e-3) and np.isclose(end_from(0.1), 2, atol=1e-3) and end_from(0.0) == 0
assert np.isclose(two_valleys(-1), -0.42, atol=0.01) and np.isclose(two_valleys(2), -2.67, atol=0.01)

# %% [markdown]
# ## What to take away
#
# - The *loss* is one number that says how wrong a model is. Training means to make it small.
# - A step goes against the slope: $w \leftarrow w - \eta\, L'(w)$. With many weights the slopes together are the *gradient*, and
#   all weights step at once.
# - The *learning rate* $\eta$ decides everything: too small crawls, too large zigzags, and beyond $2 / \text{curvature}$ the
#   descent runs away.
# - A loss that is steep in one direction and flat in another is slow to descend, whatever the rate.
# - An *epoch* is a pass over all samples.
# - Where a descent ends depends on where it starts.
#
# Next: unit 1, where the model becomes a network.
#
# ## Exercises for thought
#
# **1.** The samples are measured in millimetres instead of centimetres: all $x$ are ten times as large, and $y$ stays.
# What happens to the best $w$ of section 1, and to the largest possible learning rate?
#
# <details><summary>Answer</summary>
#
# The best $w$ becomes a tenth, 0.2. The curvature is the mean of $x^2$, so it becomes a hundred times as large, 200,
# and the largest rate a hundredth: 0.01. It is worth bringing inputs to a similar size before training.
#
# </details>
#
# **2.** Leave out the division by $n$: the loss is the sum over the samples. What changes in the descent?
#
# <details><summary>Answer</summary>
#
# The slope is $n$ times as large, everywhere. With a rate $n$ times smaller the steps are the same, one by one.
#
# </details>
#
# **3.** Shift the samples, so that the mean of $x$ is 0: $x = (-\frac13, -\frac13, \frac23)$. Why does the valley of
# section 4 become easier?
#
# <details><summary>Answer</summary>
#
# Then $w$ and $b$ no longer make up for each other: a change of $b$ shifts all points, a change of $w$ turns the line
# about its middle. The curvatures are 0.22 and 1, instead of 0.076 and 2.92: a ratio of 4.5 instead of 38.
#
# </details>

# %% claim exercises
# Ten times the inputs, a hundredth of the rate; with centred inputs the curvatures are 0.22 and 1.
assert np.isclose(np.mean((10 * x) ** 2), 200) and np.isclose(np.mean(10 * x * y) / 200, 0.2)
centred = x - x.mean()
assert np.allclose(centred, [-1 / 3, -1 / 3, 2 / 3])
assert np.allclose(np.linalg.eigvalsh([[np.mean(centred**2), 0], [0, 1]]), [0.222, 1], atol=0.001)
assert abs(curvatures[1] / curvatures[0] - 38) < 1
