"""Similar submissions: planted copies are found, short right answers are none, and chance gives few."""

import importlib.util
import random
import time
import tracemalloc

import pytest

from bplab.report.similar.pairs import similar
from bplab.report.similar.tokens import LONGEST, tokens
from bplab.report.similar.winnowing import RUN, WINDOW, fingerprints
from tests.conftest import ROOT
from tests.report.making import RELU, class_of, unit_5, work


def benchmark():
    """benchmarks/similarity.py, as a module."""
    spec = importlib.util.spec_from_file_location("similarity", ROOT / "benchmarks" / "similarity.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words(source):
    return [word for word, _ in tokens(source)]


def test_names_comments_and_layout_change_no_token():
    one = "def f(x, rate):\n    # a step\n    total = np.sum(x, axis=0)\n    return total * rate\n"
    other = (
        'def g(a,\n      b):\n        """Mine."""\n        s = np.sum(a, axis=0)  # x\n\n        return s*b'
    )
    assert words(one) == words(other)
    assert words("a + b") != words("a - b") and words("np.sum(a)") != words("np.mean(a)")
    assert words("self.z_2 = 1") == words("self.z_3 = 1") != words("self.a_2 = 1")


@pytest.mark.parametrize(
    "source", ["def (", "x = '", "(" * 500, "\0", "  x\n y", "%matplotlib inline\nx = 1", ""]
)
def test_what_is_no_python_is_read_as_far_as_it_goes(source):
    assert isinstance(tokens(source), list)


def test_a_long_cell_is_cut():
    assert len(tokens("x = 1\n" * LONGEST)) < LONGEST


def test_a_run_in_common_has_a_fingerprint_in_common_wherever_it_stands():
    draw = random.Random(0)

    def text(n):
        return [(str(draw.randrange(1000)), 1) for _ in range(n)]

    for _ in range(50):
        shared = text(RUN + WINDOW - 1)
        one, other = (
            fingerprints(text(draw.randrange(40)) + shared + text(draw.randrange(40))) for _ in "12"
        )
        assert one.keys() & other.keys()
    assert not fingerprints(text(RUN - 1)) and fingerprints(text(RUN))


def test_short_right_answers_are_no_copies():
    texts, _ = unit_5()
    same = texts.solution[RELU].replace("relu(self.z_2)", "np.maximum(0, self.z_2)")
    found = similar(class_of(*(work(f"s{i}", cells={RELU: same} if i < 5 else None) for i in range(30))))
    assert found.pairs == [] and found.same == []


def test_identical_copies_with_lines_of_their_own_stand_out():
    texts, _ = unit_5()
    comment = "# first hidden layer"
    own = texts.solution[RELU].replace(comment, "# oh dear\n        # what do I do\n        # ask Zoe")
    works = [work(f"s{i}") for i in range(20)]
    works += [work(name, cells={RELU: own + "\n" * (name == "ben")}) for name in ("ana", "ben")]
    found = similar(class_of(*works))
    assert [(text.students, chance) for text, chance in found.same] == [(["ana", "ben"], False)]


def test_planted_copies_are_found_and_chance_gives_few():
    made = benchmark()
    shown, planted = set(), {}
    for seed in (1, 2):
        found, copies = made.made_up_class(100, 6, seed)
        shown |= {(seed, pair) for pair in made.shown_pairs(similar(found))}
        planted |= {(seed, pair): kind for pair, kind in copies.items()}
    right = shown & planted.keys()
    assert len(right) >= 8 and {planted[pair] for pair in right} == set(made.KINDS)
    assert len(shown - planted.keys()) <= 1


def test_a_pair_says_where_and_how_rare():
    made = benchmark()
    found, copies = made.made_up_class(100, 6, 1)
    pair = next(
        pair for pair in similar(found).pairs if frozenset(pair.one.students + pair.other.students) in copies
    )
    for text in (pair.one, pair.other):
        assert any(text.lines(pair.forms).values())
        for number, lines in text.lines(pair.forms).items():
            assert max(lines) <= text.cells[number].source.count("\n") + 1
    assert pair.alone + pair.others > 0 and 0.3 <= pair.share <= 1


@pytest.mark.slow
def test_many_long_cells_in_common_take_no_memory():
    lines = [f"v_{n} = [{n}, x, {n * 7919}] @ y[{n}] - {n} ** 2" for n in range(60_000)]
    flood = {f"own_{k}": "\n".join(lines[k * 600 : k * 600 + 600]) for k in range(100)}
    works = [work(name, cells=flood | {RELU: f"a = {end}"}) for name, end in (("ana", 1), ("ben", 2))]
    tracemalloc.start()
    similar(class_of(*works, *(work(f"s{i}") for i in range(200))))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 60 * 2**20


def test_two_endless_texts_in_common_take_no_time():
    lines = "\n".join(
        f"        self.q_{n:05}x = [{n}, {n + 1}, x, {n + 2}] @ y[{n}] - {n}" for n in range(500)
    )
    cells = {task: f"class A:\n    def f(self, x, y):\n{lines}" for task in unit_5()[1].blanks}
    works = [
        work(name, cells=cells | {RELU: cells[RELU] + end}) for name, end in (("ana", ""), ("ben", "\n# b"))
    ]
    began = time.process_time()
    found = similar(class_of(*works, *(work(f"s{i}") for i in range(20))))
    assert len(found.pairs) == 1 and time.process_time() - began < 20
