"""What the checks of the four-layer networks say (units 1, 3 and 5)."""

PAPER_EXAMPLE = "the paper example"
FORWARD = "{name}.forward on {case}"
BACKWARD = "{name}.backward on {case}"
RETURNED = "{method}: the returned value"
AFTER_STEP = "{method}: {parameter} after one step"
STEP = "{label}, as (old - new) / learning_rate"
RETURNED_NONE = "{call} is None: end `forward` with `return self.y_pred`."

FOLLOWS_FROM_DEAD = (
    "This follows from your {part}, in which nothing can be seen: it does not vary as the right one does, or not "
    "with what goes into it. So it was compared with what follows from the right {part}: fix {part} first."
)

# What to know when a check passes.
FORWARD_DONE = "{name}.forward is right: {values} agree to a relative 1e-5, and each row of y_pred sums to 1."
VALUES_DONE = "{name}: {values} right."
SHAPES_DONE = "{name}.forward keeps its shapes for {sizes} samples."
BACKWARD_DONE = "{name}.backward is right: each quantity agrees with a central difference of the loss."
SHARE_OFF = "{share} of the hidden values were off on {case}, and passed no error back."
UPDATE_DONE = "{name}: all six parameters move downhill by learning_rate times their gradient."
ROW_RIGHT = "  {name:<16} {shape:<9} right"
ROW_WRONG = "  {name:<16} {shape:<9} <- the first one that is wrong"
