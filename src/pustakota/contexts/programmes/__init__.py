"""Programmes and what happens of them: occurrences, who registered, who waits, who came.

A programme is what is offered (*Cerita di Pagi Hari*); an occurrence is one date of it; a series is the rule by which
dates were made. A registration is a party for an occurrence: it has a seat, waits for one, or is over. Seats are given
in one place, ``actions.waiting``: whatever frees a seat calls it. Who came is noted in ``participation``, the only
table that statistics of attendance read. A nameless programme (a wellbeing circle) knows numbers only.
"""
