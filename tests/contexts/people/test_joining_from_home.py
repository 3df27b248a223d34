"""Becoming a member from home: provisional rights, the desk or the rule completes it, nobody learns who is a member."""

from datetime import date, timedelta

import pytest
from pytest_django import Settings

from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.circulation.errors import HoldRefused, LendingRefused
from pustakota.contexts.circulation.models import Hold, PolicyRow
from pustakota.contexts.circulation.reactions import end_holds
from pustakota.contexts.notices import actions as notices_actions
from pustakota.contexts.notices import queries as notices
from pustakota.contexts.people import actions, queries, tasks
from pustakota.contexts.people.errors import JoiningRefused, RegistrationRefused, RenewalRefused
from pustakota.contexts.people.events import RegistrationLapsed
from pustakota.contexts.people.models import Account, Consent, Guardianship, Patron, Person, Registration, RetiredCard
from pustakota.contexts.people.queries.addressees import memberships_ending
from pustakota.contexts.people.queries.counting import members_joined
from pustakota.contexts.people.rules import JoiningSituation, needs_no_desk
from pustakota.contexts.people.tasks import ZONE
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.catalogue import an_item
from tests.factories.joining import a_joining_rule, a_registration_from_home, an_applicant
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_member_acting, a_patron, a_patron_type, an_actor, somebody_with_role

pytestmark = pytest.mark.django_db
TODAY = periods.local_day(NOW, ZONE)


def test_an_adult_is_provisional_at_once_and_a_member_after_the_desk_has_seen_them() -> None:
    found = a_registration_from_home()
    patron = found.patron
    assert (patron.type.code, patron.expires_on) == ("sementara", TODAY + timedelta(days=30))
    assert queries.is_provisional(patron.pk)
    assert not members_joined([patron.home_point_id], TODAY, TODAY).exists()
    assert memberships_ending(TODAY, TODAY + timedelta(days=60), after=0, size=10) == []
    clerk = somebody_with_role("sirkulasi", at_point=patron.home_point, account_id=7)
    later_on = later(days=2)
    actions.take_in(registration=found, type=found.wanted_type, by=clerk, at=later_on)
    patron.refresh_from_db()
    found.refresh_from_db()
    assert (patron.type.code, patron.joined_on) == ("umum", TODAY + timedelta(days=2))
    assert (found.ended_how, found.ended_by, found.ended_at) == ("desk", 7, later_on)
    assert members_joined([patron.home_point_id], TODAY, TODAY + timedelta(days=2)).get() == patron


def test_the_card_that_is_handed_over_replaces_the_provisional_number() -> None:
    found = a_registration_from_home()
    old = found.patron.card_number
    taken = a_patron(card_number="K1")
    with pytest.raises(RegistrationRefused):
        actions.take_in(registration=found, type=found.wanted_type, card_number=taken.card_number, by=SYSTEM, at=NOW)
    patron = actions.take_in(registration=found, type=found.wanted_type, card_number="k2", by=SYSTEM, at=NOW)
    assert (patron.card_number, Account.objects.get(person=patron.person_id).username) == ("K2", "K2")
    assert RetiredCard.objects.get().number == old


def test_a_provisional_member_reserves_within_the_rules_of_the_kind_and_borrows_nothing() -> None:
    found = a_registration_from_home()
    point, kind = found.patron.home_point, found.patron.type
    row = PolicyRow(name="Sementara", patron_type=kind, max_loans=0, max_holds=1, valid_from=TODAY)
    circulation.add_policy(row=row, by=SYSTEM)
    first, second = an_item(at_point=point), an_item(at_point=point)
    me = a_member_acting(found.patron)
    circulation.place_hold(record=first.record, patron=found.patron, pickup_point=point, by=me, at=NOW)
    with pytest.raises(HoldRefused):
        circulation.place_hold(record=second.record, patron=found.patron, pickup_point=point, by=me, at=NOW)
    with pytest.raises(LendingRefused) as refused:
        circulation.check_out(
            item=second,
            patron=found.patron,
            at_point=point,
            by=somebody_with_role("sirkulasi"),
            at=NOW,
            source=circulation.Source.DESK,
        )
    assert [reason.code for reason in refused.value.reasons] == ["too_many_loans"]


def test_a_provisional_membership_is_not_prolonged() -> None:
    found = a_registration_from_home()
    me = a_member_acting(found.patron)
    with pytest.raises(RenewalRefused) as refused:
        actions.renew_membership(patron=found.patron, phone="", by=me, at=later(days=20))
    assert "not_seen_yet" in [reason.code for reason in refused.value.reasons]
    with pytest.raises(RenewalRefused):
        actions.extend_membership(patron=found.patron, by=SYSTEM, at=NOW)


