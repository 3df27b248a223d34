"""Somebody guesses passwords, looks for names, plants a session, sends forms from elsewhere (T27)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pyotp
import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pustakota.contexts.people import actions as people
from pustakota.contexts.people import queries
from pustakota.foundation import clock, guessing
from tests.factories.moments import NOW
from tests.factories.people import PASSWORD, a_member_of_staff
from tests.refusals import reasons
from tests.sites.doors import table
from tests.sites.doors.addresses import every_address
from tests.sites.doors.things import Town, a_town

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

EVERYWHERE, ONE_PLACE, EVERYBODY = 6_000, 2_500, 1_500
"""Ten thousand guesses: from everywhere against one account, from one place against it, from one place against all."""
DOORS = ("/masuk/", "/en/masuk/", "/desk/masuk/", "/api/v1/tokens", "/_util/login/")
FROM_ELSEWHERE = {
    "oai": "a harvester's program; changes nothing",
    "sru": "a catalogue's program; changes nothing",
    "public:stop_messages": "a mail program presses the button by itself (RFC 8058); the code is the proof",
    "only_door:sign_in": "leads to the one door, whatever is asked",
}
"""Addresses that take a form without the token of a page of ours, and why."""


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return a_town()


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was truly compared or hashed, which is what takes time."""
    made: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        made.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return made


def tried(
    door: str, name: str, password: str, *, place: str = "203.0.113.7", browser: Client | None = None
) -> HttpResponse:
    given: dict[str, Any] = {"username": name, "password": password}
    kind = {"content_type": "application/json"} if "api" in door else {}
    client = browser or Client(headers={"User-Agent": f"guess {password}"})
    answer: HttpResponse = client.post(door, given, REMOTE_ADDR=place, **kind)  # type: ignore[arg-type]
    return answer


