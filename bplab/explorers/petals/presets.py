"""Settings of `explore_petals` that show one thing each, and the sentence that says what to see."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """settings: those that differ from the ones the explorer has without any. sentence: true once trained."""

    settings: dict
    sentence: str


PRESETS = {
    "Three are enough": Preset(
        {"hidden": 3, "lines": True},
        "Three neurons, three lines, and nine of ten points right after 1,000 epochs: each line "
        "serves two boundaries between petals. With two neurons none of five starts comes as far as "
        "70 %.",
    ),
    "Stuck start": Preset(
        {"hidden": 3, "seed": 3, "lines": True},
        "The same three neurons from another start: fewer than 70 % right, and nine tenths of the "
        "time change that by one point in a hundred. Change the seed of the start, or pull one weight"
        " to another place and press Play.",
    ),
    "Too large a rate": Preset(
        {"learning_rate": 30.0},
        "A step jumps over the valley that it should go down: at epoch 100 the loss is above that of "
        "guessing, 0.693, although 1.2 has brought it below 0.35 there. Watch it jump, then choose 10.",
    ),
    "All weights equal": Preset(
        {"scale": 0.0},
        "From weights of zero all hidden neurons get the same gradient, so they stay one neuron, four"
        " times. The loss stays at that of guessing, 0.693.",
    ),
    "By heart": Preset(
        {"hidden": 20, "noise": 0.6, "test_share": 80},
        "Twenty neurons and 80 noisy points: at the end all of these are right, but of the points it "
        "has not seen only two in three. Compare the two lines of the loss.",
    ),
    "By heart, with L2": Preset(
        {"hidden": 20, "noise": 0.6, "test_share": 80, "l2": 0.003},
        "L2 keeps the weights small, here below 4: the boundary stays smooth, training ends with 74 "
        "of the 80 points right, and the loss on unseen points ends at less than half of that without"
        " it.",
    ),
}