def test_nobody_learns_from_the_answer_who_is_a_member() -> None:
    point = a_point()
    known = a_patron(name="Rini Wulandari", home=point, email="rini@contoh.example", born_on=date(1990, 4, 21))
    found = a_registration_from_home(point)
    assert found.patron != known
    (alike,) = queries.like_registration(found)
    assert (alike.person, alike.alike_in) == (known.person, ("name",))
    actions.confirm_email(registration=found, at=NOW)
    account = Account.objects.get(person=found.patron.person_id)
    assert account.email is None, "the address belongs to the other account"
    stranger = a_registration_from_home(point, name="Lain Sekali", born_on=date(1970, 1, 1))
    assert [each.alike_in for each in queries.like_registration(stranger) if each.person == known.person] == [
        ("email",)
    ]


def test_a_confirmed_address_becomes_the_accounts_and_alone_completes_nothing() -> None:
    found = a_registration_from_home(wishes_messages=True)
    assert found.patron.person.account.email is None  # type: ignore[union-attr]
    actions.confirm_email(registration=found, at=NOW)
    again = actions.confirm_email(registration=found, at=later(days=1))
    assert again.email_confirmed_at == NOW
    assert Account.objects.get(person=found.patron.person_id).email == "rini@contoh.example"
    assert queries.is_provisional(found.patron_id)
    assert Consent.objects.get(purpose="email").given_how == "web"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"approves_confirmed": False}, False),
        ({"is_proved": False}, False),
        ({"is_confirmed": False}, False),
        ({"is_child": True}, False),
        ({"address": "Jakarta"}, False),
        ({"address": "Jakarta", "address_words": ""}, True),
        ({"address": "Jl. Mawar, ARUNIKA"}, True),
        ({"address": "", "address_words": " , "}, True),
    ],
)
def test_who_needs_no_desk(changed: dict[str, object], *, expected: bool) -> None:
    met = {"approves_confirmed": True, "is_proved": True, "is_confirmed": True, "is_child": False}
    met |= {"address": "Jalan Kenari, Kota Arunika", "address_words": "Arunika, Tirtasari"}
    assert needs_no_desk(JoiningSituation(**(met | changed))) is expected  # type: ignore[arg-type]


def test_the_librarys_rule_takes_in_whoever_confirmed_and_lives_in_the_city() -> None:
    point = a_point()
    a_joining_rule(point, approves=True, words="Arunika")
    near = a_registration_from_home(point)
    far = a_registration_from_home(point, name="Jauh", address="Surabaya", email="jauh@contoh.example")
    for each in (near, far):
        actions.confirm_email(registration=each, at=NOW)
    near.refresh_from_db()
    far.refresh_from_db()
    assert (near.ended_how, far.ended_how) == ("rule", "")
    assert Patron.objects.get(pk=near.patron_id).type.code == "umum"


def test_a_child_gets_a_card_and_the_guardian_an_account_that_acts_for_it() -> None:
    found = a_registration_from_home(child=True, name="Bima")
    (guardian,) = queries.guardians_of(found.patron)
    assert (guardian.name, guardian.phone) == ("Sri Wulandari", "+6281234567890")
    line = Consent.objects.get(purpose="guardian")
    assert (line.said_by, line.given_how, line.text_version) == (guardian, "web", queries.TEXT_VERSION)
    assert guardian.account
    assert queries.actor_of(guardian.account).acts_for(found.patron.person_id)
    assert list(queries.family_of(guardian.pk)) == [found.patron]
    assert queries.waiting_registrations().get().is_child


def test_a_mother_who_has_signed_in_registers_her_child_and_nobody_elses() -> None:
    point = a_point()
    a_joining_rule(point)
    mother, stranger = a_patron(home=point), a_patron(home=point)
    asked = an_applicant(point, "Bima", born_on=date(2017, 5, 20))
    told = {"asked": asked, "guardian": mother.person, "is_proved": True, "language": "id", "at": NOW}
    with pytest.raises(NotAllowed):
        actions.join_child_from_home(by=a_member_acting(stranger), **told)  # type: ignore[arg-type]
    found = actions.join_child_from_home(by=a_member_acting(mother), **told)  # type: ignore[arg-type]
    assert list(queries.guardians_of(found.patron)) == [mother.person]
    assert Person.objects.count() == 3


@pytest.mark.parametrize(
    ("given", "child", "reasons"),
    [
        ({"name": " "}, False, ["name_missing"]),
        ({"phone": "abc"}, False, ["phone_wrong"]),
        ({"born_on": date(2015, 1, 1)}, False, ["guardian_needed"]),
        ({"born_on": date(1990, 1, 1)}, True, ["no_child"]),
        ({"guardian_name": " ", "phone": "x"}, True, ["phone_wrong", "guardian_needed"]),
    ],
)
def test_what_cannot_be_registered_is_refused_with_every_reason(
    nothing_changes: NothingChanges, given: dict[str, object], child: bool, reasons: list[str]
) -> None:
    point = a_point()
    a_joining_rule(point)
    a_patron_type()
    with nothing_changes(), pytest.raises(RegistrationRefused) as refused:
        a_registration_from_home(point, child=child, **given)  # type: ignore[arg-type]
    assert [reason.code for reason in refused.value.reasons] == reasons


