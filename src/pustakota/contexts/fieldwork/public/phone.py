"""The one page of a paired phone, what it takes along, and where it sends what it noted."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from csp.constants import WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from pustakota.contexts.fieldwork import actions, permissions, queries
from pustakota.contexts.fieldwork.public.words import words
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import queries as people
from pustakota.contexts.people.actions import DeviceKind
from pustakota.foundation import clock, pairing, throttle
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.people.models import Device

WORKER = "design/offline/worker.js"
LARGEST = 400_000
"""Bytes of one sending."""
FILES = (
    *("design/tokens.css", "design/base.css", "design/components.css", "design/field.css", "design/mark.svg"),
    *("design/behaviours.js", "design/behaviours/scanner.js", "design/behaviours/focus.js", "design/offline/log.js"),
    *("design/field/page.js", "design/field/judge.js"),
    *("built/font.css", "built/htmx.js", "built/icons.svg", "built/plus-jakarta-sans.woff2"),
    *("built/scanner.js", "built/ponyfill.js", "built/zxing.wasm"),
)
"""What the page needs, so that it opens without a network, the camera's reader included."""


class PairForm(forms.Form):
    """The code that the desk shows when a phone is added."""

    code = forms.CharField(
        label=_("Code from the desk"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


@csp_update({"script-src": [WASM_UNSAFE_EVAL]})  # the camera's reader
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The page that the phone keeps; nobody's name is in it, its script brings what it took along."""
    if _phone(request) is None:
        return redirect("field:pair")
    return render(request, "fieldwork/public/page.html", {"words": words()})


@never_cache
def pair(request: HttpRequest) -> HttpResponse:
    """Make this browser the phone whose code is typed in."""
    form = PairForm(request.POST or None)
    if form.is_valid():
        throttle.count(request, "pairing")
        with refusals_on(form):
            code = form.cleaned_data["code"]
            paired = people_actions.pair_device(code=code, kind=DeviceKind.PHONE, at=clock.now())
            answer = redirect("field:page")
            pairing.remember(answer, request, cookie=permissions.PHONE_COOKIE, token=paired.token)
            return answer
    return render(request, "fieldwork/public/pair.html", {"form": form}, status=status_of(form))


@require_GET
@never_cache
def today(request: HttpRequest) -> HttpResponse:
    """The list that the phone keeps while the day lasts, and the word with which it sends."""
    device = _phone(request)
    if device is None:
        return JsonResponse({"reasons": ["unpaired"]}, status=401)
    at = clock.now()
    people_actions.note_device_seen(device=device, at=at)
    return JsonResponse({"token": get_token(request), "extract": queries.extract(device, at=at)})


@require_POST
@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """Take a part of the phone's log; what became of each entry, by its name."""
    device = _phone(request)
    if device is None:
        return JsonResponse({"reasons": ["unpaired"]}, status=401)
    try:
        sent = json.loads(request.body[:LARGEST])
        answers = actions.take(sent=sent, device=device, by=people.actor_of_device(device), at=clock.now())
    except (ValueError, RecursionError):
        return JsonResponse({"reasons": ["unreadable"]}, status=422)
    except Refusal as refusal:
        return JsonResponse({"reasons": [reason.message for reason in refusal.worded()]}, status=422)
    return JsonResponse({"answers": [answer._asdict() for answer in answers]})


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page; another version of any of its files is another version of it."""
    del request
    shell = {
        "version": f"field-{_digest()}",
        "page": reverse("field:page"),
        "files": [static(name) for name in FILES if finders.find(name)],
    }
    source = Path(str(finders.find(WORKER))).read_text(encoding="utf-8")
    answer = HttpResponse(f"const SHELL = {json.dumps(shell)};\n{source}", content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@cache
def _digest() -> str:
    contents = hashlib.sha256()
    for name in (*FILES, WORKER):
        if found := finders.find(name):
            contents.update(name.encode() + Path(str(found)).read_bytes())
    contents.update((Path(__file__).parents[1] / "templates" / "fieldwork" / "public" / "page.html").read_bytes())
    return contents.hexdigest()[:16]


def _phone(request: HttpRequest) -> Device | None:
    device = people.device_of_token(request.COOKIES.get(permissions.PHONE_COOKIE, ""))
    return device if device is not None and device.kind == DeviceKind.PHONE else None
