"""Topics, who chose them, and the news about them."""

from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from pustakota.contexts.notices.models import News, Topic, TopicChoice


def topics() -> QuerySet[Topic]:
    """All topics, by name."""
    return Topic.objects.order_by("name", "pk")


def topics_offered() -> list[Topic]:
    """What somebody may choose now."""
    return list(topics().filter(is_offered=True))


def topic_by_code(code: str) -> Topic | None:
    return Topic.objects.filter(code=code).first()


def name_of(topic: Topic) -> str:
    """What a topic is called in the active language."""
    return topic.name_en if topic.name_en and get_language() == "en" else topic.name


def chosen_topics(person_id: int) -> set[int]:
    """The topics that somebody chose."""
    return set(TopicChoice.objects.filter(person=person_id).values_list("topic", flat=True))


def readers_by_topic() -> dict[int, int]:
    """How many chose each topic; one query."""
    return dict(TopicChoice.objects.order_by().values_list("topic").annotate(n=Count("pk")))


def choices_after(topic_id: int, after: int, size: int) -> list[TopicChoice]:
    """Who chose a topic, by key from behind ``after``."""
    return list(TopicChoice.objects.filter(topic=topic_id, pk__gt=after).order_by("pk")[:size])


def news_to_spread() -> list[News]:
    """News that have not reached everybody yet, the oldest first."""
    return list(News.objects.filter(done_at__isnull=True).select_related("topic", "point").order_by("pk"))


def news_written() -> QuerySet[News]:
    """All news, the newest first."""
    return News.objects.select_related("topic", "point").order_by("-pk")
