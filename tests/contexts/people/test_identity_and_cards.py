from datetime import date
from io import BytesIO
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.files.storage import storages
from PIL import Image

from pustakota.contexts.people import actions, queries, rules, tasks
from pustakota.contexts.people.errors import PhotoRefused, RegistrationRefused
from pustakota.contexts.people.models import How, IdentityNumber, Person, Photo, RetiredCard, WhyRetired
from pustakota.contexts.people.permissions import REGISTER, VIEW
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_patron, a_patron_type, an_actor, somebody_with_role

pytestmark = pytest.mark.django_db
NIK = "3579014204880001"


def a_picture(kind: str = "PNG", size: tuple[int, int] = (900, 600)) -> BytesIO:
    made = BytesIO()
    Image.new("RGB", size, "#2F6B4F").save(made, kind)
    made.seek(0)
    return made


# Identity numbers


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("3579 0142 0488 0001", NIK),
        ("3579-0102-0488-0001", "3579010204880001"),
        ("357901420488000", None),
        ("3579013204880001", None),
        ("3579014213880001", None),
        ("3579014204880000", None),
        ("0579014204880001", None),
        ("bukan nomor", None),
    ],
)
def test_an_identity_number_is_known_by_its_structure(given: str, plain: str | None) -> None:
    assert rules.plain_nik(given) == plain


def test_an_identity_number_lies_sealed_and_shows_only_its_end() -> None:
    patron = a_patron()
    actions.keep_identity_number(person=patron.person, number=NIK, by=SYSTEM, at=NOW)
    row = IdentityNumber.objects.get()
    assert NIK not in row.sealed + row.keyed_hash
    assert queries.identity_mask(patron.person_id) == "•••• •••• •••• 0001"


def test_one_identity_number_belongs_to_one_person(nothing_changes: NothingChanges) -> None:
    first, second = a_patron(), a_patron()
    actions.keep_identity_number(person=first.person, number=NIK, by=SYSTEM, at=NOW)
    actions.keep_identity_number(person=first.person, number=NIK, by=SYSTEM, at=NOW)
    with nothing_changes(), pytest.raises(RegistrationRefused) as refused:
        actions.keep_identity_number(person=second.person, number=NIK, by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.worded()] == ["nik_taken"]


def test_nobody_is_registered_twice_under_one_identity_number(nothing_changes: NothingChanges) -> None:
    given = {"name": "Siti", "type": a_patron_type(), "home_point": a_point(), "by": SYSTEM, "at": NOW, "nik": NIK}
    actions.register_member(**given)
    with nothing_changes(), pytest.raises(RegistrationRefused) as refused:
        actions.register_member(**given)
    assert [reason.code for reason in refused.value.reasons] == ["nik_taken"]
    with pytest.raises(RegistrationRefused) as refused:
        actions.register_member(**given | {"nik": "123"})
    assert [reason.code for reason in refused.value.worded()] == ["nik_wrong"]


def test_the_whole_number_is_read_with_a_right_and_that_is_written_down(nothing_changes: NothingChanges) -> None:
    patron, point = a_patron(), a_point()
    actions.keep_identity_number(person=patron.person, number=NIK, by=SYSTEM, at=NOW)
    given = {"person": patron.person, "at": NOW, "at_point": point}
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.reveal_identity_number(**given, by=somebody_with_role("sirkulasi"))
    assert actions.reveal_identity_number(**given, by=somebody_with_role("pustakawan")) == NIK
    (look,) = queries.looks_at(patron.person_id)
    assert (look.seen.what, look.seen.service_point) == ("nik", point)


def test_numbers_are_sealed_again_when_the_key_changes_and_are_found_all_the_while(settings: Any) -> None:
    patron = a_patron()
    actions.keep_identity_number(person=patron.person, number=NIK, by=SYSTEM, at=NOW)
    old = IdentityNumber.objects.get()
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert [each.person for each in queries.likely_same(name="", born_on=None, nik=NIK)] == [patron.person]
    assert tasks.seal_again(NOW) == 1
    assert tasks.seal_again(NOW) == 0
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    new = IdentityNumber.objects.get()
    assert (new.sealed != old.sealed, new.keyed_hash != old.keyed_hash) == (True, True)
    assert queries.identity_mask(patron.person_id).endswith("0001")


# Cards


