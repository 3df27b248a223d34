"""A festival at the desk: set up, review, schedule, publish, note, sum up."""

import re

from django.test import Client

from pustakota.contexts.festivals import actions
from pustakota.contexts.festivals.models import Festival, Proposal, Session, Stage, Stand, Volunteer
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation.actors import SYSTEM
from tests.factories.catalogue import a_record
from tests.factories.festivals import a_confirmed_session, a_festival, a_proposal, a_session, a_stage, on_day
from tests.factories.moments import NOW
from tests.factories.people import a_patron
from tests.factories.spaces import a_room
from tests.sites.desk.test_programme_pages import words

DESK = "/en/desk/festival/"


def test_a_festival_is_set_up_with_stages_and_stands(librarian: Client, point: ServicePoint) -> None:
    given = {"title": "Festival Literasi", "first_on": "2026-03-21", "last_on": "2026-03-22"}
    given |= {"opens_at": "2026-03-01T08:00", "closes_at": "2026-03-12T16:00"}
    crossed = librarian.post(f"{DESK}baru/", given | {"last_on": "2026-03-20"})
    assert (crossed.status_code, "It ends before it begins." in crossed.content.decode()) == (422, True)
    assert librarian.post(f"{DESK}baru/", given).status_code == 302
    festival = Festival.objects.get()
    page = f"{DESK}{festival.pk}/"
    room = a_room(at_point=point)
    assert librarian.post(page, {"wish": "stage", "name": ""}).status_code == 422
    assert librarian.post(page, {"wish": "stage", "name": "Aula", "room": str(room.pk)}).status_code == 302
    corner = a_room(at_point=point)
    assert librarian.post(page, {"wish": "stand", "name": "Penerbit", "room": str(corner.pk)}).status_code == 302
    taken = librarian.post(page, {"wish": "stand", "name": "Lain", "room": str(corner.pk)})
    assert (taken.status_code, "Somebody else has that time." in taken.content.decode()) == (422, True)
    assert librarian.post(page, {"drop": str(Stand.objects.get().pk)}).status_code == 302
    assert librarian.post(page, {"drop": "9" * 40}).status_code == 404
    assert Stage.objects.get().resource_id == room.pk
    assert librarian.post(f"{page}ubah/", given | {"title": "Festival Kopi"}).status_code == 302
    assert "Festival Kopi" in words(librarian, DESK)


def test_whoever_hosts_reviews_and_whoever_plans_decides(desk: Client, librarian: Client, point: ServicePoint) -> None:
    proposal = a_proposal(a_festival(at_point=point))
    page = f"{DESK}usulan/{proposal.pk}/"
    assert desk.post(page, {"wish": "score", "points": "9"}).status_code == 422
    assert desk.post(page, {"wish": "score", "points": "4", "words": "Segar"}).status_code == 302
    assert librarian.post(page, {"wish": "score", "points": "5"}).status_code == 302
    assert "4.5 (2)" in words(librarian, f"{DESK}{proposal.festival_id}/")
    assert desk.post(page, {"wish": "accept"}).status_code == 403
    no_reason = librarian.post(page, {"wish": "reject"})
    assert (no_reason.status_code, "Write why" in no_reason.content.decode()) == (422, True)
    assert librarian.post(page, {"wish": "accept"}).status_code == 302
    assert Proposal.objects.get().state == "accepted"


