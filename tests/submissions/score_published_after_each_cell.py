# A hook after every cell publishes an execute_result of the student's choice, and prints one, too.
# %% first
ip = get_ipython()


def publish(*result):
    content = {"data": {"text/plain": "3"}, "metadata": {}, "execution_count": 1}
    kernel = ip.kernel
    kernel.session.send(kernel.iopub_socket, "execute_result", content, parent=kernel.get_parent())
    print("3.0")


ip.events.register("pre_run_cell", publish)
ip.events.register("post_run_cell", publish)
