"""What the checks of the four-layer networks say (units 1, 3 and 5)."""

from bplab.checks.messages import PAPER_EXAMPLE
from bplab.checks.messages.networks import (
    BACKWARD,
    BACKWARD_DONE,
    FORWARD,
    RETURNED,
    ROW_RIGHT,
    ROW_WRONG,
    STEP,
    VALUES_DONE,
)

AFTER_STEP = "{method}: {parameter} after one step"
RETURNED_NONE = "{call} is None: end `forward` with `return self.y_pred`."

FOLLOWS_FROM_DEAD = (
    "This follows from your {part}, in which nothing can be seen: it does not vary as the right one does, or not "
    "with what goes into it. So it was compared with what follows from the right {part}: fix {part} first."
)

# What to know when a check passes.
FORWARD_DONE = "{name}.forward is right: {values} agree to a relative 1e-5, and each row of y_pred sums to 1."
SHAPES_DONE = "{name}.forward keeps its shapes for {sizes} samples."
SHARE_OFF = "{share} of the hidden values were off on {case}, and passed no error back."
UPDATE_DONE = "{name}: all six parameters move downhill by learning_rate times their gradient."
