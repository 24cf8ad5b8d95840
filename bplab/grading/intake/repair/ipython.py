"""IPython's own syntax (`%time f()`, `files = !ls`, `np.exp?`), read by IPython's own transformer."""

import ast
import re
from functools import cache

# The transformer reads the whole cell anew for each line of IPython's. This much takes it a second.
MOST_WORK = 60_000  # characters of a cell times its lines that may be IPython's
MOST_NESTED = 5  # magics of magics
LINE = re.compile(r"^([^\S\n]*+)([%!?/,;].*|[\w., ]*=[ ]*[%!].*|[\w.%*\[\]-]+\?{1,2}[ ]*)$", re.MULTILINE)
RUN_HERE = ("time", "capture", "prun")  # magics that run their code in the notebook's own namespace


def as_ipython_runs_it(source, nested=0):
    """The syntax tree of a cell; raises what `ast.parse` does if IPython refuses it, too.

    In a long cell with many lines of IPython's these are only left out.
    """
    if len(source) * len(LINE.findall(source)) > MOST_WORK or nested > MOST_NESTED:
        return ast.parse(LINE.sub(r"\1pass", source))
    try:
        python = _transformer().transform_cell(source)
    except RuntimeError as error:  # it comes to no end
        raise ValueError from error
    return _CodeOfMagics(nested).visit(ast.parse(python))


@cache
def _transformer():
    from IPython.core.inputtransformer2 import TransformerManager  # half a second, for the few who need it

    return TransformerManager()


class _CodeOfMagics(ast.NodeTransformer):
    """Puts the code that `%%time` and its like run in the place of their call."""

    def __init__(self, nested):
        self.nested = nested

    def visit_Expr(self, statement):
        match statement.value:
            case ast.Call(
                ast.Attribute(attr="run_cell_magic" | "run_line_magic"),
                [ast.Constant(str(name)), *_, ast.Constant(str(code))],
            ):
                if name.startswith("%"):
                    raise SyntaxError("a cell's magic below its first line")
                if name in RUN_HERE:
                    return as_ipython_runs_it(code, self.nested + 1).body or ast.Pass()
        return statement
