"""What is queued, who reads it, by which ways, and how it is taken back."""

from datetime import date

import pytest
from django.utils import translation
from pytest_django import Settings

from pustakota.contexts.notices import actions, queries
from pustakota.contexts.notices.models import DirectLetter, Letter, Notice, PushSubscription, Telling
from pustakota.contexts.notices.rules import Channel, Kind
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import Patron
from pustakota.foundation.actors import SYSTEM, Actor, ActorKind
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.notices import LATER, a_reader, queued, to_tell
from tests.factories.people import a_child, a_member_acting, a_patron

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def every_channel(settings: Settings) -> None:
    settings.OFFERED_CHANNELS = ["email", "push"]


def ways(patron: Patron) -> set[str]:
    return set(Telling.objects.filter(person=patron.person_id).values_list("channel", flat=True))


def choose(patron: Patron, kind: Kind, channel: Channel, wanted: bool) -> None:
    actions.choose_ways(
        person_id=patron.person_id, wanted={(kind, channel): wanted}, by=a_member_acting(patron), at=NOW
    )


def test_a_key_is_queued_once_however_often_it_is_asked() -> None:
    patron = a_reader(email="siti@example.org")
    assert [queued(patron), queued(patron), queued(patron, number=2)] == [1, 0, 1]
    assert Notice.objects.count() == 2


def test_many_notices_cost_as_many_queries_as_one(queries_are: QueriesAre) -> None:
    patrons = [a_reader(email=f"a{n}@example.org") for n in range(5)]
    wanted = [to_tell(patron, number=n) for patron in patrons for n in range(6)]
    with queries_are(10):
        actions.queue_all(wanted=wanted[:1], at=NOW)
    with queries_are(10):
        actions.queue_all(wanted=wanted, at=NOW)
    assert Notice.objects.count() == 30


@pytest.mark.parametrize(
    ("email", "phone", "agrees", "expected"),
    [
        ("siti@example.org", "+628123456789", ("email", "whatsapp"), {"inbox", "email"}),
        ("siti@example.org", "+628123456789", ("whatsapp",), {"inbox", "whatsapp"}),
        ("", "+628123456789", ("whatsapp",), {"inbox", "whatsapp"}),
        ("", "+628123456789", (), {"inbox", "print"}),
        ("", "", ("email", "whatsapp"), {"inbox", "print"}),
    ],
)
def test_a_notice_goes_by_the_ways_that_are_open_and_agreed_to(
    email: str, phone: str, agrees: tuple[str, ...], expected: set[str]
) -> None:
    patron = a_reader(email=email, phone=phone, agrees=agrees)
    queued(patron)
    assert ways(patron) == expected


def test_whoever_wishes_for_nothing_reads_the_inbox_alone() -> None:
    patron = a_reader(email="siti@example.org", phone="+628123456789")
    people.wish_contact(person=patron.person, way="none", by=SYSTEM)
    queued(patron)
    assert ways(patron) == {"inbox"}


def test_whoever_prefers_whatsapp_is_written_to_by_hand() -> None:
    patron = a_reader(email="siti@example.org", phone="+628123456789")
    people.wish_contact(person=patron.person, way="whatsapp", by=SYSTEM)
    queued(patron)
    assert ways(patron) == {"inbox", "whatsapp"}


def test_a_browser_that_takes_messages_is_a_way() -> None:
    patron = a_reader()
    PushSubscription.objects.create(person=patron.person, endpoint="https://x", p256dh="a", auth="b", made_at=NOW)
    queued(patron)
    assert ways(patron) == {"inbox", "push"}


def test_what_the_installation_does_not_offer_is_no_way(settings: Settings) -> None:
    settings.OFFERED_CHANNELS = []
    patron = a_reader(email="siti@example.org")
    queued(patron)
    assert ways(patron) == {"inbox", "print"}


def test_a_renewal_is_told_in_the_inbox_alone_unless_somebody_wants_more() -> None:
    quiet, curious = a_reader(email="a@example.org"), a_reader(email="b@example.org")
    choose(curious, Kind.RENEWED, Channel.EMAIL, wanted=True)
    queued(quiet, "renewed")
    queued(curious, "renewed")
    assert (ways(quiet), ways(curious)) == ({"inbox"}, {"inbox", "email"})


def test_a_kind_that_is_not_wanted_by_mail_goes_by_the_next_way() -> None:
    patron = a_reader(email="siti@example.org", phone="+628123456789")
    choose(patron, Kind.OVERDUE, Channel.EMAIL, wanted=False)
    queued(patron)
    queued(patron, "hold_ready", 2)
    of_overdue = Telling.objects.filter(notice__kind="overdue").values_list("channel", flat=True)
    assert set(of_overdue) == {"inbox", "whatsapp"}
    assert ways(patron) == {"inbox", "whatsapp", "email"}


def test_what_concerns_a_child_is_told_to_the_guardian_with_the_childs_name() -> None:
    mother = a_reader(email="ibu@example.org")
    child = a_child(guardian=mother, name="Bima")
    queued(child)
    assert ways(child) == set()
    assert ways(mother) == {"inbox", "email"}
    with translation.override("en"):
        (told,) = queries.inbox(mother.person_id)
        said = queries.line([told.notice], today=MONDAY, reader_id=mother.person_id)
    assert said.startswith("Bima: A loan was due on Monday, 9 March")


def test_a_grown_up_ward_is_told_in_person() -> None:
    mother = a_reader()
    child = a_child(guardian=mother, born_on=date(2008, 3, 3))
    queued(child, at=later(days=1))
    assert (ways(child), ways(mother)) == ({"inbox", "print"}, set())


