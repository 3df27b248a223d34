"""Tell members what is new for the searches they saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices import queries as readers
from pustakota.contexts.people import queries as people
from pustakota.contexts.reading.actions.saving import because
from pustakota.contexts.reading.models import SavedSearch
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.reading.queries import News


@transaction.atomic
def tell_of_new_titles(*, found: Sequence[News], until: int, at: datetime) -> int:
    """Queue a notice for each search with new titles, and note up to which record all were asked; the number queued.

    Both in one transaction, so that whatever is cut off is neither told twice nor forgotten. A search that was asked
    by another worker meanwhile, stopped or deleted is left alone.
    """
    read = {news.search.pk: news for news in found}
    rows = SavedSearch.objects.select_for_update().filter(pk__in=read, tells=True).order_by("pk")
    asked = [row for row in rows if row.asked_to == read[row.pk].search.asked_to]
    new = [row for row in asked if read[row.pk].count]
    for row in new:
        row.new_after, row.new_at, row.new_titles = row.asked_to, at, read[row.pk].count
    for row in asked:
        row.asked_to = until
    SavedSearch.objects.bulk_update(new, ["new_after", "new_at", "new_titles"])
    SavedSearch.objects.filter(pk__in=[row.pk for row in asked]).update(asked_to=until)
    members = people.patrons_of_persons({row.person_id for row in new})
    named = _naming(members, at)
    wanted = [_told(row, members[row.person_id], named) for row in new if row.person_id in members]
    return notices.queue_all(wanted=wanted, at=at) if wanted else 0


def _naming(members: Mapping[int, Patron], at: datetime) -> set[int]:
    """Of these persons those in whose messages a search may be named: its name says as much as a title does."""
    if not members:
        return set()
    today = periods.local_day(at, next(iter(members.values())).home_point.zone)
    return readers.titles_wanted(members, today=today)


def _told(row: SavedSearch, patron: Patron, named: set[int]) -> notices.ToTell:
    facts = {"search": row.code}
    if row.person_id in named:
        facts["title"] = f"{row.name} ({row.new_titles})"
    return notices.ToTell(
        template="reading/new_titles",
        key=f"reading/new_titles:{row.pk}:{row.asked_to}",
        because=because(row.pk),
        to=row.person_id,
        point=patron.home_point,
        facts=facts,
        patron_type_id=patron.type_id,
    )
