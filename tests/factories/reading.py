"""Saved searches and lists for tests."""

from datetime import datetime

from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.people.models import Patron
from pustakota.contexts.reading import actions
from pustakota.contexts.reading.models import ReadingList, SavedSearch
from pustakota.contexts.search.queries import SearchRequest
from tests.factories.moments import NOW
from tests.factories.people import a_member_acting


def a_saved_search(
    patron: Patron,
    text: str = "sejarah",
    *,
    name: str = "",
    tells: bool = True,
    at: datetime = NOW,
    **filters: tuple[str, ...],
) -> SavedSearch:
    """A question that a member saved; what is in the catalogue by now is not new."""
    request = SearchRequest(text=text, filters=filters)
    return actions.save_search(
        request=request, query=f"q={text}", name=name or text, tells=tells, by=a_member_acting(patron), at=at
    )


def a_list(patron: Patron, *records: Record, title: str = "Ingin dibaca", at: datetime = NOW) -> ReadingList:
    """A member's list with these titles, for nobody else."""
    me = a_member_acting(patron)
    made = actions.make_list(title=title, by=me, at=at)
    for record in records:
        actions.add_title(reading_list=made, record=record, by=me, at=at)
    return made
