"""What the checks of curve fitting say (unit 6)."""

from bplab.checks.messages import NOT_A_NUMBER, PAPER_EXAMPLE, WRONG_SHAPE
from bplab.checks.messages.networks import (
    AFTER_STEP,
    ALONE,
    FEWER,
    LESS_MAXIMUM,
    NO_ROUNDS,
    ON,
    READ_OFF,
    ROW_RIGHT,
    ROW_WRONG,
    SAMPLES,
    SHAPES_DONE,
    TRAINING_FOLLOWS,
    VALUES_DONE,
    rounds,
)

PART = "{call}: {name}"
NOT_A_TUPLE = "{call}: expected the values {names}, in this order, got {got}."
STEP = "{label}, as (old - new) / lr"
UPDATE_CALL = "update(w1, b1, w2, b2, dw1, db1, dw2, db2, lr={lr})"
TRAIN_CALL = "train(x, y, w1, b1, w2, b2, lr={lr}, epoch={epoch})"
PARABOLA_CALL = "train on a parabola ({n} points, {h} hidden neurons, lr={lr}, epoch={epoch})"
FIT_CALL = "fit_sine(x, y of shape ({n}, 1), seed={seed})"
NOT_READABLE = "{call}: {name} cannot be read off dw{k} or db{k} of a batch of one sample: their shapes must be {shape_w} and {shape_b}."
NOT_ONE_NUMBER = NOT_A_NUMBER.replace(
    "{cause}", "Take the mean over all entries with np.mean, or take the number out with .item()."
)
WRONG_FORM = WRONG_SHAPE.replace(
    "{cause}", "The function works element by element: use np.exp, and no loop and no sum."
)
MEAN_NOT_SUM = (
    "{call}: this is the mean over the {n} samples\n"
    "  expected  the sum of what backward gives for each sample alone\n"
    "  got       that sum divided by {n}\n"
    "  The gradients of this unit are sums: leave out the division."
)
NOTHING_ADDED = (
    "{call}: no gradient is the sum of what backward gives for each sample alone.\n"
    "  Add up over the samples: a.T @ dz for the weights, np.sum(dz, axis=0, keepdims=True) for the biases."
)
FLOOR = (
    "train on a parabola: wrong loss after 1000 epochs at lr=0.1 (median of {n})\n"
    "  expected  at most {high:.3f}   (the true curve, y = x², has {floor:.4f}, from the noise alone)\n"
    "  got       {got:.4f}\n"
    "  {cause}"
)
CAUSE_PLATEAU = (
    "About 0.05 is what a constant has: no bend was learned, or the steps are too short (sum, not mean)."
)
CAUSE_FLOOR = TRAINING_FOLLOWS.format(function="train")

TOO_SLOW = (
    "{call} took {seconds:.0f} s\n"
    "  expected  at most {limit} s on a machine of its own; the check allows {allowed} s\n"
    "  Let each step take the whole batch with @, and keep prints and loops over samples out of it."
)
TOO_WIDE = (
    "{call}: too large to be graded\n"
    "  expected  at most {most} hidden neurons\n"
    "  got       {got}\n"
    "  Fifty are enough for the sine."
)
FIT_SHAPE = (
    "{call}: {name} has the wrong shape\n"
    "  expected  {expected}\n"
    "  got       {got}\n"
    "  The network has one input, one sigmoid layer and one linear output: w1 (1, h), b1 (1, h), w2 (h, 1), b2 (1, 1)."
)
FIT = (
    "fit_sine: mean squared error on the 401 points of the grid (best of {tries})\n"
    "  expected  at most {highest:.0e}\n"
    "  got       {got:.2g}\n"
    "  {cause}"
)
CAUSE_DIVERGED = "The numbers overflowed: the steps are too long. Try a tenth of the learning rate."
CAUSE_AWAY = "A constant is closer than that: the steps lead away from the data or are too long, or the network that was trained is another one, or the data are."
CAUSE_OWN_FUNCTION = "By your own sigmoid on these points it is close, and by a sigmoid it is not: what knows the curve is that function."
CAUSE_CONSTANT_FIT = "About 0.5 is what the constant 0 has: do the parameters change, and towards the data?"
CAUSE_SIGMOID_OUTPUT = (
    "About 0.25 is a fit that ends at 0 where the sine is negative: the output must be linear, a2 = z2."
)
CAUSE_ROUGH_FIT = "Rough: a few steps of plain gradient descent get this far. Keep a momentum, or take Adam's step; if the error stays, look for a gradient that is wrong, or take more neurons."
CAUSE_PLAIN = "Plain gradient descent gets this far, and so does every step that stays long. Keep a momentum, or take Adam's step, and let the learning rate fall towards 0 at the end."
CAUSE_NEARLY = "Nearly there: take more steps, and let the learning rate fall towards 0 at the end."

