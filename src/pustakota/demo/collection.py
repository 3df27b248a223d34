"""The collection: real records through the importer, and invented copies of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from pustakota.contexts.catalogue import actions, queries
from pustakota.contexts.catalogue.actions import ItemStatus
from pustakota.demo import places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import ItemType, Record
    from pustakota.contexts.organisation.models import ServicePoint

RECORDS = Path(__file__).parent / "records"
FILES = (RECORDS / "indonesia.mrc.xz", RECORDS / "world.mrc.xz")
AT_ONCE = 1000
OLDEST_PURCHASE = 2006
WITHOUT_COPIES = 25
PRICED = 0.45
"""Share of the copies whose price somebody noted although the record has none."""
NEWS_SINCE, NEWS_SHARE, NEWS_DAYS = 2000, 5, 60
"""Of the Indonesian titles from this year on one in so many was bought in the last so many days before the lending."""
REFERENCE = re.compile(
    r"\b(kamus|ensiklopedi\w*|atlas|dictionary|encyclop\w*|bibliograf\w*|direktori)\b", re.IGNORECASE
)
REPORT = re.compile(r"\b(laporan|analisis dampak|rencana pengelolaan|prosiding|proceedings)\b", re.IGNORECASE)
MISFORTUNES = {
    ItemStatus.IN_PROCESS: 24,
    ItemStatus.MISSING: 12,
    ItemStatus.DAMAGED: 8,
    ItemStatus.LOST: 5,
    ItemStatus.WITHDRAWN: 4,
}
"""How many copies are in a condition in which they are not lent."""


def import_records(clock: Callable[[], datetime]) -> None:
    """Both files through the importer that librarians use; an interrupted one goes on."""
    for path in FILES:
        actions.import_file(path=path, by=SYSTEM, clock=clock)


def merge_a_double(at: datetime) -> None:
    """A title that somebody catalogued by hand although it was there: merged, and a sign of it stays for harvesters."""
    there = next((row for row in map(queries.record_to_edit, _first_keys()) if row and row.material == "book"), None)
    if there is not None:
        double = actions.describe_title(description=queries.description_of(there), kind="book", by=SYSTEM, at=at)
        actions.merge_records(record=double, into=there, by=SYSTEM, at=at)


def _first_keys() -> list[int]:
    return next(queries.record_ids_in_batches(100), [])


REFERENCES = (
    ("author", "Willibrordus Surendra", "Rendra, W. S.", False),
    ("subject", "Amdal", "environmental impact analysis", False),
    ("subject", "Islam dan politik", "Islam and politics -- Indonesia", False),
    ("subject", "Keluarga muslim", "Muslim families", False),
    ("subject", "Usaha kecil", "Small business", False),
    ("subject", "Pendidikan Islam", "Islamic education", False),
    ("subject", "Dakwah", "Dawah", False),
    ("subject", "Pembangunan desa", "Rural development", False),
    ("subject", "Adat istiadat", "manners and customs", False),
    ("subject", "Law -- Indonesia", "law and legislation", True),
)
"""What cataloguers of the city have written: Indonesian names for headings that came in English."""


def refer(at: datetime) -> None:
    for kind, label, see, is_also in REFERENCES:
        actions.refer(kind=kind, label=label, see=see, is_also=is_also, by=SYSTEM, at=at)


def count_headings(at: datetime) -> None:
    """The lists from A to Z."""
    actions.count_headings(by=SYSTEM, at=at)


def all_records() -> "Iterator[Record]":
    """Every record of the catalogue, in the order of its key."""
    for ids in queries.record_ids_in_batches(AT_ONCE):
        found = queries.records(ids)
        yield from (found[key] for key in ids)


def popularity(record: "Record") -> float:
    """How much a title is asked for, from 0 on: few are favourites, more often stories than reports.

    It depends on the record alone, so that the lending of a later day finds the same favourites.
    """
    asked_for = Random(record.pk * 7919).paretovariate(1.1)
    if record.audience == "juvenile":
        asked_for *= 3
    elif record.class_number.startswith("8"):
        asked_for *= 2
    if record.language in {"ind", "jav"}:
        asked_for *= 1.5
    if REPORT.search(record.title):
        asked_for *= 0.2
    return min(asked_for, 60.0)


@dataclass
class Shelver:
    """Adds copies one after another, numbered as they come."""

    at: datetime
    chance: Random
    points: "list[ServicePoint]"
    types: "dict[str, ItemType]"
    number: int = 0

    @property
    def today(self) -> date:
        return periods.local_day(self.at, self.points[0].zone)

    def add_copies(self, record: "Record", copies: int, status: ItemStatus) -> None:
        """Copies of one title, at different points as far as there are several; the first is in the given condition."""
        reference = bool(REFERENCE.search(record.title))
        price = record.details.get("price") or self.invented_price()
        bought = self.purchase_day(record)
        for n, point in enumerate(self.points_for(record, copies, reference)):
            self.number += 1
            actions.add_item(
                record=record,
                barcode=barcode(self.number),
                accession_number=f"{self.number:05d}/PKA/{bought.year}",
                type=self.types[self.kind_of(record, reference)],
                service_point=point,
                shelf=shelf_of(record),
                status=ItemStatus.ON_SITE_ONLY if reference else status if n == 0 else ItemStatus.AVAILABLE,
                price=price,
                acquired_on=bought,
                by=SYSTEM,
                at=self.at,
            )

    def points_for(self, record: "Record", copies: int, reference: bool) -> "list[ServicePoint]":
        main = self.points[0]
        if reference or record.language not in {"ind", "eng", "jav"}:
            return [main]
        local = record.language != "eng" or record.audience == "juvenile"
        weights = [0.55, 0.2, 0.09, 0.06, 0.1] if local else [0.85, 0.15, 0.0, 0.0, 0.0]
        if copies == 1:
            return self.chance.choices(self.points, weights)
        others = self.chance.choices(self.points[1:], [0.4, 0.22, 0.15, 0.23], k=copies - 1)
        return [main, *others]

    def kind_of(self, record: "Record", reference: bool) -> str:
        if reference:
            return "referensi"
        if record.material not in {"book", "serial"}:
            return "av"
        return "anak" if record.audience == "juvenile" else "buku"

    def purchase_day(self, record: "Record") -> date:
        if is_news(record):
            return self.today - timedelta(days=record.pk % NEWS_DAYS)
        latest = self.today - timedelta(days=120)
        earliest = date(max(OLDEST_PURCHASE, min(record.year or 0, latest.year - 1)), 1, 15)
        return earliest + timedelta(days=self.chance.randint(0, (latest - earliest).days))

    def invented_price(self) -> int | None:
        return self.chance.randint(50, 360) * 500 if self.chance.random() < PRICED else None


def is_news(record: "Record") -> bool:
    """Whether a title was bought in the last weeks: late Indonesian ones that people ask for, not reports."""
    is_late = record.language == "ind" and (record.year or 0) >= NEWS_SINCE
    return is_late and record.pk % NEWS_SHARE == 0 and not REPORT.search(record.title)


def barcode(number: int) -> str:
    """``AR000001`` and so on."""
    return f"AR{number:06d}"


def shelf_of(record: "Record") -> str:
    """Where copies stand: the children's room, or the bay of their main class."""
    if record.audience == "juvenile":
        return "Ruang anak"
    return f"Rak {record.class_number[0]}00" if record.class_number else ""


def add_items(at: datetime, chance: Random) -> None:
    """Copies of all titles but the last few: most have one, favourites up to five."""
    shelver = Shelver(at, chance, places.service_points(), {row.code: row for row in queries.item_types()})
    records = list(all_records())
    without = {record.pk for record in chance.sample(records, WITHOUT_COPIES)}
    fates = _fates(records, chance)
    for record in records:
        if record.pk not in without:
            shelver.add_copies(record, copies_of(record), fates.get(record.pk, ItemStatus.AVAILABLE))


def copies_of(record: "Record") -> int:
    """How many copies a title deserves."""
    asked_for = popularity(record)
    return 1 if asked_for < 7 else 2 if asked_for < 16 else 3 if asked_for < 35 else 5


def _fates(records: "list[Record]", chance: Random) -> dict[int, ItemStatus]:
    """Titles whose first copy is not to be lent, and why."""
    unlucky = iter(chance.sample(records, sum(MISFORTUNES.values())))
    return {next(unlucky).pk: status for status, count in MISFORTUNES.items() for _ in range(count)}
