"""Everything that touches nbgrader: its preprocessors and converters, submissions, scores, the demo class."""
