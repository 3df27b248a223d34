"""Becoming an organiser and planning, as a member sees it."""

import pytest
from django.test import Client

from pustakota.contexts.organisers.models import Organiser, OwnEvent
from pustakota.contexts.people.models import Patron
from tests.factories.catalogue import a_record
from tests.factories.organisers import EVENT_DAY, an_applicant, an_organiser, some_terms, their_room
from tests.factories.people import a_child, a_patron
from tests.pages import words
from tests.sites.public.conftest import signed_in

pytestmark = pytest.mark.django_db
ABOUT, MINE, APPLY = "/en/penyelenggara/", "/en/akun/penyelenggara/", "/en/penyelenggara/lamar/"
PLANS = f"{MINE}rencana/"


@pytest.fixture
def member(db: None) -> Patron:
    return a_patron()


def test_the_ladder_stands_for_everybody(client: Client, member: Patron) -> None:
    assert "No service point takes applications now" in words(client, ABOUT)
    some_terms(at_point=member.home_point, words="Datanglah Sabtu pagi.")
    assert "Datanglah Sabtu pagi." in words(client, ABOUT)
    assert client.get(APPLY).status_code == 302


def test_a_member_applies_and_sees_the_steps(member: Patron) -> None:
    client = signed_in(member)
    assert "You organise nothing yet" in words(client, MINE)
    assert "No service point takes applications now" in words(client, APPLY)
    some_terms(at_point=member.home_point)
    given = {"point": member.home_point_id, "why": "Suka buku", "wish": "Klub baca"}
    assert client.post(APPLY, given | {"point": 0}).status_code == 422
    assert client.post(APPLY, given | {"why": ""}).status_code == 422
    assert client.post(APPLY, given).status_code == 302
    assert client.post(APPLY, given).status_code == 422
    page = words(client, MINE)
    assert "Watch 1 event beside our staff: 0 so far" in page
    organiser = Organiser.objects.get()
    assert client.post(MINE, {"untuk": "siapa", "wish": "withdraw"}).status_code == 404
    assert client.post(MINE, {"untuk": organiser.code, "wish": "withdraw"}).status_code == 302
    assert client.post(MINE, {"untuk": organiser.code, "wish": "withdraw"}).status_code == 409


def test_a_guardian_finds_the_application_and_nobody_else_does(member: Patron) -> None:
    child = a_child(guardian=member, name="Dimas Pratama")
    some_terms(at_point=child.home_point, youngest=8)
    organiser = an_applicant(patron=child, at_point=child.home_point)
    stranger = signed_in(a_patron())
    assert "Dimas" not in words(stranger, MINE)
    assert stranger.post(MINE, {"untuk": organiser.code, "wish": "agree"}).status_code == 409
    assert stranger.post(MINE, {"untuk": organiser.code, "wish": "withdraw"}).status_code == 404
    client = signed_in(member)
    assert "asks for your yes" in words(client, MINE)
    assert client.post(MINE, {"untuk": organiser.code, "wish": "agree"}).status_code == 302
    assert "asks for your yes" not in words(client, MINE)


def test_an_organiser_plans_from_their_own_pages(member: Patron) -> None:
    client = signed_in(member)
    assert client.get(PLANS).status_code == 302
    organiser = an_organiser(patron=member, at_point=member.home_point)
    room, record = their_room(organiser), a_record("Bumi manusia")
    assert room.name in words(client, f"{PLANS}?hari={EVENT_DAY}")
    assert words(client, f"{PLANS}?hari=besok")
    assert client.post(PLANS, {"title": ""}).status_code == 422
    bare = {"title": "Klub Baca", "kind": "book_talk", "registration": "open"}
    assert client.post(PLANS, bare).status_code == 302
    page = f"{PLANS}{OwnEvent.objects.get().code}/"
    refused = client.post(page, bare | {"wish": "send"})
    assert refused.status_code == 422
    for missing in ("Say in a few sentences", "Say from when until when", "Choose a room", "Say how many seats"):
        assert missing in refused.content.decode()
    whole = bare | {
        "about": "Membaca", "room": room.pk, "on": EVENT_DAY.isoformat(), "begins": "09:00", "ends": "11:00",
        "capacity": 12,
    }  # fmt: skip
    assert "Bumi manusia" in words(client, f"{page}?q=bumi")
    for wish, key, status in (("link", record.pk, 302), ("link", "x", 404), ("unlink", record.pk, 302)):
        assert client.post(page, {"wish": wish, "record": key}).status_code == status
    assert client.post(page, whole | {"wish": "announce"}).status_code == 422
    assert client.post(page, whole | {"wish": "send"}).status_code == 302
    assert "waits for the library" in words(client, page)
    assert client.post(page, whole | {"wish": "send"}).status_code == 422
    for wish in ("back", "drop", "drop"):
        assert client.post(page, {"wish": wish}).status_code == 302
    assert OwnEvent.objects.get().state == "withdrawn"
    assert "Klub Baca" in words(client, MINE)


@pytest.mark.parametrize("wish", ["keep", "send", "announce", "back", "drop", "link", "unlink", "x", ""])
def test_nonsense_never_breaks_a_page(wish: str, member: Patron) -> None:
    client = signed_in(member)
    an_organiser(patron=member, at_point=member.home_point)
    client.post(PLANS, {"title": "Klub", "kind": "other", "registration": "none"})
    page = f"{PLANS}{OwnEvent.objects.get().code}/"
    for given in ({}, {"room": "99999999999999999999", "capacity": "-1", "on": "x", "record": "9" * 30}):
        assert client.post(page, given | {"wish": wish}).status_code in {200, 302, 404, 422}
