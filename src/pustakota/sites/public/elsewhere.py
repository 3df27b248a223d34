"""What else the line finds that is no title: places of service, pages that staff wrote, every later kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.programmes import queries as programmes
from pustakota.contexts.search import queries as search
from pustakota.contexts.spaces import queries as spaces
from pustakota.design.wording import weekday_date
from pustakota.foundation import clock
from pustakota.sites.pages import queries as written

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from pustakota.sites.public.results import Results


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One thing that was found: what kind of thing it is, its name, where it is read, and a few words more."""

    kind: str | Promise
    title: str
    address: str
    about: str = ""


def _points(ids: Sequence[int]) -> dict[int, Elsewhere]:
    found = {}
    for point in organisation.points_in_service():
        if point.pk in ids:
            address = reverse("public:service_point", args=[point.code])
            found[point.pk] = Elsewhere(point.get_kind_display(), point.name, address, point.address)
    return found


def _pages(ids: Sequence[int]) -> dict[int, Elsewhere]:
    return {
        number: Elsewhere(_("page"), page.title, page.address, page.about)
        for number, page in written.pages(ids).items()
    }


def _programmes(ids: Sequence[int]) -> dict[int, Elsewhere]:
    """What is offered and has a date ahead leads to the next one."""
    found = {}
    for number, date in programmes.next_dates(ids, at=clock.now()).items():
        about = f"{weekday_date(date.local_start)}, {date.service_point.name}"
        found[number] = Elsewhere(_("event"), date.name, reverse("public:event", args=[date.pk]), about)
    return found


def _rooms(ids: Sequence[int]) -> dict[int, Elsewhere]:
    """Rooms, machines and equipment that can be booked now."""
    found = {}
    for row in spaces.resources().filter(pk__in=ids):
        address = reverse("public:room", args=[row.pk])
        found[row.pk] = Elsewhere(row.get_kind_display(), row.name, address, row.service_point.name)
    return found


KINDS: Mapping[str, Callable[[Sequence[int]], dict[int, Elsewhere]]] = {
    "point": _points,
    "page": _pages,
    "programme": _programmes,
    "room": _rooms,
}


def elsewhere(results: Results) -> list[Elsewhere]:
    """The best few of every kind but titles, on the first page of an answer that nobody has narrowed down."""
    asked, page = results.asked, results.page
    if page is None or not asked.text or asked.page > 1 or results.chosen:
        return []
    keys = search.others(asked.text, kinds=tuple(KINDS), begun=page.manner != "as typed")
    found = {kind: KINDS[kind]([number for each, number in keys if each == kind]) for kind, _number in keys}
    return [found[kind][number] for kind, number in keys if number in found[kind]]
