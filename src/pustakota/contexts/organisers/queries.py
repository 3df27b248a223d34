"""Who organises where, what is planned, and who has a seat in an own event. None of it changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from pustakota.contexts.credentials import queries as credentials
from pustakota.contexts.organisers import rules
from pustakota.contexts.organisers.errors import EventRefused
from pustakota.contexts.organisers.models import Organiser, OwnEvent, PlanState, Registration, State, Terms, Watched
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import queries as programmes
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from pustakota.contexts.credentials.models import Credential
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.contexts.spaces.models import Resource
    from pustakota.contexts.spaces.queries import Span
    from pustakota.foundation.errors import WordedReason

__all__ = ["Organiser", "OwnEvent", "PlanState", "Registration", "State", "Terms"]


# The rule of a service point


def terms_of(point: ServicePoint) -> Terms:
    """The rule of a point; where none was written, what we propose, closed to applications."""
    found = _terms().filter(service_point=point).first()
    return found or Terms(service_point=point, is_open=False)


def terms_open() -> list[Terms]:
    """The rules of the points that take applications."""
    return list(_terms().filter(is_open=True, service_point__is_active=True).order_by("service_point"))


def takes_applications() -> bool:
    """Whether any point does."""
    return Terms.objects.filter(is_open=True).exists()


def _terms() -> QuerySet[Terms]:
    return Terms.objects.select_related("service_point__library", "course")


def rooms_of(terms: Terms) -> list[Resource]:
    """The rooms that staff opened for organisers, those in service."""
    if terms._state.adding:  # noqa: SLF001 -- Django's documented API
        return []
    return list(spaces.resources().filter(pk__in=terms.rooms.values("pk")))


# The ladder


def organiser(organiser_id: int) -> Organiser | None:
    return _organisers().filter(pk=organiser_id).first()


def organiser_by_code(code: str) -> Organiser | None:
    return _organisers().filter(code=code).first()


def organiser_of_case(case_id: int) -> Organiser | None:
    return _organisers().filter(case=case_id).first()


def organiser_of_credential(credential_id: int) -> Organiser | None:
    """Who organises by a credential; nothing where it is another letter, or one that was replaced."""
    return _organisers().filter(credential=credential_id).first()


def organisers_of(person_ids: Collection[int]) -> list[Organiser]:
    """What these persons are or asked to be, the newest first."""
    return list(_organisers().filter(person__in=person_ids).order_by("-applied_at", "-pk"))


def live_organisers_of(person_ids: Collection[int]) -> QuerySet[Organiser]:
    """The same, as far as it goes on."""
    return _organisers().filter(person__in=person_ids, state__in=rules.LIVE).order_by("pk")


def organisers_at(point_id: int, state: str) -> list[Organiser]:
    """Those of a point in a state, who waits longest first."""
    rows = _organisers().filter(service_point=point_id, state=state, person__isnull=False)
    return list(rows.annotate(number_watched=Count("watched")).order_by("applied_at", "pk"))


def is_known_there(person_id: int, point: ServicePoint) -> bool:
    """Whether somebody has an application, a training or a credential at a point already."""
    return live_organisers_of([person_id]).filter(service_point=point).exists()


def watched_by(of: Organiser) -> list[Watched]:
    """The events at which somebody was there beside staff."""
    rows = Watched.objects.filter(organiser=of).select_related("occurrence__programme", "occurrence__service_point")
    return list(rows.order_by("occurrence__starts_at"))


def watchers_at(occurrence: Occurrence) -> dict[int, Watched]:
    """Who is noted as watching a date, by organiser."""
    return {row.organiser_id: row for row in Watched.objects.filter(occurrence=occurrence)}


def path_of(of: Organiser, *, at: datetime) -> rules.Path:
    """How far somebody came, and what their point asks."""
    terms = terms_of(of.service_point)
    today = periods.local_day(at, of.service_point.zone)
    age = people.age_on(of.person, today) if of.person else None
    return rules.Path(
        state=rules.State(of.state),
        is_child=age is not None and age < rules.ADULT,
        has_guardian=of.guardian_agreed_at is not None,
        asks_course=terms.course_id is not None,
        has_course=of.course_on is not None,
        watched=Watched.objects.filter(organiser=of).count(),
        to_watch=terms.to_watch,
    )


def holds(of: Organiser, *, at: datetime) -> bool:
    """Whether somebody is an organiser today: the credential given last has not run out and was not revoked."""
    if of.state != State.ORGANISER or of.credential is None:
        return False
    return credentials.standing_of(_of_point(of.credential, of), at=at) is credentials.Standing.VALID


def standing_words(of: Organiser, *, at: datetime) -> str:
    """What is said of a credential."""
    if of.credential is None:
        return ""
    return str(credentials.STANDING_WORDS[credentials.standing_of(_of_point(of.credential, of), at=at)])


def _of_point(credential: Credential, of: Organiser) -> Credential:
    credential.service_point = of.service_point
    return credential


def reported_events(of: Organiser) -> int:
    """Own events that were held and reported."""
    return OwnEvent.objects.filter(organiser=of, occurrence__state=programmes.State.REPORTED).count()


def wards_that_wait(guardian_id: int) -> list[Organiser]:
    """Applications of children for whom somebody may agree, and nobody has."""
    wards = [patron.person_id for patron in people.family_of(guardian_id) if patron.person_id != guardian_id]
    return list(live_organisers_of(wards).filter(guardian_agreed_at=None))


def in_training_for(programme_id: int) -> QuerySet[Organiser]:
    """Who has not finished the course that their point asks for, if it is this one."""
    points = Terms.objects.filter(course=programme_id).values("service_point")
    return _organisers().filter(
        service_point__in=points, state__in=[State.APPLIED, State.TRAINING], course_on=None, person__isnull=False
    )


def _organisers() -> QuerySet[Organiser]:
    return Organiser.objects.select_related("service_point__library", "person", "case", "credential", "guardian")


# What is planned


def own_event(code: str) -> OwnEvent | None:
    return _events().filter(code=code).first()


def own_event_by_id(event_id: int) -> OwnEvent | None:
    return _events().filter(pk=event_id).first()


def events_of(of: Organiser) -> list[OwnEvent]:
    """What somebody planned, the newest first."""
    return list(_events().filter(organiser=of).order_by("-made_at", "-pk"))


def waiting_at(point_id: int) -> list[OwnEvent]:
    """What waits for staff of a point, longest first."""
    return list(_events().filter(organiser__service_point=point_id, state=PlanState.SENT).order_by("sent_at", "pk"))


def running_at(point_id: int) -> list[OwnEvent]:
    """Own events of a point that are announced and not reported."""
    rows = _events().filter(organiser__service_point=point_id, state=PlanState.APPROVED)
    return list(rows.filter(occurrence__state=programmes.State.PUBLISHED).order_by("occurrence__starts_at"))


def _events() -> QuerySet[OwnEvent]:
    links = (
        *("organiser__service_point__library", "organiser__person", "organiser__credential"),
        *("room__policy", "room__service_point__library", "room__licence"),
        *("occurrence__programme", "occurrence__service_point"),
    )
    return OwnEvent.objects.select_related(*links).prefetch_related(Prefetch("titles"))


def planned(of: OwnEvent) -> rules.Planned:
    """What is known of an event before it is sent."""
    opened = {room.pk for room in rooms_of(terms_of(of.organiser.service_point))}
    return rules.Planned(
        title=of.title,
        about=of.about,
        starts_at=of.starts_at,
        ends_at=of.ends_at,
        has_room=of.room is not None,
        is_room_open=of.room_id in opened,
        room_seats=of.room.seats if of.room else None,
        capacity=of.capacity,
        takes_registrations=of.registration != Registration.NONE,
        age_from=of.age_from,
        age_to=of.age_to,
    )


def reasons_not_to_send(of: OwnEvent, *, at: datetime) -> list[Reason]:
    """All that an event lacks; once its time is said, whether the room is free, too, by the one check of rooms."""
    reasons = list(rules.reasons_not_to_send(planned(of), at=at))
    if not holds(of.organiser, at=at):
        reasons.insert(0, Reason("credential_over", overridable=False))
    is_clear = of.room is not None and "room_not_open" not in {reason.code for reason in reasons}
    if is_clear and of.room and of.starts_at is not None and of.ends_at is not None and at < of.starts_at:
        reasons += spaces.reasons_not_free(of.room, spaces.Span(of.starts_at, of.ends_at), at=at)
    return reasons


def lacks(of: OwnEvent, *, at: datetime) -> list[WordedReason]:
    """The same in words, for staff who look at it."""
    reasons = reasons_not_to_send(of, at=at)
    return EventRefused(*reasons).worded() if reasons else []


def free_times(terms: Terms, day: date, *, at: datetime) -> list[tuple[Resource, list[Span]]]:
    """When each room that is open to organisers can be had on a day, times that follow each other put together."""
    return [(room, _joined(spaces.slots(room, day, at=at))) for room in rooms_of(terms)]


def _joined(slots: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for slot in slots:
        if found and found[-1].end == slot.start:
            found[-1] = spaces.Span(found[-1].start, slot.end)
        else:
            found.append(slot)
    return found


# The own event while it runs


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who has a seat, as far as the door needs it: a shortened name, how many come, whether they are here."""

    registration_id: int
    name: str
    party: int
    word: str
    has_seat: bool
    is_here: bool


