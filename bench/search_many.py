"""A catalogue of any size for the search benchmarks: real records, repeated with changed identifiers, with copies.

    python bench/search_many.py FROM TO RECORDS

FROM is a data folder into which `pustakota import marc` brought real records (SQLite); TO is a new one of so many
records. Each repeat has a control number and ISBNs of its own. Every title has one to three copies at eight points of
two libraries, three in ten of them not to be had. Nothing else is invented, so repeats tie with each other and words
are as frequent, in proportion, as in FROM: say so beside every figure. Build the index afterwards: `pustakota rebuild`.
"""

import argparse
import shutil
import sqlite3
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic_core import from_json, to_json

POINTS = 8
NAME = "pustakota.sqlite3"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("source", type=Path)
    options.add_argument("target", type=Path)
    options.add_argument("records", type=int)
    given = options.parse_args()
    began = time.monotonic()
    shutil.copytree(given.source, given.target, ignore=shutil.ignore_patterns("index", "*.lock"))
    with sqlite3.connect(given.target / NAME) as database:
        database.execute("PRAGMA synchronous=OFF")
        database.execute("PRAGMA cache_size=-500000")
        database.create_function("renumbered", 2, renumbered, deterministic=True)
        repeat(database, given.records)
        add_copies(database)
    print(f"{given.records} records in {given.target} after {time.monotonic() - began:.0f} s")


def renumbered(isbns: str, repeat: int) -> str:
    """Other ISBN-13s, as many, with the right last digit."""
    return to_json([_other(isbn, repeat) for isbn in from_json(isbns)]).decode()


def _other(isbn: str, repeat: int) -> str:
    digits = "".join(letter for letter in isbn if letter.isdigit())[-13:-1]
    other = f"97{8 if repeat % 2 else 9}{(int(digits or 0) + repeat * 104_729_111) % 10**9:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(other))
    return f"{other}{-total % 10}"


def repeat(database: sqlite3.Connection, wanted: int) -> None:
    there, highest = database.execute("SELECT count(*), max(id) FROM catalogue_record").fetchone()
    columns = [row[1] for row in database.execute("PRAGMA table_info(catalogue_record)")]
    changed = {
        "id": "id + :repeat * :highest",
        "control_number": "control_number || '-' || :repeat",
        "isbns": "renumbered(isbns, :repeat)",
    }
    chosen = ", ".join(changed.get(name, name) for name in columns)
    for number in range(1, -(-wanted // there)):
        database.execute(
            f"INSERT INTO catalogue_record SELECT {chosen} FROM catalogue_record"
            " WHERE id <= :highest ORDER BY id LIMIT :most",
            {"repeat": number, "highest": highest, "most": wanted - number * there},
        )
    if wanted < there:
        database.execute(
            "DELETE FROM catalogue_record WHERE id > (SELECT id FROM catalogue_record ORDER BY id LIMIT 1 OFFSET ?)",
            [wanted - 1],
        )


def add_copies(database: sqlite3.Connection) -> None:
    for table in ("catalogue_item", "organisation_servicepoint", "organisation_library", "catalogue_itemtype"):
        database.execute(f"DELETE FROM {table}")
    add(database, "catalogue_itemtype", [{"id": 1, "code": "book", "name": "Buku"}])
    libraries = [{"id": number, "name": f"Perpustakaan {number}", "short_name": f"P{number}"} for number in (1, 2)]
    add(database, "organisation_library", libraries)
    add(database, "organisation_servicepoint", [_point(number) for number in range(1, POINTS + 1)])
    records = database.execute("SELECT id, class_number FROM catalogue_record ORDER BY id").fetchall()
    add(database, "catalogue_item", (copy for record in records for copy in _copies(*record)))


def _point(number: int) -> dict[str, object]:
    return {
        "id": number, "code": f"T{number}", "name": f"Titik {number}", "kind": "branch", "zone": "Asia/Jakarta",
        "address": "", "phone": "", "is_pickup": 1, "is_active": 1, "library_id": 1 + number % 2,
    }  # fmt: skip


def _copies(record: int, class_number: str) -> Iterable[dict[str, object]]:
    """One to three, the same for the same number; half of all titles have one."""
    mixed = record * 2_654_435_761 % 2**32
    for copy in range(1 + (mixed % 4 > 1) + (mixed % 8 == 7)):
        free = (mixed >> (8 + copy)) % 10 > 2
        yield {
            "barcode": f"B{record}-{copy}", "accession_number": f"{record}/{copy}", "shelf": "",
            "call_number": class_number[:80], "call_number_sort": class_number[:80],
            "status": "available" if free else "missing", "service_point_id": 1 + (mixed >> (4 * copy + 3)) % POINTS,
            "type_id": 1, "record_id": record,
        }  # fmt: skip


def add(database: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, object]]) -> None:
    unsaid = {
        name: "" if "char" in kind or "text" in kind else 0
        for _, name, kind, needed, default, is_key in database.execute(f"PRAGMA table_info({table})")
        if needed and default is None and not is_key
    }
    whole = ({**unsaid, **row} for row in rows)
    first = next(whole)
    names, marks = ", ".join(first), ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    database.execute(statement, first)
    database.executemany(statement, whole)


if __name__ == "__main__":
    main()