def test_a_reason_that_ends_takes_back_what_waits_and_the_title_with_it() -> None:
    patron = a_reader(email="siti@example.org")
    queued(patron, facts={"due_on": LATER.isoformat(), "title": "Bumi manusia"})
    assert queries.unread(patron.person_id) == 1
    assert actions.withdraw(because=["loan:1"], at=later(days=1)) == 1
    notice = Notice.objects.get()
    assert (notice.withdrawn_at, "title" in notice.facts) == (later(days=1), False)
    assert queries.unread(patron.person_id) == 0
    assert queries.inbox(patron.person_id) == []
    assert Telling.objects.get(channel="email").state == "withdrawn"


def test_a_letter_whose_every_reason_ended_waits_no_more_and_another_one_does() -> None:
    patron = a_reader(phone="+628123456789")
    queued(patron)
    queued(patron, number=2)
    actions.gather(channel=Channel.WHATSAPP, after=0, at=NOW)
    actions.withdraw(because=["loan:1"], at=NOW)
    assert Letter.objects.count() == 1
    actions.withdraw(because=["loan:2"], at=NOW)
    assert Letter.objects.count() == 0


def test_reading_the_inbox_makes_nothing_new_any_more() -> None:
    patron = a_reader()
    queued(patron)
    assert queries.unread_of_account(patron.person.account_id or 0) == 1
    assert actions.mark_read(by=a_member_acting(patron), at=NOW) == 1
    assert queries.unread(patron.person_id) == 0
    assert actions.mark_read(by=a_member_acting(patron), at=NOW) == 0


def test_the_unread_are_counted_with_one_query(queries_are: QueriesAre) -> None:
    patron = a_reader()
    queued(patron)
    queries.unread(patron.person_id)
    with queries_are(1):
        assert queries.unread(patron.person_id) == 1


def test_nobody_chooses_for_somebody_else(nothing_changes: NothingChanges) -> None:
    patron, other = a_patron(), a_patron()
    stranger = Actor(kind=ActorKind.PATRON, person_id=other.person_id)
    with nothing_changes():
        with pytest.raises(NotAllowed):
            actions.choose(person_id=patron.person_id, language="en", names_titles=True, by=stranger, at=NOW)
        with pytest.raises(NotAllowed):
            actions.stop_channel(person_id=patron.person_id, channel=Channel.EMAIL, by=stranger, at=NOW)


def test_titles_are_wanted_only_where_every_reader_asked_for_them() -> None:
    mother = a_reader()
    child = a_child(guardian=mother)
    ids = {mother.person_id, child.person_id}
    assert queries.titles_wanted(ids, today=MONDAY) == set()
    actions.choose(person_id=mother.person_id, language="id", names_titles=True, by=a_member_acting(mother), at=NOW)
    assert queries.titles_wanted(ids, today=MONDAY) == ids


def test_what_is_older_than_the_log_keeps_is_deleted() -> None:
    patron = a_reader()
    queued(patron, "renewed")
    queued(patron, "renewed", 2, at=later(days=5))
    assert actions.prune(before=later(days=1)) == 1
    assert Notice.objects.count() == 1


# One person after all, and somebody who wishes to be forgotten


def test_what_was_told_follows_when_two_entries_are_one_person() -> None:
    gone, kept = a_reader(phone="+628123456789"), a_reader(phone="+628123456780")
    queued(gone)
    actions.gather(channel=Channel.WHATSAPP, after=0, at=NOW)
    actions.follow_merge(gone_id=gone.person_id, kept_id=kept.person_id)
    actions.follow_merge(gone_id=gone.person_id, kept_id=kept.person_id)
    assert (queries.unread(gone.person_id), queries.unread(kept.person_id)) == (0, 1)
    actions.gather(channel=Channel.WHATSAPP, after=0, at=NOW)
    assert [letter.person_id for letter in Letter.objects.all()] == [kept.person_id]


def test_everything_about_a_reader_is_shown_and_forgotten() -> None:
    patron, other = a_reader(email="siti@example.org"), a_reader(email="budi@example.org")
    for each in (patron, other):
        queued(each)
        choose(each, Kind.OVERDUE, Channel.EMAIL, wanted=True)
        actions.choose(person_id=each.person_id, language="en", names_titles=True, by=a_member_acting(each), at=NOW)
        PushSubscription.objects.create(
            person=each.person, endpoint=f"https://{each.pk}", p256dh="a", auth="b", made_at=NOW
        )
        DirectLetter.objects.create(
            person=each.person, email="a@b.example", kind="sign_in", number=each.pk, queued_at=NOW, useful_until=NOW
        )
    actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
    with translation.override("en"):
        shown = queries.kept_about(patron.person_id)
    assert [len(rows) for rows in shown.values()] == [1, 1, 1, 1, 1]
    assert "A loan was due on" in shown["Messages"][0]["message"]
    actions.forget_reader(person_ids=[patron.person_id])
    assert not any(queries.kept_about(patron.person_id).values())
    assert all(queries.kept_about(other.person_id).values())


def test_a_browser_that_subscribes_agrees_to_be_written_to(settings: Settings) -> None:
    settings.PUSH_SERVICES = [".push.apple.com"]
    patron = a_reader(agrees=())
    keys = {"p256dh": "B" * 87, "auth": "a" * 22}
    by = a_member_acting(patron)
    actions.subscribe_browser(endpoint="https://web.push.apple.com/x", **keys, by=by, at=NOW)
    queued(patron)
    assert ways(patron) == {"inbox", "push"}