def right_of(of: OwnEvent, *, at: datetime) -> rules.Right | None:
    """What decides the right to run an event; nothing where it never was announced."""
    occurrence = of.occurrence
    if occurrence is None:
        return None
    shown = (programmes.State.PUBLISHED, programmes.State.POSTPONED)
    return rules.Right(
        holds=holds(of.organiser, at=at),
        is_announced=occurrence.state in shown,
        is_reported=occurrence.state == programmes.State.REPORTED,
        ends_at=occurrence.ends_at,
        days_after=terms_of(of.organiser.service_point).days_after,
    )


def reasons_against_right(of: OwnEvent, *, at: datetime) -> tuple[Reason, ...]:
    """Why the organiser of an event sees no names now."""
    right = right_of(of, at=at)
    if right is None:
        return (Reason("not_announced", overridable=False),)
    return rules.reasons_against_right(right, at=at)


def guests(of: Occurrence) -> list[Guest]:
    """Those who have a seat or wait for one, by name; two queries."""
    rows = programmes.registrations_at_door(of)
    here, seated = programmes.Status.ATTENDED, programmes.Status.CONFIRMED
    return [
        Guest(
            row.pk,
            credentials.shortened(row.person.name) if row.person else "–",
            row.party,
            str(row.get_status_display()),
            row.status in (here, seated),
            row.status == here,
        )
        for row in rows
    ]


