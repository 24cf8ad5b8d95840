"""All words of `explore_linear_vs_relu`; shown through `bplab.language.say`."""

DATA, MIRRORED, DEPTH, WIDTH = "data", "mirrored, %", "hidden layers", "neurons each"
RELU, RATE, SCALE, SEED = "ReLU", "learning rate", "initial scale", "seed"
LINEAR, NONLINEAR = "linear", "non-linear"
FAILED = " 25 % right means nothing here: without numbers, every sample counts as class 0."
CLASS, BIAS = "class {number}", "bias"
NOTE = "Taken off each row: its mean, which softmax does not see."
ONE_LAYER = "one layer, {n} numbers to learn:"
NO_SINGLE_LAYER = "{layers} layers, {n} numbers: no single layer does this"
EQUAL_TO_ONE = "{layers} layers, {n} numbers: equal to this one layer of 12"
QUESTION = (
    "<b>Question.</b> Without ReLU, drag the hidden layers from 0 to 4: which of the twelve numbers change, "
    "and which neurons can you spare? With ReLU and one hidden layer, what is the smallest number of neurons "
    "that reaches 97 % for three seeds in a row?"
)
