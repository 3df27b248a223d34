"""Arrange a form's questions and publish them as a new version; nothing is kept until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from pustakota.contexts.forms import actions, permissions, queries
from pustakota.contexts.forms.desk.drafting import definition_of, draft_of, pressed
from pustakota.contexts.forms.desk.forms import draft_in, head_of, questions_of
from pustakota.contexts.forms.errors import FormRefused
from pustakota.foundation import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.forms.desk.drafting import Draft
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.errors import WordedReason

PUBLISH, LOOK = "publish", "look"


def edit(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Each press sends the whole draft: to add, remove or move a question, to look at it, or to publish it."""
    del at_point
    permissions.may_publish(by)
    newest = queries.current_version(code)
    if newest is None:
        raise Http404
    if request.method != "POST":
        return _page(request, code, draft_of(newest.definition))
    draft, wish = draft_in(request.POST), request.POST.get("wish", "")
    if wish == PUBLISH:
        try:
            actions.publish(code=code, definition=definition_of(draft), by=by, at=clock.now())
        except FormRefused as refusal:
            return _page(request, code, draft, reasons=refusal.worded())
        return redirect("desk:form", code=code)
    return _page(request, code, pressed(draft, wish), wish=wish)


def _page(
    request: HttpRequest, code: str, draft: Draft, *, wish: str = "", reasons: list[WordedReason] | None = None
) -> HttpResponse:
    reasons = reasons or []
    looks = queries.asked_draft(definition_of(draft), language=get_language() or "id") if wish == LOOK else None
    if wish == LOOK and looks is None:
        reasons = queries.words_against(definition_of(draft), code)
    context = {
        "code": code,
        "head": head_of(draft),
        "questions": questions_of(draft),
        "looks": looks,
        "reasons": reasons,
        "needed": queries.NEEDED.get(code, ()),
        "was_added": wish == "add",
    }
    return render(request, "forms/desk/edit.html", context, status=422 if reasons else 200)
