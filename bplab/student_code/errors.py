"""Python's and NumPy's own errors in a student's words: one table for all units.

A pattern is looked for in "Type: message", followed by a newline and the student's line; the first that is
found counts. Its named groups stand in the sentence.
"""

MEMBERS = r"(?:weights|bias|z|a|e|grad_weights|grad_bias)_\d"
KEYS = r"[WbZA]\d"
LISTS = r"[zae]|masks|(?:grad_)?(?:weights|biases)"  # of a network of any depth

# key -> (pattern, sentence)
ERRORS = {
    # names
    "no_numpy": (
        r"NameError: name '(?P<name>np|plt)' is not defined",
        "Run the cell with the imports at the top first: it gives `{name}` its meaning.",
    ),
    "no_self": (
        rf"NameError: name '(?P<name>{MEMBERS}|y_pred(?='.*\n.*self\.\w+_\d))' is not defined",
        "`{name}` belongs to the network: write `self.{name}`, here and where it is computed.",
    ),
    "too_early": (
        r"UnboundLocalError: .*variable '(?P<name>\w+)'",
        "`{name}` is read before the line of this function that gives it a value: that line comes later, or was not reached.",
    ),
    "no_name": (
        r"NameError: name '(?P<name>\w+)' is not defined",
        "Nothing of the name `{name}` is known in this line: it is written another way elsewhere (capitals count), comes later, or a cell above was not run.",
    ),
    # modules
    "old_numpy": (
        r"AttributeError: module 'numpy' has no attribute '(?P<name>float|int|bool|object|str)'",
        "NumPy no longer has `np.{name}`: write `{name}`, Python's own.",
    ),
    "not_in_module": (
        r"AttributeError: module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'",
        "There is no `{name}` in `{module}`: look at how it is spelt.",
    ),
    "no_module": (
        r"ModuleNotFoundError: No module named '(?P<name>[\w.]+)'",
        "`{name}` is not installed here: use Python's standard library, NumPy and Matplotlib.",
    ),
    "no_import": (
        r"ImportError: cannot import name '(?P<name>\w+)'",
        "There is no `{name}` to import from there: look at how it is spelt.",
    ),
    # None
    "none": (
        r"NoneType|dtype\('O'\)",
        "Something in this line is None: a blank before it, or in it, is not written yet, or a function does not return its result.",
    ),
    "none_or_number": (  # NumPy sees an array without axes in both
        r"out of bounds for array of dimension 0\b",
        "Something in this line is None or a single number, and not an array: a blank before it, or in it, is not written yet, or it holds one number where an array is expected.",
    ),
    # attributes of the student's objects
    "lost_local": (
        rf"AttributeError: '(?:\w*Network|MLP)' object has no attribute '(?P<name>{MEMBERS}|{LISTS})'",
        "`self.{name}` is read, and nothing was stored in it before: its line comes later, is missing or was not reached, or says `{name} = ...` without `self.`, which is lost.",
    ),
    "list_not_array": (
        r"AttributeError: '(?P<type>list|tuple)' object has no attribute '(?P<name>\w+)'",
        "A {type} has no `{name}`: make an array of it first, with np.array.",
    ),
    "no_attribute": (
        r"AttributeError: '(?P<type>[\w.]+)' object has no attribute '(?P<name>\w+)'",
        "What stands before the dot, of type {type}, has no `{name}`: look at how it is spelt, and at what it is.",
    ),
    # arguments
    "shape_in_two": (
        r"TypeError: Cannot interpret '\d+' as a data type",
        "A shape is one argument, in brackets of its own: np.zeros((2, 3)), not np.zeros(2, 3).",
    ),
    "shape_in_one": (
        r"TypeError: 'tuple' object cannot be interpreted as an integer",
        "Here the sizes are arguments one by one: np.random.randn(2, 3), not np.random.randn((2, 3)).",
    ),
    "size_not_whole": (
        r"TypeError: (?:'[\w.]*float\d*' object cannot be interpreted as an integer|expected a sequence of integers)",
        "A size, or a number of rounds, is a whole number: use int(...), or `//` to divide.",
    ),
    "argument_missing": (
        r"TypeError: (?:\w+\.)*(?P<function>\w+)\(\) missing \d+ required positional arguments?: (?P<names>.*)",
        "{function} was called without {names}: compare its first line with the call. A function of yours takes what its first line had when you got it (older versions of such exercises ask for more).",
    ),
    "arguments_too_many": (
        r"TypeError: (?:\w+\.)*(?P<function>\w+)\(\) takes .* positional arguments? but .* given",
        "{function} was called with more arguments than its first line names: compare the two. A method's first argument is `self`.",
    ),
    "unknown_keyword": (
        r"TypeError: (?:\w+\.)*(?P<function>\w+)\(\) got an unexpected keyword argument '(?P<name>\w+)'",
        "{function} knows no argument `{name}`: leave its first line as it was given.",
    ),
    # samples in columns: most published solutions of unit 4 have them
    "columns": (
        rf"(?:mismatch|not aligned).*\n.*(?:np\.dot\(\s*(?:self\.)?{KEYS}(?:\.T)?\s*,|\b{KEYS}(?:\.T)?\s*@\s*(?:X|A\d)\b(?!\.T))",
        "This is the product for samples in columns. Here samples are rows, so what a layer reads comes first and its weights second; biases are rows, and the number of samples is X.shape[0].",
    ),
    # shapes
    "product": (
        r"ValueError: .*(?:core dimension|not aligned)",
        "Write the shapes of both factors side by side: inner sizes must agree, outer ones remain.",
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
        "One of the two has an axis less: line the shapes up from the right, where sizes must be equal or 1. A sum, mean or max loses an axis without keepdims=True; labels that are not one-hot have only one.",
    ),
    "broadcast": (
        r"ValueError: .*broadcast",
        "These two shapes do not fit entry by entry: sizes must be equal or 1. Which of the two arrays has a shape you did not expect?",
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
        "Places count from 0: the shape of a matrix has the entries [0] and [1], a pair has them, too.",
    ),
    "no_such_place": (
        r"IndexError: (?:index -?\d+ is out of bounds|list index out of range|too many indices)",
        "There is no such place in the array: places count from 0, so the last one is its size minus 1.",
    ),
    "index_not_whole": (
        r"IndexError: (?:only integers|arrays used as indices)",
        "Places are whole numbers: take an index from an integer array, or convert it with astype(int).",
    ),
    # operators and brackets
    "power": (
        r"TypeError: .*(?:bitwise_xor|for \^)",
        "`^` is no power in Python: write `**`.",
    ),
    "compared_container": (
        r"TypeError: '[<>]=?' not supported between instances of '(?P<type>tuple|dict|list)'",
        "A {type} is compared with a number: take the array out of it first, as in `A2, cache = ...`.",
    ),
    "arithmetic_with_container": (
        r"TypeError: (?:unsupported operand type\(s\) for .*'(?P<type>tuple|dict)'|can't multiply sequence)",
        "One side is no array but a container of several things: take out what you mean, or use np.array.",
    ),
    "no_entries": (
        r"TypeError: '(?P<type>\w+)' object is not subscriptable",
        "Square brackets take an entry out of something, and a {type} has none: look at what stands before them.",
    ),
    "not_a_function": (
        r"TypeError: '(?P<type>[\w.]+)' object is not callable",
        "Round brackets call a function, and this is a {type}: a `*` is missing before them, or the function's name was given to something else.",
    ),
    "fixed_container": (
        r"TypeError: 'tuple' object does not support item assignment|TypeError: '[\w.]+' object does not support item assignment",
        "Into this no entry can be written: make an array first, such as np.zeros of the shape you need.",
    ),
    "one_number": (
        r"truth value of an array|converted to Python scalars",
        "`if`, `max` and `math` take one number at a time: use NumPy's functions, which take whole arrays.",
    ),
    "integers_in_place": (
        r"Cannot cast ufunc '\w+' output from",
        "An integer array cannot take fractions in place: work on a float copy, np.array(x, dtype=float).",
    ),
    "read_only": (
        r"ValueError: (?:assignment|output array) .*read-only",
        "This writes into an array that belongs to the caller: work on a copy, or make a new array.",
    ),
    # containers
    "gradient_key": (
        r"KeyError: '[Wb]\d'\n.*grads\[",
        "The entries of grads begin with a d: a gradient is called as its parameter, with d before it.",
    ),
    "no_key": (
        r"KeyError: (?P<name>.*)",
        "The dict has no entry {name}: compare with the names under which things were put in.",
    ),
    "unpacked": (
        r"ValueError: (?:too many values to unpack|not enough values to unpack)",
        "Left of `=` stand more names than there are values on the right, or fewer.",
    ),
    # the rest
    "recursion": (
        r"RecursionError",
        "The function calls itself without end: look for its own name in it.",
    ),
    "by_zero": (
        r"ZeroDivisionError",
        "Something is divided by 0: print what stands below the line.",
    ),
    "own_assert": (
        r"AssertionError",
        "This is an `assert` of your own: what it claims does not hold.",
    ),
}
