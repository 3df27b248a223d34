"""From an application to a credential, its renewal and its end."""

from datetime import date

import pytest

from pustakota.config import personal_data
from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.cases import actions as cases
from pustakota.contexts.credentials.models import Credential
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.organisers import actions, queries, tasks
from pustakota.contexts.organisers.models import Organiser, OwnEvent, State, Terms, Watched
from pustakota.contexts.people import actions as people
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes.actions import Kind, Source
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.delivery import Outbox
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.organisers import (
    a_plan,
    a_sent_plan,
    a_trainee,
    acting,
    an_applicant,
    an_organiser,
    an_own_event,
    has_watched,
    some_terms,
)
from tests.factories.people import a_child, a_member_acting, a_patron, an_actor
from tests.factories.programmes import a_programme, a_registration, an_occurrence
from tests.factories.spaces import a_room
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told_by_mail")]
YOUNG = date(2010, 1, 5)


def deliver() -> None:
    Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))


def again(organiser: Organiser) -> Organiser:
    found = queries.organiser(organiser.pk)
    assert found
    return found


def news_of(organiser: Organiser) -> list[str]:
    rows = Notice.objects.filter(because=f"organiser:{organiser.pk}").order_by("pk")
    return [row.facts["news"] for row in rows]


def test_an_application_is_a_request_that_staff_answer_once() -> None:
    organiser = an_applicant(experience="Memandu klub baca sekolah")
    assert organiser.case
    assert organiser.case.kind == "application"
    assert [said["value"] for said in organiser.case.answers][-1] == "Memandu klub baca sekolah"
    taken = actions.accept(organiser=organiser, words="Mari mulai.", by=SYSTEM, at=NOW)
    assert taken.state == State.TRAINING
    organiser.case.refresh_from_db()
    assert (organiser.case.state, organiser.case.outcome) == ("closed", "taken_up")
    assert reasons(lambda: actions.accept(organiser=again(organiser), words="x", by=SYSTEM, at=NOW)) == ["not_applied"]


def test_an_application_needs_an_open_point_words_and_nobody_who_has_one(nothing_changes: NothingChanges) -> None:
    point = a_point()
    patron = a_child(guardian=a_patron(home=point))
    empty = {"person": patron.person, "at_point": point, "why": "", "wish": " ", "by": SYSTEM, "at": NOW}
    with nothing_changes():
        expected = ["not_open", "too_young", "why_missing", "wish_missing"]
        assert reasons(lambda: actions.apply(**empty)) == expected
    mine = an_applicant()
    patron = mine.person.patron  # type: ignore[union-attr]
    assert reasons(lambda: an_applicant(patron=patron, at_point=mine.service_point)) == ["applied_before"]
    assert an_applicant(patron=patron).service_point != mine.service_point


def test_nobody_applies_in_the_name_of_somebody_else() -> None:
    patron, stranger = a_patron(), a_patron()
    some_terms(at_point=patron.home_point)
    given = {"person": patron.person, "at_point": patron.home_point, "why": "x", "wish": "y", "at": NOW}
    with pytest.raises(NotAllowed):
        actions.apply(**given, by=a_member_acting(stranger))
    assert actions.apply(**given, by=a_member_acting(patron)).state == State.APPLIED


def test_a_request_that_is_ended_among_the_others_ends_here_too() -> None:
    for outcome, state in (("taken_up", State.TRAINING), ("declined", State.DECLINED), ("duplicate", State.DECLINED)):
        organiser = an_applicant()
        assert organiser.case
        cases.close_case(case=organiser.case, outcome=outcome, words="Jawaban", by=SYSTEM, at=NOW)
        deliver()
        assert again(organiser).state == state
    deliver()


def test_a_no_has_words_and_leaves_the_way_open(nothing_changes: NothingChanges) -> None:
    organiser = an_applicant()
    with nothing_changes():
        assert reasons(lambda: actions.decline(organiser=organiser, words=" ", by=SYSTEM, at=NOW)) == ["words_missing"]
    assert actions.decline(organiser=organiser, words="Belum", by=SYSTEM, at=NOW).state == State.DECLINED
    person = organiser.person
    assert person
    assert an_applicant(patron=person.patron, at_point=organiser.service_point).state == State.APPLIED


