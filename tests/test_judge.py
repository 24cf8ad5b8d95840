"""The judge on small notebooks, with real kernels in the sandbox: verdicts, names, exceptions, objects."""

import pytest
from nbgrader.utils import determine_grade

from tests.judging import POINTS, graded, statuses, verdicts


def test_a_verdict_and_the_outputs_say_the_same():
    record, notebook = graded(
        [
            ("f", "def f(x):\n    return 2 * x"),
            ("test_right", "print('twice', f(3))\nassert f(3) == 6"),
            ("test_wrong", "print('now')\nassert f(3) == 7, 'expected 7'"),
            ("test_error", "g(3)"),
            ("test_long", "assert False, 'see ' + 80 * 'a-'"),
            ("test_partial", "f(0.75)"),
            ("test_above", "f(3)"),
            ("test_nan", "f(float('nan'))"),
            ("test_numpy_zero", "import numpy as np\nnp.float64(0.0)"),
            ("test_false", "f(3) == 7"),
        ]
    )
    found = verdicts(record)
    assert {name: (v.status, v.points) for name, v in found.items()} == {
        "test_right": ("passed", POINTS),
        "test_wrong": ("failed", 0),
        "test_error": ("error", 0),
        "test_long": ("failed", 0),
        "test_partial": ("passed", 1.5),
        "test_above": ("error", 0),
        "test_nan": ("error", 0),
        "test_numpy_zero": ("passed", 0),
        "test_false": ("passed", POINTS),  # as in nbgrader: no number, no error
    }
    assert found["test_wrong"].message == "AssertionError: expected 7"
    assert found["test_error"].message == "NameError: name 'g' is not defined"
    for cell in notebook.cells[1:]:
        assert determine_grade(cell) == (found[cell.id].points, POINTS)
    assert notebook.cells[1].outputs[0].text == "twice 6\n"
    assert notebook.cells[4].outputs[0].traceback[1].strip() == 80 * "a-"  # a name, or a path, is shown whole


def test_imports_of_given_cells_are_at_hand_and_nothing_else_of_them():
    given = ["import numpy as np\nfrom math import pi as circle\nsecret = 1 / 0"]
    record, _ = graded([("test_names", "assert np.floor(circle) == 3\nsecret")], given)
    assert verdicts(record)["test_names"].message == "NameError: name 'secret' is not defined"


def test_the_students_names_do_not_replace_those_of_a_test():
    record, _ = graded(
        [
            (
                "names",
                "import numpy as np\nnp.testing.assert_allclose = print\nlen = sum = lambda x: 0\nn = 1",
            ),
            ("test_builtins", "assert len([1]) == 1\nn = 2"),
            ("test_numpy", "import numpy as np\nnp.testing.assert_allclose(n, 1)"),
        ]
    )
    assert statuses(record) == {"test_builtins": "passed", "test_numpy": "failed"}


def test_the_text_of_a_test_never_reaches_the_students_process():
    record, _ = graded(
        [
            (
                "spy",
                "import gc\ndef spy():\n    word = ''.join(['expected', '_43'])\n"
                "    return sum(word in str(o) for o in gc.get_objects())",
            ),
            ("test_spy", "expected_43 = 43\nassert spy() == 0"),
            ("history", "seen = ''.join(['expected', '_43']) in str(get_ipython().user_ns['In'])"),
            ("test_history", "assert seen is False"),
        ]
    )
    assert statuses(record) == {"test_spy": "passed", "test_history": "passed"}


def test_exceptions_of_the_student_arrive_under_their_names_with_their_lines():
    record, _ = graded(
        [
            ("f", "class Odd(ValueError):\n    pass\ndef f(x):\n    if x > 1:\n        raise Odd('too odd')\n"
                  "    raise KeyboardInterrupt"),
            ("test_own", "f(2)"),
            ("test_base", "try:\n    f(2)\nexcept ValueError as error:\n    lines = error.students_frames\n"
                          "assert (lines[-1].lineno, lines[-1].line) == (5, \"raise Odd('too odd')\")"),
            ("test_interrupt", "f(0)"),
        ]
    )  # fmt: skip
    found = verdicts(record)
    assert found["test_own"].message == "Odd: too odd"
    assert found["test_base"].status == "passed"
    assert found["test_interrupt"].status == "error"


