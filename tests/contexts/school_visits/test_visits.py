"""A class asks, is answered, changes, cancels, comes, and has its report."""

from datetime import timedelta

import pytest

from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.notices.models import DirectLetter, Notice
from pustakota.contexts.notices.queries import direct_letters, direct_parcel
from pustakota.contexts.participation.models import Participation
from pustakota.contexts.people.models import Organisation
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes import queries as dates
from pustakota.contexts.programmes.actions import Source
from pustakota.contexts.programmes.models import Registration
from pustakota.contexts.school_visits import actions, queries, tasks
from pustakota.contexts.school_visits.actions import Contact
from pustakota.contexts.school_visits.models import ClassVisit
from pustakota.contexts.school_visits.rules import CountedIn, Group, Wish
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.delivery import Outbox
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.people import a_patron
from tests.factories.programmes import BEGINS
from tests.factories.school_visits import GRADE_5, TEACHER, a_class, a_date, an_agreed_class, an_offer
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told_by_mail")]


def deliver() -> None:
    """What the worker does with what was announced."""
    Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))


def again(visit: ClassVisit) -> ClassVisit:
    found = queries.visit(visit.pk)
    assert found
    return found


def came(visit: ClassVisit, girls: int = 13, boys: int = 11, adults: int = 3) -> ClassVisit:
    groups = [Group(grade="5", girls=girls, boys=boys)]
    return actions.note_came(visit=again(visit), groups=groups, adults=adults, by=SYSTEM, at=BEGINS, source=Source.DESK)


def test_offering_to_schools_closes_the_programme_to_single_people() -> None:
    offer = an_offer()
    assert offer.programme.registration == "invitation"
    assert reasons(lambda: an_offer(fewest=30, most=20)) == ["sizes_crossed"]


def test_a_request_takes_no_seat_until_staff_agree(nothing_changes: NothingChanges) -> None:
    offer = an_offer()
    date = a_date(offer)
    first, second = a_class(offer, occurrence=date), a_class(offer, occurrence=date, school="SDN Sisir 2")
    assert dates.places_left(date) == 1
    agreed = actions.agree(visit=second, by=SYSTEM, at=NOW)
    assert (agreed.status, dates.places_left(date)) == ("confirmed", 0)
    with nothing_changes():
        assert reasons(lambda: actions.agree(visit=first, by=SYSTEM, at=NOW)) == ["no_seat"]
        assert reasons(lambda: actions.agree(visit=second, by=SYSTEM, at=NOW)) == ["over"]


def test_a_free_date_is_had_at_once_where_the_offer_says_so() -> None:
    offer = an_offer(at_once=True)
    date = a_date(offer)
    assert a_class(offer, occurrence=date).status == "confirmed"
    assert reasons(lambda: a_class(offer, occurrence=date)) == ["no_seat"]
    assert ClassVisit.objects.count() == Registration.objects.count() == 1


def test_all_reasons_against_asking_come_at_once(nothing_changes: NothingChanges) -> None:
    offer, other = an_offer(), an_offer()
    soon = a_date(other, starts_at=later(days=6))
    nobody = {"school": "", "contact": Contact(), "adults": 0, "groups": []}
    with nothing_changes():
        assert reasons(lambda: a_class(offer, occurrence=soon, **nobody)) == [
            "school_missing",
            "contact_missing",
            "pupils_missing",
            "another_offer",
            "too_soon",
        ]
        assert reasons(lambda: a_class(offer, wishes=[])) == ["days_missing"]


def test_seats_count_pupils_where_the_offer_does_and_grow_with_the_class(nothing_changes: NothingChanges) -> None:
    offer = an_offer(counted_in=CountedIn.PUPILS, at_once=True)
    date = a_date(offer, capacity=40)
    visit = again(a_class(offer, occurrence=date))
    assert dates.places_left(date) == 14
    more = [Group(grade="5", girls=15, boys=14), Group(grade="6", girls=3, boys=2)]
    actions.change(visit=visit, groups=more, adults=3, note="dua kelas", at=NOW)
    assert (dates.places_left(date), [group.girls for group in queries.groups_of(again(visit))]) == (6, [15, 3])
    other = again(a_class(offer, occurrence=date, groups=[Group(grade="5", girls=3, boys=3)]))
    with nothing_changes():
        assert reasons(lambda: actions.change(visit=other, groups=GRADE_5, adults=2, at=NOW)) == ["no_seat"]
    actions.cancel(visit=visit, at=NOW)
    assert dates.places_left(date) == 34


