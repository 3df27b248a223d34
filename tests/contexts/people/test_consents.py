from datetime import date
from typing import Any

import pytest

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.errors import ConsentRefused
from pustakota.contexts.people.models import Consent, How, Patron, Person, YearKey
from pustakota.contexts.people.permissions import REGISTER, VIEW
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_member_acting, a_member_of_staff, a_patron, an_actor

pytestmark = pytest.mark.django_db


def test_a_consent_is_a_line_with_purpose_words_voice_moment_and_way() -> None:
    patron = a_patron()
    by = a_member_acting(patron)
    line = actions.give_consent(person=patron.person, purpose="loan_history", by=by, at=NOW, how=How.WEB)
    assert (line.purpose, line.text_version, line.said_by) == ("loan_history", queries.TEXT_VERSION, patron.person)
    assert (line.given_at, line.given_how, line.given_by) == (NOW, "web", by.account_id)
    assert queries.has_consent(patron.person_id, "loan_history")
    assert not queries.has_consent(patron.person_id, "photo")
    message = Message.objects.latest("pk")
    assert (message.name, message.subject) == ("people.ConsentGiven", f"person:{patron.person_id}")


def test_the_same_consent_given_again_is_the_same_line() -> None:
    patron = a_patron()
    first, second = (
        actions.give_consent(person=patron.person, purpose="photo", by=SYSTEM, at=at, how=How.DESK)
        for at in (NOW, later(days=1))
    )
    assert first == second
    assert Consent.objects.count() == 1


def test_newer_words_end_the_older_line_and_keep_it() -> None:
    patron = a_patron()
    given = {"person": patron.person, "purpose": "photo", "by": SYSTEM, "how": How.PAPER}
    old = actions.give_consent(**given, at=NOW, text_version="2025-01")
    new = actions.give_consent(**given, at=later(days=1), text_version="2026-11")
    old.refresh_from_db()
    assert (old.withdrawn_at, old.withdrawn_how) == (later(days=1), "newer_text")
    assert queries.standing_consents(patron.person_id) == {"photo": new}
    assert list(queries.consents_of(patron.person_id)) == [new, old]


def test_a_withdrawal_ends_what_stands_and_leaves_other_purposes_alone() -> None:
    patron = a_patron()
    for purpose in ("email", "news"):
        actions.give_consent(person=patron.person, purpose=purpose, by=SYSTEM, at=NOW, how=How.WEB)
    by = a_member_acting(patron)
    assert actions.withdraw_consent(person=patron.person, purpose="news", by=by, at=later(days=2), how=How.WEB) == 1
    assert set(queries.standing_consents(patron.person_id)) == {"email"}
    line = Consent.objects.get(purpose="news")
    assert (line.withdrawn_at, line.withdrawn_by, line.withdrawn_how) == (later(days=2), by.account_id, "web")
    assert Message.objects.latest("pk").name == "people.ConsentWithdrawn"
    assert actions.withdraw_consent(person=patron.person, purpose="news", by=by, at=later(days=3), how=How.WEB) == 0


def test_a_child_agrees_by_its_guardian(nothing_changes: NothingChanges) -> None:
    mother = a_patron()
    child = a_child(guardian=mother)
    given = {"person": child.person, "purpose": "photo", "by": a_member_acting(mother), "at": NOW, "how": How.WEB}
    with nothing_changes(), pytest.raises(ConsentRefused) as refused:
        actions.give_consent(**given)
    assert [reason.code for reason in refused.value.worded()] == ["guardian_must_agree"]
    line = actions.give_consent(**given, said_by=mother.person)
    assert (line.person, line.said_by) == (child.person, mother.person)


def helps(patron: Patron) -> dict[str, Any]:
    return {"person": patron.person, "purpose": "also_borrowed", "by": SYSTEM, "at": NOW, "how": How.WEB}


@pytest.mark.parametrize(
    ("born_on", "keeps_history", "codes"),
    [
        (date(1990, 1, 1), True, []),
        (date(2008, 3, 2), True, []),
        (date(1990, 1, 1), False, ["needs_other"]),
        (date(2008, 3, 3), True, ["adults_only"]),
        (None, True, ["adults_only"]),
        (None, False, ["adults_only", "needs_other"]),
    ],
)
def test_helping_other_readers_is_for_adults_who_keep_a_history(
    born_on: date | None, keeps_history: bool, codes: list[str], nothing_changes: NothingChanges
) -> None:
    patron = a_patron()
    Person.objects.filter(pk=patron.person_id).update(born_on=born_on)
    patron.person.refresh_from_db()
    mother = a_patron(born_on=date(1980, 1, 1)).person
    if keeps_history:
        actions.give_consent(**helps(patron) | {"purpose": "loan_history", "said_by": mother})
    if not codes:
        assert actions.give_consent(**helps(patron))
        return
    for speaker in (patron.person, mother):
        with nothing_changes(), pytest.raises(ConsentRefused) as refused:
            actions.give_consent(**helps(patron), said_by=speaker)
        assert [reason.code for reason in refused.value.worded()] == codes


