"""What `explore_forward` says: templates, put into words by `bplab.language.say`."""

BATCH_SIZE, ROW, COLUMN, ACTIVATION = "batch size", "row", "column", "activation"
WEIGHTS, SEED, STEPS = "weights", "seed", "training steps"
RANDOM, ZERO, EQUAL = "random", "zero", "equal"
RANDOM_WEIGHTS, ZERO_WEIGHTS, EQUAL_WEIGHTS = "Random weights", "Zero weights", "Equal weights"
QUESTION = (
    "<b>Question.</b> Press <i>Zero weights</i> and drag the training steps; then <i>Equal weights</i>, with "
    "tanh and with relu. How many different neurons does the layer ever have? Does the loss fall?"
)
HANDS_ON = (
    "Click a number in the picture, or move there with the arrow keys: its row and its column are marked."
)
WHOSE = "<b>Yours</b>: {names}."

SUBJECT = "X @ W1 + b1 = Z1, and its activations A1, with one entry marked"
TASK = "trained is a network 3-4-2 on the batch; class 1: the first feature is positive; learning rate 0.5"
MATRICES = "the matrices; arrow keys choose row and column"
ONE_ROW, SAMPLES, NEURONS = "one row for all samples", "samples", "a column per neuron"
OR_LESS, OR_MORE = "{value:g} or less", "{value:g} or more"
YOURS_RIGHT, YOURS_WRONG = "yours: right", "yours: {wrong} of {all} wrong"
SUM = "Z1[{i}, {j}] = {products} + {bias} = {z}"
ACTIVATED = "A1[{i}, {j}] = {activation}({z}) = {a}"
YOURS = "{line}; yours is {yours}"
TRAINED = (
    "start: {weights} weights      after {steps} training steps: "
    "loss {before:.3f} → {now:.3f}      different columns in W1: {different} of {all}"
)

BEYOND_BATCH = "row={row} cannot be shown: a batch of {n} ends with row {last}."
BEYOND_DATA = "batch_size={size} cannot be shown: your X has {n} rows."
RETURNED = "What your {name} returns"
DIFFERS = "Your {name} gives {got:.4g} for {array}[{i}, {j}]; it should be {right:.4g}."
