"""Lending physical items: loans, holds, returns, renewals, the pick-up shelf.

The verbs are ``check_out``, ``check_in``, ``renew``, ``place_hold``, ``cancel_hold``. Rules (plain Python) give the
reasons for a no, due dates and whose turn it is; actions take locks, ask the rules and write; queries read.
Holds are placed on a record and served in the order in which they were placed. A returned item stays at the point
where it was returned, unless somebody waits for it elsewhere: then it travels.
Whereabouts (on loan, on the hold shelf, in transit) follow from open loans and live holds and are stored nowhere else.
What the same households borrowed (``reckon_also_borrowed``) is counted among those alone who agreed to it (ADR 0056).
"""
