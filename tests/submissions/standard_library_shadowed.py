# Files named as modules of Python, as sitecustomize and as settings: whoever starts here runs them.
# honest: all
# %% file json.py
open("planted_by_student", "w").close()
raise SystemExit("json of the student")
# %% file ipykernel_launcher.py
raise SystemExit("launcher of the student")
# %% file sitecustomize.py
raise SystemExit("sitecustomize of the student")
# %% file usercustomize.py
raise SystemExit("usercustomize of the student")
# %% file nbgrader_config.py
raise SystemExit("settings of the student")
# %% file ipython_config.py
c.InteractiveShellApp.exec_lines = ["raise SystemExit"]
# %% file jupyter_config.py
c.KernelManager.kernel_cmd = ["false"]
