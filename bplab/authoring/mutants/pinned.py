"""What `bplab mutants` counted last in each unit: numerators and denominator together.

The table of the README and each unit's build report are written from it, and a test compares it with what is
counted now: where a figure changes, it changes here, in sight.
"""

from collections import Counter

from bplab.authoring.mutants.equivalent import FREE
from bplab.authoring.mutants.report import EQUIVALENT, Report

PINNED = {
    "01_forward_pass": {"named": 98},
    "02_softmax_cross_entropy": {"equivalent": 1, "named": 52},
    "03_backpropagation": {"equivalent": 7, "general": 3, "named": 318},
    "04_petals": {"equivalent": 5, "general": 1, "named": 232},
    "05_linear_vs_relu": {"equivalent": 8, "general": 2, "named": 299},
    "06_curve_fitting": {"equivalent": 9, "named": 187},
    "07_characters": {"equivalent": 2, "general": 2, "named": 161},
}
# Of the catalogues' mistakes: how many the first check that they lose names, by lessons/*/sentences.toml.
CATALOGUE = {
    "01_forward_pass": {"named": 60},
    "02_softmax_cross_entropy": {"named": 66, "general": 3},
    "03_backpropagation": {"named": 66, "general": 2},
    "04_petals": {"named": 86, "general": 1},
    "05_linear_vs_relu": {"named": 61, "general": 1},
    "06_curve_fitting": {"named": 75, "general": 1},
    "07_characters": {"named": 63, "general": 5},
}
LINE = (
    "of {judged} mutants: named {named}, with a general word {general}, surviving {survive}; "
    "equivalent besides: {equivalent}"
)
LEFT_OUT = "; {task} is left out: {why}"


def pinned(unit_name):
    """The Report of a unit as it was counted last."""
    return Report(unit_name, Counter(PINNED[unit_name]))


def line(unit_name):
    """The same in words, for the build; None for a unit without tasks."""
    if unit_name not in PINNED:
        return None
    counts, judged = Counter(PINNED[unit_name]), pinned(unit_name).judged
    text = LINE.format(named=counts["named"], general=counts["general"], survive=counts["survives"],
                       judged=judged, equivalent=counts[EQUIVALENT])  # fmt: skip
    left_out = (
        LEFT_OUT.format(task=task, why=why) for (unit, task), why in FREE.items() if unit == unit_name
    )
    return text + "".join(left_out)
