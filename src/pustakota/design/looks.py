"""How somebody wishes to see pages: light or dark, contrast, size of the text; kept in one cookie that says no more.

The cookie holds what differs from the system, joined by dots: ``dark``, ``high.large``, ``light.high``.
"""

from __future__ import annotations

from dataclasses import dataclass

COOKIE = "theme"
KEPT = 365 * 24 * 3600
THEMES, CONTRASTS, TEXTS = ("light", "dark"), ("high",), ("large",)


@dataclass(frozen=True, slots=True)
class Looks:
    """Empty: as the system has it."""

    theme: str = ""
    contrast: str = ""
    text: str = ""

    @classmethod
    def read(cls, cookie: str) -> Looks:
        """What a cookie says; words that are not ours say nothing."""
        said = cookie.split(".")
        return cls(*(next((each for each in known if each in said), "") for known in (THEMES, CONTRASTS, TEXTS)))

    @property
    def cookie(self) -> str:
        return ".".join(each for each in (self.theme, self.contrast, self.text) if each)