def test_objects_stay_inside_and_are_used_from_here():
    record, _ = graded(
        [
            ("net", "class Net:\n    def __init__(self, n, bias=0):\n"
                    "        self.w, self.bias = [0] * n, bias\n"
                    "    def add(self, x):\n        self.w = self.w + x\n        return self\n"
                    "def twice(f, x):\n    return f(f(x))\ndef inc(x):\n    return x + 1"),
            ("test_net", "import numpy as np\nnet = Net(2, bias=5)\nnet.w = np.ones((2, 1))\n"
                         "assert net.add(np.ones(1)).w.tolist() == [[2], [2]] and net.bias == 5\n"
                         "assert Net.__name__ == 'Net' and type(net).__name__ == 'Net'"),
            ("test_function", "assert twice(inc, 1) == 3"),
            ("test_foreign", "twice(lambda x: x, 1)"),
            ("test_missing", "Net(1).nothing"),
        ]
    )  # fmt: skip
    assert statuses(record) == {
        "test_net": "passed", "test_function": "passed", "test_foreign": "error", "test_missing": "error",
    }  # fmt: skip
    assert "but no function" in verdicts(record)["test_foreign"].message
    assert "AttributeError" in verdicts(record)["test_missing"].message


METHODS = """
class Network:
    def forward(self, X):
        self.y_pred = X + 1
        return self.y_pred

    def loss(self):
        self.loss = 5

class Replaced(Network):
    def __init__(self):
        self.forward = None

def hand_to(function):
    return function(1)
"""


def test_a_method_is_called_by_one_message_and_is_otherwise_what_it_is_inside():
    record, _ = graded(
        [
            ("network", METHODS),
            ("test_call", "n = Network()\nassert n.forward(1) == 2 and n.forward(X=2) == 3 == n.y_pred"),
            ("test_use", "n = Network()\nassert hand_to(n.forward) == 2 and n.forward.__name__ == 'forward'"),
            (
                "test_type",
                "f = Network().forward\nassert type(f).__name__ == 'method' and callable(f)",
            ),
            ("test_class", "assert Network.forward(Network(), 4) == 5 and Network.__name__ == 'Network'"),
            ("test_value", "n = Network()\nn.loss()\nassert n.loss == 5"),
            ("test_replaced", "Replaced().forward(1)"),
        ]
    )
    found = verdicts(record)
    assert found.pop("test_replaced").message == "TypeError: 'NoneType' object is not callable"
    assert {verdict.status for verdict in found.values()} == {"passed"}, record.verdicts


