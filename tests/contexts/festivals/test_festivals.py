"""A festival from its call to its sum."""

from datetime import date, timedelta

import pytest

from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.festivals import actions, queries, tasks
from pustakota.contexts.festivals.models import Festival, Proposal, Session, StageDay, Volunteer
from pustakota.contexts.festivals.rules import Step
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.notices.queries import direct_letters, direct_parcel
from pustakota.contexts.participation.models import Participation
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes.actions import Source
from pustakota.contexts.programmes.models import Occurrence
from pustakota.contexts.spaces.models import Booking
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.delivery import Outbox
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.catalogue import a_record
from tests.factories.festivals import (
    FIRST,
    LAST,
    a_confirmed_session,
    a_draft,
    a_festival,
    a_proposal,
    a_session,
    a_stage,
    on_day,
)
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, an_actor
from tests.factories.spaces import a_booking, a_room, a_span
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told_by_mail")]


def deliver() -> None:
    Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))


def publish(festival: Festival) -> None:
    found = queries.festival(festival.pk)
    assert found
    actions.publish_schedule(festival=found, by=SYSTEM, at=NOW)


def place(session: Session, clock_: str, stage: object = None, day: date = FIRST) -> None:
    found = queries.session(session.pk)
    assert found
    actions.place_session(session=found, stage=stage or found.stage, starts_at=on_day(clock_, day), by=SYSTEM)  # type: ignore[arg-type]


def news() -> list[tuple[str, str]]:
    return [(letter.facts["proposal"], letter.facts["news"]) for letter in direct_letters(at=NOW)]


def test_a_festival_is_a_programme_and_its_days_and_call_must_hold() -> None:
    festival = a_festival()
    assert festival.programme.kind == "festival"
    crossed = {"title": " ", "last_on": FIRST - timedelta(days=1), "closes_at": later(days=-2)}
    assert reasons(lambda: a_festival(**crossed)) == ["title_missing", "days_crossed", "call_crossed"]
    actions.change_festival(festival=festival, title="Festival Kopi", about="", by=SYSTEM, at=NOW, last_on=LAST)
    assert str(queries.festival(festival.pk)) == "Festival Kopi"


def test_a_draft_is_its_makers_until_it_is_submitted() -> None:
    festival = a_festival()
    draft = a_draft(festival, speaker="")
    assert queries.proposals(festival) == []
    assert queries.proposal(draft.pk) is None
    assert reasons(lambda: actions.take_step(proposal=draft, step=Step.SUBMIT, at=NOW)) == ["speaker_missing"]
    draft = actions.change_proposal(proposal=draft, speaker="Ayu Utami", at=NOW)
    submitted = actions.take_step(proposal=draft, step=Step.SUBMIT, at=NOW)
    assert queries.proposals(festival) == [submitted]
    assert reasons(lambda: actions.change_proposal(proposal=submitted, title="Lain", at=NOW)) == ["not_possible"]
    assert reasons(lambda: a_draft(a_festival(closes_at=NOW))) == ["call_closed"]


def test_several_reviewers_score_and_the_best_stands_first() -> None:
    festival = a_festival()
    middling, best = a_proposal(festival, "Biasa"), a_proposal(festival, "Bagus")
    for account, points in ((1, 2), (2, 4), (1, 3)):
        by = an_actor("programmes.host", account_id=account)
        actions.give_score(proposal=middling, points=points, by=by, at=NOW)
    actions.give_score(proposal=best, points=5, words="Segar", by=an_actor("programmes.host"), at=NOW)
    found = [(row.title, row.points, row.reviews) for row in queries.proposals(festival)]  # type: ignore[attr-defined]
    assert found == [("Bagus", 5, 1), ("Biasa", 3.5, 2)]
    assert reasons(lambda: actions.give_score(proposal=best, points=6, by=SYSTEM, at=NOW)) == ["points_wrong"]
    draft = a_draft(festival)
    assert reasons(lambda: actions.give_score(proposal=draft, points=3, by=SYSTEM, at=NOW)) == ["not_reviewed_now"]


