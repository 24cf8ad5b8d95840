"""Whether what a check says about a mutant names its mistake."""

import ast
import re
from enum import StrEnum

from bplab.authoring.mutants.sentences import keys

LINE = re.compile(r"^ *line \d+:", re.MULTILINE)
SHOWN = re.compile(r"`([^`]+)`")
MISSING = ("missing_factor", "missing_slope", "missing_term", "missing_function", "only_term",
           "only_divisor", "not_divided")  # fmt: skip
OTHER = ("other_name", "other_layer", "sums_there", "activations_there", "gradient_there", "error_there",
         "weights_there", "bias_there", "labels_there", "output_there")  # fmt: skip
SHAPES = ("product", "columns", "broadcast", "lost_axis", "keeps_its_shape", "product_of_number")
SPREADS = ("no_factor", "divided_by_n_in", "he", "upside_down")
UNDEFINED = ("lost_local", "no_self", "no_name", "too_early")
TYPES = ("none", "none_or_number", "no_entries", "list_not_array", "fixed_container", "size_not_whole",
         "reshape", "one_number", "compared_container",
         "arithmetic_with_container", "no_attribute", "not_a_function")  # fmt: skip
# The keys of the sentences that fit an edit. Of one that is in no line here nothing is known yet.
FITTING = {
    "statement dropped": ("targets", "not_trained", "HOLDS_NONE",
                          "RETURNS_NONE", "EMPTY", "EMPTY_ITEM", "MISSING", "missing_term", "no_step",
                          "zeros", "product_of_number", "NOTHING_DROPPED", "NO_LEARNING", *UNDEFINED),
    "= for augmented": ("stored",),
    "operator changed": ("added", "sign", "sign_of_term", "sign_of_argument", "divided_not_multiplied",
                         "multiplied_not_divided", "matrix_product", "elementwise", "product_for_power",
                         "not_added", "exchanged", "brackets", "precedence", "no_max", "divided_by_two",
                         "zeros", "upside_down", "NOT_AROUND_ZERO", "NOTHING_DROPPED", "NO_LEARNING",
                         *SHAPES),
    "factor dropped": (*MISSING, "not_transposed", "undivided", "divided_by_two", "twice", "brackets", "W",
                       "by_max", "CAUSE_NOT_SCALED", "NOTHING_DROPPED", "MASK_ALONE", "CAUSE_WEIGHTS_SHAPE",
                       *SPREADS, *SHAPES, *TYPES),
    "term dropped": (*MISSING, "missing_power", "half", "no_max", "stored", "l2_missing", "CAUSE_NOT_SCALED",
                     "NO_LEARNING", *OTHER, *SHAPES, *TYPES),
    "operands exchanged": ("exchanged", "sign", "sign_of_term", "sign_of_argument", "brackets", "downhill",
                           "upside_down", "NOTHING_DROPPED", *SHAPES),
    "function changed": ("other_function", "mean_for_sum", "sum_for_mean", "divided", "not_divided",
                         "no_axis", "not_summed", "START_BIAS", "BIASES_NOT_ZERO", "no_max",
                         "uniform", "other_name"),
    "call dropped": ("all_ones", "all_equal", "not_asked", "missing_function", "not_summed",
                     "NOT_ONE_NUMBER", "mean_for_sum", "divided", "b", "other_name", "lost_local",
                     "CAUSE_BIASES_SHAPE", *SPREADS, *SHAPES, *TYPES),
    ".T dropped": ("not_transposed", *SHAPES),
    "axis dropped": ("no_axis", "global_max", "not_divided", "sum_for_mean", *SHAPES),
    "axis changed": ("other_axis", "not_summed", "other_name", *SHAPES),
    "keepdims dropped": ("no_keepdims", *SHAPES),
    "sign dropped": ("sign", "sign_of_argument"),
    "comparison changed": ("inverted", "inverted_comparison", "at_half", "missing_function", "not_summed"),
    "constant changed": ("made_other", "trained_other",
                         "other_constant", "doubled", "halved", "twice", "missing_power", "n_h", "n_x", "n_y",
                         "sizes_mixed", "rate", "b", "argmax", "above_all", "no_such_axis", "no_such_size",
                         "no_such_place", "CAUSE_BIASES_SHAPE", *SPREADS, *SHAPES, *TYPES),
    "name changed": ("argument", *OTHER, *UNDEFINED, *SHAPES),
}  # fmt: skip
KNOWN = set().union(*FITTING.values())


class Verdict(StrEnum):
    NAMED = "named"
    WRONG = "wrong"  # a sentence that belongs to another edit
    UNJUDGED = "unjudged"  # a sentence of which FITTING does not know where it belongs
    EXCEPTION = "exception"  # with its line, and no sentence
    GENERAL = "general"  # a word that fits everything
    SURVIVES = "survives"


def verdict(outcome):
    """What a check's answer to a mutant is worth.

    It names the mistake if it shows the very formula that the student has, or says a sentence of the edit's
    kind; where several causes are offered, one of them must.
    """
    if outcome.cell is None:
        return Verdict.SURVIVES
    found, _ = keys(outcome.text)
    if _shows(outcome.text, outcome.mutant.after) or set(found) & set(FITTING[outcome.mutant.edit]):
        return Verdict.NAMED
    if found:
        return Verdict.WRONG if set(found) & KNOWN else Verdict.UNJUDGED
    return Verdict.EXCEPTION if LINE.search(outcome.text) else Verdict.GENERAL


def _shows(text, statement):
    """Whether a formula in backticks is the right side of the statement."""
    try:
        value = getattr(ast.parse(statement).body[0], "value", None)
    except SyntaxError:  # the head of a loop
        return False
    return value is not None and _plain(ast.unparse(value)) in map(_plain, SHOWN.findall(text))


def _plain(text):
    """A formula as the sentences write it: without self and np, and the names of a dict's entries alone."""
    text = re.sub(r"\b(?:self|np)\.|\b\w+\['(\w+)'\]", lambda found: found[1] or "", text)
    try:
        return ast.unparse(ast.parse(text, mode="eval"))
    except SyntaxError:
        return text
