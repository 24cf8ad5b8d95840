"""Winnowing: of every WINDOW runs of RUN tokens that follow one another, the one with the least hash is kept.

So two texts that have RUN + WINDOW - 1 tokens in common, which is a statement or two, have a fingerprint in
common, wherever in them these stand.
"""

import zlib
from collections import defaultdict

RUN, WINDOW = 10, 6  # tokens; runs


def fingerprints(tokens):
    """hash -> [(first line, last line)] of what is kept. tokens: [(token, line)]."""
    words = [word for word, _ in tokens]
    hashes = [zlib.crc32("\0".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1)]
    found, last = defaultdict(list), -1
    for start in range(max(len(hashes) - WINDOW + 1, min(len(hashes), 1))):
        window = range(start, min(start + WINDOW, len(hashes)))
        at = min(window, key=lambda i: (hashes[i], -i))  # the last of equal ones, as in the article
        if at != last:
            last = at
            found[hashes[at]].append((tokens[at][1], tokens[at + RUN - 1][1]))
    return found


def all_runs(tokens):
    """The hashes of every run, kept or not: of what is to be taken out of all texts."""
    words = [word for word, _ in tokens]
    return {zlib.crc32("\0".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1)}
