"""The pages of the desk, in the order of the navigation; each shown to those who may use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """One page: its name, its address, its icon, and the permission it needs."""

    label: str | Promise
    name: str
    icon: str
    permission: str

    @property
    def href(self) -> str:
        return reverse(f"desk:{self.name}")

    def open_to(self, by: Actor) -> bool:
        return by.may(self.permission)


PLACES = (
    Place(_("Desk"), "start", "scan-barcode", "desk.use"),
    Place(_("Fetch from the shelves"), "pull_list", "list", "circulation.lend"),
    Place(_("Ready to collect"), "hold_shelf", "package-check", "circulation.lend"),
    Place(_("Clear the hold shelf"), "to_clear", "undo-2", "circulation.lend"),
    Place(_("Overdue"), "overdue", "clock", "circulation.lend"),
    Place(_("Requests"), "cases", "inbox", "cases.answer"),
    Place(_("Messages"), "messages", "mail", "notices.send"),
    Place(_("New member"), "register_member", "user-plus", "people.register"),
    Place(_("Guest book"), "guest_book", "users", "visits.note"),
    Place(_("Reading in place"), "reading_in_place", "book-open", "visits.note"),
    Place(_("System health"), "health", "shield", "operate"),
)
