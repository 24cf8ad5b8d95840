"""What the checks of the unit topic_of_unit say."""

# What to know when a check passes.
CENTRE_DONE = "centre is right: the mean of each of the {columns} columns is 0."
