"""The pages on which others see what a student wrote, formgrader's and the feedback: nothing in them acts.

A text is rendered from lists of what may stand in it (intake/texts). Should anything get past that, a policy
tells the browser to run nothing but formgrader's own scripts (policy.py).
"""
