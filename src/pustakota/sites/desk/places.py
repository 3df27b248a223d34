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


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong to one kind of work."""

    label: str | Promise
    places: tuple[Place, ...]


EVERY_DAY = Group(
    _("Every day"),
    (
        Place(_("Desk"), "start", "scan-barcode", "desk.use"),
        Place(_("Fetch from the shelves"), "pull_list", "list", "circulation.lend"),
        Place(_("Ready to collect"), "hold_shelf", "package-check", "circulation.lend"),
        Place(_("Overdue"), "overdue", "clock", "circulation.lend"),
        Place(_("New member"), "register_member", "user-plus", "people.register"),
        Place(_("Guest book"), "guest_book", "users", "visits.note"),
        Place(_("Requests"), "cases", "inbox", "cases.answer"),
        Place(_("More"), "more", "menu", "desk.use"),
    ),
)
"""What stands in the navigation of every page; all else is one step behind “More”, and found by its name in the box."""

GROUPS = (
    EVERY_DAY,
    Group(
        _("Lending"),
        (
            Place(_("Clear the hold shelf"), "to_clear", "undo-2", "circulation.lend"),
            Place(_("Reading in place"), "reading_in_place", "book-open", "visits.note"),
            Place(_("Rooms and bookings"), "day_sheet", "calendar-days", "spaces.book"),
            Place(_("Handing out equipment"), "hand_outs", "package-check", "spaces.book"),
            Place(_("Lockers"), "lockers", "package-check", "spaces.book"),
            Place(_("Public computers"), "computers", "clock", "spaces.book"),
            Place(_("Requests for rooms"), "room_requests", "inbox", "spaces.book"),
            Place(_("Seasons for groups"), "seasons", "calendar-days", "spaces.keep"),
            Place(_("Prints"), "print_queue", "package-check", "spaces.book"),
            Place(_("Machine licences"), "licences", "id-card", "credentials.issue"),
            Place(_("Events and programmes"), "agenda", "calendar-days", "programmes.host"),
            Place(_("School visits"), "school_visits", "users", "programmes.host"),
            Place(_("Refused from phones"), "field_entries", "phone", "programmes.host"),
            Place(_("Festivals"), "festivals", "calendar-days", "programmes.host"),
            Place(_("Event organisers"), "organisers", "users", "programmes.host"),
            Place(_("Citizens’ proposals"), "citizen_proposals", "inbox", "programmes.plan"),
            Place(_("Open obligations"), "open_charges", "list", "charges.keep"),
            Place(_("Received today"), "receipts", "banknote", "charges.keep"),
            Place(_("Letters"), "letters", "file-text", "credentials.issue"),
        ),
    ),
    Group(
        _("Collection"),
        (
            Place(_("New title"), "new_title", "plus", "catalogue.edit"),
            Place(_("References"), "references", "list", "catalogue.edit"),
            Place(_("Union catalogue"), "sources", "landmark", "network.keep"),
            Place(_("Titles of the union"), "union_groups", "copy", "network.keep"),
            Place(_("Catalogues that are asked"), "targets", "search", "network.keep"),
            Place(_("What a search shows first"), "weighing", "sliders-horizontal", "search.tune"),
            Place(_("Recommended lists"), "recommendations", "book-open", "reading.recommend"),
        ),
    ),
    Group(
        _("Members"),
        (
            Place(_("Messages"), "messages", "mail", "notices.send"),
            Place(_("News to members"), "news", "bell", "notices.news"),
            Place(_("Registered from home"), "registrations", "id-card", "people.register"),
            Place(_("Schools and organisations"), "organisations", "landmark", "people.register"),
            Place(_("Possible duplicates"), "pairs", "copy", "people.edit"),
        ),
    ),
    Group(
        _("The library"),
        (
            Place(_("Figures"), "figures", "chart-column", "insights.view"),
            Place(_("Closed periods"), "closed_periods", "check", "insights.view"),
            Place(_("Service points and hours"), "service_points", "map-pin", "organisation.edit"),
            Place(_("Devices"), "devices", "door-open", "organisation.edit"),
            Place(_("What can be booked"), "keep_resources", "door-open", "spaces.keep"),
            Place(_("Lending rules"), "policies", "sliders-horizontal", "circulation.policy"),
            Place(_("When members are told"), "message_rules", "clock", "notices.rules"),
            Place(_("Brand"), "brand", "palette", "organisation.edit"),
            Place(_("Legal bases"), "documents", "landmark", "organisation.edit"),
            Place(_("Staff and roles"), "staff", "users", "people.roles"),
            Place(_("Signing in from elsewhere"), "providers", "log-in", "operate"),
            Place(_("Personal data"), "privacy", "eye", "people.privacy"),
            Place(_("Incidents"), "incidents", "triangle-alert", "people.privacy"),
            Place(_("Forms"), "forms", "pencil", "forms.publish"),
            Place(_("Handbook"), "help", "circle-question-mark", "desk.use"),
            Place(_("System health"), "health", "shield", "operate"),
        ),
    ),
)
PLACES = tuple(place for group in GROUPS for place in group.places)
