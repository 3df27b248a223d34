"""Who agreed to messages, and what the members of the city are told this morning."""

from datetime import datetime, timedelta
from random import Random

from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices import queries as questions
from pustakota.contexts.notices.actions import Channel
from pustakota.contexts.people import actions, queries
from pustakota.demo import people, places
from pustakota.foundation.actors import SYSTEM

AGREED = timedelta(days=20)
BY_HAND = 0.6
"""The share of adults who agreed to be written to by WhatsApp."""
IN_ENGLISH = 2
"""The card whose holder reads messages in English and with titles."""


def agree(at: datetime) -> None:
    """Many adults agreed to messages by WhatsApp; one member reads them in English, with titles."""
    chance = Random("arunika messages")
    before = at - AGREED
    for number in (*people.GOOD, *people.OTHERS):
        patron = queries.patron_of_card(people.card(number))
        if patron and chance.random() < BY_HAND:
            actions.give_consent(person=patron.person, purpose="whatsapp", by=SYSTEM, at=before, how=actions.How.DEMO)
    if patron := queries.patron_of_card(people.card(IN_ENGLISH)):
        notices.choose(person_id=patron.person_id, language="en", names_titles=True, by=SYSTEM, at=before)


HEARS = 0.35
"""The share of adults who chose topics of news."""


def choose_topics(at: datetime) -> None:
    """Pupils are reminded earlier, some adults hear of topics, and last week there was something to tell."""
    pupils = next(each for each in queries.patron_types() if each.code == "pelajar")
    early = notices.TimetableRow(kind=notices.Kind.DUE_SOON, patron_type=pupils, days=[5, 1])
    notices.add_timetable(row=early, by=SYSTEM, at=at - AGREED)
    chance = Random("arunika topics")
    offered = [topic.code for topic in questions.topics_offered()]
    for number in people.GOOD:
        patron = queries.patron_of_card(people.card(number))
        if patron and chance.random() < HEARS:
            codes = chance.sample(offered, k=chance.randint(1, len(offered)))
            notices.choose_topics(person_id=patron.person_id, codes=codes, by=SYSTEM, at=at - AGREED)
    _write_news(at - timedelta(days=4))


def _write_news(at: datetime) -> None:
    topic = questions.topic_by_code("kegiatan")
    assert topic is not None
    news = notices.write_news(
        topic=topic,
        subject="Dongeng Sabtu pagi",
        text="Sabtu pukul 9.00 Kak Wening mendongeng untuk anak 4 sampai 8 tahun. Gratis, tanpa mendaftar.",
        at_point=places.service_points()[0],
        by=SYSTEM,
        at=at,
    )
    while notices.spread_news(news=news, at=at):
        pass


def tell(at: datetime) -> None:
    """What is due soon or late today is told, and what people send by hand lies ready."""
    after: int | None = 0
    while after is not None:
        after = circulation.tell_of_loans(after=after, at=at)
    for channel in (Channel.WHATSAPP, Channel.PRINT):
        after = 0
        while after is not None:
            after = notices.gather(channel=channel, after=after, at=at)
