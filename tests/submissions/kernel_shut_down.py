# The kernel's own event loop is stopped, its queues are closed, and it is told to shut down.
# honest: all
# %% first
kernel = get_ipython().kernel
kernel.do_shutdown(False)
kernel.shell_stream.close()
kernel.control_stream.close()
kernel.iopub_socket.close()
kernel.io_loop.stop()
