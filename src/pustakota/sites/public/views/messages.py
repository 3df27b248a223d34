"""Messages: the inbox of whoever signed in, what they want to be told by which way, and browsers that take messages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pustakota.contexts.notices import actions, queries
from pustakota.contexts.notices.actions import Channel, Kind
from pustakota.contexts.reading import actions as reading
from pustakota.foundation import clock, periods
from pustakota.foundation.actors import Actor, ActorKind
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import status_of
from pustakota.sites.public.asking import asker
from pustakota.sites.public.forms import MessageForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest

    from pustakota.contexts.notices.models import Telling


@dataclass(frozen=True, slots=True)
class Told:
    """A message as the inbox shows it; ``is_past``: its reason has ended since it was read."""

    text: str
    kind: str
    at: datetime
    is_new: bool
    is_past: bool
    address: str = ""


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """What I was told, the newest first."""
    by = asker(request)
    if by.person_id is None:
        return render(request, "public/no_membership.html")
    after = request.GET.get("sebelum", "")
    found = queries.inbox(by.person_id, after=int(after) if after.isdecimal() else None)
    shown = found[: queries.INBOX_LIMIT]
    context = {
        "told": [_told(telling, by.person_id) for telling in shown],
        "is_new": any(telling.read_at is None for telling in shown),
        "older": shown[-1].pk if len(found) > len(shown) else None,
    }
    return render(request, "public/inbox.html", context)


def _told(telling: Telling, reader_id: int) -> Told:
    notice = telling.notice
    local = periods.local_time(notice.queued_at, notice.point.zone)
    return Told(
        text=queries.line([notice], today=periods.local_day(clock.now(), notice.point.zone), reader_id=reader_id),
        kind=str(queries.KIND_NAMES[Kind(notice.kind)]),
        at=local,
        is_new=telling.read_at is None,
        is_past=notice.withdrawn_at is not None,
        address=_address(notice.facts),
    )


def _address(facts: Mapping[str, Any]) -> str:
    """Where more stands about a message: the case that was answered, what is new for a search, what news point to."""
    if facts.get("search"):
        return reverse("public:saved_search", args=[facts["search"]])
    if facts.get("registration_code"):
        return reverse("public:registration", args=[facts["registration_code"]])
    if facts.get("booking_id"):
        return reverse("public:my_bookings")
    return reverse("public:case", args=[facts["case"]]) if facts.get("case") else facts.get("link", "")


@login_required
@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """I have seen what is in my inbox."""
    actions.mark_read(by=asker(request), at=clock.now())
    return redirect("public:inbox")


@login_required
def choices(request: HttpRequest) -> HttpResponse:
    """In which language, with or without titles, what by which way."""
    by = asker(request)
    reader = queries.reader(by.person_id) if by.person_id is not None else None
    if reader is None or by.person_id is None:
        return render(request, "public/no_membership.html")
    form = MessageForm(request.POST or None, reader=reader, topics=queries.chosen_topics(by.person_id))
    if form.is_valid():
        given, at = form.cleaned_data, clock.now()
        actions.choose(
            person_id=by.person_id, language=given["language"], names_titles=given["names_titles"], by=by, at=at
        )
        actions.choose_ways(person_id=by.person_id, wanted=form.ways(), by=by, at=at)
        actions.choose_topics(person_id=by.person_id, codes=given["topics"], by=by, at=at)
        messages.success(request, gettext("Saved."))
        return redirect("public:message_choices")
    context = {
        "form": form,
        "closed": [queries.CHANNEL_NAMES[way] for way in form.channels if way not in reader.reach.open_ways],
        "push_key": queries.push_key() if Channel.PUSH in queries.offered() else "",
    }
    return render(request, "public/message_choices.html", context, status=status_of(form))


@login_required
@require_POST
def browser(request: HttpRequest) -> HttpResponse:
    """A browser gives the address and keys of its subscription, or takes it back."""
    by = asker(request)
    try:
        given = json.loads(request.body)
        endpoint = str(given["endpoint"])
        keys = {name: str(given["keys"][name]) for name in ("p256dh", "auth")} if given.get("wanted") else {}
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"reasons": [gettext("The browser said something that cannot be read.")]}, status=422)
    if by.person_id is None:
        raise Http404
    if not keys:
        actions.unsubscribe_browser(endpoint=endpoint, by=by)
        return HttpResponse(status=204)
    try:
        actions.subscribe_browser(endpoint=endpoint, **keys, by=by, at=clock.now())
    except Refusal as refusal:
        return JsonResponse({"reasons": [reason.message for reason in refusal.worded()]}, status=422)
    return HttpResponse(status=204)


@csrf_exempt  # mail programs press this button by themselves (RFC 8058); the code in the address is the proof
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """End a channel from the link in a message, without signing in: asks once, then does it."""
    found = queries.stopped_by(code)
    if found is None:
        raise Http404
    if request.method == "POST":
        _stop(found)
    context = {
        "channel": queries.CHANNEL_NAMES[Channel(found.channel)],
        "topics": [queries.name_of(topic) for topic in queries.topics() if topic.pk in found.topics],
        "kind": queries.KIND_NAMES[Kind(found.kind)] if found.kind else "",
        "is_done": request.method == "POST",
    }
    return render(request, "public/stop_messages.html", context)


def _stop(found: queries.Stopped) -> None:
    """News end by their topics, word of new titles by itself, all else by its way."""
    by, at = Actor(kind=ActorKind.PATRON, person_id=found.person_id), clock.now()
    if found.kind == Kind.NEW_TITLES:
        reading.stop_telling(person_id=found.person_id, by=by, at=at)
    elif found.topics:
        actions.stop_topics(person_id=found.person_id, topic_ids=found.topics, by=by, at=at)
    else:
        actions.stop_channel(person_id=found.person_id, channel=Channel(found.channel), by=by, at=at)
