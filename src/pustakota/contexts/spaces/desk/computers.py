"""Public computers of a point: who sits where until when, the queue, passes; one computer with what is done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pustakota.contexts.people import permissions as people_permissions
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.actions import How
from pustakota.contexts.spaces.errors import SittingRefused, UnknownRefused, WhoRefused
from pustakota.foundation import clock, periods
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Computer, GuestPass
    from pustakota.foundation.actors import Actor

AGES = [("", gettext_lazy("adult")), ("9", gettext_lazy("child, up to 12")), ("15", gettext_lazy("teenager, 13–17"))]


class QueueForm(forms.Form):
    """Who wants to sit down: a card, or nobody's name and about how old."""

    card = forms.CharField(
        label=gettext_lazy("Card number"),
        help_text=gettext_lazy("Empty: a guest, without a name."),
        max_length=20,
        required=False,
    )
    age = forms.ChoiceField(label=gettext_lazy("A guest is about"), choices=AGES, required=False)


class ComputerForm(forms.Form):
    """What is done at one computer: a card or a pass begins, minutes are added, a reason takes it out of service."""

    card = forms.CharField(label=gettext_lazy("Card number"), max_length=20, required=False)
    code = forms.CharField(label=gettext_lazy("Or the code of a pass"), max_length=20, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes more"), min_value=5, max_value=240, required=False)
    because = forms.CharField(label=gettext_lazy("Why"), max_length=120, required=False)


def computers(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Every computer of the point, the queue, and a form for a pass or a number."""
    permissions.may_book(by, at_point.pk)
    at, code = clock.now(), ""
    form = QueueForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            code = _give(request, form, by=by, at_point=at_point, at=at)
            if not code:
                return redirect("desk:computers")
            form = QueueForm()
    on = periods.local_day(at, at_point.zone)
    with timezone.override(ZoneInfo(at_point.zone)):
        context = {
            "standings": queries.standings(at_point, at=at),
            "waiting": queries.turns_waiting(at_point, on),
            "called": queries.turns_called(at_point, on),
            "form": form,
            "code": f"{code[:3]} {code[3:]}" if code else "",
            "point": at_point,
        }
        return render(request, "spaces/desk/computers.html", context, status=status_of(form))


def _give(request: HttpRequest, form: QueueForm, *, by: Actor, at_point: ServicePoint, at: datetime) -> str:
    """A pass, a number or both; the code of a pass that was made. Or somebody leaves the queue."""
    given, wish = form.cleaned_data, request.POST.get("wish", "")
    if left := request.POST.get("leave", ""):
        _leave(left, by=by, at_point=at_point, at=at)
        return ""
    patron = _patron(given["card"])
    age = int(given["age"]) if given["age"] else None
    made = None
    if wish == "pass" or patron is None:
        made = actions.make_pass(at_point=at_point, by=by, at=at, age=age, patron=patron)
    if wish == "number":
        guest_pass = made.guest_pass if made else None
        turn = actions.take_number(at_point=at_point, patron=patron, guest_pass=guest_pass, by=by, at=at)
        messages.success(request, _("Number %(number)s.") % {"number": turn.number})
    return made.code if made else ""


def _leave(number: str, *, by: Actor, at_point: ServicePoint, at: datetime) -> None:
    on = periods.local_day(at, at_point.zone)
    rows = [*queries.turns_waiting(at_point, on), *queries.turns_called(at_point, on)]
    turn = next((each for each in rows if str(each.number) == number), None)
    if turn is None:
        raise SittingRefused(Reason("not_waiting", overridable=False))
    actions.leave_queue(turn=turn, by=by, at=at)


def computer(request: HttpRequest, resource_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One computer: begin, give time, end, take out of service, pair."""
    del at_point
    found = queries.computer(resource_id)
    if found is None:
        raise Http404
    point = found.resource.service_point
    permissions.may_book(by, point.pk)
    at, code = clock.now(), ""
    form = ComputerForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            code = _act(request, found, form, by=by, at=at)
            if not code:
                return redirect("desk:computers")
    with timezone.override(ZoneInfo(point.zone)):
        context = {
            "standing": queries.standing(found, at=at),
            "computer": found,
            "form": form,
            "code": f"{code[:4]} {code[4:]}" if code else "",
            "may_pair": _may_pair(by, point.pk),
        }
        return render(request, "spaces/desk/computer.html", context, status=200 if code else status_of(form))


def _act(request: HttpRequest, found: Computer, form: ComputerForm, *, by: Actor, at: datetime) -> str:
    """What the pressed button says; the code of a pairing."""
    wish, given, sitting = request.POST.get("wish", ""), form.cleaned_data, queries.sitting_at(found)
    if wish == "begin":
        patron, guest_pass = _patron(given["card"]), _pass(given["code"], found, at)
        if patron is None and guest_pass is None:
            raise WhoRefused(Reason("card_or_pass", overridable=False))
        actions.sit_down(computer=found, patron=patron, guest_pass=guest_pass, by=by, at=at)
    elif wish == "out":
        actions.take_out(computer=found, because=given["because"], by=by, at=at)
    elif wish == "back":
        actions.put_back(computer=found, by=by)
        actions.call_next(computer=found, by=by, at=at)
    elif wish == "pair":
        return actions.pair_computer(computer=found, by=by, at=at)
    elif sitting is None:
        raise SittingRefused(Reason("nobody_sits", overridable=False))
    elif wish == "more":
        actions.stay_longer(sitting=sitting, by=by, at=at, minutes=given["minutes"])
    elif wish == "end":
        actions.get_up(sitting=sitting, by=by, at=at, how=How.STAFF)
    return ""


def _patron(card: str) -> Patron | None:
    if not card.strip():
        return None
    found = people.patron_of_card(card)
    if found is None:
        raise UnknownRefused(Reason("unknown_card", {"card_number": card}, overridable=False))
    return found


def _pass(code: str, found: Computer, at: datetime) -> GuestPass | None:
    if not code.strip():
        return None
    guest_pass = queries.pass_of_code(code, found.resource.service_point, at=at)
    if guest_pass is None:
        raise WhoRefused(Reason("pass_unknown", overridable=False))
    return guest_pass


def _may_pair(by: Actor, point_id: int) -> bool:
    try:
        people_permissions.may_keep_devices(by, point_id)
    except NotAllowed:
        return False
    return True


class OpenForm(forms.Form):
    """A computer for the public: its name, for whom, on which terms."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    policy = forms.ChoiceField(label=gettext_lazy("Terms of sessions"))
    booking = forms.ChoiceField(label=gettext_lazy("Terms of booking ahead"))
    youngest = forms.IntegerField(label=gettext_lazy("From age"), min_value=0, max_value=120, required=False)
    oldest = forms.IntegerField(label=gettext_lazy("Up to age"), min_value=0, max_value=120, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["policy"].choices = [(each.pk, each.name) for each in queries.sitting_policies()]  # type: ignore[attr-defined]
        self.fields["booking"].choices = [(each.pk, each.name) for each in queries.policies()]  # type: ignore[attr-defined]


def new_computer(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Add a computer for the public at this point."""
    permissions.may_keep(by, at_point.pk)
    form = OpenForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            made = actions.add_computer(
                service_point=at_point,
                name=given["name"],
                policy=queries.sitting_policies().get(pk=given["policy"]),
                booking=queries.policies().get(pk=given["booking"]),
                youngest=given["youngest"],
                oldest=given["oldest"],
                by=by,
                at=clock.now(),
            )
            return redirect("desk:computer", resource_id=made.pk)
    return render(request, "spaces/desk/new_computer.html", {"form": form, "point": at_point}, status=status_of(form))


class TermsForm(forms.Form):
    """Terms of sessions, in minutes."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    day = forms.IntegerField(label=gettext_lazy("Minutes a day"), min_value=5, max_value=1440)
    session = forms.IntegerField(label=gettext_lazy("Minutes at a time"), min_value=5, max_value=1440)
    more = forms.IntegerField(
        label=gettext_lazy("Minutes more"),
        help_text=gettext_lazy("When somebody asks for more time and nobody waits."),
        min_value=5,
        max_value=240,
    )
    warning = forms.IntegerField(label=gettext_lazy("Warned before the end, in minutes"), min_value=1, max_value=30)
    idle = forms.IntegerField(
        label=gettext_lazy("Ends when nobody has touched anything for so many minutes"),
        help_text=gettext_lazy("Empty: it goes on. Only where the program on the computer can tell."),
        min_value=1,
        max_value=240,
        required=False,
    )
    before_closing = forms.IntegerField(
        label=gettext_lazy("Everything ends so many minutes before closing"), min_value=0, max_value=60
    )


def sitting_terms(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The terms of sessions in words, and a form for others; terms of the same name are changed."""
    permissions.may_keep(by, at_point.pk)
    initial = {"day": 120, "session": 60, "more": 30, "warning": 5, "idle": 10, "before_closing": 10}
    form = TermsForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            actions.keep_sitting_policy(by=by, **form.cleaned_data)
            return redirect("desk:sitting_terms")
    context = {"form": form, "policies": queries.sitting_policies()}
    return render(request, "spaces/desk/sitting_terms.html", context, status=status_of(form))