def test_staff_keep_a_date_for_a_class_that_named_days_and_the_school_takes_it() -> None:
    offer = an_offer()
    visit = a_class(offer, wishes=[Wish(day=MONDAY + timedelta(days=9), part="morning")])
    assert (visit.status, queries.days_wished(visit)) == ("wished", [(MONDAY + timedelta(days=9), "morning")])
    assert reasons(lambda: actions.accept(visit=visit, at=NOW)) == ["not_offered_now"]
    date = a_date(offer)
    kept = actions.keep_date(visit=visit, occurrence=date, by=SYSTEM, at=NOW)
    assert (kept.status, dates.places_left(date)) == ("offered", 0)
    assert actions.accept(visit=again(visit), at=later(days=2)).status == "confirmed"
    assert dates.places_left(date) == 0


def test_a_kept_date_that_nobody_takes_is_free_again_and_the_class_still_waits() -> None:
    offer = an_offer()
    visit, date = a_class(offer), a_date(offer)
    actions.keep_date(visit=visit, occurrence=date, by=SYSTEM, at=NOW)
    assert tasks.end_offers(later(days=2.9)) == 0
    assert reasons(lambda: actions.accept(visit=again(visit), at=later(days=3))) == ["not_offered_now"]
    assert tasks.end_offers(later(days=3)) == 1
    found = again(visit)
    assert (found.status, found.occurrence, dates.places_left(date)) == ("queued", None, 1)


def test_another_date_for_a_class_lets_the_first_go() -> None:
    offer = an_offer()
    visit = an_agreed_class(offer)
    first = again(visit).occurrence
    assert first
    second = a_date(offer, starts_at=later(days=20))
    actions.keep_date(visit=again(visit), occurrence=second, by=SYSTEM, at=NOW, because="Aula dicat")
    assert (dates.places_left(first), dates.places_left(second)) == (1, 0)
    assert reasons(lambda: actions.keep_date(visit=again(visit), occurrence=a_date(an_offer()), by=SYSTEM, at=NOW)) == [
        "another_offer"
    ]


def test_a_new_date_is_planned_with_its_class_or_not_at_all(nothing_changes: NothingChanges) -> None:
    visit = a_class(an_offer())
    with nothing_changes():
        assert reasons(
            lambda: actions.keep_new_date(
                visit=visit, starts_at=later(days=9), ends_at=later(days=8), by=SYSTEM, at=NOW
            )
        ) == ["ends_before_it_begins"]
    made = actions.keep_new_date(visit=visit, starts_at=later(days=9), ends_at=later(days=9.1), by=SYSTEM, at=NOW)
    assert made.occurrence
    assert made.occurrence.starts_at == later(days=9)


def test_classes_wait_for_a_term_in_the_order_in_which_they_asked() -> None:
    offer = an_offer()
    first, second = a_class(offer), a_class(offer, at=later(days=1))
    assert (first.term, queries.place_in_queue(first), queries.place_in_queue(second)) == ("2026-1", 1, 2)
    actions.cancel(visit=first, at=NOW)
    assert queries.place_in_queue(second) == 1
    next_year = a_class(offer, at=later(days=150))
    assert (next_year.term, queries.place_in_queue(next_year)) == ("2026-2", 2)


