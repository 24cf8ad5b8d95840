"""What the checks of one-hot rows, softmax, cross-entropy and the output error say (unit 2)."""

from bplab.checks.messages import NOT_A_NUMBER, PAPER_EXAMPLE

SIZES = "{n} samples of {n_classes} classes"
ON = "{name} on {batch}"
ONE_HOT_CALL = "one_hot({labels}, {n_classes})"
MOVED = "{name} on {batch}, after adding {shift} and {other} to the rows in turn"
ROW_SUMS = "{call}: the row sums"
IN_BATCH = "{call}: row {i}, compared with the same sample alone"
ROW = "{name}([{row}])"
UNIFORM = "cross_entropy of a uniform guess on {batch}"
IMPOSSIBLE = "cross_entropy on {batch}, where the first sample's true class has probability 0"
ZEROS_ELSEWHERE = "cross_entropy on {batch}, where one wrong class in each row has probability 0"

WRONG_NUMBER = "{call}: wrong number\n  expected  {expected}\n  got       {got}\n  {cause}"
OUT_OF_RANGE = "{call}: {count} of {size} values lie outside 0 to 1, for example {value}.\n  {cause}"
OFF_SCALE = (
    "{call}: what this sample costs\n"
    "  expected  27.6, from 1e-12 (anything from {low} to {high} is accepted)\n"
    "  got       {got}\n"
    "  {cause}"
)

# The cause when no slip is recognised.
ONE_PER_ROW = "Row i has a 1 in column labels[i] and 0 everywhere else."
ROW_PER_SAMPLE = "One row per sample, one column per class: the shape is (n, n_classes)."
ROWS_ALONE = "Each row is a distribution of its own: exp of its logits, divided by the sum over that row."
SUBTRACT_MAXIMUM = "Only differences within a row count: subtract each row's own maximum before exp."
ONE_NUMBER = "Sum over the classes, then take the mean over the samples: one number is left, of shape ()."
LOG_OF_TRUE_CLASS = (
    "Each sample costs -log of the probability of its true class; the result is the mean of that."
)
ERROR_ROWS_CANCEL = (
    "It is the prediction minus y: positive for the wrong classes, negative for the true one, sum 0."
)
ERROR_ROWS_ALONE = "Error terms are per sample: nothing is summed, averaged or divided over the batch."