@pytest.mark.parametrize("place", ["in the student's process", "here"])
def test_attributes_are_set_in_order_and_the_first_that_cannot_be_set_says_so(place):
    net = (
        "class Net:\n    order = ''\n    @property\n    def fixed(self):\n        return 1\n"
        "    def __setattr__(self, name, value):\n"
        "        super().__setattr__(name, value)\n        super().__setattr__('order', self.order + name)\n"
        "    def move(self, by):\n"
        "        before = self.order\n        self.a = self.b + by\n        return before"
    )
    imports = "import numpy as np\nfrom bplab.checks.core import attempt_with, set_attributes\nnet = Net()\n"
    cells = [
        ("net", net),
        ("test_set", f"{imports}set_attributes(net, {{'b': 2, 'a': np.ones(3), 'c': net}})\n"
                     "assert (net.b, net.order) == (2, 'bac') and net.a.tolist() == [1, 1, 1]\n"
                     "assert type(net.c).__name__ == 'Net'"),
        ("test_fixed", f"{imports}try:\n    set_attributes(net, {{'b': 3, 'fixed': 4, 'c': 5}})\n"
                       "except AttributeError as error:\n    assert 'fixed' in str(error)\n"
                       "assert net.order == 'b'"),
        ("test_with", f"{imports}net.a, net.b = np.zeros(1), np.ones(1)\n"
                      "value, error = attempt_with(net, {'a': np.ones(1), 'b': np.full(1, 5)}, 'move', 2)\n"
                      "assert (value, error) == ('abab', None) and net.a[0] == 7 and net.b[0] == 5"),
        ("test_with_fixed", f"{imports}value, error = attempt_with(net, {{'b': 5, 'fixed': 4}}, 'move', 2)\n"
                            "assert value is None and 'fixed' in str(error) and net.order == 'b'"),
        ("test_with_none", f"{imports}value, error = attempt_with(net, {{'b': 5}}, 'turn')\n"
                           "assert value is None and 'turn' in str(error) and net.order == 'b'"),
    ]  # fmt: skip
    if place == "here":
        for name, test in cells[1:]:
            exec(f"{net}\n{test}", {"__name__": name})
    else:
        record, _ = graded(cells)
        assert set(statuses(record).values()) == {"passed"}, record


@pytest.mark.parametrize("place", ["in the student's process", "here"])
def test_each_of_several_calls_has_its_value_or_its_exception(place):
    f = (
        "import sys\nn = 0\ndef f(x, y=None):\n    global n\n    n += 1\n"
        "    if x < 0:\n        raise ValueError(f'{x} is below 0')\n"
        "    if x > 100:\n        sys.exit(3)\n    x *= 2\n    return x, y, n\n"
        "import numpy as np\nbuffer = {'a': np.zeros(2)}\n"
        "def filled(x):\n    buffer['a'][:] = x\n    return buffer\n"
        "def names(x):\n    import numpy as np\n    return locals()"
    )
    test = (
        "import numpy as np\nfrom bplab.checks.core import attempt_each\n"
        "x = np.array(3.0)\nfound = attempt_each(f, [(x, 7), (-1,), (101,), (2,)])\n"
        "values, errors = zip(*found)\n"
        "assert values == ((6, 7, 1), None, None, (4, None, 4)) and x == 3, values\n"
        "kinds = [type(error).__name__ for error in errors if error is not None]\n"
        "assert kinds == ['ValueError', 'SystemExit'] and errors[0] is errors[3] is None\n"
        "assert str(errors[1]) == '-1 is below 0' and attempt_each(f, []) == []\n"
        "first, second = (value for value, _ in attempt_each(filled, [(3,), (4,)]))\n"
        "assert (first['a'][0], second['a'][0]) == (3, 4)\n"
        "[(own, error)] = attempt_each(names, [(5,)])\n"
        "assert error is None and own['x'] == 5"
    )
    if place == "here":
        exec(f"{f}\n{test.replace('(x, 7)', '(x.copy(), 7)')}", {"__name__": "here"})
    else:
        record, _ = graded([("f", f), ("test_f", test)])
        assert statuses(record) == {"test_f": "passed"}, record


def test_many_calls_at_once_end_in_time_and_only_what_is_endless_has_less_of_it_afterwards():
    functions = """
import time
def slow(x):
    time.sleep(0.3)
def endless(x):
    while x == 1:
        pass
def stubborn(x):
    try:
        while True:
            pass
    except:
        return x
"""
    each = "from bplab.checks.core import attempt_each\nattempt_each({}, [(x,) for x in range(6)])"
    cells = [("functions", functions)]
    for name in ("slow", "endless", "stubborn"):
        cells += [(f"test_{name}_six", each.format(name)), (f"test_{name}", f"{name}(1)")]
    record, _ = graded(cells, cell_seconds=1)
    found, is_late = verdicts(record), {"timeout": True, "passed": False}
    assert {name: is_late[verdict.status] for name, verdict in found.items()} == {
        "test_slow_six": True, "test_slow": False, "test_endless_six": True, "test_endless": True,
        "test_stubborn_six": True, "test_stubborn": True,
    }  # fmt: skip
    assert record.restarts == 0
    assert "within 0.1 s" in found["test_stubborn"].message


