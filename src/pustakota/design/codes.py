"""Codes that machines read, as inline SVG without style attributes (our content security policy allows none)."""

import segno
from barcode.codex import Code128
from django.utils.html import escape
from django.utils.safestring import SafeString

from pustakota.design.markup import filled

QUIET_ZONE = 10
BAR_HEIGHT = 60


def qr_svg(text: str, label: str) -> SafeString:
    """A QR code; error correction M lets a scratched card still be read."""
    drawing = segno.make(text, error="m", micro=False).svg_inline(
        omitsize=True, border=2, svgclass=None, lineclass=None
    )
    return SafeString(drawing.replace("<svg", f'<svg role="img" aria-label="{escape(label)}"', 1))


def code128_svg(text: str, label: str) -> SafeString:
    """A Code 128 barcode with its quiet zones; one unit is one module."""
    modules: str = Code128(text).build()[0]
    runs: list[str] = []
    at = 0
    while (start := modules.find("1", at)) >= 0:
        end = modules.find("0", start)
        at = len(modules) if end < 0 else end
        runs.append(f"M{start + QUIET_ZONE} 0h{at - start}v{BAR_HEIGHT}h-{at - start}z")
    return filled(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" preserveAspectRatio="none" shape-rendering="crispEdges">'
        '<path d="{}"/></svg>',
        label,
        len(modules) + 2 * QUIET_ZONE,
        BAR_HEIGHT,
        "".join(runs),
    )
