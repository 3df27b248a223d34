"""Organisers at the desk: the rule, an application, training, credential, level; and what they send."""

from datetime import timedelta

import pytest
from django.test import Client

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.organisers import actions
from pustakota.contexts.organisers.models import Organiser, OwnEvent, Terms, Watched
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW, later
from tests.factories.organisers import (
    EVENT_DAY,
    a_sent_plan,
    a_trainee,
    an_applicant,
    an_organiser,
    an_own_event,
    some_terms,
    their_room,
)
from tests.factories.people import a_child, a_member_of_staff, a_patron
from tests.factories.programmes import a_programme, an_occurrence
from tests.factories.spaces import a_room
from tests.pages import words

DESK = "/en/desk/penyelenggara/"
TERMS = {
    "is_open": "on", "to_watch": 2, "youngest": 16, "valid_months": 6, "good_events": 1, "most_people": 25,
    "days_after": 2, "words": "Mari belajar.",
}  # fmt: skip


def test_the_rule_is_kept_in_one_form(librarian: Client, point: ServicePoint) -> None:
    room, course = a_room(at_point=point, name="Ruang Cerita"), a_programme(at_point=point)
    assert librarian.post(f"{DESK}ketentuan/", TERMS | {"valid_months": 0, "to_watch": ""}).status_code == 422
    given = TERMS | {"rooms": [room.pk], "course": course.pk}
    assert librarian.post(f"{DESK}ketentuan/", given).status_code == 302
    terms = Terms.objects.get(service_point=point)
    assert (terms.course, terms.valid_months, list(terms.rooms.all())) == (course, 6, [room])
    assert "Mari belajar." in words(librarian, f"{DESK}ketentuan/")


def test_an_application_is_answered_on_its_page(librarian: Client, point: ServicePoint) -> None:
    organiser = an_applicant(at_point=point, experience="Arisan buku")
    page = f"{DESK}{organiser.pk}/"
    assert "Arisan buku" in words(librarian, page)
    assert librarian.post(page, {"wish": "accept", "words": ""}).status_code == 422
    assert librarian.post(page, {"wish": "accept", "words": "Mari"}).status_code == 302
    assert librarian.post(page, {"wish": "accept", "words": "Mari"}).status_code == 422
    other = an_applicant(at_point=point)
    assert librarian.post(f"{DESK}{other.pk}/", {"wish": "decline", "words": "Maaf"}).status_code == 302
    assert set(Organiser.objects.values_list("state", flat=True)) == {"training", "declined"}
    assert librarian.get(f"{DESK}999999/").status_code == 404


def test_a_guardian_is_noted_by_name(librarian: Client, point: ServicePoint) -> None:
    mother = a_patron(home=point, name="Ibu Ratih")
    child = a_child(guardian=mother, born_on=NOW.date() - timedelta(days=16 * 366))
    organiser = an_applicant(patron=child, at_point=point)
    page = f"{DESK}{organiser.pk}/"
    assert "Ibu Ratih" in words(librarian, page)
    assert librarian.post(page, {"wish": "guardian", "guardian": mother.person_id + 99}).status_code == 422
    assert librarian.post(page, {"wish": "guardian", "guardian": mother.person_id}).status_code == 302
    assert Organiser.objects.get().guardian == mother.person


def test_the_credential_is_given_renewed_and_revoked(librarian: Client, point: ServicePoint) -> None:
    trainee = a_trainee(at_point=point)
    page = f"{DESK}{trainee.pk}/"
    refused = librarian.post(page, {"wish": "credit"})
    assert (refused.status_code, "0 of 1 event was watched" in refused.content.decode()) == (422, True)
    date = an_occurrence(a_programme(at_point=point), starts_at=later(minutes=-30))
    ticks = f"/en/desk/kegiatan/{date.pk}/magang/"
    assert trainee.person
    assert trainee.person.name in words(librarian, ticks)
    assert librarian.post(ticks, {"untuk": trainee.code, "wish": "watched"}).status_code == 302
    assert librarian.post(ticks, {"untuk": trainee.code, "wish": "watched"}).status_code == 409
    assert librarian.post(ticks, {"untuk": "siapa", "wish": "watched"}).status_code == 404
    assert librarian.post(ticks, {"untuk": trainee.code, "wish": "undo"}).status_code == 302
    assert not Watched.objects.exists()
    librarian.post(ticks, {"untuk": trainee.code})
    for wish in ("credit", "credit", "lower"):
        assert librarian.post(page, {"wish": wish}).status_code == 302
    assert librarian.post(page, {"wish": "raise"}).status_code == 422
    assert librarian.post(page, {"wish": "revoke", "because": ""}).status_code == 422
    assert librarian.post(page, {"wish": "revoke", "because": "Menyalin daftar"}).status_code == 302
    assert "Menyalin daftar" in words(librarian, page)


def test_what_waits_is_announced_sent_back_or_declined(librarian: Client, point: ServicePoint) -> None:
    organiser = an_organiser(at_point=point)
    plan = a_sent_plan(organiser, age_from=7)
    page = f"{DESK}acara/{plan.code}/"
    assert plan.title in words(librarian, DESK)
    given = {
        "wish": "approve", "title": "Klub Cilik", "about": "Membaca", "room": their_room(organiser).pk,
        "on": EVENT_DAY.isoformat(), "begins": "09:00", "ends": "10:30", "capacity": 9,
    }  # fmt: skip
    refused = librarian.post(page, given)
    assert (refused.status_code, "name a member of staff" in refused.content.decode()) == (422, True)
    assert librarian.post(page, given | {"on": "besok"}).status_code == 422
    assert librarian.post(page, {"wish": "send_back", "words": ""}).status_code == 422
    staff = a_member_of_staff(role="pustakawan", at_point=point)
    assert librarian.post(page, given | {"staff": [staff.pk]}).status_code == 302
    event = OwnEvent.objects.get()
    assert (event.title, event.capacity, event.occurrence.state) == ("Klub Cilik", 9, "published")  # type: ignore[union-attr]
    assert "Klub Cilik" in words(librarian, page)
    for wish in ("send_back", "decline"):
        other = a_sent_plan(organiser, starts_at=later(days=9), ends_at=later(days=9, minutes=60))
        address = f"{DESK}acara/{other.code}/"
        assert librarian.post(address, {"wish": wish, "words": "Maaf"}).status_code == 302
        assert librarian.post(address, {"wish": wish, "words": "Maaf"}).status_code == 422
    assert librarian.get(f"{DESK}acara/tidak-ada/").status_code == 404


def test_an_event_whose_organiser_lost_the_right_is_loud(librarian: Client, point: ServicePoint) -> None:
    event = an_own_event(an_organiser(at_point=point))
    assert "take it over" not in words(librarian, DESK)
    actions.revoke(organiser=event.organiser, because="x", by=SYSTEM, at=NOW)
    assert "take it over" in words(librarian, DESK)


@pytest.mark.django_db
def test_whoever_hosts_reads_and_does_not_answer(desk: Client, point: ServicePoint) -> None:
    some_terms(at_point=point)
    organiser = an_applicant(at_point=point)
    assert organiser.person
    assert organiser.person.name in words(desk, DESK)
    assert desk.get(f"{DESK}{organiser.pk}/").status_code == 403
    assert desk.get(f"{DESK}ketentuan/").status_code == 403