NET = """
import numpy as np
class Net:
    '''Holds arrays, and some things that only look like them.'''
    def __init__(self):
        self.a, self.b, self.big = np.ones(3), np.full((2, 2), 2.0), np.zeros(10_000)
        self.names, self._count = ['x'], 0
        self.same = self.a
    @property
    def count(self):
        self._count += 1
        return np.full(2, self._count)
    def __getattr__(self, name):
        if name == 'made':
            return np.full(2, 7.0)
        raise AttributeError(name)
    def step(self):
        self.a, self.b = self.a + 1, self.b * 2
class Odd(type):
    def __getattr__(cls, name):
        raise RuntimeError(name)
class OddNet(metaclass=Odd):
    def __init__(self):
        self.a, self.b = np.ones(3), np.ones(2)
net, odd = Net(), OddNet()
"""


def test_attributes_read_one_after_the_other_are_what_they_are_inside():
    record, _ = graded(
        [
            ("net", NET),
            ("test_all", "import numpy as np\nn = net\nassert n.a.tolist() == [1, 1, 1] and n.b[1, 1] == 2\n"
             "assert n.count.tolist() == [1, 1] and n.count.tolist() == [2, 2]\n"
             "assert n.made[0] == 7 and n.big.shape == (10_000,) and n.names == ['x']\n"
             "n.step()\nassert n.b[0, 0] == 4 and n.a[0] == 2"),
            ("test_copies", "n = net\nfirst = n.a\nfirst[:] = 9\nn.b[:] = 9\n"
             "assert n.a[0] == 2 and n.b[0, 0] == 4 and n.same[0] == 1"),
            ("test_set", "n = net\nassert n.a[0] == 2\nn.b = 5 * n.a\nassert n.b[0] == 10"),
            ("test_odd", "assert odd.a[0] == odd.b[0] == 1"),
            ("changed", "net.step()"),
            ("test_later", "assert n.b[0] == 20 and n.a[0] == 3"),
            ("emptied", "del net.b"),
            ("test_gone", "assert n.a[0] == 3 and not hasattr(n, 'b')"),
        ]
    )  # fmt: skip
    assert set(statuses(record).values()) == {"passed"}, verdicts(record)


def test_a_name_is_what_it_is_when_it_is_asked_for():
    record, _ = graded(
        [
            ("f", "n = 1\nclass Net:\n    def __call__(self):\n        pass\nnet = Net()\nnet.n = 1\n"
                  "def f(x):\n    return x\n"
                  "def count():\n    global n, net\n    n += 1\n    net = Net()\n    net.n = n"),
            ("test_f", "assert (f(1), n, net.n) == (1, 1, 1)\ncount()"),
            ("test_n", "assert (f(1), n, net.n) == (1, 2, 2)"),  # others after each call
            ("f_again", "def f(x):\n    return 2 * x"),
            ("test_f_again", "assert f(1) == 2"),
            ("f_gone", "del f"),
            ("test_f_gone", "try:\n    f\nexcept NameError:\n    f = None\nassert f is None"),
        ]
    )  # fmt: skip
    assert set(statuses(record).values()) == {"passed"}, verdicts(record)


def test_arrays_are_plain_however_the_student_dresses_them():
    record, _ = graded(
        [
            ("f", "import numpy as np\nclass Equal(np.ndarray):\n    def __eq__(self, other):\n"
                  "        return True\ndef f():\n    return np.zeros(3).view(Equal)"),
            ("test_f", "got = f()\nassert type(got).__name__ == 'ndarray' and (got == 1).all()"),
        ]
    )  # fmt: skip
    assert statuses(record) == {"test_f": "failed"}


