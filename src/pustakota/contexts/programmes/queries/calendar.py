"""What takes place and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, Sum

from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.models import (
    SHOWN,
    Occurrence,
    Programme,
    State,
)
from pustakota.contexts.search.actions import Document
from pustakota.foundation.calendars import Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from django.db.models import QuerySet


ASKED_BACK = timedelta(days=60)
"""After that nobody remembers who came."""
SEATS = Sum("registrations__party", filter=Q(registrations__status__in=rules.TAKES_SEAT), default=0)


def programmes() -> QuerySet[Programme]:
    """All that are offered, by title."""
    return Programme.objects.filter(is_active=True).select_related("service_point").order_by("title", "pk")


def programmes_in_order() -> list[Programme]:
    """The same, as they were added."""
    return list(programmes().order_by("pk"))


def programme(programme_id: int) -> Programme | None:
    return Programme.objects.select_related("service_point__library").filter(pk=programme_id).first()


def search_documents(programme_ids: Collection[int] | None = None) -> Iterator[Document]:
    """What is offered, for the search box; these or all."""
    rows = programmes() if programme_ids is None else programmes().filter(pk__in=programme_ids)
    for row in rows:
        words = [str(row.get_kind_display()), *row.themes]
        about = {"title": [row.title], "names": [row.service_point.name], "subjects": words, "text": [row.about]}
        yield Document("programme", row.pk, about, language="ind")


def next_dates(programme_ids: Collection[int], *, at: datetime) -> dict[int, Occurrence]:
    """The next date of each of these programmes that has one ahead."""
    rows = occurrences().filter(programme__in=programme_ids, state=State.PUBLISHED, ends_at__gt=at)
    found: dict[int, Occurrence] = {}
    for row in rows:
        found.setdefault(row.programme_id, row)
    return found


def dates_ahead(programme_ids: Collection[int], *, after: datetime) -> QuerySet[Occurrence]:
    """The announced dates of these programmes that begin after a moment, each with its ``taken`` seats; one query."""
    rows = occurrences().filter(programme__in=programme_ids, state=State.PUBLISHED, starts_at__gt=after)
    return rows.annotate(taken=SEATS)


def occurrences() -> QuerySet[Occurrence]:
    """All, drafts too, the first first."""
    rows = Occurrence.objects.select_related("programme", "service_point__library", "series")
    return rows.order_by("starts_at", "pk")


def occurrence(occurrence_id: int) -> Occurrence | None:
    return occurrences().filter(pk=occurrence_id).first()


def shown_between(start: datetime, end: datetime) -> QuerySet[Occurrence]:
    """What the public sees that begins in a time, each with its ``taken`` seats; one query."""
    rows = occurrences().filter(state__in=SHOWN, starts_at__gte=start, starts_at__lt=end)
    return rows.annotate(taken=SEATS)


def shown_on_days(first: date, last: date, *, only: Narrowed | None = None) -> list[Occurrence]:
    """The same from day to day, both included, each day on the clock of its place; all, or what is wanted."""
    margin = timedelta(days=1)
    start, end = datetime.combine(first, time.min, UTC) - margin, datetime.combine(last, time.min, UTC) + 2 * margin
    rows = shown_between(start, end)
    if only is not None:
        rows = rows.filter(_wanted(only))
    return [each for each in rows if first <= each.local_start.date() <= last]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Which part of a calendar somebody wants; empty: any. ``ages``: both included; what names none is for all."""

    point_ids: Collection[int] | None = None
    kind: str = ""
    ages: tuple[int, int] | None = None
    programme_id: int | None = None


def _wanted(only: Narrowed) -> Q:
    wanted = Q()
    if only.point_ids is not None:
        wanted &= Q(service_point__in=only.point_ids)
    if only.kind:
        wanted &= Q(programme__kind=only.kind)
    if only.programme_id is not None:
        wanted &= Q(programme=only.programme_id)
    if only.ages is not None:
        youngest, oldest = only.ages
        wanted &= Q(programme__age_from=None) | Q(programme__age_from__lte=oldest)
        wanted &= Q(programme__age_to=None) | Q(programme__age_to__gte=youngest)
    return wanted


def agenda_of(point_id: int, start: datetime, end: datetime) -> QuerySet[Occurrence]:
    """What begins at a point in a time, drafts too."""
    rows = occurrences().filter(service_point=point_id, starts_at__gte=start, starts_at__lt=end)
    return rows.annotate(taken=SEATS)


def dates_of(programme: Programme) -> list[Occurrence]:
    """The dates of a programme, the last first; at most two hundred."""
    return list(occurrences().filter(programme=programme).annotate(taken=SEATS).order_by("-starts_at", "-pk")[:200])


def held_on(day: date, point_id: int) -> list[Occurrence]:
    """What takes place at a point on a day of its own, in the order of the clock."""
    found = shown_on_days(day, day, only=Narrowed(point_ids=[point_id]))
    return [each for each in found if each.state == State.PUBLISHED]


def other_dates(of: Occurrence, *, at: datetime) -> list[Occurrence]:
    """The next dates of the same programme."""
    rows = occurrences().filter(programme=of.programme_id, state=State.PUBLISHED, starts_at__gt=at)
    return list(rows.exclude(pk=of.pk).annotate(taken=SEATS)[:6])


def entry_of(of: Occurrence, *, about: str) -> Entry:
    """As it stands in a calendar: one name for ever, its revision grows with each change."""
    point = of.service_point
    return Entry(
        uid=f"occurrence-{of.code}@{urlsplit(settings.PUBLIC_URL).hostname}",
        revision=of.sequence,
        start=of.starts_at,
        end=of.ends_at,
        title=of.name,
        place=", ".join(part for part in (of.place, point.name, point.address) if part),
        about=about,
        is_cancelled=of.state == State.CANCELLED,
        is_tentative=of.state == State.POSTPONED,
    )


def to_report(point_ids: Collection[int], *, at: datetime) -> list[Occurrence]:
    """What is over and was not reported, the oldest first."""
    rows = occurrences().filter(service_point__in=point_ids, state=State.PUBLISHED, ends_at__lte=at)
    return list(rows.annotate(taken=SEATS))


def long_without_report(ended_before: datetime, *, at: datetime) -> list[Occurrence]:
    """What was over before a moment, not longer ago than two months, and was not reported; the newest first."""
    rows = occurrences().filter(state=State.PUBLISHED, ends_at__lte=ended_before, ends_at__gt=at - ASKED_BACK)
    return list(rows.order_by("-ends_at", "pk"))