def test_a_no_has_a_reason() -> None:
    visit, agreed = a_class(), an_agreed_class()
    assert reasons(lambda: actions.decline(visit=visit, because=" ", by=SYSTEM, at=NOW)) == ["reason_missing"]
    assert reasons(lambda: actions.withdraw(visit=agreed, because="", by=SYSTEM, at=NOW)) == ["reason_missing"]
    assert actions.decline(visit=visit, because="Sedang renovasi", by=SYSTEM, at=NOW).status == "declined"
    withdrawn = actions.withdraw(visit=again(agreed), because="Pengajar sakit", by=SYSTEM, at=NOW)
    assert withdrawn.status == "withdrawn"
    assert reasons(lambda: actions.cancel(visit=again(agreed), at=NOW)) == ["over"]


def test_nobody_but_staff_of_the_point_answers(nothing_changes: NothingChanges) -> None:
    visit = a_class(occurrence=None)
    with nothing_changes():
        for act in (
            lambda: actions.agree(visit=visit, by=VISITOR, at=NOW),
            lambda: actions.decline(visit=visit, because="x", by=VISITOR, at=NOW),
            lambda: actions.withdraw(visit=visit, because="x", by=VISITOR, at=NOW),
            lambda: actions.note_absent(visit=visit, by=VISITOR, at=NOW),
            lambda: actions.keep_offer(offer=visit.offer, by=VISITOR, at=NOW),
            lambda: actions.forget_person(person_ids=[1], by=VISITOR),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_who_came_stands_in_the_ledger_as_numbers_and_here_by_grade_and_sex() -> None:
    visit = an_agreed_class()
    early = lambda: actions.note_came(  # noqa: E731
        visit=again(visit), groups=GRADE_5, adults=2, by=SYSTEM, at=NOW, source=Source.DESK
    )
    assert reasons(early) == ["not_begun"]
    assert reasons(lambda: came(visit, girls=0, boys=0)) == ["nobody_came"]
    assert came(visit).status == "came"
    assert list(Participation.objects.order_by("pk").values_list("person", "number")) == [(None, 24), (None, 3)]
    found = again(visit)
    assert (queries.came_of(found), found.adults_came) == (24, 3)
    assert reasons(lambda: came(visit)) == ["not_confirmed"]
    occurrence = found.occurrence
    assert occurrence
    assert dates.heads(occurrence) == 27
    assert programmes.report(occurrence=occurrence, by=SYSTEM, at=BEGINS + timedelta(hours=2)).state == "reported"


def test_a_class_that_did_not_come_lets_its_seats_go() -> None:
    visit = an_agreed_class()
    assert actions.note_absent(visit=again(visit), by=SYSTEM, at=BEGINS).status == "absent"
    assert not Participation.objects.exists()


def test_the_report_names_what_was_shown_and_is_sent_once() -> None:
    visit = an_agreed_class()
    record = a_record("Bumi manusia")
    item = an_item(record=record, barcode="00012345")
    report = lambda done, titles: actions.report(  # noqa: E731
        visit=again(visit), done=done, titles=titles, next_step="Kotak buku", by=SYSTEM, at=BEGINS
    )
    assert reasons(lambda: report("Dongeng", [])) == ["not_come"]
    came(visit)
    assert reasons(lambda: report(" ", [])) == ["done_missing"]
    titles = catalogue.records_given(f" {item.barcode}\n\n{record.pk}\n")
    assert {each.pk for each in titles} == {record.pk}
    assert reasons(lambda: catalogue.records_given("tidak-ada\n999999999999999999999")) == [
        "unknown_title",
        "unknown_title",
    ]
    report("Dongeng dan tur rak", titles)
    assert reasons(lambda: report("Lagi", [])) == ["reported"]
    said = queries.report_of(again(visit))
    assert (said["pupils"], said["records"]) == (24, [record])
    assert queries.report_paper(again(visit)).startswith(b"%PDF")


def test_a_date_that_is_called_off_or_moved_takes_its_classes_along() -> None:
    offer = an_offer()
    visit, asking = an_agreed_class(offer), a_class(offer)
    date = again(visit).occurrence
    assert date
    moved_to = BEGINS + timedelta(days=1)
    programmes.move(
        occurrence=date, starts_at=moved_to, ends_at=moved_to + timedelta(hours=1), by=SYSTEM, at=NOW, because="Ujian"
    )
    deliver()
    assert again(visit).status == "confirmed"
    assert any(letter.facts["news"] == "moved" for letter in direct_letters(at=NOW))
    programmes.call_off(occurrence=date, because="Banjir", by=SYSTEM, at=NOW)
    deliver()
    assert (again(visit).status, again(visit).because, again(asking).status) == ("withdrawn", "Banjir", "queued")


def test_a_reported_date_closes_what_was_not_noted() -> None:
    visit = an_agreed_class()
    date = again(visit).occurrence
    assert date
    programmes.report(occurrence=date, by=SYSTEM, at=BEGINS + timedelta(hours=2))
    deliver()
    assert again(visit).status == "absent"


def test_a_contact_without_an_account_is_told_by_e_mail_once_with_the_secret_address() -> None:
    visit = an_agreed_class()
    deliver()
    deliver()
    news = [letter.facts["news"] for letter in direct_letters(at=NOW)]
    assert news[-1] == "agreed"
    assert DirectLetter.objects.filter(email=TEACHER.email).count() == len(news)
    parcel = direct_parcel(direct_letters(at=NOW)[-1])
    text = parcel.words.as_mail()
    assert "The visit of SDN Sisir 1 5A is agreed" in text
    assert visit.code in text
    assert "Hello Bu Ratna" in text
    assert "BEGIN:VEVENT" in parcel.calendar
    assert not Notice.objects.exists()


def test_a_member_is_told_as_they_wish_and_forgotten_when_they_ask() -> None:
    teacher = a_patron(name="Ratna")
    visit = a_class(person=teacher.person, contact=Contact())
    deliver()
    assert Notice.objects.get(template="school_visits/event").facts["news"] == "asked"
    assert queries.kept_about(teacher.person_id)
    actions.forget_person(person_ids=[teacher.person_id], by=SYSTEM)
    assert again(visit).person is None


def test_schools_are_reminded_once_with_what_to_know_for_the_arrival() -> None:
    offer = an_offer(arrival="Bus berhenti di alun-alun.", lunch="Pendopo")
    an_agreed_class(offer, wants_lunch=True)
    assert tasks.remind(BEGINS - timedelta(days=4)) == 0
    assert tasks.remind(BEGINS - timedelta(days=3)) == 1
    assert tasks.remind(BEGINS - timedelta(days=2)) == 0
    (letter,) = direct_letters(at=BEGINS - timedelta(days=3))
    text = direct_parcel(letter).words.as_mail()
    assert "Bus berhenti di alun-alun. Pendopo" in text


def test_a_year_later_it_is_not_known_who_arranged_it() -> None:
    visit = an_agreed_class(note="Naik bus")
    came(visit)
    assert tasks.part_from_contacts(BEGINS + timedelta(days=365)) == 0
    assert tasks.part_from_contacts(BEGINS + timedelta(days=366)) == 1
    found = again(visit)
    assert (found.contact_name, found.contact_email, found.note, found.school) == ("", "", "", "SDN Sisir 1")


def test_the_class_that_was_brought_in_is_found_by_school_and_name() -> None:
    school = Organisation.objects.create(name="SDN Sisir 1", kind="school")
    visit = a_class()
    assert queries.class_brought_in(visit) is None
    actions.name_school(visit=visit, organisation=school, by=SYSTEM)
    made = school.classes.create(name="5a", school_year="2026/2027")
    assert queries.class_brought_in(again(visit)) == made


def test_free_dates_of_many_offers_are_one_query(queries_are: QueriesAre) -> None:
    many = [an_offer() for _ in range(4)]
    for offer in many:
        a_date(offer)
        a_date(offer, starts_at=later(days=3))
        a_class(offer, occurrence=a_date(offer))
    full = an_agreed_class(many[0]).occurrence
    with queries_are(1):
        free = queries.free_dates(many, at=NOW)
    assert [len(free[offer.pk]) for offer in many] == [2, 2, 2, 2]
    assert full not in free[many[0].pk]
