# The work of the others is copied: their submissions, and what is graded already.
# %% first
import glob
import re

for place in ("submitted", "autograded", "feedback"):
    for path in glob.glob(f"@COURSE@/{place}/*/*/*.ipynb") + glob.glob(f"../../../{place}/*/*/*.ipynb"):
        print("GOT", path, re.findall("CANARY[-a-z0-9]+", open(path).read()))
