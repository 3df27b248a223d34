"""The pages of becoming a member from home, without JavaScript unless said otherwise."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pustakota.contexts.cases.models import Case
from pustakota.contexts.people import queries
from pustakota.contexts.people.models import Patron, Registration
from pustakota.foundation import clock
from pustakota.sites.public import proving
from pustakota.sites.public.joining_forms import AboutForm, AgreeForm
from tests.conftest import NothingChanges
from tests.factories.joining import a_joining_rule, a_registration_from_home, solved
from tests.factories.moments import NOW
from tests.factories.people import PASSWORD
from tests.sites.public.conftest import Town

ADULT, CHILD = "/en/daftar/dewasa/", "/en/daftar/anak/"
RINI = {"name": "Rini Wulandari", "born_on": "1990-04-21", "phone": "0812 3456 7890", "address": "Jalan Kenari 4"}
AGREED = {"password": PASSWORD, "agrees": "on"}


@pytest.fixture(autouse=True)
def rule(town: Town) -> None:
    a_joining_rule(town.point)


def later_on(monkeypatch: pytest.MonkeyPatch, **time: float) -> None:
    moment = clock.now() + timedelta(**time)
    monkeypatch.setattr(clock, "now", lambda: moment)


def filled_in(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch, address: str = ADULT, **given: str) -> str:
    """The second page sent; where it leads. Thirty seconds have passed."""
    client.get(address)
    later_on(monkeypatch, seconds=30)
    sent = client.post(address, {**RINI, "point": town.point.pk, **given})
    return str(sent.headers.get("Location", sent.content.decode()))


def test_the_first_page_offers_three_ways(visitor: Client) -> None:
    page = visitor.get("/en/daftar/").content.decode()
    assert all(address in page for address in (ADULT, CHILD, "/en/daftar/lembaga/"))


def test_no_more_than_twelve_fields_are_asked() -> None:
    for who in ("dewasa", "anak"):
        about = AboutForm(who=who, is_known=False, libraries=[])
        agree = AgreeForm(who=who, is_known=False, has_email=True)
        asked = [name for form in (about, agree) for name in form.fields if name not in {"website", "altcha"}]
        assert len(asked) <= 12, asked


def test_an_adult_registers_and_sees_the_provisional_card(
    visitor: Client, town: Town, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.OFFERED_CHANNELS = ["email"]
    assert filled_in(visitor, town, monkeypatch, email="Rini@contoh.example") == f"{ADULT}kirim/"
    shown = visitor.get(f"{ADULT}kirim/").content.decode()
    assert "Rini Wulandari" in shown
    assert "nothing of it is kept" in shown
    sent = visitor.post(f"{ADULT}kirim/", {**AGREED, "wishes_messages": "on"})
    found = Registration.objects.get()
    assert sent["Location"] == "/en/akun/?untuk=1"
    assert (found.is_proved, found.email, found.language) == (False, "rini@contoh.example", "en")
    account = visitor.get(sent["Location"]).content.decode()
    assert found.patron.card_number in account
    assert "Provisional until" in account
    assert "We send a link to rini@contoh.example" in account
    assert found.patron.person.account is not None
    assert found.patron.person.account.check_password(PASSWORD)


def test_nothing_is_lost_on_the_way_back(visitor: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    filled_in(visitor, town, monkeypatch)
    back = visitor.get(ADULT).content.decode()
    assert 'value="Rini Wulandari"' in back
    assert 'value="1990-04-21"' in back
    assert PASSWORD not in str(dict(visitor.session))
    later_on(monkeypatch, hours=3)
    assert "Rini" not in visitor.get(ADULT).content.decode()
    assert visitor.get(f"{ADULT}kirim/")["Location"] == ADULT


def test_what_is_wrong_is_said_beside_its_field(visitor: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    page = filled_in(visitor, town, monkeypatch, born_on="2015-01-01", phone="abc", name="")
    assert "A member under 18 is registered by a parent or guardian." in page
    assert "This is not a telephone number." in page
    assert "This is for members under 18." in filled_in(visitor, town, monkeypatch, address=CHILD)


def test_without_agreement_and_with_a_weak_password_nobody_is_registered(
    visitor: Client, town: Town, monkeypatch: pytest.MonkeyPatch, nothing_changes: NothingChanges
) -> None:
    filled_in(visitor, town, monkeypatch)
    with nothing_changes():
        sent = visitor.post(f"{ADULT}kirim/", {"password": "12345678"})
    assert sent.status_code == 422
    assert "Without your agreement there is no membership." in sent.content.decode()
    assert "too common" in sent.content.decode()


def test_a_known_address_and_name_are_answered_like_any_other(
    visitor: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_registration_from_home(town.point)
    filled_in(visitor, town, monkeypatch, email="rini@contoh.example")
    assert visitor.post(f"{ADULT}kirim/", AGREED).status_code == 302
    assert Registration.objects.count() == 2


def test_a_parent_registers_a_child_and_sees_its_card(
    visitor: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"name": "Bima", "born_on": "2017-05-20", "guardian_name": "Sri Wulandari"}
    filled_in(visitor, town, monkeypatch, address=CHILD, **given)
    sent = visitor.post(f"{CHILD}kirim/", AGREED)
    account = visitor.get(sent["Location"]).content.decode()
    card = Registration.objects.get().patron.card_number
    assert card in account
    assert "Account of Bima" in account


def test_a_mother_who_has_signed_in_is_asked_for_the_child_alone(
    member: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = member.get(CHILD).content.decode()
    assert "Siti Aminah is the parent or guardian." in page
    assert 'name="phone"' not in page
    given = {"name": "Adik Baru", "born_on": "2018-05-20", "point": town.point.pk}
    later_on(monkeypatch, seconds=30)
    member.post(CHILD, given)
    sent = member.post(f"{CHILD}kirim/", {"agrees": "on"})
    assert sent["Location"] == "/en/akun/?untuk=3"
    assert len(queries.family_of(town.mother.person_id)) == 3
    assert member.get(ADULT)["Location"] == "/en/akun/"


def test_programs_are_stopped_by_haste_by_number_and_by_the_field_nobody_sees(
    visitor: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.get(ADULT)
    visitor.post(ADULT, {**RINI, "point": town.point.pk})
    hasty = visitor.post(f"{ADULT}kirim/", AGREED)
    assert (hasty.status_code, "very quick" in hasty.content.decode()) == (422, True)
    filled_in(visitor, town, monkeypatch)
    assert visitor.post(f"{ADULT}kirim/", {**AGREED, "website": "x"}).status_code == 422
    answers = []
    for _each in range(4):
        client = Client()
        filled_in(client, town, monkeypatch)
        answers.append(client.post(f"{ADULT}kirim/", AGREED).status_code)
    assert answers == [302, 302, 302, 429]
    assert Registration.objects.count() == 3


def test_a_browser_that_did_the_work_is_neither_hurried_nor_held_back(visitor: Client, town: Town) -> None:
    for number in range(4):
        client = Client()
        client.get(ADULT)
        client.post(ADULT, {**RINI, "name": f"Orang {number}", "point": town.point.pk})
        page = client.get(f"{ADULT}kirim/").content.decode()
        found = re.search(r'data-challenge="([^"]+)"', page)
        assert found
        proof = solved(unescape(found[1]))
        assert client.post(f"{ADULT}kirim/", {**AGREED, "altcha": proof}).status_code == 302
    assert Registration.objects.filter(is_proved=True).count() == 4


def test_a_proof_counts_once_not_for_ever_and_not_from_elsewhere(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = solved(proving.challenge()), solved(proving.challenge())
    assert proving.is_proved(first)
    assert not proving.is_proved(first)
    later_on(monkeypatch, minutes=51)
    assert not proving.is_proved(second)
    for given in ("", "x", "e30=", "W10=", "bnVsbA==", "MQ==", first[:40], "ÿ" * 20):
        assert not proving.is_proved(given)


def test_a_link_asks_for_one_press_before_it_confirms(visitor: Client, town: Town) -> None:
    found = a_registration_from_home(town.point)
    address = reverse("public:confirm_email", args=[queries.confirmation_code(found.pk, found.email)])
    assert "This is my address" in visitor.get(address).content.decode()
    found.refresh_from_db()
    assert found.email_confirmed_at is None
    assert "the address is confirmed" in visitor.post(address).content.decode()
    found.refresh_from_db()
    assert found.email_confirmed_at == NOW
    assert visitor.get("/en/daftar/surel/abc:def/").status_code == 404


def test_a_school_asks_for_cards_and_staff_answer(visitor: Client, town: Town) -> None:
    address = reverse("public:join_group")
    given = {"group": "SDN Sumberjati 1", "what": "class", "number": "31", "name": "Bu Tini", "phone": "0812 3456 7890"}
    assert visitor.post(address, {"group": "SDN"}).status_code == 422
    sent = visitor.post(address, {**given, "point": town.point.pk})
    case = Case.objects.get()
    assert sent["Location"] == reverse("public:case", args=[case.code])
    assert (case.kind, case.form, case.subject, case.contact_name) == (
        "registration",
        "lembaga",
        "SDN Sumberjati 1",
        "Bu Tini",
    )
    assert {"field": "number", "asked": "For about how many people?", "value": "31"} in case.answers
    assert not Patron.objects.filter(person__name="SDN Sumberjati 1").exists()
