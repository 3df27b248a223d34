"""What a form may ask, and whether what was said answers it. Plain Python.

A definition::

    {"title": WORDS, "intro": WORDS, "fields": [
        {"name": "who", "kind": "choice", "label": WORDS, "help": WORDS, "required": true,
         "choices": [{"value": "pupil", "label": WORDS}, …]},
        {"name": "school", "kind": "text", "label": WORDS, "show_if": {"field": "who", "is": "pupil"}}]}

``WORDS`` are ``{"id": "…", "en": "…"}``; Indonesian is always there. A field with ``show_if`` is asked only while an
earlier one has that value; what is said in a field that is not asked is not kept.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from pustakota.foundation.reasons import Reason

LANGUAGE = "id"
LONGEST_TEXT, LONGEST_LONG_TEXT = 300, 4000
MOST_FIELDS = 60
Words = Mapping[str, str]
Said = str | list[str]


LONGEST_CODE = 40


def code_of(title: str) -> str:
    """What a form is known by for ever, from its first title."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_CODE].strip("-") or "formulir"


def first_definition(title: str) -> dict[str, Any]:
    """A form with one question, which anybody can answer."""
    asked = {"id": "Pesan Anda", "en": "Your message"}
    fields = [{"name": "message", "kind": FieldKind.LONG_TEXT.value, "label": asked, "required": True}]
    return {"title": {LANGUAGE: title.strip()}, "intro": {}, "fields": fields}


class FieldKind(StrEnum):
    """How something is asked."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    MANY = "many"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. ``shown_if``: an earlier field and the value it must have."""

    name: str
    kind: FieldKind
    label: Words
    help: Words = field(default_factory=dict)
    required: bool = False
    choices: tuple[tuple[str, Words], ...] = ()
    shown_if: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A form as it is asked."""

    title: Words
    intro: Words
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was said in the fields that were asked, and what is the matter with it: field → code."""

    values: Mapping[str, Said]
    problems: Mapping[str, str]


def words_in(words: Words, language: str) -> str:
    """Words in a language, else in Indonesian."""
    return words.get(language) or words.get(LANGUAGE, "")


def definition_of(raw: Mapping[str, Any]) -> Definition:
    """A definition that has been checked, as it is read."""
    fields = tuple(_field(each) for each in raw["fields"])
    return Definition(title=raw["title"], intro=raw.get("intro", {}), fields=fields)


def _field(raw: Mapping[str, Any]) -> Field:
    shown = raw.get("show_if")
    return Field(
        name=raw["name"],
        kind=FieldKind(raw["kind"]),
        label=raw["label"],
        help=raw.get("help", {}),
        required=bool(raw.get("required")),
        choices=tuple((choice["value"], choice["label"]) for choice in raw.get("choices", ())),
        shown_if=(shown["field"], shown["is"]) if shown else None,
    )


def reasons_not_to_publish(raw: object, *, needed: Collection[str] = ()) -> tuple[Reason, ...]:
    """Every reason against a definition. ``needed``: names that must be in it, since work goes on from them."""
    reasons = _against_definition(raw)
    asked = {each.get("name") for each in raw["fields"] if isinstance(each, Mapping)} if not reasons else set()  # type: ignore[index]
    missing = sorted({*needed} - asked) if not reasons else []
    return (*reasons, *(Reason("field_needed", {"name": name}, overridable=False) for name in missing))


def _against_definition(raw: object) -> tuple[Reason, ...]:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("fields"), Sequence) or isinstance(raw["fields"], str):
        return (Reason("no_fields", overridable=False),)
    if not 1 <= len(raw["fields"]) <= MOST_FIELDS:
        return (Reason("no_fields", overridable=False),)
    reasons = [] if _are_words(raw.get("title")) else [Reason("title_missing", overridable=False)]
    earlier: dict[str, frozenset[str]] = {}
    for place, each in enumerate(raw["fields"], start=1):
        reasons += [Reason(code, {"field": place}, overridable=False) for code in _against_field(each, earlier)]
        if isinstance(each, Mapping) and isinstance(each.get("name"), str):
            earlier[each["name"]] = _possible(each)
    return tuple(reasons)


def _against_field(raw: object, earlier: Mapping[str, frozenset[str]]) -> Iterator[str]:
    if not isinstance(raw, Mapping):
        yield "field_unreadable"
        return
    name, kind = raw.get("name"), raw.get("kind")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name):
        yield "name_wrong"
    elif name in earlier:
        yield "name_twice"
    if kind not in list(FieldKind):
        yield "kind_unknown"
    if not _are_words(raw.get("label")):
        yield "label_missing"
    if _asks_too_much(raw):
        yield "asked_of_nobody"
    if kind in {FieldKind.CHOICE, FieldKind.MANY} and not _are_choices(raw.get("choices")):
        yield "choices_wrong"
    shown = raw.get("show_if")
    if shown is not None and not _is_shown_by_earlier(shown, earlier):
        yield "show_if_wrong"


ASKED_OF_NOBODY = re.compile(
    r"\b(penyakit|kesehatan|alergi|obat|obat-obatan|diagnos\w*|hamil|kehamilan|disabilitas|difabel|gangguan jiwa|cacat|"
    r"riwayat medis|golongan darah|agama|kepercayaan|illness\w*|diseases?|health|allerg\w*|medication|medical|"
    r"pregnan\w*|disabilit\w*|blood (type|group)|religion|religious|faith)\b",
    re.IGNORECASE,
)
"""What a library asks nobody: about health and religion (UU 27/2022: specific personal data). What somebody needs to
take part (a seat in front, sign language) may be asked, not why."""


