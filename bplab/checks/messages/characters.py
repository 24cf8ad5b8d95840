"""What the checks of the characters say (unit 7)."""

from bplab.checks.messages import PAPER_EXAMPLE, WRONG_SHAPE
from bplab.checks.messages.networks import (
    BACKWARD,
    BACKWARD_DONE,
    BIASES_START,
    FORWARD,
    RETURNED,
    ROW_RIGHT,
    ROW_WRONG,
    STEP,
    VALUES_DONE,
)

CASE = "{n} samples, layers {layers}, {task_type}"
TASKS = ("classification", "regression")  # as {task_type}
MAKE = "{name}({inputs}, {hidden}, {outputs}, ...)"
AT_START = "{name} with layers {sizes}: {item}"
TRAINING_FORWARD = "{name}.forward(X, training=True), dropout {dropout}, on {case}"
BACKWARD_AFTER = "{name}.backward after a forward pass with dropout {dropout} on {case}"
UPDATE = "{name}.update, layers {layers}"
PREDICT = "{name}.predict on {case}"
ITEM = "{method}: {name}[{k}]"
AFTER_STEP = "{method}: {name}[{k}] after one step"
EMPTY_ITEM = (
    "{call}: not written yet\n  There is None in this place of the list: a blank before it is still there."
)
NO_ITEM = "{call}: the list self.{name} has no item {k}: every layer must leave its own there."

# the start
CAUSE_WEIGHTS_SHAPE = (
    "weights[k] has one row for each number that layer k reads and one column for each of its neurons."
)
CAUSE_BIASES_SHAPE = "biases[k] is a row, (1, n_out): one number for each neuron, added to every sample."
ALL_EQUAL = "{call}: all numbers are equal.\n  Neurons that start alike get equal gradients and stay copies of one another."
NOT_AROUND_ZERO = "{call}: the mean is {got:.3g}, expected about 0.\n  rng.standard_normal draws around 0, rng.random from 0 to 1."
SPREAD = (
    "{call}: wrong spread\n  expected  standard deviation {expected:.4f}\n  got       {got:.4f}\n  {cause}"
)
CAUSE_SPREAD = {
    "no_factor": "The factor sqrt(1 / n_in) is missing: with {n_in} numbers coming in, tanh would be saturated.",
    "divided_by_n_in": "This is divided by n_in: its square root is missing.",
    "by_n_out": "This depends on the number of neurons: count what a neuron reads, n_in = {n_in}.",
    "he": "This is sqrt(2 / n_in), which suits ReLU; here it is sqrt(1 / n_in).",
    "glorot": "This is sqrt(2 / (n_in + n_out)); here it is sqrt(1 / n_in).",
    "too_small": "A factor of 0.01 lets the signal die out in a deep network: use sqrt(1 / n_in).",
    "upside_down": "This is sqrt(n_in), n_in = {n_in}: 1 / n_in belongs under the root.",
    "other": "Multiply standard normal numbers by sqrt(1 / n_in), n_in = {n_in}.",
}
BIASES_NOT_ZERO = "{call}: expected zeros, got {got:.3g}.\n  " + BIASES_START
DRAW = "Draw the weights with self.rng, which the seed has set."
SEED_IGNORED = "{name}: two networks with the same seed start differently.\n  " + DRAW
SEED_FIXED = "{name}: networks with different seeds start alike.\n  " + DRAW

# A slip is a wrong answer that the check recognises by its numbers.
SLIPS = {
    # predict
    "column": "This has one column too many: the classes have shape (n,).",
    "one_hot": "These are one-hot rows: predict gives the class itself, the place of the largest number.",
    "class_of_regression": "For regression there are no classes: predict gives what forward gives.",
    # L2
    "l2_missing": "The gradient is the same with L2 as without: the term of weights[{k}] is missing.",
}
L2_TERM = "{call}, its L2 term (what it has more than with l2_lambda=0)"
L2_SHAPE = WRONG_SHAPE.replace("{cause}", "A gradient has the shape of its weights.")
L2_ON_BIASES = "{call} changes with l2_lambda.\n  L2 pulls on the weights only: a bias moves the boundary, large or small, and does not make it steeper."
ALL_ZEROS = "{call}: all zeros, so nothing was computed."
WITHOUT_TARGETS = "{call} is the same for other targets y, so nothing was computed."

