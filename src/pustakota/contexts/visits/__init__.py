"""Who came, and what was read in place: visits of members, guests and groups, and books left on tables.

A visit is a row of ``Visit``; taking part in an activity is a row of ``participation``; never both for one fact.
The verbs are ``note_member_visit``, ``note_guests``, ``note_reading``, ``note_other_reading``, ``note_nothing``.
What was noted wrongly is never deleted: ``correct_visit`` and ``correct_reading`` mark it with a reason and put the
right row beside it. A member's visit leads to the member for some days; then the key of the statistics year and a
level of age are left. A kiosk is a browser that staff opened at one point: it may note visits there, nothing else.
"""
