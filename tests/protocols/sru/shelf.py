"""Four titles in the catalogue and in an index, for clients to find."""

from pustakota.contexts.catalogue import actions
from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.search import actions as search
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW

SHELF = (
    ("Bumi manusia", "Toer, Pramoedya Ananta", "1980", "ind", "Sejarah"),
    ("Manusia dan bumi", "Hirata, Andrea", "1990", "ind", "Ilmu bumi"),
    ("Laskar pelangi", "Hirata, Andrea", "2005", "ind", "Persahabatan"),
    ("This earth of mankind", "Toer, Pramoedya Ananta", "1996", "eng", "Fiction"),
)


def marc(number: int, book: tuple[str, str, str, str, str]) -> MarcRecord:
    title, author, year, language, subject = book
    return MarcRecord(
        "00000nam a2200000 a 4500",
        [
            ("001", f"nomor-{number}"),
            ("008", f"961213s{year}    io            000 1 {language} d"),
            data_field("020", "  ", [("a", "0-306-40615-2")] if number == 1 else [("z", "")]),
            data_field("100", "1 ", [("a", author)]),
            data_field("245", "10", [("a", title)]),
            data_field("653", "  ", [("a", subject)]),
        ],
    )


def fill() -> list[Record]:
    """The four, in their order, in the index that the settings name."""
    records = [
        actions.add_record(marc=marc(number, book), by=SYSTEM, at=NOW) for number, book in enumerate(SHELF, start=1)
    ]
    search.rebuild(catalogue.search_documents([record.pk for record in records]))
    return records
