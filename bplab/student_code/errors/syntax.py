"""Code that Python cannot read."""

ERRORS = {
    "bracket_open": (
        r"SyntaxError: '(?P<name>[(\[{])' was never closed",
        "A bracket, `{name}`, is opened and not closed: its other half is missing, in this line or below.",
    ),
    "bracket_closed": (
        r"SyntaxError: (?:unmatched|closing parenthesis)",
        "A bracket is closed that was not opened, or opened as another kind: count them from the left.",
    ),
    "colon": (
        r"SyntaxError: expected ':'",
        "A colon is missing: lines with def, class, if, else, for and while end with one.",
    ),
    "nothing_indented": (
        r"IndentationError: expected an indented block",
        "After a line that ends with a colon the next one is indented: it is missing, or stands too far left.",
    ),
    "tabs": (
        r"TabError",
        "Tabs and spaces are mixed where lines begin, and look alike: use four spaces everywhere.",
    ),
    "indented": (
        r"IndentationError",
        "This line begins further left, or right, than those that belong with it: they must begin at one place.",
    ),
    "quote": (
        r"SyntaxError: unterminated",
        "A text is opened with a quote and not closed: the same kind of quote is missing at its end.",
    ),
    "equals": (
        r"SyntaxError: .*(?:Maybe you meant '=='|cannot assign to)",
        "`=` gives a value to what stands left of it, which must be a name or an entry; to compare, write `==`.",
    ),
    "outside": (
        r"SyntaxError: '(?P<name>\w+)' (?:outside|not properly in)",
        "`{name}` stands outside of its function or loop: is the line indented far enough?",
    ),
    "print": (
        r"SyntaxError: Missing parentheses in call to '(?P<name>\w+)",
        "`{name}` is a function: what it takes stands in round brackets.",
    ),
    "digits": (
        r"SyntaxError: (?:invalid \w+ literal|leading zeros)",
        "A name does not begin with a digit, a number not with 0, and a factor before a name needs its `*`: 2 * x.",
    ),
    "character": (
        r"SyntaxError: invalid (?:non-printable )?character",
        "This line holds a character that only looks right, as copied text does (curly quotes, a long minus): type it anew.",
    ),
    "comma": (
        r"SyntaxError: .*forgot a comma",
        "Between two things in brackets a comma, or an operator, is missing.",
    ),
    "options_first": (
        r"SyntaxError: positional argument follows keyword",
        "Arguments that are given by name, as axis=1, come after all others.",
    ),
    "unreadable": (
        r"SyntaxError",
        "Python cannot read this line, or the one before it: look for a bracket, quote, colon, comma or operator too few or too many.",
    ),
}
