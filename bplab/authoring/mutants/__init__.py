"""How often a check says why an answer is wrong, measured on the solutions' mutants: `bplab mutants`.

mutator.py     all wrong versions of a solution, one edit away
run.py         the first test that fails on each, and what it says
sentences.py   which of the checks' sentences that holds
judge.py       whether they fit the edit
equivalent.py  the mutants that are right, with reasons
report.py      a unit's row of the table
"""
