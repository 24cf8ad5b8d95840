"""How many planted copies `bplab report` finds in a made-up class, and how many false alarms it gives.

    python benchmarks/similarity.py --students 200 --pairs 10 --seeds 5

Each student's code is the solution of unit 5, written in a style of their own: how products, sums, slopes
and steps are written, mostly the same in all lines of a student, with intermediate names and lines of their
own here and there; and with some forms of the answer catalogue in it, right and wrong ones, some of them
common. All choose by themselves; there are few styles, so that many write the same lines. Who copies hands
in another's code as it is, with all names changed that can be, or with the methods in another order.
Nothing is graded.
"""

import argparse
import random
import re
import time
from pathlib import Path

import nbformat

from bplab.authoring.catalogue import load_answers, solutions
from bplab.authoring.units import find_units
from bplab.feedback.cells import StudentCell
from bplab.report.reading import Class, Work
from bplab.report.similar.pairs import similar

ROOT = Path(__file__).parents[1]
UNIT = "05_linear_vs_relu"
MOST = 4  # forms that a student has of the catalogue
FAITHFUL = 0.8  # how often a student keeps to their style
# What can be written in several ways: a pattern, and these.
STYLES = [
    (r"([\w.]+) @ ([\w.]+)", (r"\1 @ \2", r"np.dot(\1, \2)", r"\1.dot(\2)", r"np.matmul(\1, \2)")),
    (
        r"np\.sum\(([\w.]+), axis=0, keepdims=True\)",
        (
            r"np.sum(\1, axis=0, keepdims=True)",
            r"\1.sum(axis=0, keepdims=True)",
            r"np.sum(\1, 0, keepdims=True)",
            r"\1.sum(0)[None, :]",
            r"np.sum(\1, axis=0).reshape(1, -1)",
        ),
    ),
    (
        r"= (.*) / batch_size$",
        (
            r"= \1 / batch_size",
            r"= (1 / batch_size) * (\1)",
            r"= np.divide(\1, batch_size)",
            r"= (\1) / X.shape[0]",
        ),
    ),
    (
        r"([\w.]+) -= learning_rate \* ([\w.]+)",
        (
            r"\1 -= learning_rate * \2",
            r"\1 = \1 - learning_rate * \2",
            r"\1 -= \2 * learning_rate",
            r"\1 += -learning_rate * \2",
        ),
    ),
    (
        r"relu_derivative\((self\.z_\d)\)",
        (r"relu_derivative(\1)", r"(\1 > 0)", r"np.where(\1 > 0, 1, 0)", r"(\1 > 0).astype(float)"),
    ),
    (
        r"np\.argmax\((.*?), axis=1\)",
        (r"np.argmax(\1, axis=1)", r"\1.argmax(axis=1)", r"\1.argmax(1)", r"np.argmax(\1, 1)"),
    ),
]
SPLIT = re.compile(r"^( +)([\w.]+) = (.+) (\*|/|\+) ([\w.()]+)$")
LINES = (
    "assert {0}.ndim == 2",
    "print({0}.shape)",
    "{0} = np.asarray({0})",
    "assert not np.isnan({0}).any()",
    "{0} = {0}.astype(float)",
    "rows, columns = {0}.shape",
    "if {0} is None: raise ValueError('nothing')",
)
NAMES = (
    "X",
    "y",
    "rng",
    "sizes",
    "draw",
    "epochs",
    "learning_rate",
    "batch_size",
    "X_train",
    "X_test",
    "y_test",
    "y_train",
    "y_train_onehot",
    "generate",
    "relu_accuracy",
    "linear_accuracy",
    "relu_network",
    "kind",
    "linear_network",
    "predicted",
    "y_pred",
)
METHODS = re.compile(r"(?=^    def )", re.MULTILINE)


def main():
    arguments = parse_arguments()
    found, alarms = dict.fromkeys(KINDS, 0), 0
    planted = dict.fromkeys(KINDS, 0)
    for seed in range(arguments.seeds):
        made, copies = made_up_class(arguments.students, arguments.pairs, seed)
        begin = time.process_time()
        result = similar(made)
        seconds = time.process_time() - begin
        shown = shown_pairs(result)
        for pair, kind in copies.items():
            planted[kind] += 1
            found[kind] += pair in shown
        right, wrong = len(shown & copies.keys()), len(shown - copies.keys())
        missed = [kind for pair, kind in copies.items() if pair not in shown]
        print(
            f"seed {seed}: {right} of {len(copies)} found, {wrong} false alarms, {seconds:.1f} CPU s", end=""
        )
        alarms += wrong
        print(f"; missed: {', '.join(missed)}" if missed else "")
    for kind in KINDS:
        print(f"{kind:<10} {found[kind]} of {planted[kind]} found")
    print(f"false alarms: {alarms}, among {arguments.seeds} x {arguments.students} submissions")


