"""Every sentence a check can say, as templates in one place (a translation starts here)."""

PAPER_EXAMPLE = "the paper example"
FORWARD = "{name}.forward on {case}"
BACKWARD = "{name}.backward on {case}"
RETURNED = "{method}: the returned value"
AFTER_STEP = "{method}: {parameter} after one step"
STEP = "{label}, as (old - new) / learning_rate"

EMPTY = "{call} is still None: fill in the blank `{blank} = None  # TODO`."
MISSING = "{call} does not exist. Store it with `self.{name} = ...`: a local variable is lost on return."
RAISED = "{call} stopped with {error}"
RETURNED_NONE = "{call} is None: end `forward` with `return self.y_pred`."
NOT_REACHED = "{call} was not computed: the method stopped before it with {error}"
AT_LINE = "\n  line {number}:  {text}"
NOT_AN_ARRAY = "{call}: expected an array of numbers, got {got}."
WRONG_SHAPE = "{call}: wrong shape\n  expected  {expected}\n  got       {got}\n  {cause}"
WRONG_VALUES = (
    "{call}: wrong values\n"
    "  expected  {expected}\n"
    "  got       {got}      worst at {where}, off by {off}\n"
    "  {cause}"
)
NOT_FINITE = "{call}: {count} of {size} values are nan or infinite.\n  {cause}"
SHOWN_ROW = "(row {row}) "

CAUSE_UNKNOWN = "Compare the formula in the text with your line, factor by factor."
CAUSE_CONSTANT = "Every number is {value}: nothing was computed from the layer before."
CAUSE_SHAPE = "Write the shapes of both factors side by side: inner sizes must agree, outer ones remain."
CAUSE_NONE = "Something in this line is still None: a blank before it, or in it, is not filled in."
CAUSE_STEP_SHAPE = "A parameter keeps its shape: what you subtract must have it, too."
CAUSE_NOT_FINITE = "Numbers overflowed: look for a missing 1/batch_size, or an update with the wrong sign."

# A slip is a wrong answer that the check recognises by its numbers.
SLIPS = {
    # forward
    "no_bias": "This is what you get without the bias: every neuron adds its own {bias}.",
    "from_z": "This is what you get from {z} instead of {a}: a layer reads the activations before it.",
    "no_activation": "This is {z} unchanged: the activation function is missing.",
    "relu_in_linear": "This is what ReLU returns: the linear network has no activation, so {a} equals {z}.",
    "activation_of_earlier": "This is the activation of an earlier layer: it must be that of {z}.",
    "relu_on_logits": "ReLU was applied to the logits: nothing stands between the last layer and softmax.",
    "softmax_on_logits": "Softmax was applied already: z_3 are the raw scores, the next line applies softmax.",
    # error terms
    "no_derivative": "The ReLU derivative is missing: where {z} <= 0 the neuron was off and passes no error.",
    "relu_as_derivative": "You multiplied by relu({z}); the derivative of ReLU is 1 where {z} > 0 and 0 elsewhere.",
    "sigmoid_derivative": "a (1 - a) is the derivative of the sigmoid; ReLU's is 1 where {z} > 0 and 0 elsewhere.",
    "derivative_added": "The derivative was added; it multiplies, element by element.",
    "derivative_in_linear": "The linear network has no activation, so there is no derivative to multiply by.",
    "times_z": "You multiplied by {z}: the derivative of the identity is 1, not {z}.",
    "updated_weights": "The weights were updated before the error went back through them: update last.",
    "error_divided": "This is divided by batch_size: error terms are per sample, the mean is taken in gradients.",
    "wrong_sign": "Only the sign is wrong: {plain} must be the direction in which the loss grows.",
    # gradients
    "not_divided": "This is batch_size times too large: a gradient is the mean over the batch.",
    "divided_twice": "This is divided by batch_size twice.",
    "from_own_output": "This uses {own}, what the layer gave; the gradient needs what it read, {a}.",
    "transposed": "This is the transpose of the gradient: its shape must be that of the weights.",
    "times_learning_rate": "This is already multiplied by the learning rate; that belongs into the update.",
    "bias_not_summed": "One row per sample: the bias is shared by the batch, so sum over the samples (axis=0).",
    "bias_over_all": "This sums over everything: sum over the samples only (axis=0, keepdims=True).",
    "bias_axis": "This sums over the neurons (axis=1): sum over the samples (axis=0).",
    "bias_first_sample": "This is the first sample's error alone: sum over all samples (axis=0).",
    # update
    "not_updated": "{plain} did not change: subtract learning_rate times its gradient.",
    "no_learning_rate": "The learning rate is missing in the update.",
    "uphill": "The step goes uphill: subtract the gradient, do not add it.",
    "update_divided": "The gradient was divided by batch_size once more in the update.",
}

