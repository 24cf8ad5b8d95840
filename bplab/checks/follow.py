"""Whether a student's own part may be followed: the one rule of all units.

A value is also right if it follows from the student's own wrong value before it, or by the student's own
wrong function, so that one mistake is charged once. That rewards right *use* of a wrong part, and it can be
seen only where the part is alive:

- it depends on each of its inputs: another input, another part;
- it changes something: it is not an input as it came or scaled, not one number, not one row or column
  repeated, not of rank one, where the right one is nothing of the kind;
- it does not vanish, nor does all but a few spots, one row, or one column with noise beside it;
- used rightly, it gives other numbers than used in a known wrong way, and something that is alive as well.

A dead part is not followed: then only the true value will do, or what follows from a *given* right one.

What a unit asks, from coarse to fine:

    following(use, own, true, wrong_uses, changed)         what follows from an own value, if anything
    made_by(function, arguments, right_arguments, true)    what an own function makes of them, if anything
    alive, tells_apart, alive_function                     the answers that these two rest on
    require_alive(label, is_alive)                         where a shape or another property alone is asked

Arrays have samples as rows; one axis counts as samples, none as one number, of more each row is one sample.
"""

import numpy as np

from bplab.checks import messages
from bplab.checks.core import LEAST_SHARE, TOLERANCE, CheckFailed, agrees, as_array, attempt, attempt_each

FILLED_SHARE = 0.15  # of the entries that are filled in the right part, how many must be in a student's


@np.errstate(all="ignore")  # a huge wrong number must not make a check warn
def alive(own, true, changed=()):
    """Whether a student's own value tells something where `true` is right. The true value always does.

    own: a float array, or None where there is none; true: the right one.
    changed: what the student has in its place after one of its inputs has been changed, an array (or None)
        for each input on which even a wrong value of this name depends. A bias may be forgotten: leave it
        out. It may be a generator: nothing is computed for a value that is right.

    Each way of telling something is asked for only where the right value has it: with one sample there are no
    two rows to differ.
    """
    if own is None or own.shape != true.shape or not np.isfinite(own).all():
        return False
    if agrees(own, true):
        return True
    if not all(_differ(own, other) for other in changed):
        return False
    if not LEAST_SHARE * np.linalg.norm(true) < np.linalg.norm(own) < np.inf:
        return False
    mine, right = _table(own), _table(true)
    if len(mine) == 1:  # what one sample has need not vary
        return True
    if _filled(own) < FILLED_SHARE * _filled(true):
        return False
    # A neuron that is off everywhere, after a ReLU in the wrong place, says nothing of the others.
    on = np.any(mine != 0, axis=0)
    pairs = zip(_variety(mine[:, on]), _variety(right[:, on]), strict=True)
    return all(share > LEAST_SHARE or asked <= LEAST_SHARE for share, asked in pairs)


@np.errstate(all="ignore")
def tells_apart(right_use, wrong_uses, own, true):
    """Whether the right use of a student's own value shows in its numbers.

    right_use, wrong_uses: functions of a value like own and true. A wrong use counts where it is wrong on
    the true value: there, what it makes of own must differ from the right use, too. An activation has the
    identity as a wrong use, `lambda z: z`; a layer the product without the bias. What does not use this value
    at all is no use of it: leave it out.
    """
    right, follows = right_use(true), right_use(own)
    if not alive(follows, right):
        return False
    return all(agrees(wrong(true), right) or not agrees(wrong(own), follows) for wrong in wrong_uses)


@np.errstate(all="ignore")
def following(right_use, own, true, wrong_uses=(), changed=()):
    """What the next value may be besides the true one: [right_use(own)], or [] where own is not alive."""
    if not alive(own, true, changed) or not tells_apart(right_use, wrong_uses, own, true):
        return []
    return [right_use(own)]


@np.errstate(all="ignore")
def alive_function(function, arguments, true, needed=None, rows=(0,)):
    """Whether a student's own function may be followed; true: the right value at these right arguments.

    needed: indices of the arguments on which even a wrong function of this name depends; all if None.
    rows: indices of the arguments whose rows are samples: for the first half of them alone the function must
        say what it says for all. () if a wrong one of this kind mixes samples.
    """
    fresh = [_fresh(argument) for argument in arguments]
    needed = range(len(arguments)) if needed is None else needed
    others = ([*arguments[:i], fresh[i], *arguments[i + 1 :]] for i in needed)
    own, *changed, again = values_of(function, [arguments, *others, arguments])
    if not alive(own, true) or not all(_differ(own, other) and alive(other, true) for other in changed):
        return False
    if not same(again, own):  # random numbers
        return False
    if any(_repeats(own, argument) and not _repeats(true, argument) for argument in arguments):
        return False
    return all(_consistent(function, each, rows) for each in (arguments, fresh))


