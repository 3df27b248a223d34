"""A small believable city, built only from actions, on real bibliographic records; its people are invented.

``city.Making`` goes through steps (places, people, collection, ninety days of lending, this morning). Each step is one
transaction that also notes itself as done, so that a half-made city is completed by the next start. Chance is seeded by
the name of the step: the same code gives the same city, seen from the day it was begun.
"""
