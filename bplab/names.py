"""Which names a piece of code reads that it does not define itself before: they come from elsewhere."""

import ast
import builtins

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)


def names_read(tree):
    """name -> line of its first use, of names that are read before the code itself binds them.

    tree: a module, or a list of statements. What stands in a function is read when it is called: names that
    the code binds anywhere at its top level are its own there. Built-in names are left out.
    """
    reader = _Reader(set())
    for statement in getattr(tree, "body", tree):
        reader.visit(statement)
    reader.finish()
    return dict(sorted(reader.read.items(), key=lambda item: item[1]))


class _Reader(ast.NodeVisitor):
    """Walks one scope in the order in which it is carried out."""

    def __init__(self, bound):
        self.bound, self.read, self.later = set(bound), {}, []

    def finish(self):
        """Look into the functions, now that all names are bound."""
        for node in self.later:
            inner = _Reader(self.bound | _locals(node))
            body = node.body if isinstance(node.body, list) else [node.body]
            for part in body:
                inner.visit(part)
            inner.finish()
            self._add(inner.read)

    def _add(self, read):
        for name, line in read.items():
            self.read.setdefault(name, line)

    def visit_Name(self, node):
        if not isinstance(node.ctx, ast.Load):
            self.bound.add(node.id)
        elif node.id not in self.bound and not hasattr(builtins, node.id):
            self.read.setdefault(node.id, node.lineno)

    def visit_Assign(self, node):
        self._visit(node.value, *node.targets)

    def visit_AnnAssign(self, node):
        self._visit(node.value, node.target)

    def visit_AugAssign(self, node):
        if isinstance(node.target, ast.Name):
            self.visit(ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target))
        self._visit(node.value, node.target)

    def visit_NamedExpr(self, node):
        self._visit(node.value, node.target)

    def visit_For(self, node):
        self._visit(node.iter, node.target, *node.body, *node.orelse)

    def visit_Import(self, node):
        self.bound |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node):
        self._visit(node.type)
        if node.name:
            self.bound.add(node.name)
        self._visit(*node.body)

    def visit_FunctionDef(self, node):
        self._visit(*node.decorator_list, *_defaults(node.args))
        self.bound.add(node.name)
        self.later.append(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        self._visit(*_defaults(node.args))
        self.later.append(node)

    def visit_ClassDef(self, node):
        self._visit(*node.decorator_list, *node.bases, *node.keywords)
        self.bound.add(node.name)
        inner = _Reader(self.bound)
        inner._visit(*node.body)
        self.later += inner.later  # a method sees the names outside of its class only
        self._add(inner.read)

    def _comprehension(self, node):
        inner = _Reader(self.bound)
        for each in node.generators:
            inner._visit(each.iter, each.target, *each.ifs)
        parts = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        inner._visit(*parts)
        inner.finish()
        self._add(inner.read)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _visit(self, *nodes):
        for node in nodes:
            if node is not None:
                self.visit(node)


def _defaults(arguments):
    return [*arguments.defaults, *arguments.kw_defaults]


def _locals(function):
    """The names that are a function's own: arguments, and what it binds anywhere in it."""
    names = {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
    declared, inner = set(), _Reader(set())
    body = function.body if isinstance(function.body, list) else [function.body]
    inner._visit(*body)
    for node in ast.walk(function):
        if isinstance(node, ast.Global):
            declared |= set(node.names)
    return names | inner.bound - declared
