"""What the checks of curve fitting say (unit 6)."""

PAPER_EXAMPLE = "the paper example"
SAMPLES = "{n} samples"
ON = "{function} on {case}"
ALONE = "{call}, one sample alone"
PART = "{call}: {name}"
NOT_A_TUPLE = "{call}: expected the values {names}, in this order, got {got}."
AFTER_STEP = "{call}: {name} after the step"
STEP = "{label}, as (old - new) / lr"
UPDATE_CALL = "update(w1, b1, w2, b2, dw1, db1, dw2, db2, lr={lr})"
TRAIN_CALL = "train(x, y, w1, b1, w2, b2, lr={lr}, epoch={epoch})"
PARABOLA_CALL = "train on a parabola ({n} points, {h} hidden neurons, lr={lr}, epoch={epoch})"
FIT_CALL = "fit_sine(x, y of shape ({n}, 1), seed={seed})"
READ_OFF = "{call}: {name}, read off {source} of one sample at a time"
NOT_READABLE = "{call}: {name} cannot be read off dw{k} or db{k} of a batch of one sample: their shapes must be {shape_w} and {shape_b}."
NOT_ONE_NUMBER = "{call}: expected one number, got an array of shape {shape}.\n  Take the mean over all entries with np.mean, or take the number out with .item()."
WRONG_FORM = (
    "{call}: wrong shape\n"
    "  expected  {expected}\n"
    "  got       {got}\n"
    "  The function works element by element: use np.exp, and no loop and no sum."
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
NO_ROUNDS = (
    "{call}: the rounds change nothing\n"
    "  expected  other parameters after {k} rounds of your own functions than {fewer}\n"
    "  got       the same ones\n"
    "  One of these functions computes nothing: fix the first of them whose check fails."
)
FEWER = {
    "start": "after none",
    "one_step": "after one round",
    "one_too_few": "after one round less",
    "stale": "if all rounds keep the first forward pass",
}
FLOOR = (
    "train on a parabola: wrong loss after 1000 epochs at lr=0.1 (median of {n})\n"
    "  expected  at most {high:.3f}   (the true curve, y = x², has {floor:.4f}, from the noise alone)\n"
    "  got       {got:.4f}\n"
    "  {cause}"
)
CAUSE_PLATEAU = (
    "About 0.05 is what a constant has: no bend was learned, or the steps are too short (sum, not mean)."
)
CAUSE_FLOOR = (
    "Let the checks of the functions above lead you to the line; train can only be as right as they are."
)

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
CAUSE_CONSTANT_FIT = "About 0.5 is what the constant 0 has: do the parameters change, and towards the data?"
CAUSE_SIGMOID_OUTPUT = (
    "About 0.25 is a fit that ends at 0 where the sine is negative: the output must be linear, a2 = z2."
)
CAUSE_ROUGH_FIT = "Close, but rough: is every gradient right, with a linear output (dz2 = a2 - y)? Then take more steps, of a suitable length."
CAUSE_PLAIN = "Plain gradient descent gets this far. Keep a momentum, or take Adam's step, and make the steps shorter towards the end."
CAUSE_NEARLY = "Nearly there: take more steps, and let the learning rate fall towards 0 at the end."

# A slip is a wrong answer that the check recognises by its numbers.
SLIPS = {
    # sigmoid
    "sign_of_exponent": "The sign in the exponent is wrong: this is the sigmoid of the negative number; it is exp(-z).",
    "tanh": "This is tanh; the sigmoid lies between 0 and 1, 1 / (1 + exp(-z)).",
    "relu": "This is ReLU; the sigmoid is 1 / (1 + exp(-z)).",
    "steeper": "This is the sigmoid of 2 z; the exponent is -z.",
    "only_exp": "This is exp(-z): the rest, 1 / (1 + ...), is missing.",
    "derivative_for_function": "This is the derivative of the sigmoid; here the function itself is asked for.",
    "overflow": "exp(z) overflows, and infinity divided by infinity is nan. Write 1 / (1 + exp(-z)): where exp(-z) overflows, it gives 0.",
    # d_sigmoid
    "one_minus": "This is 1 - sigmoid(z): the factor sigmoid(z) is missing.",
    "function_for_derivative": "This is the sigmoid, not its derivative sigmoid(z) * (1 - sigmoid(z)).",
    "of_activated": "This is z * (1 - z): that formula wants the activated value. d_sigmoid takes z, so compute the sigmoid first.",
    "derivative_of_tanh": "The square of the activation belongs to the derivative of tanh, 1 - a**2; that of the sigmoid is a * (1 - a).",
    "derivative_negative": "Only the sign is wrong: the sigmoid rises everywhere.",
    "plus_for_minus": "1 + sigmoid(z) should be 1 - sigmoid(z).",
    "not_squared": "The factor 2 does not belong there: a * (1 - a) is a - a**2.",
    "twice": "The sigmoid was applied twice: d_sigmoid takes z.",
    "overflow_derivative": "exp(-z) and its square overflow, and infinity divided by infinity is nan. Write s * (1 - s) with s = sigmoid(z).",
    # forward
    "no_bias": "This is what you get without the bias {bias}.",
    "from_z": "This is what you get from z1: the output layer reads a1, what the hidden layer gave.",
    "no_activation": "This is {z} unchanged: the sigmoid is missing. (The linear output comes later, in fit_sine.)",
    "activated": "This is a1, the activated value. The order is z1, a1, z2, a2.",
    "sigmoid_twice": "The sigmoid was applied twice.",
    # loss
    "no_half": "This is twice what it should be: the loss is half the squared error.",
    "halved_twice": "This is halved twice.",
    "absolute": "These are absolute values: the loss takes squares.",
    "not_squared_loss": "The differences were not squared: positive and negative ones cancel.",
    "root": "The root was taken: the loss is the mean of the squares itself.",
    "loss_negative": "Only the sign is wrong: a square is never negative.",
    "sum": "This is the sum over the samples: the loss is their mean. (The gradients are sums, the loss is not.)",
    "sum_no_half": "This is the sum of the squares: take the mean, and half of it.",
    "divided_twice": "This is divided by the number of samples twice.",
    "squared_mean": "This is the square of the mean: square each difference first, then take the mean.",
    "broadcast": "(n, 1) and (n,) made (n, n): every y was paired with every a2. Keep both of shape (n, 1).",
    # backward
    "wrong_sign": "Only the sign is wrong: {plain} must be the direction in which the loss grows.",
    "zeros_filled_in": "All zeros: {plain} was not computed.",
    "no_output_derivative": "The derivative at the output is missing: multiply a2 - y by d_sigmoid(z2). (With cross-entropy it cancelled; here it does not.)",
    "derivative_of_activated": "This is d_sigmoid of an activated value: it takes z, not a.",
    "one_minus_only": "This has the factor 1 - a: the derivative of the sigmoid is a * (1 - a), d_sigmoid(z).",
    "derivative_added": "The derivative was added; it multiplies, element by element.",
    "not_halved": "This is twice what it should be: the half in the loss cancels the 2 of the square.",
    "derivative_of_z": "This is z * (1 - z): the formula a * (1 - a) wants the activated value, and d_sigmoid(z) computes it.",
    "error_is_output": "This is a2 itself: the target y is missing.",
    "no_hidden_derivative": "The derivative of the hidden layer is missing: multiply by d_sigmoid(z1).",
    "no_weights": "w2 is missing: the error goes back through the weights it came from, dz2 @ w2.T.",
    "mean": "This is the mean over the samples: the gradients of this unit are sums, so do not divide by n.",
    "times_n": "This is n times too large.",
    "transposed": "This is the transpose of the gradient: its shape must be that of the weights.",
    "from_z1": "This uses z1; the gradient needs what the output layer read, a1.",
    "bias_not_summed": "One row per sample: the bias is shared by the batch, so sum over the samples (axis=0, keepdims=True).",
    "bias_over_all": "This sums over everything: sum over the samples only (axis=0, keepdims=True).",
    "bias_axis": "This sums over the neurons (axis=1): sum over the samples (axis=0).",
    "bias_first_sample": "This is the first sample alone: sum over all samples (axis=0).",
    "times_learning_rate": "This is already multiplied by the learning rate; that belongs in update.",
    # update
    "not_updated": "{plain} did not change: subtract lr times its gradient.",
    "no_learning_rate": "The learning rate is missing.",
    "fixed_rate": "The learning rate is always 0.1 here: use the argument lr.",
    "uphill": "The step goes uphill: subtract the gradient, do not add it.",
    "only_the_step": "This is the step alone: it must be subtracted from the old {plain}.",
    # train
    "no_step": "The parameters did not change: keep what update returns, `w1, b1, w2, b2 = update(...)`.",
    "one_step": "This is the result of one step: does every epoch start from the parameters of the one before?",
    "one_too_few": "This is one epoch too few.",
    "one_too_many": "This is one epoch too many.",
    "stale_forward": "The forward pass was computed once, before the loop: every epoch needs its own.",
    "rate_divided": "This is what lr divided by the number of samples gives: lr is used as it is.",
    "rate": "This is what the learning rate {value} gives: use the argument lr.",
}

# What to know when a check passes.
SIGMOID_DONE = "sigmoid is right: 0 goes to one half, and sigmoid(-z) is 1 - sigmoid(z)."
SHAPE_DONE = "{function} works element by element, whatever the shape."
LARGE_DONE = "{function} stays finite where exp overflows."
D_SIGMOID_DONE = "d_sigmoid is right: it is 0.25 at 0, and nowhere larger. Two layers pass back a sixteenth at most, times the weights."
FORWARD_DONE = "forward is right, and every a2 lies between 0 and 1 ({low:.3f} to {high:.3f} here)."
VALUES_DONE = "{function}: {values} right."
SHAPES_DONE = "{function} keeps its shapes for {sizes}."
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
ROW_RIGHT = "  {name:<4} {shape:<9} right"
ROW_WRONG = "  {name:<4} {shape:<9} <- the first one that is wrong"
