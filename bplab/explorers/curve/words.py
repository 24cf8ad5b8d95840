"""All words of `explore_curve`; shown through `bplab.language.say`."""

DATA, NOISE, ACTIVATION, OUTPUT = "data", "noise", "activation", "output"
WIDTH, DEPTH, RATE, STEP = "neurons each", "hidden layers", "learning rate", "step"
RANDOM_BIASES, SEED = "random biases", "seed"
SINE, PARABOLA, OWN = "sine", "parabola", "your own"
PLAIN, MOMENTUM, ADAM, LINEAR = "plain", "momentum", "adam", "linear"
SUBJECT = "The fit within and beyond its data, and the errors over epochs"
NO_NETWORK = "no network yet"
AT_EPOCH = "epoch {epoch:,}"
ERRORS, ERROR_OF_POINTS = "points {seen:.1e}   true curve {between:.1e}", "points {seen:.1e}"
NO_DATA, TRUE_CURVE, PARTS = "no data here", "true curve", "what each neuron adds"
POINTS, FIT, EPOCH, MEAN_SQUARED_ERROR = "points", "fit", "epoch", "mean squared error"
GOAL, NOISE_SQUARED = "goal 2e-6", "noise² {error:.2g}"
# Arrays given for x and y.
BOTH = "x and y must be given together: the places, and the value at each. Neither is used."
ARRAY = "{name} must be an array of numbers of shape (n,) or (n, 1); it is {kind}. It is not used."
FINITE = "{name} holds {value} in row {row}: every number must be finite. It is not used."
TWO = "x must hold at least two different places. It is not used."
LENGTHS = "x has {n_x} rows and y {n_y}: there must be a value for each place. They are not used."
SOME_OF = "Of your {n} points {most} are used, drawn at random."
SCALED = (
    "Your points were shifted and scaled so that x reaches from -{reach:g} to {reach:g} and y from -1 to 1."
)
GIVEN = "must be at most {most} rows like (0.5, 0.25): x and y, from -{limit:g} to {limit:g}"
SHAPE = "an array of shape {shape}"
QUESTION = (
    "<b>Question.</b> With steps of kind plain, momentum and adam, and for each the learning rate that suits "
    "it best: how many epochs until the error passes the dotted line? And what does the best fit of all say "
    "of the sine in the grey parts? Change the seed, then the activation. "
    "Choose relu and take off the tick at <i>random biases</i>: where do all neurons bend, and do they stay?"
)
