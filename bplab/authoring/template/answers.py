"""The answer catalogue of the unit topic_of_unit: what students write, and what each answer costs."""

import numpy as np

from bplab.authoring.catalogue import Answer, outcome

CENTRED = "centred = X - np.mean(X, axis=0)"  # the solution's line, for the swaps below
EVERYTHING = ("test_centre", "hidden_centre_sizes")


def wrote(line):
    return (("centre", CENTRED, line),)


RIGHT = [
    Answer("reference", "The model solution", "Every line as in the text."),
    Answer("sum-and-count", "The mean as a sum", "A mean is a sum divided by the count.",
           swaps=wrote("centred = X - X.sum(axis=0) / X.shape[0]")),
    Answer("loop", "A loop over the columns", "The formula, column by column.",
           swaps=wrote("centred = np.array([column - column.mean() for column in X.T]).T")),
]  # fmt: skip

WRONG = [
    Answer("nothing-filled-in", "Handed in as it came", "No blank is filled.", untouched=True,
           loses=EVERYTHING),
    Answer("mean-of-all", "No axis", "It subtracts one number from all columns.",
           swaps=wrote("centred = X - np.mean(X)"), loses=EVERYTHING),
    Answer("mean-of-rows", "The other axis", "It centres each row.",
           swaps=wrote("centred = X - np.mean(X, axis=1, keepdims=True)"), loses=EVERYTHING),
    Answer("sum", "The sum in the mean's place", "It is not divided by the count.",
           swaps=wrote("centred = X - np.sum(X, axis=0)"), loses=EVERYTHING),
    Answer("added", "The mean added", "It moves the data the wrong way.",
           swaps=wrote("centred = X + np.mean(X, axis=0)"), loses=EVERYTHING),
]  # fmt: skip

ANSWERS = RIGHT + WRONG


def probe(task, student):
    """What the student's function gives on a table."""
    return [outcome(student["centre"], np.random.default_rng(5).normal(1, size=(4, 3)))]
