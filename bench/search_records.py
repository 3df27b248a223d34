"""Real records as search documents, for the search benchmarks: read, parsed and projected as an import does it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pustakota.contexts.catalogue.marc.problems import NotMarcError, UnreadableError
from pustakota.contexts.catalogue.marc.reader import read
from pustakota.contexts.catalogue.rules.projection import Projection, project
from pustakota.contexts.search.rules.documents import Document

BIB = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "bib"
INDONESIA = BIB / "loc_indonesia_public.mrc"
RANDOM_20K = BIB / "loc_random20k.mrc.gz"
BOOKS_244K = BIB / "loc_books_part01_244k.mrc.xz"
POINTS = 5


@dataclass(frozen=True)
class Source:
    path: Path
    most: int | None = None


def projections(path: Path, most: int | None = None) -> Iterator[Projection]:
    return islice(_readable(path), most)


def _readable(path: Path) -> Iterator[Projection]:
    for entry in read(path):
        try:
            record = entry.record
        except (NotMarcError, UnreadableError):
            continue
        if record is not None:
            yield project(record)


def document(number: int, projection: Projection) -> Document:
    points = _points(number)
    return Document(
        kind="record",
        id=number,
        fields={
            "title": [projection.title, *projection.vernacular_titles],
            "title_rest": [part for part in (projection.subtitle, projection.part, *projection.other_titles) if part],
            "names": [*projection.authors, *projection.vernacular_authors, projection.responsibility],
            "subjects": [*projection.subjects, *projection.genres],
            "text": [
                text
                for text in (
                    *projection.series,
                    projection.publisher,
                    projection.summary,
                    projection.contents,
                    *projection.notes,
                )
                if text
            ],
            "identifiers": [
                number for number in (*projection.isbns, *projection.issns, projection.control_number) if number
            ],
        },
        facets={
            "language": [projection.language] if projection.language else [],
            "decade": [str(projection.year // 10 * 10)] if projection.year else [],
            "author": list(projection.authors),
            "subject": list(projection.subjects),
            "service_point": points,
        },
        language=projection.language,
        year=projection.year,
        availability={point: random.Random(number).randrange(2) for point in points},
    )


def _points(number: int) -> list[str]:
    """One to three invented points, the same for the same number."""
    chance = random.Random(number)
    return sorted({str(chance.randint(1, POINTS)) for _ in range(chance.randint(1, 3))})


def documents(path: Path, most: int | None = None) -> Iterator[Document]:
    return (document(number, each) for number, each in enumerate(projections(path, most), start=1))
