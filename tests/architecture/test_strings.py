"""Whatever a person reads passes through gettext, in a form that a translator can work with."""

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.architecture import house
from tests.architecture.templates import untranslated

GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "gettext_noop",
}
SPOKEN_ARGUMENTS = {"label", "help_text", "empty_label"}
NUMBERED_PLACEHOLDER = re.compile(r"(?<!%)%[sdrf]|{\d*}")
INDONESIAN = house.ROOT / "locale" / "id" / "LC_MESSAGES" / "django.po"


def wrong_strings(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for call in house.calls_in(tree):
        if house.name_called(call) in GETTEXT:
            yield from _wrong_sources(call)
        for keyword in call.keywords:
            if keyword.arg in SPOKEN_ARGUMENTS and _is_words(keyword.value):
                yield keyword.value, f"{keyword.arg} is not translatable"


def sources(tree: ast.AST) -> Iterator[str]:
    """The strings that a module hands to gettext."""
    for call in house.calls_in(tree):
        if house.name_called(call) in GETTEXT:
            texts = [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            yield from texts[1:2] if house.name_called(call).startswith("pgettext") else texts[:1]


def template_sources(text: str) -> Iterator[str]:
    """The strings that a template hands to gettext."""
    for line in templatize(text).splitlines():
        for call in re.finditer(r"\b(?:_|n?gettext)\((?=u?['\"])", line):
            yield from _first_literal(line[call.end() :])


def _first_literal(code: str) -> Iterator[str]:
    for end in (match.end() for match in re.finditer(r"['\"]", code[2:])):
        try:
            value = ast.literal_eval(code[: end + 2])
        except (SyntaxError, ValueError):
            continue
        yield str(value)
        return


def _wrong_sources(call: ast.Call) -> Iterator[tuple[ast.AST, str]]:
    for part in call.args[: 2 if house.name_called(call).startswith("n") else 1]:
        if isinstance(part, ast.Name):
            continue  # a string that was marked where it stands, by gettext_noop or a table of lazy strings
        if not (isinstance(part, ast.Constant) and isinstance(part.value, str)):
            yield part, "gettext is given something else than a plain string"
        elif NUMBERED_PLACEHOLDER.search(part.value):
            yield part, f"{part.value!r} has a placeholder without a name"


def _is_words(value: ast.AST) -> bool:
    return (
        isinstance(value, ast.Constant)
        and isinstance(value.value, str)
        and bool(re.search(r"[^\W\d_]{2}", value.value))
    )


def test_templates_say_nothing_untranslated() -> None:
    found = [
        f"{house.place(path)} {text!r}"
        for path in house.templates()
        for text in untranslated(path.read_text(encoding="utf-8"))
    ]
    assert found == [], "\n".join(found)


def test_modules_hand_plain_strings_with_named_placeholders_to_gettext() -> None:
    found = [
        f"{house.place(path, node)} {wrong}"
        for path in house.modules()
        for node, wrong in wrong_strings(house.tree_of(path))
    ]
    assert found == [], "\n".join(found)


def test_every_source_string_has_its_indonesian() -> None:
    with INDONESIAN.open("rb") as file:
        catalogue = read_po(file)
    ready = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if not message.fuzzy and (all(message.string) if isinstance(message.string, tuple) else message.string)
    }
    wanted = {text for path in house.modules() for text in sources(house.tree_of(path))}
    wanted |= {text for path in house.templates() for text in template_sources(path.read_text(encoding="utf-8"))}
    assert len(wanted) > 50
    missing = sorted(wanted - ready)
    assert missing == [], "\n".join(missing)


@pytest.mark.parametrize(
    "template",
    [
        "<p>Return one first</p>",
        '<input placeholder="Cari buku">',
        '<img alt="A cover">{% translate "Cover" %}',
        '{% button "Save now" kind="primary" %}',
        "{% if late %}Terlambat{% endif %}",
    ],
)
def test_a_bare_text_in_a_template_is_noticed(template: str) -> None:
    assert untranslated(template)


@pytest.mark.parametrize(
    "template",
    [
        '<p class="note">{% translate "Return one first" %} · {{ loan.due_on }}</p>',
        "{% blocktranslate trimmed count n=n %}one loan{% plural %}{{ n }} loans{% endblocktranslate %}",
        '{% button _("Save now") kind="primary" icon="check" %}',
        "{# why this stands here #}<svg><title>petal</title></svg><a href='/id'>Bahasa Indonesia</a> Pustakota",
    ],
)
def test_a_translated_template_is_let_pass(template: str) -> None:
    assert untranslated(template) == []


@pytest.mark.parametrize(
    "text", ['_(f"Lent to {name}")', '_("Lent to " + name)', '_("Lent to %s") % name', 'CharField(label="Name")']
)
def test_a_string_no_translator_can_use_is_noticed(text: str) -> None:
    assert list(wrong_strings(ast.parse(text)))


def test_a_good_string_is_let_pass() -> None:
    assert not list(wrong_strings(ast.parse('_("Lent to %(name)s, 100%%") % {"name": name}')))


def test_the_strings_of_a_module_and_of_a_template_are_found() -> None:
    assert list(sources(ast.parse('_("Lend"); ngettext("one", "many", n); pgettext("desk", "Return")'))) == [
        "Lend",
        "one",
        "Return",
    ]
    template = (
        """<p>{% translate "Isn't it" %}</p>{% blocktranslate trimmed with n=a %}\n  Hold {{ n }}\n  now"""
        """{% endblocktranslate %}{% button _("Lend") %}"""
    )
    assert set(template_sources(template)) == {"Isn't it", "Hold %(n)s now", "Lend"}
