# %% [markdown]
# # Centre a table
#
# **What you will do.** Write a function that subtracts from each column its mean.
#
# **What you need.** The lecture of this unit; ten minutes.
#
# | part | what | points |
# |---|---|---|
# | 1 | `centre` | 100 |
#
# Replace every `None  # TODO`. Run the check as often as you like: it says what is wrong. The *hidden check* below it runs
# after you submit.

# %% given imports
import numpy as np

from bplab.checks import topic_of_unit

# %% [markdown]
# ## 1. Each column minus its mean
#
# **Part 1, 100 points, 1 line.** Rows are samples. From each column of `X`, shape `(n, n_in)`, subtract the mean of this
# column:
#
# $$
# c_{ij} = x_{ij} - \frac1n \sum_k x_{kj} .
# $$


# %% task centre
def centre(X):
    """The rows of X (n, n_in), moved so that the mean of each column is 0."""
    ### BEGIN SOLUTION
    centred = X - np.mean(X, axis=0)
    ### END SOLUTION
    return centred


# %% check centre points=40
# centre moves each column's mean to 0.
topic_of_unit.check_centre(centre, topic_of_unit.random_table(4, 3, seed=1))

# %% hidden centre_sizes points=60
# The same on other sizes.
topic_of_unit.check_centre(centre, topic_of_unit.random_table(7, 2, seed=2))
