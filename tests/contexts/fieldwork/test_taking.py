"""What phones send is taken once each, whatever the order, and what is refused is never lost."""

from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest

from pustakota.contexts.fieldwork import actions, queries, tasks
from pustakota.contexts.fieldwork.errors import EntryRefused, SendingRefused
from pustakota.contexts.fieldwork.models import Entry
from pustakota.contexts.participation.models import Participation
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes import queries as planned
from pustakota.contexts.programmes.actions import Mode
from pustakota.contexts.programmes.models import Kind, Registration
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed, Refusal
from tests.factories.fieldwork import a_phone, a_refused_entry, an_entry, here, outcomes, sent_by, undo
from tests.factories.organisation import a_point
from tests.factories.people import a_patron
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
A_MINUTE = timedelta(minutes=1)


def test_an_entry_sent_again_is_answered_as_the_first_time_and_done_once() -> None:
    registration = a_registration(an_occurrence(a_programme(most_in_party=3)), party=3)
    phone, entry = a_phone(registration.occurrence.service_point), here(registration)
    for _ in range(3):
        assert outcomes(sent_by(phone, entry)) == ["taken"]
    assert outcomes(sent_by(phone, entry, entry)) == ["taken", "taken"]
    assert planned.heads(registration.occurrence) == 3
    assert Participation.objects.count() == 2
    assert Entry.objects.count() == 1


def test_two_phones_that_noted_the_same_person_agree_and_the_earlier_moment_counts() -> None:
    registration = a_registration(an_occurrence())
    point = registration.occurrence.service_point
    one, other = a_phone(point), a_phone(point)
    assert outcomes(sent_by(one, here(registration, at=BEGINS + A_MINUTE), at=BEGINS + 9 * A_MINUTE)) == ["taken"]
    card = people.patron_of_person(registration.person_id or 0)
    assert card
    by_card = an_entry("card", registration.occurrence, card=card.card_number)
    assert outcomes(sent_by(other, by_card, at=BEGINS + 9 * A_MINUTE)) == ["agreed"]
    registration.refresh_from_db()
    assert (registration.status, registration.came_at) == ("attended", BEGINS)
    assert planned.heads(registration.occurrence) == 1


def standing_after(order: tuple[dict[str, Any], ...], devices: dict[str, Any]) -> tuple[str, int, int]:
    for entry in order:
        sent_by(devices[entry["uuid"]], entry, at=BEGINS + 9 * A_MINUTE)
    registration = Registration.objects.latest("pk")
    standing = Participation.objects.standing().filter(ref=planned.ref_of(registration.occurrence)).count()
    return registration.status, standing, planned.heads(registration.occurrence)


@pytest.mark.parametrize("place", range(24))
@pytest.mark.parametrize("takes_back", [1, 2])
def test_arrivals_and_their_undoing_come_to_the_same_in_any_order(place: int, takes_back: int) -> None:
    """Two phones note somebody; one takes it back (they stay here) or both do (they are not)."""
    registration = a_registration(an_occurrence())
    point = registration.occurrence.service_point
    one, other = a_phone(point), a_phone(point)
    first, second = here(registration), here(registration)
    backs = [undo(first, registration.occurrence), undo(second, registration.occurrence)][:takes_back]
    devices = {first["uuid"]: one, second["uuid"]: other, backs[0]["uuid"]: one, backs[-1]["uuid"]: other}
    devices[backs[0]["uuid"]] = one
    entries = [first, second, *backs]
    order = list(permutations(entries))[place % len(list(permutations(entries)))]
    expected = ("attended", 1, 1) if takes_back == 1 else ("confirmed", 0, 0)
    assert standing_after(order, devices) == expected


def test_what_the_desk_noted_is_not_taken_back_by_a_phone() -> None:
    registration = a_registration(an_occurrence())
    phone, entry = a_phone(registration.occurrence.service_point), here(registration)
    programmes.check_in(registration=registration, by=SYSTEM, at=BEGINS, source=programmes.Source.DESK)
    assert outcomes(sent_by(phone, entry)) == ["agreed"]
    assert outcomes(sent_by(phone, undo(entry, registration.occurrence))) == ["taken"]
    registration.refresh_from_db()
    assert registration.status == "attended"