def made_by(function, arguments, right_arguments, true, needed=None, rows=(0,)):
    """[what a student's own function makes of the arguments], or [] where it is dead or gives no numbers.

    right_arguments, true: where the function is asked whether it is alive; needed, rows: see alive_function.
    """
    if not alive_function(function, right_arguments, true, needed, rows):
        return []
    value = value_of(function, arguments)
    return [] if value is None else [value]


def require_alive(label, is_alive):
    """Fail where nothing was computed: a right shape, or another property alone, is worth nothing there."""
    if not is_alive:
        raise CheckFailed(messages.NOTHING_COMPUTED.format(call=label))


def value_of(function, arguments):
    """What a student's function makes of copies of the arguments, as an array, or None."""
    return values_of(function, [arguments])[0]


def values_of(function, calls):
    """The same for each of several calls."""
    found = attempt_each(function, [tuple(argument.copy() for argument in each) for each in calls])
    return [None if value is None else as_array(value) for value, _ in found]


def overwrites(function, *arguments):
    """Whether a student's function stops only because it must not write into these arguments."""
    _, error = attempt(function, *(argument.copy() for argument in arguments))
    for argument in (frozen := [argument.copy() for argument in arguments]):
        argument.setflags(write=False)
    _, refused = attempt(function, *frozen)
    return error is None and refused is not None and "read-only" in str(refused)


def require_new_array(label, function, *arguments):
    """Fail if a student's function writes into its arguments."""
    if overwrites(function, *arguments):
        raise CheckFailed(messages.OVERWRITES.format(call=label))


def _differ(own, other):
    """Whether another input has made a difference. No value, or none of this shape, shows none."""
    if other is None or other.shape != own.shape or not np.isfinite(other).all():
        return False
    return bool(np.linalg.norm(other - own) > LEAST_SHARE * np.linalg.norm(own))


def _filled(x):
    """The share of the entries that are not 0 beside the others."""
    return np.mean(np.abs(x) > LEAST_SHARE * np.sqrt(np.mean(x**2)))


def _table(x):
    """The array with a row for each sample; a single number is one sample."""
    return x.reshape(len(x), -1) if x.ndim else x.reshape(1, 1)


def _variety(table):
    """What differs, as shares of the whole: between rows, between columns, beyond both, beyond rank one.

    And what is left without the largest row, and without the largest column.
    """
    by_row, by_column = (table - table.mean(axis=axis, keepdims=True) for axis in (0, 1))
    both = by_row - by_row.mean(axis=1, keepdims=True)
    sizes = np.linalg.svd(table, compute_uv=False)
    left = [np.sort(np.linalg.norm(table, axis=axis))[:-1] for axis in (1, 0)]
    parts = [by_row, by_column, both, sizes[1:2], *left]
    return np.array([np.linalg.norm(part) for part in parts]) / (np.linalg.norm(table) or 1)


def _repeats(value, argument):
    """Whether the value is this argument, moved or scaled as a whole or not at all."""
    if value.shape != argument.shape:
        return False
    moved = [each - np.mean(each) for each in (value, argument)]
    sizes = [np.linalg.norm(each) or 1 for each in moved]
    turned = np.sum(moved[0] * moved[1]) / np.prod(sizes)
    return 1 - abs(turned) < TOLERANCE**2


def _fresh(argument):
    """Other numbers of the same shape, centre and spread."""
    spread = np.std(argument) or 1.0
    return np.mean(argument) + spread * np.random.default_rng(argument.size).normal(size=argument.shape)


def _consistent(function, arguments, rows):
    """Whether half of the samples get alone what they get among all; with one sample nothing is asked."""
    half = min((len(arguments[i]) // 2 for i in rows), default=0)
    if half == 0:
        return True
    alone = [argument[:half] if i in rows else argument for i, argument in enumerate(arguments)]
    part, whole = values_of(function, [alone, arguments])
    return whole is not None and same(part, whole[:half])


def same(a, b):
    """Whether a and b, either of which may be None, have one shape and equal numbers."""
    return a is not None and b is not None and agrees(a, np.asarray(b, dtype=float))