def test_what_stands_on_another_agreement_ends_with_it() -> None:
    patron = a_patron(born_on=date(1990, 1, 1))
    for purpose in ("loan_history", "also_borrowed", "news"):
        actions.give_consent(**helps(patron) | {"purpose": purpose})
    by = a_member_acting(patron)
    ended = {"person": patron.person, "by": by, "at": later(days=1), "how": How.WEB}
    assert actions.withdraw_consent(**ended, purpose="loan_history") == 1
    assert set(queries.standing_consents(patron.person_id)) == {"news"}
    told = Message.objects.filter(name="people.ConsentWithdrawn").order_by("pk")
    assert [message.fields["purpose"] for message in told] == ["also_borrowed", "loan_history"]
    actions.give_consent(**helps(patron) | {"purpose": "loan_history", "at": later(days=2)})
    assert "also_borrowed" not in queries.standing_consents(patron.person_id), "not brought back unasked"
    actions.give_consent(**helps(patron) | {"at": later(days=2)})
    assert actions.withdraw_consent(**ended | {"at": later(days=3)}, purpose="also_borrowed") == 1
    assert set(queries.standing_consents(patron.person_id)) == {"news", "loan_history"}


def test_every_reason_against_an_agreement_is_given_at_once(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    with nothing_changes(), pytest.raises(ConsentRefused) as refused:
        actions.give_consent(person=patron.person, purpose="x", by=SYSTEM, at=NOW, how=How.WEB, text_version="")
    assert [reason.code for reason in refused.value.worded()] == ["purpose_unknown", "text_missing"]


def test_nobody_agrees_for_a_stranger(nothing_changes: NothingChanges) -> None:
    patron, stranger = a_patron(), a_patron()
    given = {"person": patron.person, "purpose": "photo", "at": NOW, "how": How.DESK}
    for by in (VISITOR, a_member_acting(stranger), an_actor(VIEW)):
        with nothing_changes(), pytest.raises(NotAllowed):
            actions.give_consent(**given, by=by)
        with nothing_changes(), pytest.raises(NotAllowed):
            actions.withdraw_consent(**given, by=by)
    assert actions.give_consent(**given, by=an_actor(REGISTER))


def test_whether_somebody_agreed_is_one_query(queries_are: QueriesAre) -> None:
    person_id = a_patron().person_id
    with queries_are(1):
        queries.has_consent(person_id, "photo")


def test_a_person_is_counted_under_one_key_in_a_year_and_under_another_in_the_next() -> None:
    siti, budi = a_patron().person, a_patron().person
    key = queries.person_key(siti, on=date(2026, 1, 1))
    assert len(key) == 32
    assert key == queries.person_key(siti.pk, on=date(2026, 12, 31))
    assert key != queries.person_key(siti, on=date(2027, 1, 1))
    assert key != queries.person_key(budi, on=date(2026, 1, 1))


def test_the_key_of_a_closed_year_is_gone_for_good(nothing_changes: NothingChanges) -> None:
    person = a_patron().person
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.destroy_year_key(year=2025, by=an_actor(VIEW), at=NOW)
    actions.destroy_year_key(year=2025, by=SYSTEM, at=NOW)
    row = YearKey.objects.get(year=2025)
    assert (row.secret, row.destroyed_at) == ("", NOW)
    assert queries.person_key(person, on=date(2025, 6, 1)) == ""
    assert queries.person_key(person, on=date(2026, 6, 1)) != ""
    actions.destroy_year_key(year=2025, by=SYSTEM, at=later(days=1))
    row.refresh_from_db()
    assert row.destroyed_at == NOW


def test_a_look_is_one_row_and_is_read_by_role_and_point(queries_are: QueriesAre) -> None:
    patron, point = a_patron(), a_point()
    librarian = a_member_of_staff(role="pustakawan", station=point)
    assert librarian.account
    by, person = queries.actor_of(librarian.account), patron.person
    with queries_are(1):
        actions.note_look(person=person, what="page", by=by, at=NOW, at_point=point)
    (look,) = queries.looks_at(patron.person_id)
    assert (look.roles, look.seen.service_point, look.seen.what) == (("pustakawan",), point, "page")


def test_nobody_is_told_of_their_own_look() -> None:
    patron = a_patron()
    actions.note_look(person=patron.person, what="page", by=a_member_acting(patron), at=NOW, at_point=None)
    assert queries.looks_at(patron.person_id) == []


def test_a_child_is_reached_by_its_guardian() -> None:
    mother = a_patron(email="ibu@example.org")
    child = a_child(guardian=mother)
    actions.wish_contact(person=mother.person, way="email", by=a_member_acting(mother))
    actions.give_consent(person=mother.person, purpose="email", by=SYSTEM, at=NOW, how=How.WEB)
    contact = queries.contact_of(child.person)
    assert (contact.name, contact.email, contact.preferred) == ("Adik", "ibu@example.org", "email")
    assert contact.agreed == {"email"}
