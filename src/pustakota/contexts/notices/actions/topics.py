"""Topics: kept by staff, chosen by members, written about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from pustakota.contexts.notices import permissions, queries
from pustakota.contexts.notices.actions.queueing import ToTell, queue_all, withdraw
from pustakota.contexts.notices.errors import NewsRefused
from pustakota.contexts.notices.models import News, Topic, TopicChoice
from pustakota.contexts.people import actions as people
from pustakota.contexts.people import queries as people_queries
from pustakota.contexts.people.queries.addressees import addressees
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

PAGE = 100
"""Readers looked at in one transaction."""
LONGEST_CODE = 40


@transaction.atomic
def add_topic(*, name: str, by: Actor, name_en: str = "") -> Topic:
    """Offer a new topic; its code comes from its first name and stays."""
    permissions.may_edit_topics(by)
    code = slugify(name)[:LONGEST_CODE]
    reasons = [] if code else [Reason("name_missing", overridable=False)]
    if code and queries.topic_by_code(code):
        reasons.append(Reason("code_taken", overridable=False))
    if reasons:
        raise NewsRefused(*reasons)
    return Topic.objects.create(code=code, name=" ".join(name.split()), name_en=" ".join(name_en.split()))


@transaction.atomic
def change_topic(*, topic: Topic, name: str, name_en: str, is_offered: bool, by: Actor) -> Topic:
    """What a topic is called, and whether it may still be chosen."""
    permissions.may_edit_topics(by)
    if not name.strip():
        raise NewsRefused(Reason("name_missing", overridable=False))
    topic.name, topic.name_en, topic.is_offered = " ".join(name.split()), " ".join(name_en.split()), is_offered
    topic.save(update_fields=["name", "name_en", "is_offered"])
    return topic


@transaction.atomic
def choose_topics(*, person_id: int, codes: Collection[str], by: Actor, at: datetime) -> None:
    """Hear of these topics and no others: to choose one is to agree to news; what waits about others is not sent."""
    permissions.may_choose_for(by, person_id)
    offered = {topic.code: topic for topic in queries.topics()}
    if unknown := sorted({*codes} - {*offered}):
        raise NewsRefused(*(Reason("topic_unknown", {"code": code}, overridable=False) for code in unknown))
    wanted, standing = {offered[code].pk for code in codes}, queries.chosen_topics(person_id)
    if wanted - standing:
        _agree(person_id, by, at)
    TopicChoice.objects.bulk_create(
        TopicChoice(person_id=person_id, topic_id=key, since=at) for key in sorted(wanted - standing)
    )
    stop_topics(person_id=person_id, topic_ids=standing - wanted, by=by, at=at)


def _agree(person_id: int, by: Actor, at: datetime) -> None:
    person = people_queries.person(person_id)
    if person is not None and not people_queries.has_consent(person_id, people_queries.NEWS):
        people.give_consent(person=person, purpose=people_queries.NEWS, by=by, at=at, how=people.How.WEB)


@transaction.atomic
def stop_topics(*, person_id: int, topic_ids: Collection[int], by: Actor, at: datetime) -> None:
    """No more news of these topics, by no way; what waits is not sent."""
    permissions.may_choose_for(by, person_id)
    TopicChoice.objects.filter(person=person_id, topic__in=topic_ids).delete()
    if topic_ids:
        withdraw(because=[_because(key, person_id) for key in topic_ids], at=at)


@transaction.atomic
def write_news(
    *, topic: Topic, subject: str, text: str, at_point: ServicePoint, by: Actor, at: datetime, link: str = ""
) -> News:
    """Tell something to all who chose a topic; the worker hands it to them."""
    permissions.may_write_news(by, at_point.pk)
    reasons = [
        Reason(code, overridable=False)
        for code, is_wrong in (
            ("subject_missing", not subject.strip()),
            ("text_missing", not text.strip()),
            ("not_offered", not topic.is_offered),
        )
        if is_wrong
    ]
    if reasons:
        raise NewsRefused(*reasons)
    return News.objects.create(
        topic=topic,
        point=at_point,
        subject=" ".join(subject.split()),
        text=" ".join(text.split()),
        link=link,
        made_at=at,
        made_by=by.account_id,
    )


@transaction.atomic
def spread_news(*, news: News, at: datetime) -> bool:
    """Queue news for a page of those who chose its topic; true while there are more. Each is told once."""
    choices = queries.choices_after(news.topic_id, news.spread_to, PAGE)
    if not choices:
        News.objects.filter(pk=news.pk, done_at__isnull=True).update(done_at=at)
        return False
    known = addressees([choice.person_id for choice in choices])
    agreed = sorted(key for key, each in known.items() if people_queries.NEWS in each.agreed)
    queued = queue_all(wanted=[_told(news, key) for key in agreed], at=at)
    news.spread_to, news.readers = choices[-1].pk, news.readers + queued
    news.save(update_fields=["spread_to", "readers"])
    return True


def _told(news: News, person_id: int) -> ToTell:
    return ToTell(
        template="notices/news",
        key=f"notices/news:{news.pk}:{person_id}",
        because=_because(news.topic_id, person_id),
        to=person_id,
        point=news.point,
        facts={"topic_id": news.topic_id, "subject": news.subject, "text": news.text, "link": news.link},
    )


def _because(topic_id: int, person_id: int) -> str:
    return f"topic:{topic_id}:{person_id}"
