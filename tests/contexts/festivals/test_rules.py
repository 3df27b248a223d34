"""Proposals step by step, what collides in a schedule, what differs between versions, and sums; without a database."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.festivals import rules
from pustakota.contexts.festivals.rules import Counted, Said, Slot, State, Step

BEGIN = datetime(2026, 3, 21, 2, 0, tzinfo=UTC)
ALLOWED = {
    State.DRAFT: {Step.SUBMIT, Step.WITHDRAW},
    State.SUBMITTED: {Step.ACCEPT, Step.REJECT, Step.WITHDRAW},
    State.ACCEPTED: {Step.CONFIRM, Step.CANCEL, Step.WITHDRAW},
    State.CONFIRMED: {Step.CANCEL, Step.WITHDRAW},
    State.REJECTED: {Step.ACCEPT},
    State.CANCELLED: set(),
    State.WITHDRAWN: set(),
}
SAID = {"title": "Sungai", "about": "Kota", "speaker": "Ayu", "has_contact": True, "at": BEGIN}
WINDOW = {"opens_at": BEGIN - timedelta(days=1), "closes_at": BEGIN + timedelta(days=1)}


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_a_proposal_takes_only_the_steps_of_its_state(state: State, step: Step) -> None:
    assert rules.may_step(state, step) == (step in ALLOWED[state])


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"at": BEGIN - timedelta(days=2)}, ["call_not_open"]),
        ({"at": BEGIN + timedelta(days=1)}, ["call_closed"]),
        (
            {"title": " ", "about": "", "speaker": "", "has_contact": False},
            ["title_missing", "about_missing", "speaker_missing", "contact_missing"],
        ),
    ],
)
def test_every_reason_against_submitting_is_said_at_once(change: dict[str, object], codes: list[str]) -> None:
    assert [each.code for each in rules.reasons_not_to_submit(Said(**(SAID | WINDOW | change)))] == codes  # type: ignore[arg-type]


def a_slot(key: int, start: int, minutes: int = 60, stage: int = 1, *speakers: str) -> Slot:
    starts_at = BEGIN + timedelta(minutes=start)
    return Slot(
        key=key,
        title=f"Sesi {key}",
        stage=stage,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        speakers=frozenset(speakers),
    )


SLOTS = st.lists(
    st.builds(
        a_slot,
        st.integers(1, 8),
        st.integers(0, 12).map(lambda n: n * 30),
        st.sampled_from([30, 60, 90]),
        st.integers(1, 3),
    ),
    max_size=8,
    unique_by=lambda slot: slot.key,
)


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (a_slot(2, 60, 60, 1, "Ayu"), []),
        (a_slot(2, 59, 60, 1), [""]),
        (a_slot(2, 30, 60, 2, "Ayu"), ["Ayu"]),
        (a_slot(2, 0, 60, 1, "Ayu", "Eka"), ["", "Ayu"]),
        (a_slot(2, 0, 60, 2, "Eka"), []),
    ],
)
def test_a_stage_and_a_speaker_are_in_one_session_at_a_time(second: Slot, found: list[str]) -> None:
    assert [each.speaker for each in rules.collisions([second, a_slot(1, 0, 60, 1, "Ayu")])] == found


@given(SLOTS)
def test_collisions_are_those_that_a_comparison_of_all_minutes_finds(slots: list[Slot]) -> None:
    def minutes(slot: Slot) -> set[int]:
        first = int((slot.starts_at - BEGIN).total_seconds() // 60)
        return set(range(first, first + int((slot.ends_at - slot.starts_at).total_seconds() // 60)))

    naive = {
        frozenset((one.key, other.key))
        for one, other in combinations(slots, 2)
        if one.stage == other.stage and minutes(one) & minutes(other)
    }
    assert {frozenset((each.first.key, each.second.key)) for each in rules.collisions(slots)} == naive


@given(SLOTS, SLOTS)
def test_a_difference_leads_from_one_version_to_the_next_and_names_nobody_else(
    old: list[Slot], new: list[Slot]
) -> None:
    change = rules.difference(old, new)
    made = {slot.key: slot for slot in old}
    for slot in change.removed:
        del made[slot.key]
    made |= {slot.key: slot for slot in (*change.added, *(each.after for each in change.moved))}
    place = {key: (slot.stage, slot.starts_at, slot.ends_at) for key, slot in made.items()}
    assert place == {slot.key: (slot.stage, slot.starts_at, slot.ends_at) for slot in new}
    same = {slot.key for slot in old if slot in new}
    assert not change.keys & same
    assert bool(change) == (place != {slot.key: (slot.stage, slot.starts_at, slot.ends_at) for slot in old})


def test_all_reasons_against_publishing_come_at_once() -> None:
    day = {"first": BEGIN, "last": BEGIN + timedelta(hours=8)}
    slots = [a_slot(1, 0, 60, 1, "Ayu"), a_slot(2, 30, 60, 1, "Ayu"), a_slot(3, 450, 60, 2)]
    reasons = rules.reasons_not_to_publish(slots, unconfirmed=["Sesi 1"], differs=True, **day)
    assert [each.code for each in reasons] == [
        "stage_collides",
        "speaker_collides",
        "speaker_unconfirmed",
        "outside_days",
    ]
    assert [each.code for each in rules.reasons_not_to_publish([], unconfirmed=[], differs=False, **day)] == [
        "nothing_scheduled"
    ]
    same = rules.reasons_not_to_publish([a_slot(1, 0)], unconfirmed=[], differs=False, **day)
    assert [each.code for each in same] == ["nothing_differs"]


def test_a_sum_says_what_is_missing_and_never_counts_it_as_nothing() -> None:
    some = Counted(heads=30, minutes=60, titles=frozenset({1, 2}), ages={"0-12": 10}, sexes={"f": 12, "m": 8})
    more = Counted(heads=10, minutes=90, titles=frozenset({2}), ages={"0-12": 1, "19-59": 2})
    total = rules.roll_up([some, more, Counted(heads=None, minutes=45)])
    assert (total.sessions, total.missing, total.heads, total.minutes) == (3, 1, 40, 195)
    assert (total.attended_minutes, total.titles, total.ages) == (2700, 2, {"0-12": 11, "19-59": 2})
    assert (total.ages_unknown, total.sexes_unknown) == (27, 20)
    assert rules.roll_up([Counted(heads=None, minutes=45)]).heads is None
    assert rules.roll_up([Counted(heads=0, minutes=45)]).heads == 0


@pytest.mark.parametrize(
    ("age", "band"),
    [(None, ""), (0, "0-12"), (12, "0-12"), (13, "13-18"), (18, "13-18"), (19, "19-59"), (59, "19-59"), (60, "60+")],
)
def test_ages_fall_into_the_bands_of_the_calendar(age: int | None, band: str) -> None:
    assert rules.band_of(age) == band
