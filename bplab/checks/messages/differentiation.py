"""What the checks of derivatives say (unit 3)."""

ONE_FOR_ALL = "One number for the whole array: each entry has a slope of its own."

# A slip is a wrong answer that the check recognises by its numbers.
RELU_SLIPS = {
    "identity": "This is x itself, and not the slope of ReLU there: 1 to the right of 0, 0 to the left.",
    "relu": "This is relu(x) itself. The slope is 1 wherever x > 0, however large x is.",
    "ones": "The slope is not 1 everywhere: to the left of 0 ReLU is flat, and its slope is 0.",
    "sign": "This is the sign of x. To the left of 0 ReLU is flat: the slope is 0, not -1.",
    "inverted": "The two sides are swapped: the slope is 1 where x > 0 and 0 where x < 0.",
    "clipped": "This is relu(x) cut off at 1. The slope jumps from 0 to 1, it does not climb.",
    "sigmoid": "This is the derivative of the sigmoid; ReLU's is 1 where x > 0 and 0 elsewhere.",
    "tanh": "This is the derivative of tanh; ReLU's is 1 where x > 0 and 0 elsewhere.",
    "leaky": "This is leaky ReLU's derivative: ReLU itself is flat to the left of 0, slope 0.",
    "kept": "Where x > 0 the slope is 1; where x <= 0 it must become 0, and x was left there.",
    "one_number": ONE_FOR_ALL,
    "no_number": ONE_FOR_ALL,
}

GRADIENT_SLIPS = {
    "twice": "This is twice the slope: the two points are 2h apart, so divide by 2 * h.",
    "half": "This is half the slope: the two points are only h apart. From x + h the second one lies 2h lower, at x - h.",
    "precedence": "This is h * h times the slope: `a / 2 * h` is (a / 2) * h. Write `a / (2 * h)`.",
    "undivided": "The difference was not divided by 2 * h.",
    "divided_by_two": "The difference was divided by 2, not by 2 * h.",
    "downhill": "Only the sign is wrong: f(x + h) comes first, f(x - h) is subtracted.",
    "together": "All entries were moved at once: move one, keep the others, and do so for each in turn.",
    "rows_together": "Whole rows were moved at once: a matrix has two indices, and every entry its own slope.",
    "zeros": (
        "The slope came out as 0: f was asked twice at the same point, or nothing was computed. "
        "(If it says `up = x`: that is a second name for x, not a copy of it.)"
    ),
    "integers": (
        "x holds integers here, and an integer array cuts off a step of h (or a slope) to a whole number. "
        "Begin with x = np.array(x, dtype=float)."
    ),
    "first_only": "Only the first entry was differentiated: is `return` inside the loop?",
    "flattened": "The numbers are right, the shape is not: the gradient has the shape of x.",
    "fixed_step": "The step did not change with h: use the argument h, not a number of your own.",
}

ONE_SIDED = (
    "This is a one-sided difference, (f(x + h) - f(x)) / h or its mirror image: its error shrinks like h. "
    "Take one step up and one step down."
)
NOT_RESTORED = (
    "Entries that were moved stayed moved: put each one back before you go on to the next, "
    "or the later ones are measured at another point."
)
KEEP_SHAPE = "One slope per entry: the result has the shape of x."
STEP_OFF = "With h = 1e-5 a central difference comes within 1e-9. Which h does your code use?"
TOO_ROUGH = (
    "{call}: close, but not close enough\n"
    "  expected  a relative error below {allowed:.0e}\n"
    "  got       {got:.1e}\n"
    "  {cause}"
)

# What to know when a check passes.
RELU_DONE = "relu_derivative is right: it is the slope of ReLU, 1 on the right of 0 and 0 on the left."
RELU_VALUES_DONE = "relu_derivative: values right, from 0.001 to 1000 on both sides of 0."
RELU_SHAPES_DONE = "relu_derivative keeps the shapes {shapes}."
GRADIENT_DONE = (
    "numerical_gradient is right: relative error {errors}. A one-sided difference would have {one_sided:.0e}."
)
SHAPES_DONE = "numerical_gradient keeps the shapes {shapes}."
VALUES_DONE = "numerical_gradient: one slope per entry, right for {names}."
ACCURACY_DONE = "numerical_gradient: relative error {errors}, below {allowed:.0e}."
INTEGERS_DONE = "numerical_gradient: the slopes of {name} are right at integers, too."
STEP_DONE = "numerical_gradient takes the step it is given (h = {h})."
