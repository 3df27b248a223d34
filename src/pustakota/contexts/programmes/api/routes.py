"""Programmes, occurrences, and registrations."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router

from pustakota.contexts.forms import queries as forms
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import actions, permissions, queries
from pustakota.contexts.programmes.api.schemas import (
    Days,
    OccurrencePlanned,
    OccurrenceShown,
    ProgrammeShown,
    QuestionAsked,
    RegistrationAsked,
    RegistrationMade,
)
from pustakota.contexts.programmes.errors import UnknownRefused
from pustakota.contexts.programmes.models import Mode, Occurrence, Programme, Registration
from pustakota.foundation import clock
from pustakota.foundation.reasons import Reason
from pustakota.foundation.requests import ActorRequest

if TYPE_CHECKING:
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

open_router = Router(tags=["programmes"])
router = Router(tags=["programmes"])
MONTH = timedelta(days=31)


@open_router.get("/programmes", response=list[ProgrammeShown])
def programmes(request: HttpRequest) -> list[Programme]:
    """What the library offers, by title."""
    del request
    return list(queries.programmes())


@router.get("/occurrences", response=list[OccurrenceShown], auth=None)  # beside its POST, which is not open
def occurrences(request: HttpRequest, days: Query[Days]) -> list[OccurrenceShown]:
    """What takes place from a day to a day, both included, on the clock of each place (from today, a month).

    Cancelled and postponed dates are among them, with their state.
    """
    del request
    first = days.first or organisation.local_time(clock.now()).date()
    return [_occurrence_shown(each) for each in queries.shown_on_days(first, days.last or first + MONTH)]


@router.post("/occurrences", response={201: OccurrenceShown})
def plan(request: ActorRequest, planned: OccurrencePlanned) -> OccurrenceShown:
    """Announce a date of a programme; from now on people may register."""
    programme = queries.programme(planned.programme_id)
    if programme is None:
        raise UnknownRefused(Reason("unknown_programme", {"programme_id": planned.programme_id}, overridable=False))
    said = planned.model_dump(include={"capacity", "registration"}, exclude_unset=True, exclude_none=True)
    occurrence = actions.plan(
        programme=programme,
        starts_at=planned.start,
        ends_at=planned.end,
        by=request.auth,
        at=clock.now(),
        **({**said, "registration": Mode(said["registration"])} if "registration" in said else said),
    )
    return _occurrence_shown(occurrence)


@open_router.get("/occurrences/{int:occurrence_id}/questions", response=list[QuestionAsked])
def questions(request: HttpRequest, occurrence_id: int) -> list[dict[str, object]]:
    """What is asked of whoever registers for a date; empty where nothing is."""
    del request
    occurrence = queries.occurrence(occurrence_id)
    if occurrence is None or occurrence.state == queries.State.DRAFT:
        raise Http404
    version, language = queries.questions(occurrence), get_language() or "id"
    return [_question(each, language) for each in forms.definition_of(version).fields] if version else []


def _question(asked: forms.Field, language: str) -> dict[str, object]:
    return {
        "name": asked.name,
        "kind": asked.kind.value,
        "label": forms.words_in(asked.label, language),
        "help": forms.words_in(asked.help, language),
        "required": asked.required,
        "choices": [{"value": value, "label": forms.words_in(words, language)} for value, words in asked.choices],
        "only_if": {asked.shown_if[0]: asked.shown_if[1]} if asked.shown_if else None,
    }


@router.post("/occurrences/{int:occurrence_id}/registrations", response={201: RegistrationMade})
def register(request: ActorRequest, occurrence_id: int, asked: RegistrationAsked) -> RegistrationMade:
    """Register: a member for themselves or a ward, staff for any member; a seat, or a place on the waiting list."""
    occurrence, by = queries.occurrence(occurrence_id), request.auth
    if occurrence is None:
        raise Http404
    patron = _patron(asked.card_number, by, occurrence)
    registration = actions.register(
        occurrence=occurrence,
        person=patron.person,
        by=by,
        at=clock.now(),
        party=asked.party,
        said=asked.answers,
        language=get_language() or "id",
    )
    return RegistrationMade(id=registration.code, status=registration.status, position=queries.position(registration))


@router.delete("/registrations/{slug:code}", response={204: None})
def cancel_registration(request: ActorRequest, code: str) -> None:
    """Give a seat or a place back: whoever is registered, a guardian, or staff."""
    registration, by = queries.registration_by_code(code), request.auth
    if registration is None or not _may_see(by, registration):
        raise Http404
    actions.cancel(registration=registration, by=by, at=clock.now())


def _may_see(by: Actor, registration: Registration) -> bool:
    is_own = registration.person_id is not None and by.acts_for(registration.person_id)
    return is_own or by.may(permissions.HOST, registration.occurrence.service_point_id)


def _patron(card_number: str | None, by: Actor, occurrence: Occurrence) -> Patron:
    if card_number is None:
        own = people.patron(by.patron_id) if by.patron_id else None
        if own is None:
            raise UnknownRefused(Reason("card_needed", overridable=False))
        return own
    found = people.patron_for_action(card_number)
    if found is None:
        permissions.may_host(by, occurrence.service_point_id)
        raise UnknownRefused(Reason("unknown_card", {"card_number": card_number}, overridable=False))
    return found


def _occurrence_shown(each: Occurrence) -> OccurrenceShown:
    return OccurrenceShown.model_validate(
        {
            "id": each.pk,
            "programme_id": each.programme_id,
            "title": each.name,
            "start": each.starts_at,
            "end": each.ends_at,
            "capacity": each.capacity,
            "places_left": queries.places_left(each),
            "registration": each.registration,
            "service_point_id": each.service_point_id,
            "state": each.state,
        }
    )
