"""Submissions that share what hardly anybody else has: to be looked at by a person, and no proof of anything.

tokens      code as tokens that comments, layout and names chosen by the student do not change
winnowing   a few of all runs of tokens, chosen by what they are and not by where they stand
pairs       which pairs share rare ones, and how rare

The fingerprints are those of Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
fingerprinting", SIGMOD 2003. copydetect 0.5 (2024) implements them, too. It is not used: it
compares each pair of files by itself, takes out the boilerplate of a list of files only, and counts what is
left alike, whether two of a class have it or half of it does. Here most answers are short and right, so that
how rare something is matters more than how much of it there is.
"""
