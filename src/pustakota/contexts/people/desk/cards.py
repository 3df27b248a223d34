"""Library cards to print: of one member, or of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.desk.person import patron_of
from pustakota.foundation import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor


def of_member(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A member's card, in the size of the card itself."""
    permissions.may_register(by, at_point.pk)
    return _printed(request, [patron_of(card)], by, at_point, name=f"kartu-{card}")


def of_class(request: HttpRequest, class_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The cards of a class: on sheets of A4, or (``?bentuk=pvc``) each in the size of a card."""
    permissions.may_register(by, at_point.pk)
    found = queries.school_class(class_id)
    if found is None:
        raise Http404
    patrons = list(queries.patrons_of_class(class_id).select_related("type", "home_point__library"))
    if not patrons:
        raise Http404
    on_sheets = request.GET.get("bentuk") != "pvc"
    return _printed(request, patrons, by, at_point, name=f"kartu-kelas-{found.pk}", on_sheets=on_sheets)


def _printed(
    _request: HttpRequest,
    patrons: Sequence[Patron],
    by: Actor,
    at_point: ServicePoint,
    *,
    name: str,
    on_sheets: bool = False,
) -> HttpResponse:
    """The file; that somebody saw these members stands in their log."""
    for patron in patrons:
        actions.note_look(person=patron.person, what="card", by=by, at=clock.now(), at_point=at_point)
    made = queries.cards_pdf(patrons, on_sheets=on_sheets)
    heading = f'inline; filename="{name}.pdf"'
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": heading})
