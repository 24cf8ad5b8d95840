"""What the checks of one dense layer and its activations say (unit 1)."""

from bplab.checks.messages.networks import LESS_MAXIMUM

# A slip is a wrong answer that the check recognises by its numbers, and no edit of the formula.
DENSE_SLIPS = {
    "extra_axis": "Each sample is a table of its own: a row of X is 1-D, and adding b of shape (1, n_out) makes it 2-D.",
}
RELU_SLIPS = {
    "largest_of_all": "This is the largest number of all: np.max looks for one, np.maximum compares each with 0.",
    "largest_of_columns": "In np.max(x, 0) the 0 is an axis: you got the largest number of each column. Use np.maximum(x, 0).",
    "positive_only": "Only the positive numbers are left: the result has the shape of x, with 0 in the other places.",
    "leaky": "This is a leaky ReLU: below 0 the plain one is 0, without a slope.",
}
SIGMOID_SLIPS = {
    "overflow": "exp(z) overflows to inf for large z, and inf / inf is nan. Divide 1 by 1 + exp(-z) instead.",
    "brackets": "This is 1 + exp(-z): `1 / 1 + ...` divides first. Put the whole denominator in brackets.",
    **LESS_MAXIMUM,
    "softmax_all": "All numbers together sum to 1, which is softmax: the sigmoid treats each number by itself.",
    "softmax_columns": "Every column sums to 1, which is softmax: the sigmoid treats each number by itself.",
}

# What to know when a check passes.
DENSE_DONE = "dense is right: every row meets the same weights and the same bias, in one product."
DENSE_SHAPE_DONE = "dense gives one row per sample and one column per neuron, for {sizes} samples."
DENSE_WEIGHTS_DONE = "dense without bias is the product X W."
DENSE_BIAS_DONE = "dense with zero weights gives b in every row: what a neuron says whatever the input."
RELU_DONE = "relu is right: {off} of {n} numbers were negative and became 0, the others passed unchanged."
RELU_NEGATIVE_DONE = "relu lets nothing negative through."
RELU_POSITIVE_DONE = "relu leaves positive numbers as they are."
SIGMOID_DONE = (
    "sigmoid is right: it turns any number into one between 0 and 1, and sigmoid(-z) is 1 - sigmoid(z)."
)
EXTREMES_DONE = (
    "sigmoid is right from z = {smallest:.0f} to z = {largest:.0f}: far out it is 0 or 1, and never nan."
)
