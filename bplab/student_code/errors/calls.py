"""Functions called with other arguments than they take."""

ERRORS = {
    "joined_in_one": (
        r"TypeError: (?:[hvd]stack\(\) takes|only integer scalar arrays can be converted.*\n.*(?:concatenate|stack)\()",
        "What is put together is one argument, in brackets of its own: np.concatenate([a, b]), not np.concatenate(a, b).",
    ),
    "entries_in_one": (
        r"TypeError: (?:array\(\) takes .*|Cannot interpret '\d+' as a data type\n.*\b(?:as)?array\(\s*-?\d)",
        "The entries of an array are one argument, in square brackets: np.array([1, 2, 3]), not np.array(1, 2, 3).",
    ),
    "shape_in_two": (
        r"TypeError: Cannot interpret '\d+' as a data type",
        "A shape is one argument, in brackets of its own: np.zeros((2, 3)), not np.zeros(2, 3).",
    ),
    "counts_to_number": (
        r"TypeError: (?:'(?:list|tuple)' object cannot be interpreted|only integer scalar arrays).*\n.*\brange\(",
        "range counts up to a number: range(len(x)). To go through the rows themselves, `for row in x`.",
    ),
    "shape_in_one": (
        r"TypeError: '(?:tuple|list)' object cannot be interpreted as an integer",
        "Here the sizes are arguments one by one: np.random.randn(2, 3), not np.random.randn((2, 3)).",
    ),
    "size_not_whole": (
        r"TypeError: (?:'(?:[\w.]*float\d*|str)' object cannot be interpreted as an integer|expected a sequence of integers)",
        "A size, or a number of rounds, is a whole number: use int(...), or `//` to divide.",
    ),
    "argument_missing": (
        r"TypeError: (?:\w+\.)*(?P<function>\w+)\(\) missing \d+ required positional arguments?: (?P<names>.*)",
        "{function} was called without {names}: compare its first line with the call. A function of yours takes what its first line had when you got it (older versions of such exercises ask for more).",
    ),
    "arguments_counted": (
        r"TypeError: (?:\w+\.)*(?P<function>\w+)\(\) (?:takes .* given|missing required argument)",
        "{function} was called with more or fewer arguments than it takes: compare the call with its first line. A method's first argument is `self`.",
    ),
    "matrix_option": (
        r"TypeError: matrix\.\w+\(\) got an unexpected keyword argument",
        "This is an np.matrix, whose functions keep both axes and take no keepdims: work with np.array.",
    ),
    "misspelt_option": (
        r"TypeError: (?:\w+\.)*(?P<function>\w+)\(\) got an unexpected keyword argument '(?P<name>axes|axs|ax|dim|keepdim|keep_dims|keepDims)'",
        "{function} knows no `{name}`: NumPy's functions take axis=0 or axis=1, and keepdims=True.",
    ),
    "option_of_python": (
        r"TypeError: '(?P<name>\w+)' is an invalid keyword argument for (?P<function>\w+)\(\)",
        "Python's own {function} knows no `{name}`: that is one of np.{function}.",
    ),
    "unknown_keyword": (
        r"TypeError: (?:\w+\.)*(?P<function>\w+)\(\) got an unexpected keyword argument '(?P<name>\w+)'",
        "{function} knows no argument `{name}`: compare with its first line, and leave that as you got it.",
    ),
    "array_for_number": (
        r"TypeError: only integer scalar arrays can be converted",
        "A single whole number is asked for here, and this is an array, or an index into a list.",
    ),
    "condition_alone": (
        r"ValueError: either both or neither of x and y",
        "np.where takes a condition, and what is taken where it holds, and where not: np.where(x > 0, x, 0).",
    ),
}
