"""Letters: numbers, standing, revoking."""

from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.credentials import actions, queries, rules
from pustakota.contexts.credentials.actions import Kind
from pustakota.contexts.credentials.errors import CredentialRefused
from pustakota.contexts.credentials.models import Credential, LetterText
from pustakota.contexts.credentials.rules import Standing, shortened, standing
from pustakota.contexts.people.models import Patron, Person
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, somebody_with_role


def a_letter(
    patron: Patron, *, at: datetime = NOW, kind: Kind = Kind.CLEARANCE, until: date | None = None
) -> Credential:
    return actions.issue(
        kind=kind,
        holder=patron.person,
        at_point=patron.home_point,
        template="circulation/print/clearance.html",
        said={"name": patron.person.name, "card_number": patron.card_number},
        expires_on=until,
        by=SYSTEM,
        at=at,
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Siti Aminah Lubis", "Siti A. L."), ("Suharto", "Suharto"), (" ", ""), ("I Made  Wirawan", "I M. W.")],
)
def test_a_stranger_reads_a_shortened_name(name: str, shown: str) -> None:
    assert shortened(name) == shown


@given(st.text())
def test_any_name_is_shortened(name: str) -> None:
    assert len(shortened(name)) <= max(2 * len(name) + 1, 0) + 1


@pytest.mark.parametrize(
    ("expires_on", "is_revoked", "expected"),
    [
        (None, False, Standing.VALID),
        (MONDAY, False, Standing.VALID),
        (date(2026, 3, 1), False, Standing.EXPIRED),
        (date(2026, 3, 1), True, Standing.REVOKED),
    ],
)
def test_a_letter_holds_until_its_last_day(expires_on: date | None, is_revoked: bool, expected: Standing) -> None:
    assert standing(today=MONDAY, expires_on=expires_on, is_revoked=is_revoked) is expected


@pytest.mark.django_db
def test_numbers_are_counted_within_kind_and_year() -> None:
    patron = a_patron()
    letters = [
        a_letter(patron),
        a_letter(patron),
        a_letter(patron, kind=Kind.CERTIFICATE),
        a_letter(patron, at=datetime(2027, 1, 4, 3, tzinfo=UTC)),
    ]
    assert [letter.number for letter in letters] == ["BP-2026-0001", "BP-2026-0002", "SRT-2026-0001", "BP-2027-0001"]
    assert len({letter.code for letter in letters}) == 4


@pytest.mark.django_db
def test_a_letter_that_fails_gives_its_number_back() -> None:
    patron = a_patron()
    with transaction.atomic():
        a_letter(patron)
        transaction.set_rollback(True)
    assert a_letter(patron).number == "BP-2026-0001"


