# Outputs that no notebook can hold, in the student's own cell: the written file would be refused by nbgrader.
# honest: all
# %% first
kernel = get_ipython().kernel
CONTENTS = {
    "execute_result": {
        "data": {"text/plain": {"a": 1}, "image/png": 3},
        "metadata": 5,
        "execution_count": "x",
    },
    "stream": {"name": "stderr\x00", "text": ["a", 5]},
    "display_data": {"data": [1, 2], "metadata": None},
    "error": {"ename": 5, "evalue": {}, "traceback": [1, None]},
    "clear_output": {"wait": "yes"},
}
for kind, content in CONTENTS.items():
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent("shell"))
