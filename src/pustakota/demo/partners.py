"""Two libraries that do not exist, so that the union has somebody in it: their records are ours with small changes.

They are harvested as real ones are, page by page by the rules of OAI-PMH, but out of memory instead of over a network;
afterwards they are switched off, since nobody would answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.actions import Description
from pustakota.contexts.catalogue.queries import harvesting
from pustakota.contexts.network import actions, queries
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.fetching import Fetched
from pustakota.protocols.oai_pmh import codec

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.marc.record import MarcRecord

PAGE = 100
LOOKED_AT = 900
"""So many of our first records are lent to the partners."""
HARVESTED = timedelta(days=2)
_FORMATS = (
    codec.Format(
        "marcxml", "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd", "http://www.loc.gov/MARC21/slim"
    ),
)


@dataclass(frozen=True, slots=True)
class Partner:
    """``share``: one of so many of our titles is there too, counted from ``offset`` on."""

    name: str
    code: str
    contact: str
    share: int
    offset: int


PARTNERS = (
    Partner("Perpustakaan Kota Bandarwana (contoh)", "bandarwana", "pustaka@bandarwana.invalid", 5, 1),
    Partner("Perpustakaan Daerah Telaga Asri (contoh)", "telagaasri", "pustaka@telagaasri.invalid", 8, 3),
)
OWN_TITLES = (
    ("Sejarah Bandarwana: dari pelabuhan ke kota taman", "Wirastuti, Ningrum", "2014", "959.82", "Sejarah lokal"),
    ("Masakan ikan Telaga Asri", "Permadi, Sekar", "2017", "641.692", "Masakan ikan"),
    ("Kumpulan cerita rakyat pesisir", "Rahmawati, Dian", "2011", "398.2", "Cerita rakyat"),
    ("Panduan berkebun di lahan sempit", "Santosa, Bayu", "2019", "635", "Berkebun"),
    ("Kamus kecil bahasa pesisir", "Lestari, Wulan", "2009", "499.2", "Kamus"),
    ("Menenun: teknik dan motif", "Kusuma, Ratna", "2016", "746.1", "Tenun"),
)
"""Invented titles that we do not have."""


def know_partners(at: datetime) -> None:
    """Both are added and harvested, then switched off; and our own server stands in as a catalogue that is asked."""
    records = _lent()
    for partner in PARTNERS:
        fetch = partial(_answer, partner, list(_records_of(partner, records)), at - HARVESTED)
        source = actions.add_source(
            base_url=f"https://pustaka.{partner.code}.invalid/oai",
            facts={
                "name": partner.name,
                "contact": partner.contact,
                "pattern": f"https://pustaka.{partner.code}.invalid/katalog/{{local}}/",
            },
            by=SYSTEM,
            at=at - HARVESTED,
            fetch=fetch,
        )
        actions.harvest(source=source, by=SYSTEM, fetch=fetch, clock=_always(at - HARVESTED))
        actions.change_source(source=source, facts={"is_on": False}, by=SYSTEM, at=at)
    if not queries.targets(all_of_them=True):
        actions.add_target(facts=_own_server(), by=SYSTEM, at=at)


def _always(at: datetime) -> Callable[[], datetime]:
    return lambda: at


def _own_server() -> dict[str, object]:
    return {
        "name": "Katalog kota ini sendiri (contoh katalog yang ditanya)",
        "base_url": f"{settings.PUBLIC_URL}/sru",
        "version": "1.2",
        "schema": "marcxml",
        "isbn_query": 'bath.isbn="{isbn}"',
        "words_query": 'dc.title all "{words}"',
    }


def _lent() -> list[MarcRecord]:
    numbers: list[int] = []
    for batch in catalogue.record_ids_in_batches(LOOKED_AT):
        numbers = batch
        break
    return [one.marc for one in harvesting.disseminations(numbers) if one.marc is not None]


def _records_of(partner: Partner, records: list[MarcRecord]) -> Iterator[MarcRecord]:
    """Every so many of ours as they would have catalogued it, then what only they have."""
    chance = Random(partner.code)
    for record in records[partner.offset :: partner.share]:
        yield _retold(record, partner, chance)
    for place, (title, author, year, number, subject) in enumerate(OWN_TITLES):
        if place % len(PARTNERS) == PARTNERS.index(partner) or place == 0:
            yield _invented(title, author, year, (number, subject))


def _retold(record: MarcRecord, partner: Partner, chance: Random) -> MarcRecord:
    """Another hand: now and then without subjects or class, always with a number and a shelf of their own."""
    left_out = {"001", "003", "990", *(["650", "653"] if chance.random() < 0.3 else [])}  # fmt: skip
    left_out |= {"082"} if chance.random() < 0.2 else set()
    kept = [field for field in record.fields if field[0] not in left_out]
    number = f"{partner.code[:3].upper()}{chance.randrange(10**6):06d}"
    own = [("001", number), ("003", f"ID-{partner.code}")]
    return type(record)(record.leader, [*own, *kept, ("852", "  ", "aRuang baca umum")])


def _invented(title: str, author: str, year: str, about: tuple[str, str]) -> MarcRecord:
    description = Description(
        title=title,
        author=author,
        year=year,
        publisher="Penerbit Contoh",
        place="Bandarwana",
        language="ind",
        class_number=about[0],
        subjects=(about[1],),
        extent="120 hlm.",
    )
    return catalogue.marc_of(description)


def _answer(partner: Partner, records: list[MarcRecord], at: datetime, address: str) -> Fetched:
    """What the partner's repository would say."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    base = address.partition("?")[0]
    said = codec.opening(base, at, {}) + _said(partner, records, at, asked, base) + codec.CLOSING
    return Fetched(200, said.encode(), address)


def _said(partner: Partner, records: list[MarcRecord], at: datetime, asked: dict[str, str], base: str) -> str:
    if asked["verb"] == "Identify":
        sample = f"oai:{partner.code}.invalid:1"
        host = f"{partner.code}.invalid"
        return codec.identify(codec.Identity(partner.name, base, partner.contact, at, host, sample))
    if asked["verb"] == "ListMetadataFormats":
        return codec.formats(_FORMATS)
    begin = int(asked.get("resumptionToken", "0"))
    written = [
        codec.record(codec.Header(f"oai:{partner.code}.invalid:{number}", at, (), False), harvesting.marcxml(one))
        for number, one in enumerate(records[begin : begin + PAGE], start=begin + 1)
    ]
    end = begin + PAGE
    token = codec.token(value=str(end) if end < len(records) else "", cursor=begin, size=len(records))
    return f"<ListRecords>{''.join(written)}{token}</ListRecords>"
