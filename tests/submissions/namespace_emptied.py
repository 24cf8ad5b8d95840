# %reset at the end: nothing is left of the student's own work, and what is left behind must not be points.
# honest: all
# %% last
get_ipython().run_line_magic("reset", "-f")
