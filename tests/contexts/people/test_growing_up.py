from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pustakota.contexts.cases import actions as cases
from pustakota.contexts.cases import queries as case_queries
from pustakota.contexts.cases.actions import Answered, Kind, Source
from pustakota.contexts.cases.errors import CaseRefused
from pustakota.contexts.cases.models import Case
from pustakota.contexts.circulation.errors import LendingRefused
from pustakota.contexts.people import actions, queries, tasks
from pustakota.contexts.people.errors import AccountRefused, RenewalRefused
from pustakota.contexts.people.models import Consent, Guardianship, How, Organisation, Patron, SecondFactor
from pustakota.foundation import clock, sealing
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.circulation import a_loan
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_member_acting, a_patron, a_patron_type, somebody_with_role

pytestmark = pytest.mark.django_db
TODAY = MONDAY


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


# Coming of age


def born(years: int, days: int = 0) -> date:
    """Somebody who is so many years old, and so many days more."""
    return TODAY.replace(year=TODAY.year - years) - timedelta(days=days)


def test_on_the_eighteenth_birthday_guardians_no_longer_act_and_what_they_agreed_to_ends() -> None:
    mother = a_patron()
    grown, child = a_child(guardian=mother, born_on=born(18)), a_child(guardian=mother, born_on=born(18, -1))
    for each in (grown, child):
        actions.give_consent(person=each.person, purpose="news", said_by=mother.person, by=SYSTEM, at=NOW, how=How.WEB)
    assert tasks.come_of_age(NOW) == 1
    assert list(Guardianship.objects.values_list("ward", flat=True)) == [child.person_id]
    assert a_member_acting(mother).ward_ids == {child.person_id}
    assert queries.standing_consents(grown.person_id) == {}
    assert set(queries.standing_consents(child.person_id)) == {"guardian", "news"}
    ended = Consent.objects.filter(person=grown.person_id)
    assert set(ended.values_list("withdrawn_how", flat=True)) == {"grown_up"}
    assert Patron.objects.get(pk=grown.pk).status == "active"
    assert tasks.come_of_age(NOW) == 0


@pytest.mark.parametrize(("age", "is_given"), [(born(17), True), (born(17, -1), False)])
def test_from_seventeen_on_the_desk_gives_an_account(age: date, is_given: bool) -> None:
    mother = a_patron()
    child = a_child(guardian=mother, born_on=age)
    clerk = somebody_with_role("sirkulasi", at_point=child.home_point)
    if not is_given:
        with pytest.raises(AccountRefused):
            actions.give_account(patron=child, by=clerk, at=NOW, at_point=child.home_point)
        return
    new = actions.give_account(patron=child, by=clerk, at=NOW, at_point=child.home_point)
    child.person.refresh_from_db()
    account = child.person.account
    assert account
    assert account.check_password(new.password)
    assert queries.actor_of(account).person_id == child.person_id
    with pytest.raises(AccountRefused):
        actions.give_account(patron=child, by=clerk, at=NOW, at_point=child.home_point)


# A child that asks to become a member


def asked(*said: tuple[str, str]) -> Case:
    answers = [("name", "Bima"), ("born_on", born(10).isoformat()), ("phone", "081234567890"), *said]
    return cases.open_case(
        kind=Kind.REGISTRATION,
        subject="Bima",
        answers=[Answered(field, field, value) for field, value in answers],
        at_point=a_point(),
        source=Source.WEB,
        by=VISITOR,
        at=NOW,
    )


def test_a_child_without_consent_stays_waiting_and_no_number_is_given(nothing_changes: NothingChanges) -> None:
    case = asked()
    clerk = somebody_with_role("sirkulasi", at_point=case.service_point)
    given = {"type": a_patron_type(), "at_point": case.service_point, "by": clerk, "at": NOW}
    with nothing_changes(), pytest.raises(CaseRefused) as refused:
        cases.register_from_case(case=case, **given)  # type: ignore[arg-type]
    assert [reason.code for reason in refused.value.reasons] == ["waits_for_guardian"]
    assert case_queries.waits_for_guardian(case, at=NOW)
    page = Client().get(reverse("public:case", args=[case.code])).content.decode()
    assert "Waits for a parent or guardian" in page


def test_once_the_guardian_has_agreed_on_the_page_the_desk_checks_and_gives_the_number() -> None:
    case, client = asked(), Client()
    address = reverse("public:case", args=[case.code])
    assert client.post(address, {"guardian": "Sri Lestari"}).status_code == 422
    assert client.post(address, {"guardian": "Sri Lestari", "agrees": "on"}).status_code == 302
    assert "Waits for a parent" not in client.get(address).content.decode()
    assert not Patron.objects.exists(), "the number is given after the check"
    case.refresh_from_db()
    clerk = somebody_with_role("sirkulasi", at_point=case.service_point)
    new = cases.register_from_case(case=case, type=a_patron_type(), at_point=case.service_point, by=clerk, at=NOW)
    (guardian,) = queries.guardians_of(new.patron)
    assert (guardian.name, guardian.phone, new.password) == ("Sri Lestari", "+6281234567890", "")
    line = Consent.objects.get(purpose="guardian")
    assert (line.said_by, line.given_how, line.text_version) == (guardian, "web", queries.TEXT_VERSION)


