"""What `explore_softmax` says: templates, put into words by `bplab.language.say`."""

TEMPERATURE, TRUE_CLASS, SHIFT, STABLE = "temperature T", "true class", "constant c", "subtract max"
GRADIENT_STEP = "Gradient step"
YOURS = "The probabilities are those of <b>your softmax</b>."
QUESTION = (
    "<b>Question.</b> Take off the tick, and let c go to the right and to the left: which of the numbers "
    "fails first, and why is it another one on each side? Tick it again: which numbers does c still change?"
)

SUBJECT = "Logits, probabilities and gradient of three classes, as bars and as numbers"
LOGITS, PROBABILITIES, GRADIENT = "logits z", "probabilities ŷ    (dashed: y)", "gradient ŷ - y"
CLASS, CLASS_C, SUM = "class", "class {c}", "sum"
LOSS = "loss  -ln ŷ[{c}] = {loss:.3f}      guessing costs ln 3 = {guessing:.3f}"
AGAINST = "a gradient step goes against the arrows"
ROW_LOGITS, ROW_EXP = "logits z + c", "exp of it"
ROW_EXPONENT, ROW_EXPONENT_STABLE = "exponent (z + c) / T", "exponent (z + c) / T - maximum"
ROW_PROBABILITIES, ROW_GRADIENT = "probabilities ŷ", "gradient ŷ - y"

NO_STEP = "There is no step: the gradient is not a number."
CUT_OFF = "The step was cut off: the sliders end at {low:g} and {high:g}."
RETURNED = "What your softmax returns"
LARGEST = "{error} The largest number in it is {largest:.4g}."
DIFFERS = "Your softmax gives {got:.4g} for class {c}; it should be {right:.4g}."
OVERFLOW = (
    "Overflow: exp({x:.4g}) is inf, for the largest float64 is about exp(710). "
    "A number divided by inf is 0, and inf / inf is nan. On paper nothing has changed."
)
UNDERFLOW = (
    "Underflow: exp({x:.4g}) is 0, for the smallest float64 is about exp(-745). "
    "And 0 / 0 is nan. On paper nothing has changed."
)
INACCURATE = (
    "Inaccurate: near 0, exp({x:.4g}) has only a few digits left in a float64, and so have the probabilities."
)
NEED_LOGITS = "z={given} cannot be shown: it must be 3 numbers, from {low:g} to {high:g}."
