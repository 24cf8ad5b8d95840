"""Whether the tests notice a change of the engine: small mistakes in judge, wire, repair and journal.

Each is made in a copy of the last commit, with an environment of its own, and those test files run that
concern the changed one, up to the first failure. What survives is listed with its line: a gap in the tests,
or no mistake.

    python benchmarks/engine_mutants.py --sample 100 --seed 1 --only wire repair
"""

import argparse
import ast
import random
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
GRADING = Path("bplab/grading")
SECONDS = 600  # of the tests of one change: what hangs is noticed, too
# A part of the engine -> its files below bplab/grading, and the tests that concern each of them.
CONCERNED = {
    "judge": {
        "judge/causes.py": "test_judge_causes.py test_judge.py",
        "judge/examine.py": "test_judge_remote.py test_judge.py test_judge_causes.py test_judge_limits.py",
        "judge/given.py": "test_given.py test_judge.py",
        "judge/judge.py": "test_judge.py test_judge_causes.py test_judge_limits.py",
        "judge/remote.py": (
            "test_judge_remote.py test_given.py test_judge.py test_judge_limits.py test_permitted.py "
            "test_chatty.py"
        ),
        "judge/verdicts.py": "test_judge.py test_judge_causes.py",
    },
    "wire": {"sandbox/wire.py": "test_wire.py test_judge.py"},
    "repair": {
        f"intake/repair/{name}.py": "repair"
        for name in (
            *("__init__", "clean", "code", "copies", "fences", "ipython"),
            *("pictures", "recognise", "records", "restore", "template", "unmerge"),
        )
    },
    "journal": {"classrun/journal.py": "test_journal.py"},
}
OPPOSITE = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A mistake in a file: what stood on a line, what stands there now; text: the whole file."""

    part: str
    path: Path
    line: int
    before: str
    after: str
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.before}  ->  {self.after}"


def main():
    arguments = parse_arguments()
    parts = {part: CONCERNED[part] for part in arguments.only}
    files = [(part, GRADING / name) for part, concerned in parts.items() for name in concerned]
    found = [change for part, path in files for change in changes(part, path)]
    chosen = random.Random(arguments.seed).sample(found, min(arguments.sample, len(found)))
    caught, begin = dict.fromkeys(parts, 0), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bplab-mutants-") as folder:
        checkout = copy(Path(folder))
        for name in sorted({tests(change) for change in chosen}):
            if how := noticed(checkout, name):
                raise SystemExit(f"{how} without any change: tests/{name}")
        for number, change in enumerate(chosen, start=1):
            path = checkout / change.path
            kept = path.read_text()
            path.write_text(change.text)
            how = noticed(checkout, tests(change))
            path.write_text(kept)
            caught[change.part] += bool(how)
            print(f"{number:4} {how or 'SURVIVED':12} {change}", flush=True)
    for part in parts:
        tried, possible = (sum(change.part == part for change in some) for some in (chosen, found))
        print(f"{part:10} {caught[part]} of {tried} caught, {possible} possible")
    print(f"{sum(caught.values())} of {len(chosen)} caught, {time.monotonic() - begin:.0f} s")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=int, default=12, help="how many changes (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="which of them")
    parser.add_argument("--only", nargs="+", choices=CONCERNED, default=list(CONCERNED), help="parts")
    return parser.parse_args()


def copy(folder):
    """The last commit, with an environment that imports this copy."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
    subprocess.run(["make", "--silent", ".venv/.ready"], cwd=folder, check=True, capture_output=True)
    return folder


def tests(change):
    """The names of the tests that concern a change."""
    return CONCERNED[change.part][str(change.path.relative_to(GRADING))]


def noticed(checkout, names):
    """How the tests of these names end: in a failure, beyond their time, or "" if they pass."""
    python, paths = checkout / ".venv" / "bin" / "python", (f"tests/{name}" for name in names.split())
    line = [python, "-m", "pytest", "-n", "0", "-x", "-q", *paths]
    try:
        done = subprocess.run(line, cwd=checkout, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return "out of time"
    return "failed" if done.returncode else ""


def changes(part, path):
    """All Changes of one edit of a file's functions."""
    text = (ROOT / path).read_text()
    tree = ast.parse(text)
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in _nodes(function):
            for other in _edits(node):
                before, after = (ast.unparse(item).split("\n")[0] for item in (node, other))
                if before != after:  # `return None` stays what it is
                    yield Change(part, path, node.lineno, before, after, _with(text, node, other))


def _nodes(function):
    """What is executed in a function; neither functions inside it, which come by themselves, nor texts."""
    waiting = list(function.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.FunctionDef | ast.JoinedStr):
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


def _edits(node):
    """What may stand in a node's place by mistake."""
    match node:
        case ast.If(test=test) | ast.While(test=test) if not isinstance(test, ast.Compare | ast.BoolOp):
            changed = ast.parse(ast.unparse(node)).body[0]
            changed.test = ast.UnaryOp(ast.Not(), test)
            yield changed
        case ast.Compare(ops=[operator]) if type(operator) in OPPOSITE:
            yield ast.Compare(node.left, [OPPOSITE[type(operator)]()], node.comparators)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(OPPOSITE[type(operator)](), values)
        case ast.BinOp(left, operator, right) if type(operator) in OPPOSITE:
            yield ast.BinOp(left, OPPOSITE[type(operator)](), right)
        case ast.Expr(value=ast.Call()) | ast.Raise() | ast.AugAssign() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Return(value=value) if value is not None:
            yield ast.Return(ast.Constant(None))
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)


def _with(text, node, other):
    """The text with another node in a node's place."""
    lines = [line.encode() for line in text.split("\n")]  # positions count bytes
    first, last = lines[node.lineno - 1], lines[node.end_lineno - 1]
    indent = "\n" + " " * node.col_offset
    new = (
        ast.unparse(other).replace("\n", indent) if isinstance(node, ast.stmt) else f"({ast.unparse(other)})"
    )
    middle = first[: node.col_offset] + new.encode() + last[node.end_col_offset :]
    return b"\n".join([*lines[: node.lineno - 1], middle, *lines[node.end_lineno :]]).decode()


if __name__ == "__main__":
    main()
