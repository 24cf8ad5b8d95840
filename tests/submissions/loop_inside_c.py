# A power that takes C hours: no Python code runs that could be interrupted.
# honest: all
# %% first
x = 3 ** (10**10) % 7
