"""What reading does by the clock: ask saved searches for what is new."""

from datetime import datetime, timedelta

from pustakota.contexts.catalogue.queries import found as catalogue
from pustakota.contexts.reading import actions, queries

SETTLED = timedelta(hours=1)
"""So long after a title came in it is taken to stand in the index; what is younger waits for the next day."""
PAGE = 50
"""Members whose searches are asked before something is written."""


def tell_of_new_titles(at: datetime) -> int:
    """Ask every saved search that tells for titles since it was asked last; the number of notices queued.

    Without an index nothing is asked and nothing forgotten: the next day asks for both days.
    """
    if not queries.may_answer():
        return 0
    until = catalogue.newest_id_until(at - SETTLED)
    told = after = 0
    while page := queries.page_to_ask(after=after, until=until, size=PAGE):
        told += actions.tell_of_new_titles(found=queries.new_titles(page, until=until), until=until, at=at)
        after = page[-1].person_id
    return told