def test_staff_of_the_point_answer_and_nobody_else() -> None:
    organiser = an_applicant()
    elsewhere = an_actor("programmes.plan", "cases.answer", at_point=a_point())
    for by in (VISITOR, acting(organiser), elsewhere):
        for act in (actions.accept, actions.decline):
            with pytest.raises(NotAllowed):
                act(organiser=organiser, words="x", by=by, at=NOW)
        for act in (actions.credit, actions.raise_level, actions.lower_level):
            with pytest.raises(NotAllowed):
                act(organiser=organiser, by=by, at=NOW)
        with pytest.raises(NotAllowed):
            actions.revoke(organiser=organiser, because="x", by=by, at=NOW)
        with pytest.raises(NotAllowed):
            actions.keep_terms(terms=Terms(service_point=organiser.service_point), rooms=[], by=by)


def test_under_eighteen_a_guardian_agrees_first() -> None:
    mother = a_patron()
    child = a_child(guardian=mother, born_on=YOUNG)
    organiser = an_applicant(patron=child)
    accept = {"organiser": organiser, "words": "Mari", "by": SYSTEM, "at": NOW}
    assert reasons(lambda: actions.accept(**accept)) == ["guardian_missing"]
    stranger = a_patron()
    for by in (a_member_acting(stranger), VISITOR):
        agree = {"organiser": organiser, "by": by, "at": NOW}
        assert reasons(lambda agree=agree: actions.agree_as_guardian(**agree)) == ["not_a_guardian"]
    note = {"organiser": organiser, "guardian": stranger.person, "by": SYSTEM, "at": NOW}
    assert reasons(lambda: actions.note_guardian(**note)) == ["not_a_guardian"]
    assert [each.pk for each in queries.wards_that_wait(mother.person_id)] == [organiser.pk]
    agreed = actions.agree_as_guardian(organiser=organiser, by=a_member_acting(mother), at=NOW)
    assert (agreed.guardian_id, agreed.guardian_agreed_at) == (mother.person_id, NOW)
    assert queries.wards_that_wait(mother.person_id) == []
    assert actions.accept(**(accept | {"organiser": again(organiser)})).state == State.TRAINING


def test_a_guardian_agrees_on_paper_at_the_desk() -> None:
    mother = a_patron()
    organiser = an_applicant(patron=a_child(guardian=mother, born_on=YOUNG))
    actions.note_guardian(organiser=organiser, guardian=mother.person, by=SYSTEM, at=NOW)
    assert actions.accept(organiser=again(organiser), words="Mari", by=SYSTEM, at=NOW).state == State.TRAINING


def test_the_course_is_known_from_its_certificate_whenever_it_was_finished() -> None:
    point = a_point()
    course = a_programme(at_point=point, title="Menjadi penyelenggara", kind=Kind.COURSE, certificate="came")
    some_terms(at_point=point, course=course)
    late, early = a_trainee(at_point=point), a_patron(home=point)
    date = an_occurrence(course, starts_at=later(minutes=-120))
    for person in (late.person.patron, early):  # type: ignore[union-attr]
        seat = a_registration(date, patron=person, at=later(days=-3))
        programmes.check_in(registration=seat, by=SYSTEM, at=later(minutes=-100), source=Source.DESK)
    programmes.report(occurrence=date, by=SYSTEM, at=NOW)
    deliver()
    assert again(late).course_on is None
    programmes.certify(occurrence=date, by=SYSTEM, at=NOW)
    deliver()
    assert again(late).course_on == NOW.date()
    assert news_of(late) == ["course"]
    assert a_trainee(patron=early, at_point=point).course_on == NOW.date()