# What to know when a check passes.
FORWARD_DONE = "{name}.forward is right: {values} agree to a relative 1e-5, and each row of y_pred sums to 1."
VALUES_DONE = "{name}: {values} right."
SHAPES_DONE = "{name}.forward keeps its shapes for {sizes} samples."
BACKWARD_DONE = "{name}.backward is right: each quantity agrees with a central difference of the loss."
SHARE_OFF = "{share} of the hidden values were off on {case}, and passed no error back."
UPDATE_DONE = "{name}: all six parameters move downhill by learning_rate times their gradient."
ROW_RIGHT = "  {name:<16} {shape:<9} right"
ROW_WRONG = "  {name:<16} {shape:<9} <- the first one that is wrong"

# The experiment
NOT_TWO_ACCURACIES = (
    "run_experiment({kind!r}): expected two accuracies between 0 and 1 (ReLU network, linear network)\n"
    "  got  {got}\n"
    "  {cause}"
)
CAUSE_PERCENT = "An accuracy is a share, 0.97, not a percentage."
CAUSE_TWO_NUMBERS = "Return a pair of numbers: `return relu_accuracy, linear_accuracy`."
EXPERIMENT_ROW = (
    "{kind:<10} data: test accuracy {relu:.2f} (ReLU network), {linear:.2f} (linear network); "
    "expected about {expected}"
)
EXPERIMENT_EXPECTED = {"nonlinear": "0.99 and 0.57", "linear": "1.00 and 1.00"}
PROTOCOL = (
    "run_experiment({kind!r}, seed={seed}): not the accuracies of your own networks\n"
    "  expected  {expected}   (trained for 300 epochs at learning rate 0.1, then measured on X_test)\n"
    "  got       {got}\n"
    "  {cause}"
)
CAUSE_PROTOCOL = (
    "Sizes n_features-16-16-4, the given seed, 300 epochs, learning rate 0.1, accuracy on the test set."
)
CAUSE_TRAINING_SET = "These are the accuracies on the training set."
CAUSE_SWAPPED = "The two are swapped: ReLU network first, linear network second."
PROTOCOL_DONE = "run_experiment measures what it says: its accuracies are those of your networks on X_test."
NO_PROBABILITIES = "{call}: expected an array of shape {shape}, one row of probabilities per sample."
ONE_SEED = "one seed"
SEVERAL_SEEDS = "median of {n} seeds"
ACCURACY = (
    "{network}: test accuracy on {kind} data after 300 epochs, {seeds}\n"
    "  expected  {expected}\n"
    "  got       {got:.3f}\n"
    "  {cause}"
)
AT_LEAST = "at least {low}"
BETWEEN = "between {low} and {high}"
CAUSE_ONE_CLASS = "Exactly 0.25 is one class for every sample: the numbers overflowed (look for nan), or nothing was learned."
CAUSE_ACCURACY = "Let the checks of forward and backward lead you to the line."
ACCURACY_DONE = "{network}: test accuracy {got:.3f} on {kind} data, {seeds}."
