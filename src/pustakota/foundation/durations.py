"""Lengths of time as people say them."""

from django.utils.translation import ngettext

HOUR, DAY = 60, 24 * 60
"""In minutes."""


def how_long(minutes: int) -> str:
    """Minutes as people say them: ``90`` is one and a half hours, ``1440`` a day."""
    if minutes and minutes % DAY == 0:
        days = minutes // DAY
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    hours, rest = divmod(minutes, HOUR)
    said = [ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}] if hours else []
    if rest or not hours:
        said.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(said)
