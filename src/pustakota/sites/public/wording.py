"""How the site says the states of copies, holds and days."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pustakota.design.templatetags import ui
from pustakota.design.templatetags.ui import Tone
from pustakota.design.wording import days_from, weekday_date

SOON = 2
COPY_STATUS: Mapping[str, tuple[str | Promise, Tone]] = {
    "available": (_("available"), "yes"),
    "on_loan": (_("on loan"), "wait"),
    "on_hold_shelf": (_("reserved for a member"), "wait"),
    "in_transit": (_("on its way to another service point"), "wait"),
    "in_process": (_("being processed"), "plain"),
    "missing": (_("missing"), "no"),
    "lost": (_("lost"), "no"),
    "damaged": (_("damaged"), "no"),
    "withdrawn": (_("withdrawn"), "no"),
    "on_site_only": (_("for use in the library"), "info"),
}


def copy_status(status: str, due_on: date | None = None) -> tuple[str, Tone]:
    word, tone = COPY_STATUS.get(status, (status, "plain"))
    if due_on and status == "on_loan":
        return gettext("on loan until %(day)s") % {"day": weekday_date(due_on)}, tone
    return str(word), tone


def availability(free: int, copies: int) -> SafeString:
    """Whether a title can be had now."""
    if free:
        return ui.status(ngettext("%(free)d available", "%(free)d available", free) % {"free": free}, "yes")
    return ui.status(gettext("not on the shelf now"), "wait") if copies else ui.status(gettext("no copy yet"), "plain")


def due(due_on: date, today: date) -> tuple[str, Tone]:
    """When a loan is due, and how urgent that is."""
    facts = {"day": weekday_date(due_on), "distance": days_from(due_on, today)}
    if due_on < today:
        return gettext("overdue since %(day)s (%(distance)s)") % facts, "no"
    tone: Tone = "wait" if (due_on - today).days <= SOON else "plain"
    return gettext("return by %(day)s (%(distance)s)") % facts, tone
