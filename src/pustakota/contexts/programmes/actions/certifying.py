"""Certificates for those who came, all at once after the report; and the licence that a finished course opens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pustakota.contexts.credentials import actions as credentials
from pustakota.contexts.credentials.permissions import may_issue
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.participation import actions as participation
from pustakota.contexts.participation.actions import Part
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import permissions, queries
from pustakota.contexts.programmes.actions.waiting import hold
from pustakota.contexts.programmes.errors import CertificateRefused, RegistrationRefused
from pustakota.contexts.programmes.events import CertificateGiven
from pustakota.contexts.programmes.models import Certificate, State
from pustakota.contexts.spaces import actions as spaces
from pustakota.contexts.spaces import queries as resources
from pustakota.foundation import outbox, periods
from pustakota.foundation.errors import Refusal
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.participation.actions import Source
    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.contexts.programmes.queries import Candidate
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.errors import WordedReason

PAPER = "programmes/print/certificate.html"


@dataclass(slots=True)
class Given:
    """Certificates and licences that were given, and who got no licence with their certificate, with the reasons."""

    certificates: list[Certificate] = field(default_factory=list)
    licences: int = 0
    without_licence: list[tuple[str, list[WordedReason]]] = field(default_factory=list)


@transaction.atomic
def note_part(*, occurrence: Occurrence, person: Person, part: Part, by: Actor, at: datetime, source: Source) -> None:
    """Somebody was here as a speaker, a volunteer or an organiser."""
    permissions.may_host(by, occurrence.service_point_id)
    held = hold(occurrence)
    if held.programme.is_nameless:
        raise RegistrationRefused(Reason("come_as_you_are", overridable=False))
    if held.state not in (State.PUBLISHED, State.REPORTED):
        raise RegistrationRefused(Reason("not_offered", overridable=False))
    if at < held.starts_at:
        raise RegistrationRefused(Reason("not_begun", overridable=False))
    participation.record(
        kind=queries.activity_of(held),
        ref=queries.ref_of(held),
        at_point=held.service_point,
        began_at=held.starts_at,
        method=participation.Method.SCAN,
        source=source,
        by=by,
        at=at,
        person=person,
        part=part,
        minutes=int((held.ends_at - held.starts_at).total_seconds() // 60),
    )


@transaction.atomic
def certify(*, occurrence: Occurrence, by: Actor, at: datetime) -> Given:
    """Give everybody who meets the rule and has none yet their certificate, and a finished course its licence."""
    permissions.may_host(by, occurrence.service_point_id)
    may_issue(by, occurrence.service_point_id)
    held = hold(occurrence)
    if reasons := queries.reasons_not_to_certify(held):
        raise CertificateRefused(*reasons)
    given = Given()
    for candidate in queries.candidates(held):
        if candidate.deserves and candidate.certificate is None:
            given.certificates.append(_certified(held, candidate, by=by, at=at))
            if candidate.part == Part.ATTENDEE and held.programme.licence_kind is not None:
                _licensed(held, candidate, given, by=by, at=at)
    return given


def _certified(held: Occurrence, candidate: Candidate, *, by: Actor, at: datetime) -> Certificate:
    first, last = queries.days_of(held)
    credential = credentials.issue(
        kind=credentials.Kind.CERTIFICATE,
        holder=candidate.person,
        at_point=held.service_point,
        template=PAPER,
        said={
            "name": candidate.person.name,
            "about": held.programme.title if queries.is_course(held) else held.name,
            "part": candidate.part,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "dates": candidate.attendance.dates_attended,
            "of_dates": candidate.attendance.dates_held,
            "minutes": candidate.attendance.minutes,
            "attested_on": last.isoformat(),
        },
        by=by,
        at=at,
    )
    made = Certificate.objects.create(
        ref=queries.ref_of_certificates(held), person=candidate.person, part=candidate.part, credential=credential
    )
    fact = CertificateGiven(certificate_id=made.pk, occurrence_id=held.pk, person_id=candidate.person.pk)
    outbox.announce(fact, at=at)
    return made


def _licensed(held: Occurrence, candidate: Candidate, given: Given, *, by: Actor, at: datetime) -> None:
    """A licence that stands in the way of nothing is not given twice; one that is refused leaves the certificate."""
    kind, patron = held.programme.licence_kind, people.patron_of_person(candidate.person.pk)
    assert kind is not None
    if resources.holds_licence(kind.pk, candidate.person.pk, on=periods.local_day(at, held.service_point.zone)):
        return
    if patron is None:
        words = CertificateRefused(Reason("no_card_for_licence", overridable=False)).worded()
        given.without_licence.append((candidate.person.name, words))
        return
    try:
        with transaction.atomic():
            spaces.issue_licence(kind=kind, patron=patron, at_point=held.service_point, by=by, at=at)
        given.licences += 1
    except Refusal as refusal:
        given.without_licence.append((candidate.person.name, refusal.worded()))


@transaction.atomic
def tell_of_certificate(*, certificate_id: int, occurrence_id: int, at: datetime) -> int:
    """Tell somebody that their certificate is in their account."""
    row, occurrence = queries.certificate(certificate_id), queries.occurrence(occurrence_id)
    if row is None or row.person_id is None or occurrence is None:
        return 0
    patron = people.patron_of_person(row.person_id)
    about = f"certificate:{row.pk}"
    wanted = notices.ToTell(
        template="programmes/event",
        key=f"programmes/{about}",
        because=about,
        to=row.person_id,
        point=occurrence.service_point,
        facts={
            "news": "certificate",
            "event": row.credential.said.get("about", occurrence.name),
            "number": row.credential.number,
            "starts_at": occurrence.starts_at.isoformat(),
            "page": settings.PUBLIC_URL + reverse("public:my_letters"),
        },
        patron_type_id=patron.type_id if patron else None,
    )
    return notices.queue_all(wanted=[wanted], at=at)
