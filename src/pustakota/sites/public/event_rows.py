"""Dates of events as rows of a list: made here and not in a template, since a month shows hundreds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from pustakota.contexts.programmes import queries as programmes
from pustakota.design.markup import filled, joined
from pustakota.design.templatetags import ui
from pustakota.design.wording import clock
from pustakota.sites.public.addresses import event_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from pustakota.contexts.programmes.queries import Occurrence, Programme


def event_rows(events: Iterable[Occurrence]) -> SafeString:
    """Each date with its time, its place and for whom it is; what all dates of a programme share is worded once."""
    said: dict[int, str] = {}
    rows = []
    for event in events:
        if event.programme_id not in said:
            said[event.programme_id] = _kind(event.programme) + for_whom(event.programme)
        rows.append(_row(event, said[event.programme_id]))
    return joined(rows)


def for_whom(programme: Programme) -> str:
    """`` · from 5 years``; nothing where everybody may come."""
    first, last = programme.age_from, programme.age_to
    if first is not None and last is not None:
        words = gettext("%(first)s to %(last)s years")
    elif first:
        words = gettext("from %(first)s years")
    elif last is not None:
        words = gettext("up to %(last)s years")
    else:
        return ""
    return " · " + words % {"first": first, "last": last}


def _row(event: Occurrence, about: str) -> SafeString:
    place = f"{event.place}, {event.service_point.name}" if event.place else event.service_point.name
    return filled(
        '<li data-until="{}"><p><a href="{}"><strong>{}</strong></a> {}</p>'
        '<p class="soft small">{}–{} · {} · {}</p></li>',
        event.ends_at.isoformat(),
        event_address(event.pk),
        event.name,
        _state(event),
        clock(event.local_start),
        clock(event.local_end),
        place,
        about,
    )


def _kind(programme: Programme) -> str:
    return str(programmes.Kind(programme.kind).label)


def _state(event: Occurrence) -> SafeString | str:
    if event.state == "cancelled":
        return ui.status(event.get_state_display(), "no")
    if event.state == "postponed":
        return ui.status(event.get_state_display(), "wait")
    return ui.status(gettext("full"), "wait") if event.is_full else ""
