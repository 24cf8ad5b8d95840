"""Checks of one_hot (unit 2)."""

import numpy as np

from bplab.checks.classification.batch import Batch
from bplab.checks.classification.compare import compare, require_rows, result, sizes_of
from bplab.checks.classification.slips import one_hot_slips, recognised
from bplab.checks.core import tell
from bplab.checks.follow import alive, require_alive, same
from bplab.checks.messages import classification as say


def check_one_hot(one_hot, *batches):
    """Check one_hot(labels, n_classes)."""
    for batch in batches:
        label, got = _one_hot(one_hot, batch)
        slips = one_hot_slips(batch.labels, batch.n_classes)
        compare(label, got, [batch.y], say.ONE_HOT_SLIPS, slips, say.ONE_PER_ROW, lambda: None)
    tell(say.ONE_HOT_DONE)


def check_one_hot_shape(one_hot, *batches):
    """Check the shape of one_hot(labels, n_classes), and that something was computed on the first batch."""
    for batch in batches:
        label, got = _one_hot(one_hot, batch)
        slips = one_hot_slips(batch.labels, batch.n_classes)
        known = recognised(got, say.ONE_HOT_SLIPS, slips)
        require_rows(label, got, batch, known)
        if batch is batches[0]:
            others = [Batch(batch.z, np.roll(batch.labels, 1))]
            changed = (_one_hot(one_hot, other)[1] for other in others)
            alone = _one_hot(one_hot, batch.row(0))[1]
            require_alive(label, known or (alive(got, batch.y, changed) and same(alone, got[:1])))
    tell(say.SHAPE_DONE.format(name="one_hot", sizes=sizes_of(batches)))


def _one_hot(one_hot, batch):
    label = say.ONE_HOT_CALL.format(labels=batch.labels.tolist(), n_classes=batch.n_classes)
    return label, result(label, one_hot, batch.labels, batch.n_classes)
