# Below the session: unsigned, cut and enormous multipart messages straight on the kernel's ZeroMQ sockets.
# honest: all
# %% first
import zmq

kernel = get_ipython().kernel
parts = [b"<IDS|MSG>", b"no signature", b"{}", b"{", b"[1", b"\xff"]
for socket in (kernel.iopub_socket, kernel.shell_stream, kernel.control_stream):
    for message in (parts, parts[:2], [b""], [b"x" * 30_000_000], [b"a"] * 5000):
        try:
            getattr(socket, "socket", socket).send_multipart(message, zmq.NOBLOCK)
        except Exception as error:
            print(error)
