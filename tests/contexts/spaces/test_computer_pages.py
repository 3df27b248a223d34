"""The page on a public computer, the display of the queue, and the desk's page of computers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.models import Computer, Sitting, SittingPolicy, Turn
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.factories.computers import a_computer, a_sitting
from tests.factories.moments import NOW, later
from tests.factories.people import PASSWORD, a_member_of_staff, a_patron

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


def paired(computer: Computer) -> Client:
    code = actions.pair_computer(computer=computer, by=SYSTEM, at=NOW)
    client = Client()
    assert client.post(reverse("computer:pair"), {"code": code}).status_code == 302
    return client


def at_the_desk(computer: Computer, role: str = "kepala") -> Client:
    point = computer.resource.service_point
    account = a_member_of_staff(role=role, at_point=point, station=point).account
    assert account
    client = Client()
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


def test_only_a_paired_browser_is_a_computer() -> None:
    assert Client().get(reverse("computer:screen"))["Location"] == reverse("computer:pair")
    assert Client().get(reverse("computer:state")).status_code == 404
    wrong = Client().post(reverse("computer:pair"), {"code": "AAAA AAAA"})
    assert wrong.status_code == 422


def test_a_member_begins_sees_the_time_and_signs_out() -> None:
    computer, member = a_computer(), a_patron(name="Siti Aminah")
    browser, screen = paired(computer), reverse("computer:screen")
    wrong = browser.post(screen, {"wish": "begin", "card": member.card_number, "password": "salah"})
    assert (wrong.status_code, Sitting.objects.exists()) == (422, False)
    browser.post(screen, {"wish": "begin", "card": member.card_number, "password": PASSWORD})
    said = browser.get(screen).content.decode()
    assert "60 minutes left" in said
    assert "Siti" not in said
    assert member.card_number not in said
    assert browser.get(reverse("computer:state")).json()["left"] == 3600
    early = browser.post(screen, {"wish": "more"})
    assert "in the last 5 minutes" in early.content.decode()
    browser.post(screen, {"wish": "end"})
    assert "Sit down" in browser.get(screen).content.decode()


def test_the_display_shows_numbers_and_nobody() -> None:
    computer, member = a_computer(name="Komputer 7"), a_patron(name="Siti Aminah")
    point = computer.resource.service_point
    for patron in (member, a_patron()):
        actions.take_number(at_point=point, patron=patron, by=SYSTEM, at=NOW)
    said = Client().get(reverse("computer:queue", args=[point.code])).content.decode()
    assert "Komputer 7" in said
    assert "1 waits: 2" in " ".join(said.split())
    assert "Siti" not in said
    assert Client().get(reverse("computer:queue", args=["tidak-ada"])).status_code == 404


def test_the_desk_seats_lengthens_and_ends() -> None:
    computer, member = a_computer(), a_patron()
    desk, page = at_the_desk(computer, "sirkulasi"), reverse("desk:computer", args=[computer.pk])
    assert desk.post(page, {"wish": "begin", "card": member.card_number}).status_code == 302
    assert member.card_number in desk.get(reverse("desk:computers")).content.decode()
    assert member.person.name not in desk.get(reverse("desk:computers")).content.decode()
    desk.post(page, {"wish": "more", "minutes": "20"})
    assert desk.post(page, {"wish": "begin", "card": "TIDAKADA"}).status_code == 422
    sitting = queries.sitting_at(computer)
    assert sitting
    assert sitting.ends_at == later(minutes=80)
    desk.post(page, {"wish": "end"})
    assert Sitting.objects.get().how == "staff"
    assert desk.post(page, {"wish": "end"}).status_code == 422


def test_the_desk_gives_passes_and_numbers_and_takes_them_back() -> None:
    computer = a_computer()
    a_sitting(computer)
    desk, page = at_the_desk(computer), reverse("desk:computers")
    assert "<code>" in desk.post(page, {"wish": "pass", "age": "9"}).content.decode()
    given = desk.post(page, {"wish": "number"})
    assert "<code>" in given.content.decode()
    assert Turn.objects.get().state == "waiting"
    desk.post(page, {"leave": "1"})
    assert Turn.objects.get().state == "left"
    assert desk.post(page, {"leave": "1"}).status_code == 422


def test_a_computer_is_added_on_terms_and_taken_out_of_service() -> None:
    computer = a_computer()
    desk = at_the_desk(computer)
    terms = {"name": "Desain", "day": 180, "session": 90, "more": 30, "warning": 5, "before_closing": 10}
    assert desk.post(reverse("desk:sitting_terms"), terms | {"day": 60}).status_code == 422
    assert desk.post(reverse("desk:sitting_terms"), terms).status_code == 302
    policy = SittingPolicy.objects.get(name="Desain")
    given = {"name": "Komputer desain", "policy": policy.pk, "booking": computer.resource.policy_id, "youngest": "13"}
    assert desk.post(reverse("desk:new_computer"), given | {"oldest": "9"}).status_code == 422
    assert desk.post(reverse("desk:new_computer"), given).status_code == 302
    page = reverse("desk:computer", args=[computer.pk])
    assert desk.post(page, {"wish": "out"}).status_code == 422
    desk.post(page, {"wish": "out", "because": "Layar rusak"})
    assert "Layar rusak" in desk.get(page).content.decode()
    desk.post(page, {"wish": "back"})
    assert queries.standing(Computer.objects.get(pk=computer.pk), at=NOW).state == "free"
    assert "Type this code at the computer" in desk.post(page, {"wish": "pair"}).content.decode()
