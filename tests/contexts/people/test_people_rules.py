"""Card numbers, telephones, ages and roles, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.people import rules

serials = st.integers(0, 9_999_999)


@pytest.mark.parametrize(("digits", "check"), [("7992739871", "3"), ("0", "0"), ("1", "8"), ("0000000", "0")])
def test_the_check_digit_is_luhns(digits: str, check: str) -> None:
    assert rules.check_digit(digits) == check


@given(serials)
def test_a_card_number_has_eight_digits_and_checks_itself(serial: int) -> None:
    number = rules.card_number(serial)
    assert len(number) == 8
    assert number.isdigit()
    assert rules.check_digit(number[:-1]) == number[-1]


@given(serials, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_never_checks(serial: int, place: int, added: int) -> None:
    number = rules.card_number(serial)
    wrong = number[:place] + str((int(number[place]) + added) % 10) + number[place + 1 :]
    assert rules.check_digit(wrong[:-1]) != wrong[-1]


@given(serials, serials)
def test_two_serials_never_share_a_card_number(one: int, other: int) -> None:
    assert (rules.card_number(one) == rules.card_number(other)) is (one == other)


@pytest.mark.parametrize(
    ("given_number", "plain"),
    [
        ("0812 3456 7890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("(0274) 555.1234", "+622745551234"),
        ("+1 202 555 0100", None),
        ("12345", None),
        ("0812", None),
        ("", None),
        ("saya tidak punya", None),
        ("0812345678901234", None),
        ("٠٨١٢٣٤٥٦٧٨٩٠", None),
        ("08١٢٣٤٥٦٧٨٩٠", None),
    ],
)
def test_telephone_numbers_become_plain_or_nothing(given_number: str, plain: str | None) -> None:
    assert rules.plain_phone(given_number) == plain


@given(st.text(max_size=20) | st.from_regex(r"(\+?62|0)[ -]?\d{3,4}[ -]?\d{3,4}[ -]?\d{2,5}", fullmatch=True))
def test_a_plain_telephone_number_is_ascii_and_stays_as_it_is(given_number: str) -> None:
    plain = rules.plain_phone(given_number)
    if plain is not None:
        assert plain.isascii()
        assert rules.plain_phone(plain) == plain


LEAP = date(2008, 2, 29)


@pytest.mark.parametrize(
    ("day", "born_on", "age"),
    [
        (date(2026, 3, 1), date(2008, 3, 2), 17),
        (date(2026, 3, 2), date(2008, 3, 2), 18),
        (date(2026, 2, 28), LEAP, 17),
        (date(2026, 3, 1), LEAP, 18),
        (date(2028, 2, 29), LEAP, 20),
        (date(2026, 3, 2), date(2026, 3, 2), 0),
    ],
)
def test_a_year_of_age_is_reached_on_the_birthday_or_after_29_february_on_1_march(
    day: date, born_on: date, age: int
) -> None:
    assert rules.age_on(day, born_on) == age
    assert rules.is_child(day, born_on) is (age < 18)


def test_an_unknown_birthday_does_not_make_a_child() -> None:
    assert not rules.is_child(date(2026, 3, 2), None)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000))
def test_age_never_shrinks_and_grows_by_at_most_one_a_day(born_on: date, lived: int) -> None:
    day = born_on + timedelta(days=lived)
    assert 0 <= rules.age_on(day + timedelta(days=1), born_on) - rules.age_on(day, born_on) <= 1


@pytest.mark.parametrize(
    ("begins", "years", "ends"),
    [
        (date(2026, 3, 2), 1, date(2027, 3, 2)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2028, 12, 31)),
    ],
)
def test_a_membership_ends_on_the_same_day_years_later(begins: date, years: int, ends: date) -> None:
    assert rules.expiry(begins, years) == ends


def test_only_the_head_and_librarians_overrule_and_only_the_head_writes_policies() -> None:
    holding = {code: {name for name, codes in rules.ROLES.items() if code in codes} for code in rules.ROLES["kepala"]}
    assert holding["circulation.override"] == {"kepala", "pustakawan"}
    assert holding["circulation.policy"] == {"kepala"}
    assert "people.view" not in rules.ROLES["relawan"]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari, iPhone"),
        ("pysip2", "pysip2"),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(agent: str, name: str) -> None:
    assert rules.browser_name(agent) == name


@pytest.mark.parametrize(
    ("born_on", "band"),
    [
        (None, ""),
        (date(2021, 3, 2), "0-5"),
        (date(2013, 3, 3), "6-12"),
        (date(2008, 3, 1), "16-18"),
        (date(1950, 1, 1), "60+"),
    ],
)
def test_people_are_counted_in_bands_of_ages(born_on: date | None, band: str) -> None:
    assert rules.age_band(date(2026, 3, 2), born_on) == band