def test_an_accepted_proposal_becomes_a_session_and_leaves_with_its_speaker() -> None:
    festival = a_festival()
    proposal = a_proposal(festival)
    accept = lambda: actions.take_step_as_staff(proposal=proposal, step=Step.ACCEPT, by=SYSTEM, at=NOW)  # noqa: E731
    accept()
    assert [row.title for row in queries.sessions(festival)] == ["Sungai dan Kota"]
    assert reasons(accept) == ["not_possible"]
    assert reasons(lambda: actions.take_step(proposal=proposal, step=Step.ACCEPT, at=NOW)) == ["not_possible"]
    actions.take_step(proposal=proposal, step=Step.WITHDRAW, at=NOW)
    assert queries.sessions(festival) == []


def test_a_no_has_a_reason_and_can_be_thought_over() -> None:
    proposal = a_proposal()
    reject = lambda because: actions.take_step_as_staff(  # noqa: E731
        proposal=proposal, step=Step.REJECT, because=because, by=SYSTEM, at=NOW
    )
    assert reasons(lambda: reject(" ")) == ["reason_missing"]
    assert reject("Tema lain").state == "rejected"
    actions.take_step_as_staff(proposal=proposal, step=Step.ACCEPT, by=SYSTEM, at=NOW)
    assert Session.objects.count() == 1


def test_nothing_is_published_while_anything_collides(nothing_changes: NothingChanges) -> None:
    festival = a_festival()
    stage = a_stage(festival)
    assert reasons(lambda: publish(festival)) == ["nothing_scheduled"]
    a_session(festival, stage=stage, at="09:00", speaker="Eka, Ayu Utami")
    place(a_confirmed_session(festival), "09:30", stage)
    waits = a_proposal(festival, "Belum pasti", speaker="Eka")
    actions.take_step_as_staff(proposal=waits, step=Step.ACCEPT, by=SYSTEM, at=NOW)
    place(Session.objects.get(proposal=waits), "09:00", a_stage(festival, "Tenda"), date(2026, 3, 23))
    with nothing_changes():
        assert reasons(lambda: publish(festival)) == [
            "stage_collides",
            "speaker_collides",
            "speaker_unconfirmed",
            "outside_days",
        ]


def test_a_version_makes_dates_claims_the_rooms_and_tells_speakers() -> None:
    point = a_point()
    hall = a_room(at_point=point)
    festival = a_festival(at_point=point)
    stage = a_stage(festival, resource=hall)
    talk = a_confirmed_session(festival)
    place(talk, "10:00", stage)
    a_session(festival, stage=stage, at="13:00", capacity=30)
    deliver()
    publish(festival)
    deliver()
    found = [(row.name, row.place, row.registration, row.capacity) for row in Occurrence.objects.order_by("starts_at")]
    assert found == [
        ("Sungai dan Kota", "Panggung Utama", "none", None),
        ("Dongeng Pagi", "Panggung Utama", "open", 30),
    ]
    (day,) = StageDay.objects.all()
    assert (day.booking.starts_at, day.booking.ends_at) == (on_day("10:00"), on_day("14:00"))
    assert reasons(lambda: a_booking(hall, span=a_span("11:00", "12:00", on=FIRST))) == ["taken"]
    assert news()[-1] == ("Sungai dan Kota", "scheduled")
    assert "Saturday, 21 March, 10:00, Panggung Utama" in direct_parcel(direct_letters(at=NOW)[-1]).words.as_mail()
    assert reasons(lambda: publish(festival)) == ["nothing_differs"]


def test_a_taken_room_stops_the_whole_version(nothing_changes: NothingChanges) -> None:
    point = a_point()
    hall = a_room(at_point=point)
    a_booking(hall, span=a_span("11:00", "12:00", on=FIRST))
    festival = a_festival(at_point=point)
    a_session(festival, stage=a_stage(festival, resource=hall), at="11:30")
    a_session(festival, stage=a_stage(festival, "Tenda"), at="09:00")
    with nothing_changes():
        assert reasons(lambda: publish(festival)) == ["taken"]


