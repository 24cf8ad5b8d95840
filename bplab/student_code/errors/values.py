"""Operators, brackets, containers and types, and all the rest."""

ERRORS = {
    # operators and brackets
    "power": (
        r"TypeError: .*(?:bitwise_xor|for \^)",
        "`^` does not raise to a power in Python: write `**`.",
    ),
    "logic": (
        r"TypeError: ufunc '(?:bitwise_and|bitwise_or|invert)' not supported",
        "`&`, `|` and `~` combine True and False: put each comparison in brackets, (x > 0) & (x < 1).",
    ),
    "text": (
        r"TypeError: (?:can only concatenate str|unsupported operand type\(s\) for .*'str'|bad operand type for .*'str')|ValueError: (?:could not convert string|invalid literal)|dtype\('<U|string multiply",
        "Something in this line is text, in quotes, and not a number.",
    ),
    "no_numbers": (
        r"TypeError: ufunc '(?P<name>\w+)' (?:not supported|did not contain)",
        "{name} works on numbers, and this array holds something else: print it.",
    ),
    "compared_container": (
        r"TypeError: '[<>]=?' not supported between instances of '(?P<type>tuple|dict|list)'",
        "A {type} is compared with a number: take the array out of it first, as in `A2, cache = ...`.",
    ),
    "arithmetic_with_container": (
        r"TypeError: (?:unsupported operand type\(s\) for .*'(?:tuple|dict|list|set|map|range|zip)'|bad operand type for .*'(?:tuple|dict|list)'|can't multiply sequence)",
        "One side is not an array but a container of several things: take out what you mean, or use np.array.",
    ),
    "square_call": (
        r"TypeError: (?:'(?:builtin_function_or_method|function|method|type|numpy\._ArrayFunctionDispatcher|numpy\.ufunc)' object|type '\w+') is not subscriptable",
        "A function is called with round brackets: square ones take an entry out of something.",
    ),
    "no_entries": (
        r"TypeError: '(?P<type>[\w.]+)' object is not subscriptable",
        "Square brackets take an entry out of something, and a {type} has none: look at what stands before them.",
    ),
    "called_attribute": (
        r"TypeError: '[\w.]+' object is not callable\n.*\.(?P<name>shape|size|ndim|T)\(",
        "`.{name}` is no function: it stands without round brackets. An entry of a shape is taken with square ones, X.shape[0].",
    ),
    "covered_name": (
        r"TypeError: '(?P<type>[\w.]+)' object is not callable\n.*(?<![\w.])(?P<name>sum|max|min|len|range|abs|round|list|dict|tuple|set|float|int|str|print|zip|sorted)\(",
        "Round brackets call a function, and this is a {type}. Does a line say `{name} = ...`? Then Python's own `{name}` is covered: take another name, and restart the kernel. Otherwise a `*` is missing.",
    ),
    "not_a_function": (
        r"TypeError: '(?P<type>[\w.]+)' object is not callable",
        "Round brackets call a function, and this is a {type}: a `*` is missing before them, or the function's name was given to something else.",
    ),
    "fixed_container": (
        r"TypeError: 'tuple' object does not support item assignment|TypeError: '[\w.]+' object does not support item assignment",
        "No entry can be written into this: make an array first, such as np.zeros of the shape you need.",
    ),
    "and_or": (
        r"truth value of an array.*\n.*\b(?:and|or|not)\b",
        "`and`, `or` and `not` take one truth value each: for arrays write `&`, `|` and `~`, with brackets around each comparison.",
    ),
    "one_number": (
        r"truth value of an array|(?:converted|convert an array of size 1) to (?:a )?Python scalar|define __round__",
        "`if`, `max`, `float` and `math` take one number at a time: use NumPy's functions, which take whole arrays.",
    ),
    "integers_in_place": (
        r"Cannot cast ufunc '\w+' output from",
        "An integer array cannot take fractions in place: work on a float copy, np.array(x, dtype=float).",
    ),
    "read_only": (
        r"ValueError: (?:assignment|output array) .*read-only",
        "This writes into an array that belongs to the caller: work on a copy, or make a new array.",
    ),
    "not_several": (
        r"TypeError: (?:cannot unpack non-iterable|'[\w.]+' object is not iterable|iteration over a 0-d|argument of type '[\w.]+' is not iterable)",
        "Several things are expected here, and this is a single one. A loop that counts is `for i in range(n)`.",
    ),
    "no_length": (
        r"TypeError: (?:object of type '[\w.]+' has no len\(\)|len\(\) of unsized)",
        "len counts entries, and this has none: it is a single number, or no array.",
    ),
    "key_of_array": (
        r"TypeError: unhashable type",
        "An array, a list or a dict cannot be a key, or an element of a set.",
    ),
    "no_type": (
        r"TypeError: data type '(?P<name>\w+)' not understood",
        "There is no type `{name}`: the usual ones are float and int.",
    ),
    # containers
    "gradient_key": (
        r"KeyError: '[Wb]\d'\n.*grads\[",
        "The entries of grads begin with a d: a gradient is named like its parameter, with a d before it.",
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
    "negative_power": (
        r"ValueError: Integers to negative integer powers",
        "Of whole numbers there are no negative powers: take floats, or divide, 1 / x.",
    ),
    "out_of_domain": (
        r"ValueError: math domain error",
        "math.log takes numbers above 0, and math.sqrt none below 0: print what goes in.",
    ),
    "too_large": (
        r"OverflowError",
        "A number became too large: look at what goes into exp, or into a power.",
    ),
    "too_much": (
        r"MemoryError",
        "So large an array does not fit: print the shapes that go into this line.",
    ),
    "no_file": (
        r"FileNotFoundError",
        "There is no such file where the notebook runs: take the data as the text does.",
    ),
    "asks": (
        r"EOFError|StdinNotImplementedError",
        "Nobody is there to type while this runs: leave out input().",
    ),
    "by_zero": (
        r"ZeroDivisionError",
        "Something is divided by 0: print the divisor.",
    ),
    "own_assert": (
        r"AssertionError",
        "This is an `assert` of your own: what it claims does not hold.",
    ),
}
