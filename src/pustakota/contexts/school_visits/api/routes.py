"""Offers to schools, and the visits of a class by the token of whoever arranges them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from ninja import Router

from pustakota.contexts.people import queries as people
from pustakota.contexts.school_visits import actions, queries
from pustakota.contexts.school_visits.api.schemas import OfferShown, VisitAsked, VisitShown
from pustakota.contexts.school_visits.errors import AskingRefused
from pustakota.foundation import clock, throttle
from pustakota.foundation.reasons import Reason
from pustakota.foundation.requests import ActorRequest

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.programmes.queries import Occurrence
    from pustakota.contexts.school_visits.models import ClassVisit, Offer
    from pustakota.foundation.actors import Actor

open_router = Router(tags=["school visits"])
router = Router(tags=["school visits"])
DATES_SHOWN = 12
CLASSES_AN_HOUR = 40


@open_router.get("/school-offers", response=list[OfferShown])
def offers(request: HttpRequest) -> list[dict[str, object]]:
    """Everything that classes can come for, by title, with the next free dates."""
    del request
    found = list(queries.offers())
    free = queries.free_dates(found, at=clock.now())
    return [_offer(each, free[each.pk][:DATES_SHOWN]) for each in found]


def _offer(each: Offer, dates: list[Occurrence]) -> dict[str, object]:
    programme = each.programme
    return {
        "id": each.pk,
        "title": programme.title,
        "about": programme.about,
        "service_point_id": programme.service_point_id,
        "dates": [{"occurrence_id": date.pk, "start": date.starts_at, "end": date.ends_at} for date in dates],
        **{name: getattr(each, name) for name in ("outcomes", "phases", "languages", "fewest", "most")},
        **{name: getattr(each, name) for name in ("pupils_per_adult", "days_before", "at_once")},
    }


@router.post("/school-offers/{int:offer_id}/visits", response={201: VisitShown})
def ask(request: ActorRequest, offer_id: int, asked: VisitAsked) -> dict[str, object]:
    """A class asks for a date, names days, or waits for the next term; a member asks, and is answered as they wish."""
    offer = queries.offer(offer_id)
    if offer is None:
        raise Http404
    throttle.count(request, f"school visit {request.auth.account_id}", most=CLASSES_AN_HOUR)
    at, patron = clock.now(), _patron(request.auth)
    made = actions.ask(
        offer=offer,
        school=asked.school,
        class_name=asked.class_name,
        groups=[queries.Group(grade=each.grade, girls=each.girls, boys=each.boys) for each in asked.groups],
        adults=asked.adults,
        person=patron.person,
        organisation=queries.school_of(patron.person_id),
        occurrence=_date(offer, asked.occurrence_id, at),
        wishes=None if asked.days is None else [queries.Wish(day=each.day, part=each.part) for each in asked.days],
        wants_cards=asked.wants_cards,
        wants_lunch=asked.wants_lunch,
        note=asked.note,
        language=(get_language() or "id")[:2],
        by=request.auth,
        at=at,
    )
    return _visit(made)


def _patron(by: Actor) -> Patron:
    found = people.patron(by.patron_id) if by.patron_id else None
    if found is None:
        raise AskingRefused(Reason("members_ask", overridable=False))
    return found


def _date(offer: Offer, occurrence_id: int | None, at: datetime) -> Occurrence | None:
    if occurrence_id is None:
        return None
    found = next((each for each in queries.free_dates([offer], at=at)[offer.pk] if each.pk == occurrence_id), None)
    if found is None:
        raise AskingRefused(Reason("date_not_free", {"occurrence_id": occurrence_id}, overridable=False))
    return found


@router.get("/me/class-visits", response=list[VisitShown])
def visits(request: ActorRequest) -> list[dict[str, object]]:
    """The visits that the member arranged, the last first."""
    person_id = request.auth.person_id
    return [_visit(each) for each in queries.of_persons([person_id])] if person_id else []


@router.delete("/me/class-visits/{code}", response={204: None})
def cancel_class_visit(request: ActorRequest, code: str) -> None:
    """The class does not come; its seats are free."""
    found = queries.visit_by_code(code)
    if found is None or found.person_id is None or found.person_id != request.auth.person_id:
        raise Http404
    actions.cancel(visit=found, at=clock.now())


def _visit(each: ClassVisit) -> dict[str, object]:
    date = each.occurrence
    return {
        "id": each.code,
        "offer_id": each.offer_id,
        "pupils": sum(group.pupils for group in queries.asked_of(each)),
        "occurrence_id": each.occurrence_id,
        "start": date.starts_at if date else None,
        "end": date.ends_at if date else None,
        "position": queries.place_in_queue(each),
        "school": each.organisation.name if each.organisation else each.school,
        **{name: getattr(each, name) for name in ("status", "class_name", "adults", "offered_until", "because")},
    }
