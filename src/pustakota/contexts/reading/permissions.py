"""Who may keep and see what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.reading.rules import RECOMMEND
from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from pustakota.contexts.reading.models import ReadingList
    from pustakota.foundation.actors import Actor

OWN = "reading.own"
"""Nobody holds this code: what somebody keeps for their reading is for nobody else, staff and guardians included."""


def may_keep(by: Actor) -> int:
    """The person who asks; raises ``NotAllowed`` where it is nobody known."""
    if by.person_id is None:
        raise NotAllowed(OWN)
    return by.person_id


def may_change_of(by: Actor, person_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor is the person."""
    if by.person_id != person_id:
        raise NotAllowed(OWN)


def may_recommend(by: Actor, point_id: int | None = None) -> None:
    """Raises ``NotAllowed`` unless the actor may recommend titles for the point (without one: for any)."""
    by.need(RECOMMEND, point_id)


def keeps(by: Actor, reading_list: ReadingList) -> bool:
    """True for the member whose list it is, and for staff who recommend for the point whose list it is."""
    if reading_list.person_id is not None:
        return by.person_id == reading_list.person_id
    return by.may(RECOMMEND, reading_list.point_id)


def may_change_list(by: Actor, reading_list: ReadingList) -> None:
    """Raises ``NotAllowed`` unless the actor keeps the list."""
    if not keeps(by, reading_list):
        raise NotAllowed(OWN if reading_list.person_id is not None else RECOMMEND)
