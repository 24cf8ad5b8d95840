# A module planted in .venv, or in the package that the grader imports, would run with the grader's rights.
# %% first
import os
import site
import sys

import bplab
import numpy

for folder in [
    *site.getsitepackages(),
    os.path.dirname(bplab.__file__),
    os.path.dirname(numpy.__file__),
    *sys.path,
]:
    try:
        os.chmod(folder or ".", 0o777)
    except OSError:
        pass
    for name in ("planted_by_student.py", "../../../bin/planted_by_student"):
        try:
            if folder and not folder.startswith(os.getcwd()):
                open(os.path.join(folder, name), "x").close()
                print("GOT", folder)
        except OSError:
            pass
