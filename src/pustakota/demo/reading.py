"""What members keep for their reading, and what the libraries recommend."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue import queries as records
from pustakota.contexts.catalogue.queries import found
from pustakota.contexts.people import queries
from pustakota.contexts.reading import actions
from pustakota.contexts.reading import queries as asked
from pustakota.contexts.search.queries import SearchRequest
from pustakota.demo import collection, people, places
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Record

SAVED = timedelta(days=12)
SEARCHES = (
    (1, "sejarah jawa", "Sejarah Jawa"),
    (1, "masakan", "Masakan"),
    (2, "pramoedya", "Pramoedya"),
    (100, "cerita anak", "Untuk si kecil"),
)
"""Card, question, name: what members asked to be told of."""
NEW_TITLES = (
    ("Sejarah Jawa dalam koleksi Arunika", "959.82", "Jawa -- Sejarah"),
    ("Masakan pesisir: resep warga Arunika", "641.5", "Masakan Indonesia"),
)
"""Title, class, subject."""
CATALOGUED = timedelta(hours=3)
RECOMMENDED = (
    ("Sastra kita", "Tentang puisi, teater dan cerita Indonesia, untuk sore yang basah.", "8", 8),
    ("Indonesia dari dekat", "Sejarah dan orang-orangnya, untuk tugas sekolah dan rasa ingin tahu.", "959.8", 7),
)
"""Name, text, beginning of the class, number of titles."""
MINE = ("Ingin dibaca", 5)


def keep_searches(at: datetime) -> None:
    """Some members saved what they look for; what comes in later is told."""
    for number, text, name in SEARCHES:
        patron = queries.patron_of_card(people.card(number))
        if patron and patron.person.account:
            actions.save_search(
                request=SearchRequest(text=text),
                query=f"q={text.replace(' ', '+')}",
                name=name,
                tells=True,
                by=queries.actor_of(patron.person.account),
                at=at - SAVED,
            )


def make_lists(at: datetime) -> None:
    """The main library recommends, and two members put something aside: one for herself, one for her friends."""
    point = places.service_points()[0]
    for title, text, beginning, number in RECOMMENDED:
        made = actions.make_list(title=title, text=text, by=SYSTEM, at=at - SAVED, at_point=point)
        for record in islice((row for row in books() if row.class_number.startswith(beginning)), number):
            actions.add_title(reading_list=made, record=record, by=SYSTEM, at=at - SAVED)
        actions.share_list(reading_list=made, shows_name=False, by=SYSTEM, at=at - SAVED)
    for card in (1, 2):
        _put_aside(card, shared=card == 2, at=at)


def _put_aside(card: int, *, shared: bool, at: datetime) -> None:
    patron = queries.patron_of_card(people.card(card))
    if patron is None or patron.person.account is None:
        return
    me, (title, number) = queries.actor_of(patron.person.account), MINE
    made = actions.make_list(title=title, by=me, at=at - SAVED)
    chosen = list(islice(books(), card * 20, card * 20 + number))
    for record in chosen:
        actions.add_title(reading_list=made, record=record, by=me, at=at - SAVED)
    if shared and chosen:
        actions.note_title(reading_list=made, record_id=chosen[0].pk, note="Mulai dari yang ini.", by=me, at=at)
        actions.share_list(reading_list=made, shows_name=True, by=me, at=at - SAVED)


def books() -> list[Record]:
    """Indonesian titles that are no reports, in an order that stays the same."""
    ids = next(records.record_ids_in_batches(1_000), [])
    rows = [row for row in records.records_to_compare(ids) if row.language == "ind"]
    return sorted((row for row in rows if not collection.REPORT.search(row.title)), key=_liking)


def _liking(record: Record) -> float:
    return Random(record.pk * 7919).random()


def catalogue_new_titles(at: datetime) -> None:
    """Two booklets of the city's own came in this morning, for which somebody waits."""
    for title, class_number, subject in NEW_TITLES:
        description = catalogue.Description(
            title=title,
            place="Arunika",
            publisher="Perpustakaan Kota Arunika",
            year=str(at.year),
            language="ind",
            class_number=class_number,
            subjects=(subject,),
        )
        catalogue.describe_title(description=description, kind="book", by=SYSTEM, at=at - CATALOGUED)


def tell(at: datetime) -> None:
    """The morning's look for what is new."""
    until = found.newest_id_until(at)
    page = asked.page_to_ask(after=0, until=until, size=len(SEARCHES))
    actions.tell_of_new_titles(found=asked.new_titles(page, until=until), until=until, at=at)
