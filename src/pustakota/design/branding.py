"""From the one colour of a library to every colour that its brand overrides, each pair readable.

Contrast is that of WCAG 2.2: (brighter + 0.05) / (darker + 0.05) of relative luminances. A colour that is too pale or
too dark for words is moved along its own lightness until it is readable: no choice makes a page that cannot be read.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from functools import lru_cache

FIRST = "#1f4e79"
"""The colour of a library that has chosen none."""
READABLE, LARGE = 4.5, 3.0
FACES: Mapping[str, str] = {
    "jakarta": '"Plus Jakarta Sans", system-ui, sans-serif',
    "system": 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    "serif": 'Georgia, "Noto Serif", "Times New Roman", serif',
}
"""Faces for headings that need nothing from elsewhere."""
_HEX = re.compile(r"#[0-9a-f]{6}")
_STEP = 0.01
_Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Scheme:
    """What does not change: grounds that words stand on, words that stand on a wash.

    ``least``: the contrast that words need; ``share``: of a colour in its wash.
    """

    grounds: Sequence[str]
    words: Sequence[str]
    share: float
    least: float = READABLE

    @property
    def tokens(self) -> str:
        """As they stand in a style sheet."""
        named = zip(("paper", "raised", "sunken", "ink", "soft"), (*self.grounds, *self.words), strict=True)
        return "".join(f"--{name}:{colour};" for name, colour in named)


LIGHT = Scheme(("#fbf8f2", "#ffffff", "#f3ede1"), ("#1c2326", "#4f5a5e"), 0.1)
DARK = Scheme(("#15191b", "#1d2326", "#0f1214"), ("#f0ebe1", "#b4bab8"), 0.16)
LIGHT_HIGH = Scheme(("#ffffff", "#ffffff", "#f3f1ec"), ("#000000", "#3a4346"), 0.08, 7)
DARK_HIGH = Scheme(("#000000", "#0d1012", "#000000"), ("#ffffff", "#d3d8d6"), 0.14, 7)
_HIGH, _MORE, _NIGHT = '[data-contrast="high"]', "(prefers-contrast:more)", "(prefers-color-scheme:dark)"
_BY_DAY, _BY_NIGHT = ':not([data-theme="light"])', '[data-theme="dark"]'
WHERE: Mapping[str, Sequence[tuple[str, str]]] = {
    "light": (("", ":root"),),
    "dark": ((_NIGHT, f":root{_BY_DAY}"), ("", f":root{_BY_NIGHT}")),
    "light_high": (("", f":root{_HIGH}"), (_MORE, ":root")),
    "dark_high": (
        ("", f":root{_BY_NIGHT}{_HIGH}"),
        (_NIGHT, f":root{_HIGH}{_BY_DAY}"),
        (_MORE, f":root{_BY_NIGHT}"),
        (f"{_MORE} and {_NIGHT}", f":root{_BY_DAY}"),
    ),
}
"""Under which media and on which element each scheme holds: by the system's wish or the person's; later ones win."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The tokens that a brand overrides, in one scheme."""

    nila: str
    deep: str
    wash: str
    on: str


@dataclass(frozen=True, slots=True)
class Palette:
    """All schemes. ``is_moved``: the chosen colour itself could not be read on paper and was made darker or paler."""

    chosen: str
    light: Colours
    dark: Colours
    light_high: Colours
    dark_high: Colours

    @property
    def is_moved(self) -> bool:
        return self.light.nila != self.chosen


def is_colour(text: str) -> bool:
    """Six digits behind a #, in small letters."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """From 1 (alike) to 21 (black on white)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=256)
def palette(chosen: str) -> Palette:
    """All colours of a brand from one (``#rrggbb``)."""
    return Palette(chosen, _light(chosen), _dark(chosen), _light(chosen, LIGHT_HIGH), _dark(chosen, DARK_HIGH))


def stylesheet(chosen: str, face: str) -> str:
    """What overrides the tokens for a library."""
    colours = palette(chosen)
    head = f"--display:{FACES[face]};" if face in FACES else ""
    rules = [
        _rule(media, element, (head if name == "light" else "") + _tokens(getattr(colours, name)))
        for name, places in WHERE.items()
        for media, element in places
    ]
    return "".join(rules)


def _rule(media: str, element: str, tokens: str) -> str:
    rule = f"{element}{{{tokens}}}"
    return f"@media {media}{{{rule}}}" if media else rule


def specimen_stylesheet(chosen: str, face: str) -> str:
    """The same for a specimen of each scheme, on a page that has another brand."""
    colours = palette(chosen)
    head = f"--display:{FACES[face]};" if face in FACES else ""
    light, dark = LIGHT.tokens + _tokens(colours.light), DARK.tokens + _tokens(colours.dark)
    return f".specimen-light{{{head}{light}}}.specimen-dark{{{head}{dark}}}"


def _tokens(colours: Colours) -> str:
    return f"--nila:{colours.nila};--nila-deep:{colours.deep};--nila-wash:{colours.wash};--on-nila:{colours.on};"


def _light(chosen: str, scheme: Scheme = LIGHT) -> Colours:
    def serves(colour: str) -> bool:
        grounds = (*scheme.grounds, _mixed(colour, "#ffffff", scheme.share), "#ffffff")
        return _readable(colour, grounds, scheme.least)

    nila = _moved(chosen, -_STEP, serves)
    deep = _moved(nila, -_STEP, lambda colour: contrast(colour, "#ffffff") >= 1.35 * contrast(nila, "#ffffff"))
    return Colours(nila, deep, _mixed(nila, "#ffffff", scheme.share), "#ffffff")


def _dark(chosen: str, scheme: Scheme = DARK) -> Colours:
    def serves(colour: str) -> bool:
        wash = _mixed(colour, scheme.grounds[1], scheme.share)
        words = all(contrast(word, wash) >= scheme.least for word in scheme.words)
        return words and _readable(colour, (*scheme.grounds, wash), scheme.least)

    nila = _moved(chosen, _STEP, serves)
    deep = _moved(nila, _STEP, lambda colour: contrast(colour, "#000000") >= 1.2 * contrast(nila, "#000000"))
    on = _moved(_mixed(nila, "#000000", 0.2), -_STEP, lambda colour: _readable(colour, (nila, deep), scheme.least))
    return Colours(nila, deep, _mixed(nila, scheme.grounds[1], scheme.share), on)


def _readable(colour: str, grounds: Sequence[str], least: float) -> bool:
    return all(contrast(colour, ground) >= least for ground in grounds)


def _moved(colour: str, step: float, serves: _Test) -> str:
    """The colour itself, or the nearest of its hue that serves, darker or paler; at the end black or white."""
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    end = 1 if step > 0 else 0
    while not serves(colour) and lightness != end:
        lightness = min(max(lightness + step, 0), 1)
        colour = _written(hls_to_rgb(hue, lightness, saturation))
    return colour


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return _written([share * one + (1 - share) * other for one, other in pairs])


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(channels: Sequence[float]) -> str:
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
