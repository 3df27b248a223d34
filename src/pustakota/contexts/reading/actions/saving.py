"""Save a search, change it, give it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue.queries import found as catalogue
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.reading import permissions, queries, rules
from pustakota.contexts.reading.errors import SearchNotSaved
from pustakota.contexts.reading.models import SavedSearch

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.search.queries import SearchRequest
    from pustakota.foundation.actors import Actor


@transaction.atomic
def save_search(*, request: SearchRequest, query: str, name: str, tells: bool, by: Actor, at: datetime) -> SavedSearch:
    """Keep a question; one that was kept before gets the new name and wish. ``query``: it in the search page's words.

    What is in the catalogue already is not new: alerts begin with what comes in from now on.
    """
    person_id = permissions.may_keep(by)
    asked = queries.as_asked(request)
    digest = rules.digest(asked)
    same, others = queries.standing(person_id, digest)
    _decide(name, others, says_something=bool(asked), length=len(query))
    if same is not None:
        return _changed(same, name=name, tells=tells, at=at)
    return SavedSearch.objects.create(
        person_id=person_id,
        name=rules.said(name),
        asked=asked,
        digest=digest,
        query=query,
        tells=tells,
        saved_at=at,
        asked_to=catalogue.newest_id(),
    )


@transaction.atomic
def change_search(*, saved: SavedSearch, name: str, tells: bool, by: Actor, at: datetime) -> SavedSearch:
    """Another name, or whether its owner hears of new titles; what came in while they did not is not made up for."""
    permissions.may_change_of(by, saved.person_id)
    _decide(name, 0)
    return _changed(saved, name=name, tells=tells, at=at)


def _decide(name: str, others: int, *, says_something: bool = True, length: int = 0) -> None:
    situation = rules.SavingSituation(
        says_something=says_something, name=rules.said(name), others=others, length=length
    )
    if reasons := rules.reasons_not_to_save(situation):
        raise SearchNotSaved(*reasons)


def _changed(saved: SavedSearch, *, name: str, tells: bool, at: datetime) -> SavedSearch:
    if tells and not saved.tells:
        saved.asked_to = catalogue.newest_id()
    if saved.tells and not tells:
        notices.withdraw(because=[because(saved.pk)], at=at)
    saved.name, saved.tells = rules.said(name), tells
    saved.save(update_fields=["name", "tells", "asked_to"])
    return saved


@transaction.atomic
def delete_search(*, saved: SavedSearch, by: Actor, at: datetime) -> None:
    """Keep a question no longer; what waits to be told of it is not."""
    permissions.may_change_of(by, saved.person_id)
    notices.withdraw(because=[because(saved.pk)], at=at)
    saved.delete()


@transaction.atomic
def stop_telling(*, person_id: int, by: Actor, at: datetime) -> int:
    """No more word of new titles for any search of somebody's; the searches stay. The number that told."""
    permissions.may_change_of(by, person_id)
    telling = SavedSearch.objects.filter(person=person_id, tells=True)
    keys = list(telling.values_list("pk", flat=True))
    notices.withdraw(because=[because(key) for key in keys], at=at)
    return telling.update(tells=False)


def because(search_id: int) -> str:
    """The reason of notices about a saved search."""
    return f"search:{search_id}"
