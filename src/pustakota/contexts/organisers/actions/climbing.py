"""Apply, be answered, learn, watch; the credential, its renewal and its end; the second level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from pustakota.contexts.cases import actions as cases
from pustakota.contexts.cases.actions import Answered
from pustakota.contexts.credentials import actions as credentials
from pustakota.contexts.credentials import queries as letters
from pustakota.contexts.organisers import permissions, queries, rules
from pustakota.contexts.organisers.actions.becoming import held_organiser, refused, step
from pustakota.contexts.organisers.errors import OrganiserRefused
from pustakota.contexts.organisers.models import Organiser, State, Watched, new_code
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import queries as programmes
from pustakota.foundation import locks, periods

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.cases.actions import Source
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor

PAPER = "organisers/print/organiser.html"
TAKEN_UP, DECLINED = "taken_up", "declined"


@transaction.atomic
def apply(
    *,
    person: Person,
    at_point: ServicePoint,
    why: str,
    wish: str,
    experience: str = "",
    by: Actor,
    at: datetime,
    source: Source = cases.Source.WEB,
) -> Organiser:
    """Ask to become an organiser at a service point; staff find it among their requests."""
    person = locks.hold(person)
    terms = queries.terms_of(at_point)
    asked = rules.Application(
        is_open=terms.is_open,
        why=why,
        wish=wish,
        age=people.age_on(person, periods.local_day(at, at_point.zone)),
        youngest=terms.youngest,
        has_live=queries.is_known_there(person.pk, at_point),
    )
    if reasons := rules.reasons_not_to_apply(asked):
        raise OrganiserRefused(*reasons)
    code = new_code()
    said = ((gettext("Why"), "why", why), (gettext("What they would like to do"), "wish", wish))
    more = ((gettext("Experience"), "experience", experience),) if experience.strip() else ()
    case = cases.open_case(
        kind=cases.Kind.APPLICATION,
        subject=gettext("Application to organise events"),
        at_point=at_point,
        asker=person,
        answers=[Answered(field, asked_as, value.strip()) for asked_as, field, value in (*said, *more)],
        about=f"organiser:{code}",
        source=source,
        by=by,
        at=at,
    )
    made = Organiser(
        code=code,
        service_point=at_point,
        person=person,
        why=why.strip(),
        wish=wish.strip(),
        experience=experience.strip(),
        case=case,
        applied_at=at,
    )
    return step(made, State.APPLIED, at=at)


@transaction.atomic
def agree_as_guardian(*, organiser: Organiser, by: Actor, at: datetime) -> Organiser:
    """A parent or guardian says yes for somebody under eighteen."""
    person_id = organiser.person_id
    if person_id is None or person_id not in by.ward_ids or by.person_id is None:
        raise refused("not_a_guardian")
    return _agreed(held_organiser(organiser), by.person_id, at=at)


@transaction.atomic
def note_guardian(*, organiser: Organiser, guardian: Person, by: Actor, at: datetime) -> Organiser:
    """A parent or guardian said yes at the desk, on paper."""
    permissions.may_plan(by, organiser.service_point_id)
    patron = people.patron_of_person(organiser.person_id) if organiser.person_id else None
    if patron is None or guardian not in people.guardians_of(patron):
        raise refused("not_a_guardian")
    return _agreed(held_organiser(organiser), guardian.pk, at=at)


def _agreed(held: Organiser, guardian_id: int, *, at: datetime) -> Organiser:
    if held.state not in rules.LIVE:
        raise refused("over")
    if held.guardian_agreed_at is None:
        held.guardian_id, held.guardian_agreed_at = guardian_id, at
    return step(held, State(held.state), at=at)


@transaction.atomic
def accept(*, organiser: Organiser, words: str, by: Actor, at: datetime) -> Organiser:
    """Take somebody into training, with words that they read; their request is answered with it."""
    return _answered(organiser, TAKEN_UP, words, by=by, at=at)


@transaction.atomic
def decline(*, organiser: Organiser, words: str, by: Actor, at: datetime) -> Organiser:
    """Say no, with words that they read; they may apply again."""
    return _answered(organiser, DECLINED, words, by=by, at=at)


def _answered(organiser: Organiser, outcome: str, words: str, *, by: Actor, at: datetime) -> Organiser:
    permissions.may_plan(by, organiser.service_point_id)
    held = held_organiser(organiser)
    reasons = rules.reasons_not_to_accept(queries.path_of(held, at=at))
    if outcome == DECLINED:
        reasons = tuple(reason for reason in reasons if reason.code != "guardian_missing")
    if reasons:
        raise OrganiserRefused(*reasons)
    if not words.strip():
        raise refused("words_missing")
    if organiser.case is not None and organiser.case.closed_at is None:
        organiser.case.service_point = organiser.service_point
        cases.close_case(case=organiser.case, outcome=outcome, words=words, by=by, at=at)
    return _after_answer(held, outcome, at=at)


def _after_answer(held: Organiser, outcome: str, *, at: datetime) -> Organiser:
    if outcome != TAKEN_UP:
        return step(held, State.DECLINED, at=at)
    _look_for_course(held)
    return step(held, State.TRAINING, at=at)


@transaction.atomic
def follow_case(*, case_id: int, outcome: str, at: datetime) -> Organiser | None:
    """A request that was ended among all others ends here, too; a guardian may still agree while somebody learns."""
    organiser = queries.organiser_of_case(case_id)
    if organiser is None or organiser.state != State.APPLIED:
        return None
    return _after_answer(held_organiser(organiser), outcome, at=at)


@transaction.atomic
def withdraw(*, organiser: Organiser, by: Actor, at: datetime) -> Organiser:
    """Somebody does not want to go on; what is announced stays with the library."""
    permissions.need_own(by, organiser)
    held = held_organiser(organiser)
    if held.state not in (State.APPLIED, State.TRAINING):
        raise refused("over")
    return step(held, State.WITHDRAWN, at=at)


@transaction.atomic
def note_course(*, organiser: Organiser, at: datetime) -> Organiser:
    """Look whether somebody has finished the course by now; what was found once stays."""
    held = held_organiser(organiser)
    if held.state in rules.LIVE and _look_for_course(held):
        return step(held, State(held.state), at=at, news="course")
    return held


def _look_for_course(held: Organiser) -> bool:
    """Write the day of the course, where one is asked for; whether it is news."""
    course = queries.terms_of(held.service_point).course
    if course is None or held.course_on is not None or held.person_id is None:
        return False
    held.course_on = programmes.finished_on(course, people.entries_of(held.person_id))
    return held.course_on is not None


@transaction.atomic
def watch(*, organiser: Organiser, occurrence: Occurrence, by: Actor, at: datetime) -> Watched:
    """Note that somebody in training was there beside staff; staff say so at that event."""
    permissions.may_host(by, occurrence.service_point_id)
    held = held_organiser(organiser)
    reasons = rules.reasons_not_to_watch(
        queries.path_of(held, at=at),
        is_nameless=occurrence.programme.is_nameless,
        has_begun=at >= occurrence.starts_at,
        is_noted=held.pk in queries.watchers_at(occurrence),
    )
    if reasons:
        raise OrganiserRefused(*reasons)
    made = Watched.objects.create(organiser=held, occurrence=occurrence, noted_at=at, noted_by=by.account_id)
    step(held, State(held.state), at=at, news="watched")
    return made


@transaction.atomic
def unwatch(*, organiser: Organiser, occurrence: Occurrence, by: Actor) -> int:
    """It was somebody else, or they were not there."""
    permissions.may_host(by, occurrence.service_point_id)
    held = held_organiser(organiser)
    return Watched.objects.filter(organiser=held, occurrence=occurrence).delete()[0]


@transaction.atomic
def credit(*, organiser: Organiser, by: Actor, at: datetime) -> Organiser:
    """Give the credential once nothing is missing, or give it again for another time; the one before is replaced."""
    permissions.may_plan(by, organiser.service_point_id)
    held = held_organiser(organiser)
    if reasons := rules.reasons_not_to_credit(queries.path_of(held, at=at)):
        raise OrganiserRefused(*reasons)
    assert held.person is not None, "whoever is in training is somebody"
    terms, before = queries.terms_of(held.service_point), held.credential
    today = periods.local_day(at, held.service_point.zone)
    held.credential = credentials.issue(
        kind=credentials.Kind.ORGANISER,
        holder=held.person,
        at_point=held.service_point,
        template=PAPER,
        said={"name": held.person.name, "about": gettext("Organising events")},
        expires_on=rules.expires_on(today, terms.valid_months),
        by=by,
        at=at,
    )
    if before is not None and letters.standing_of(before, at=at) is letters.Standing.VALID:
        words = gettext("Renewed as %(number)s.") % {"number": held.credential.number}
        credentials.revoke(credential=before, because=words, by=by, at=at)
    return step(held, State.ORGANISER, at=at, news="credential" if before is None else "renewed")


@transaction.atomic
def revoke(*, organiser: Organiser, because: str, by: Actor, at: datetime) -> Organiser:
    """Take the credential back: every right ends with it, in this moment."""
    permissions.may_plan(by, organiser.service_point_id)
    held = held_organiser(organiser)
    if held.credential is None or not queries.holds(held, at=at):
        raise refused("no_credential")
    if not because.strip():
        raise refused("reason_missing")
    credentials.revoke(credential=held.credential, because=because, by=by, at=at)
    held.level = rules.FIRST_LEVEL
    return step(held, State(held.state), at=at)


@transaction.atomic
def raise_level(*, organiser: Organiser, by: Actor, at: datetime) -> Organiser:
    """Let somebody announce events themselves, after as many good ones as the rule asks."""
    permissions.may_plan(by, organiser.service_point_id)
    held = held_organiser(organiser)
    reasons = rules.reasons_not_to_raise(
        level=held.level,
        holds=queries.holds(held, at=at),
        reported=queries.reported_events(held),
        needed=queries.terms_of(held.service_point).good_events,
    )
    if reasons:
        raise OrganiserRefused(*reasons)
    held.level = rules.SECOND_LEVEL
    return step(held, State(held.state), at=at, news="level")


@transaction.atomic
def lower_level(*, organiser: Organiser, by: Actor, at: datetime) -> Organiser:
    """From now on the library announces their events again."""
    permissions.may_plan(by, organiser.service_point_id)
    held = held_organiser(organiser)
    held.level = rules.FIRST_LEVEL
    return step(held, State(held.state), at=at)
