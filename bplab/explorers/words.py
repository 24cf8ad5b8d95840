"""All words that several explorers share; shown through `bplab.language.say`."""

# Controls and what they complain about.
WHOLE_NUMBER, ANY_NUMBER = (
    "must be a whole number from {low} to {high}",
    "must be a number from {low} to {high}",
)
BETWEEN, ONE_OF, TRUE_OR_FALSE = (
    "must lie between {low} and {high}",
    "must be one of {options}{suggestion}",
    "must be True or False",
)
NEED_MATRIX = "must be {rows} x {columns} numbers, row by row, from {low:g} to {high:g}"
NEED_ROWS = "must be {fewest} to {rows} rows of {columns} numbers, from {low:g} to {high:g}"
NEED_CLASSES = "must be {rows} x {columns} numbers, in each row a single 1, and 0 beside it"
NO_SETTING = "There is no setting {name!r}{suggestion}. The settings are {names}."
CANNOT_BE_SHOWN = "{name}={value!r} cannot be shown: it {complaint}. Shown is {used!r}."
DID_YOU_MEAN = " (did you mean {name}?)"
# Training.
PLAY, PAUSE, STEP, RESET = "Play", "Pause", "Step", "Reset"
PRINTED = "Printed: {text}"
NO_NUMBER = (
    "The loss is no longer a number at epoch {epoch}: the steps are too long. Choose a smaller learning rate."
)
STILL_TRAINING = "Still training: {seconds:.0f} s for one picture."
STOPPED = "Stopped at epoch {epoch}: this took too long."
ENDED = "Training ended at epoch {epoch}: {error}"
ENDED_BY_YOURS = "{error}\nTraining ended at epoch {epoch}."
# Maps and charts.
NO_NETWORK = "no network yet"
MAP_AND_LOSS = "Map of the plane with the samples, and the loss over epochs"
EPOCH, LOSS, GUESSING, TRAINING, TEST = "epoch", "loss", "guessing, {chance:.3f}", "training", "test"
AT_EPOCH, RIGHT = "epoch {epoch:,}", "right: {shares}"
TRAINING_SHARE, TEST_SHARE = "training {share:.1%}", "test {share:.1%}"
TRAINING_LOSS, TEST_LOSS = "training {loss:.3f}", "test {loss:.3f}"
LIE = "Classes on the map, from left to right: above {above}; in the middle {middle}; below {below}."
NO_CLASS = "none"
# The student's own functions.
MUST_BE_FUNCTION = "{name} must be a function, not {value!r}: the course's own is used instead."
NOT_WRITTEN = "{name}: not written yet"
RAISED = "Your {name} raised {error}"
RETURNED_NONE = "Your {name} returned None. Is a `return` missing, or a TODO still None?"
NOT_IN_TIME = "Your {name} did not return in time, and was ended."
NO_ARRAY = "{name} is {kind}, not an array of numbers."
WRONG_SHAPE = "{name} has shape {shape}; it must have {right}."
NOT_FINITE = "{name} holds {value} at {place}."
MUST_BE_DICT = "Your {name} must return a dict with {keys}; it returned {kind}."
NO_KEY = "The dict that your {name} returned has no {key!r}."
OF_YOURS = "{key} of your {name}"
OF_TYPE = "a value of type {type}"
