"""Every sentence a check can say, as templates in one place (a translation starts here).

This file holds what all checks share; each family of checks has a file of its own beside it.
"""

EMPTY = "{call}: not written yet\n  The blank `{blank} = None  # TODO` is still there."
RETURNS_NONE = "{call} is None: a blank is not written yet, or no `return` was reached: it is missing (`print` returns nothing), or stands in a loop or an `if`."
HOLDS_NONE = "{call} holds None in the place of numbers: a blank before it is not written yet, or a function does not return its result."
MISSING = "{call} does not exist. Store it with `self.{name} = ...`: a local variable is lost on return."
RAISED = "{call} stopped with {error}"
NOT_REACHED = "{call} was not computed: the method stopped before it with {error}"
NOT_AN_ARRAY = "{call}: expected an array of numbers, got {got}."
WRONG_SHAPE = "{call}: wrong shape\n  expected  {expected}\n  got       {got}\n  {cause}"
WRONG_VALUES = (
    "{call}: wrong values\n  expected  {expected}\n  got       {got}      {worst}off by {off}\n  {cause}"
)
WORST_AT = "worst at {where}, "
OVERWRITES = (
    "{call}: the numbers are right, but they are written into the argument, which its owner may still need.\n"
    "  Return a new array: work on x.copy(), or with functions that make one, such as np.where."
)
NOTHING_COMPUTED = (
    "{call}: nothing can be seen in these numbers.\n"
    "  They do not vary as the right ones do, or not with what goes in: a shape, or a sum, alone proves nothing."
)
NOT_FINITE = "{call}: {count} of {size} values are nan or infinite.\n  {cause}"
SHOWN_ROW = "(row {row}) {values}"
ARGUMENT_OF_SHAPE = "{argument} of shape {shape}"
PAPER_EXAMPLE = "the paper example"
NOT_A_NUMBER = "{call}: expected one number, got an array of shape {shape}.\n  {cause}"

CAUSE_UNKNOWN = "Compare the formula in the text with your line, factor by factor."
CAUSE_CONSTANT = "Every number is {value}: nothing tells one place from another."
CAUSE_ZEROS = "Nothing but 0: it was not computed, or a factor is 0."
CAUSE_SPOT = "All numbers but one are 0: were the others computed?"
CAUSE_SAME_ROWS = "Every row is the same: the result does not depend on the sample."
CAUSE_OTHER_SHAPE = (
    "Print the shape of what each step of this line gives, and find the first that you did not expect."
)
CAUSE_STEP_SHAPE = "A parameter keeps its shape: what you subtract must have it, too."
CAUSE_NOT_FINITE = "A number overflowed, or 0 was divided by 0: print what goes into this line."
