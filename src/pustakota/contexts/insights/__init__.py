"""What the city's libraries do, in figures: defined, counted, compared, closed.

``config/counts.py`` says which query counts which figure; it is handed over at the start. A figure is counted live for
the last weeks and read from ``CountedDay`` before: a table that may be thrown away. Missing is missing, never 0: a day
on which a point was open and said nothing is shown as a gap. Each number opens to its facts, which name nobody.
Closing a period keeps its values for ever, with the versions of their definitions and a fingerprint of the rows.
"""