def test_the_next_version_tells_only_those_for_whom_something_differs() -> None:
    point = a_point()
    festival = a_festival(at_point=point)
    stage, tent = a_stage(festival, resource=a_room(at_point=point)), a_stage(festival, "Tenda")
    stays, moves, swaps, leaves = (
        a_confirmed_session(festival, title, speaker=title) for title in ("Tetap", "Pindah", "Tukar", "Pergi")
    )
    for session, time in ((stays, "09:00"), (moves, "10:00"), (swaps, "11:00"), (leaves, "12:00")):
        place(session, time, stage)
    publish(festival)
    deliver()
    visitor = a_patron()
    told = len(direct_letters(at=NOW))
    place(moves, "11:00", stage)
    place(swaps, "10:00", tent)
    place(leaves, "12:00", stage)
    actions.drop_session(session=Session.objects.get(pk=leaves.pk), by=SYSTEM)
    late = a_session(festival, stage=stage, at="15:00", capacity=5)
    publish(festival)
    deliver()
    assert sorted(news()[told:]) == [("Pergi", "unscheduled"), ("Pindah", "scheduled"), ("Tukar", "scheduled")]
    dates = {row.name: (row.local_start.hour, row.place, row.state) for row in Occurrence.objects.all()}
    assert dates["Tetap"] == (9, "Panggung Utama", "published")
    assert dates["Pindah"] == (11, "Panggung Utama", "published")
    assert dates["Tukar"] == (10, "Tenda", "published")
    assert dates["Pergi"][2] == "cancelled"
    (day,) = StageDay.objects.all()
    assert day.booking.ends_at == on_day("16:00")
    late.refresh_from_db()
    occurrence = late.occurrence
    assert occurrence
    programmes.register(occurrence=occurrence, person=visitor.person, by=SYSTEM, at=NOW)
    place(late, "16:00", tent)
    publish(festival)
    deliver()
    assert Notice.objects.filter(about=visitor.person, facts__news="moved").count() == 1
    assert [version.number for version in queries.versions(festival)] == [3, 2, 1]
    assert not Booking.objects.filter(ends_at__gt=on_day("14:00"), state="confirmed").exists()


def test_a_speaker_who_withdraws_leaves_the_calendar_with_the_next_version() -> None:
    festival = a_festival()
    stage = a_stage(festival)
    place(a_confirmed_session(festival), "10:00", stage)
    a_session(festival, stage=stage, at="13:00")
    publish(festival)
    proposal = Proposal.objects.get()
    actions.take_step(proposal=proposal, step=Step.WITHDRAW, at=NOW)
    publish(festival)
    assert set(Occurrence.objects.values_list("title", "state")) == {
        ("Sungai dan Kota", "cancelled"),
        ("Dongeng Pagi", "published"),
    }


def test_a_stage_is_on_its_own_festival_and_has_a_name() -> None:
    festival = a_festival()
    elsewhere = a_stage(a_festival())
    session = a_session(festival)
    assert reasons(
        lambda: actions.place_session(session=session, stage=elsewhere, starts_at=on_day("09:00"), by=SYSTEM)
    ) == ["stage_elsewhere"]
    assert actions.place_session(session=session, stage=None, starts_at=on_day("09:00"), by=SYSTEM).starts_at is None
    assert reasons(lambda: a_stage(festival, " ")) == ["title_missing"]
    assert reasons(lambda: actions.change_session(session=session, by=SYSTEM, title="", minutes=0)) == [
        "title_missing",
        "no_length",
    ]


def test_a_stand_claims_its_place_on_all_days_and_gives_it_back() -> None:
    point = a_point()
    corner = a_room(at_point=point)
    festival = a_festival(at_point=point)
    assert reasons(lambda: actions.add_stand(festival=festival, name=" ", by=SYSTEM, at=NOW)) == ["stand_missing"]
    stand = actions.add_stand(festival=festival, name="Penerbit Kota", room=corner, by=SYSTEM, at=NOW)
    assert reasons(lambda: a_booking(corner, span=a_span("09:00", "10:00", on=LAST))) == ["taken"]
    actions.drop_stand(stand=stand, by=SYSTEM, at=NOW)
    assert queries.stands(festival) == []
    a_booking(corner, span=a_span("09:00", "10:00", on=LAST))


