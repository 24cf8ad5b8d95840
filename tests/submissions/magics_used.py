# %reset, %autocall, %%script and !rm: the magic commands of IPython, on the namespace and on the files.
# honest: all
# %% first
ip = get_ipython()
ip.run_line_magic("autocall", "2")
ip.run_line_magic("reset", "-f")
ip = get_ipython()
ip.system("rm -rf @COURSE@/submitted @COURSE@/autograded @COURSE@/source @TMP@/* @HOME@/canary.txt ./* 2>&1")
ip.run_cell_magic("script", "bash --bg", "sleep 3599")
ip.run_line_magic("cd", "/")
ip.run_line_magic("xmode", "Minimal")
ip.run_line_magic("pdb", "on")
ip.run_line_magic("config", "InteractiveShell.ast_node_interactivity = 'all'")