def test_a_card_that_is_not_registered_walks_in_and_its_number_is_not_kept() -> None:
    occurrence, patron = an_occurrence(capacity=1), a_patron()
    phone = a_phone(occurrence.service_point)
    entry = an_entry("card", occurrence, card=f" {patron.card_number.lower()} ")
    assert outcomes(sent_by(phone, entry)) == ["taken"]
    kept = Entry.objects.get()
    assert "card" not in kept.said
    assert kept.subject == f"registration:{Registration.objects.get(person=patron.person).pk}"
    late = an_entry("card", occurrence, card=a_patron().card_number)
    [answer] = sent_by(phone, late)
    assert (answer.outcome, answer.words) == ("refused", ["No seat is free."])


def test_each_counter_counts_by_band_and_its_newest_word_stands() -> None:
    occurrence = an_occurrence(a_programme(is_nameless=True, registration=Mode.NONE, kind=Kind.WELLBEING))
    one, other = a_phone(occurrence.service_point), a_phone(occurrence.service_point)
    first = an_entry("tally", occurrence, numbers={"child": 3, "teen": 0, "adult": 1})
    second = an_entry("tally", occurrence, numbers={"child": 17, "adult": 0})
    assert outcomes(sent_by(one, second)) == ["taken"]
    assert outcomes(sent_by(one, first)) == ["superseded"]
    assert outcomes(sent_by(other, an_entry("tally", occurrence, numbers={"adult": 4}))) == ["taken"]
    assert planned.heads(occurrence) == 21
    standing = Participation.objects.standing()
    assert set(standing.values_list("band", "number", "person", "person_key")) == {
        ("child", 17, None, ""),
        ("adult", 4, None, ""),
    }
    assert outcomes(sent_by(one, an_entry("tally", occurrence, numbers={}))) == ["taken"]
    assert planned.heads(occurrence) == 4


def test_a_nameless_circle_takes_no_card_and_leaves_no_name() -> None:
    occurrence = an_occurrence(a_programme(is_nameless=True, registration=Mode.NONE, kind=Kind.WELLBEING))
    phone, patron = a_phone(occurrence.service_point), a_patron(name="Rahasia Sekali")
    [answer] = sent_by(phone, an_entry("card", occurrence, card=patron.card_number))
    assert answer.outcome == "refused"
    assert not Participation.objects.exists()
    assert not Registration.objects.exists()
    [event] = queries.extract(phone, at=BEGINS)["events"]
    assert (event["nameless"], event["people"]) == (True, [])


def test_somebody_leaves_and_the_minutes_are_those_they_were_here() -> None:
    registration = a_registration(an_occurrence())
    phone = a_phone(registration.occurrence.service_point)
    leaving = an_entry("left", registration.occurrence, registration=registration.pk, at=BEGINS + 40 * A_MINUTE)
    assert outcomes(sent_by(phone, leaving, at=BEGINS + 60 * A_MINUTE)) == ["refused"]
    entry = here(registration, at=BEGINS + 10 * A_MINUTE)
    again = leaving | {"uuid": str(uuid4())}
    assert outcomes(sent_by(phone, entry, again, at=BEGINS + 60 * A_MINUTE)) == ["taken", "taken"]
    assert Participation.objects.get().minutes == 30


def test_a_phone_whose_clock_is_wrong_is_put_right_and_nobody_came_tomorrow() -> None:
    registration = a_registration(an_occurrence())
    phone = a_phone(registration.occurrence.service_point)
    wrong = timedelta(hours=7)
    sent_by(
        phone, here(registration, at=BEGINS + wrong), at=BEGINS + 5 * A_MINUTE, sent_at=BEGINS + wrong + 5 * A_MINUTE
    )
    registration.refresh_from_db()
    assert registration.came_at == BEGINS


def test_what_comes_after_the_report_is_refused_kept_and_tried_again_or_settled() -> None:
    registration = a_registration(an_occurrence())
    point = registration.occurrence.service_point
    programmes.report(occurrence=registration.occurrence, by=SYSTEM, at=BEGINS + timedelta(hours=3))
    [answer] = sent_by(a_phone(point), here(registration), at=BEGINS + timedelta(days=1))
    assert (answer.outcome, answer.words) == ("refused", ["This registration is over."])
    [waits] = queries.entries_to_settle([point.pk])
    later = BEGINS + timedelta(days=2)
    assert actions.try_again(entry=waits, by=SYSTEM, at=later).outcome == "refused"
    with pytest.raises(EntryRefused):
        actions.settle(entry=waits, settlement=" ", by=SYSTEM, at=later)
    actions.settle(entry=waits, settlement="dicatat di buku", by=SYSTEM, at=later)
    assert queries.entries_to_settle([point.pk]) == []
    with pytest.raises(EntryRefused):
        actions.settle(entry=waits, settlement="lagi", by=SYSTEM, at=later)