def _asks_too_much(raw: Mapping[str, Any]) -> bool:
    """Whether the words of a question, its help or its choices ask about health or religion."""
    choices = raw.get("choices")
    listed = choices if isinstance(choices, Sequence) and not isinstance(choices, str) else ()
    words = [raw.get("label"), raw.get("help"), *(each.get("label") for each in listed if isinstance(each, Mapping))]
    texts = [text for each in words if isinstance(each, Mapping) for text in each.values() if isinstance(text, str)]
    return any(ASKED_OF_NOBODY.search(text) for text in texts)


def _are_words(words: object) -> bool:
    return isinstance(words, Mapping) and isinstance(words.get(LANGUAGE), str) and bool(words[LANGUAGE].strip())


def _are_choices(choices: object) -> bool:
    if not isinstance(choices, Sequence) or isinstance(choices, str) or not choices:
        return False
    sound = all(isinstance(each, Mapping) and _are_words(each.get("label")) for each in choices)
    values = [each.get("value") for each in choices] if sound else []
    return sound and all(isinstance(value, str) and value for value in values) and len({*values}) == len(values)


def _possible(raw: Mapping[str, Any]) -> frozenset[str]:
    """The values of a field that others may wait for; none where it is asked freely."""
    if raw.get("kind") == FieldKind.CONSENT:
        return frozenset({"yes"})
    is_choice = raw.get("kind") in {FieldKind.CHOICE, FieldKind.MANY} and _are_choices(raw.get("choices"))
    return frozenset(choice["value"] for choice in raw["choices"]) if is_choice else frozenset()


def _is_shown_by_earlier(shown: object, earlier: Mapping[str, frozenset[str]]) -> bool:
    if not isinstance(shown, Mapping) or not isinstance(shown.get("field"), str):
        return False
    return shown.get("is") in earlier.get(shown["field"], frozenset())


def checked(definition: Definition, given: Mapping[str, Said]) -> Checked:
    """What was said, field by field: only what was asked counts, and everything that is the matter is told at once."""
    values: dict[str, Said] = {}
    problems: dict[str, str] = {}
    for each in definition.fields:
        if not _is_asked(each, values):
            continue
        said = _plain(each, given.get(each.name, ""))
        if problem := _problem(each, said):
            problems[each.name] = problem
        elif said:
            values[each.name] = said
    return Checked(values=values, problems=problems)


def _is_asked(asked: Field, values: Mapping[str, Said]) -> bool:
    if asked.shown_if is None:
        return True
    name, value = asked.shown_if
    said = values.get(name, "")
    return value in said if isinstance(said, list) else said == value


def _plain(asked: Field, said: Said) -> Said:
    if asked.kind is FieldKind.MANY:
        return [said] if isinstance(said, str) and said else list(said)
    return (said if isinstance(said, str) else " ".join(said)).strip()


def _problem(asked: Field, said: Said) -> str:
    """What is the matter with an answer; nothing where it is sound."""
    if not said:
        return "missing" if asked.required else ""
    is_sound, problem = TESTS[asked.kind]
    return "" if is_sound(asked, said) else problem


def _is_chosen(asked: Field, said: Said) -> bool:
    chosen = {said} if isinstance(said, str) else set(said)
    return chosen <= {value for value, _ in asked.choices}


def _is_number(_asked: Field, said: Said) -> bool:
    return re.fullmatch(r"-?\d{1,12}", str(said)) is not None


def _is_day(_asked: Field, said: Said) -> bool:
    try:
        date.fromisoformat(str(said))
    except ValueError:
        return False
    return len(said) == len("2026-11-22")


def _is_short(asked: Field, said: Said) -> bool:
    return len(said) <= (LONGEST_TEXT if asked.kind is FieldKind.TEXT else LONGEST_LONG_TEXT)


TESTS: Mapping[FieldKind, tuple[Callable[[Field, Said], bool], str]] = {
    FieldKind.TEXT: (_is_short, "too_long"),
    FieldKind.LONG_TEXT: (_is_short, "too_long"),
    FieldKind.NUMBER: (_is_number, "no_number"),
    FieldKind.DATE: (_is_day, "no_date"),
    FieldKind.CHOICE: (_is_chosen, "unknown_choice"),
    FieldKind.MANY: (_is_chosen, "unknown_choice"),
    FieldKind.CONSENT: (lambda _asked, said: said == "yes", "no_consent"),
}
"""What makes an answer of each kind sound, and what is the matter where it is not."""


def read_out(definition: Definition, values: Mapping[str, Said], language: str) -> list[tuple[str, str, str]]:
    """Field, question and answer in words, in the order of the form, for whoever keeps them."""
    said = []
    for each in definition.fields:
        if (value := values.get(each.name)) is not None:
            labels = {choice: words_in(words, language) for choice, words in each.choices}
            chosen = value if isinstance(value, list) else [value]
            spoken = "; ".join(labels.get(one, one) for one in chosen)
            said.append((each.name, words_in(each.label, language), spoken))
    return said
