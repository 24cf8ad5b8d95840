# A loop that prints for ever.
# honest: all
# %% first
while True:
    print("again and again " * 100)
