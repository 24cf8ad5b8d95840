"""What `bplab experiment` does again: the lab sheets' experiments, with the course's own network."""
