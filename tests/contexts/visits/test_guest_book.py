"""The guest book's pages at the desk, and the kiosk."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Account
from pustakota.contexts.visits.models import InPlaceUse, NothingNoted, Visit
from pustakota.foundation import clock
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_loan
from tests.factories.moments import MONDAY, NOW, at_clock
from tests.factories.organisation import a_point
from tests.factories.people import PASSWORD, a_member_of_staff, a_patron
from tests.factories.visits import some_guests

BOOK, READING = "desk:guest_book", "desk:reading_in_place"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def point(db: None) -> ServicePoint:
    return a_point(name="Perpustakaan Batu")


def signed_in(role: str, point: ServicePoint) -> Client:
    staff, client = a_member_of_staff(role=role, at_point=point), Client()
    assert staff.account is not None
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


@pytest.fixture
def desk(point: ServicePoint) -> Client:
    return signed_in("sirkulasi", point)


@pytest.fixture
def kiosk(desk: Client) -> Client:
    """A browser that somebody opened as a kiosk."""
    assert desk.post(reverse("desk:open_kiosk")).headers["Location"] == reverse("kiosk:start")
    return desk


def test_the_box_takes_cards_and_short_words(desk: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point, name="Siti Aminah")
    page = desk.post(reverse(BOOK), {"typed": patron.card_number})
    assert f"Welcome: {patron.card_number}" in page.text
    assert "was counted a short while ago" in desk.post(reverse(BOOK), {"typed": patron.card_number}).text
    assert "2 guests: adult" in desk.post(reverse(BOOK), {"typed": "4p2"}).text
    assert "3 visitors" in desk.get(reverse(BOOK)).text
    assert set(Visit.objects.values_list("kind", "source", "method")) == {
        ("member", "desk", "scan"),
        ("guest", "desk", "count"),
    }
    assert "Siti" not in desk.get(reverse(BOOK)).text


def test_an_unknown_card_is_refused_and_stays_in_the_box(desk: Client) -> None:
    page = desk.post(reverse(BOOK), {"typed": "X9999"})
    assert page.status_code == 422
    assert "Nobody holds this card." in page.text
    assert 'value="X9999"' in page.text
    assert not Visit.objects.exists()


def test_a_group_is_counted_for_an_earlier_hour_once(desk: Client, point: ServicePoint) -> None:
    given = {
        "entry": uuid4(),
        "is_group": "on",
        "group_name": "SDN 1",
        "child_female": 40,
        "child_male": 38,
        "adult_unstated": 2,
        "method": "count",
        "on": "2026-03-01",
        "clock": "09:30",
    }
    for _ in range(2):
        answer = desk.post(reverse("desk:guest_group"), given, follow=True)
        assert "80 people were counted." in answer.text
    assert [(v.level, v.people, v.kind) for v in Visit.objects.order_by("pk")] == [
        ("child", 78, "group"),
        ("adult", 2, "group"),
    ]
    assert Visit.objects.first().at == at_clock(MONDAY.replace(day=1), "09:30")  # type: ignore[union-attr]


def test_an_empty_group_is_refused_in_words(desk: Client) -> None:
    page = desk.post(reverse("desk:guest_group"), {"entry": uuid4(), "method": "count"})
    assert page.status_code == 422
    assert "Say how many people came" in page.text


def test_nobody_came_is_a_button_until_somebody_came(desk: Client, point: ServicePoint) -> None:
    assert "Nobody came today" in desk.get(reverse(BOOK)).text
    page = desk.post(reverse("desk:nothing_to_count"), {"what": "visits"}, follow=True)
    assert "The figure is 0." in page.text
    assert "Nobody came today" not in page.text
    some_guests(point)
    assert "Something has been noted" in desk.post(reverse("desk:nothing_to_count"), follow=True).text
    assert NothingNoted.objects.count() == 1


def test_a_line_is_corrected_beside(desk: Client, point: ServicePoint) -> None:
    visit = some_guests(point, 80)
    address = reverse("desk:correct_visit", args=[visit.pk])
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"reason": ""}).status_code == 422
    page = desk.post(address, {"reason": "salah ketik", "level": "adult", "female": 8}, follow=True)
    assert "struck out: salah ketik" in page.text
    assert "8 visitors" in page.text


def test_books_on_tables_are_scanned(desk: Client, point: ServicePoint) -> None:
    item = an_item(record=a_record("Bumi Manusia"), at_point=point)
    assert "Read here: Bumi Manusia" in desk.post(reverse(READING), {"typed": item.barcode}).text
    assert "Counted a moment ago" in desk.post(reverse(READING), {"typed": item.barcode}).text
    assert desk.post(reverse(READING), {"typed": "tidak ada"}).status_code == 422
    lent = a_loan(at_point=point).item
    page = desk.post(reverse(READING), {"typed": lent.barcode})
    assert page.status_code == 422
    assert "on loan" in page.text
    given = {"copies": 12, "what": "koran", "method": "estimate"}
    assert "13 copies read here" in desk.post(reverse("desk:other_reading"), given, follow=True).text
    use = InPlaceUse.objects.get(item=item)
    desk.post(reverse("desk:correct_reading", args=[use.pk]), {"reason": "dibawa petugas"})
    assert "12 copies read here" in desk.get(reverse(READING)).text


def test_who_may_not_note_sees_no_guest_book(point: ServicePoint) -> None:
    cataloguer = signed_in("pengatalog", point)
    names = [BOOK, READING, "desk:guest_group", "desk:other_reading", "desk:open_kiosk"]
    assert [cataloguer.get(reverse(name)).status_code for name in names] == [403] * 5
    assert "Guest book" not in cataloguer.get(reverse("desk:start")).text


def test_volunteers_note_and_find_no_link_to_correct(point: ServicePoint) -> None:
    volunteer = signed_in("relawan", point)
    visit = some_guests(point)
    assert "buku-tamu/" + str(visit.pk) not in volunteer.get(reverse(BOOK)).text
    assert volunteer.post(reverse("desk:correct_visit", args=[visit.pk]), {"reason": "x"}).status_code == 403


def test_a_kiosk_counts_members_guests_and_groups(kiosk: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point, name="Siti Aminah")
    answer = kiosk.post(reverse("kiosk:start"), {"card": patron.card_number})
    assert answer.headers["Location"] == reverse("kiosk:thanks")
    page = kiosk.get(reverse("kiosk:thanks"))
    assert "Siti" not in page.text
    assert patron.card_number not in page.text
    assert "no-store" in page.headers["Cache-Control"]
    guest = {"entry": uuid4(), "level": "teen", "sex": "female"}
    assert kiosk.post(reverse("kiosk:guest"), guest).status_code == 302
    assert kiosk.post(reverse("kiosk:guest"), guest).status_code == 302
    group = {"entry": uuid4(), "child_female": 12, "child_male": 10, "adult_female": 2}
    assert kiosk.post(reverse("kiosk:group"), group).status_code == 302
    assert sorted(Visit.objects.values_list("kind", "level", "people", "source")) == [
        ("group", "adult", 2, "kiosk"),
        ("group", "child", 22, "kiosk"),
        ("guest", "teen", 1, "kiosk"),
        ("member", "", 1, "kiosk"),
    ]
    assert set(Visit.objects.values_list("service_point", flat=True)) == {point.pk}


def test_a_kiosk_says_no_in_words(kiosk: Client) -> None:
    page = kiosk.post(reverse("kiosk:start"), {"card": "X1"})
    assert page.status_code == 422
    assert "We do not know this number." in page.text
    assert kiosk.post(reverse("kiosk:guest"), {"entry": uuid4(), "sex": "male"}).status_code == 422
    page = kiosk.post(reverse("kiosk:group"), {"entry": uuid4()})
    assert page.status_code == 422
    assert "Say how many people came" in page.text


def test_a_kiosk_leads_nowhere_else(kiosk: Client) -> None:
    for name in ("desk:start", BOOK, READING):
        assert kiosk.get(reverse(name)).headers["Location"].startswith(reverse("desk:sign_in"))
    assert kiosk.post(reverse(BOOK), {"typed": "4p"}).status_code == 302
    assert not Visit.objects.exists()


def test_a_kiosk_is_left_with_the_password_of_who_opened_it(kiosk: Client, point: ServicePoint) -> None:
    page = kiosk.post(reverse("kiosk:leave"), {"password": "salah"})
    assert page.status_code == 422
    assert kiosk.get(reverse("kiosk:start")).status_code == 200
    answer = kiosk.post(reverse("kiosk:leave"), {"password": PASSWORD})
    assert answer.headers["Location"] == reverse("desk:sign_in")
    assert kiosk.get(reverse("kiosk:start")).status_code == 302


def test_a_kiosk_ends_with_the_account_that_opened_it(kiosk: Client, point: ServicePoint) -> None:
    (account,) = kiosk.session["kiosk"][1:]
    Account.objects.filter(pk=account).update(is_active=False)
    assert kiosk.get(reverse("kiosk:start")).headers["Location"] == reverse("desk:open_kiosk")


def test_a_browser_that_is_no_kiosk_notes_nothing(point: ServicePoint) -> None:
    visitor = Client()
    guest = {"entry": uuid4(), "level": "teen", "sex": "female"}
    assert visitor.post(reverse("kiosk:guest"), guest).status_code == 302
    assert not Visit.objects.exists()
    assert visitor.get(reverse("desk:open_kiosk")).headers["Location"].startswith(reverse("desk:sign_in"))
