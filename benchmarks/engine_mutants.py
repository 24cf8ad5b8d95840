"""Whether the tests notice a change of the engine: small mistakes in judge, wire, repair and journal.

Each is made in a copy of the last commit, with an environment of its own. Of the tests that concern the
changed file those run that reach the changed line, the shortest first, up to the first failure; then those
that are marked slow. What survives is listed with its line: a gap in the tests, or no mistake.

    python benchmarks/engine_mutants.py --sample 100 --seed 1 --only wire repair
"""

import argparse
import ast
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from measuring.warm_tests import WarmTests

ROOT = Path(__file__).parents[1]
GRADING = Path("bplab/grading")
STUDENTS_NAMES = (
    "test_judge_remote.py test_given.py test_judge.py test_judge_limits.py test_permitted.py test_chatty.py"
)
# A part of the engine -> its files below bplab/grading, and the tests that concern each of them.
CONCERNED = {
    "judge": {
        "judge/causes.py": "test_judge_causes.py test_judge.py",
        "judge/examine.py": (
            "test_judge_remote.py test_judge.py test_judge_causes.py test_judge_limits.py "
            "test_checks_once.py language/test_recognise.py"
        ),
        "judge/given.py": "test_given.py test_judge.py",
        "judge/judge.py": (
            "test_judge.py test_judge_causes.py test_judge_limits.py test_bounded.py warm/test_server.py"
        ),
        "judge/remote.py": STUDENTS_NAMES,
        "judge/student.py": STUDENTS_NAMES,
        "judge/verdicts.py": "test_judge.py language/test_mixed_class.py",
    },
    "wire": {"sandbox/wire.py": "test_wire.py test_judge.py"},
    "repair": {
        f"intake/repair/{name}.py": "repair"
        for name in (
            *("__init__", "clean", "code", "copies", "fences", "ipython"),
            *("pictures", "recognise", "records", "restore", "template", "unmerge"),
        )
    }
    | {"intake/repair/editions.py": "language/test_mixed_class.py"},
    "journal": {"classrun/journal.py": "test_journal.py"},
}
OPPOSITE = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
# Files that run in other processes, too, where it is not seen which test reaches what.
ELSEWHERE = {f"judge/{name}.py" for name in ("causes", "examine", "given", "remote")} | {"sandbox/wire.py"}
OUTCOMES = ("fast", "slow", "SURVIVED")  # noticed by the tests of `make test`, by one marked slow, by none


@dataclass(frozen=True)
class Change:
    """A mistake in a file: what stood on its lines, what stands there now; text: the whole file."""

    part: str
    path: Path
    lines: range
    before: str
    after: str
    text: str

    def __str__(self):
        return f"{self.path}:{self.lines[0]}: {self.before}  ->  {self.after}"


def main():
    arguments = parse_arguments()
    if not arguments.here:
        with tempfile.TemporaryDirectory(prefix="bplab-mutants-") as folder:
            copy(folder)
            line = [".venv/bin/python", "benchmarks/engine_mutants.py", "--here", *sys.argv[1:]]
            raise SystemExit(subprocess.run(line, cwd=folder).returncode)
    found = [change for part in arguments.only for path in concerned(part) for change in changes(part, path)]
    chosen = random.Random(arguments.seed).sample(found, min(arguments.sample, len(found)))
    begin, counts = time.monotonic(), Counter()
    files = sorted({file for change in chosen for file in concerned(change.part)[change.path]})
    warm = WarmTests(files, {ROOT / change.path for change in chosen})
    for name in warm.failing:
        print(f"left out, fails without any change: {name}")
    print(f"{len(warm.measured)} tests, {time.monotonic() - begin:.0f} s", flush=True)
    for number, change in enumerate(chosen, start=1):
        outcome, test = noticed(warm, change, number)
        counts[change.part, outcome] += 1
        print(f"{number:4} {outcome:8} {change}  {test}", flush=True)
    print(f"{'':10}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES))
    for part in arguments.only:
        print(f"{part:10}" + "".join(f"{counts[part, outcome]:10}" for outcome in OUTCOMES))
    print(f"{len(chosen)} of {len(found)} changes, {time.monotonic() - begin:.0f} s")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=int, default=12, help="how many changes (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="which of them")
    parser.add_argument("--only", nargs="+", choices=CONCERNED, default=list(CONCERNED), help="parts")
    parser.add_argument(
        "--here", action="store_true", help="in this checkout, not in a copy of its last commit"
    )
    return parser.parse_args()


def copy(folder):
    """The last commit, with an environment that imports this copy."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
    subprocess.run(["make", "--silent", ".venv/.ready"], cwd=folder, check=True, capture_output=True)


def concerned(part):
    """path -> the files of tests that concern it, of a part of the engine."""
    return {
        GRADING / name: [f"tests/{test}" for test in tests.split()] for name, tests in CONCERNED[part].items()
    }


def noticed(warm, change, number):
    """(one of OUTCOMES, the test that failed) of a change, which has a number of its own."""
    path = ROOT / change.path
    kept, times = path.read_bytes(), path.stat()
    path.write_text(change.text)
    os.utime(path, (number, number))  # no two have the same time: what was compiled before is not taken
    try:
        for outcome in ("fast", "slow"):
            tests = reaching(warm, change, slow=outcome == "slow")
            if test := warm.first_failed(tests):
                return outcome, test
    finally:
        path.write_bytes(kept)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    return "SURVIVED", ""


def reaching(warm, change, slow):
    """The tests that reach a change, or may, the shortest first."""
    files = tuple(concerned(change.part)[change.path])
    tests = {
        name: test for name, test in warm.measured.items() if name.startswith(files) and test.slow == slow
    }
    lines = {(str(ROOT / change.path), line) for line in change.lines}
    sure = {name for name, test in tests.items() if test.lines & lines}
    if not sure or str(change.path.relative_to(GRADING)) in ELSEWHERE:
        return sorted(tests, key=lambda name: (name not in sure, tests[name].seconds))
    return sorted(sure, key=lambda name: tests[name].seconds)


def changes(part, path):
    """All Changes of one edit of a file's functions."""
    text = (ROOT / path).read_text()
    tree = ast.parse(text)
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in _nodes(function):
            for other in _edits(node):
                before, after = (ast.unparse(item).split("\n")[0] for item in (node, other))
                if before != after:  # `return None` stays what it is
                    lines = range(node.lineno, node.end_lineno + 1)
                    yield Change(part, path, lines, before, after, _with(text, node, other))


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
