"""An organiser at the door of their own event: what they see, note and report; and that the right ends."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pustakota.contexts.credentials import actions as credentials
from pustakota.contexts.organisers import actions, queries
from pustakota.contexts.organisers.actions import Band
from pustakota.contexts.organisers.models import OwnEvent
from pustakota.contexts.participation.models import Participation
from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes import queries as planned
from pustakota.contexts.programmes.models import Registration
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.moments import NOW
from tests.factories.organisers import ENDS, STARTS, a_plan, acting, an_organiser, an_own_event, found
from tests.factories.people import a_member_acting, a_patron, an_actor
from tests.factories.programmes import a_registration, an_occurrence
from tests.refusals import reasons

pytestmark = pytest.mark.django_db
DOOR = STARTS - timedelta(minutes=30)
LATER = ENDS + timedelta(minutes=5)
NONE = dict.fromkeys(Band, 0)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def event() -> OwnEvent:
    return an_own_event()


def a_guest(event: OwnEvent, name: str = "Siti Aminah Mulyani", **given: Any) -> Registration:
    assert event.occurrence is not None
    return a_registration(event.occurrence, patron=a_patron(name=name, email=f"{name[:4]}@contoh.id"), **given)


def test_guests_are_shortened_names_and_seats_and_nothing_else(event: OwnEvent, queries_are: QueriesAre) -> None:
    a_guest(event)
    assert event.occurrence
    with queries_are(1):
        (guest,) = queries.guests(event.occurrence)
    assert (guest.name, guest.party, guest.is_here, guest.has_seat) == ("Siti A. M.", 1, False, True)


def test_a_guest_is_here_by_the_list_or_a_ticket(event: OwnEvent) -> None:
    first, second = a_guest(event), a_guest(event, "Budi Santoso")
    by = acting(event.organiser)
    ticket = planned.admission_of(second, at=NOW)
    actions.check_in(event=event, registration_id=first.pk, by=by, at=DOOR)
    actions.check_in_admission(event=event, admission=ticket, by=by, at=DOOR)
    assert set(Registration.objects.values_list("status", flat=True)) == {"attended"}
    assert set(Participation.objects.values_list("noted_by", "source")) == {(by.account_id, "web")}
    actions.undo_check_in(event=event, registration_id=first.pk, by=by, at=DOOR)
    first.refresh_from_db()
    assert first.status == "confirmed"
    again = {"event": event, "admission": ticket, "by": by, "at": DOOR}
    assert reasons(lambda: actions.check_in_admission(**again)) == ["already_here"]


def test_a_count_takes_the_place_of_the_one_before(event: OwnEvent) -> None:
    by = acting(event.organiser)
    actions.tally(event=event, numbers=NONE | {Band.ADULT: 4}, by=by, at=DOOR)
    actions.tally(event=event, numbers=NONE | {Band.ADULT: 6, Band.CHILD: 1}, by=by, at=STARTS)
    assert event.occurrence
    assert planned.heads(event.occurrence) == 7


def test_nobody_is_noted_days_before(event: OwnEvent, nothing_changes: NothingChanges) -> None:
    guest, by = a_guest(event), acting(event.organiser)
    early = STARTS - timedelta(hours=3)
    with nothing_changes():
        seat = {"event": event, "registration_id": guest.pk, "by": by, "at": early}
        assert reasons(lambda: actions.check_in(**seat)) == ["too_early"]
        assert reasons(lambda: actions.tally(event=event, numbers=NONE, by=by, at=early)) == ["too_early"]
        words = {"event": event, "words": " ", "by": by, "at": STARTS}
        assert reasons(lambda: actions.report(**words)) == ["not_over", "report_missing"]


def test_nothing_of_another_event_is_reachable(event: OwnEvent, nothing_changes: NothingChanges) -> None:
    """Every seat and ticket of every other date, by number, from one's own door."""
    other, staffs = an_own_event(), an_occurrence()
    seats = [a_guest(other), a_registration(staffs), a_registration(staffs)]
    by = acting(event.organiser)
    given = {"event": event, "by": by, "at": DOOR}
    with nothing_changes():
        for seat in seats:
            ticket = planned.admission_of(seat, at=NOW)
            for act in (actions.check_in, actions.undo_check_in):
                code = reasons(lambda act=act, seat=seat: act(registration_id=seat.pk, **given))
                assert code == ["unknown_guest"]
            code = reasons(lambda ticket=ticket: actions.check_in_admission(admission=ticket, **given))
            assert code == ["unknown_admission"]
        assert reasons(lambda: actions.check_in(event=event, registration_id=10**15, by=by, at=DOOR)) == [
            "unknown_guest"
        ]


def all_acts(event: OwnEvent, seat: Registration, by: Any, at: datetime) -> list[Any]:
    ticket = planned.admission_of(seat, at=NOW)
    same = {"event": event, "by": by, "at": at}
    return [
        lambda: actions.check_in(registration_id=seat.pk, **same),
        lambda: actions.check_in_admission(admission=ticket, **same),
        lambda: actions.undo_check_in(registration_id=seat.pk, **same),
        lambda: actions.tally(numbers=NONE | {Band.ADULT: 1}, **same),
        lambda: actions.report(words="Ramai", **same),
    ]


def test_the_door_is_its_organisers_alone(event: OwnEvent, nothing_changes: NothingChanges) -> None:
    seat = a_guest(event)
    staff = an_actor("programmes.host", "programmes.plan", at_point=event.organiser.service_point)
    others = [a_member_acting(a_patron()), acting(an_own_event().organiser)]
    with nothing_changes():
        for by in (VISITOR, staff, *others):
            for act in all_acts(event, seat, by, DOOR):
                with pytest.raises(NotAllowed):
                    act()


