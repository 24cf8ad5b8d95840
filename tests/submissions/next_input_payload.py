# set_next_input(replace=True): the reply asks the client to replace the text of the cell that was run.
# %% first
ip = get_ipython()
ip.events.register("post_run_cell", lambda result: ip.set_next_input("pass", replace=True))
ip.events.register(
    "pre_run_cell", lambda info: ip.payload_manager.write_payload({"source": "page", "data": "x" * 10**6})
)
