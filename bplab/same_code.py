"""Whether code in two languages does the same: compared without what only a person reads."""

import ast

SPEAKS = ast.dump(ast.parse("import bplab.zh").body[0])  # what a notebook in Chinese begins with


def without_words(source):
    """What code does whatever its strings, comments and language say, to be compared; None if it is none."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    tree.body = [each for each in tree.body if ast.dump(each) != SPEAKS]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
        elif isinstance(node, ast.JoinedStr):
            values = [each for each in node.values if not isinstance(each, ast.Constant)]
            node.values = sorted(values, key=ast.dump)
    return ast.dump(tree)
