"""What those who came are asked, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.crypto import constant_time_compare, salted_hmac

from pustakota.contexts.forms import queries as forms
from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.errors import SurveyRefused
from pustakota.contexts.programmes.models import (
    Mode,
    Occurrence,
    Registration,
    State,
    Status,
    SurveyAnswer,
)
from pustakota.contexts.programmes.queries.calendar import occurrence
from pustakota.contexts.programmes.queries.door import heads
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pustakota.contexts.forms.models import Version
    from pustakota.foundation.errors import WordedReason


def questions(of: Occurrence) -> Version | None:
    """What is asked at registering, as it is asked now."""
    form = of.programme.form
    return forms.current_version(form.code) if form else None


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


def has_open_survey(of: Occurrence) -> bool:
    """Whether those who come are asked by a link in the room: where nobody registers, nobody can be invited."""
    is_open = of.programme.is_nameless or of.registration == Mode.NONE
    return is_open and of.programme.survey_id is not None


def survey_key(of: Occurrence) -> str:
    """What the open link of a date says beside its number, so that only whoever was in the room has it."""
    return salted_hmac("pustakota open survey", str(of.pk), algorithm="sha256").hexdigest()[:10]


def occurrence_of_survey(occurrence_id: int, key: str) -> Occurrence | None:
    """The date of an open link, where both belong together."""
    found = occurrence(occurrence_id)
    is_right = found is not None and constant_time_compare(survey_key(found), key)
    return found if is_right else None


def reasons_not_to_answer_openly(of: Occurrence, *, at: datetime) -> tuple[Reason, ...]:
    """Every reason against answering by the open link now."""
    checks = (
        ("no_survey", not has_open_survey(of) or of.state not in (State.PUBLISHED, State.REPORTED)),
        ("survey_not_begun", at < of.starts_at),
        ("survey_over", at > of.ends_at + rules.SURVEY_OPEN_FOR),
        ("enough_answers", of.survey_answers.count() >= rules.MOST_OPEN_ANSWERS),
    )
    return tuple(Reason(code, overridable=False) for code, is_so in checks if is_so)


def open_survey_refusal(of: Occurrence, *, at: datetime) -> list[WordedReason]:
    """The same in words."""
    return SurveyRefused(*reasons_not_to_answer_openly(of, at=at)).worded()


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
    came = heads(of) if has_open_survey(of) else of.registrations.filter(status=Status.ATTENDED).count()
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
