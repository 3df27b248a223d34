"""Classics in several editions, so that the search has works to show: old and new spelling, translations, other forms.

The editions are real as far as their facts go, but for one that the library spoke for the blind; copies are invented.
"""

from datetime import datetime, timedelta
from random import Random

from pustakota.contexts.catalogue import actions, queries
from pustakota.contexts.catalogue.queries import found
from pustakota.contexts.circulation import actions as circulation
from pustakota.demo import collection, places
from pustakota.foundation.actors import SYSTEM

FILE = collection.RECORDS / "editions.xml"
FIRST_BARCODE = 50_000
CATALOGUED = timedelta(days=40)
JOINED = ("Sitti Noerbaja", "Siti Nurbaya")
REASON = "Ejaan lama dan ejaan baru dari roman yang sama"


def catalogue_editions(at: datetime) -> None:
    """Every edition with its copies; those of Siti Nurbaya are joined by hand: their titles are spelt too far apart."""
    before, then = found.newest_id(), at - CATALOGUED
    actions.import_file(path=FILE, by=SYSTEM, clock=lambda: then)
    records = list(found.titles_between(before + 1, found.newest_id()))
    types = {row.code: row for row in queries.item_types()}
    points = places.service_points()
    shelver = collection.Shelver(then, Random("arunika editions"), points, types, number=FIRST_BARCODE)
    for record in records:
        shelver.add_copies(record, collection.copies_of(record), actions.ItemStatus.AVAILABLE)
    old, new = ([row for row in records if row.title == title] for title in JOINED)
    if old and new:
        actions.join_works(record=old[0], other=new[0], reason=REASON, by=SYSTEM, at=at)


def count_popularity(at: datetime) -> None:
    """What the lending of ninety days says about titles."""
    circulation.count_popularity(by=SYSTEM, at=at)