def test_a_library_without_a_rule_takes_in_nobody_from_home() -> None:
    asked = an_applicant(a_point())
    with pytest.raises(JoiningRefused):
        actions.join_from_home(asked=asked, is_proved=True, language="id", at=NOW)
    rule = a_joining_rule(asked.home_point)
    assert queries.libraries_joined_from_home() == [asked.home_point.library_id]
    actions.end_joining_rule(rule=rule, by=SYSTEM)
    assert queries.libraries_joined_from_home() == []


def test_what_nobody_comes_for_lapses_gives_back_its_reservations_and_is_forgotten() -> None:
    found = a_registration_from_home(child=True, name="Bima")
    point, patron = found.patron.home_point, found.patron
    guardian = queries.guardians_of(patron)[0]
    item = an_item(at_point=point)
    circulation.place_hold(record=item.record, patron=patron, pickup_point=point, by=SYSTEM, at=NOW)
    assert tasks.lapse_registrations(later(days=30)) == 0
    assert tasks.lapse_registrations(later(days=31)) == 1
    assert tasks.forget_registrations(later(days=31)) == 0, "a reservation is still open"
    end_holds(RegistrationLapsed(patron_id=patron.pk, person_id=patron.person_id))
    assert Hold.objects.get().status == "cancelled"
    assert tasks.forget_registrations(later(days=32)) == 1
    for key in (patron.person_id, guardian.pk):
        person = Person.objects.get(pk=key)
        assert (person.name, person.phone, person.account_id) == ("", "", None)
    assert not Registration.objects.exists()
    assert not Guardianship.objects.exists()
    assert tasks.forget_registrations(later(days=33)) == 0


def test_a_guardian_with_another_tie_is_not_forgotten_with_a_child_that_never_came() -> None:
    point = a_point()
    a_joining_rule(point)
    mother = a_patron(home=point)
    a_child(guardian=mother)
    asked = an_applicant(point, "Bima", born_on=date(2017, 5, 20))
    found = actions.join_child_from_home(
        asked=asked, guardian=mother.person, is_proved=True, language="id", by=a_member_acting(mother), at=NOW
    )
    actions.decline(registration=found, by=SYSTEM, at=NOW)
    assert tasks.forget_registrations(later(days=1)) == 1
    mother.person.refresh_from_db()
    assert mother.person.name
    assert len(queries.family_of(mother.person_id)) == 2


def test_what_was_decided_is_not_decided_again_and_only_whoever_registers_decides() -> None:
    found = a_registration_from_home()
    volunteer = somebody_with_role("relawan", at_point=found.patron.home_point)
    with pytest.raises(NotAllowed):
        actions.take_in(registration=found, type=found.wanted_type, by=volunteer, at=NOW)
    with pytest.raises(NotAllowed):
        actions.decline(registration=found, by=volunteer, at=NOW)
    with pytest.raises(NotAllowed):
        actions.lapse(registration=found, by=volunteer, at=NOW)
    with pytest.raises(NotAllowed):
        actions.keep_joining_rule(rule=queries.joining_rule(found.patron.home_point.library_id), by=VISITOR)  # type: ignore[arg-type]
    actions.decline(registration=found, by=an_actor("people.register"), at=NOW)
    with pytest.raises(JoiningRefused):
        actions.take_in(registration=found, type=found.wanted_type, by=SYSTEM, at=NOW)


def test_a_link_is_sent_once_to_confirm_the_address_and_a_forged_one_leads_nowhere(settings: Settings) -> None:
    settings.OFFERED_CHANNELS = ["email"]
    found = a_registration_from_home()
    for _twice in range(2):
        notices_actions.ask_to_confirm(registration_id=found.pk, at=NOW)
    (letter,) = notices.direct_letters(at=NOW)
    parcel = notices.direct_parcel(letter)
    code = queries.confirmation_code(found.pk, found.email)
    assert parcel.email == "rini@contoh.example"
    assert f"/daftar/surel/{code}/" in parcel.words.as_mail()
    assert queries.registration_of_code(code) == found
    assert queries.registration_of_code(code[:-1]) is None
    assert queries.registration_of_code(queries.confirmation_code(found.pk, "lain@contoh.example")) is None
    actions.decline(registration=found, by=SYSTEM, at=NOW)
    assert queries.registration_of_code(code) is None
