"""All words of `explore_characters`; shown through `bplab.language.say`."""

DEPTH, WIDTH, ACTIVATION, RATE = "hidden layers", "neurons each", "activation", "learning rate"
N_TRAIN, BATCH_SIZE, L2, DROPOUT = "trained on", "batch size", "L2", "dropout"
WRONG_LABELS, SEED, PART, CHARACTER, READ_AS = "wrong labels, %", "seed", "pictures", "character", "read as"
TRAIN, TEST, HELD_OUT = "train", "test", "held out"
STROKES = "must be strokes like 'M10 20L30 40', numbers up to {pad}, at most {most:,} characters"
# The page.
NEXT, CLEAR, STROKES_FIELD = "Next picture", "Clear", "strokes"
DRAW_HERE, PAD = "Draw here:", "Draw a character here"
TABLE = "Rows: what the pictures show; columns: what the network reads. Click a cell."
CORNER = "rows: shown; columns: read"
CELL = "{shown} read as {read}: {n}"
CONFUSED = "{shown} read as {read}: {n} of {all}"
CONFUSED_FIRST = "{shown} read as {read}: {n} of {all}, the first {most} of them:"
UNREADABLE = "What was drawn cannot be read: it {complaint}. Clear starts again."
# The picture.
SUBJECT = "The picture on the pad, what the network reads in it, and its first layer"
SEEN, NO_NETWORK = "what the network sees", "no network yet"
AT_EPOCH, SHARE = "epoch {epoch}   right: {shares}", "{part} {share:.1%}"
RIGHT_ONE, MOST_PROBABLE = "◂ true", "most probable"
RESPONSES, N_NEURONS = "first layer's responses,", "{n} neurons"
WEIGHTS, SIGNS, NEURON = (
    "weights of those that respond most:",
    "orange +, blue -",
    "no. {number}: {response:.2g}",
)
# The chart.
EPOCH, GUESSING, TEST_RIGHT, AS_LABELLED = "epoch", "guessing", "test, right", "training, as labelled"
CHART = "Shares over epochs, now epoch {epoch}: training as labelled {train:.1%}, test right {test:.1%}."
EMPTY_CHART = "Shares over epochs: nothing yet."
# Whose class trains.
COURSE = "Trained by the course's own network."
YOURS = "Trained by <b>your MLP</b>."
PREDICTED = "What your predict returned"
NO_CLASSES = "Your predict must return classes from 0 to {last}."
NO_ACTIVATIONS = "After your forward, a must hold the inputs and the activations of {n} layers."
NO_LIST = "Your MLP has no list of arrays {name}. Is a TODO of its part 1 still None?"
WRONG_SHAPES = "The weights of your MLP have shapes {shapes}; its layers have sizes {sizes}."
NOT_RETURNED = "Your MLP has not returned for {seconds:.0f} s. Pause stops it."
QUESTION = (
    "The network is trained here, while you watch, on printed characters that were bent a little. "
    "<b>Question.</b> Draw each of the twelve, with care and then fast: which does it not read, and are "
    "these the confusions of the table? Then choose the pictures <i>held out</i>, fonts it has never met, "
    "and train on 120 pictures and on all 6696: which helps more, another layer or more pictures? Give it "
    "some <i>wrong labels</i>: when does it begin to learn them by heart, and what do L2 and dropout change?"
)
