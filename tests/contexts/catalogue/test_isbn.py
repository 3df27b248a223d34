"""ISBN and ISSN: found in any wording, checked, kept as one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.catalogue.rules.isbn import isbns_in, to_10, to_13
from pustakota.contexts.catalogue.rules.issn import issns_in
from tests.contexts.catalogue.real_files import first_entries, real_file


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9798680359", ["9789798680359"]),  # 979 begins an Indonesian ISBN-10, not an ISBN-13
        ("979-8680-35-9 (jil. 1)", ["9789798680359"]),
        ("9789798680359", ["9789798680359"]),
        ("978-979-8680-35-9 :", ["9789798680359"]),
        ("978 979 8680 35 9", ["9789798680359"]),
        ("080442957X", ["9780804429573"]),
        ("0-8044-2957-x (pbk.)", ["9780804429573"]),
        ("0804429570", []),
        ("9789798680350", []),
        ("9798680359 (jil. 1) 080442957X (jil. 2)", ["9789798680359", "9780804429573"]),
        ("9798680359 9798680359", ["9789798680359"]),
        ("97986803590", []),
        ("", []),
        ("Rp15.000", []),
        ("ISBN 979-8680-35-9", ["9789798680359"]),
        ("978–979–8680–35–9", ["9789798680359"]),
    ],
)
def test_isbns_are_found_checked_and_made_thirteen_digits(text: str, expected: list[str]) -> None:
    assert isbns_in(text) == expected


@given(st.text(st.sampled_from("0123456789")).filter(lambda digits: len(digits) == 9) | st.from_regex(r"\A[0-9]{9}\Z"))
def test_ten_and_thirteen_digits_lead_to_each_other(core: str) -> None:
    ten = next(core + last for last in "0123456789X" if to_13(core + last))
    thirteen = to_13(ten)
    assert thirteen is not None
    assert thirteen[:3] == "978"
    assert to_13(thirteen) == thirteen
    assert to_10(thirteen) == ten
    assert isbns_in(f"{ten} (pbk.)") == isbns_in(f"{thirteen[:3]}-{thirteen[3:]} (pbk.)") == [thirteen]


@given(st.text())
def test_no_text_makes_the_search_fail(text: str) -> None:
    assert all(len(isbn) == 13 for isbn in isbns_in(text))
    assert all(len(issn) == 9 for issn in issns_in(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0317-8471", ["0317-8471"]),
        ("0317-8472", []),
        ("1050124x", ["1050-124X"]),
        ("2434-561X (daring)", ["2434-561X"]),
    ],
)
def test_issns_are_checked(text: str, expected: list[str]) -> None:
    assert issns_in(text) == expected


def test_indonesian_records_give_their_601_isbns_that_begin_with_979() -> None:
    found = 0
    for entry in first_entries(real_file("bib/loc_indonesia_public.mrc"), 3000):
        assert entry.record is not None
        values = [part[1:] for field in entry.record.with_tag("020") for part in field[2:] if part[0] == "a"]
        found += sum(isbn.startswith("978979") for value in values for isbn in isbns_in(value))
    assert found == 601