# dropout
NOTHING_DROPPED = "{call}: not one activation is 0.\n  With training=True, multiply the activations by the mask: the dropped ones become 0."
DIFFERENCE = "{call}, its difference to the pass without dropout"
CAUSE_OTHER_MASK = (
    "The zeros are in other places than those of forward: use the mask that this forward pass stored."
)
NOT_DRAWN_EACH = "{call}: {cause}\n  Draw one random number for each activation: self.rng.random(a.shape)."
CAUSE_SAME_FOR_SAMPLES = "the same neurons are dropped for every sample."
CAUSE_SAME_FOR_NEURONS = "all neurons of a sample are dropped, or none."
SHARE = "{call}: wrong share of zeros\n  expected  about {expected:.2f}\n  got       {got:.2f}\n  {cause}"
CAUSE_KEEPS = "dropout is the probability of being dropped, not of being kept."
CAUSE_SHARE = "An activation is dropped where a random number between 0 and 1 is below dropout."
SAME_AGAIN = (
    "{call}: two calls drop the same activations.\n  Every forward pass draws new numbers from self.rng."
)
SCALE = "{call}: wrong scale of what was kept\n  expected  {expected:.4f} times tanh(z)\n  got       {got:.4f} times\n  {cause}"
CAUSE_NOT_SCALED = (
    "What is kept must be divided by the share kept, {keep:.2f}, so that the sum stays as large."
)
MASK_ALONE = "{call}: all that is kept has the same value, so it is the mask alone.\n  Multiply the activations by the mask."
CAUSE_SCALE = "Divide what is kept by 1 - dropout = {keep:.2f}."
CAUSE_READS_UNDROPPED = (
    "The next layer reads the activations before dropout: a must be replaced by a * mask before it is stored."
)
DROPS_AT_PREDICTION = "{call} holds zeros although training=False.\n  Dropout acts while training only: a prediction uses all neurons."
SCALED_AT_PREDICTION = "{call} is multiplied by 1 - dropout although training=False.\n  The kept activations were scaled up in training already, so nothing is left to do here."
PREDICTS_BY_CHANCE = "{call}: two calls give different predictions.\n  predict uses all neurons: self.forward(X), without training=True."
NO_ERROR_TERM = (
    "{call} is needed here: an array of shape {shape}, finite, that differs from sample to sample."
)

# train
NETWORK_STEP = "{name}, one step of forward, backward and update on a linear layer"
TRAIN = "{name}.train(X, y, epochs={epochs}, batch_size={batch_size}) on {n} samples"
NO_LEARNING = "{call}: the weights did not change.\n  Each batch must hold samples, and needs forward, backward and update, in this order."
ALL_ALIKE = "{call}: a step teaches every sample the same, whatever its target.\n  Let the checks of backward and update lead you to the line."
VISITS = "{call}: not every sample was used once in the epoch\n  expected  {n} samples once\n  got       {never} never, {once} once, {more} more often\n  {cause}"
CAUSE_LAST_LEFT_OUT = "The last, smaller batch is left out: let it have fewer than batch_size samples."
CAUSE_ONE_BATCH = "Only one batch was used: go on until the epoch has seen all samples."
CAUSE_WITH_REPLACEMENT = "Some come twice while others are left out: cut one permutation into batches."
CAUSE_VISITS = "Cut one permutation of all samples into batches, and use each batch once. If a check of update fails, begin there: longer steps look the same here."
PAIRS = "{call}: sample {i} was trained with the target of another sample.\n  Use the same rows of X and y: X[batch] and y[batch]."
BATCH_SIZES = "{call}: wrong batches\n  expected  {expected} samples in batches of {batch_size}, {rest} in a smaller last one\n  got       {got}\n  {cause}"
GOT_BATCHES = "{usual} samples in batches of {batch_size}"
CAUSE_FULL_BATCH = "All samples went into one batch: take batch_size of them at a time."
CAUSE_SINGLE = "Every sample made a step of its own: take batch_size of them at a time."
CAUSE_BATCHES = "Cut the permutation every batch_size samples."
NOT_SHUFFLED = "{call}: every epoch takes the samples as they come.\n  Data may be sorted by class: take them in the order of self.rng.permutation(n)."
SHUFFLED_ONCE = "{call}: every epoch uses the same batches.\n  Draw a new permutation in each epoch."
TRAIN_WITHOUT_DROPOUT = "{call}: with dropout {dropout} its steps drop nothing.\n  In train, each batch goes forward with training=True."
SAME_MASKS = "{call}: all batches have the same masks.\n  Every forward pass draws new numbers from self.rng; train must not reset it."
TRAIN_WITHOUT_L2 = "{call}: its steps are the same with l2_lambda={l2_lambda} as without.\n  Each batch needs your backward, whose grad_weights hold the L2 term, and then update."
TRAIN_IN_ORDER = "{call}: networks with different seeds take the samples in the same order.\n  Take them in the order of self.rng.permutation(n)."