def test_an_explorer_left_in_a_submission_is_not_run():
    explorer = """
from bplab.explorers import explore_petals

def forward_propagation(X, parameters):
    while True:
        pass

explorer = explore_petals(forward_propagation=forward_propagation)
explorer.play()
explorer
"""
    record, notebook = graded(
        [("explorer", explorer), ("f", "def f(x):\n    return 2 * x"), ("test_f", "assert f(3) == 6")]
    )
    assert statuses(record) == {"test_f": "passed"}
    [output] = notebook.cells[0].outputs
    assert "nothing is shown or checked here" in output.data["text/plain"]


@pytest.mark.parametrize("warm", [True, False])
def test_modules_beside_the_notebook_are_imported_and_shadow_nothing(warm):
    files = {
        "helper.py": "from tools.deep import base\ndef double(x):\n    return base(x) * 2",
        "tools/__init__.py": "", "tools/deep.py": "def base(x):\n    return x",
        "json.py": "loads = 'shadowed'", "numpy/__init__.py": "array = 'shadowed'", "data/a/x.csv": "5",
        "matplotlib_inline.py": "", "bplab/__init__.py": "", "sitecustomize.py": "import os; os._exit(1)",
    }  # fmt: skip
    record, _ = graded(
        [
            ("helper", "from helper import double\nimport json, numpy, bplab.checks"),
            ("write", "%%writefile written.py\nvalue = 1"),
            ("written", "import written\nopen('again.py', 'w').write('value = 2')"),
            ("again", "import again\nvalues = written.value, again.value, int(open('data/a/x.csv').read())"),
            ("paths", "import sys\nwhere = sys.path.index('/tmp/submission/work') - len(sys.path)"),
            ("test_double", "assert double(3) == 6"),
            ("test_values", "assert values == (1, 2, 5)"),
            ("after", "plain, ours = (json.loads('1'), str(numpy.array(1))), bplab.__file__"),
            ("test_plain", "assert plain == (1, '1') and '/submission/' not in ours and where == -1"),
        ],
        files=[(name, False, text.encode()) for name, text in files.items()],
        warm=warm,
        cell_seconds=20,
    )
    assert set(statuses(record).values()) == {"passed"}, record.verdicts


WISHES = (
    "%matplotlib widget", "%matplotlib notebook", "%matplotlib qt", "%matplotlib tk", "%matplotlib",
    "%gui qt", "%pylab tk", "import ipympl",
    "import matplotlib\nmatplotlib.use('TkAgg')", "import matplotlib as m\nm.use('module://ipympl.backend_nbagg')",
    "import matplotlib.pyplot as plt\nplt.switch_backend('QtAgg')",
    "import os\nos.environ['MPLBACKEND'] = 'TkAgg'\nimport matplotlib.pyplot as plt\nplt.figure()",
    "import matplotlib.pyplot as plt\nplt.rcParams['backend'] = 'TkAgg'\nplt.figure()",
)  # fmt: skip


@pytest.mark.parametrize("warm", [True, False])
def test_a_screen_that_is_missing_ends_no_cell(warm):
    cells = []
    for number, wish in enumerate(WISHES):
        cells += [(f"wish-{number}", f"{wish}\nanswer_{number} = 1"), (f"test_{number}", f"answer_{number}")]
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    agg = "import matplotlib\nmatplotlib.use('agg')\nbackend = matplotlib.get_backend()"
    record, notebook = graded(
        [
            ("first", plot),
            *cells[:20],
            ("plot", plot),
            *cells[20:],
            ("agg", agg),
            ("test_agg", "assert backend == 'agg'"),
        ],
        warm=warm,
        cell_seconds=20,
    )
    assert set(statuses(record).values()) == {"passed"}, record.verdicts
    for cell in notebook.cells:
        if cell.id in ("first", "plot"):
            assert [output.output_type for output in cell.outputs] == ["display_data"]
            assert "image/png" in cell.outputs[0].data