def test_a_guardian_agrees_at_the_desk_with_their_card() -> None:
    case, mother = asked(("guardian", "Sri")), a_patron(name="Sri Lestari")
    new = cases.register_from_case(
        case=case, type=a_patron_type(), at_point=case.service_point, by=SYSTEM, at=NOW, guardian=mother.person
    )
    assert list(queries.guardians_of(new.patron)) == [mother.person]
    assert Consent.objects.get(purpose="guardian").given_how == "desk"


# Renewing without the desk


def ending(days: int, **given: Any) -> Patron:
    patron = a_patron(**given)
    Patron.objects.filter(pk=patron.pk).update(expires_on=TODAY + timedelta(days=days))
    patron.refresh_from_db()
    return patron


@pytest.mark.parametrize("days", [30, 0, -365])
def test_a_member_renews_from_a_month_before_the_end_to_a_year_after(days: int) -> None:
    patron = ending(days)
    last = actions.renew_membership(patron=patron, phone="0812 3456 7890", by=a_member_acting(patron), at=NOW)
    assert last == max(TODAY, patron.expires_on).replace(year=max(TODAY, patron.expires_on).year + 1)
    patron.person.refresh_from_db()
    assert (patron.person.phone, patron.person.phone_asked_at) == ("+6281234567890", NOW)


@pytest.mark.parametrize(
    ("days", "given", "phone", "codes"),
    [
        (31, {}, "", ["too_early"]),
        (-366, {}, "", ["too_long_ago"]),
        (5, {"blocked": True}, "", ["membership_blocked"]),
        (31, {"closed": True}, "12", ["membership_closed", "too_early", "phone_wrong"]),
    ],
)
def test_a_renewal_is_refused_with_every_reason(
    days: int, given: dict[str, Any], phone: str, codes: list[str], nothing_changes: NothingChanges
) -> None:
    patron = ending(days, **given)
    with nothing_changes(), pytest.raises(RenewalRefused) as refused:
        actions.renew_membership(patron=patron, phone=phone, by=a_member_acting(patron), at=NOW)
    assert [reason.code for reason in refused.value.reasons] == codes
    assert all("%(" not in str(reason.message) for reason in refused.value.worded())


def test_nobody_renews_the_membership_of_a_stranger(nothing_changes: NothingChanges) -> None:
    patron, stranger = ending(3), a_patron()
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.renew_membership(patron=patron, phone="", by=a_member_acting(stranger), at=NOW)


def test_the_account_offers_to_renew_and_the_page_does() -> None:
    patron, client = ending(3), Client()
    assert patron.person.account
    client.force_login(patron.person.account, backend="pustakota.foundation.sessions.AccountBackend")
    assert "Renew the membership" in client.get(reverse("public:my_account")).content.decode()
    assert client.post(reverse("public:renew_membership"), {"phone": "abc"}).status_code == 422
    assert client.post(reverse("public:renew_membership"), {"phone": "081234567890"}).status_code == 302
    assert "Renew the membership" not in client.get(reverse("public:my_account")).content.decode()
    again = client.post(reverse("public:renew_membership"), {"phone": ""})
    assert again.status_code == 422


# Memberships by agreement


def test_a_membership_by_agreement_ends_with_it_and_the_page_of_the_organisation_says_so() -> None:
    ends_on = TODAY + timedelta(days=10)
    school = actions.keep_organisation(
        organisation=Organisation(name="SD Tirtamaya", agreement_ends_on=ends_on), by=SYSTEM
    )
    patron = a_patron(name="Bima")
    actions.affiliate(person=patron.person, organisation=school, by=SYSTEM, on=TODAY)
    a_loan(patron=patron, at=later(days=10))
    with pytest.raises(LendingRefused) as refused:
        a_loan(patron=patron, at=later(days=11))
    assert [reason.code for reason in refused.value.reasons] == ["membership_expired"]
    patron.refresh_from_db()
    with pytest.raises(RenewalRefused) as not_alone:
        actions.renew_membership(patron=patron, phone="", by=a_member_acting(patron), at=later(days=11))
    assert [reason.code for reason in not_alone.value.reasons] == ["by_agreement"]
    assert list(queries.members_of(school.pk)) == [patron]
    school.agreement_ends_on = ends_on + timedelta(days=365)
    actions.keep_organisation(organisation=school, by=SYSTEM)
    assert a_loan(patron=patron, at=later(days=11))


# Keys


def test_second_factors_are_sealed_again_when_the_key_changes(settings: Any) -> None:
    account = a_patron().person.account
    assert account
    secret = actions.begin_second_factor(account=account, at=NOW)
    old = settings.FIELD_KEYS[0]
    settings.FIELD_KEYS = ["A" * 43 + "=", old]
    assert tasks.seal_again(NOW) == 1
    assert tasks.seal_again(NOW) == 0
    settings.FIELD_KEYS = ["A" * 43 + "="]
    assert sealing.unseal(SecondFactor.objects.get().sealed) == secret
