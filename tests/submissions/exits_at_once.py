# os._exit ends the kernel: nbgrader then gives up on the whole notebook.
# honest: all
# %% first
import os

os._exit(0)
