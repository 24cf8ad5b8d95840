"""What the checks of one dense layer and its activations say (unit 1)."""

# A slip is a wrong answer that the check recognises by its numbers.
DENSE_SLIPS = {
    "no_bias": "This is X W without the bias: every neuron adds its own entry of b, in every row.",
    "bias_subtracted": "The bias was subtracted; it is added.",
    "bias_in_product": "This is X (W + b): the bias was multiplied by the inputs. Add it after the product.",
    "bias_summed": "The biases were added up first: each neuron has its own, in its column.",
    "relu_inside": "Negative sums are gone: dense stops at the weighted sum, the activation is another function.",
    "sigmoid_inside": "This is the sigmoid of the right numbers: dense stops at the weighted sum.",
    "tanh_inside": "This is tanh of the right numbers: dense stops at the weighted sum.",
    "turned": "Rows and columns are exchanged: samples are rows, neurons are columns.",
    "extra_axis": "Each sample is a table of its own: a row of X is 1-D, and adding b of shape (1, n_out) makes it 2-D.",
    "neurons_added": "The neurons of a sample were added up: each neuron keeps a column of its own.",
    "first_sample": "This is the first sample alone: a `return` inside the loop ends it after one round.",
    "last_sample": "This is the last sample alone: the result has one row for each sample.",
}
RELU_SLIPS = {
    "identity": "This is x itself: negative numbers must become 0.",
    "absolute": "This is the absolute value: negative numbers become 0, not positive.",
    "derivative": "These are zeros and ones, the derivative of ReLU: where x > 0, relu returns x.",
    "minimum": "This keeps the negative numbers: ReLU is the larger of x and 0, not the smaller.",
    "sign_turned": "This is ReLU of -x: the sign is turned.",
    "largest_of_all": "This is the largest number of all: np.max looks for one, np.maximum compares each with 0.",
    "largest_of_columns": "In np.max(x, 0) the 0 is an axis: you got the largest number of each column. Use np.maximum(x, 0).",
    "positive_only": "Only the positive numbers are left: the result has the shape of x, with 0 in the other places.",
    "leaky": "This is a leaky ReLU: below 0 the plain one is 0, without a slope.",
    "sigmoid": "This is the sigmoid: ReLU is the larger of x and 0.",
    "tanh": "This is tanh: ReLU is the larger of x and 0.",
}
SIGMOID_SLIPS = {
    "identity": "This is z itself: nothing was squeezed between 0 and 1.",
    "sign_turned": "This is sigmoid(-z), which falls as z grows: the exponent is -z, with the minus sign.",
    "derivative": "This is s (1 - s), the derivative of the sigmoid.",
    "overflow": "exp(z) overflows to inf for large z, and inf / inf is nan. Divide 1 by 1 + exp(-z) instead.",
    "brackets": "This is 1 + exp(-z): `1 / 1 + ...` divides first. Put the whole denominator in brackets.",
    "no_one": "This is exp(z): the 1 + in the denominator is missing.",
    "minus": "This is 1 / (1 - exp(-z)): the denominator is a sum.",
    "tanh": "This is tanh, which runs from -1 to 1: the sigmoid runs from 0 to 1.",
    "step": "This is a step from 0 to 1: the sigmoid is smooth, 0.75 at z = ln 3.",
    "relu": "This is ReLU: the sigmoid is 1 / (1 + exp(-z)).",
    "softmax_all": "All numbers together sum to 1, which is softmax: the sigmoid treats each number by itself.",
    "softmax_rows": "Every row sums to 1, which is softmax: the sigmoid treats each number by itself.",
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