def test_a_course_without_certificates_is_finished_by_coming() -> None:
    point = a_point()
    course = a_programme(at_point=point)
    some_terms(at_point=point, course=course, to_watch=0)
    trainee, other = a_trainee(at_point=point), a_trainee(at_point=point)
    date = an_occurrence(course, starts_at=later(minutes=-120))
    programmes.walk_in(occurrence=date, person=trainee.person, by=SYSTEM, at=NOW, source=Source.DESK)  # type: ignore[arg-type]
    programmes.report(occurrence=date, by=SYSTEM, at=NOW)
    deliver()
    assert again(trainee).course_on == NOW.date()
    assert reasons(lambda: actions.credit(organiser=again(other), by=SYSTEM, at=NOW)) == ["course_missing"]
    assert actions.credit(organiser=again(trainee), by=SYSTEM, at=NOW).state == State.ORGANISER


def test_staff_note_at_an_event_who_watched(nothing_changes: NothingChanges) -> None:
    trainee = a_trainee()
    date = an_occurrence(a_programme(at_point=trainee.service_point), starts_at=later(minutes=-10))
    given = {"organiser": trainee, "occurrence": date, "at": NOW}
    with pytest.raises(NotAllowed):
        actions.watch(**given, by=an_actor("programmes.host", at_point=a_point()))
    actions.watch(**given, by=an_actor("programmes.host", at_point=trainee.service_point))
    with nothing_changes():
        assert reasons(lambda: actions.watch(**given, by=SYSTEM)) == ["watched_before"]
    nameless = a_programme(at_point=trainee.service_point, is_nameless=True, registration="none")
    other = an_occurrence(nameless)
    assert reasons(lambda: actions.watch(organiser=trainee, occurrence=other, by=SYSTEM, at=NOW)) == [
        "nameless",
        "not_begun",
    ]
    assert actions.unwatch(organiser=trainee, occurrence=date, by=SYSTEM) == 1
    assert not Watched.objects.exists()


def test_the_credential_comes_when_nothing_is_missing_and_holds_for_a_year(nothing_changes: NothingChanges) -> None:
    trainee = a_trainee()
    with nothing_changes():
        assert reasons(lambda: actions.credit(organiser=trainee, by=SYSTEM, at=NOW)) == ["watching_missing"]
    has_watched(trainee)
    deliver()
    assert news_of(trainee) == ["watched"]
    organiser = actions.credit(organiser=trainee, by=SYSTEM, at=NOW)
    credential = organiser.credential
    assert credential
    assert (credential.kind, credential.number, credential.expires_on) == (
        "organiser",
        "PNY-2026-0001",
        date(2027, 3, 2),
    )
    assert queries.holds(organiser, at=NOW)
    assert queries.holds(organiser, at=later(days=365))
    assert not queries.holds(organiser, at=later(days=366))
    deliver()
    assert news_of(organiser) == ["watched", "credential"]


def test_a_renewed_credential_replaces_the_one_before() -> None:
    organiser = an_organiser()
    renewed = actions.credit(organiser=organiser, by=SYSTEM, at=later(days=300))
    first, second = Credential.objects.order_by("pk")
    assert (first.revoked_because, renewed.credential) == (f"Renewed as {second.number}.", second)
    assert queries.holds(renewed, at=later(days=400))
    lapsed = an_organiser()
    assert not queries.holds(lapsed, at=later(days=500))
    assert queries.holds(actions.credit(organiser=lapsed, by=SYSTEM, at=later(days=500)), at=later(days=500))
    deliver()
    assert "revoked" not in news_of(renewed)


def test_a_credential_is_revoked_with_a_reason_and_its_holder_reads_why(nothing_changes: NothingChanges) -> None:
    organiser = an_organiser()
    with nothing_changes():
        assert reasons(lambda: actions.revoke(organiser=organiser, because=" ", by=SYSTEM, at=NOW)) == [
            "reason_missing"
        ]
    actions.revoke(organiser=organiser, because="Menyalin daftar peserta", by=SYSTEM, at=NOW)
    assert not queries.holds(again(organiser), at=NOW)
    assert reasons(lambda: actions.revoke(organiser=again(organiser), because="x", by=SYSTEM, at=NOW)) == [
        "no_credential"
    ]
    deliver()
    assert "revoked" in news_of(organiser)
    assert Notice.objects.filter(facts__words="Menyalin daftar peserta").exists()