def counter_of(of: OwnEvent) -> str:
    """Under which name the count of its organiser stands among those of the date."""
    return f"organiser:{of.pk}"


def check_in_from(of: Occurrence) -> datetime:
    """From when on who comes is noted, on the clock of its service point."""
    return periods.local_time(of.starts_at - rules.CHECK_IN_BEFORE, of.service_point.zone)


# Persons


def kept_about(person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """What a person asked to organise, planned and noted; and for whom they agreed."""
    entries = people.entries_of(person_id)
    rows = _organisers().filter(Q(person__in=entries) | Q(guardian__in=entries)).order_by("pk")
    planned_by = _events().filter(organiser__person__in=entries).order_by("pk")
    return {
        _("Organising events"): [
            {
                _("where"): row.service_point.name,
                _("state"): row.get_state_display(),
                _("applied"): row.applied_at,
                **(_said(row) if row.person_id in entries else {_("as"): _("parent or guardian")}),
            }
            for row in rows
        ],
        _("Events planned by oneself"): [
            {_("what"): row.title, _("state"): row.get_state_display(), _("report"): row.report} for row in planned_by
        ],
    }


def _said(row: Organiser) -> dict[str, object]:
    return {
        _("why"): row.why,
        _("wish"): row.wish,
        _("experience"): row.experience,
        _("course finished"): row.course_on,
    }


def ended_before(before: datetime) -> QuerySet[Organiser]:
    """What ended long ago and still leads to a person: an application that came to nothing, or a credential."""
    day = before.date()
    ended = Q(state__in=[State.DECLINED, State.WITHDRAWN], ended_at__lt=before)
    lapsed = Q(state=State.ORGANISER, credential__expires_on__lt=day)
    revoked = Q(state=State.ORGANISER, credential__revoked_at__lt=before)
    rows = Organiser.objects.filter(ended | lapsed | revoked)
    return rows.exclude(person=None, guardian=None)
