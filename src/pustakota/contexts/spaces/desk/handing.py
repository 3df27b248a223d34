"""Equipment at the desk: what is to go today, what is out, what is late, and each of it going and coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pustakota.contexts.charges import queries as charges
from pustakota.contexts.charges.permissions import KEEP as CHARGE
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import actions, permissions, queries, rules
from pustakota.contexts.spaces.actions import Condition
from pustakota.contexts.spaces.desk.handing_forms import ConditionForm, HarmForm, ScanForm
from pustakota.contexts.spaces.desk.views import known_booking
from pustakota.contexts.spaces.errors import UnknownRefused
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.charges.models import Charge
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Booking, HandOut, Resource
    from pustakota.contexts.spaces.queries import Handed
    from pustakota.foundation.actors import Actor


def hand_outs(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """All equipment of today: a card or a booking leads to its page."""
    permissions.may_book(by, at_point.pk)
    at = clock.now()
    form = ScanForm(request.POST or None)
    several: Sequence[Booking] = ()
    if form.is_valid():
        with refusals_on(form):
            several = _scanned(form.cleaned_data["code"].strip(), by, at_point, at)
            if len(several) == 1:
                return redirect("desk:hand_over", code=several[0].code)
    today = periods.local_day(at, at_point.zone)
    out = queries.out_now(at_point)
    with timezone.override(ZoneInfo(at_point.zone)):
        context = {
            "form": form,
            "several": several,
            "late": [row for row in out if rules.is_late(row.booking.ends_at, at)],
            "going": [_going(row) for row in queries.to_hand_out(at_point, today)],
            "out": [row for row in out if not rules.is_late(row.booking.ends_at, at)],
            "back": queries.came_back_on(at_point, today),
            "point": at_point,
        }
        return render(request, "spaces/desk/hand_outs.html", context, status=200 if several else status_of(form))


def _going(booking: Booking) -> tuple[Booking, list[Handed]]:
    """A booking and what of it is still to go."""
    return booking, [each for each in queries.equipment_in(booking) if each.hand_out is None]


def _scanned(code: str, by: Actor, point: ServicePoint, at: datetime) -> Sequence[Booking]:
    """What a card or a code leads to."""
    booking = queries.booking_by_code(code)
    if booking is not None and by.may(permissions.BOOK, booking.resource.service_point_id):
        return [booking]
    patron = people.patron_of_card(code)
    if patron is None:
        raise UnknownRefused(Reason("unknown_card", {"card_number": code}, overridable=False))
    found = queries.equipment_of(patron.person_id, point, at=at)
    if not found:
        raise UnknownRefused(Reason("no_equipment", {"card_number": code}, overridable=False))
    return found


def hand_over(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One booking of equipment: hand it out, take it back, ask for what is missing."""
    del at_point
    booking = known_booking(code, by)
    point, things = booking.resource.service_point, queries.equipment_in(booking)
    handed = _chosen(request, things)
    form = _form(request, handed, by)
    if form is not None and form.is_valid():
        with refusals_on(form):
            messages.success(request, _done(request, handed, form, by))
            return redirect("desk:hand_over", code=code)
    with timezone.override(ZoneInfo(point.zone)):
        context = {
            "booking": booking,
            "patron": people.patron_of_person(booking.person_id) if booking.person_id else None,
            "things": things,
            "handed": handed,
            "units": queries.units_to_choose(handed) if handed.hand_out is None else [],
            "unit": _unit(request, handed),
            "form": form,
            "charge": _charge(handed.hand_out),
            "is_late": booking.ends_at < clock.now() and handed.is_out,
            "lately": queries.hand_outs_of(handed.unit, most=3) if handed.unit and handed.hand_out is None else [],
        }
        return render(request, "spaces/desk/hand_over.html", context, status=status_of(form) if form else 200)


def _chosen(request: HttpRequest, things: Sequence[Handed]) -> Handed:
    """What was named, else the first that is not finished."""
    if not things:
        raise Http404
    asked = request.POST.get("barang") or request.GET.get("barang", "")
    named = (each for each in things if str(each.thing.pk) == asked)
    return next(named, None) or next((each for each in things if not each.is_back), things[0])


def _unit(request: HttpRequest, handed: Handed) -> Resource | None:
    """The unit that was chosen, else the one that is kept for them, or another while somebody still has that."""
    if handed.hand_out is not None:
        return handed.hand_out.unit
    asked = request.POST.get("unit") or request.GET.get("unit", "")
    units = queries.units_to_choose(handed)
    named = (each.unit for each in units if str(each.unit.pk) == asked)
    return next(named, units[0].unit if units else handed.unit)


def _form(request: HttpRequest, handed: Handed, by: Actor) -> ConditionForm | HarmForm | None:
    """What the page asks now: for going, for coming back, or for harm; nothing where all is well."""
    data, files = request.POST or None, request.FILES or None
    row, unit = handed.hand_out, _unit(request, handed)
    if row is None:
        is_open = handed.booking.state in {queries.State.CONFIRMED, queries.State.CHECKED_IN}
        parts = queries.parts_of(unit, handed.thing) if unit else []
        return ConditionForm(data, files, parts=parts, initial={"parts": parts}) if is_open else None
    if row.back_at is None:
        return ConditionForm(data, files, parts=row.parts, comes_back=True)
    point = handed.booking.resource.service_point
    if not row.is_harmed or not by.may(CHARGE, point.pk) or _charge(row) or handed.booking.person_id is None:
        return None
    bases = organisation.documents_in_force(periods.local_day(clock.now(), point.zone))
    return HarmForm(data, bases=bases, initial={"what": ", ".join(row.missing) or row.unit.name})


def _charge(row: HandOut | None) -> Charge | None:
    return charges.last_charge_about(f"hand_out:{row.pk}") if row else None


def _done(request: HttpRequest, handed: Handed, form: BaseForm, by: Actor) -> str:
    """What a pressed button does, and the words that say so."""
    at, given, row = clock.now(), form.cleaned_data, handed.hand_out
    if isinstance(form, HarmForm) and row is not None:
        actions.ask_for_harm(hand_out=row, by=by, at=at, **given)
        return _("Asked for; it stands among the member's obligations.")
    noted = {"condition": Condition(given["condition"]), "words": given["words"], "photo": given["photo"]}
    parts = given.get("parts")
    if row is None:
        unit = _unit(request, handed)
        made = actions.hand_out(
            booking=handed.booking, thing=handed.thing, unit=unit, parts=parts, by=by, at=at, **noted
        )
        return _("Handed out: %(what)s.") % {"what": made.unit.name}
    back = actions.take_back(hand_out=row, parts=parts, is_out_of_order=given["is_out_of_order"], by=by, at=at, **noted)
    words = _("Back, late: %(what)s.") if back.came_late else _("Back: %(what)s.")
    return words % {"what": back.unit.name}


def hand_out_photo(request: HttpRequest, picture_code: str, *, by: Actor, at_point: ServicePoint) -> FileResponse:
    """A photo of something's condition, for those who hand it out at its point."""
    del request, at_point
    found = queries.hand_out_of_photo(picture_code)
    if found is None:
        raise Http404
    permissions.may_book(by, found.booking.resource.service_point_id)
    file = storages["private"].open(queries.hand_out_photo(picture_code))
    response = FileResponse(file, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response
