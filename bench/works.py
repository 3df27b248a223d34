"""Editions grouped into works by the rule alone: how many, what it costs, and a sample to be read by eye.

PYTHONPATH=src:. python bench/works.py [20k | 244k | indonesia] [number of groups to print, and a seed]
"""

import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from pustakota.contexts.catalogue.marc.reader import read
from pustakota.contexts.catalogue.marc.record import MarcRecord
from pustakota.contexts.catalogue.rules.works import work_key

BIB = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "bib"
FILES = {
    "20k": BIB / "loc_random20k.mrc.gz",
    "244k": BIB / "loc_books_part01_244k.mrc.xz",
    "indonesia": BIB / "loc_indonesia_public.mrc",
}
SHOWN = ("100", "110", "111", "130", "240", "245", "250", "260", "264", "765")
LONGEST_LINE, MOST_EDITIONS = 240, 5


def main() -> None:
    size = sys.argv[1] if len(sys.argv) > 1 else "20k"
    groups: defaultdict[str, list[str]] = defaultdict(list)
    counted: Counter[str] = Counter()
    spent = 0.0
    for entry in read(FILES[size]):
        if entry.record is None:
            continue
        began = time.process_time()
        key = work_key(entry.record)
        spent += time.process_time() - began
        counted["records"] += 1
        counted["with a key"] += bool(key)
        if key:
            groups[key].append(_line(entry.record))
    several = {key: lines for key, lines in groups.items() if len(lines) > 1}
    records = counted["records"]
    print(f"{size}: {records} records, {counted['with a key']} with a key, {1e6 * spent / records:.0f} µs each")
    print(f"{len(several)} works of several editions, {sum(map(len, several.values()))} records in them")
    _sample(several)


def _sample(several: dict[str, list[str]]) -> None:
    number, seed = (int(each) for each in (*sys.argv[2:4], "0", "1")[:2]) if len(sys.argv) > 2 else (0, 1)
    for key in random.Random(seed).sample(sorted(several), min(number, len(several))):
        print(f"\n{key}")
        for line in several[key][:MOST_EDITIONS]:
            print(f"    {line[:LONGEST_LINE]}")


def _line(record: MarcRecord) -> str:
    return " | ".join(f"{field[0]} {' '.join(field[2:])}" for field in record.with_tag(*SHOWN))


if __name__ == "__main__":
    main()
