# A cell that never ends, between the tasks.
# honest: all
# %% first
while True:
    pass