# A slip is a wrong answer that the check recognises by its numbers.
SLIPS = {
    # sigmoid
    "overflow": "exp(z) overflows, and infinity divided by infinity is nan. Write 1 / (1 + exp(-z)): where exp(-z) overflows, it gives 0.",
    **LESS_MAXIMUM,
    # d_sigmoid
    "overflow_derivative": "exp(-z) and its square overflow, and infinity divided by infinity is nan. Write s * (1 - s) with s = sigmoid(z).",
    # loss
    "broadcast": "(n, 1) and (n,) made (n, n): every y was paired with every a2. Keep both of shape (n, 1).",
    # train
    "no_step": "The parameters did not change: keep what update returns, `w1, b1, w2, b2 = update(...)`.",
    "one_of_two": "This is the result of one epoch, and two were asked for: one is missing, or both start anew.",
    **rounds("epoch"),
    "rate_divided": "This is what lr divided by the number of samples gives: lr is used as it is.",
    "rate": "This is what the learning rate {value} gives: use the argument lr.",
    "argument": "In the call of `{function}`, `{other}` stands in the place of `{name}`.",
}

# What to know when a check passes.
SIGMOID_DONE = "sigmoid is right: 0 goes to one half, and sigmoid(-z) is 1 - sigmoid(z)."
SHAPE_DONE = "{function} works element by element, whatever the shape."
LARGE_DONE = "{function} stays finite where exp overflows."
D_SIGMOID_DONE = "d_sigmoid is right: it is 0.25 at 0, and nowhere larger. Two layers pass back a sixteenth at most, times the weights."
FORWARD_DONE = "forward is right, and every a2 lies between 0 and 1 ({low:.3f} to {high:.3f} here)."
LOSS_DONE = "loss is right: half the mean of the squares, one number."
LOSS_SAMPLE_DONE = "loss: a sample pays half its squared error, above the target as below."
LOSS_MEAN_DONE = "loss: the loss of a batch is the mean over its samples."
LOSS_NUMBER_DONE = "loss returns one number."
BACKWARD_DONE = (
    "backward is right: each quantity agrees with a central difference of half the sum of the squares."
)
SUM_DONE = "backward: the gradients of a batch are the sums of those of its samples."
UPDATE_DONE = "update: {names} move downhill by lr times their gradient."
ROUNDS_DONE = "train: {k} epochs at lr={lr} are {k} rounds of your own forward, backward and update."
FLOOR_ROW = "parabola, {epochs} epochs: loss {got:.4f}; the true curve has {floor:.4f}, from the noise alone"
TRAIN_TOO_HIGH = (
    "train makes the right rounds, but this loss is too high: one of the functions above is still wrong."
)
TRAIN_DONE = "train is right, and your network has learned a parabola."
FLOOR_DONE = "train learns: loss {got:.4f}, where the noise alone is worth {floor:.4f}."
FIT_DONE = (
    "fit_sine: mean squared error {error:.2g}, at most {highest:.0e} is asked; {seconds:.1f} s of {limit} s."
)