def a_door(number: int) -> str:
    """Mostly the quickest; the others, which draw a page, now and then."""
    return DOORS[number // 20 % 3] if number % 20 == 0 else "/api/v1/tokens"


def places() -> Iterator[str]:
    """Addresses from everywhere, every other one of the newer kind, each in a network of its own."""
    for number in range(EVERYWHERE):
        high, low = divmod(number, 250)
        yield f"2001:db8:{high:x}:{low:x}::1" if number % 2 else f"198.18.{high}.{low}"


def test_ten_guesses_are_all_that_one_place_has_at_whatever_door(town: Town, checked: list[str]) -> None:
    """Names in other letters, and the e-mail, are the same name; the right password comes too late."""
    account, name = town.member.person.account, town.member.card_number
    assert account
    account.email = "siti@rumah.example"
    account.save()
    names = (name, name.lower(), f" {name} ", "siti@rumah.example", "SITI@Rumah.example")
    statuses = [
        tried(a_door(number), names[number % 5], f"tebakan {number}").status_code for number in range(ONE_PLACE)
    ]
    assert len(checked) <= 10
    assert set(statuses[10:]) == {429}
    assert tried("/masuk/", name, PASSWORD).status_code == 429
    assert tried("/api/v1/tokens", name, PASSWORD).status_code == 429


def test_whoever_goes_on_guessing_shuts_nobody_out_for_longer(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner shares the address, and enters a quarter of an hour after the tenth guess."""
    begun = timezone.now()
    for minute in range(15):
        monkeypatch.setattr("axes.handlers.proxy.now", lambda minute=minute: begun + timedelta(minutes=minute))
        for number in range(10):
            tried("/api/v1/tokens", town.member.card_number, f"tebakan {number}")
    assert tried("/masuk/", town.member.card_number, PASSWORD).status_code == 429
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: begun + timedelta(minutes=16))
    assert tried("/masuk/", town.member.card_number, PASSWORD).status_code == 302


def test_guesses_from_everywhere_against_one_account_soon_end_and_leave_its_owner_a_way(
    town: Town, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The owner's own browser is not shut out; elsewhere the owner waits for the hour to end."""
    name, home = town.member.card_number, Client()
    assert tried("/masuk/", name, PASSWORD, browser=home).status_code == 302
    home.post("/keluar/")
    checked.clear()
    for number, place in enumerate(places()):
        tried(a_door(number), name, f"tebakan {number}", place=place)
    assert len(checked) <= guessing.AGAINST_ONE
    assert tried("/masuk/", name, PASSWORD, place="192.0.2.9").status_code == 429
    assert tried("/masuk/", name, PASSWORD, browser=home).status_code == 302
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    assert tried("/masuk/", name, PASSWORD, place="192.0.2.9").status_code == 302


def test_one_place_does_not_try_one_password_on_everybody(town: Town, checked: list[str]) -> None:
    """Of a network of the newer kind every address is the same place; names that nobody has count alike."""
    for number in range(EVERYBODY):
        name = town.member.card_number if number % 9 == 8 else f"T{number:06}"
        tried(a_door(number), name, "rahasia123", place=f"2001:db8::{number:x}")
    assert len(checked) <= guessing.FROM_ONE
    assert tried("/masuk/", town.stranger.card_number, PASSWORD, place="2001:db8::ffff:1").status_code == 429
    assert tried("/masuk/", town.stranger.card_number, PASSWORD, place="2001:db8:0:1::1").status_code == 302


def test_a_browser_is_known_for_its_owner_alone(town: Town, checked: list[str]) -> None:
    """Whoever has an account does not get around the counts of another; and even at home ten are enough."""
    browser = Client()
    assert tried("/masuk/", town.stranger.card_number, PASSWORD, browser=browser).status_code == 302
    browser.post("/keluar/")
    name, cookie = town.member.card_number, browser.cookies[guessing.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    for number, place in zip(range(60), places(), strict=False):
        tried("/masuk/", name, f"tebakan {number}", place=place, browser=browser)
    assert tried("/masuk/", name, PASSWORD, browser=browser).status_code == 429
    checked.clear()
    for number in range(60):
        tried("/masuk/", town.stranger.card_number, f"tebakan {number}", browser=browser)
    assert len(checked) == 10
    browser.cookies[guessing.COOKIE] = cookie.value[:-1] + "x"
    assert tried("/masuk/", name, "tebakan", browser=browser, place="192.0.2.4").status_code == 429


def test_codes_of_the_second_factor_are_not_guessed_either(town: Town) -> None:
    """Six digits would fall in some hours; five are tried in a quarter of an hour, wherever they come from."""
    account = town.member.person.account
    assert account
    secret = people.begin_second_factor(account=account, at=NOW)
    people.confirm_second_factor(account=account, code=pyotp.TOTP(secret).at(NOW), at=NOW)
    taken = [
        reasons(partial(people.check_second_factor, account=account, code=f"{number:06}", at=NOW))
        for number in range(ONE_PLACE)
    ]
    assert taken == [["code_wrong"]] * 5 + [["too_many_codes"]] * (len(taken) - 5)
    later = NOW + timedelta(minutes=15)
    people.check_second_factor(account=account, code=pyotp.TOTP(secret).at(later), at=later)


def test_links_of_letters_are_not_guessed(town: Town) -> None:
    """They are signed: numbers, changed letters and those of another account sign nobody in."""
    account = town.member.person.account
    assert account
    account.email = "siti@rumah.example"
    account.save()
    link = people.ask_sign_in_link(email="siti@rumah.example", language="id", at=NOW)
    code, client = queries.sign_in_code(link), Client()
    body, _, mark = code.rpartition(":")
    guesses = [f"{body}:{number}" for number in range(ONE_PLACE)]
    guesses += [code[:place] + chr(ord(code[place]) ^ 1) + code[place + 1 :] for place in range(len(code))]
    guesses += [str(link.pk), f"{body}:", f"{body}::{mark}"]
    for guess in guesses:
        assert queries.sign_in_link_of_code(guess, at=NOW) is None, guess
    assert client.post(reverse("public:sign_in_by_link", args=[f"{body}:{'x' * 43}"])).status_code == 422
    assert client.post(reverse("public:sign_in_by_link", args=[code])).status_code == 302


def test_asking_for_a_link_is_the_same_work_whoever_asks(town: Town, mailoutbox: list[object]) -> None:
    """As many questions to the database, of the same kinds, for an address that nobody has."""
    account = town.member.person.account
    assert account
    account.email = "siti@rumah.example"
    account.save()
    asked = []
    for email in ("siti@rumah.example", "nobody@rumah.example"):
        with CaptureQueriesContext(connection) as said:
            people.ask_sign_in_link(email=email, language="id", at=NOW)
        asked.append([" ".join(query["sql"].split()[:3]).partition(' "s')[0] for query in said])
    assert asked[0] == asked[1]
    assert mailoutbox == []


def test_other_members_are_not_shut_out_by_it(town: Town) -> None:
    for number in range(15):
        tried("/masuk/", town.member.card_number, f"tebakan {number}")
    assert tried("/masuk/", town.stranger.card_number, PASSWORD).status_code == 302


@pytest.mark.parametrize("door", DOORS[:4])
def test_nobody_learns_which_names_exist(town: Town, checked: list[str], door: str) -> None:
    """The same words, the same status, and as much hashing for a name that nobody has."""
    known = tried(door, town.member.card_number, "salah")
    cost = len(checked)
    unknown = tried(door, "T999999", "salah")
    assert len(checked) == 2 * cost > 0
    assert known.status_code == unknown.status_code in {401, 422}
    assert _bare(known, town.member.card_number) == _bare(unknown, "T999999")


def _bare(answer: HttpResponse, name: str) -> list[str]:
    """A page without what was typed into it and without the token of its form."""
    lines = answer.content.decode().replace(name, "").splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]


def test_a_session_that_was_planted_is_not_the_one_signed_in(town: Town) -> None:
    client = Client()
    client.get("/en/cari?q=x")
    client.session["planted"] = True
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key or ""
    token = client.get("/masuk/").cookies["csrftoken"].value
    client.post("/masuk/", {"username": town.member.card_number, "password": PASSWORD})
    assert client.cookies["sessionid"].value not in {planted, ""}
    assert client.cookies["csrftoken"].value != token
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/akun/").status_code == 302


def test_signing_out_ends_the_session_on_the_server(town: Town) -> None:
    client = Client()
    client.post("/masuk/", {"username": town.member.card_number, "password": PASSWORD})
    kept = client.cookies["sessionid"].value
    assert client.get("/akun/").status_code == 200
    client.post("/keluar/")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/akun/").status_code == 302


@pytest.mark.parametrize("who", ["member", "head"])
def test_no_form_is_taken_that_does_not_come_from_a_page_of_ours(town: Town, who: str) -> None:
    """All addresses, by POST, signed in, without the token: none but those with a reason."""
    account = town.member.person.account if who == "member" else a_member_of_staff(role="kepala").account
    assert account
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    taken = set()
    for address in every_address():
        if address.name.startswith("api:") or address.name in table.ELSEWHERE:
            continue
        path = reverse(address.name, kwargs=town.words(address.name, address.wants))
        if client.post(path).status_code not in {403, 405}:
            taken.add(address.name)
    assert taken - set(FROM_ELSEWHERE) == set()


def test_the_api_knows_no_cookies(town: Town) -> None:
    client = Client()
    account = town.member.person.account
    assert account
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    assert client.get("/api/v1/me/loans").status_code == 401


def test_the_editors_own_door_is_the_sites(town: Town) -> None:
    for path in ("/_util/login/", "/en/_util/login/"):
        answer = Client().get(path, {"next": "/cms/"})
        assert answer.status_code == 302
        assert answer["Location"].endswith("/masuk/?next=%2Fcms%2F")
