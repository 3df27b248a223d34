"""One title: its page, its pictures, the short link on its labels, reserving it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries import found, works
from pustakota.contexts.circulation import actions as circulation_actions
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.network import queries as network
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.programmes import queries as programmes
from pustakota.design.cards import Card
from pustakota.design.covers import cover_svg, said_name
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.public import linked_data, sharing
from pustakota.sites.public.addresses import address_of, card_address, slug
from pustakota.sites.public.asking import family
from pustakota.sites.public.copies import places_of
from pustakota.sites.public.forms import ReserveForm
from pustakota.sites.public.head import Head
from pustakota.sites.public.naming import library_here
from pustakota.sites.public.sharing import Passed, worn_address
from pustakota.sites.public.title_facts import facts_of
from pustakota.sites.public.title_rows import edition_rows, free_instead
from pustakota.sites.public.views.lists import lists_about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.design.cards import Shape
    from pustakota.sites.public.copies import Place

A_WEEK = 7 * 24 * 3600


def _record_or_404(record_id: int) -> Record:
    if record := catalogue.record(record_id):
        return record
    raise Http404


def show(request: HttpRequest, record_id: int, name: str = "") -> HttpResponse:
    """The title, what is known of it, and where its copies are."""
    record = catalogue.record(record_id)
    if record is None:
        return _no_longer_here(request, record_id)
    if name != slug(record):
        return HttpResponsePermanentRedirect(address_of(record))
    places, editions = places_of(record.pk), works.editions_of(record)
    context = {
        "record": record,
        "facts": facts_of(record),
        "places": places,
        "copies": sum(len(place.copies) for place in places),
        "free": sum(place.free for place in places),
        "waiting": circulation.holds_waiting(record.pk),
        "elsewhere": network.also_at(record.pk),
        "is_reserved": request.user.is_authenticated and _is_reserved(request, record),
        "events": programmes.dates_about(record=record.pk),
        "editions": edition_rows(editions) if editions else [],
        "head": _head(record, places, editions, card_of(request, record)),
        **(lists_about(request, record) if request.user.is_authenticated else {}),
    }
    return render(request, "public/record.html", context)


def card_of(request: HttpRequest, record: Record) -> str:
    """The card beside a link to the title; under a library's own domain in its brand, wherever it is asked for."""
    library, address = library_here(request), card_address(record.pk)
    return worn_address(address, library) if library and library.host == request.get_host() else address


def _head(record: Record, places: Sequence[Place], editions: Sequence[Record], image: str) -> Head:
    byline = (", ".join(map(said_name, record.authors[:3])), record.publisher, str(record.year or ""))
    return Head(
        title=record.title,
        description=record.details.get("summary", "") or record.subtitle or " · ".join(filter(None, byline)),
        image=image,
        kind="book",
        linked_data=linked_data.book(record, places, editions),
    )


def _no_longer_here(request: HttpRequest, record_id: int) -> HttpResponse:
    """A double leads to the title that stands in its place; what was taken out says so for good; else nothing was."""
    fate = found.fate_of(record_id)
    if fate is None:
        raise Http404
    if fate.survivor_id:
        survivor = catalogue.record(fate.survivor_id)
        by_number = reverse("public:record_by_number", args=[fate.survivor_id])
        return HttpResponsePermanentRedirect(address_of(survivor) if survivor else by_number)
    return render(request, "public/gone.html", {"head": Head(indexed=False)}, status=410)


def _is_reserved(request: HttpRequest, record: Record) -> bool:
    """Whether whoever asks, or a child of theirs, has reserved this title."""
    held = (hold for patron in family(request).patrons for hold in circulation.live_holds(patron))
    return any(hold.record_id == record.pk for hold in held)


@login_required
def reserve(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    """Choose for whom and where to collect; then the title is reserved, or every reason why not is said."""
    record, mine = _record_or_404(record_id), family(request)
    if not mine.patrons:
        return redirect("public:my_account")
    points = {point.pk: point for point in organisation.pickup_points()}
    patrons = {patron.pk: patron for patron in mine.patrons}
    form = ReserveForm(
        request.POST or None, patrons=mine.patrons, points=points.values(), home=mine.patrons[0].home_point
    )
    if form.is_valid():
        patron = patrons[form.cleaned_data["patron"] or mine.patrons[0].pk]
        point = points[form.cleaned_data["pickup"]]
        with refusals_on(form):
            circulation_actions.place_hold(
                record=record, patron=patron, pickup_point=point, by=mine.actor, at=clock.now()
            )
            messages.success(request, _kept_for(record, patron, point, is_own=mine.is_own(patron)))
            return redirect(f"{reverse('public:my_account')}?untuk={mine.place_of(patron.pk)}")
    context = {"record": record, "form": form, "name": name, "free_instead": free_instead(record)}
    return render(request, "public/reserve.html", context, status=status_of(form))


def _kept_for(record: Record, patron: Patron, point: ServicePoint, *, is_own: bool) -> str:
    said = gettext("Reserved: %(title)s. We keep it for %(name)s at %(point)s as soon as it is there.")
    if is_own:
        said = gettext("Reserved: %(title)s. We keep it for you at %(point)s as soon as it is there.")
    return said % {"title": record.title, "name": patron.person.greeting, "point": point.name}


@cache_control(public=True, max_age=A_WEEK)
def cover(_request: HttpRequest, record_id: int) -> HttpResponse:
    """The drawn cover, for lists."""
    record = _record_or_404(record_id)
    drawing = cover_svg(record.title, record.authors[0] if record.authors else "", record.class_number)
    return HttpResponse(drawing, content_type="image/svg+xml")


def card(request: HttpRequest, record_id: int, shape: Shape = "lebar") -> HttpResponse:
    """The picture that stands for the title where somebody passes it on: a PNG, since drawings are not shown there."""
    record = _record_or_404(int(record_id))
    author = record.authors[0] if record.authors else ""
    return sharing.drawn(request, Card("book", record.title, author, record.class_number), shape)


def share(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    """The title's link, and its card in each shape."""
    record = _record_or_404(record_id)
    if name != slug(record):
        return redirect("public:share_title", record.pk, slug(record), permanent=True)
    own = partial(_card_address, record.pk)
    return sharing.share_page(request, Passed(record.title, address_of(record), slug(record), own))


def _card_address(record_id: int, shape: Shape) -> str:
    return reverse("fixed:title_card", args=[record_id, shape])


def short_link(_request: HttpRequest, barcode: str) -> HttpResponse:
    """The address in the QR code on a label leads to its title."""
    item = catalogue.item_of_barcode(barcode)
    if item is None or (record := catalogue.record(item.record_id)) is None:
        raise Http404
    return redirect(address_of(record))
