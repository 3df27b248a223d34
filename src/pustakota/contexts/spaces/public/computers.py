"""The page on a public computer: sign in, a clock that counts down, sign out; and the display of the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import queries as people
from pustakota.contexts.people.actions import DeviceKind
from pustakota.contexts.spaces import actions, permissions, queries, rules
from pustakota.foundation import clock, pairing, periods, throttle
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.spaces.models import Computer
    from pustakota.contexts.spaces.queries import Standing
    from pustakota.foundation.actors import Actor

PLAIN = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class SitForm(forms.Form):
    """A card with its password, or a pass of the desk."""

    card = forms.CharField(label=_("Card number"), max_length=60, required=False, widget=forms.TextInput(attrs=PLAIN))
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Or the code of a pass"),
        help_text=_("Without a card: ask at the desk for a pass."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
    )


class PairForm(forms.Form):
    """The code that the desk shows."""

    code = forms.CharField(label=_("Code from the desk"), max_length=20, widget=forms.TextInput(attrs=PLAIN))


@never_cache
def screen(request: HttpRequest) -> HttpResponse:
    """What stands at this computer; its buttons begin, lengthen and end a session."""
    computer, by = _here(request)
    if computer is None or by is None:
        return redirect("computer:pair")
    at = clock.now()
    actions.note_heard(computer=computer, by=by, at=at)
    form = SitForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            _do(request, form, computer, by, at)
            return redirect("computer:screen")
    context = _context(queries.standing(computer, at=at), at) | {"form": form}
    return render(request, "spaces/public/computer.html", context, status=status_of(form))


def _do(request: HttpRequest, form: SitForm, computer: Computer, by: Actor, at: datetime) -> None:
    wish, sitting = request.POST.get("wish", ""), queries.sitting_at(computer)
    if wish == "more" and sitting:
        actions.stay_longer(sitting=sitting, by=by, at=at)
    elif wish == "end" and sitting:
        actions.get_up(sitting=sitting, by=by, at=at)
    elif wish == "begin":
        given = form.cleaned_data
        patron, sitter = actions.recognise(request, computer=computer, at=at, **given)
        actions.sit_down(computer=computer, patron=patron, guest_pass=sitter.guest_pass, by=by, at=at)


@never_cache
def state(request: HttpRequest) -> HttpResponse:
    """The same for the clock on the page: what stands and until when; nobody's name."""
    computer, by = _here(request)
    if computer is None or by is None:
        raise Http404
    at = clock.now()
    actions.note_heard(computer=computer, by=by, at=at)
    standing = queries.standing(computer, at=at)
    return JsonResponse({"stands": _mark(standing), "left": _left(standing, at)})


@never_cache
def pair(request: HttpRequest) -> HttpResponse:
    """Make this browser the computer whose code is typed in."""
    form = PairForm(request.POST or None)
    if form.is_valid():
        throttle.count(request, "pairing")
        with refusals_on(form):
            paired = people_actions.pair_device(
                code=form.cleaned_data["code"], kind=DeviceKind.COMPUTER, at=clock.now()
            )
            answer = redirect("computer:screen")
            pairing.remember(answer, request, cookie=permissions.COMPUTER_COOKIE, token=paired.token)
            return answer
    return render(request, "spaces/public/pair_computer.html", {"form": form}, status=status_of(form))


@never_cache
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """For a screen that everybody sees: numbers, computers and how many wait; never a name."""
    point = next((each for each in organisation.points_in_service() if each.code == code), None)
    if point is None:
        raise Http404
    at = clock.now()
    on = periods.local_day(at, point.zone)
    standings = queries.standings(point, at=at)
    context = {
        "point": point,
        "called": queries.turns_called(point, on),
        "waiting": queries.turns_waiting(point, on),
        "free": [each for each in standings if each.state == "free"],
        "is_closed": all(each.state in {"closed", "out"} for each in standings),
        "number_of_computers": len(standings),
        "now": periods.local_time(at, point.zone),
        "again": int(rules.HEARD_EVERY.total_seconds()) // 2,
    }
    return render(request, "spaces/public/queue.html", context)


def _here(request: HttpRequest) -> tuple[Computer | None, Actor | None]:
    device = people.device_of_token(request.COOKIES.get(permissions.COMPUTER_COOKIE, ""))
    computer = queries.computer_of_device(device.pk) if device else None
    return computer, people.actor_of_device(device) if device else None


def _left(standing: Standing, at: datetime) -> int | None:
    return max(0, int((standing.sitting.ends_at - at).total_seconds())) if standing.sitting else None


def _mark(standing: Standing) -> str:
    """Changes when the page should be shown anew."""
    number = standing.turn.number if standing.turn else ""
    ends = standing.sitting.ends_at.isoformat() if standing.sitting else ""
    return f"{standing.state}:{number}:{ends}"


def _context(standing: Standing, at: datetime) -> dict[str, Any]:
    computer, point = standing.computer, standing.computer.resource.service_point
    terms, left = computer.policy.terms, _left(standing, at)
    return {
        "computer": computer,
        "point": point,
        "standing": standing,
        "mark": _mark(standing),
        "left": left,
        "minutes": -(-left // 60) if left is not None else None,
        "warns": int(terms.warning.total_seconds()),
        "is_near_end": left is not None and left <= terms.warning.total_seconds(),
        "until": periods.local_time(standing.until, point.zone) if standing.until else None,
        "again": int(rules.HEARD_EVERY.total_seconds()),
    }
