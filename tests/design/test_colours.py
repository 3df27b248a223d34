"""Every pair of colours that stands together is computed (WCAG 2.2, relative luminance), in both schemes."""

import re
from pathlib import Path

import pytest

from pustakota.design import covers

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


def blocks() -> dict[str, dict[str, str]]:
    """Light, dark by system and dark by choice, each as token → colour."""
    css = TOKENS.read_text(encoding="utf-8")
    found = re.findall(r"(:root[^{]*){([^}]*)}", css)
    light, by_system, by_choice = (
        (selector, dict(re.findall(r"--([\w-]+): (#\w{6});", body))) for selector, body in found[:3]
    )
    assert "not" in by_system[0]
    assert "dark" in by_choice[0]
    return {"light": light[1], "dark": {**light[1], **by_system[1]}, "dark by choice": {**light[1], **by_choice[1]}}


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("word", "ground", "least"), PAIRS)
def test_a_pair_of_colours_can_be_told_apart(word: str, ground: str, least: float, scheme: str) -> None:
    tokens = blocks()[scheme]
    assert contrast(tokens[word], tokens[ground]) >= least


def test_dark_by_choice_is_dark_by_system() -> None:
    schemes = blocks()
    assert schemes["dark"] == schemes["dark by choice"]


def test_each_colour_of_the_light_scheme_has_its_dark_one() -> None:
    schemes = blocks()
    assert {name for name, colour in schemes["light"].items() if schemes["dark"][name] == colour} == set()


@pytest.mark.parametrize("palette", [*covers.PALETTES.values(), *covers.UNCLASSED])
def test_words_on_a_drawn_cover_can_be_read(palette: covers.Palette) -> None:
    assert contrast(covers.PAPER, palette.ground) >= TEXT
    assert contrast(palette.bright, palette.ground) >= TEXT
    assert contrast(palette.ground, covers.CREAM) >= TEXT


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
