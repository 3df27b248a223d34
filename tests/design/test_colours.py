"""Every pair of colours that stands together is computed (WCAG 2.2, relative luminance), in both schemes."""

import re
from pathlib import Path

import pytest

from pustakota.design import branding, covers

TOKENS = Path(covers.__file__).parent / "static" / "design" / "tokens.css"
TEXT, PARTS = 4.5, 3.0
GROUNDS = ("paper", "raised", "sunken")
PAIRS = [
    *((word, ground, TEXT) for word in ("ink", "soft", "nila", "pandan", "kunyit", "terakota") for ground in GROUNDS),
    *((word, ground, TEXT) for word in ("nila-deep", "terakota-deep") for ground in ("paper", "raised")),
    *((word, f"{tone}-wash", TEXT) for tone in ("nila", "pandan", "kunyit", "terakota") for word in ("ink", tone)),
    ("soft", "nila-wash", TEXT),
    ("nila-deep", "nila-wash", TEXT),
    ("terakota-deep", "terakota-wash", TEXT),
    ("on-nila", "nila", TEXT),
    ("on-nila", "nila-deep", TEXT),
    ("on-terakota", "terakota", TEXT),
    *((part, ground, PARTS) for part in ("edge", "nila", "kunyit-bright") for ground in ("paper", "raised")),
    ("edge", "sunken", PARTS),
    ("nila", "sunken", PARTS),
]


HIGH = 7.0
SCHEMES = ("light", "dark", "light_high", "dark_high")


def blocks() -> dict[str, dict[str, str]]:
    """Each scheme as token → colour."""
    copies = all_blocks()
    light = copies["light"][0]
    return {name: {**light, **found[0]} for name, found in copies.items()}


def all_blocks() -> dict[str, list[dict[str, str]]]:
    """Each scheme as often as it stands in the file: once for each way to come to it."""
    css = TOKENS.read_text(encoding="utf-8")
    found: dict[str, list[dict[str, str]]] = {name: [] for name in SCHEMES}
    order = [(name, *place) for name in SCHEMES for place in branding.WHERE[name]]
    rules = re.findall(r"(?:@media (\([^{]*\)) {\s*)?(:root[^{\s]*) {([^}]*--paper[^}]*)}", css)
    assert [(media.replace(": ", ":"), element) for media, element, _body in rules] == [each[1:] for each in order]
    for (name, _media, _element), (_m, _e, body) in zip(order, rules, strict=True):
        found[name].append(dict(re.findall(r"--([\w-]+): (#\w{6});", body)))
    return found


def needed(least: float, scheme: str) -> float:
    """What words need in a scheme; parts need the same in all."""
    return HIGH if least == TEXT and scheme.endswith("high") else least


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("word", "ground", "least"), PAIRS)
def test_a_pair_of_colours_can_be_told_apart(word: str, ground: str, least: float, scheme: str) -> None:
    tokens = blocks()[scheme]
    assert contrast(tokens[word], tokens[ground]) >= needed(least, scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_a_ground_in_any_style_sheet_can_be_read(scheme: str) -> None:
    """Every rule that names both: ``color: var(--x)`` upon ``background: var(--y)``."""
    tokens, found = blocks()[scheme], 0
    for path in TOKENS.parent.glob("*.css"):
        for body in re.findall(r"{([^{}]*)}", path.read_text(encoding="utf-8")):
            word = re.search(r"(?:^|[;\s])color: var\(--([\w-]+)\)", body)
            ground = re.search(r"background(?:-color)?: var\(--([\w-]+)\)", body)
            if word and ground and {word[1], ground[1]} <= tokens.keys():
                found += 1
                assert contrast(tokens[word[1]], tokens[ground[1]]) >= needed(TEXT, scheme), (path.name, body)
    assert found > 20


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_the_same_by_choice_and_by_system(scheme: str) -> None:
    first, *others = all_blocks()[scheme]
    assert all(other == first for other in others)


@pytest.mark.parametrize("scheme", ["dark", "light_high", "dark_high"])
def test_no_colour_of_the_light_scheme_is_forgotten_in_another(scheme: str) -> None:
    light, other = all_blocks()["light"][0], all_blocks()[scheme][0]
    assert other.keys() == light.keys()
    if scheme == "dark":
        assert {name for name, colour in light.items() if other[name] == colour} == set()


@pytest.mark.parametrize("palette", [*covers.PALETTES.values(), *covers.UNCLASSED])
def test_words_on_a_drawn_cover_can_be_read(palette: covers.Palette) -> None:
    assert contrast(covers.PAPER, palette.ground) >= TEXT
    assert contrast(palette.bright, palette.ground) >= TEXT
    assert contrast(palette.ground, covers.CREAM) >= TEXT


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
