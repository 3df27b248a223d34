"""What those who came are asked, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pustakota.contexts.forms import queries as forms
from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.errors import SurveyRefused
from pustakota.contexts.programmes.models import (
    Occurrence,
    Registration,
    State,
    Status,
    SurveyAnswer,
)
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pustakota.foundation.errors import WordedReason


def reasons_not_to_answer(of: Registration, *, at: datetime) -> tuple[Reason, ...]:
    """Every reason against answering the survey now."""
    occurrence = of.occurrence
    checks = (
        ("no_survey", occurrence.programme.survey_id is None),
        ("not_reported", occurrence.state != State.REPORTED),
        ("did_not_come", of.status != Status.ATTENDED),
        ("survey_over", at > occurrence.ends_at + rules.SURVEY_OPEN_FOR),
        ("answered_before", of.has_answered),
    )
    return tuple(Reason(code, overridable=False) for code, is_so in checks if is_so)


def survey_refusal(of: Registration, *, at: datetime) -> list[WordedReason]:
    """The same in words, for whoever opens the link."""
    return SurveyRefused(*reasons_not_to_answer(of, at=at)).worded()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a survey: ``number`` answered it; choices with how many (empty: too few to be shown)."""

    label: str
    number: int
    choices: Sequence[tuple[str, int | None]]
    mean: float | None
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """What was said of a date; ``questions`` are empty where fewer than ``fewest`` answered."""

    came: int
    answered: int
    questions: Sequence[Question]
    fewest: int = rules.FEWEST


def survey_results(of: Occurrence, *, language: str) -> SurveyResults:
    """How many answered, and what, question by question; texts by the alphabet, not as they came."""
    came = of.registrations.filter(status=Status.ATTENDED).count()
    rows = list(SurveyAnswer.objects.filter(occurrence=of).select_related("version__form"))
    if len(rows) < rules.FEWEST:
        return SurveyResults(came, len(rows), ())
    newest = max((row.version for row in rows), key=lambda version: version.number)
    asked = forms.definition_of(newest).fields
    said = [row.values for row in rows]
    return SurveyResults(came, len(rows), [_question(each, said, language) for each in asked])


def _question(asked: forms.Field, said: Sequence[Mapping[str, Any]], language: str) -> Question:
    given = [values[asked.name] for values in said if values.get(asked.name)]
    label, enough = forms.words_in(asked.label, language), len(given) >= rules.FEWEST
    if asked.choices:
        chosen = [one for each in given for one in (each if isinstance(each, list) else [each])]
        shown = rules.shown_counts({value: chosen.count(value) for value, _words in asked.choices})
        return Question(
            label, len(given), [(forms.words_in(words, language), shown[value]) for value, words in asked.choices],
            None, (),
        )  # fmt: skip
    if asked.kind == "number":
        return Question(label, len(given), (), sum(map(int, given)) / len(given) if enough else None, ())
    texts = sorted(str(each) for each in given) if enough and asked.kind in ("text", "long_text") else []
    return Question(label, len(given), (), None, texts)
