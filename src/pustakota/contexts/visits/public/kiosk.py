"""The pages of a kiosk: scan a card, or tap who came; nothing personal stays on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth import authenticate, get_user_model
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import queries as people
from pustakota.contexts.people.actions import DeviceKind
from pustakota.contexts.visits import actions, permissions
from pustakota.contexts.visits.actions import NotedIn
from pustakota.contexts.visits.permissions import NOTE
from pustakota.contexts.visits.public.forms import SEXES, GroupForm, GuestForm, LeaveForm, PairForm
from pustakota.foundation import clock, pairing, throttle
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class Here:
    """The kiosk that asks: its point, its actor, and the account that opened it; a paired device has none."""

    point: ServicePoint
    by: Actor
    opener: str


View = Callable[["HttpRequest", Here], "HttpResponse"]


def at_kiosk(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Let in browsers that were opened as a kiosk by somebody who may still note visits there;
    others are sent to the desk to open one.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        here = _here(request)
        return view(request, here) if here else redirect("desk:open_kiosk")

    return guarded


def _here(request: HttpRequest) -> Here | None:
    kiosk = permissions.kiosk_of(request.session)
    if kiosk is None:
        return _device(request)
    account = get_user_model().objects.filter(pk=kiosk.account_id, is_active=True).first()
    point = organisation.service_point(kiosk.point_id)
    if account is None or point is None or not people.actor_of(account).may(NOTE, point.pk):
        return None
    return Here(point, kiosk.actor, account.get_username())


def _device(request: HttpRequest) -> Here | None:
    """A machine that was paired once and shows its token."""
    device = people.device_of_token(request.COOKIES.get(permissions.DEVICE_COOKIE, ""))
    if device is None:
        return None
    people_actions.note_device_seen(device=device, at=clock.now())
    return Here(device.service_point, people.actor_of_device(device), "")


@never_cache
def pair(request: HttpRequest) -> HttpResponse:
    """Make this browser the device whose code is typed in."""
    form = PairForm(request.POST or None)
    if form.is_valid():
        throttle.count(request, "pairing")
        with refusals_on(form):
            paired = people_actions.pair_device(
                code=form.cleaned_data["code"], kind=DeviceKind.GUEST_BOOK, at=clock.now()
            )
            answer = redirect("kiosk:start")
            pairing.remember(answer, request, cookie=permissions.DEVICE_COOKIE, token=paired.token)
            return answer
    return render(request, "visits/public/pair.html", {"form": form}, status=status_of(form))


@at_kiosk
def start(request: HttpRequest, here: Here) -> HttpResponse:
    """Scan or type a card, or say what else you are."""
    typed = request.POST.get("card", "").strip()
    if not typed:
        return render(request, "visits/public/start.html", {"point": here.point, "opener": here.opener})
    patron = people.patron_of_card(typed)
    if patron is None:
        words = _("We do not know this number. Try again, or go on as a guest.")
        return render(
            request,
            "visits/public/start.html",
            {"point": here.point, "opener": here.opener, "refused": words},
            status=422,
        )
    actions.note_member_visit(patron=patron, at_point=here.point, by=here.by, at=clock.now(), source=NotedIn.KIOSK)
    return redirect("kiosk:thanks")


@at_kiosk
def guest(request: HttpRequest, here: Here) -> HttpResponse:
    """One guest, in two taps."""
    form = GuestForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.note_guests(
                heads=[form.heads()],
                at_point=here.point,
                by=here.by,
                at=clock.now(),
                source=NotedIn.KIOSK,
                entry=form.cleaned_data["entry"],
            )
            return redirect("kiosk:thanks")
    context = {"form": form, "point": here.point, "sexes": SEXES}
    return render(request, "visits/public/guest.html", context, status=status_of(form))


@at_kiosk
def group(request: HttpRequest, here: Here) -> HttpResponse:
    """A group, by level and sex."""
    form = GroupForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.note_guests(
                heads=form.heads(),
                at_point=here.point,
                by=here.by,
                at=clock.now(),
                source=NotedIn.KIOSK,
                is_group=True,
                entry=form.cleaned_data["entry"],
            )
            return redirect("kiosk:thanks")
    context = {"form": form, "point": here.point}
    return render(request, "visits/public/group.html", context, status=status_of(form))


@at_kiosk
def thanks(request: HttpRequest, here: Here) -> HttpResponse:
    """Nobody's name: only thanks, for three seconds."""
    return render(request, "visits/public/thanks.html", {"point": here.point, "opener": here.opener})


@at_kiosk
def leave(request: HttpRequest, here: Here) -> HttpResponse:
    """Close the kiosk with the password of whoever opened it; then anybody signs in as ever."""
    if not here.opener:
        raise Http404
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        if authenticate(request=request, username=here.opener, password=form.cleaned_data["password"]):
            request.session.flush()
            return redirect("desk:sign_in")
        form.add_error("password", _("This is not the password of %(name)s.") % {"name": here.opener})
    context = {"form": form, "point": here.point, "opener": here.opener}
    return render(request, "visits/public/leave.html", context, status=status_of(form))
