"""Requests, tokens and answers of OAI-PMH, without a database."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pustakota.protocols.oai_pmh import codec
from pustakota.protocols.oai_pmh.codec import OaiError, Progress

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEY = b"a key of thirty-two bytes or more"
MOMENTS = st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds it
WORDS = st.text(st.characters(codec="utf-8"), max_size=40)


def refused(**arguments: str) -> str:
    with pytest.raises(OaiError) as refusal:
        codec.parse(arguments.items())
    return refusal.value.code


def test_until_includes_its_second_or_its_day() -> None:
    seconds = codec.parse({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2026-11-22T06:15:29Z"}.items())
    days = codec.parse({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2026-11-22"}.items())
    assert seconds.before == datetime(2026, 11, 22, 6, 15, 30, tzinfo=UTC)
    assert days.before == datetime(2026, 11, 23, tzinfo=UTC)


def test_the_end_of_time_is_a_date_like_any_other() -> None:
    asked = codec.parse({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "9999-12-31"}.items())
    assert asked.before == datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Nothing"}, "badVerb"),
        ({"verb": "Identify", "from": "2026-01-01"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "oai:x:1"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-13-01"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-30"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-01T10:00Z"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-02", "until": "2026-01-01"},
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-01", "until": "2026-01-01T00:00:00Z"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "a b"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"}, "badArgument"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": ""}, "badResumptionToken"),
        ({"verb": "GetRecord", "resumptionToken": "x"}, "badArgument"),
    ],
)
def test_each_wrong_request_has_the_code_of_the_standard(arguments: dict[str, str], code: str) -> None:
    assert refused(**arguments) == code


def test_a_repeated_argument_is_refused() -> None:
    with pytest.raises(OaiError, match="badArgument"):
        codec.parse([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("metadataPrefix", "oai_dc")])
    with pytest.raises(OaiError, match="badVerb"):
        codec.parse([("verb", "Identify"), ("verb", "Identify")])


@UNHURRIED
@given(
    st.lists(st.tuples(st.sampled_from([*codec._ECHOED, "other"]) | WORDS, st.sampled_from([*codec.ARGUMENTS]) | WORDS))
)
def test_any_arguments_are_understood_or_refused_and_their_echo_is_xml(pairs: list[tuple[str, str]]) -> None:
    try:
        codec.parse(pairs)
        refusal = ""
    except OaiError as error:
        refusal = codec.error(error)
    whole = codec.opening("http://x/oai", datetime.now(UTC), codec.echoed(pairs)) + refusal + codec.CLOSING
    ET.fromstring(whole)


@UNHURRIED
@given(
    st.builds(
        Progress,
        verb=st.sampled_from(["ListRecords", "ListIdentifiers"]),
        prefix=WORDS,
        set=WORDS,
        since=st.none() | MOMENTS,
        before=st.none() | MOMENTS,
        up_to=st.integers(min_value=0),
        size=st.integers(min_value=0),
        after=st.none() | st.tuples(MOMENTS, st.integers()),
        delivered=st.integers(min_value=0),
    )
)
def test_a_token_gives_back_what_was_put_in_and_no_other_key_opens_it(progress: Progress) -> None:
    token = codec.sealed(progress, KEY)
    assert codec.unsealed(token, progress.verb, KEY) == progress
    assert codec.sealed(progress, KEY) == token
    with pytest.raises(OaiError, match="badResumptionToken"):
        codec.unsealed(token, progress.verb, KEY + b"!")
    other = "ListRecords" if progress.verb == "ListIdentifiers" else "ListIdentifiers"
    with pytest.raises(OaiError, match="badResumptionToken"):
        codec.unsealed(token, other, KEY)


@UNHURRIED
@given(WORDS | st.text("abcdefABCDEF0123456789-_=", max_size=200))
def test_no_invented_token_is_taken(text: str) -> None:
    with pytest.raises(OaiError, match="badResumptionToken"):
        codec.unsealed(text, "ListRecords", KEY)