def revoke(event: OwnEvent) -> datetime:
    actions.revoke(organiser=event.organiser, because="Menyalin daftar", by=SYSTEM, at=DOOR)
    return DOOR


def revoke_among_letters(event: OwnEvent) -> datetime:
    assert event.organiser.credential
    credentials.revoke(credential=event.organiser.credential, because="x", by=SYSTEM, at=DOOR)
    return DOOR


def lapse(event: OwnEvent) -> datetime:
    credential = event.organiser.credential
    assert credential
    type(credential).objects.filter(pk=credential.pk).update(expires_on=STARTS.date() - timedelta(days=1))
    return DOOR


def call_off(event: OwnEvent) -> datetime:
    assert event.occurrence
    programmes.call_off(occurrence=event.occurrence, because="Hujan", by=SYSTEM, at=DOOR)
    return DOOR


def report(event: OwnEvent) -> datetime:
    actions.report(event=event, words="Ramai", by=acting(event.organiser), at=LATER)
    return LATER


def let_days_pass(event: OwnEvent) -> datetime:
    del event
    return ENDS + timedelta(days=3, minutes=1)


ENDINGS = [
    (revoke, "credential_over"),
    (revoke_among_letters, "credential_over"),
    (lapse, "credential_over"),
    (call_off, "not_announced"),
    (report, "reported"),
    (let_days_pass, "right_over"),
]


@pytest.mark.parametrize(("end", "code"), ENDINGS, ids=[end.__name__ for end, _code in ENDINGS])
def test_the_right_ends_at_once_and_with_it_every_page(
    end: Any, code: str, event: OwnEvent, nothing_changes: NothingChanges, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = a_guest(event)
    client = signed_in(event)
    monkeypatch.setattr(clock, "now", lambda: DOOR)
    page = reverse("public:own_door", args=[event.code])
    before = client.get(page)
    assert (before.status_code, "Siti A. M." in before.content.decode()) == (200, True)
    at = end(event)
    monkeypatch.setattr(clock, "now", lambda: at)
    with nothing_changes():
        for act in all_acts(found(event), seat, acting(event.organiser), at):
            assert reasons(act) == [code]
    wishes = [{}, {"wish": "here", "seat": seat.pk}, {"wish": "report", "report": "x"}, {"wish": "count", "adult": 3}]
    for answer in [client.get(page), *(client.post(page, wish) for wish in wishes)]:
        assert answer.status_code == 403
        assert "Siti" not in answer.content.decode()
    assert "Siti" not in client.get(reverse("public:my_plan", args=[event.code])).content.decode()


def test_the_report_closes_the_date_and_stays_with_the_event(event: OwnEvent) -> None:
    here, away = a_guest(event), a_guest(event, "Budi Santoso")
    by = acting(event.organiser)
    actions.check_in(event=event, registration_id=here.pk, by=by, at=DOOR)
    done = actions.report(event=event, words=" Ramai sekali. ", by=by, at=LATER)
    away.refresh_from_db()
    assert (done.report, away.status) == ("Ramai sekali.", "no_show")
    assert found(event).occurrence.state == "reported"  # type: ignore[union-attr]


def signed_in(event: OwnEvent) -> Client:
    client = Client()
    account = event.organiser.person and event.organiser.person.account
    assert account
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


def test_the_page_of_the_door_shows_no_card_no_address_no_birthday(
    event: OwnEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = a_guest(event)
    patron = Patron.objects.get(person=guest.person)
    type(patron.person).objects.filter(pk=guest.person_id).update(born_on="1990-04-17", phone="+628123456789")
    monkeypatch.setattr(clock, "now", lambda: DOOR)
    page = signed_in(event).get(reverse("public:own_door", args=[event.code])).content.decode()
    for secret in (patron.card_number, "Aminah", "Mulyani", "Siti@", "1990", "628123456789", guest.code):
        assert secret not in page


def test_a_page_of_the_door_does_each_thing_and_says_each_no(event: OwnEvent, monkeypatch: pytest.MonkeyPatch) -> None:
    guest, client = a_guest(event), signed_in(event)
    page = reverse("public:own_door", args=[event.code])
    monkeypatch.setattr(clock, "now", lambda: DOOR)
    for wish in ({"wish": "here", "seat": guest.pk}, {"wish": "not_here", "seat": guest.pk}, {"wish": "count"}):
        assert client.post(page, wish).status_code == 302
    for wish in ({"wish": "here"}, {"wish": "here", "seat": "x"}, {"wish": "admission", "admission": "PK1.9"}):
        assert client.post(page, wish).status_code == 422
    assert client.post(page, {"wish": "report", "report": "Ramai"}).status_code == 422
    assert client.post(page, {"wish": "nothing"}).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: LATER)
    assert client.post(page, {"wish": "report", "report": "Ramai"}).status_code == 302


def test_events_of_others_are_not_there(event: OwnEvent, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also for another organiser of the same point, for every state of the event."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    mine = an_own_event(
        an_organiser(at_point=event.organiser.service_point), starts_at=ENDS, ends_at=ENDS + (ENDS - STARTS)
    )
    client = signed_in(event)
    for other in (mine, a_plan(title="Konsep rahasia")):
        for name in ("my_plan", "own_door"):
            for verb in (client.get, client.post):
                answer = verb(reverse(f"public:{name}", args=[other.code]))
                assert answer.status_code == 404
                assert other.title not in answer.content.decode()
