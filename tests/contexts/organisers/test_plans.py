"""What organisers plan, and what becomes of it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.organisers import actions, queries
from pustakota.contexts.organisers.models import OwnEvent, PlanState
from pustakota.contexts.programmes.models import Occurrence
from pustakota.contexts.spaces.models import Booking
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.delivery import Outbox
from pustakota.foundation.errors import NotAllowed, Refusal
from tests.conftest import NothingChanges
from tests.factories.catalogue import a_record
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.organisers import (
    ENDS,
    EVENT_DAY,
    STARTS,
    a_plan,
    a_sent_plan,
    a_trainee,
    acting,
    an_organiser,
    an_own_event,
    found,
    some_terms,
    their_room,
)
from tests.factories.people import a_member_acting, a_member_of_staff, a_patron, an_actor
from tests.factories.spaces import a_booking, a_room
from tests.refusals import reasons

pytestmark = pytest.mark.usefixtures("told_by_mail")


@pytest.mark.django_db
def test_only_an_organiser_whose_credential_holds_plans(nothing_changes: NothingChanges) -> None:
    trainee, organiser = a_trainee(), an_organiser()
    stranger = a_member_acting(a_patron())
    with nothing_changes():
        draft = {"title": "Klub", "at": NOW}
        assert reasons(lambda: actions.draft(organiser=trainee, by=acting(trainee), **draft)) == ["credential_over"]
        late = {"title": "Klub", "at": later(days=400)}
        assert reasons(lambda: actions.draft(organiser=organiser, by=acting(organiser), **late)) == ["credential_over"]
        for by in (stranger, VISITOR):
            with pytest.raises(NotAllowed):
                actions.draft(organiser=organiser, by=by, **draft)


@pytest.mark.django_db
def test_nobody_touches_the_plan_of_somebody_else(nothing_changes: NothingChanges) -> None:
    plan, other = a_plan(), an_organiser()
    given = {"event": plan, "by": acting(other), "at": NOW}
    record = a_record("Bumi manusia")
    with nothing_changes():
        for act in (actions.change, actions.send, actions.announce_alone, actions.take_back, actions.drop):
            with pytest.raises(NotAllowed):
                act(**given)
        for act in (actions.link_title, actions.unlink_title):
            with pytest.raises(NotAllowed):
                act(event=plan, record=record, by=acting(other))


@pytest.mark.django_db
def test_a_draft_may_lack_everything_but_what_is_sent_lacks_nothing(nothing_changes: NothingChanges) -> None:
    organiser = an_organiser()
    empty = {"about": "", "room": None, "starts_at": None, "ends_at": None, "capacity": None}
    plan = found(a_plan(organiser, **empty))
    with nothing_changes():
        expected = ["about_missing", "time_missing", "room_missing", "seats_missing"]
        assert reasons(lambda: actions.send(event=plan, by=acting(organiser), at=NOW)) == expected
        assert reasons(lambda: a_plan(organiser, title=" ", ends_at=STARTS)) == [
            "title_missing",
            "ends_before_it_begins",
        ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0, []), (-2, ["closed_then"]), (6, ["closed_then"])],
)
def test_the_time_is_checked_like_every_booking(hours: int, expected: list[str]) -> None:
    plan = a_plan(starts_at=STARTS + timedelta(hours=hours), ends_at=ENDS + timedelta(hours=hours))
    assert [reason.code for reason in queries.reasons_not_to_send(found(plan), at=NOW)] == expected


@pytest.mark.django_db
def test_a_taken_room_and_one_that_is_not_open_are_said() -> None:
    organiser = an_organiser()
    room = their_room(organiser)
    a_booking(room, span=Span(STARTS, ENDS))
    assert reasons(lambda: a_sent_plan(organiser)) == ["taken"]
    closed = a_room(at_point=organiser.service_point)
    assert reasons(lambda: a_sent_plan(organiser, room=closed)) == ["room_not_open"]


@pytest.mark.django_db
def test_free_times_are_those_of_the_one_check() -> None:
    organiser = an_organiser()
    room = their_room(organiser)
    a_booking(room, span=Span(STARTS, ENDS))
    terms = queries.terms_of(organiser.service_point)
    ((shown, spans),) = queries.free_times(terms, EVENT_DAY, at=NOW)
    assert shown == room
    assert [(f"{span.start:%H:%M}", f"{span.end:%H:%M}") for span in spans] == [("08:00", "09:00"), ("11:00", "16:00")]


@pytest.mark.django_db
def test_what_was_sent_is_announced_with_room_titles_and_words() -> None:
    plan = a_plan(host="Klub Apel", kind="book_talk")
    record = a_record("Bumi manusia")
    by = acting(plan.organiser)
    actions.link_title(event=plan, record=record, by=by)
    actions.send(event=found(plan), by=by, at=NOW)
    staff = an_actor("programmes.plan", "spaces.book", at_point=plan.organiser.service_point)
    done = actions.approve(event=found(plan), staff=(), words="Selamat!", capacity=10, by=staff, at=NOW)
    occurrence = Occurrence.objects.select_related("programme").get(programme__title=plan.title)
    programme = occurrence.programme
    assert (done.state, done.occurrence) == (PlanState.APPROVED, occurrence)
    assert (occurrence.state, occurrence.capacity, occurrence.starts_at, occurrence.ends_at) == (
        "published",
        10,
        STARTS,
        ENDS,
    )
    assert (programme.title, programme.partners, programme.kind) == ("Klub Baca Sore", "Klub Apel", "book_talk")
    assert programme.subjects.get().record == record
    assert Booking.objects.get().resource == plan.room
    Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))
    told = Notice.objects.get(template="organisers/event", facts__news="announced")
    assert told.facts["words"] == "Selamat!"


@pytest.mark.django_db
def test_all_that_is_missing_is_said_and_nothing_is_announced(nothing_changes: NothingChanges) -> None:
    plan = a_sent_plan(age_from=7, age_to=12)
    a_booking(their_room(plan.organiser), span=Span(STARTS, ENDS))
    approve = {"event": plan, "by": SYSTEM, "at": NOW}
    with nothing_changes():
        assert reasons(lambda: actions.approve(staff=(), **approve)) == ["taken"]
        moved = {"starts_at": ENDS, "ends_at": ENDS + timedelta(hours=1)}
        assert reasons(lambda: actions.approve(staff=(), **moved, **approve)) == ["nobody_for_minors"]
    staff = a_member_of_staff(role="pustakawan", at_point=plan.organiser.service_point)
    assert actions.approve(staff=(staff,), **moved, **approve).occurrence
    assert not OwnEvent.objects.filter(state="sent").exists()


@pytest.mark.django_db
def test_staff_send_back_or_decline_with_words_and_elsewhere_they_cannot(nothing_changes: NothingChanges) -> None:
    plan = a_sent_plan()
    elsewhere = an_actor("programmes.plan", at_point=a_point())
    for act in (actions.send_back, actions.decline_event):
        with nothing_changes():
            assert reasons(lambda act=act: act(event=plan, words=" ", by=SYSTEM, at=NOW)) == ["words_missing"]
            for by in (elsewhere, acting(plan.organiser)):
                with pytest.raises(NotAllowed):
                    act(event=plan, words="Tidak", by=by, at=NOW)
    for by in (elsewhere, acting(plan.organiser)):
        with pytest.raises(NotAllowed):
            actions.approve(event=plan, staff=(), by=by, at=NOW)
    back = actions.send_back(event=plan, words="Pilih ruang lain", by=SYSTEM, at=NOW)
    assert (back.state, back.words) == (PlanState.DRAFT, "Pilih ruang lain")
    sent = actions.send(event=found(plan), by=acting(plan.organiser), at=NOW)
    assert sent.words == ""
    assert actions.decline_event(event=found(plan), words="Maaf", by=SYSTEM, at=NOW).state == PlanState.DECLINED
    again = {"event": found(plan), "by": SYSTEM, "at": NOW}
    assert reasons(lambda: actions.approve(staff=(), **again)) == ["not_sent"]


@pytest.mark.django_db
def test_a_credential_that_ended_meanwhile_announces_nothing(nothing_changes: NothingChanges) -> None:
    plan = a_sent_plan()
    actions.revoke(organiser=plan.organiser, because="x", by=SYSTEM, at=NOW)
    with nothing_changes():
        given = {"event": found(plan), "staff": (), "by": SYSTEM, "at": NOW}
        assert reasons(lambda: actions.approve(**given)) == ["credential_over"]


@pytest.mark.django_db
def test_what_was_sent_is_not_changed_but_taken_back_or_dropped() -> None:
    plan = a_sent_plan()
    given = {"event": plan, "by": acting(plan.organiser), "at": NOW}
    assert reasons(lambda: actions.change(title="Lain", **given)) == ["not_draft"]
    assert actions.take_back(**given).state == PlanState.DRAFT
    assert actions.drop(**(given | {"event": found(plan)})).state == PlanState.WITHDRAWN
    announced = an_own_event()
    own = {"event": announced, "by": acting(announced.organiser), "at": NOW}
    for act in (actions.change, actions.send, actions.drop, actions.announce_alone):
        assert reasons(lambda act=act: act(**own)) == ["not_draft"]


def on_second_level(**given: object) -> OwnEvent:
    """A draft of somebody who announces alone up to twelve seats."""
    point = a_point()
    some_terms(at_point=point, good_events=0, most_people=12, rooms=(a_room(at_point=point, seats=20),))
    organiser = actions.raise_level(organiser=an_organiser(at_point=point), by=SYSTEM, at=NOW)
    return found(a_plan(organiser, **given))


@pytest.mark.django_db
def test_on_the_second_level_one_announces_alone_within_limits(nothing_changes: NothingChanges) -> None:
    plan = on_second_level(capacity=13, age_from=12, about="")
    alone = {"event": plan, "by": acting(plan.organiser), "at": NOW}
    with nothing_changes():
        expected = ["too_many_alone", "minors_need_staff", "about_missing"]
        assert reasons(lambda: actions.announce_alone(**alone)) == expected
    actions.change(capacity=12, age_from=None, about="Baca", **alone)
    done = actions.announce_alone(**(alone | {"event": found(plan)}))
    assert (done.state, done.decided_by) == (PlanState.APPROVED, acting(plan.organiser).account_id)
    assert Booking.objects.get().made_by == acting(plan.organiser).account_id
    first = a_plan()
    alone = {"event": found(first), "by": acting(first.organiser), "at": NOW}
    assert reasons(lambda: actions.announce_alone(**alone)) == ["staff_announce"]


@pytest.mark.django_db
def test_at_most_twelve_titles_are_linked() -> None:
    plan = a_plan()
    by = acting(plan.organiser)
    records = [a_record(f"Judul {number}") for number in range(13)]
    for record in records[:12]:
        actions.link_title(event=plan, record=record, by=by)
    assert reasons(lambda: actions.link_title(event=plan, record=records[12], by=by)) == ["too_many_titles"]
    actions.unlink_title(event=plan, record=records[0], by=by)
    assert plan.titles.count() == 11


def test_of_two_who_announce_one_room_one_has_it(transactional_db: None) -> None:
    """Two plans for one room and time, approved at the same moment."""
    organiser = an_organiser()
    plans = [a_sent_plan(organiser, title=title) for title in ("Satu", "Dua")]
    start, outcomes = Barrier(2), []

    def approve(plan: OwnEvent) -> None:
        try:
            start.wait()
            actions.approve(event=plan, staff=(), by=SYSTEM, at=NOW)
            outcomes.append("announced")
        except Refusal as refusal:
            outcomes.append(refusal.reasons[0].code)
        finally:
            connection.close()

    threads = [Thread(target=approve, args=(plan,)) for plan in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("announced") == 1
    assert set(outcomes) <= {"announced", "taken", "thing_taken"}
    assert (Occurrence.objects.filter(programme__title__in=["Satu", "Dua"]).count(), Booking.objects.count()) == (1, 1)
