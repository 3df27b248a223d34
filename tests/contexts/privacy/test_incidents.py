"""Failures of protection (UU 27/2022, article 46; P6): on the list, told in time, closed only then."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from pytest_django import Settings

from pustakota.contexts.notices import actions as messages
from pustakota.contexts.notices import queries as notices
from pustakota.contexts.notices import tasks as carrying
from pustakota.contexts.notices.errors import ChoiceRefused
from pustakota.contexts.notices.models import Letter, Notice
from pustakota.contexts.notices.rules import Channel, Kind
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import Patron
from pustakota.contexts.privacy import actions, queries, tasks
from pustakota.contexts.privacy.actions import Facts
from pustakota.contexts.privacy.errors import IncidentRefused
from pustakota.contexts.privacy.models import Affected, Incident
from pustakota.foundation import clock, personal_data
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import QueriesAre
from tests.contexts.notices.carriers import FakeCarrier
from tests.factories.moments import NOW, later
from tests.factories.notices import a_reader
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_patron, somebody_with_role

pytestmark = pytest.mark.django_db
KNOWN = Facts(
    what="Daftar anggota terkirim ke alamat yang salah",
    data="nama dan nomor telepon",
    how="Pada 2 Maret pukul 09.00 berkas dilampirkan ke surel yang keliru.",
    handling="Penerima diminta menghapusnya. Waspadai panggilan yang mengaku dari perpustakaan.",
    found_at=NOW - timedelta(hours=5),
)


@pytest.fixture(autouse=True)
def a_monday_in_english(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.OFFERED_CHANNELS = ["email"]
    with translation.override("en"):
        yield


def an_incident(**given: Any) -> Incident:
    return actions.keep_incident(facts=replace(KNOWN, **given), at_point=a_point(), by=SYSTEM, at=NOW)


def reasons(act: Callable[[], object]) -> list[str]:
    with pytest.raises(IncidentRefused) as refused:
        act()
    return [reason.code for reason in refused.value.reasons]


def test_what_is_wrong_with_an_incident_is_said_all_at_once() -> None:
    facts = Facts(what=" ", data="", found_at=later(minutes=60), began_at=later(days=2), ended_at=later(days=1))
    said = reasons(lambda: actions.keep_incident(facts=facts, at_point=a_point(), by=SYSTEM, at=NOW))
    assert said == ["what_missing", "data_missing", "found_in_future", "began_after_found", "ended_before_began"]
    assert not Incident.objects.exists()


def test_only_who_guards_personal_data_keeps_incidents() -> None:
    point = a_point()
    by = somebody_with_role("sirkulasi", at_point=point)
    with pytest.raises(NotAllowed):
        actions.keep_incident(facts=KNOWN, at_point=point, by=by, at=NOW)


def test_three_times_24_hours_count_from_when_it_was_noticed() -> None:
    standing = queries.standing(an_incident(), at=NOW)
    assert standing.left == timedelta(hours=67).total_seconds()
    assert queries.standing(an_incident(), at=later(days=4)).left < 0


def test_those_at_whom_an_account_looked_come_from_the_log_each_once() -> None:
    by, other = (replace(somebody_with_role("kepala"), account_id=number) for number in (7, 8))
    seen, seen_by_other, seen_later = a_patron(), a_patron(), a_patron()
    for minutes in (0, 90):  # a second look within the hour is one look
        people.note_look(person=seen.person, what="page", by=by, at=later(minutes=minutes), at_point=a_point())
    people.note_look(person=seen_by_other.person, what="page", by=other, at=NOW, at_point=a_point())
    people.note_look(person=seen_later.person, what="page", by=by, at=later(days=2), at_point=a_point())
    incident = an_incident()
    look = {"incident": incident, "since": NOW, "until": later(days=1), "by": SYSTEM}
    assert actions.add_seen(account_id=by.account_id, **look).number == 1
    assert actions.add_seen(account_id=None, **look).number == 1
    assert {row.person_id for row in queries.affected(incident)} == {seen.person_id, seen_by_other.person_id}


def test_members_of_points_and_old_cards_are_found_and_unknown_cards_named() -> None:
    here, there = a_point(), a_point()
    mine, closed, elsewhere = a_patron(home=here), a_patron(home=here, closed=True), a_patron(home=there)
    old = elsewhere.card_number
    people.replace_card(patron=elsewhere, why=people.WhyRetired.LOST, at_point=there, by=SYSTEM, at=NOW)
    incident = an_incident()
    assert actions.add_members(incident=incident, point_ids=[here.pk], by=SYSTEM).number == 1
    added = actions.add_cards(incident=incident, cards=f"{old}; {mine.card_number}\nX-99, {old}", by=SYSTEM)
    assert (added.number, added.unknown) == (1, ["X-99"])
    assert {row.person_id for row in queries.affected(incident)} == {mine.person_id, elsewhere.person_id}
    assert closed.person_id not in {row.person_id for row in queries.affected(incident)}


def test_a_search_that_finds_nobody_says_so() -> None:
    incident = an_incident()
    assert reasons(lambda: actions.add_seen(
        incident=incident, since=NOW, until=later(days=1), account_id=None, by=SYSTEM
    )) == ["nobody_found"]  # fmt: skip
    assert reasons(lambda: actions.add_seen(
        incident=incident, since=None, until=NOW, account_id=None, by=SYSTEM
    )) == ["range_missing"]  # fmt: skip
    assert actions.add_cards(incident=incident, cards="X-1 X-2", by=SYSTEM).unknown == ["X-1", "X-2"]


def told(patron: Patron) -> list[Notice]:
    return list(Notice.objects.filter(about=patron.person_id))


def a_told_incident(*patrons: Patron) -> Incident:
    incident = an_incident()
    actions.add_cards(incident=incident, cards=" ".join(each.card_number for each in patrons), by=SYSTEM)
    actions.order_telling(incident=incident, by=SYSTEM, at=NOW)
    incident.refresh_from_db()
    return incident


def test_everybody_is_told_whatever_they_chose_once(monkeypatch: pytest.MonkeyPatch) -> None:
    post = FakeCarrier()
    monkeypatch.setitem(carrying.CARRIERS, Channel.EMAIL, lambda: post)
    silent = a_reader(email="diam@example.org", agrees=())
    incident = a_told_incident(silent)
    assert (tasks.tell_affected(NOW), tasks.tell_affected(later(minutes=1))) == (1, 0)
    carrying.send(later(minutes=2))
    (letter,) = post.parcels
    said = " ".join(letter.words.lines)
    assert all(words in said for words in (KNOWN.what, KNOWN.data, KNOWN.how, KNOWN.handling))
    assert queries.standing(incident, at=NOW).untold == 0
    assert len(told(silent)) == 1


def test_nobody_chooses_against_what_the_law_has_told() -> None:
    patron = a_reader(email="ada@example.org")
    with pytest.raises(ChoiceRefused):
        messages.choose_ways(
            person_id=patron.person_id, wanted={(Kind.BREACH, Channel.EMAIL): False}, by=SYSTEM, at=NOW
        )


def test_who_has_no_address_is_told_on_paper() -> None:
    patron, reached = a_reader(agrees=()), a_reader(email="ada@example.org", agrees=())
    incident = a_told_incident(patron, reached)
    tasks.tell_affected(NOW)
    carrying.send(later(minutes=1))
    assert set(Letter.objects.filter(channel=Channel.PRINT).values_list("person", flat=True)) == {patron.person_id}
    letters, following = queries.on_paper(incident, at=NOW)
    assert ([each.card for each in letters], following) == ([patron.card_number], None)


def test_of_a_child_the_guardian_is_told() -> None:
    mother = a_patron(name="Ibu Ratna")
    child = a_child(guardian=mother)
    incident = a_told_incident(child)
    tasks.tell_affected(NOW)
    (letter,) = queries.on_paper(incident, at=NOW)[0]
    assert (letter.reader.name, letter.about) == ("Ibu Ratna", child.person.name)
    assert [each.about_id for each in notices.inbox(mother.person_id) for each in [each.notice]] == [child.person_id]


def test_nobody_is_told_before_the_letter_says_what_the_law_wants() -> None:
    incident = an_incident(how="", handling="")
    order = lambda: actions.order_telling(incident=incident, by=SYSTEM, at=NOW)  # noqa: E731
    assert reasons(order) == ["how_missing", "handling_missing", "nobody_affected"]
    patron = a_patron()
    actions.change_incident(incident=incident, facts=KNOWN, by=SYSTEM, at=NOW)
    actions.add_cards(incident=incident, cards=patron.card_number, by=SYSTEM)
    order()
    assert tasks.tell_affected(NOW) == 1


def test_it_closes_only_when_people_and_authority_were_told_and_then_for_good() -> None:
    incident = a_told_incident(a_patron())
    close = lambda: actions.close_incident(incident=incident, learnt="Lampiran diperiksa dua orang", by=SYSTEM, at=NOW)  # noqa: E731
    assert reasons(close) == ["people_untold", "agency_untold"]
    tasks.tell_affected(NOW)
    actions.note_agency_told(incident=incident, letter="045/12/2026", by=SYSTEM, at=NOW)
    close()
    assert reasons(lambda: actions.change_incident(incident=incident, facts=KNOWN, by=SYSTEM, at=NOW)) == [
        "already_closed"
    ]
    assert reasons(lambda: actions.add_members(incident=incident, point_ids=[], by=SYSTEM)) == ["already_closed"]


def test_somebody_is_taken_off_the_list_until_the_telling_begins() -> None:
    patron, other = a_patron(), a_patron()
    incident = an_incident()
    actions.add_cards(incident=incident, cards=f"{patron.card_number} {other.card_number}", by=SYSTEM)
    row = Affected.objects.get(person=patron.person_id)
    actions.take_off(incident=incident, affected_id=row.pk, by=SYSTEM)
    actions.order_telling(incident=incident, by=SYSTEM, at=NOW)
    left = Affected.objects.get()
    assert reasons(lambda: actions.take_off(incident=incident, affected_id=left.pk, by=SYSTEM)) == ["is_being_told"]
    assert left.person_id == other.person_id


def test_whoever_is_deleted_leaves_the_list_and_the_number_stays() -> None:
    patron = a_patron(born_on=date(1990, 1, 1))
    incident = a_told_incident(patron)
    shown = personal_data.shown(patron.person_id)["privacy"]
    assert [row["what"] for rows in shown.values() for row in rows] == [KNOWN.what]
    personal_data.forget(patron.person_id, by=SYSTEM, at=NOW)
    incident.refresh_from_db()
    assert (incident.parted, Affected.objects.count()) == (1, 0)


def test_telling_many_asks_the_database_as_often_as_telling_few(queries_are: QueriesAre) -> None:
    incident = a_told_incident(*(a_patron(home=a_point()) for _ in range(3)))
    with queries_are(13):
        actions.tell_some(incident=incident, at=NOW)
    more = a_told_incident(*(a_patron(home=a_point()) for _ in range(12)))
    with queries_are(13):
        actions.tell_some(incident=more, at=NOW)
