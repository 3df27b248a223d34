"""What was sent, what failed and why; and a trial of the mail server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pustakota.contexts.notices import actions, permissions, queries
from pustakota.contexts.notices.desk.places import SENT, tabs
from pustakota.contexts.notices.models import CHANNEL_NAMES, KIND_NAMES, LetterState
from pustakota.contexts.notices.permissions import OPERATE
from pustakota.contexts.notices.rules import Answer, Channel, Kind
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, periods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.notices.models import Letter
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

PAGE = 50
DAYS = 30


class LogForm(forms.Form):
    """What of the log is shown."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *LetterState.choices], required=False)
    channel = forms.ChoiceField(
        label=_("Way"),
        choices=[("", _("all")), *((c.value, name) for c, name in CHANNEL_NAMES.items())],
        required=False,
    )
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Line:
    """One letter of the log, with its way and what it was about in words."""

    letter: Letter
    way: str
    about: str
    by: str

    @classmethod
    def of(cls, letter: Letter, names: Mapping[int, str]) -> Line:
        """A letter whose tellings and attempts are at hand; ``names``: of the accounts that sent by hand."""
        kinds = dict.fromkeys(telling.notice.kind for telling in letter.tellings.all())
        about = ", ".join(str(KIND_NAMES[Kind(kind)]) for kind in kinds)
        sent = dict.fromkeys(names.get(attempt.by_account or 0, "") for attempt in letter.attempts.all())
        return cls(letter, str(CHANNEL_NAMES[Channel(letter.channel)]), about, ", ".join(filter(None, sent)))


class TrialForm(forms.Form):
    """Where a trial message goes."""

    email = forms.EmailField(label=_("Send a trial message to"))


def sent(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The letters to members of this point, the newest first, each with its attempts."""
    permissions.may_send(by, at_point)
    form = LogForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows = queries.log_of(
        at_point, state=given.get("state", ""), channel=given.get("channel", ""), before=given.get("before")
    )
    letters = list(rows[: PAGE + 1])
    hands = {attempt.by_account for letter in letters for attempt in letter.attempts.all() if attempt.by_account}
    names = people.names_of_accounts(hands) if hands else {}
    today = periods.local_day(clock.now(), at_point.zone)
    context = {
        "lines": [Line.of(letter, names) for letter in letters[:PAGE]],
        "older": letters[PAGE - 1].pk if len(letters) > PAGE else None,
        "form": form,
        "given": given,
        "traffic": queries.traffic(at_point, today - timedelta(days=DAYS), today),
        "days": DAYS,
        "tabs": tabs(SENT, at_point),
        "trial": TrialForm() if by.may(OPERATE) else None,
    }
    return render(request, "notices/desk/sent.html", context)


@require_POST
def try_again(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Carry a letter now instead of later."""
    del request, at_point
    letter = queries.letter_by_code(code)
    if letter is None:
        raise Http404
    actions.try_again(letter=letter, by=by)
    return redirect("desk:messages_sent")


@require_POST
def trial(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Send a trial message, and say what the mail server answered."""
    permissions.may_operate(by)
    form = TrialForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("This is not an e-mail address."))
        return redirect("desk:messages_sent")
    carried = actions.send_trial(email=form.cleaned_data["email"], library=at_point.library.name, by=by, at=clock.now())
    if carried.answer == Answer.TAKEN:
        messages.success(request, gettext("The mail server took the trial message."))
    else:
        messages.error(request, gettext("The mail server did not take it: %(said)s") % {"said": carried.said})
    return redirect("desk:messages_sent")
