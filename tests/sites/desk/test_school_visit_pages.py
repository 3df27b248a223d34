"""Visits of classes at the desk: offer, answer, note who came, report."""

from datetime import timedelta

import pytest
from django.test import Client

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Organisation
from pustakota.contexts.programmes.actions import Kind
from pustakota.contexts.programmes.models import Occurrence
from pustakota.contexts.school_visits.models import ClassVisit, Offer
from pustakota.foundation import clock
from tests.factories.catalogue import a_record, an_item
from tests.factories.programmes import BEGINS, a_programme
from tests.factories.school_visits import a_class, a_date, an_agreed_class, an_offer
from tests.sites.desk.test_programme_pages import words

DESK = "/en/desk/kunjungan-sekolah/"


def test_a_programme_is_offered_to_schools_on_its_terms(librarian: Client, point: ServicePoint) -> None:
    programme = a_programme(at_point=point, kind=Kind.SCHOOL_VISIT)
    page = f"/en/desk/kegiatan/program/{programme.pk}/sekolah/"
    given = {"phases": ["c", "d"], "languages": ["id"], "fewest": "10", "most": "36", "counted_in": "groups"}
    given |= {"days_before": "7", "lunch": "Pendopo", "pupils_per_adult": ""}
    assert "Offer to schools" in words(librarian, f"/en/desk/kegiatan/program/{programme.pk}/")
    assert librarian.post(page, given | {"fewest": "40"}).status_code == 422
    assert librarian.post(page, given).status_code == 302
    offer = Offer.objects.get()
    assert (offer.phases, offer.pupils_per_adult, offer.programme.registration) == (["c", "d"], None, "invitation")
    assert "Nothing is offered" not in words(librarian, DESK)


def test_staff_agree_keep_decline_and_withdraw(librarian: Client, point: ServicePoint) -> None:
    offer = an_offer(at_point=point)
    date = a_date(offer)
    visit = a_class(offer, occurrence=date)
    page = f"{DESK}{visit.pk}/"
    assert "SDN Sisir 1 5A" in words(librarian, DESK)
    assert "ratna@sdn1.sch.id" in words(librarian, page)
    assert librarian.post(page, {"wish": "agree"}).status_code == 302
    waits = a_class(offer, school="SDN Sisir 2")
    taken = librarian.post(f"{DESK}{waits.pk}/", {"wish": "keep", "occurrence": str(date.pk)})
    assert taken.status_code == 422
    new = {"wish": "keep", "start": "2026-03-17T09:00", "end": "2026-03-17T10:30"}
    assert librarian.post(f"{DESK}{waits.pk}/", {"wish": "keep"}).status_code == 422
    assert librarian.post(f"{DESK}{waits.pk}/", new | {"occurrence": ""}).status_code == 302
    assert (Occurrence.objects.count(), ClassVisit.objects.get(pk=waits.pk).status) == (2, "offered")
    assert librarian.post(f"{DESK}{waits.pk}/", {"wish": "withdraw", "because": ""}).status_code == 422
    assert librarian.post(f"{DESK}{waits.pk}/", {"wish": "withdraw", "because": "Listrik padam"}).status_code == 302
    third = a_class(offer, school="SDN Sisir 3")
    assert librarian.post(f"{DESK}{third.pk}/", {"wish": "decline", "because": "Penuh"}).status_code == 302
    assert "Penuh" in words(librarian, f"{DESK}{third.pk}/")


def test_the_day_itself_numbers_cards_and_the_report(
    desk: Client, point: ServicePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By whoever hosts: nobody needs the right to plan for it."""
    visit = an_agreed_class(an_offer(at_point=point))
    page = f"{DESK}{visit.pk}/"
    assert "Note who came" not in words(desk, page)
    monkeypatch.setattr(clock, "now", lambda: BEGINS + timedelta(minutes=10))
    assert "Note who came" in words(desk, page)
    school = Organisation.objects.create(name="SDN Sisir 1", kind="school")
    assert desk.post(page, {"wish": "school", "organisation": str(school.pk)}).status_code == 302
    assert f"/desk/lembaga/{school.pk}/kelas/?kelas=5A" in desk.get(page).content.decode()
    assert 'value="5A"' in desk.get(f"/en/desk/lembaga/{school.pk}/kelas/?kelas=5A").content.decode()
    came = {"wish": "came", "girls_5": "13", "boys_5": "12", "adults": "2"}
    assert desk.post(page, came | {"girls_5": ""}).status_code == 422
    assert desk.post(page, came).status_code == 302
    assert "25 pupils, 2 accompanying adults" in words(desk, page)
    assert "The school waits for its report" in words(desk, DESK)
    item = an_item(record=a_record("Bumi manusia"))
    report = {"wish": "report", "done": "Tur rak", "books": item.barcode}
    unknown = desk.post(page, report | {"books": "tidak-ada"})
    assert (unknown.status_code, "Nothing has the barcode" in unknown.content.decode()) == (422, True)
    assert desk.post(page, report).status_code == 302
    assert "Bumi manusia" in words(desk, page)
    assert desk.get(f"{page}laporan.pdf")["Content-Type"] == "application/pdf"
