"""Lengths of time as people say them, in refusals too."""

import pytest
from django.utils import translation

from pustakota.foundation.durations import how_long
from pustakota.foundation.errors import Refusal
from pustakota.foundation.reasons import Reason


class TooShort(Refusal):
    WORDS = {"too_short": "At least %(how_long)s (%(minutes)s)."}


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (90, "1 hour 30 minutes"), (1440, "1 day"), (2880, "2 days"),
     (1500, "25 hours")],
)  # fmt: skip
def test_minutes_are_said_in_hours_and_days(minutes: int, said: str) -> None:
    with translation.override("en"):
        assert how_long(minutes) == said


def test_a_refusal_can_say_its_minutes_in_words_and_keeps_them_for_machines(in_english: None) -> None:
    refusal = TooShort(Reason("too_short", {"minutes": 1440}))
    assert refusal.worded()[0].message == "At least 1 day (1440)."
    assert refusal.reasons[0].facts == {"minutes": 1440}
