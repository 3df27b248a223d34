"""Whatever colour a library chooses, every pair of colours of its brand can be told apart."""

from hypothesis import example, given
from hypothesis import strategies as st

from pustakota.design import branding
from tests.design.test_colours import PAIRS, SCHEMES, blocks, contrast, needed

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
NAMES = {"nila": "nila", "nila-deep": "deep", "nila-wash": "wash", "on-nila": "on"}
TOKENS = blocks()
OWN = [pair for pair in PAIRS if NAMES.keys() & set(pair[:2])]


@given(COLOURS)
@example("#ffff00")
@example("#000000")
@example("#ffffff")
@example(branding.FIRST)
def test_every_pair_of_a_brand_can_be_told_apart(chosen: str) -> None:
    made = branding.palette(chosen)
    for scheme in SCHEMES:
        colours = getattr(made, scheme)
        tokens = TOKENS[scheme] | {name: getattr(colours, field) for name, field in NAMES.items()}
        for word, ground, least in OWN:
            assert contrast(tokens[word], tokens[ground]) >= needed(least, scheme), (scheme, word, ground)


def test_a_colour_that_can_be_read_is_kept_and_another_says_that_it_was_moved() -> None:
    assert (branding.palette("#1f4e79").light.nila, branding.palette("#1f4e79").is_moved) == ("#1f4e79", False)
    assert branding.palette("#ffd54f").is_moved
    assert branding.contrast("#000000", "#ffffff") == contrast("#000000", "#ffffff")


def test_the_grounds_are_those_of_the_tokens() -> None:
    known_of = (branding.LIGHT, branding.DARK, branding.LIGHT_HIGH, branding.DARK_HIGH)
    for scheme, known in zip(SCHEMES, known_of, strict=True):
        tokens = TOKENS[scheme]
        assert known.grounds == tuple(tokens[name] for name in ("paper", "raised", "sunken"))
        assert known.words == (tokens["ink"], tokens["soft"])


def test_a_style_sheet_overrides_nothing_else() -> None:
    made = branding.stylesheet("#7a1f3d", "serif")
    assert made.count("--nila:") == sum(map(len, branding.WHERE.values()))
    assert set(branding.re.findall(r"--([a-z-]+):", made)) == {*NAMES, "display"}
    assert "--display" not in branding.stylesheet("#7a1f3d", "nobody's")
