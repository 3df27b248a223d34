"""One title: its page, its drawn cover, the short link on its labels, reserving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import actions as circulation_actions
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.organisation import queries as organisation
from pustakota.design.covers import cover_svg
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.public.addresses import address_of, slug
from pustakota.sites.public.asking import family
from pustakota.sites.public.forms import ReserveForm
from pustakota.sites.public.title_facts import Copy, facts_of

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Record

A_WEEK = 7 * 24 * 3600


def _record_or_404(record_id: int) -> Record:
    if record := catalogue.record(record_id):
        return record
    raise Http404


def show(request: HttpRequest, record_id: int, name: str = "") -> HttpResponse:
    """The title, what is known of it, and where its copies are."""
    record = _record_or_404(record_id)
    if name != slug(record):
        return HttpResponsePermanentRedirect(address_of(record))
    items = list(catalogue.items_of(record.pk))
    states = circulation.statuses_of(items)
    copies = [Copy(item, *states[item.pk]) for item in items]
    context = {
        "record": record,
        "facts": facts_of(record),
        "copies": copies,
        "free": sum(copy.status == "available" for copy in copies),
        "waiting": circulation.holds_waiting(record.pk),
        "is_reserved": request.user.is_authenticated and _is_reserved(request, record),
    }
    return render(request, "public/record.html", context)


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
            said = gettext("Reserved: %(title)s. We keep it for you at %(point)s as soon as it is there.")
            messages.success(request, said % {"title": record.title, "point": point.name})
            return redirect(f"{reverse('public:my_account')}?untuk={mine.place_of(patron.pk)}")
    context = {"record": record, "form": form, "name": name}
    return render(request, "public/reserve.html", context, status=status_of(form))


@cache_control(public=True, max_age=A_WEEK)
def cover(_request: HttpRequest, record_id: int) -> HttpResponse:
    """The drawn cover, for lists."""
    record = _record_or_404(record_id)
    drawing = cover_svg(record.title, record.authors[0] if record.authors else "", record.class_number)
    return HttpResponse(drawing, content_type="image/svg+xml")


def short_link(_request: HttpRequest, barcode: str) -> HttpResponse:
    """The address in the QR code on a label leads to its title."""
    item = catalogue.item_of_barcode(barcode)
    if item is None or (record := catalogue.record(item.record_id)) is None:
        raise Http404
    return redirect(address_of(record))
