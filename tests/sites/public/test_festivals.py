"""A festival as visitors and speakers see it."""

import re

import pytest
from django.test import Client

from pustakota.contexts.festivals import actions
from pustakota.contexts.festivals.models import Proposal
from pustakota.contexts.festivals.rules import Step
from pustakota.foundation.actors import SYSTEM
from tests.factories.festivals import AUTHOR, a_confirmed_session, a_festival, a_proposal, a_session, a_stage, on_day
from tests.factories.moments import NOW
from tests.factories.people import a_patron
from tests.sites.public.conftest import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/en/festival/"
GIVEN = {"title": "Sungai dan Kota", "kind": "talk", "minutes": "60", "speaker": AUTHOR["speaker"], "about": "Brantas"}


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_schedule_is_read_by_day_and_stage_and_taken_into_a_calendar(client: Client) -> None:
    assert "No festival is announced" in words(client, PAGE)
    festival = a_festival(call="Kirim usulan.")
    page = f"{PAGE}{festival.pk}/"
    assert "proposals are taken" in words(client, PAGE)
    assert "not published yet" in words(client, page)
    stage, tent = a_stage(festival), a_stage(festival, "Tenda Anak")
    a_session(festival, "Pembukaan", stage=stage, at="09:00")
    a_session(festival, "Dongeng", stage=tent, at="09:00")
    evening = a_session(festival, "Penutupan")
    actions.place_session(session=evening, stage=stage, starts_at=on_day("19:00", festival.last_on), by=SYSTEM)
    actions.add_stand(festival=festival, name="Penerbit Kota", place="Halaman", by=SYSTEM, at=NOW)
    assert "Pembukaan" not in words(client, page)
    actions.publish_schedule(festival=festival, by=SYSTEM, at=NOW)
    first = words(client, page)
    assert "Pembukaan" in first
    assert "Penerbit Kota" in first
    assert "Penutupan" not in first
    assert "Penutupan" in words(client, f"{page}?hari=2026-03-22")
    assert "Pembukaan" not in words(client, f"{page}?panggung=Tenda+Anak")
    assert "Pembukaan" in words(client, f"{page}?hari=besok&panggung=bulan")
    assert client.get(f"{page}jadwal.ics").content.decode().count("BEGIN:VEVENT") == 3
    assert client.get(f"{PAGE}999999/").status_code == 404


def test_a_draft_is_kept_changed_submitted_and_confirmed_by_its_address(client: Client) -> None:
    festival = a_festival()
    form = f"{PAGE}{festival.pk}/usul/"
    made = client.post(form, GIVEN | {"speaker": ""})
    proposal = Proposal.objects.get()
    page = f"{PAGE}usulan/{proposal.code}/"
    assert (made.status_code, made["Location"]) == (302, page)
    refused = client.post(page, {"wish": "submit"})
    text = refused.content.decode()
    assert (refused.status_code, "Say who speaks." in text, "an e-mail address" in text) == (422, True, True)
    assert client.post(page, GIVEN | {"wish": "change", "email": "ayu@contoh.id"}).status_code == 302
    assert client.post(page, {"wish": "submit"}).status_code == 302
    assert client.post(page, {"wish": "confirm"}).status_code == 422
    actions.take_step_as_staff(proposal=Proposal.objects.get(), step=Step.ACCEPT, by=SYSTEM, at=NOW)
    assert client.post(page, {"wish": "confirm"}).status_code == 302
    assert "confirmed by the speaker" in words(client, page)
    assert client.post(page, {"wish": "withdraw"}).status_code == 302
    assert client.get(f"{PAGE}usulan/tidak-ada/").status_code == 404


def test_after_the_call_nothing_is_taken(client: Client) -> None:
    festival = a_festival(closes_at=NOW)
    form = f"{PAGE}{festival.pk}/usul/"
    assert "No proposals are taken now." in words(client, form)
    refused = client.post(form, GIVEN)
    assert (refused.status_code, "The call has closed." in refused.content.decode()) == (422, True)
    assert client.post(form, GIVEN | {"minutes": "1e9", "kind": "x", "website": "spam"}).status_code == 422
    assert not Proposal.objects.exists()


def test_a_member_proposes_without_an_address(client: Client) -> None:
    member = a_patron(name="Ayu")
    festival = a_festival()
    assert signed_in(member).post(f"{PAGE}{festival.pk}/usul/", GIVEN).status_code == 302
    assert Proposal.objects.get().person_id == member.person_id


def test_a_speaker_finds_the_time_on_their_page(client: Client) -> None:
    festival = a_festival()
    session = a_confirmed_session(festival)
    actions.place_session(session=session, stage=a_stage(festival), starts_at=on_day("10:00"), by=SYSTEM)
    actions.publish_schedule(festival=festival, by=SYSTEM, at=NOW)
    assert session.proposal
    assert "It is in the schedule" in words(client, f"{PAGE}usulan/{session.proposal.code}/")
    assert "It is in the schedule" not in words(client, f"{PAGE}usulan/{a_proposal(festival, 'Lain').code}/")
