"""What `explore_backprop` says: templates, put into words by `bplab.language.say`."""

# Labels of controls and buttons.
STEP, PITFALL, ROUND, RATE = "step", "pitfall", "training step", "learning rate"
CHANGE, TO, WRITTEN_OUT = "change", "to", "written out"
FIRST, BACK, FORWARD, LAST = "First", "Back", "Step", "Last"
RESET, MYSTERY = "Reset numbers", "Mystery pitfall"
FIRST_WRONG, BECAUSE = "first wrong", "because of"
CHOOSE = "choose"
QUESTION = (
    "<b>Question.</b> Plant a pitfall, go to the start and say which array will go wrong first, before you "
    "step there. Which pitfalls leave the loss falling, in the second training step, too, and what would "
    "reveal them anyway? Then take a <i>mystery pitfall</i>."
)
QUESTION_OWN = (
    "<b>Question.</b> Which of your arrays is the first that differs from the right one? Click an entry "
    "of it: which of the numbers in its sum did your line leave out, or take from another place?"
)
HANDS_ON = (
    "Click a number in the picture, or move there with the arrow keys: what has been computed is written out "
    "below, what is given goes to <i>change</i>."
)
HANDS_ON_MYSTERY = "Click the name of the array that is wrong first, or press Enter on a number of it."

# What a step computes.
START = "three samples, and the parameters of a network with two hidden neurons"
START_OWN = "three samples, and the parameters that your network gets"
SUMS = "weighted sums of hidden layer {k}"
SUMS_OUT = "weighted sums of the outputs"
ACTIVATIONS = "activations of hidden layer {k}"
PROBABILITIES = "probabilities of the two classes"
LOSS = "mean cross-entropy of the batch"
ERROR_OUT = "error term of the output layer, a row per sample"
GRAD_WEIGHTS = "gradient of the weights of layer {k}"
GRAD_BIAS = "gradient of the biases of layer {k}: the mean of the rows of e_{k}"
BACK_THROUGH = "the error, back through the weights to the activations"
ERROR = "error term of hidden layer {k}: back through the activation, element by element"
UPDATE = "one step downhill, with all gradients at hand"
NEW_LOSS = "the loss of the same batch after the update"
NEW_LOSS_FORMULA = "the loss with the new values"

# Pitfalls: name, and how one comes to notice.
NO_PITFALL = "none"
NO_DERIVATIVE = "no derivative"
NO_DERIVATIVE_SHOWS = (
    "The slope is at most 1/4, so e_1 is at least four times too large. The output layer stays right."
)
ONE_MINUS_A = "derivative 1 - a"
ONE_MINUS_A_SHOWS = "Each entry of e_1 is 1/a times too large. The signs are right, so the loss often falls."
NO_MEAN = "no mean"
NO_MEAN_SHOWS = (
    "Every gradient is n = 3 times too large: a relative error of (n - 1)/(n + 1) = 0.5 in all of them."
)
MEAN_TWICE = "mean taken twice"
MEAN_TWICE_SHOWS = "Error terms are per sample. Every gradient is 3 times too small, and training creeps."
NOT_SUMMED = "bias not summed"
NOT_SUMMED_SHOWS = "Broadcasting gives the bias a row per sample. The first batch of another size will fail."
UPDATED = "updated weights used"
UPDATED_SHOWS = "weights_2 was updated too early: a little wrong, in proportion to the learning rate."
NO_TRANSPOSE = "transpose forgotten"
NO_TRANSPOSE_SHOWS = "With as many hidden neurons as classes the shapes fit. With other sizes NumPy refuses."
SIGN = "sign turned"
SIGN_SHOWS = "Every gradient points uphill: a relative error of 1 in all of them, and the loss rises."

# In the picture.
SUBJECT = "The graph of one training step, and what this step of it computes"
THIS_STEP, READ_BY_IT, WRONG = "this step", "read by it", "wrong"
HEADING = "{number} of {last}   {step}: {meaning}"
COMPUTED, MEASURED, SHOULD_BE, YOURS = "computed", "measured", "should be", "yours"
RIGHT_LINE = "right: {name} = {line}"
MUST_HAVE_SHAPE = "{name} must have the shape {shape}"
ARRAYS = "the arrays; arrow keys lead from number to number"
IN_MYSTERY = "Mystery: the lines are the right ones. Do all numbers follow them?"
PLANTED_HIDDEN = "Planted: {pitfall}. With these numbers it changes nothing."
PLANTED_AHEAD = "Planted: {pitfall}. Nothing is wrong up to here."
PLANTED = "Planted: {pitfall}. First wrong: {name}.\n{symptom}"
OWN_RIGHT = "All arrays of your network are right."
OWN_AHEAD = "Your arrays are right up to here."
OWN_WRONG = "The first of your arrays that is wrong: {name}."
DIFFERENT_SHAPES = "They differ: the shape is {computed}, it must be {measured}."
AGREE = "They agree: relative error {error:.1g}.\nMeasured by central differences, h = 1e-5."
DIFFER = "They differ: relative error {error:.1g}.\nMeasured by central differences, h = 1e-5."
LOSS_FALLS = "The loss falls: {before:.4f} before, {after:.4f} after the update."
LOSS_RISES = "The loss rises: {before:.4f} before, {after:.4f} after the update."
LOSS_STAYS = "The loss stays: {before:.4f} before, {after:.4f} after the update."
LOSS_WITHOUT = "Without the pitfall: {right:.4f}."
LOSS_RIGHT = "With right arrays: {right:.4f}."

# Below the picture: one entry, written out.
NOT_COMPUTED = "{entry} is not computed yet: step there first."
ENTRY = "{entry} = {line}\n= {numbers}\n= {value}"
ENTRY_MYSTERY = "by its line, {entry} = {line}\n= {numbers}\n= {value}"
ENTRY_OWN = "{entry} = {numbers}\n= {value}"
ENTRY_OWN_WRONG = "{entry} = {numbers}\n= {value}, by the formula and your arrays before it; yours is {yours}"
ENTRY_OWN_NONE = "{entry} = {numbers}\n= {value}, by the formula and your arrays before it"
WHOLE_PASS = "the loss of a whole forward pass with the new parameters"

# Answers in a mystery.
NOTHING = "nothing is wrong"
FOUND_NOTHING = "Right: every array is what its line makes of the arrays before it."
FOUND = "Right: {name} is the first wrong array. And what is the reason?"
SOMETHING = "There is something wrong. Compare each gradient with its measurement to see where."
IS_RIGHT = "No: {name} is right. Its numbers are those of a step without any mistake."
MADE_OF_WRONG = "Not the first: {name} is wrong, but it is made of {read}, and that is wrong already."
NOT_FIRST = "Not the first: {name} is wrong by itself, and so is an array before it."
AND = "{first} and {second}"
REASON = "Right: {reason}. {symptom}"
NO_CHANGE = "No: with these numbers that mistake would change nothing."
OTHER_FIRST = "No: that mistake would show first in {name}."
OTHER_SHAPE = "No: {name} would then have the shape {would}; it has {is_}."
OTHER_NUMBER = "No: {entry} would then be {would}; it is {is_}."

# What is given.
NO_CLASS = (
    "network must be a class like ReluNeuralNetwork, not {given}: the course's own network is shown instead."
)
NOT_SHOWN = "{trouble} From there on, the arrays are computed by the course's lines."
ARRAY = "{name} of your network"
NOT_NUMBERS = "?"
SHAPE = "shape\n{shape}"
