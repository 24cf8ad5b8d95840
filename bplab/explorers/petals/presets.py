"""Settings of `explore_petals` that show one thing each, and the sentence that says what to see."""

from dataclasses import dataclass

from bplab.explorers.petals import words


@dataclass(frozen=True)
class Preset:
    """settings: those that differ from the ones the explorer has without any. sentence: true once trained."""

    settings: dict
    sentence: str


PRESETS = {
    words.THREE: Preset({"hidden": 3, "lines": True}, words.THREE_SAID),
    words.STUCK: Preset({"hidden": 3, "seed": 3, "lines": True}, words.STUCK_SAID),
    words.TOO_LARGE: Preset({"learning_rate": 30.0}, words.TOO_LARGE_SAID),
    words.EQUAL: Preset({"scale": 0.0}, words.EQUAL_SAID),
    words.BY_HEART: Preset({"hidden": 20, "noise": 0.6, "test_share": 80}, words.BY_HEART_SAID),
    words.WITH_L2: Preset({"hidden": 20, "noise": 0.6, "test_share": 80, "l2": 0.003}, words.WITH_L2_SAID),
}