# train_characters
TRAIN_CHARACTERS = "train_characters on {n} pictures"
RETURN_IT = "Return the trained network, an MLP."
NO_PREDICTION = "{call}: the result cannot predict: {error}\n  " + RETURN_IT
NOT_CLASSES = "{call}: predict gave shape {got} for {n} pictures, expected ({n},), one class each."
NO_PARAMETERS = (
    "{call}: the result has no list self.{name} of arrays, the last with {n} columns.\n  " + RETURN_IT
)
NOT_BY_PARAMETERS = "{call}: what predict gives does not follow from the network's weights and biases.\n  Compute it from self.forward(X), and from nothing that you know of the pictures."
OTHER_LABELS = (
    "{call} whose labels were exchanged: accuracy on these pictures by the new labels {got:.2f}\n"
    "  expected  at least {low:.2f}\n"
    "  {cause}"
)
CAUSE_OWN_DATA = (
    "By the usual labels it is {usual:.2f}: train on the arguments X_train and y_train, nothing else."
)
CAUSE_NOT_LEARNED = "Does the network see each picture some ten times, with one-hot labels?"
ACCURACY = "{call}: accuracy on {m} pictures kept back\n  expected  at least {low:.2f}\n  got       {got:.3f}\n  {cause}"
CAUSE_CHANCE = "This is guessing, 1 in 12. Let the checks of the network lead you to the line; then look at the learning rate."
CAUSE_TOO_LITTLE = "On the training pictures it is {seen:.3f}, so there is more to learn: more epochs, or another learning rate."
CAUSE_OVERFITTED = (
    "On the training pictures it is {seen:.3f}: more steps will not help. Try more layers, dropout, or L2."
)

# What to know when a check passes.
START_DONE = "{count:,} numbers to learn in layers {sizes}, weights spread by sqrt(1 / n_in), biases 0."
SPREAD_DONE = "Layers {sizes}: each starts with weights of standard deviation sqrt(1 / n_in)."
BIASES_DONE = "All biases start at 0."
SEED_DONE = "Equal seeds give equal starts, different seeds different ones."
FORWARD_DONE = "{name}.forward is right at every depth: {values} agree to a relative 1e-5."
PREDICT_DONE = {
    "classification": "{name}.predict gives one class per sample.",
    "regression": "{name}.predict gives the values themselves.",
}
L2_DONE = "{name}: L2 adds l2_lambda * weights[k] to each layer's gradient."
L2_BIASES_DONE = "{name}: L2 leaves the biases alone."
UPDATE_DONE = "{name}.update: all parameters move downhill by learning_rate times their gradient."
DROPOUT_DONE = (
    "{name}: of the hidden activations {share:.1%} were dropped (asked: {dropout:.0%}), the others scaled by {scale:.3f}; "
    "none at prediction."
)
SHARE_DONE = (
    "{name}: {share:.1%} of the activations are dropped (asked: {dropout:.0%}), each by a draw of its own."
)
SCALE_DONE = "{name}: what dropout keeps is scaled by {scale:.3f}."
OFF_DONE = "{name}: no dropout at prediction."
DROPOUT_BACKWARD_DONE = "{name}: errors go back through the activations that were kept."
BATCHES_DONE = "{name}.train uses each of {n} samples once in an epoch, in batches of {batch_size} and a last one of {rest}."
SHUFFLED_DONE = "{name}.train makes new batches in every epoch."
TRAIN_DONE = "{name}.train is right: {n} samples, {batches} batches, another order in every epoch."
TRAIN_DROPOUT_DONE = "{name}.train: its steps drop hidden activations."
TRAIN_MASKS_DONE = "{name}.train: each batch has masks of its own."
TRAIN_L2_DONE = "{name}.train: L2 acts on its steps."
TRAIN_ORDER_DONE = "{name}.train: the seed decides which samples share a batch."
OTHER_LABELS_DONE = (
    "train_characters learns from the pictures and labels that it is given ({got:.0%} of them right)."
)
ACCURACY_DONE = "train_characters: {got:.1%} of {m} pictures that were kept back are right ({seen:.1%} of the training pictures)."
