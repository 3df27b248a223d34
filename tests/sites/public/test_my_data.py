from datetime import date, datetime, timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.people import actions, queries, tasks
from pustakota.contexts.people.models import Account, ApiToken, Consent, Person, SignedIn
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.factories.circulation import a_loan, a_returned
from tests.factories.moments import NOW, later
from tests.factories.people import PASSWORD, a_member_of_staff, a_patron, somebody_with_role
from tests.sites.public.conftest import Town, signed_in


def page(client: Client, name: str, query: str = "") -> str:
    answer = client.get(reverse(f"public:{name}") + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


# Loan history


def test_a_history_is_off_until_the_member_asks_for_it_and_erased_when_no_longer(member: Client, town: Town) -> None:
    loan = a_loan(item=town.item, patron=town.mother, at=later(days=-9))
    a_returned(town.item, town.point, at=later(days=-2))
    assert loan.item.record.title not in page(member, "history")
    member.post(reverse("public:agree"), {"purpose": "loan_history", "back": "history"})
    assert loan.item.record.title in page(member, "history")
    member.post(reverse("public:agree"), {"purpose": "loan_history", "back": "history", "wish": "withdraw"})
    assert loan.item.record.title not in page(member, "history")
    line = Consent.objects.get(purpose="loan_history")
    assert (line.given_how, line.withdrawn_how, line.withdrawn_at) == ("web", "web", NOW)


# My data


def test_a_member_sees_what_was_agreed_to_and_which_role_looked_but_no_name(member: Client, town: Town) -> None:
    staff = a_member_of_staff("tukang", role="pustakawan", at_point=town.point)
    assert staff.account
    by = queries.actor_of(staff.account)
    actions.note_look(person=town.mother.person, what="page", by=by, at=NOW, at_point=town.point)
    shown = page(member, "my_data")
    assert "librarian" in shown
    assert town.point.name in shown
    assert "tukang" not in shown


def test_a_guardian_agrees_for_the_child(member: Client, town: Town) -> None:
    member.post(reverse("public:agree") + "?untuk=2", {"purpose": "news"})
    line = Consent.objects.get(purpose="news")
    assert (line.person, line.said_by) == (town.child.person, town.mother.person)
    assert "Membership of a child" in page(member, "my_data", "?untuk=2")


def helping(client: Client, **more: str) -> str:
    """What the page says after somebody chose to help other readers."""
    answer = client.post(reverse("public:agree"), {"purpose": "also_borrowed"} | more, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_reader_helps_others_once_there_is_a_history_and_no_longer_at_will(member: Client, town: Town) -> None:
    Person.objects.filter(pk=town.mother.person_id).update(born_on=date(1985, 1, 1))
    assert "Agree to “Loan history” first." in page(member, "my_data")
    assert "Agree to “Loan history” first: this stands on it." in helping(member)
    assert "Help other readers choose" not in page(member, "history")
    member.post(reverse("public:agree"), {"purpose": "loan_history", "back": "history"})
    assert "Help other readers choose" in page(member, "history")
    assert "Noted: you agree." in helping(member, back="history")
    assert queries.has_consent(town.mother.person_id, "also_borrowed")
    assert "From tonight on your titles are counted no more." in helping(member, back="history", wish="withdraw")
    assert not queries.has_consent(town.mother.person_id, "also_borrowed")


def test_it_is_asked_neither_for_a_child_nor_of_somebody_whose_age_is_unknown(member: Client, town: Town) -> None:
    for query in ("", "?untuk=2"):
        assert "Help other readers choose" not in page(member, "my_data", query)
        member.post(reverse("public:agree") + query, {"purpose": "loan_history"})
        refused = member.post(reverse("public:agree") + query, {"purpose": "also_borrowed"}, follow=True)
        assert "This is asked of adults alone" in refused.content.decode()
    assert not Consent.objects.filter(purpose="also_borrowed").exists()


def test_a_guardians_consent_is_not_given_by_a_button(member: Client, town: Town) -> None:
    member.post(reverse("public:agree"), {"purpose": "guardian"})
    assert not Consent.objects.filter(person=town.mother.person, purpose="guardian").exists()


def test_the_wish_how_to_be_told_things_is_kept(member: Client, town: Town) -> None:
    member.post(reverse("public:wish_contact"), {"way": "email"})
    town.mother.person.refresh_from_db()
    assert town.mother.person.preferred_contact == "email"


def test_everything_is_read_and_downloaded(member: Client, town: Town) -> None:
    shown = page(member, "all_my_data")
    assert town.mother.card_number in shown
    answer = member.get(reverse("public:download_my_data"))
    assert "attachment" in answer["Content-Disposition"]
    assert set(answer.json()) >= {"people", "circulation"}
    assert town.child.card_number in str(member.get(reverse("public:download_my_data") + "?untuk=2").json())


@pytest.mark.parametrize("name", ["history", "my_data", "all_my_data", "download_my_data", "security"])
def test_nobody_else_reads_it(visitor: Client, town: Town, name: str) -> None:
    assert visitor.get(reverse(f"public:{name}")).status_code == 302


def test_a_stranger_has_no_second_place_in_the_family(town: Town) -> None:
    stranger = signed_in(a_patron())
    assert stranger.get(reverse("public:all_my_data") + "?untuk=2").status_code == 404


# Signing in


def sign_in(client: Client, name: str, at: str = "public:sign_in") -> Any:
    return client.post(reverse(at), {"username": name, "password": PASSWORD})


def test_a_member_sets_up_a_second_factor_and_is_asked_for_it_from_then_on(
    member: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = town.mother.person.account
    assert account
    assert "otpauth" not in page(member, "security")
    page(member, "set_up_second_factor")
    secret = actions.begin_second_factor(account=account, at=NOW)
    wrong = member.post(reverse("public:set_up_second_factor"), {"code": "000000"})
    assert wrong.status_code == 422
    answer = member.post(reverse("public:set_up_second_factor"), {"code": pyotp.TOTP(secret).at(NOW)})
    assert "Keep these codes" in answer.content.decode()
    other = Client()
    assert sign_in(other, town.mother.card_number)["Location"] == reverse("public:second_factor")
    assert other.get(reverse("public:my_account")).status_code == 302, "the password alone signs nobody in"
    assert other.post(reverse("public:second_factor"), {"code": "000000"}).status_code == 422
    monkeypatch.setattr(clock, "now", lambda: later(minutes=1))
    given = {"code": pyotp.TOTP(secret).at(later(minutes=1))}
    assert other.post(reverse("public:second_factor"), given)["Location"] == reverse("public:my_account")
    assert other.get(reverse("public:my_account")).status_code == 200


def test_where_it_is_required_staff_set_it_up_before_they_are_let_in(
    town: Town, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = a_member_of_staff("budi", at_point=town.point)
    account = staff.account
    assert account
    before = Client()
    before.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    settings.STAFF_SECOND_FACTOR = True
    assert before.get(reverse("desk:start")).status_code == 302, "a session of before is not enough"
    browser = Client()
    assert sign_in(browser, "budi", "desk:sign_in")["Location"] == reverse("public:second_factor")
    assert "Set up a second factor" in page(browser, "second_factor")
    assert browser.get(reverse("desk:start")).status_code == 302
    secret = actions.begin_second_factor(account=account, at=NOW)
    answer = browser.post(reverse("public:second_factor"), {"code": pyotp.TOTP(secret).at(NOW)})
    assert reverse("desk:start") in answer.content.decode()
    assert browser.get(reverse("desk:start")).status_code == 200
    assert browser.post(reverse("public:drop_second_factor"), {"code": "x"}).status_code == 404


def test_a_half_sign_in_does_not_wait_for_ever(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    account = town.mother.person.account
    assert account
    secret = actions.begin_second_factor(account=account, at=NOW)
    actions.confirm_second_factor(account=account, code=pyotp.TOTP(secret).at(NOW), at=NOW)
    browser = Client()
    sign_in(browser, town.mother.card_number)
    monkeypatch.setattr(clock, "now", lambda: later(minutes=11))
    assert browser.get(reverse("public:second_factor"))["Location"] == reverse("public:sign_in")
    assert Client().get(reverse("public:second_factor")).status_code == 302


def test_the_second_factor_is_dropped_with_one_more_code(member: Client, town: Town) -> None:
    account = town.mother.person.account
    assert account
    secret = actions.begin_second_factor(account=account, at=NOW)
    codes = actions.confirm_second_factor(account=account, code=pyotp.TOTP(secret).at(NOW), at=NOW)
    assert member.post(reverse("public:drop_second_factor"), {"code": "salah"}).status_code == 422
    assert member.post(reverse("public:drop_second_factor"), {"code": codes[0]}).status_code == 302
    assert not queries.has_second_factor(account)


def test_a_session_is_ended_from_another_browser(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime.now(NOW.tzinfo) + timedelta(0))
    here, there = Client(), Client(headers={"user-agent": "Peramban Lama"})
    for browser in (here, there):
        sign_in(browser, town.mother.card_number)
    assert "Peramban Lama" in page(here, "security")
    row = SignedIn.objects.get(browser="Peramban Lama")
    here.post(reverse("public:sign_out_there", args=[row.pk]))
    assert there.get(reverse("public:my_account")).status_code == 302
    assert here.get(reverse("public:my_account")).status_code == 200
    here.post(reverse("public:sign_out"))
    assert not SignedIn.objects.exists()


def test_nobody_ends_the_session_of_another_account(member: Client, town: Town) -> None:
    stranger = signed_in(a_patron())
    row = SignedIn.objects.exclude(account=town.mother.person.account_id).get()
    member.post(reverse("public:sign_out_there", args=[row.pk]))
    assert stranger.get(reverse("public:my_data")).status_code == 200


def test_a_token_wants_the_code_of_an_account_that_has_one(client: Client, town: Town) -> None:
    account = town.mother.person.account
    assert isinstance(account, Account)
    secret = actions.begin_second_factor(account=account, at=NOW)
    actions.confirm_second_factor(account=account, code=pyotp.TOTP(secret).at(later(minutes=-1)), at=later(minutes=-1))
    asked = {"username": account.username, "password": PASSWORD}
    answers = [
        client.post("/api/v1/tokens", asked | otp, "application/json")
        for otp in ({}, {"otp": "000000"}, {"otp": pyotp.TOTP(secret).at(NOW)})
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 200]
    assert [answer.json()["reasons"][0]["code"] for answer in answers[:2]] == ["second_factor", "second_factor_wrong"]
    assert ApiToken.objects.count() == 1


def test_staff_who_look_members_up_are_told_apart_from_the_member_themselves(member: Client, town: Town) -> None:
    actions.note_look(person=town.mother.person, what="page", by=somebody_with_role("sirkulasi"), at=NOW, at_point=None)
    actions.keep_identity_number(person=town.mother.person, number="3579014204880001", by=SYSTEM, at=NOW)
    assert "staff" in page(member, "my_data")
    assert "3579014204880001" in page(member, "all_my_data")


def test_browsers_whose_session_has_run_out_are_forgotten(town: Town) -> None:
    signed_in(town.mother)
    now = datetime.now(NOW.tzinfo)
    assert tasks.prune_sign_ins(now) == 0
    assert SignedIn.objects.count() == 1
    assert tasks.prune_sign_ins(now + timedelta(days=15)) == 1
    assert not SignedIn.objects.exists()
