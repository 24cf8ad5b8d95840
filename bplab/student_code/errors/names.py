"""Names, modules and attributes that Python does not know, and None."""

MEMBERS = r"(?:weights|bias|z|a|e|grad_weights|grad_bias)_\d"
LISTS = r"[zae]|masks|(?:grad_)?(?:weights|biases)"  # of a network of any depth

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
    "self_alone": (
        r"NameError: name 'self' is not defined",
        "`self` is known in methods alone: they name it first, as in `def forward(self, X):`, and their lines are indented.",
    ),
    "capital": (
        r"NameError: name '(?P<name>true|false|none|null|TRUE|FALSE|NULL|Null)' is not defined",
        "`{name}` is no word of Python's: these are True, False and None, with a capital.",
    ),
    "not_imported": (
        r"NameError: name '(?P<name>math|random|copy|numpy|matplotlib|itertools|functools|time|os|sys)' is not defined",
        "`{name}` is a module that was not imported: `import {name}` comes first, and numpy is called np here.",
    ),
    "too_early": (
        r"UnboundLocalError: .*variable '(?P<name>\w+)'",
        "`{name}` is read before the line of this function that gives it a value: that line comes later, or was not reached.",
    ),
    "no_name": (
        r"NameError: name '(?P<name>\w+)' is not defined",
        "The name `{name}` is not known in this line: it is spelt differently elsewhere (capitals count), comes later, or a cell above was not run.",
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
    "class_itself": (
        r"AttributeError: type object '(?P<type>\w+)' has no attribute '(?P<name>\w+)'",
        "{type} is the class, and `{name}` belongs to a network: make one first, `network = {type}(...)`.",
    ),
    "generator": (
        r"'generator'|Error: Calling np\.\w+\(generator\)",
        "What stands in round brackets with `for`, or comes from `yield`, is no array yet: np.array([... for ...]), in square brackets.",
    ),
    "array_grows": (
        r"AttributeError: 'numpy.ndarray' object has no attribute '(?P<name>append|extend|insert|pop)'",
        "An array keeps its size and has no `{name}`: collect in a list and make an array of it at the end, or fill one of np.zeros.",
    ),
    "entry_by_dot": (
        r"AttributeError: 'dict' object has no attribute '(?P<name>\w+)'",
        "An entry of a dict is taken with square brackets and its name in quotes, and not with a dot: look at how `{name}` is read.",
    ),
    "other_generator": (
        r"AttributeError: 'numpy.random._generator.Generator' object has no attribute '(?P<name>\w+)'",
        "A generator of np.random.default_rng has no `{name}`: it draws with normal, random, integers, permutation.",
    ),
    "list_not_array": (
        r"AttributeError: '(?P<type>list|tuple)' object has no attribute '(?P<name>\w+)'",
        "A {type} has no `{name}`: make an array of it first, with np.array.",
    ),
    "no_attribute": (
        r"AttributeError: '(?P<type>[\w.]+)' object has no attribute '(?P<name>\w+)'",
        "What stands before the dot, of type {type}, has no `{name}`: look at how it is spelt, and at what it is.",
    ),
}
