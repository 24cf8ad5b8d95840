"""Arrays whose shapes, axes or places do not fit."""

KEYS = r"[WbZA]\d"

ERRORS = {
    # samples in columns: most published solutions of unit 4 have them
    "columns": (
        rf"(?:mismatch|not aligned).*\n.*(?:np\.dot\(\s*(?:self\.)?{KEYS}(?:\.T)?\s*,|\b{KEYS}(?:\.T)?\s*@\s*(?:X|A\d)\b(?!\.T))",
        "This is the product for samples in columns. Here samples are rows, so what a layer reads comes first and its weights second; biases are rows, and the number of samples is X.shape[0].",
    ),
    # shapes
    "product": (
        r"ValueError: .*(?:core dimension.*\(size|not aligned:) (?P<one>\d+) .*(?:is different from|!=) (?P<other>\d+)",
        "Write the shapes of both factors side by side: inner sizes must agree, outer ones remain. Here the inner ones are {one} and {other}.",
    ),
    "product_of_number": (
        r"ValueError: matmul: .*does not have enough dimensions \(has 0|TypeError: unsupported operand type\(s\) for @",
        "One side of `@` is a single number, or None: `@` is for arrays, `*` for numbers.",
    ),
    "keeps_its_shape": (
        r"ValueError: (?:non-broadcastable output operand|operands could not be broadcast together with shapes \(\S+\) \(\S+\) \(\S+\))",
        "A change in place, as with `-=`, keeps the shape: what comes on the right must have it, too.",
    ),
    "lost_axis": (
        r"ValueError: operands could not be broadcast together with shapes (?:\(\d+,\d+\) \(\d+,\)|\(\d+,\) \(\d+,\d+\))",
        "One of the two has one axis fewer: line the shapes up from the right, where sizes must be equal or 1. A sum, mean or max loses an axis without keepdims=True; labels that are not one-hot have only one.",
    ),
    "mask": (
        r"IndexError: boolean index did not match",
        "True and False choose places: there must be as many of them as there are places along that axis.",
    ),
    "pairs": (
        r"IndexError: shape mismatch: indexing arrays",
        "Two lists of places are read in pairs, row with column: both must be of the same length.",
    ),
    "broadcast": (
        r"ValueError: .*broadcast",
        "These two shapes do not fit entry by entry: sizes must be equal or 1. Which of the two arrays has a shape you did not expect?",
    ),
    "joined": (
        r"ValueError: all the input array",
        "What is put together must agree in all sizes but one: print both shapes.",
    ),
    "squeezed": (
        r"ValueError: cannot select an axis to squeeze",
        "squeeze takes away axes of size 1 alone, and this one is longer.",
    ),
    "below_zero": (
        r"ValueError: negative dimensions",
        "A size came out below 0: print the sizes.",
    ),
    "matrix_power": (
        r"LinAlgError: Last 2 dimensions of the array must be square\n.*\*\*",
        "Of np.matrix, `**` is the power of matrices, and `*` their product: work with np.array.",
    ),
    "reshape": (
        r"ValueError: cannot reshape",
        "reshape keeps the number of entries: the new shape has more of them, or fewer.",
    ),
    "ragged": (
        r"ValueError: setting an array element with a sequence",
        "One place of an array takes one number: what was put there has several, or rows are of different length.",
    ),
    "no_such_axis": (
        r"AxisError: axis -?\d+ is out of bounds for array of dimension (?P<dimension>\d+)",
        "The array has {dimension} axes, and they count from 0: in a matrix, axis 0 runs down the rows and axis 1 along the columns.",
    ),
    "no_such_size": (
        r"IndexError: tuple index out of range",
        "Places count from 0: the shape of a matrix has the entries [0] and [1], and so has a pair.",
    ),
    "place_in_number": (
        r"IndexError: invalid index to scalar",
        "This is a single number already, and has no entries: the square brackets are too many.",
    ),
    "two_in_list": (
        r"TypeError: list indices must be integers or slices, not tuple",
        "A list takes one index, rows[i][j]: make an array of it, np.array(rows), for rows[i, j].",
    ),
    "no_such_place": (
        r"IndexError: (?:index -?\d+ is out of bounds|list index out of range|too many indices)",
        "There is no such place in the array: places count from 0, so the last one is its size minus 1.",
    ),
    "index_not_whole": (
        r"IndexError: (?:only integers|arrays used as indices)|TypeError: (?:list|tuple) indices must be integers",
        "Places are whole numbers: take an index from an integer array, or convert it with astype(int).",
    ),
}
