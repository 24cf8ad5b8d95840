"""What the checks of the experiment say (unit 5)."""

NOT_TWO_ACCURACIES = (
    "run_experiment({kind!r}): expected two accuracies between 0 and 1 (ReLU network, linear network)\n"
    "  got  {got}\n"
    "  {cause}"
)
CAUSE_PERCENT = "An accuracy is a share, 0.97, not a percentage."
CAUSE_TWO_NUMBERS = "Return a pair of numbers: `return relu_accuracy, linear_accuracy`."
EXPERIMENT_ROW = (
    "{kind:<10} data: test accuracy {relu:.2f} (ReLU network), {linear:.2f} (linear network); "
    "expected about {expected}"
)
EXPERIMENT_EXPECTED = {"nonlinear": "0.99 and 0.57", "linear": "1.00 and 1.00"}
PROTOCOL = (
    "run_experiment({kind!r}, seed={seed}): not the accuracies of your own networks\n"
    "  expected  {expected}   (trained for 300 epochs at learning rate 0.1, then measured on X_test)\n"
    "  got       {got}\n"
    "  {cause}"
)
CAUSE_PROTOCOL = (
    "Sizes n_features-16-16-4, the given seed, 300 epochs, learning rate 0.1, accuracy on the test set."
)
CAUSE_TRAINING_SET = "These are the accuracies on the training set."
CAUSE_SWAPPED = "The two are swapped: ReLU network first, linear network second."
# What is not as the text says, step by step.
CAUSES = {
    "not_made": "No {name} was made: one network of each class is compared.",
    "made_other": "{name} was made with the sizes {got}.",
    "other_seed": "{name} was made with seed={got}: pass on the seed that run_experiment gets, {seed}.",
    "not_trained": "{name} was not trained.",
    "trained_other": "{name} was trained with {argument}={got}.",
    "other_data": "{name} was not trained on X_train.",
    "targets": "{name} was trained with targets of shape {shape} that are not the one-hot rows of y_train.",
    "not_asked": "{name} was trained, and its forward was never called afterwards.",
    "asked_other": "{name} was asked about other samples than X_test.",
}
OF_NETWORK = "{name}: {cause}"
PROTOCOL_DONE = "run_experiment measures what it says: its accuracies are those of your networks on X_test."
CAUSE_ACCURACY = "Let the checks of forward and backward lead you to the line."
NOTHING_LEARNED = (
    "run_experiment({kind!r}, seed={seed}): both of your networks give one class for every sample, which is 0.25.\n"
    f"  So nothing was measured yet. {CAUSE_ACCURACY}"
)
NOT_ITS_WEIGHTS = (
    "{network}.forward: after training, the columns of weights_3 and bias_3 were exchanged, and the probabilities\n"
    "  did not change places with them. What forward returns must be computed from the network's own weights."
)
NO_PROBABILITIES = "{call}: expected an array of shape {shape}, one row of probabilities per sample."
ONE_SEED = "one seed"
SEVERAL_SEEDS = "median of {n} seeds"
ACCURACY = (
    "{network}: test accuracy on {kind} data, {seeds}\n"
    "  expected  {expected}   (trained for {epochs} epochs at learning rate {rate}: as good as 300 at 0.1, and faster)\n"
    "  got       {got:.3f}\n"
    "  {cause}"
)
AT_LEAST = "at least {low}"
BETWEEN = "between {low} and {high}"
CAUSE_ONE_CLASS = "Exactly 0.25 is one class for every sample: the numbers overflowed (look for nan), or nothing was learned."
ACCURACY_DONE = "{network}: test accuracy {got:.3f} on {kind} data, {seeds}."

# Words that fill the templates.
KINDS = ("linear", "nonlinear")
