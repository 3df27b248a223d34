"""The calendar on the site and for machines: what takes place, registering, giving back, calendar files."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from pustakota.config import documents
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes import actions
from pustakota.contexts.programmes.actions import Kind, Mode
from pustakota.contexts.programmes.models import Registration
from pustakota.contexts.search import actions as search
from pustakota.foundation.actors import SYSTEM
from tests.conftest import QueriesAre
from tests.factories.moments import NOW
from tests.factories.people import a_child, a_patron
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence

pytestmark = pytest.mark.django_db
MARCH = "/en/kegiatan/?bulan=2026-03"


def signed_in(patron: Patron) -> Client:
    client = Client()
    assert patron.person.account
    client.force_login(patron.person.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


def words(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_while_nothing_is_offered_the_page_says_where_to_ask(visitor: Client) -> None:
    assert "The calendar of events is not here yet" in words(visitor.get("/en/kegiatan/"))


def test_a_month_is_a_list_or_a_grid_and_is_narrowed_by_place_kind_and_age(visitor: Client) -> None:
    story = a_programme(title="Cerita Pagi", kind=Kind.STORY_TIME, registration=Mode.NONE, age_from=3, age_to=8)
    an_occurrence(story)
    full = an_occurrence(a_programme(title="Kelas Koding", age_from=13), capacity=1)
    a_registration(full)
    an_occurrence(a_programme(title="Rahasia"), is_draft=True)
    page = words(visitor.get(MARCH))
    assert "Tuesday, 10 March Cerita Pagi 09:00–10:30" in page
    assert "Kelas Koding full" in page
    assert "Rahasia" not in page
    assert "Cerita Pagi" in words(visitor.get(f"{MARCH}&tampilan=bulan"))
    for narrowed in (f"titik={story.service_point_id}", "jenis=story_time", "umur=anak"):
        page = words(visitor.get(f"{MARCH}&{narrowed}"))
        assert ("Cerita Pagi" in page, "Kelas Koding" in page) == (True, False), narrowed
    assert "Nothing more this month" in words(visitor.get("/en/kegiatan/?bulan=2026-09"))
    assert visitor.get("/en/kegiatan/?bulan=kemarin&titik=x&umur=9").status_code == 200


def test_a_month_asks_the_same_few_questions_however_much_takes_place(visitor: Client, queries_are: QueriesAre) -> None:
    programme = a_programme()
    an_occurrence(programme)
    visitor.get(MARCH)
    for more in range(2):
        with queries_are(8):
            visitor.get(MARCH)
        an_occurrence(programme, starts_at=BEGINS + timedelta(days=more))


def test_a_mother_registers_her_child_sees_the_place_in_the_queue_and_gives_it_back() -> None:
    mother = a_patron()
    child = a_child(guardian=mother, name="Bima")
    occurrence = an_occurrence(a_programme(title="Dongeng"), capacity=1)
    client = signed_in(mother)
    page = f"/en/kegiatan/{occurrence.pk}/"
    assert "Register Bima" in words(client.get(page))
    assert client.post(f"{page}daftar/", {"untuk": "2"}).status_code == 302
    assert client.post(f"{page}daftar/", {"untuk": "1"}).status_code == 302
    shown = words(client.get(page))
    assert "Bima registered" in shown
    assert "on the waiting list place 1" in shown
    again = client.post(f"{page}daftar/", {"untuk": "2"})
    assert (again.status_code, "This person is registered already." in words(again)) == (409, True)
    assert "Dongeng" in words(client.get("/en/akun/kegiatan/"))
    seat = Registration.objects.get(person=child.person)
    assert signed_in(a_patron()).post(f"/en/akun/kegiatan/{seat.code}/", {"batal": "1"}).status_code == 404
    assert client.post(f"/en/akun/kegiatan/{seat.code}/", {"batal": "1"}).status_code == 302
    own = Registration.objects.get(person=mother.person)
    assert own.status == "offered"
    client.post(f"/en/akun/kegiatan/{own.code}/")
    own.refresh_from_db()
    assert own.status == "confirmed"


def test_the_link_of_a_registration_gives_the_seat_back_without_signing_in_and_shows_no_name(visitor: Client) -> None:
    patron = a_patron(name="Siti Aminah")
    registration = a_registration(an_occurrence(), patron=patron)
    page = f"/en/kegiatan/pendaftaran/{registration.code}/"
    assert "I can no longer come" in words(visitor.get(page))
    assert "Siti" not in visitor.get(page).content.decode()
    assert visitor.post(page, {"batal": "1"}).status_code == 302
    registration.refresh_from_db()
    assert registration.status == "cancelled"
    over = visitor.post(page, {"batal": "1"})
    assert (over.status_code, "This registration is over." in words(over)) == (409, True)


def test_calendar_files_keep_their_name_and_follow_changes(visitor: Client) -> None:
    occurrence = an_occurrence(a_programme(title="Bedah Buku", kind=Kind.BOOK_TALK))
    an_occurrence(a_programme(kind=Kind.WORKSHOP))
    [first] = Calendar.from_ical(visitor.get("/kegiatan/kalender.ics?jenis=book_talk").content).events
    actions.call_off(occurrence=occurrence, because="Banjir", by=SYSTEM, at=NOW)
    [second] = Calendar.from_ical(visitor.get(f"/kegiatan/{occurrence.pk}.ics").content).events
    assert (first["SUMMARY"], first["DTSTART"].dt, first["UID"]) == ("Bedah Buku", BEGINS, second["UID"])
    assert (second["SEQUENCE"], second["STATUS"]) == (1, "CANCELLED")
    assert "This does not take place. Banjir" in words(visitor.get(f"/en/kegiatan/{occurrence.pk}/"))


def test_machines_of_search_engines_read_what_when_and_where(visitor: Client) -> None:
    occurrence = an_occurrence(a_programme(title="Bedah Buku"), capacity=40)
    page = visitor.get(f"/kegiatan/{occurrence.pk}/").content.decode()
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    said = json.loads(found)
    assert (said["@type"], said["name"], said["startDate"]) == ("Event", "Bedah Buku", "2026-03-10T09:00:00+07:00")
    assert (said["eventStatus"], said["maximumAttendeeCapacity"]) == ("https://schema.org/EventScheduled", 40)


def test_the_search_box_finds_what_is_offered_and_leads_to_the_next_date(visitor: Client) -> None:
    programme = a_programme(title="Lokakarya Kompos", about="Mengompos sisa dapur")
    occurrence = an_occurrence(programme)
    a_programme(title="Kompos tanpa tanggal")
    search.rebuild(documents.everything())
    page = visitor.get("/en/cari?q=kompos").content.decode()
    assert f"/en/kegiatan/{occurrence.pk}/" in page
    assert "Kompos tanpa tanggal" not in page


def api(patron: Patron | None = None) -> dict[str, Any]:
    account = patron.person.account if patron else None
    token = people.issue_token(account=account, at=NOW) if account else ""
    return {"headers": {"Authorization": f"Bearer {token}"} if token else {}, "content_type": "application/json"}


def test_machines_read_the_calendar_register_and_give_back(visitor: Client) -> None:
    occurrence = an_occurrence(a_programme(title="Kelas"), capacity=1)
    first, second = a_patron(), a_patron()
    at = f"/api/v1/occurrences/{occurrence.pk}/registrations"
    assert visitor.post(at, "{}", content_type="application/json").status_code == 401
    made = visitor.post(at, "{}", **api(first)).json()
    assert (made["status"], made["position"]) == ("confirmed", None)
    waits = visitor.post(at, "{}", **api(second)).json()
    assert (waits["status"], waits["position"]) == ("waitlisted", 1)
    refused = visitor.post(at, "{}", **api(second))
    assert (refused.status_code, refused.json()["reasons"][0]["code"]) == (409, "already_registered")
    shown = visitor.get("/api/v1/occurrences?from=2026-03-10&to=2026-03-10").json()
    assert [(each["id"], each["capacity"], each["places_left"]) for each in shown] == [(occurrence.pk, 1, 0)]
    assert visitor.get("/api/v1/occurrences?from=2026-03-11&to=2026-03-12").json() == []
    assert [each["title"] for each in visitor.get("/api/v1/programmes").json()] == ["Kelas"]
    assert visitor.delete(f"/api/v1/registrations/{made['id']}", **api(second)).status_code == 404
    assert visitor.delete(f"/api/v1/registrations/{made['id']}", **api(first)).status_code == 204
    assert Registration.objects.get(code=waits["id"]).status == "offered"
