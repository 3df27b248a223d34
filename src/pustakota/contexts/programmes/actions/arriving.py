"""Say that one is here by the word of the room; and note a paper list all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from pustakota.contexts.programmes import permissions, queries, rules
from pustakota.contexts.programmes.actions.attending import check_in, tally, walk_in
from pustakota.contexts.programmes.errors import RegistrationRefused
from pustakota.contexts.programmes.models import State, Status
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from pustakota.contexts.participation.actions import Band, Source
    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence, Registration
    from pustakota.foundation.actors import Actor


@transaction.atomic
def arrive_by_word(
    *, occurrence: Occurrence, person: Person, word: str, by: Actor, at: datetime, source: Source
) -> Registration:
    """Somebody says for themselves or a child that they are here; the word of the room vouches for it."""
    permissions.may_act_for(by, person.pk, occurrence.service_point_id)
    if reasons := tuple(_against(occurrence, word, at)):
        raise RegistrationRefused(*reasons)
    return walk_in(occurrence=occurrence, person=person, by=SYSTEM, at=at, source=source)


def _against(occurrence: Occurrence, word: str, at: datetime) -> Iterator[Reason]:
    if occurrence.state != State.PUBLISHED:
        yield Reason("not_offered", overridable=False)
    elif at < occurrence.starts_at - rules.WORD_BEFORE:
        yield Reason("not_begun", overridable=False)
    elif at > occurrence.ends_at:
        yield Reason("ended", overridable=False)
    secret = str(settings.SECRET_KEY)
    if not rules.is_word_of_room(word, secret=secret, occurrence_id=occurrence.pk, at=at):
        yield Reason("word_wrong", overridable=False)


@transaction.atomic
def note_paper_list(
    *,
    occurrence: Occurrence,
    registration_ids: Collection[int],
    numbers: Mapping[Band, int],
    by: Actor,
    at: datetime,
    source: Source,
) -> int:
    """Note everybody who was ticked on paper, and how many came without a name; all of it or nothing.

    Whoever was noted before stays so; the number newly noted.
    """
    permissions.may_host(by, occurrence.service_point_id)
    came = min(at, occurrence.starts_at)
    rows = [row for row in queries.registrations_at_door(occurrence) if row.pk in registration_ids]
    for row in rows:
        if row.status != Status.ATTENDED:
            row.occurrence = occurrence
            check_in(registration=row, by=by, at=at, source=source, came_at=came)
    tally(occurrence=occurrence, counter="paper", numbers=numbers, by=by, at=at, source=source, counted_at=came)
    return len(rows)
