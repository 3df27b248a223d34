"""Records of other libraries for the book in somebody's hand, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from pustakota.contexts.catalogue import permissions
from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries import foreign
from pustakota.contexts.network.queries import copying

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

_CARRIED = 40
"""So many fields of a form travel on at most."""


def candidates(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Ask everybody by ISBN, or by title where none was typed; what was typed travels on in hidden fields."""
    del at_point
    permissions.may_edit(by)
    given = request.POST or request.GET
    isbns = foreign.isbns_in(given.get("isbns", ""))
    words = "" if isbns else " ".join(filter(None, [given.get("title", ""), given.get("author", "")])).strip()[:200]
    found = copying.ask(isbns=isbns, words=words) if isbns or words else None
    typed = [(name, value) for name, value in given.items() if value and name != "csrfmiddlewaretoken"]
    shown = {
        "found": found,
        "isbns": isbns,
        "words": words,
        "is_wrong": bool(given.get("isbns", "").strip()) and not isbns,
        "typed": typed[:_CARRIED],
        "ours": catalogue.records_with_any_isbn(isbns) if isbns else [],
    }
    return render(request, "network/desk/candidates.html", shown, status=200 if found else 422)
