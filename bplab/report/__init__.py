"""What the class did, for its instructor: `bplab report`, a page and a table a unit, and a page of the term.

commands    `bplab report`, and where its files lie
reading     the class: of each student the findings that feedback shows, and where the submission stands
questions   each check: share right, discrimination, seconds of grading
mistakes    the commonest mistakes by name, each once a student, with a sentence for the next lecture
unnamed     wrong answers that no check has named, as lines for answers.py
anonymous   ... without what could tell whose they are
standing    who is stuck, who cannot be graded, what was put right
similar/    pairs of submissions that share what hardly anybody else has
plot        the distribution of points, as SVG
page        all of this as HTML
table       ... and as CSV
term        the page of all units

Nothing is run or graded. All that students wrote is escaped, and the page's
policy lets no script run.
"""