def test_a_session_is_drafted_placed_published_and_noted(librarian: Client, point: ServicePoint) -> None:
    festival = a_festival(at_point=point)
    stage = a_stage(festival)
    page, record = f"{DESK}{festival.pk}/jadwal/", a_record("Bumi manusia")
    given = {"wish": "add", "title": "Bedah Buku", "kind": "book", "minutes": "60", "volunteers_needed": "2"}
    assert librarian.post(page, given | {"books": "tidak-ada"}).status_code == 422
    assert not Session.objects.exists()
    assert librarian.post(page, given | {"books": str(record.pk)}).status_code == 302
    session = Session.objects.get()
    one = f"{DESK}sesi/{session.pk}/"
    assert librarian.post(page, {"wish": "publish"}).status_code == 422
    placed = {"wish": "place", "stage": str(stage.pk), "start": "2026-03-21T09:00"}
    assert librarian.post(one, placed).status_code == 302
    assert "09.00 Bedah Buku" in words(librarian, page)
    assert "new: Bedah Buku" in words(librarian, page)
    assert librarian.post(page, {"wish": "publish"}).status_code == 302
    assert "version 1" in words(librarian, page)
    volunteer = a_patron(name="Sari")
    assert librarian.post(one, {"wish": "volunteer", "card": "X-1"}).status_code == 422
    assert librarian.post(one, {"wish": "volunteer", "card": volunteer.card_number, "task": "Pintu"}).status_code == 302
    assert "1 of 2 volunteers" in words(librarian, page)
    assert librarian.post(one, {"wish": "unhelp", "volunteer": "9" * 40}).status_code == 404
    assert librarian.post(one, {"wish": "unhelp", "volunteer": str(Volunteer.objects.get().pk)}).status_code == 302
    early = librarian.post(one, {"wish": "tally", "number": "12"})
    assert early.status_code in {302, 422}
    assert librarian.post(one, {"wish": "words", "title": "", "kind": "book", "minutes": "60"}).status_code == 422
    assert librarian.post(one, {"wish": "drop"}).status_code == 302
    assert "out: Bedah Buku" in words(librarian, page)


def test_collisions_stand_on_the_page_before_anybody_presses(librarian: Client, point: ServicePoint) -> None:
    festival = a_festival(at_point=point)
    stage = a_stage(festival)
    a_session(festival, "Satu", stage=stage, at="09:00", speaker="Ayu")
    a_session(festival, "Dua", stage=stage, at="09:30", speaker="Ayu")
    waiting = a_confirmed_session(festival, "Tiga")
    Proposal.objects.filter(pk=waiting.proposal_id).update(state="accepted")
    librarian.post(f"{DESK}sesi/{waiting.pk}/", {"wish": "place", "stage": stage.pk, "start": "2026-03-21T13:00"})
    page = words(librarian, f"{DESK}{festival.pk}/jadwal/")
    for sentence in ("on the same stage at the same time", "Ayu speaks in", "has not said yes yet"):
        assert sentence in page


def test_the_sum_says_what_is_missing(desk: Client, point: ServicePoint) -> None:
    festival = a_festival(at_point=point)
    page = f"{DESK}{festival.pk}/rekap/"
    assert "Came no data" in words(desk, page)


def test_two_published_versions_are_compared(librarian: Client, point: ServicePoint) -> None:
    festival = a_festival(at_point=point)
    hall, garden = a_stage(festival), a_stage(festival, "Taman")
    page = f"/en/desk/festival/{festival.pk}/versi/"
    assert librarian.get(page).status_code == 404
    stays, moves, goes = (
        a_session(festival, title, stage=hall, at=at)
        for title, at in (("Pembukaan", "09:00"), ("Dongeng", "11:00"), ("Kuis", "13:00"))
    )
    actions.publish_schedule(festival=festival, by=SYSTEM, at=NOW)
    actions.place_session(session=moves, stage=garden, starts_at=on_day("15:00"), by=SYSTEM)
    actions.drop_session(session=goes, by=SYSTEM)
    a_session(festival, "Musik", stage=garden, at="10:00")
    actions.change_session(session=stays, titles=[], by=SYSTEM, title="Pembukaan dan doa", speaker="Ayu Utami")
    actions.publish_schedule(festival=festival, by=SYSTEM, at=NOW)
    said = " ".join(re.sub(r"<[^>]+>", " ", librarian.get(page).text).split())
    assert "New Musik Saturday, 21 March, 10:00–" in said
    assert "Moved Dongeng Saturday, 21 March, 11:00–" in said
    assert "→ Saturday, 21 March, 15:00–" in said
    assert "Out Kuis" in said
    assert "Pembukaan → Pembukaan dan doa · Ayu Utami" in said
    assert "Nothing differs" in librarian.get(f"{page}?dari=2&ke=2").text
    assert "Out" in librarian.get(f"{page}?dari=2&ke=1").text
    assert librarian.get(f"{page}?dari=x&ke=99").status_code == 200
