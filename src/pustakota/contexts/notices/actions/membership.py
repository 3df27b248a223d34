"""What the library tells a member about the membership itself: welcome, and that it ends soon."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.notices import queries, rules
from pustakota.contexts.notices.actions.queueing import ToTell, queue_all, withdraw
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.notices.rules import Kind, Timetables
from pustakota.contexts.people import queries as people
from pustakota.contexts.people.queries.addressees import memberships_ending
from pustakota.foundation import periods

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.people.models import Patron

WELCOME_FOR = timedelta(days=7)
"""A welcome that comes later is none."""
PAGE = 100


@transaction.atomic
def welcome(*, patron_id: int, at: datetime) -> int:
    """Greet a new member, once, within a week."""
    patron = people.patron(patron_id)
    if patron is None or patron.joined_on < periods.local_day(at - WELCOME_FOR, patron.home_point.zone):
        return 0
    return queue_all(wanted=[_about(patron, "welcome", f"notices/welcome:{patron.pk}")], at=at)


@transaction.atomic
def tell_of_endings(*, after: int, at: datetime) -> int | None:
    """Tell a page of members that their membership ends soon; where the next page begins."""
    today = periods.local_day(at, "Asia/Jakarta")
    tables = queries.timetables()
    last = today + timedelta(days=tables.longest(Kind.CARD_EXPIRING))
    patrons = memberships_ending(today, last, after=after, size=PAGE)
    if not patrons:
        return None
    queue_all(wanted=[one for patron in patrons if (one := _ending(patron, tables, at))], at=at)
    return patrons[-1].pk


def _ending(patron: Patron, tables: Timetables, at: datetime) -> ToTell | None:
    """What is to be told about the end of a membership today; each step of each end has its own key."""
    today = periods.local_day(at, patron.home_point.zone)
    days = tables.of(Kind.CARD_EXPIRING, patron.home_point_id, patron.type_id).days
    step = rules.step_before((patron.expires_on - today).days, days)
    if step is None:
        return None
    return _about(patron, "card_expiring", queries.ending_key(patron, step))


@transaction.atomic
def settle_endings(*, at: datetime) -> int:
    """Take back what was said about the end of memberships that were prolonged since; the number taken back."""
    told = Notice.objects.filter(kind=Kind.CARD_EXPIRING, withdrawn_at__isnull=True).select_related("about__patron")
    moved = [row.because for row in told if row.facts["expires_on"] != row.about.patron.expires_on.isoformat()]
    return withdraw(because=moved, at=at) if moved else 0


def _about(patron: Patron, name: str, key: str) -> ToTell:
    return ToTell(
        template=f"notices/{name}",
        key=key,
        because=f"membership:{patron.pk}:{patron.expires_on}",
        to=patron.person_id,
        point=patron.home_point,
        facts={"expires_on": patron.expires_on.isoformat()},
        useful_until=patron.expires_on if name == "card_expiring" else None,
        patron_type_id=patron.type_id,
    )
