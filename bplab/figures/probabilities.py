"""Figures of unit 2: what softmax does to a few logits, and what a wrong answer costs."""

import numpy as np

from bplab.figures import CLASS_COLOURS, GUIDE_COLOUR, LINEAR_COLOUR, RELU_COLOUR
from bplab.language import say

BAR_COLOUR = CLASS_COLOURS[0]
LARGEST, SMALLEST = 709.78, -745.13  # outside of these, exp of a float64 is inf or 0


def class_bars(ax, values, title, ylim):
    """One bar per class with its value; values has shape (n_classes,)."""
    ax.bar(range(len(values)), values, color=BAR_COLOUR, width=0.7)
    for c, value in enumerate(values):
        ax.annotate(f"{value:.2f}", (c, max(value, 0)), (0, 3), textcoords="offset points", ha="center",
                    fontsize=9)  # fmt: skip
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set(ylim=ylim, xticks=range(len(values)), xlabel=say("class"), title=title)


def overflow(ax, sizes, naive, safe):
    """Two ways to compute softmax against the size of the logits, both of shape (n_sizes, n_classes)."""
    ax.axvspan(LARGEST, sizes.max(), color="0.92")
    ax.axvspan(sizes.min(), SMALLEST, color="0.92")
    thick, thin = {"color": LINEAR_COLOUR, "linewidth": 7}, {"color": RELU_COLOUR, "linewidth": 2}
    for c in range(safe.shape[1]):
        ax.plot(sizes, safe[:, c], **thick, label="" if c else say("maximum subtracted"))
        ax.plot(sizes, naive[:, c], **thin, label="" if c else say("exp at once"))
        ax.annotate(say("class {c}", c=c), (sizes.max(), safe[0, c]), (5, -4), textcoords="offset points")
    for x, text in ((SMALLEST, "exp is 0\n0 / 0"), (LARGEST, "exp is inf\ninf / inf")):
        ax.text((x + np.sign(x) * 1100) / 2, 0.37, text, ha="center", color=GUIDE_COLOUR)
    ax.set(xlabel=say("size of the logits, s"), ylabel=say("probability"), ylim=(0, 1))
    ax.set_xlim(sizes.min(), sizes.max())
    ax.legend(loc="upper center", ncols=2)


def surprises(ax, marked):
    """The surprise at the true class and the squared error of its probability, with marked probabilities."""
    p = np.linspace(0.005, 1, 400)
    ax.plot(p, -np.log(p), color=RELU_COLOUR, linewidth=2, label=say("surprise, $-\\ln p$"))
    ax.plot(p, (1 - p) ** 2, color=LINEAR_COLOUR, linewidth=2, label=say("squared error, $(1 - p)^2$"))
    for q in marked:
        ax.plot(q, -np.log(q), "o", color=RELU_COLOUR)
        ax.annotate(f"{-np.log(q):.2f}", (q, -np.log(q)), (7, 4), textcoords="offset points")
    ax.set(
        xlabel=say("probability of the true class, p"),
        ylabel=say("loss of one sample"),
        xlim=(0, 1.05),
        ylim=(0, 5.4),
    )
    ax.legend()


def answers_to_a_mistake(ax, z, cross_entropy_error, squared_error):
    """Two error terms at a logit z whose true class is 1, all of shape (n,)."""
    ax.plot(z, cross_entropy_error, color=RELU_COLOUR, linewidth=2, label=say("cross-entropy"))
    ax.plot(z, squared_error, color=LINEAR_COLOUR, linewidth=2, label=say("squared error"))
    ax.axhline(0, color="black", linewidth=0.8)
    ax.text(z.min() + 0.2, 0.06, say("surely wrong"), color=GUIDE_COLOUR)
    ax.text(z.max() - 0.2, 0.06, say("surely right"), color=GUIDE_COLOUR, ha="right")
    ax.set(xlabel=say("logit z"), ylabel=say("error term at z"), ylim=(-1.1, 0.2), xlim=(z.min(), z.max()))
    ax.legend(loc="lower right")
