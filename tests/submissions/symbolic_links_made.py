# The work folder and its files become symbolic links, so that the grader writes or reads elsewhere.
# honest: one_hot
# %% first
import os
import shutil

here = os.getcwd()
for name in ("softmax_cross_entropy.ipynb", "data.csv", "verdicts.json"):
    try:
        if os.path.exists(name):
            os.unlink(name)
        os.symlink("@COURSE@/gradebook.db", name)
    except OSError as error:
        print(error)

# %% last
try:
    os.chdir("/")
    shutil.rmtree(here)
    os.symlink("@COURSE@/source", here)
except OSError as error:
    print(error)
