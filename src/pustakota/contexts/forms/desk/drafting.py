"""A form while staff arrange it: what the page holds between two presses, as questions in an order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.text import slugify

from pustakota.contexts.forms.rules import FieldKind

WITH_CHOICES = {FieldKind.CHOICE, FieldKind.MANY}
LONGEST_NAME = 40
YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as it is typed. ``choices``: a line each, ``value = Indonesian | English``.

    ``shown``: what it waits for, as ``who=pupil``. ``name``: what answers are kept under; a new question has none yet.
    """

    name: str = ""
    kind: str = FieldKind.TEXT
    label: str = ""
    label_en: str = ""
    help: str = ""
    help_en: str = ""
    required: bool = False
    choices: str = ""
    shown: str = ""

    @property
    def options(self) -> list[tuple[str, str]]:
        """Value and label of each answer that another question may wait for."""
        if self.kind == FieldKind.CONSENT:
            return [(YES, "✓")]
        if self.kind not in WITH_CHOICES:
            return []
        return [(choice["value"], choice["label"].get("id", "")) for choice in choices_of(self.choices)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form as it is typed."""

    title: str = ""
    title_en: str = ""
    intro: str = ""
    intro_en: str = ""
    questions: tuple[Question, ...] = field(default=())

    def added(self) -> Draft:
        """With one empty question more, at the end."""
        return replace(self, questions=(*self.questions, Question()))

    def removed(self, place: int) -> Draft:
        """Without one question."""
        return replace(self, questions=tuple(each for at, each in enumerate(self.questions) if at != place))

    def moved(self, place: int, by: int) -> Draft:
        """With one question earlier (``by`` -1) or later (1)."""
        rows, to = list(self.questions), place + by
        if 0 <= place < len(rows) and 0 <= to < len(rows):
            rows[place], rows[to] = rows[to], rows[place]
        return replace(self, questions=tuple(rows))


def pressed(draft: Draft, wish: str) -> Draft:
    """The draft after a press: ``add``, ``remove-2``, ``up-2``, ``down-2``; anything else only names new questions."""
    draft = _named(draft)
    if wish == "add":
        return draft.added()
    verb, _dash, number = wish.partition("-")
    if not number.isdecimal():
        return draft
    place = int(number)
    steps = {"up": -1, "down": 1}
    return draft.removed(place) if verb == "remove" else draft.moved(place, steps.get(verb, 0))


def _named(draft: Draft) -> Draft:
    """With a name for each question that has its words by now, so that others can wait for it."""
    named: list[Question] = []
    for each in draft.questions:
        taken = {question.name for question in (*named, *draft.questions)}
        named.append(replace(each, name=_new_name(each.label, taken)) if each.label.strip() and not each.name else each)
    return replace(draft, questions=tuple(named))


# From what was published, and to it


def draft_of(definition: Mapping[str, Any]) -> Draft:
    """A published definition as it is typed."""
    return Draft(
        **_both("title", definition.get("title", {})),
        **_both("intro", definition.get("intro", {})),
        questions=tuple(_question(each) for each in definition["fields"]),
    )


def _both(name: str, words: Mapping[str, str]) -> dict[str, str]:
    return {name: words.get("id", ""), f"{name}_en": words.get("en", "")}


def _question(raw: Mapping[str, Any]) -> Question:
    shown = raw.get("show_if")
    return Question(
        name=raw["name"],
        kind=raw["kind"],
        **_both("label", raw["label"]),
        **_both("help", raw.get("help", {})),
        required=bool(raw.get("required")),
        choices="\n".join(map(_line, raw.get("choices", ()))),
        shown=f"{shown['field']}={shown['is']}" if shown else "",
    )


def _line(choice: Mapping[str, Any]) -> str:
    label, english = choice["label"].get("id", ""), choice["label"].get("en", "")
    words = f"{label} | {english}" if english else label
    return words if slugify(label) == choice["value"] else f"{choice['value']} = {words}"


def choices_of(lines: str) -> list[dict[str, Any]]:
    """Choices from their lines; without a value of its own a choice is known by its label."""
    found = []
    for line in filter(str.strip, lines.splitlines()):
        before, equals, after = line.partition("=")
        label, _bar, english = (after if equals else line).partition("|")
        value = before.strip() if equals else slugify(label)
        found.append({"value": value, "label": _words(label, english)})
    return found


def _words(indonesian: str, english: str) -> dict[str, str]:
    said = {"id": indonesian.strip(), "en": english.strip()}
    return {language: words for language, words in said.items() if words}


def definition_of(draft: Draft) -> dict[str, Any]:
    """What a draft would publish; whether that is sound, the rules say."""
    made: dict[str, Any] = {"title": _words(draft.title, draft.title_en)}
    if intro := _words(draft.intro, draft.intro_en):
        made["intro"] = intro
    return made | {"fields": [_field(each) for each in _named(draft).questions]}


def _new_name(label: str, taken: set[str]) -> str:
    """A name for a new question, from its label: ``nama_ibu``, ``nama_ibu_2``."""
    plain = re.sub(r"[^a-z0-9]+", "_", slugify(label).lower()).strip("_")[: LONGEST_NAME - 4]
    first = plain if plain[:1].isalpha() else f"q_{plain}".rstrip("_")
    numbered = (f"{first}_{number}" for number in range(2, len(taken) + 3))
    return first if first not in taken else next(name for name in numbered if name not in taken)


def _field(each: Question) -> dict[str, Any]:
    made: dict[str, Any] = {"name": each.name, "kind": each.kind}
    if each.required:
        made["required"] = True
    made["label"] = _words(each.label, each.label_en)
    if hint := _words(each.help, each.help_en):
        made["help"] = hint
    if each.kind in WITH_CHOICES:
        made["choices"] = choices_of(each.choices)
    if each.shown:
        asked, _equals, value = each.shown.partition("=")
        made["show_if"] = {"field": asked, "is": value}
    return made
