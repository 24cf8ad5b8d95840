# Forged messages of every kind, signed with the key, with parents past and future, and broken contents.
# honest: all
# %% first
import threading
import time

kernel = get_ipython().kernel
KINDS = (
    "execute_result",
    "stream",
    "display_data",
    "error",
    "status",
    "update_display_data",
    "clear_output",
    "comm_open",
)
CONTENTS = [
    {},
    {"data": {"text/plain": "4"}, "metadata": {}, "execution_count": 1},
    {"data": {"text/plain": ["1", "2"], "image/png": 7}, "metadata": [], "transient": {"display_id": "x"}},
    {"name": "stderr", "text": "forged"},
    {"name": 5, "text": {"a": [1]}},
    {"ename": 1, "evalue": None, "traceback": "x"},
    {"execution_state": "idle"},
    {"execution_state": "dead", "wait": True, "comm_id": [], "target_name": 1},
]


def forge():
    for turn in range(3):
        time.sleep(0.3)
        parent = kernel.get_parent("shell") if turn % 2 else {"header": {"msg_id": "x", "session": 5}}
        for kind in KINDS:
            for content in CONTENTS:
                kernel.session.send(kernel.iopub_socket, kind, content, parent=parent)


threading.Thread(target=forge, daemon=True).start()
