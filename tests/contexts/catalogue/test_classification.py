"""Classes: Dewey as given, or proposed from the Library of Congress class."""

from itertools import pairwise

import pytest

from pustakota.contexts.catalogue.rules.classification import broad_class_in, class_of, ddc_in, lcc_in, propose_ddc
from pustakota.contexts.catalogue.rules.lcc_table import RANGES


@pytest.mark.parametrize(
    ("lcc", "ddc"),
    [
        ("DS646.49.S84", "959.8"), ("DS611", "959.8"), ("DS649", "959.8"), ("DS650", "959.55"), ("DS501", "950"),
        ("PL5071", "499.221"), ("PL5089.T8", "899.221"), ("BP173.7", "297.2"), ("BP109", "297.12"),
        ("KNW2506", "342.598"), ("KNW961.5", "349.598"), ("HC447", "330.9598"), ("JQ768", "320.9598"),
        ("QA76.9", "004"), ("PZ7", "808.89"), ("PR6039", "820"), ("TX724.5.I5", "641.5"), ("Z6958.I45", "016"),
        ("LB1140", "372"), ("XX12", ""), ("", ""), ("959.8", ""),
    ],
)  # fmt: skip
def test_a_dewey_class_is_proposed(lcc: str, ddc: str) -> None:
    assert propose_ddc(lcc) == ddc


def test_rows_of_a_class_do_not_overlap_and_name_real_classes() -> None:
    for letters, rows in RANGES.items():
        ordered = sorted(rows)
        for (_first, last, ddc), (following, _last, _ddc) in pairwise(ordered):
            assert last < following, (letters, ddc)
        assert all(first <= last and ddc_in(ddc) == ddc for first, last, ddc in rows), letters


@pytest.mark.parametrize(
    ("text", "ddc"),
    [
        ("305.8/009598 21", "305.800959821"), ("899.221 3", "899.2213"), ("959.8", "959.8"), ("813/.54", "813.54"),
        ("[Fic]", ""), ("[E]", ""), ("B", ""), ("020", "020"), ("2X4.5", ""), ("813'.5'4", "813.54"),
    ],
)  # fmt: skip
def test_dewey_numbers_lose_their_cutting_marks(text: str, ddc: str) -> None:
    assert ddc_in(text) == ddc


@pytest.mark.parametrize(
    ("text", "lcc", "broad"),
    [
        ("MLCSE 2001/00075 (H)", "", "300"), ("MLCME 2001/02241 (N)", "", "700"), ("MLCSE 2000/00085 (P)", "", ""),
        ("Microfiche 2000/50104 (T)", "", "600"), ("DS644.5", "DS644.5", ""), ("899.221", "", ""),
    ],
)  # fmt: skip
def test_shelf_numbers_of_unclassed_books_give_their_main_class(text: str, lcc: str, broad: str) -> None:
    assert (lcc_in(text), broad_class_in(text)) == (lcc, broad)


def test_dewey_in_the_record_wins_and_a_proposal_is_marked() -> None:
    dewey, congress = ("082", "00", "a959.8/04"), ("050", "00", "aBP10")
    assert class_of({"082": [dewey], "050": [congress]})[2:] == ("959.804", "ddc")
    assert class_of({"050": [congress]})[2:] == ("297", "lcc_proposed")
    assert class_of({"082": [("082", "1 ", "a[Fic]")]})[2:] == ("", "")