def test_nobody_helps_in_two_sessions_at_one_time() -> None:
    festival = a_festival()
    stage, tent = a_stage(festival), a_stage(festival, "Tenda")
    morning, same_time = a_session(festival, stage=stage, at="09:00"), a_session(festival, stage=tent, at="09:30")
    later_on = a_session(festival, stage=stage, at="10:30")
    person = a_patron().person
    help_in = lambda session: actions.name_volunteer(session=session, person=person, by=SYSTEM)  # noqa: E731
    volunteer = help_in(morning)
    assert reasons(lambda: help_in(morning)) == reasons(lambda: help_in(same_time)) == ["is_volunteering"]
    help_in(later_on)
    actions.drop_volunteer(volunteer=volunteer, by=SYSTEM)
    help_in(same_time)
    assert queries.kept_about(person.pk)
    actions.forget_person(person_ids=[person.pk], by=SYSTEM)
    assert not Volunteer.objects.filter(person__isnull=False).exists()


def test_twenty_sessions_are_summed_in_a_few_questions_and_open_to_their_rows(queries_are: QueriesAre) -> None:
    festival = a_festival()
    stage = a_stage(festival)
    made = [
        a_session(festival, f"Sesi {n}", stage=stage, at=f"{8 + n // 2:02d}:{30 * (n % 2):02d}", minutes=30)
        for n in range(20)
    ]
    actions.change_session(session=queries.session(made[0].pk), titles=[a_record("Bumi manusia")], by=SYSTEM)  # type: ignore[arg-type]
    assert reasons(lambda: actions.note_tally(session=made[0], number=3, by=SYSTEM, at=NOW, source=Source.DESK)) == [
        "not_published"
    ]
    publish(festival)
    for n, session in enumerate(queries.sessions(festival)[:19]):
        given = {"age_band": "0-12", "sex": "f"} if n < 2 else {}
        actions.note_tally(session=session, number=n + 1, by=SYSTEM, at=on_day("20:00"), source=Source.DESK, **given)
    first = queries.sessions(festival)[0]
    assert first.occurrence
    member = a_patron(born_on=date(2000, 1, 1))
    programmes.walk_in(
        occurrence=first.occurrence, person=member.person, by=SYSTEM, at=on_day("20:00"), source=Source.DESK
    )
    with queries_are(5):
        rows = queries.counted(festival)
    total = queries.roll_up(rows)
    assert (total.sessions, total.missing, total.heads, total.titles) == (20, 1, 191, 1)
    assert (total.minutes, total.ages, total.sexes) == (600, {"0-12": 3, "19-59": 1}, {"f": 3})
    assert total.heads == sum(Participation.objects.values_list("number", flat=True))
    assert queries.in_words(total.ages, queries.AgeBand) == [("children up to 12", 3), ("adults", 1)]


def test_what_is_not_ones_own_is_not_done(nothing_changes: NothingChanges) -> None:
    festival = a_festival()
    session, proposal = a_session(festival), a_proposal(festival)
    with nothing_changes():
        for act in (
            lambda: actions.publish_schedule(festival=festival, by=VISITOR, at=NOW),
            lambda: actions.take_step_as_staff(proposal=proposal, step=Step.ACCEPT, by=VISITOR, at=NOW),
            lambda: actions.give_score(proposal=proposal, points=3, by=VISITOR, at=NOW),
            lambda: actions.drop_session(session=session, by=VISITOR),
            lambda: actions.add_stand(festival=festival, name="x", by=VISITOR, at=NOW),
            lambda: actions.note_tally(session=session, number=1, by=VISITOR, at=NOW, source=Source.DESK),
            lambda: actions.forget_person(person_ids=[1], by=VISITOR),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_a_member_who_proposed_is_told_in_their_inbox_and_a_year_later_nobody_is_known() -> None:
    member = a_patron(name="Ayu")
    festival = a_festival()
    a_proposal(festival, person=member.person, email="")
    a_proposal(festival, "Lain")
    deliver()
    assert Notice.objects.filter(template="festivals/event").values_list("facts__news", flat=True).get() == "submitted"
    assert tasks.part_from_contacts(on_day("09:00") + timedelta(days=365)) == 0
    assert tasks.part_from_contacts(on_day("09:00") + timedelta(days=368)) == 2
    assert set(Proposal.objects.values_list("person", "email", "speaker")) == {(None, "", "Ayu Utami")}