def shown_pairs(result):
    """The pairs of students that a Similar shows, each a frozenset."""
    groups = [text.students for text, _ in result.same]
    groups += [pair.one.students + pair.other.students for pair in result.pairs]
    return {frozenset((a, b)) for group in groups for a in group for b in group if a != b}


def made_up_class(students, pairs, seed):
    """(Class, {pair of students: kind of copy})."""
    draw = random.Random(seed)
    [unit] = find_units(ROOT, [UNIT])
    source, release = (nbformat.read(ROOT / path, as_version=4) for path in (unit.source, unit.release))
    solution = solutions(source)
    forms = [swap for answer in load_answers(unit.lesson) for swap in answer.swaps]
    draw.shuffle(forms)
    likely = [1 / (rank + 10) for rank in range(len(forms))]  # Zipf's: a few forms are common
    codes = [written(solution, forms, likely, draw) for _ in range(students - pairs)]
    originals = draw.sample(range(len(codes)), pairs)
    copies = {}
    for number, original in enumerate(originals):
        kind = list(KINDS)[number % len(KINDS)]
        copies[frozenset((name_of(original), name_of(len(codes))))] = kind
        codes.append({task: KINDS[kind](code) for task, code in codes[original].items()})
    given = [cell.source for cell in release.cells if cell.cell_type == "code"]
    works = [work(number, code) for number, code in enumerate(codes)]
    code = {task: text for task, text in solution.items() if not task.startswith("explain")}
    return Class(None, works, code, given), copies


def written(solution, forms, likely, draw):
    """task -> code of one student."""
    code = {task: text for task, text in solution.items() if not task.startswith("explain")}
    for task, old, new in draw.choices(forms, likely, k=draw.randint(0, MOST)):
        if code[task].count(old) == 1:
            code[task] = code[task].replace(old, new)
    style = [draw.choice(ways) for _, ways in STYLES]
    splits, own = draw.choice((0, 0, 0.05, 0.2)), draw.choice((0, 0.02, 0.08))
    return {
        task: "\n".join(in_style(line, style, splits, own, draw) for line in text.split("\n"))
        for task, text in code.items()
    }


def in_style(line, style, splits, own, draw):
    """A line of the solution, as a student writes it; more than one where they need a name, or look at it."""
    for (pattern, ways), way in zip(STYLES, style, strict=True):
        line = re.sub(pattern, way if draw.random() < FAITHFUL else draw.choice(ways), line)
    indent, found = line[: len(line) - len(line.lstrip())], SPLIT.match(line)
    name = line.strip().partition(" = ")[0]
    if found and draw.random() < splits:
        line = f"{indent}part = {found[3]}\n{indent}{found[2]} = part {found[4]} {found[5]}"
    if name.startswith("self.") and " = " in line and draw.random() < own:
        line += f"\n{indent}{draw.choice(LINES).format(name)}"
    return line


def work(number, code):
    made = Work(name_of(number), "", None)
    made.cells = [StudentCell(task, text) for task, text in code.items()]
    return made


def name_of(number):
    return f"student-{number:03d}"


def as_it_is(code):
    return code


def renamed(code):
    """All local names changed, comments gone, and the lines further in."""
    code = re.sub(r"#.*", "# mine", code)
    code = re.sub(rf"(?<![.\w])({'|'.join(NAMES)})\b(?!\"|\()", r"my_\1", code)
    return re.sub(r"^(    )", r"\1\1", code, flags=re.MULTILINE).replace("\n\n", "\n")


def reordered(code):
    """The methods of a class in another order."""
    head, *methods = METHODS.split(code)
    return head + "\n\n".join(method.rstrip() for method in reversed(methods)) + "\n"


KINDS = {"as it is": as_it_is, "renamed": renamed, "reordered": reordered}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