def test_an_unknown_card_is_taken_once_it_is_known() -> None:
    occurrence = an_occurrence()
    waits = a_refused_entry(occurrence.service_point, occurrence)
    assert queries.words_of(waits) == ["No card has the number TAKADA."]
    a_patron(card_number="TAKADA")
    tried = actions.try_again(entry=waits, by=SYSTEM, at=BEGINS + timedelta(hours=1))
    assert (tried.outcome, tried.said.get("card")) == ("taken", None)
    assert Registration.objects.get().came_at == BEGINS


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "borrow"},
        {"kind": ["here"]},
        {"at": "yesterday"},
        {"at": "2026-03-10T09:00:00"},
        {"seq": -1},
        {"seq": True},
        {"occurrence": "1"},
        {"occurrence": 10**30},
        {"registration": None},
        {"registration": 10**12},
        {"registration": "1; drop table"},
    ],
)
def test_what_cannot_be_read_is_refused_kept_and_does_nothing(change: dict[str, Any]) -> None:
    registration = a_registration(an_occurrence())
    phone = a_phone(registration.occurrence.service_point)
    [answer] = sent_by(phone, here(registration) | change)
    assert answer.outcome == "refused"
    assert answer.words
    assert Entry.objects.get().outcome == "refused"
    assert not Participation.objects.exists()


@pytest.mark.parametrize("entry", [None, 7, "here", [], {}, {"uuid": "nobody"}, {"uuid": None}])
def test_an_entry_without_a_name_is_answered_and_the_others_are_taken(entry: Any) -> None:
    registration = a_registration(an_occurrence())
    phone = a_phone(registration.occurrence.service_point)
    assert outcomes(sent_by(phone, entry, here(registration))) == ["refused", "taken"]


@pytest.mark.parametrize("sent", [None, [], {}, {"entries": []}, {"entries": {}, "sent_at": BEGINS.isoformat()}])
def test_a_sending_that_cannot_be_read_is_refused_as_a_whole(sent: Any) -> None:
    phone = a_phone(a_point())
    with pytest.raises(SendingRefused):
        actions.take(sent=sent, device=phone, by=people.actor_of_device(phone), at=BEGINS)


def test_a_phone_notes_nothing_at_another_point() -> None:
    registration = a_registration(an_occurrence())
    phone = a_phone(a_point())
    assert outcomes(sent_by(phone, here(registration))) == ["refused"]
    registration.refresh_from_db()
    assert registration.status == "confirmed"
    with pytest.raises(NotAllowed):
        actions.take(sent={}, device=a_phone(a_point()), by=people.actor_of_device(phone), at=BEGINS)


def test_three_months_on_an_entry_leads_to_nobody() -> None:
    registration = a_registration(an_occurrence())
    sent_by(a_phone(registration.occurrence.service_point), here(registration))
    a_refused_entry(registration.occurrence.service_point, registration.occurrence)
    assert tasks.forget_said(BEGINS + timedelta(days=90)) == 0
    assert tasks.forget_said(BEGINS + timedelta(days=91)) == 2
    assert set(Entry.objects.values_list("subject", flat=True)) == {""}
    assert "TAKADA" not in str(list(Entry.objects.values()))


def test_a_person_sees_and_takes_away_what_phones_noted() -> None:
    registration = a_registration(an_occurrence())
    sent_by(a_phone(registration.occurrence.service_point), here(registration))
    assert registration.person_id
    assert len(queries.kept_about(registration.person_id)["Noted by phones at the door"]) == 1
    actions.forget_person(person_ids=[registration.person_id], by=SYSTEM)
    assert queries.kept_about(registration.person_id)["Noted by phones at the door"] == []


def test_a_refusal_of_an_action_changes_nothing_else() -> None:
    registration = a_registration(an_occurrence())
    with pytest.raises(Refusal):
        programmes.leave(registration=registration, left_at=BEGINS, by=SYSTEM)
    registration.refresh_from_db()
    assert registration.left_at is None
