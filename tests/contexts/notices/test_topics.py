"""News by topic: chosen, agreed to, sent once, and ended by one press."""

from collections.abc import Iterator

import pytest
from django.core.mail import EmailMessage
from django.utils import translation
from pytest_django import Settings

from pustakota.contexts.notices import actions, queries, tasks
from pustakota.contexts.notices.carriers.email import message_of
from pustakota.contexts.notices.errors import NewsRefused
from pustakota.contexts.notices.models import Letter, News, Notice, Topic, TopicChoice
from pustakota.contexts.notices.rules import Channel, Kind
from pustakota.contexts.people import actions as people
from pustakota.contexts.people import queries as persons
from pustakota.contexts.people.models import How, Patron
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import NOW, later
from tests.factories.notices import a_reader, queued
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, somebody_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_in_english(settings: Settings) -> Iterator[None]:
    settings.OFFERED_CHANNELS = ["email"]
    with translation.override("en"):
        yield


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.get(code="kegiatan")


def hears(patron: Patron, *codes: str) -> None:
    actions.choose_topics(person_id=patron.person_id, codes=codes, by=a_member_acting(patron), at=NOW)


def written(topic: Topic, **given: str) -> News:
    said = {"subject": "Dongeng", "text": "Sabtu pukul 9.00 di taman baca."} | given
    return actions.write_news(topic=topic, at_point=a_point(), by=SYSTEM, at=NOW, **said)


def letter_to(patron: Patron) -> EmailMessage:
    """The mail that waits for a member, as it is handed to the server."""
    actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
    begun = actions.begin(letter=Letter.objects.get(person=patron.person_id), at=NOW)
    assert begun is not None
    return message_of(begun.parcel)


def test_news_reach_those_who_chose_the_topic_once_and_nobody_else(
    topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pustakota.contexts.notices.actions.topics.PAGE", 2)
    told = [a_reader(email=f"a{n}@example.org") for n in range(5)]
    other = a_reader(email="b@example.org")
    hears(other, "layanan")
    for patron in told:
        hears(patron, "kegiatan")
    news = written(topic)
    tasks.spread_news(NOW)
    tasks.spread_news(later(minutes=1))
    assert Notice.objects.filter(kind=Kind.NEWS).count() == 5
    assert queries.unread(other.person_id) == 0
    news.refresh_from_db()
    assert (news.readers, news.done_at) == (5, NOW)


def test_to_choose_a_topic_is_to_agree_to_news_and_to_withdraw_that_ends_all_of_it(topic: Topic) -> None:
    patron = a_reader(email="siti@example.org")
    assert not persons.has_consent(patron.person_id, persons.NEWS)
    hears(patron, "kegiatan")
    assert persons.has_consent(patron.person_id, persons.NEWS)
    written(topic)
    tasks.spread_news(NOW)
    people.withdraw_consent(person=patron.person, purpose=persons.NEWS, by=a_member_acting(patron), at=NOW, how=How.WEB)
    actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
    assert not Letter.objects.exists()
    written(topic, subject="Lagi")
    tasks.spread_news(NOW)
    assert Notice.objects.filter(kind=Kind.NEWS).count() == 1


def test_whoever_ends_a_topic_gets_none_of_what_waits_either(topic: Topic) -> None:
    patron = a_reader(email="siti@example.org")
    hears(patron, "kegiatan")
    written(topic)
    tasks.spread_news(NOW)
    hears(patron)
    actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
    assert (Letter.objects.count(), queries.unread(patron.person_id)) == (0, 0)


def test_a_letter_of_news_is_ended_by_one_press_and_reminders_go_on(topic: Topic) -> None:
    patron = a_reader(email="siti@example.org")
    hears(patron, "kegiatan", "layanan")
    written(topic, link="https://example.org/dongeng")
    tasks.spread_news(NOW)
    mail = letter_to(patron)
    assert mail.subject.endswith("Kabar dari perpustakaan")
    assert "Dongeng: Sabtu pukul 9.00 di taman baca. https://example.org/dongeng" in mail.body
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail.extra_headers["List-Unsubscribe"].strip("<>")
    found = queries.stopped_by(address.rpartition("/")[2])
    assert found == queries.Stopped(patron.person_id, "email", (topic.pk,))


def test_a_letter_that_holds_more_than_news_ends_its_way(topic: Topic) -> None:
    patron = a_reader(email="siti@example.org")
    hears(patron, "kegiatan")
    written(topic)
    tasks.spread_news(NOW)
    queued(patron)
    address = letter_to(patron).extra_headers["List-Unsubscribe"].strip("<>")
    assert queries.stopped_by(address.rpartition("/")[2]) == queries.Stopped(patron.person_id, "email")


def test_news_say_something_about_a_topic_that_is_offered(topic: Topic, nothing_changes: NothingChanges) -> None:
    actions.change_topic(topic=topic, name="Kegiatan", name_en="", is_offered=False, by=SYSTEM)
    point = a_point()
    with nothing_changes(), pytest.raises(NewsRefused) as refused:
        actions.write_news(topic=topic, subject=" ", text="", at_point=point, by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["subject_missing", "text_missing", "not_offered"]


def test_whoever_lends_writes_no_news_and_a_librarian_of_one_point_keeps_no_topics(
    topic: Topic, nothing_changes: NothingChanges
) -> None:
    point = a_point()
    said = {"topic": topic, "subject": "a", "text": "b", "at_point": point, "at": NOW}
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.write_news(**said, by=somebody_with_role("sirkulasi", at_point=point))
    librarian = somebody_with_role("pustakawan", at_point=point)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.add_topic(name="Sastra", by=librarian)
    assert actions.write_news(**said, by=librarian).pk


def test_a_topic_is_named_once_and_nobody_chooses_what_is_not_there(nothing_changes: NothingChanges) -> None:
    patron = a_reader(email="siti@example.org")
    with nothing_changes(), pytest.raises(NewsRefused):
        actions.add_topic(name="Kegiatan", by=SYSTEM)
    with nothing_changes(), pytest.raises(NewsRefused):
        hears(patron, "kegiatan", "rahasia")


def test_what_somebody_chose_is_shown_follows_a_merge_and_is_forgotten(topic: Topic) -> None:
    gone, kept = a_reader(email="a@example.org"), a_reader(email="b@example.org")
    hears(gone, "kegiatan", "layanan")
    hears(kept, "kegiatan")
    actions.follow_merge(gone_id=gone.person_id, kept_id=kept.person_id)
    assert len(queries.chosen_topics(kept.person_id)) == 2
    assert topic.name in str(queries.kept_about(kept.person_id))
    actions.forget_reader(person_ids=[kept.person_id])
    assert not TopicChoice.objects.exists()
