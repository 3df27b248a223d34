"""Messages that a restore held back: sent after all, or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pustakota.contexts.notices import actions, permissions, queries
from pustakota.contexts.notices.desk.places import HELD, tabs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

PAGE = 200


def held(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Whom, by which way, about what; the oldest first."""
    permissions.may_send(by, at_point)
    context = {"held": queries.held_back(at_point)[:PAGE], "tabs": tabs(HELD, at_point)}
    return render(request, "notices/desk/held.html", context)


@require_POST
def decide(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Send or leave one of them, or all that were shown."""
    wished = [int(number) for number in request.POST.getlist("telling") if number.isdecimal()]
    if one := request.POST.get("only", ""):
        word, _space, number = one.partition(" ")
        wished = [int(number)] if number.isdecimal() else []
    else:
        word = request.POST.get("all", "")
    if word == "send":
        done = actions.send_held(at_point=at_point, tellings=wished, by=by)
        words = ngettext("%(number)d message will be sent.", "%(number)d messages will be sent.", done)
    else:
        done = actions.leave_held(at_point=at_point, tellings=wished, by=by)
        words = ngettext("%(number)d message was left.", "%(number)d messages were left.", done)
    messages.success(request, words % {"number": done})
    return redirect("desk:messages_held")
