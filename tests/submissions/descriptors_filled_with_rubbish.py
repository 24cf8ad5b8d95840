# Rubbish is written into every open file of the process: whoever reads at the other end must not trust it.
# honest: all
# %% first
import os

for _ in range(20):
    for descriptor in range(3, 200):
        try:
            os.set_blocking(descriptor, False)
            os.write(descriptor, b"\xff\x00[{rubbish" * 20_000)
        except OSError:
            pass
