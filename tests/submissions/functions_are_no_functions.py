# Under the functions' names stand numbers, modules, generators and the kernel itself.
# honest: softmax
# %% one_hot
one_hot = get_ipython()
# %% cross_entropy
cross_entropy = (n for n in iter(int, 1))
# %% output_error
import sys

output_error = sys
