"""Certificates: only for whoever came, as much as the rule asks; once each; and the licence of a finished course."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given as examples
from hypothesis import strategies as st

from pustakota.contexts.credentials import actions as credentials
from pustakota.contexts.credentials import queries as letters
from pustakota.contexts.credentials.models import Credential
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.participation.models import Participation
from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.actions import Mode, Part, Source
from pustakota.contexts.programmes.models import Certificate, Kind, Occurrence
from pustakota.contexts.programmes.rules import Attendance, CertificateAsks, deserves
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation.actors import SYSTEM, Actor, ActorKind
from pustakota.foundation.errors import NotAllowed
from tests.factories.people import a_patron
from tests.factories.programmes import A_LATER_TUESDAY, BEGINS, a_programme, a_registration, an_occurrence
from tests.factories.spaces import a_licence_kind
from tests.refusals import reasons

EVENING = timedelta(hours=3)
CAME, SHARE, MINUTES, NONE = CertificateAsks.CAME, CertificateAsks.SHARE, CertificateAsks.MINUTES, CertificateAsks.NONE


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("asked", "least", "attended", "expected"),
    [
        (NONE, 0, (1, 1, 90), False),
        (CAME, 0, (1, 1, 0), True),
        (CAME, 0, (1, 0, 0), False),
        (SHARE, 75, (4, 3, 0), True),
        (SHARE, 75, (4, 2, 0), False),
        (SHARE, 75, (3, 2, 0), False),
        (SHARE, 100, (3, 3, 0), True),
        (MINUTES, 120, (4, 2, 120), True),
        (MINUTES, 121, (4, 2, 120), False),
    ],
)
def test_the_rule_asks(asked: CertificateAsks, least: int, attended: tuple[int, int, int], expected: bool) -> None:
    """``attended``: dates that were held, dates attended, minutes in all."""
    held, dates, minutes = attended
    assert deserves(asked, least, Attendance(dates_held=held, dates_attended=dates, minutes=minutes)) is expected


@examples(
    asked=st.sampled_from(list(CertificateAsks)),
    least=st.integers(1, 100),
    held=st.integers(1, 40),
    attended=st.integers(0, 40),
    minutes=st.integers(0, 5000),
)
def test_nobody_who_never_came_and_more_never_loses(
    asked: CertificateAsks, least: int, held: int, attended: int, minutes: int
) -> None:
    attended = min(attended, held)
    less = Attendance(dates_held=held, dates_attended=attended, minutes=minutes)
    more = Attendance(dates_held=held, dates_attended=min(attended + 1, held), minutes=minutes + 60)
    assert not deserves(asked, least, Attendance(dates_held=held, dates_attended=0, minutes=minutes))
    assert not deserves(asked, least, less) or deserves(asked, least, more)


def an_event(*, asks: CertificateAsks = CAME, **given: Any) -> Occurrence:
    return an_occurrence(a_programme(certificate=asks.value, title="Bedah Buku Laskar Pelangi", **given))


def came(occurrence: Occurrence, patron: Patron) -> None:
    registration = a_registration(occurrence, patron=patron)
    actions.check_in(registration=registration, by=SYSTEM, at=occurrence.starts_at, source=Source.DESK)


def reported(occurrence: Occurrence) -> None:
    actions.report(occurrence=occurrence, by=SYSTEM, at=occurrence.ends_at + EVENING)


def certify(occurrence: Occurrence) -> actions.Given:
    return actions.certify(occurrence=occurrence, by=SYSTEM, at=occurrence.ends_at + 2 * EVENING)


@pytest.mark.django_db
def test_whoever_came_gets_one_and_nobody_else() -> None:
    occurrence, here, absent = an_event(), a_patron(name="Siti Aminah"), a_patron()
    came(occurrence, here)
    a_registration(occurrence, patron=absent)
    speaker = a_patron(name="Andrea Hirata")
    noted = lambda part: actions.note_part(  # noqa: E731
        occurrence=occurrence, person=speaker.person, part=part, by=SYSTEM, at=BEGINS, source=Source.DESK
    )
    noted(Part.SPEAKER)
    assert reasons(lambda: certify(occurrence)) == ["dates_not_reported"]
    reported(occurrence)
    assert {row.credential.holder_id for row in certify(occurrence).certificates} == {here.person_id, speaker.person_id}
    assert certify(occurrence).certificates == []
    letter = Credential.objects.get(holder=here.person)
    assert letter.number.startswith("SRT-2026-")
    assert letter.said["about"] == "Bedah Buku Laskar Pelangi"
    assert letters.paper_of(letter).startswith(b"%PDF")


@pytest.mark.django_db
def test_a_course_counts_all_its_dates_and_opens_the_machine() -> None:
    kind = a_licence_kind()
    programme = a_programme(
        kind=Kind.COURSE, certificate=SHARE.value, certificate_least=75, licence_kind=kind, title="Cetak 3D Dasar"
    )
    last = A_LATER_TUESDAY + timedelta(weeks=3)
    actions.plan_series(
        programme=programme, rule="FREQ=WEEKLY;BYDAY=TU", first=A_LATER_TUESDAY, last=last, starts=time(9), by=SYSTEM,
        at=BEGINS - timedelta(days=9),
    )  # fmt: skip
    dates = list(queries.occurrences().filter(programme=programme))
    diligent, lazy = a_patron(), a_patron()
    for place, each in enumerate(dates):
        for patron, most in ((diligent, 3), (lazy, 2)):
            if place < most:
                came(each, patron)
        if place < 3:
            reported(each)
    assert reasons(lambda: certify(dates[0])) == ["dates_not_reported"]
    reported(dates[3])
    given = certify(dates[3])
    assert [row.person_id for row in given.certificates] == [diligent.person_id]
    assert given.licences == 1
    assert spaces.holds_licence(kind.pk, diligent.person_id, on=last + timedelta(days=1))
    assert not spaces.holds_licence(kind.pk, lazy.person_id, on=last)
    assert given.certificates[0].credential.said["dates"] == 3
    assert certify(dates[0]).certificates == []


@pytest.mark.django_db
def test_a_programme_without_names_or_without_a_rule_gives_none() -> None:
    occurrence = an_event(asks=NONE)
    reported(occurrence)
    assert reasons(lambda: certify(occurrence)) == ["gives_no_certificates"]
    circle = an_event(is_nameless=True, registration=Mode.NONE)
    reported(circle)
    assert reasons(lambda: certify(circle)) == ["gives_no_certificates"]
    part = lambda: actions.note_part(  # noqa: E731
        occurrence=circle, person=a_patron().person, part=Part.SPEAKER, by=SYSTEM, at=BEGINS, source=Source.DESK
    )
    assert reasons(part) == ["come_as_you_are"]
    assert not Participation.objects.exists()
    assert reasons(lambda: an_event(asks=SHARE, certificate_least=0)) == ["least_wrong"]


@pytest.mark.django_db
def test_a_stranger_checks_it_and_a_corrected_name_is_written_anew() -> None:
    occurrence, patron = an_event(), a_patron(name="Siti Aminah")
    came(occurrence, patron)
    reported(occurrence)
    [made] = certify(occurrence).certificates
    page = Client().get(reverse("public:verify", args=[made.credential.code]))
    assert "Bedah Buku Laskar Pelangi" in page.text
    assert "Siti A." in page.text
    assert "Siti Aminah" not in page.text
    later = occurrence.ends_at + timedelta(days=2)
    anew = credentials.reissue(credential=made.credential, because="ejaan nama", by=SYSTEM, at=later)
    assert letters.standing_of(anew, at=later) is letters.Standing.VALID
    made.credential.refresh_from_db()
    assert letters.standing_of(made.credential, at=later) is letters.Standing.REVOKED
    assert anew.said["attested_on"] == "2026-03-10"
    assert certify(occurrence).certificates == []


@pytest.mark.django_db
def test_the_holder_is_told_and_only_staff_who_issue_may_give() -> None:
    occurrence, patron = an_event(), a_patron()
    came(occurrence, patron)
    reported(occurrence)
    with pytest.raises(NotAllowed):
        actions.certify(occurrence=occurrence, by=Actor(kind=ActorKind.STAFF), at=BEGINS + EVENING)
    assert not Certificate.objects.exists()
    [made] = certify(occurrence).certificates
    told = actions.tell_of_certificate(certificate_id=made.pk, occurrence_id=occurrence.pk, at=BEGINS + 2 * EVENING)
    assert told
    again = actions.tell_of_certificate(certificate_id=made.pk, occurrence_id=occurrence.pk, at=BEGINS + 2 * EVENING)
    assert not again
    assert Notice.objects.filter(about=patron.person).exists()
