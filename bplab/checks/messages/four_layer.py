"""What the checks of the four-layer networks say (units 1, 3 and 5)."""

PAPER_EXAMPLE = "the paper example"
FORWARD = "{name}.forward on {case}"
BACKWARD = "{name}.backward on {case}"
RETURNED = "{method}: the returned value"
AFTER_STEP = "{method}: {parameter} after one step"
STEP = "{label}, as (old - new) / learning_rate"
RETURNED_NONE = "{call} is None: end `forward` with `return self.y_pred`."

# A slip is a wrong answer that the check recognises by its numbers.
SLIPS = {
    # forward
    "no_bias": "This is what you get without the bias: every neuron adds its own {bias}.",
    "from_z": "This is what you get from {z} instead of {a}: a layer reads the activations before it.",
    "activated": "Negative sums are gone: {plain} is the sum before ReLU (and relu must return a new array, not change its own).",
    "sigmoid_activation": "This is the sigmoid of {z}: another activation is asked here.",
    "tanh_activation": "This is tanh of {z}: another activation is asked here.",
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
FOLLOWS_FROM_DEAD = (
    "This follows from your {part}, in which nothing can be seen: it does not vary as the right one does, or not "
    "with what goes into it. So it was compared with what follows from the right {part}: mend {part} first."
)

# What to know when a check passes.
FORWARD_DONE = "{name}.forward is right: {values} agree to a relative 1e-5, and each row of y_pred sums to 1."
VALUES_DONE = "{name}: {values} right."
SHAPES_DONE = "{name}.forward keeps its shapes for {sizes} samples."
BACKWARD_DONE = "{name}.backward is right: each quantity agrees with a central difference of the loss."
SHARE_OFF = "{share} of the hidden values were off on {case}, and passed no error back."
UPDATE_DONE = "{name}: all six parameters move downhill by learning_rate times their gradient."
ROW_RIGHT = "  {name:<16} {shape:<9} right"
ROW_WRONG = "  {name:<16} {shape:<9} <- the first one that is wrong"
