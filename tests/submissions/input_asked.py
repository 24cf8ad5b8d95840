# input() and a debugger wait for somebody who never types.
# honest: softmax, cross_entropy, output_error
# %% one_hot
def one_hot(labels, n_classes):
    breakpoint()
    return input("How many? ")


# %% last
kernel = get_ipython().kernel
kernel._allow_stdin = True
try:
    input("password: ")
except BaseException as error:
    print(error)
import pdb

pdb.set_trace()