# A slip is a wrong answer that the check recognises by its numbers.
ONE_HOT_SLIPS = {
    "counted_from_one": "The 1 stands one column too far left: labels count from 0, so label 0 is column 0.",
    "transposed": "This is the transpose: samples are rows, classes are columns.",
    "all_filled": "Whole columns are filled, as Y[:, labels] = 1 does, which means every row; or ones were typed in.",
    "columns_filled": "Whole columns are filled, as Y[:, labels] = 1 does, which means every row. Each row is to meet its own label alone: index the rows, too.",
    "too_few_columns": "The columns were counted from the labels: there are n_classes of them, whichever occur.",
    "renumbered": "The labels were renumbered: label c belongs in column c, whichever others occur.",
    "label_as_value": "The label stands in the row itself: its place carries the label, the value is 1.",
    "plus_minus": "The other classes must be 0, not -1.",
    "inverted": "Zeros and ones are exchanged: the 1 marks the class of the sample.",
    "last_row": "The last row is all zeros: the loop ends one sample too early.",
    "labels": "These are the labels unchanged.",
}
SOFTMAX_SLIPS = {
    "not_divided": "This is exp alone: divide by the row's sum.",
    "shifted_once": "The maximum was subtracted in the sum only: both exp must be of the same shifted logits.",
    "no_exp": "exp is missing: these are the logits divided by their sum.",
    "log": "This is the logarithm of the softmax.",
    "all_ones": "Every number is 1: exp of the logits is divided by itself, or nothing was computed.",
    "all_equal": "All classes get the same share: all logits were the same when exp was taken, or nothing was computed.",
    "hardmax": "This is 1 for the largest logit and 0 for all others: softmax gives every class its share.",
    "no_max": "exp overflowed, or gave 0 for a whole row: subtract each row's maximum before exp.",
    "global_max": "One maximum was subtracted from all rows: a row far below it becomes 0 / 0. Subtract each row's own: axis=1, keepdims=True.",
    "mean": "The mean of each row was subtracted: what lies far above the mean still overflows. Subtract the maximum.",
    "nan_hidden": "A row is 0, as where exp overflowed and nan became 0, or where nothing was computed: it no longer sums to 1. Subtract each row's maximum instead.",
}
CROSS_ENTROPY_SLIPS = {
    "log_of_mean": "The mean was taken before the logarithm: take -log of each sample's probability, then the mean.",
    "largest": "This uses the largest probability of each row: use that of the true class, the largest or not.",
    "swapped": "The arguments are exchanged: the logarithm is that of y_pred, and y selects.",
    "binary": "The other classes contribute log(1 - y_pred) here: only the true class counts.",
    "squared": "This is a squared error: the cross-entropy is -log of the true class's probability.",
    "no_log": "The logarithm is missing.",
    "accuracy": "This counts hits or misses: the loss is -log of the true class's probability.",
    "epsilon": "What is added to the probability is too large: it changes ordinary losses. 1e-12 does not.",
    "not_finite": "The result is {value}: this is the logarithm of a probability of 0. Replace what is below 1e-12 with 1e-12 first.",
    "free": "This is too little: the worst possible answer must cost the most.",
    "replaced": "This is what an infinity turned into: replace a probability below 1e-12 with 1e-12 before taking the logarithm.",
}
OUTPUT_ERROR_SLIPS = {
    "at_probabilities": "This is the derivative at the probabilities, -y / y_pred: the step back through softmax is missing.",
    "squared_sigmoid": "(y_pred - y) * y_pred * (1 - y_pred) belongs to a squared error after a sigmoid: here it is y_pred - y.",
    "derivative_of_softmax": "y_pred * (1 - y_pred) is one part of the derivative of softmax: together with the loss it is y_pred - y.",
    "true_class_only": "Only the true class has an entry: the other logits change the loss, too, through the sum in softmax.",
    "losses": "These are losses: the output error is their derivative at the logits.",
    "squared": "This is the squared difference: the output error is the difference itself.",
    "absolute": "The sign is lost: the entry of the true class is negative.",
}

# What to know when a check passes.
ONE_HOT_DONE = (
    "one_hot is right: a single 1 in each row; a class that never occurs keeps its column of zeros."
)
SOFTMAX_DONE = "softmax is right: it agrees with 1 / (sum over k of exp(z_k - z_j)), another way to write it."
LARGE_DONE = "softmax is right for logits up to {size:g}; exp alone overflows above 709."
SHIFT_DONE = "softmax: adding {shift} to one row and taking it from the next changes nothing."
ROWS_DONE = "softmax: every row sums to 1; the smallest probability here is {smallest:.4f}, and none is 0."
SHAPE_DONE = "{name} has the right shape for {sizes} samples."
CROSS_ENTROPY_DONE = "cross_entropy is right: on {batch} the true classes have probabilities {probabilities}, which costs {loss:.4f} on average."
CHANCE_DONE = "cross_entropy: a uniform guess costs ln(n_classes), {values} classes."
NUMBER_DONE = "cross_entropy returns one number, for {sizes} samples."
ZERO_DONE = "cross_entropy stays finite: a true class of probability 0 costs {loss:.1f} here."
ELSEWHERE_DONE = "cross_entropy: a probability of 0 for a wrong class is no trouble: it is never looked at."
OUTPUT_ERROR_DONE = (
    "output_error is right: every number agrees with a central difference of the loss.\n"
    "A step of {step} against it, taken by the logits of {batch}, lowers their loss from {before:.3f} to {after:.3f}."
)
ERROR_VALUES_DONE = "output_error agrees with central differences of the loss."
ERROR_SUMS_DONE = "output_error: each row sums to 0; what the true class is to gain, the others lose."
ERROR_ALONE_DONE = "output_error: a sample's row is the same alone and in a batch of {n}."
