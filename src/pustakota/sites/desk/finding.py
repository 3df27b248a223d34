"""What words at the box may mean: members, titles, and pages of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.contexts.catalogue.queries.by_words import titles_by_words
from pustakota.contexts.people import queries as people
from pustakota.foundation.errors import NotAllowed
from pustakota.sites.desk.places import PLACES, Place

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Members and titles side by side, and pages whose name holds the words."""

    words: str
    members: list[Patron]
    titles: list[Record]
    places: list[Place]
    more_members: bool = False
    more_titles: int = 0

    @property
    def places_lead(self) -> bool:
        """Whether the words begin the name of a page: then somebody most likely wants to go there."""
        return any(str(place.label).casefold().startswith(self.words.casefold()) for place in self.places)


def find(words: str, *, by: Actor) -> Found | None:
    """Everything the words may mean; nothing where they mean nothing."""
    members = _members(words, by=by)
    titles, count = titles_by_words(words, most=SHOWN)
    places = [place for place in PLACES if words.casefold() in str(place.label).casefold() and place.open_to(by)]
    if not (members or titles or places):
        return None
    return Found(words, members[:SHOWN], titles, places, len(members) > SHOWN, max(count - len(titles), 0))


def _members(words: str, *, by: Actor) -> list[Patron]:
    try:
        return people.patrons_named(words, by=by)
    except NotAllowed:
        return []