def test_eight_desks_at_once_leave_no_gap_and_no_double(transactional_db: None) -> None:
    patron = a_patron()
    start = Barrier(8)

    def issue() -> None:
        start.wait()
        a_letter(patron)
        connection.close()

    desks = [Thread(target=issue) for _ in range(8)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert sorted(Credential.objects.values_list("serial", flat=True)) == list(range(1, 9))


@pytest.mark.django_db
def test_the_head_revokes_a_letter_with_a_reason(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    letter = a_letter(patron)
    desk = somebody_with_role("sirkulasi", at_point=patron.home_point)
    head = somebody_with_role("kepala", at_point=patron.home_point)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.revoke(credential=letter, because="salah orang", by=desk, at=NOW)
    with nothing_changes(), pytest.raises(CredentialRefused):
        actions.revoke(credential=letter, because=" ", by=head, at=NOW)
    actions.revoke(credential=letter, because="salah orang", by=head, at=NOW)
    letter = Credential.objects.select_related("service_point").get(pk=letter.pk)
    assert queries.standing_of(letter, at=later(minutes=1)) is Standing.REVOKED
    with pytest.raises(CredentialRefused) as refused:
        actions.revoke(credential=letter, because="lagi", by=head, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["already_revoked"]


@pytest.mark.django_db
def test_a_letter_is_a_pdf() -> None:
    letter = queries.credential_by_code(a_letter(a_patron(name="Siti Aminah"), until=MONDAY).code)
    assert letter is not None
    paper = queries.paper_of(letter)
    assert paper.startswith(b"%PDF-")
    assert b"%%EOF" in paper[-10:]


@pytest.mark.django_db
def test_a_forgotten_holder_leaves_a_number_behind() -> None:
    patron = a_patron()
    letter = a_letter(patron)
    assert actions.forget_person(person_id=patron.person_id, by=SYSTEM) == 1
    letter = Credential.objects.get(pk=letter.pk)
    assert (letter.holder, letter.said, letter.number) == (None, {}, "BP-2026-0001")


@pytest.mark.django_db
def test_a_letter_written_anew_replaces_the_old_one_and_attests_the_same_day(nothing_changes: NothingChanges) -> None:
    old = a_letter(a_patron(), until=date(2026, 8, 29))
    Person.objects.filter(pk=old.holder_id).update(name="Siti Aminah Rahma")
    old.refresh_from_db()
    with nothing_changes(), pytest.raises(CredentialRefused) as refused:
        actions.reissue(credential=old, because=" ", by=SYSTEM, at=later(days=2))
    assert [reason.code for reason in refused.value.reasons] == ["reason_missing"]
    new = actions.reissue(credential=old, because="Nama salah ketik", by=SYSTEM, at=later(days=2))
    old.refresh_from_db()
    assert (new.said["name"], new.said["attested_on"], new.expires_on) == (
        "Siti Aminah Rahma",
        "2026-03-02",
        old.expires_on,
    )
    assert (new.replaces, old.revoked_at) == (old, later(days=2))
    assert "Nama salah ketik." in old.revoked_because
    assert new.number in old.revoked_because
    with nothing_changes(), pytest.raises(CredentialRefused) as refused:
        actions.reissue(credential=old, because="lagi", by=SYSTEM, at=later(days=3))
    assert [reason.code for reason in refused.value.reasons] == ["already_revoked"]
    assert queries.paper_of(new).startswith(b"%PDF")


@pytest.mark.django_db
def test_a_letter_that_has_run_out_is_not_written_anew(nothing_changes: NothingChanges) -> None:
    old = a_letter(a_patron(), until=date(2026, 8, 29))
    assert old.expires_on is not None
    with nothing_changes(), pytest.raises(CredentialRefused) as refused:
        actions.reissue(credential=old, because="hilang", by=SYSTEM, at=later(days=400))
    assert [reason.code for reason in refused.value.reasons] == ["expired"]


@pytest.mark.django_db
def test_letters_bear_the_words_that_staff_chose_on_the_day_they_were_issued(nothing_changes: NothingChanges) -> None:
    before = a_letter(a_patron(), until=date(2026, 8, 29))
    text = LetterText(kind="clearance", after="Bebas pustaka per [hari], berlaku s.d. [sampai].", valid_days=30)
    actions.write_text(text=text, by=SYSTEM, at=NOW)
    after = a_letter(a_patron(), until=date(2026, 8, 29))
    assert ("text" in before.said, after.said["text"]["after"]) == (False, text.after)
    assert queries.valid_days("clearance", 180) == 30
    assert queries.sample(text, a_point(), at=NOW).startswith(b"%PDF")
    text.after = "[nama] bebas"
    with nothing_changes(), pytest.raises(CredentialRefused) as refused:
        actions.write_text(text=text, by=SYSTEM, at=NOW)
    assert [reason.facts for reason in refused.value.reasons] == [{"place": "[nama]"}]
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.write_text(text=text, by=somebody_with_role("pustakawan"), at=NOW)


def test_nothing_but_the_two_days_is_put_into_the_words_of_staff() -> None:
    words = rules.filled("[hari] [sampai] {said.name} %s [[x]]", day="A", until="B")
    assert words == "A B {said.name} %s [[x]]"
    assert rules.unknown_places("[hari] [x]") == ("[x]",)