def test_a_lost_card_gets_a_new_number_and_the_old_one_is_refused_with_its_reason() -> None:
    patron, point = a_patron(card_number="A0001"), a_point()
    by = an_actor(REGISTER, at_point=point)
    new = actions.replace_card(patron=patron, why=WhyRetired.LOST, by=by, at=NOW, at_point=point)
    assert queries.patron_of_card("A0001") is None
    assert queries.patron_of_card(new.card_number) == patron
    retired = queries.retired_card("a0001")
    assert retired
    assert (retired.patron, retired.why, retired.retired_at) == (patron, "lost", NOW)
    account = Person.objects.get(pk=patron.person_id).account
    assert account
    assert account.username == new.card_number


def test_a_retired_number_is_never_given_again(nothing_changes: NothingChanges) -> None:
    patron, point = a_patron(card_number="A0001"), a_point()
    actions.replace_card(patron=patron, why=WhyRetired.DAMAGED, by=SYSTEM, at=NOW, at_point=point, card_number="A9")
    with pytest.raises(RegistrationRefused):
        a_patron(card_number="A0001")
    with nothing_changes(), pytest.raises(RegistrationRefused):
        actions.replace_card(patron=patron, why=WhyRetired.LOST, by=SYSTEM, at=NOW, at_point=point, card_number="A9")
    assert RetiredCard.objects.count() == 1


# Telephone numbers


@pytest.mark.parametrize(
    ("asked", "again"), [(None, True), (date(2026, 1, 1), False), (date(2025, 9, 2), False), (date(2025, 9, 1), True)]
)
def test_the_desk_asks_after_a_number_at_most_every_half_year(asked: date | None, again: bool) -> None:
    assert rules.asks_for_number(date(2026, 3, 2), asked) is again


def test_a_number_is_confirmed_changed_or_refused(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    actions.confirm_phone(person=patron.person, by=SYSTEM, at=NOW, phone="0812 111 2222")
    actions.confirm_phone(person=patron.person, by=an_actor(REGISTER), at=NOW)
    person = Person.objects.get(pk=patron.person_id)
    assert (person.phone, person.phone_asked_at) == ("+628121112222", NOW)
    with nothing_changes(), pytest.raises(RegistrationRefused):
        actions.confirm_phone(person=person, by=SYSTEM, at=NOW, phone="nol delapan")


# Photos


def test_a_photo_is_kept_small_and_private_and_goes_with_the_consent() -> None:
    patron = a_patron()
    given = {"person": patron.person, "by": SYSTEM, "at": NOW}
    actions.give_consent(**given, purpose="photo", how=How.DESK)
    photo = actions.keep_photo(**given, picture=a_picture())
    name = queries.photo_file(photo.code)
    with storages["private"].open(name) as file, Image.open(file) as kept:
        assert (kept.format, max(kept.size)) == ("JPEG", 480)
    newer = actions.keep_photo(**given, picture=a_picture("JPEG"))
    assert Photo.objects.get() == newer
    actions.withdraw_consent(**given, purpose="photo", how=How.DESK)
    assert not Photo.objects.exists()


def test_a_photo_wants_consent_and_a_picture(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    given = {"person": patron.person, "by": SYSTEM, "at": NOW}
    with nothing_changes(), pytest.raises(PhotoRefused) as refused:
        actions.keep_photo(**given, picture=a_picture())
    assert [reason.code for reason in refused.value.worded()] == ["photo_consent_needed"]
    actions.give_consent(**given, purpose="photo", how=How.DESK)
    with nothing_changes(), pytest.raises(PhotoRefused) as refused:
        actions.keep_photo(**given, picture=BytesIO(b"<svg/>"))
    assert [reason.code for reason in refused.value.worded()] == ["no_picture"]
    with pytest.raises(NotAllowed):
        actions.keep_photo(**given | {"by": an_actor(VIEW)}, picture=a_picture())


# Households


def test_people_who_live_together_are_one_household_and_no_guardians() -> None:
    a, b, c, d = (a_patron() for _ in range(4))
    for one, other in ((a, b), (c, d), (d, a)):
        actions.join_household(
            person=Person.objects.get(pk=one.person_id),
            other=Person.objects.get(pk=other.person_id),
            by=SYSTEM,
            at=NOW,
        )
    here = Person.objects.get(pk=a.person_id)
    assert set(queries.housemates_of(here)) == {b, c, d}
    assert not a_member_acting(a).acts_for(b.person_id)
    for patron in (b, c, d):
        actions.leave_household(person=Person.objects.get(pk=patron.person_id), by=SYSTEM)
    assert Person.objects.get(pk=a.person_id).household is None
