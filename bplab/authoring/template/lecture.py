# %% [markdown]
# # Move the data to where it is easy to learn from
#
# **What you will do.** Subtract from each column of a table its mean.
#
# **What you will learn.** Which axis of an array is which, and what centring leaves as it is.
#
# **What you need.** NumPy arrays; five minutes.

# %%
import numpy as np

X = np.array([[1.0, 10], [3, 20], [5, 60]])
print(X.mean(axis=0))
print(X - X.mean(axis=0))

# %% claim centred_columns_sum_to_zero
# Each column of the centred table sums to 0, and the distances between rows stay.
centred = X - X.mean(axis=0)
assert np.allclose(centred.sum(axis=0), 0)
assert np.allclose(centred[0] - centred[1], X[0] - X[1])

# %% [markdown]
# Each column now sums to 0, and the distances between the rows are what they were.
#
# **Question.** What would `X.mean(axis=1)` be, and why can it not be subtracted from `X` here?
#
# <details><summary>Answer</summary>
#
# The mean of each row, three numbers: shape `(3,)` does not fit the two columns of `X`.
#
# </details>
