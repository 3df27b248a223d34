"""A teacher finds what is offered, asks for a visit, and goes on by the secret page."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import Organisation
from pustakota.contexts.school_visits import actions, queries
from pustakota.contexts.school_visits.models import ClassVisit, Offer
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import MONDAY, NOW
from tests.factories.people import a_patron
from tests.factories.school_visits import a_class, a_date, a_reported_class, an_agreed_class, an_offer
from tests.sites.public.conftest import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/en/sekolah/"
PUPILS = {"grade_1": "5", "girls_1": "14", "boys_1": "12", "adults": "2"}
CONTACT = {"school": "SDN Sisir 1", "name": "Bu Ratna", "email": "ratna@sdn1.sch.id"}


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def asked(client: Client, offer: Offer, **given: str) -> ClassVisit:
    answer = client.post(f"{PAGE}{offer.pk}/", PUPILS | CONTACT | given)
    assert answer.status_code == 302, answer.content.decode()
    made = ClassVisit.objects.latest("pk")
    assert answer["Location"] == f"{PAGE}kunjungan/{made.code}/"
    return made


def test_offers_are_found_by_phase_and_language_with_their_next_dates(client: Client) -> None:
    small = an_offer(title="Dongeng PAUD", phases=["foundation"], languages=["jv"])
    an_offer(title="Riset Pustaka", phases=["e", "f"], languages=["id"], counted_in="groups")
    a_date(small)
    page = words(client, PAGE)
    assert "Dongeng PAUD" in page
    assert "1 free date Tuesday, 10 March" in page
    assert "no free date now" in page
    assert "Riset Pustaka" not in words(client, f"{PAGE}?fase=foundation")
    assert "Dongeng PAUD" not in words(client, f"{PAGE}?bahasa=id")
    assert "Nothing fits" in words(client, f"{PAGE}?fase=d")


def test_a_class_asks_for_a_free_date_or_names_days_or_waits(client: Client) -> None:
    offer = an_offer()
    date = a_date(offer)
    on_date = asked(client, offer, when=str(date.pk), class_name="5A", wants_cards="on")
    assert (on_date.status, on_date.occurrence_id, on_date.wants_cards) == ("requested", date.pk, True)
    day = MONDAY + timedelta(days=10)
    named = asked(client, offer, when="days", day_1=day.isoformat(), part_1="morning", grade_2="6", girls_2="1")
    assert (named.status, queries.days_wished(named)) == ("wished", [(day, "morning")])
    assert [group.grade for group in queries.groups_of(named)] == ["5", "6"]
    waits = asked(client, offer, when="term")
    assert (waits.status, waits.term) == ("queued", "2026-1")
    assert "Place in the queue 1" in words(client, f"{PAGE}kunjungan/{waits.code}/")


def test_everything_that_is_wrong_stands_beside_what_was_typed(client: Client) -> None:
    offer = an_offer(phases=["c"])
    refused = client.post(
        f"{PAGE}{offer.pk}/", PUPILS | {"when": "days", "school": "SDN 1", "name": "Ratna", "adults": "0"}
    )
    text = refused.content.decode()
    assert refused.status_code == 422
    for sentence in ("Give an e-mail address", "At least 2 adults", "Name at least one day"):
        assert sentence in text
    hostile = {"when": "9" * 30, "grade_1": "7", "girls_1": "-1", "boys_1": "x", "adults": "1e9", "day_1": "besok"}
    assert client.post(f"{PAGE}{offer.pk}/", hostile | {"website": "spam"}).status_code == 422
    assert client.get(f"{PAGE}999999/").status_code == 404
    assert not ClassVisit.objects.exists()


def test_a_teacher_who_is_a_member_of_a_school_gives_neither_school_nor_contact(client: Client) -> None:
    school = Organisation.objects.create(name="SMPN 2 Batu", kind="school")
    teacher = a_patron(name="Ratna")
    people.affiliate(person=teacher.person, organisation=school, by=SYSTEM, on=MONDAY)
    mine, offer = signed_in(teacher), an_offer()
    assert "SMPN 2 Batu" in words(mine, f"{PAGE}{offer.pk}/")
    answer = mine.post(f"{PAGE}{offer.pk}/", PUPILS | {"when": "term"})
    visit = ClassVisit.objects.get()
    assert (answer.status_code, visit.school, visit.person_id) == (302, "SMPN 2 Batu", teacher.person_id)
    assert visit.organisation_id == school.pk
    assert "My visits" in words(mine, PAGE)


def test_the_secret_page_accepts_changes_and_cancels(client: Client) -> None:
    offer = an_offer()
    visit = a_class(offer)
    page = f"{PAGE}kunjungan/{visit.code}/"
    assert client.get(f"{PAGE}kunjungan/tidak-ada/").status_code == 404
    assert client.post(page, {"wish": "accept"}).status_code == 422
    actions.keep_date(visit=visit, occurrence=a_date(offer), by=SYSTEM, at=NOW)
    assert "This date is kept for you" in words(client, page)
    assert client.post(page, {"wish": "accept"}).status_code == 302
    assert "agreed" in words(client, page)
    assert client.post(page, PUPILS | {"wish": "change", "girls_1": "15"}).status_code == 302
    assert "15 girls, 12 boys" in words(client, page)
    too_many = client.post(page, PUPILS | {"wish": "change", "girls_1": "60"})
    assert (too_many.status_code, "at most 36 pupils" in too_many.content.decode()) == (422, True)
    assert client.post(page, {"wish": "cancel", "because": "Ujian"}).status_code == 302
    assert "cancelled by the school" in words(client, page)
    assert client.post(page, {"wish": "unknown"}).status_code == 200


def test_the_report_is_there_for_whoever_has_the_address_once_it_was_sent(client: Client) -> None:
    agreed = an_agreed_class()
    assert client.get(f"{PAGE}kunjungan/{agreed.code}/laporan.pdf").status_code == 404
    visit = a_reported_class()
    assert "Tur rak dan dongeng." in words(client, f"{PAGE}kunjungan/{visit.code}/")
    paper = client.get(f"{PAGE}kunjungan/{visit.code}/laporan.pdf")
    assert paper["Content-Type"] == "application/pdf"


def test_a_date_in_the_calendar_leads_classes_to_their_page(client: Client) -> None:
    date = a_date(an_offer())
    assert "Come with your class" in words(client, f"/en/kegiatan/{date.pk}/")
