"""All words of `explore_petals`; shown through `bplab.language.say`."""

# Controls, and the values they offer.
HIDDEN, RATE, ACTIVATION, SCALE, L2 = "hidden size", "learning rate", "activation", "initial scale", "L2"
DATA, NOISE, TEST_SHARE = "data", "noise", "test points, %"
DATA_SEED, SEED, SHOW, LINES, WEIGHT = "seed of data", "seed of start", "show", "neurons' lines", "weight"
VALUE, NEW_POINTS, UNDO, CLEAR = "to", "new points", "Undo point", "Clear points"
PETALS, MOONS, CIRCLES, BLOBS, SPIRALS, OWN = "petals", "moons", "circles", "blobs", "spirals", "your own"
OUTPUT, NEURON = "output", "neuron {number}"
CLASS_0, CLASS_1 = "class 0", "class 1"
# The picture.
BELOW_0, ABOVE_0 = "below 0", "above 0"
BOUNDARY, SUM_IS_0 = "line: probability ½", "line: the neuron's sum is 0"
LARGE_MARKS = "{line}      large marks: test points"
NETWORK_IN_WORDS = (
    "Network: 2 inputs, {hidden} hidden neurons, 1 output; thickest lines {first} and {second}."
)
INPUTS, THICKEST = "inputs", "thickest: {weight}"
DASHED = "dashed: below 0"
# What can be clicked.
MAP = (
    "The map: click, or move a cross with the arrow keys and press Enter, to put a point; Shift: other class"
)
CROSS = "cross at {x1:.1f}, {x2:.1f}; {n} points put"
NETWORK = "The network: click a neuron or a line; left and right choose a neuron, up and down a weight"
CHOSEN = "{show}; {weight} = {value:.2f}"
# Messages.
NO_POINTS = "There is no point to train on. Click on the map, and choose the class under new points."
FULL = "The point was not put: {most} are the most. Clear points starts again."
STILL_RUNNING = "The weight was not changed: a training step is still running. Try again."
ENOUGH_EDITS = "The weight was not changed: {most} changes are the most. Reset starts again."
EDITS = (
    "must be at most {most} rows like (0, 'W1[0, 0]', 1.5): an epoch up to {epochs}, a weight, a number from "
    "-{limit:g} to {limit:g}"
)
POINTS = (
    "must be at most {most} rows like (1.5, -2.0, 0): two numbers from -{limit:g} to {limit:g}, "
    "and class 0 or 1"
)
# Arrays given for X and y.
BOTH = "X and y must be given together: the points, and the class of each. Neither is used."
X_KIND = "X must be an array of numbers of shape (n, 2), one point a row; it is {kind}. It is not used."
X_FINITE = "X holds {value} in row {row}: every number must be finite. It is not used."
SHAPE = "an array of shape {shape}"
X_EMPTY = "X holds no point. It is not used."
Y_KIND = "y must be an array of {n} labels, one for each row of X; it is {kind}. X and y are not used."
Y_LABELS = "y must hold the classes 0 and 1; it holds {value}. X and y are not used."
SOME_OF = "Of your {n} points {most} are used, drawn at random."
SCALED = (
    "Your points were shifted and scaled to mean 0 and standard deviation 1 in each column: X reached from "
    "{low:.3g} to {high:.3g}, and a start made for numbers around 1 learns such data badly."
)
# Whose functions train.
COURSE = "Trained by the course's own network."
YOURS = "Trained by <b>your {names}</b>."
YOURS_AND_COURSE = "Trained by <b>your {names}</b>; {rest}: the course's."
YOUR_MODEL = "Trained by <b>your {names}</b>, from the start for every picture."
MUST_BE_PAIR = "Your forward_propagation must return a pair, A2 and cache; it returned {kind}."
MUST_BE_NUMBER = "Your compute_cost must return one number; it returned {kind}."
A2_NAME, COST_NAME = "A2 of your forward_propagation", "The cost of your compute_cost"
NOT_RETURNED = "Your functions have not returned for {seconds:.0f} s. Pause stops them."
# Presets, and what each shows.
PRESET = "<b>{name}.</b> {sentence}"
THREE = "Three are enough"
THREE_SAID = (
    "Three neurons, three lines, and nine of ten points right after 1,000 epochs: each line serves two "
    "boundaries between petals. With two neurons none of five starts comes as far as 70 %."
)
STUCK = "Stuck start"
STUCK_SAID = (
    "The same three neurons from another start: fewer than 70 % right, and nine tenths of the time change "
    "that by one point in a hundred. Change the seed of the start, or pull one weight to another place "
    "and press Play."
)
TOO_LARGE = "Too large a rate"
TOO_LARGE_SAID = (
    "A step jumps over the valley that it should go down: at epoch 100 the loss is above that of "
    "guessing, 0.693, although 1.2 has brought it below 0.35 there. Watch it jump, then choose 10."
)
EQUAL = "All weights equal"
EQUAL_SAID = (
    "From weights of zero all hidden neurons get the same gradient, so they stay one neuron, four times. "
    "The loss stays at that of guessing, 0.693."
)
BY_HEART = "By heart"
BY_HEART_SAID = (
    "Twenty neurons and 80 noisy points: at the end all of these are right, but of the points it has not "
    "seen only two in three. Compare the two lines of the loss."
)
WITH_L2 = "By heart, with L2"
WITH_L2_SAID = (
    "L2 keeps the weights small, here below 4: the boundary stays smooth, training ends with 74 of the 80 "
    "points right, and the loss on unseen points ends at less than half of that without it."
)
QUESTION = (
    "<b>Question.</b> Which is the smallest hidden size that separates the petals? Try it with three starts. "
    "Click a neuron of the network, or choose it under <i>show</i>: which line does it draw? Click a line, "
    "or choose its <i>weight</i>, and move it: what becomes of the map? Will training bring it back? Click "
    "on the map to put points of your own: how many of the other class does it take to bend the boundary?"
)
