"""Who may have a certificate, and who has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.contexts.participation import queries as participation
from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.models import (
    Certificate,
    Kind,
    Occurrence,
    Programme,
    State,
)
from pustakota.contexts.programmes.queries.calendar import occurrences
from pustakota.contexts.programmes.queries.door import ref_of
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from pustakota.contexts.participation.models import Participation
    from pustakota.contexts.people.models import Person


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who took part, how much, whether that is enough, and the certificate that they have."""

    person: Person
    part: str
    attendance: rules.Attendance
    deserves: bool
    certificate: Certificate | None


def is_course(of: Occurrence) -> bool:
    """Whether certificates are of all dates of its series, not of this date."""
    return of.programme.kind == Kind.COURSE and of.series_id is not None


def ref_of_certificates(of: Occurrence) -> str:
    return f"series:{of.series_id}" if is_course(of) else ref_of(of)


def _dates_of_certificates(of: Occurrence) -> list[Occurrence]:
    """The dates that count: those of the course that were not called off, or this one."""
    if not is_course(of):
        return [of]
    return list(occurrences().filter(series=of.series_id).exclude(state__in=[State.CANCELLED, State.DRAFT]))


def days_of(of: Occurrence) -> tuple[date, date]:
    """The first and the last day that a certificate speaks of."""
    days = [each.local_start.date() for each in _dates_of_certificates(of)]
    return min(days), max(days)


def reasons_not_to_certify(of: Occurrence) -> tuple[Reason, ...]:
    """Why no certificates are given now."""
    still = sum(each.state != State.REPORTED for each in _dates_of_certificates(of))
    asked = rules.CertificateAsks(of.programme.certificate)
    return rules.reasons_not_to_certify(asked=asked, is_nameless=of.programme.is_nameless, dates_open=still)


def candidates(of: Occurrence) -> list[Candidate]:
    """Everybody known who took part, by name; three queries, however many they are."""
    refs = [ref_of(each) for each in _dates_of_certificates(of)]
    given = Certificate.objects.filter(ref=ref_of_certificates(of), person__isnull=False).select_related("credential")
    by_person = {(row.person_id, row.part): row for row in given}
    parts: dict[tuple[int, str], list[Participation]] = {}
    for row in participation.persons_in(refs):
        parts.setdefault((row.person_id or 0, row.part), []).append(row)
    return [_candidate(of, rows, len(refs), by_person.get(key)) for key, rows in parts.items()]


def _candidate(of: Occurrence, rows: Sequence[Participation], held: int, certificate: Certificate | None) -> Candidate:
    person = rows[0].person
    assert person is not None, "asked for known persons"
    attended = len({row.ref for row in rows})
    attendance = rules.Attendance(
        dates_held=held, dates_attended=attended, minutes=sum(row.minutes or 0 for row in rows)
    )
    asked = rules.CertificateAsks(of.programme.certificate)
    is_guest = rows[0].part != participation.Part.ATTENDEE
    meets = rules.deserves(
        rules.CertificateAsks.CAME if is_guest and asked else asked, of.programme.certificate_least, attendance
    )
    return Candidate(person, rows[0].part, attendance, meets, certificate)


def certificate(certificate_id: int) -> Certificate | None:
    return Certificate.objects.select_related("credential", "person").filter(pk=certificate_id).first()


def finished_on(programme: Programme, person_ids: Collection[int]) -> date | None:
    """The day on which a person (all their entries) finished a programme: as their certificate says or, where it gives
    none, on which they came to a date that was reported; nothing where they did not, or the certificate was revoked.
    """
    refs, dates = _refs_of(programme)
    given = Certificate.objects.filter(ref__in=refs, person__in=person_ids, part=participation.Part.ATTENDEE)
    found = given.filter(credential__revoked_at=None).select_related("credential__service_point").first()
    if found is not None:
        return periods.local_day(found.credential.issued_at, found.credential.service_point.zone)
    if programme.certificate:
        return None
    held = participation.parts_in_any(dates).filter(person__in=person_ids, part=participation.Part.ATTENDEE)
    return max((row.on for row in held), default=None)


def _refs_of(programme: Programme) -> tuple[list[str], list[str]]:
    """How certificates name the programme's dates and courses, and how the ledger names those that were reported."""
    rows = list(occurrences().filter(programme=programme))
    series = {f"series:{row.series_id}" for row in rows if row.series_id}
    return [*series, *map(ref_of, rows)], [ref_of(row) for row in rows if row.state == State.REPORTED]