def test_the_second_level_comes_after_own_events_and_goes_with_the_credential() -> None:
    point = a_point()
    some_terms(at_point=point, good_events=1, rooms=(a_room(at_point=point, seats=20),))
    organiser = an_organiser(at_point=point)
    assert reasons(lambda: actions.raise_level(organiser=organiser, by=SYSTEM, at=NOW)) == ["events_missing"]
    event = an_own_event(organiser)
    assert event.occurrence
    after = later(days=9)
    programmes.report(occurrence=event.occurrence, by=SYSTEM, at=after)
    raised = actions.raise_level(organiser=again(organiser), by=SYSTEM, at=after)
    assert raised.level == 2
    assert actions.lower_level(organiser=raised, by=SYSTEM, at=after).level == 1
    actions.raise_level(organiser=again(organiser), by=SYSTEM, at=after)
    assert actions.revoke(organiser=again(organiser), because="x", by=SYSTEM, at=after).level == 1


def test_whoever_learns_may_stop_and_nobody_for_them() -> None:
    organiser = a_trainee()
    with pytest.raises(NotAllowed):
        actions.withdraw(organiser=organiser, by=a_member_acting(a_patron()), at=NOW)
    assert actions.withdraw(organiser=organiser, by=acting(organiser), at=NOW).state == State.WITHDRAWN
    assert reasons(lambda: actions.withdraw(organiser=again(organiser), by=acting(organiser), at=NOW)) == ["over"]


def test_terms_open_rooms_of_their_point_alone(nothing_changes: NothingChanges) -> None:
    point: ServicePoint = a_point()
    room, other = a_room(at_point=point), a_room()
    with nothing_changes():
        assert reasons(lambda: some_terms(at_point=point, rooms=(room, other))) == ["room_elsewhere"]
    terms = some_terms(at_point=point, rooms=(room,), valid_months=6)
    assert queries.rooms_of(terms) == [room]
    some_terms(at_point=point, rooms=())
    assert (Terms.objects.count(), queries.rooms_of(queries.terms_of(point))) == (1, [])


def test_a_merge_takes_the_ladder_along_and_back() -> None:
    organiser, kept = a_trainee(), a_patron()
    gone = organiser.person
    assert gone
    merge = people.merge_persons(gone=gone, keep=kept.person, by=SYSTEM, at=NOW, because="dua kali")
    deliver()
    assert again(organiser).person == kept.person
    people.undo_merge(merge=merge, by=SYSTEM, at=NOW)
    deliver()
    assert again(organiser).person_id == gone.pk


def test_whoever_is_forgotten_leaves_no_words() -> None:
    organiser = an_organiser()
    person_id = organiser.person_id
    assert person_id
    waiting, event = a_sent_plan(organiser), a_plan(organiser, title="Lain")
    kept = queries.kept_about(person_id)
    assert [len(rows) for rows in kept.values()] == [1, 2]
    personal_data._forget_organising(person_id, SYSTEM, NOW)
    gone = again(organiser)
    assert (gone.person, gone.why, gone.wish, gone.experience) == (None, "", "", "")
    assert set(OwnEvent.objects.filter(pk__in=[waiting.pk, event.pk]).values_list("state", flat=True)) == {"withdrawn"}
    assert not any(queries.kept_about(person_id).values())


def test_a_year_after_the_end_nobody_knows_who_it_was() -> None:
    declined, revoked, running = an_applicant(), an_organiser(), an_organiser(at=later(days=300))
    actions.decline(organiser=declined, words="Belum", by=SYSTEM, at=NOW)
    actions.revoke(organiser=revoked, because="x", by=SYSTEM, at=NOW)
    assert tasks.part_from_persons(later(days=364)) == 0
    assert tasks.part_from_persons(later(days=366)) == 2
    assert again(running).person is not None
    assert again(declined).person is None
    assert tasks.part_from_persons(later(days=2000)) == 1
