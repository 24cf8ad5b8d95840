"""What the checks of the petals say (unit 4)."""

from bplab.checks.messages import NOT_A_NUMBER, PAPER_EXAMPLE
from bplab.checks.messages.networks import (
    AFTER_STEP,
    ALONE,
    BIASES_START,
    FEWER,
    NO_ROUNDS,
    ON,
    READ_OFF,
    ROW_RIGHT,
    ROW_WRONG,
    SAMPLES,
    SHAPES_DONE,
    STEP,
    TRAINING_FOLLOWS,
    VALUES_DONE,
    rounds,
)

ENTRY = "{call}: {key}"
NO_KEY = "{call}: there is no entry {key!r}. The names must be {keys}."
NO_DICT = "{call}: expected a dict with the keys {keys}, got {got}."
NO_PAIR = "{call}: expected the pair (A2, cache), got {got}."
RETURNED = "{call}: the returned A2"
NOT_THREE = "{call}: expected three whole numbers (n_x, n_h, n_y), got {got}."
WRONG_SIZE = "{call}: wrong {name}\n  expected  {expected}\n  got       {got}\n  {cause}"
READ_OFF_BATCH = "{call}: {name}, read off {source} of the batch (it mixes the samples)"
BOTH = "{dW} and {db}"
NOT_READABLE = "{call}: {key} cannot be read off d{W} or d{b} of a batch of one sample: their shapes must be {shape_W} and {shape_b}."
NOT_ONE_NUMBER = NOT_A_NUMBER.replace(
    "{cause}", "Sum over all entries with np.sum, or take the number out with .item()."
)
PARAMETER = "{call}: {key}"
NOT_FITTING = (
    "{call}: the parameters do not fit together\n"
    "  expected  W1 {W1}, b1 {b1}, W2 {W2}, b2 {b2}\n"
    "  got       W1 {got_W1}, b1 {got_b1}, W2 {got_W2}, b2 {got_b2}\n"
    "  With these no forward pass can be computed."
)
NOTHING_LEARNED = (
    "nn_model on a flower with n_h={n_h}: from this start nothing can be learned\n"
    "  expected  another cost after {k} iterations than before\n"
    "  got       {got:.6f} both times\n"
    "  With equal weights all hidden neurons stay copies of one another: see initialize_parameters."
)
FIGURE = (
    "nn_model on a flower with n_h={n_h}: wrong cost after {k} iterations\n"
    "  expected  {expected:.6f}   (gradient descent at learning rate 1.2 from your own start)\n"
    "  got       {got:.6f}\n"
    "  {cause}"
)
ACCURACY = (
    "nn_model with n_h={n_h}, {k} iterations: accuracy on flowers it was not trained on (median of {n})\n"
    "  expected  at least {low:.2f}\n"
    "  got       {got:.3f}\n"
    "  {cause}"
)

CAUSE_SIZES = {
    "n_x": "n_x is the number of features: samples are rows, so it is the number of columns of X.",
    "n_h": "The hidden layer has 4 neurons here, whatever the data.",
    "n_y": "n_y is the number of outputs per sample: the number of columns of Y.",
}
CAUSE_ROWS = "This is the number of samples: samples are rows here, so X.shape[0] counts them."
CAUSE_SWAPPED = "The order is (n_x, n_h, n_y): this is {other}."
CAUSE_FIGURE = TRAINING_FOLLOWS.format(function="nn_model")
CAUSE_STUCK = "The cost is still that of guessing, ln 2 = 0.693: did the parameters change at all?"

START_SCALE = (
    "{call}: {key} has standard deviation {got:.3g}\n"
    "  expected  about 0.01 (for {size} numbers between {low} and {high})\n"
    "  {cause}"
)
COPIES = "With equal weights all hidden neurons get equal gradients and stay copies of one another."
UNIFORM = "np.random.rand draws evenly between 0 and 1; np.random.randn draws from the normal distribution."
CAUSE_SCALE = {
    "no_factor": "The factor 0.01 is missing.",
    "uniform": UNIFORM,
    "zero": COPIES,
    "other": "Draw with np.random.randn and multiply by 0.01.",
}
START_MEAN = "{call}: the mean of {key} is {got:.3g}, expected about 0 (at most 0.0005 off).\n  np.random.randn draws around 0, np.random.rand does not."
START_EQUAL = "{call}: all numbers of {key} are equal.\n  " + COPIES
START_REPEATED = "{call}: two calls gave the same {key}.\n  Draw with np.random.randn and set no seed here: nn_model sets it once, in its first line."
START_BIAS = "{call}: {key} should be all zeros, got {got}.\n  " + BIASES_START
ORDER = "{call}: {key}, apart from its scale"

CAUSE_START_SHAPE = {
    "W": "Weights have a row for each input and a column for each output; np.random.randn(n_out, n_in) draws the transpose.",
    "b": "A bias is one row with a number for each neuron, made by np.zeros((1, n_out)): the shape is its one argument.",
}

