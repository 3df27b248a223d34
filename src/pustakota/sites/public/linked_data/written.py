"""Pages that staff write: questions with answers, news."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from pustakota.sites.public.linked_data.shape import Node, document, node


def questions(pairs: Iterable[tuple[str, str]]) -> Node:
    """Questions that people ask often, each with its answer."""
    asked = [node("Question", name=question, acceptedAnswer=node("Answer", text=answer)) for question, answer in pairs]
    return document(node("FAQPage", mainEntity=asked))


def news(title: str, summary: str, address: str, at: datetime | None, authors: Sequence[str]) -> Node:
    """A piece of news."""
    return document(
        node(
            "NewsArticle",
            headline=title,
            description=summary,
            url=address,
            datePublished=at.isoformat(timespec="seconds") if at else "",
            author=[node("Person", name=name) for name in authors],
        )
    )
