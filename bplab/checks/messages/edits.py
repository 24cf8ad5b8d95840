"""What the checks say of a formula that is one edit away from the right one (bplab.checks.diagnosis)."""

CAUSE = "`{formula}` gives exactly these numbers.\n  {edit}"
CAUSE_HIDDEN = "{edit}"  # where the formula would show the right one
EITHER = "Either of these gives exactly these numbers:\n{causes}"
POINT, POINT_HIDDEN = "  - `{formula}`: {edit}", "  - {edit}"
BOTH = "`{formula}` gives exactly these numbers. Two things are wrong in it:\n    {first}\n    {second}"
BOTH_HIDDEN = "Two things are wrong:\n    {first}\n    {second}"

# One sentence for each kind of edit; {term} is what the edit is about.
EDITS = {
    # parts left out, or there twice
    "missing_factor": "The factor `{term}` is missing.",
    "missing_slope": "The derivative of the activation, `{term}`, is missing.",
    "missing_term": "The term `{term}` is missing.",
    "stored": "`{term}`, from which this is subtracted, is missing. (`x = -y` and `x =- y` store -y, `x -= y` subtracts y.)",
    "only_term": "Only `{term}` is there, and what it is subtracted from is missing.",
    "only_divisor": "Only the divisor is there, and what it divides, `{term}`, is missing.",
    "missing_function": "`{term}` is not applied.",
    "missing_power": "The power in `{term}` is missing.",
    "not_divided": "The division by `{term}` is missing.",
    "not_summed": "`{term}` is not applied: all entries are still there.",
    "factor_twice": "The factor `{term}` is there twice.",
    "term_twice": "`{term}` is there twice.",
    "function_twice": "`{term}` is applied twice.",
    "squared": "`{term}` is squared, entry by entry.",
    # one too many
    "divided": "It is divided by `{term}` once too often.",
    "multiplied": "The factor `{term}` is one too many.",
    "extra_factor": "The factor `{term}` does not belong there.",
    "doubled": "It is twice as large as it should be.",
    "halved": "It is half as large as it should be.",
    "extra_function": "`{term}` does not belong there.",
    "extra_axis": "With axis={term} more than one number is left.",
    "rounded": "It is rounded to {term} digits: keep all of them.",
    "whole_numbers": "It is cut to whole numbers: an integer array holds no fractions.",
    # another in its place
    "other_name": "`{term}` stands where another name belongs.",
    "other_layer": "`{term}` belongs to another layer.",
    "sums_there": "`{term}` is a weighted sum, before its activation: something else belongs there.",
    "activations_there": "`{term}` is what a layer gives or reads, and something else belongs there.",
    "gradient_there": "`{term}` is a gradient, and something else belongs there.",
    "error_there": "`{term}` is an error term, and something else belongs there.",
    "weights_there": "`{term}` are weights, and something else belongs there.",
    "bias_there": "`{term}` is a bias, and something else belongs there.",
    "labels_there": "`{term}` are the labels, and something else belongs there.",
    "output_there": "`{term}` is the output of the network, and something else belongs there.",
    "other_function": "`{term}` is another function than the one asked for.",
    "other_constant": "The {term} should be another number.",
    "sum_for_mean": "It is a sum, and not the mean that is asked for.",
    "mean_for_sum": "mean already divides by the number of entries.",
    "first_row": "That is the first sample alone. (A `return` inside a loop ends it after one round.)",
    "last_row": "That is the last sample alone: the others were written over, or left out.",
    "updated": "`{term}` was updated before it was used here: compute everything first, update last.",
    # operators
    "elementwise": "In `{term}` a matrix product, `@`, is needed: `*` multiplies entry by entry.",
    "matrix_product": "Before `{term}` entries are multiplied one by one, with `*`: `@` is the matrix product.",
    "product_for_power": "A power is written `**{term}`: `*{term}` is a multiple.",
    "added": "`{term}` is added or subtracted there: it multiplies, entry by entry.",
    "not_added": "`{term}` is no factor: it is a term of the sum.",
    "divided_not_multiplied": "`{term}` multiplies there, it does not divide.",
    "multiplied_not_divided": "`{term}` divides there, it does not multiply.",
    "exchanged": "The two sides of `{term}` are exchanged.",
    "sign": "Only the sign is wrong.",
    "sign_of_term": "The sign before `{term}` is wrong.",
    "sign_of_argument": "The sign inside `{term}` is wrong.",
    "brackets": "Brackets are wrong: `{term}` is no unit.",
    "no_brackets": "Brackets around `{term}` are missing: what stands after them multiplies.",
    "early_function": "`{term}` is applied too early, before the sum is complete.",
    # rows and columns
    "not_transposed": "`{term}` must be transposed: `.T` is missing.",
    "transposed": "`{term}` must not be transposed.",
    "result_transposed": "Rows and columns of the result are exchanged.",
    "other_axis": "axis={term} adds up along the wrong axis: axis=0 runs over the samples, axis=1 over the columns.",
    "no_axis": "Without an axis, `{term}` runs over all entries.",
    "no_keepdims": "Without keepdims=True, `{term}` loses an axis, and what is left lies along the other one.",
    # slips of single formulas
    "sigmoid_slope_twice": "The derivative of the sigmoid is a factor too many: with the cross-entropy it cancels.",
    "fixed_rate": "The rate is always the same number there: use the argument {term}.",
    "relu_slope": "That is the derivative of ReLU.",
    "sigmoid_slope": "That is the derivative of the sigmoid.",
    "tanh_slope": "That is the derivative of tanh.",
    "slope_of_sums": "The formula a * (1 - a) wants the activated value, a = sigmoid(z): z stands in it.",
    "only_exp": "The rest, 1 / (1 + ...), is missing.",
    "doubled_there": "`{term}` is doubled there.",
    "absolute": "These are absolute values, where squares are asked for.",
    "root": "The root was taken: the mean of the squares itself is asked for.",
    "squared_too_late": "Square each difference first, then take the mean: before, positive and negative ones cancel.",
    "slope_of_activation": "The derivative is taken of the activation once more.",
}
