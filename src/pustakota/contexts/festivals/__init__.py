"""Festivals: a call, proposals, reviews, sessions on stages, a schedule in versions, stands, and one roll-up.

A festival is a programme; a session, once its schedule was published, is an occurrence of it, so that registering,
attendance and calendars are those of every other date. What is drafted here is nobody's business until it is published;
then a version keeps who was promised what, and the next one tells only those for whom something differs.
"""
