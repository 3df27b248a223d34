"""What would be told on a day to come, and how those concerned would be reached."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.notices import rules
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.notices.queries import standing, timetables, wording
from pustakota.contexts.notices.rules import Channel, Kind
from pustakota.contexts.people.queries.addressees import memberships_ending

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron

MOST_MEMBERSHIPS = 5000
TEMPLATES = {
    Kind.DUE_SOON: "circulation/due_soon",
    Kind.OVERDUE: "circulation/overdue",
    Kind.CARD_EXPIRING: "notices/card_expiring",
}


def endings_on(point: ServicePoint, day: date) -> list[tuple[Patron, int]]:
    """Memberships of a point whose end would newly be told on a day, each with its step; three queries."""
    tables = timetables.timetables()
    last = day + timedelta(days=tables.longest(Kind.CARD_EXPIRING))
    found = []
    for patron in memberships_ending(day, last, after=0, size=MOST_MEMBERSHIPS):
        table = tables.of(Kind.CARD_EXPIRING, patron.home_point_id, patron.type_id)
        step = rules.step_before((patron.expires_on - day).days, table.days)
        if patron.home_point_id == point.pk and table.is_told and step is not None:
            found.append((patron, step))
    known = standing.known_keys([ending_key(patron, step) for patron, step in found])
    return [(patron, step) for patron, step in found if ending_key(patron, step) not in known]


def ending_key(patron: Patron, step: int) -> str:
    """Under which key the end of a membership is told, once for each step."""
    return f"notices/card_expiring:{patron.pk}:{patron.expires_on}:{step}"


def reached_by(person_ids: Collection[int], kind: Kind, *, today: date) -> Counter[Channel]:
    """How many of these persons would be told by each way; the inbox where there is no other."""
    readers = standing.readers_of(person_ids, today=today)
    found: Counter[Channel] = Counter()
    for each in person_ids:
        ways = {way for reader in readers.get(each, []) for way in rules.ways(kind, reader.reach)}
        found.update(ways or {Channel.INBOX})
    return found


def example(kind: Kind, *, days: int, point: ServicePoint, on: date) -> str:
    """What one of those concerned would read, in the active language."""
    later = on - timedelta(days=days) if kind is Kind.OVERDUE else on + timedelta(days=days)
    fact = "expires_on" if kind is Kind.CARD_EXPIRING else "due_on"
    notice = Notice(template=TEMPLATES[kind], kind=kind, point=point, facts={fact: later.isoformat()})
    return wording.line([notice], today=on)
