# One print of 100 MB, and one on stderr.
# honest: all
# %% first
import sys

print("x" * 100_000_000)
print("y" * 100_000_000, file=sys.stderr)
