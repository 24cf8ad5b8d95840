"""What the checks of several networks say (units 1 and 3 to 7); each network's own file takes it from here."""

STEP = "{label}, as (old - new) / learning_rate"
VALUES_DONE = "{name}: {values} right."
ROW_RIGHT = "  {name:<{width}} {shape:<9} right"
ROW_WRONG = "  {name:<{width}} {shape:<9} <- the first one that is wrong"
BIASES_START = "Random weights already tell the neurons apart; the biases start at 0."

# Networks that are classes with methods (units 1, 3, 5 and 7).
FORWARD = "{name}.forward on {case}"
BACKWARD = "{name}.backward on {case}"
RETURNED = "{method}: the returned value"
BACKWARD_DONE = "{name}.backward is right: each quantity agrees with a central difference of the loss."

# Networks that are functions (units 4 and 6).
SAMPLES = "{n} samples"
ON = "{function} on {case}"
ALONE = "{call}, one sample alone"
AFTER_STEP = "{call}: {name} after the step"
READ_OFF = "{call}: {name}, read off {source} of one sample at a time"
NO_ROUNDS = (
    "{call}: the rounds change nothing\n"
    "  expected  other parameters after {k} rounds of your own functions than {fewer}\n"
    "  got       the same ones\n"
    "  One of these functions computes nothing: fix the first of them whose check fails."
)
FEWER = {
    "start": "after none",
    "one_step": "after one round",
    "one_too_few": "after one round less",
    "stale": "if all rounds keep the first forward pass",
}
TRAINING_FOLLOWS = (
    "Let the checks of the functions above lead you to the line; {function} can only be as right as they are."
)
ROUNDS = {
    "one_step": "This is the result of one step: does every {round} start from the parameters of the one before?",
    "one_too_few": "This is one {round} too few.",
    "one_too_many": "This is one {round} too many.",
    "stale_forward": "The forward pass was computed once, before the loop: every {round} needs its own.",
}
LESS_MAXIMUM = {
    "less_maximum": "The maximum was subtracted, as in softmax: the sigmoid treats each number by itself, and a shift changes it.",
}
SHAPES_DONE = "{function} keeps its shapes for {sizes}."


def rounds(word):
    """ROUNDS, with the word for what the loop of a unit counts."""
    return {key: text.format(round=word) for key, text in ROUNDS.items()}