# A slip is a wrong answer that the check recognises by its numbers.
SLIPS = {
    # initialize_parameters
    "not_transposed": "The random draw has shape (n_out, n_in); a weight matrix has (n_in, n_out): transpose it with .T.",
    "drawn_directly": "These numbers are drawn as (n_in, n_out) at once: draw (n_out, n_in) and transpose, as the text asks.",
    "drawn_in_wrong_order": "These are the right numbers in the wrong place: W1 is drawn first, W2 second.",
    "uniform": UNIFORM,
    "seeded": "These are the numbers of another seed: set no seed in this function, nn_model sets it once.",
    "bias_column": "(n_out, 1) is the shape for samples in columns; here a bias is a row, (1, n_out).",
    # compute_cost
    "squared_error": "This is the mean squared error; the cost is the cross-entropy.",
    "half_squared_error": "This is half the mean squared error; the cost is the cross-entropy.",
    "broadcast": "(n, 1) and (n,) made (n, n): every a was paired with every y. Keep A2 and Y of shape (n, 1).",
    "uint8_wrapped": "Y - 1 and -Y wrap round in type uint8: 0 - 1 is 255. Write 1 - Y, and put the minus before the whole.",
    # update_parameters
    "other_default": "Without learning_rate the step should be 1.2 times the gradient: keep the default of the first line.",
    # nn_model
    "size_ignored": "n_h is ignored: this is the start for the 4 hidden neurons of layer_sizes.",
    "sizes_mixed": "The sizes are mixed up: layer_sizes gives n_x, n_h and n_y in this order, and n_h comes from the argument.",
    "no_seed": "Each call starts elsewhere: leave the first line, np.random.seed(3), as it is.",
    "other_seed": "This start belongs to another seed: leave the first line, np.random.seed(3), as it is.",
    "no_step": "The parameters did not change: keep what update_parameters returns, `parameters = ...`.",
    **rounds("iteration"),
    "rate": "This is what the learning rate {value} gives; it is 1.2.",
    # predict
    "probability": "These are probabilities: compare them with 0.5.",
    "inverted": "The classes are the wrong way round: class 1 where A2 > 0.5.",
    "argmax": "All 0: argmax over a single column is always 0, and no probability is above 1. Compare A2 with 0.5.",
    "at_half": "Exactly 0.5 counts as class 0: use > and not >=.",
    "above_all": "All 1: every probability here is above what A2 is compared with. Compare A2 with 0.5.",
    "from_hidden": "This compares Z2 with 0.5; A2 > 0.5 means Z2 > 0.",
    "flat": "The predictions need the shape of Y, (n, 1): with (n,) the comparison `predictions == Y` pairs everyone with everyone.",
}

AFTER_SEED = "{call} after np.random.seed({seed})"
ALL_ZERO = "all weights 0"

# What to know when a check passes.
SIZES_DONE = "layer_sizes is right: the data fix n_x and n_y, and only n_h is yours to choose."
START_DONE = "initialize_parameters is right: small random weights, zero biases, {count} numbers in all."
FORWARD_DONE = (
    "forward_propagation is right, and every A2 lies between 0 and 1 ({low:.3f} to {high:.3f} here)."
)
SCALE_DONE = "initialize_parameters: the weights have standard deviation {got:.4f}, and so tanh starts where it is a straight line."
RANDOM_DONE = "initialize_parameters: every call draws new numbers."
BIASES_DONE = "initialize_parameters: the biases start at zero."
ORDER_DONE = "initialize_parameters draws in the agreed order, so everybody gets the same figures."
COST_DONE = "compute_cost is right: guessing 0.5 costs ln 2 = {guess:.4f}, whatever the labels."
COST_SAMPLE_DONE = (
    "compute_cost: a sample with y = {label} pays -log of the probability that was given to {label}."
)
COST_MEAN_DONE = "compute_cost: the cost of a batch is the mean over its samples."
COST_NUMBER_DONE = "compute_cost returns one number."
COST_UINT8_DONE = "compute_cost: labels of type uint8 cost the same."
BACKWARD_DONE = "backward_propagation is right: each quantity agrees with a central difference of the cost."
UPDATE_DONE = "update_parameters: {keys} move downhill by learning_rate times their gradient."
DEFAULT_DONE = "update_parameters: the learning rate is 1.2 unless another is given."
START_OF_MODEL_DONE = "nn_model starts where initialize_parameters starts with seed 3."
STEPS_DONE = "nn_model: {k} iterations are {k} rounds of your own forward, backward and update."
FIGURES_HEAD = "cost on the petals, n_h=4      yours   expected"
FIGURES_ROW = "  after {k:>4} iterations   {got:10.6f} {expected:10.6f}"
FIGURES_DONE = "nn_model on a new flower: the cost after {k} iterations is {got:.6f}, as it should be."
ACCURACY_DONE = "nn_model learns: accuracy {got:.3f} on flowers it was not trained on (median of {n})."
PREDICT_DONE = "predict is right: {share:.0%} of these {n} samples go to class 1."
HALF_DONE = "predict: a probability of exactly 0.5 goes to class 0."
TRAINED = "{key} that nn_model returns"
