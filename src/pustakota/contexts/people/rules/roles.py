"""What each role may do, and how far each right reaches. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

VIEW = "people.view"
"""The permission to look members up: what a query itself asks for."""

IDENTITY = "people.identity"
"""The permission to read an identity number in full."""

ROLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "sirkulasi": frozenset(
            {
                "desk.use",
                "circulation.lend",
                "people.view",
                "people.register",
                "notices.send",
                "cases.answer",
                "charges.keep",
                "credentials.issue",
                "participation.record",
                "spaces.book",
                "programmes.host",
                "visits.note",
                "visits.correct",
            }
        ),
        "pustakawan": frozenset(
            {
                "desk.use",
                "circulation.lend",
                "circulation.override",
                "people.view",
                "people.register",
                "people.edit",
                "people.identity",
                "notices.send",
                "notices.news",
                "reading.recommend",
                "cases.answer",
                "charges.keep",
                "credentials.issue",
                "participation.record",
                "charges.waive",
                "participation.correct",
                "spaces.book",
                "programmes.host",
                "spaces.keep",
                "programmes.plan",
                "visits.note",
                "visits.correct",
                "insights.view",
                "insights.facts",
                "catalogue.edit",
                "catalogue.import",
                "network.keep",
                "site.write",
            }
        ),
        "pengatalog": frozenset({"desk.use", "catalogue.edit", "catalogue.import", "search.tune", "network.keep"}),
        "penyunting": frozenset({"site.edit"}),
        "penulis": frozenset({"site.write"}),
        "relawan": frozenset({"desk.use", "visits.note"}),
        "pengelola_titik": frozenset(
            {
                "desk.use",
                "circulation.lend",
                "people.view",
                "people.register",
                "organisation.edit",
                "spaces.book",
                "programmes.host",
                "spaces.keep",
                "programmes.plan",
                "notices.send",
                "cases.answer",
                "charges.keep",
                "credentials.issue",
                "participation.record",
                "visits.note",
                "visits.correct",
                "insights.view",
                "insights.facts",
            }
        ),
        "kepala": frozenset(
            {
                "desk.use",
                "circulation.lend",
                "circulation.override",
                "circulation.policy",
                "people.view",
                "people.register",
                "people.edit",
                "people.identity",
                "people.roles",
                "people.privacy",
                "notices.send",
                "notices.news",
                "reading.recommend",
                "notices.rules",
                "cases.answer",
                "charges.keep",
                "credentials.issue",
                "participation.record",
                "charges.waive",
                "credentials.revoke",
                "forms.publish",
                "participation.correct",
                "visits.note",
                "visits.correct",
                "insights.view",
                "insights.facts",
                "insights.close",
                "catalogue.edit",
                "catalogue.import",
                "network.keep",
                "search.tune",
                "organisation.edit",
                "spaces.approve",
                "spaces.book",
                "programmes.host",
                "spaces.keep",
                "programmes.plan",
                "site.edit",
                "operate",
            }
        ),
        "pelindung_data": frozenset({"desk.use", "people.view", "people.privacy"}),
        "admin": frozenset({"desk.use", "people.roles", "organisation.edit", "site.edit", "operate"}),
    }
)
"""What each role may do. A role is given at one service point, in a whole library, or everywhere."""


class Reach(StrEnum):
    """How far a right reaches from the place where its role is held.

    ``POINT``: there, and nowhere else. ``SHARED``: beside that the members and titles which all libraries of an
    installation share. ``EVERYWHERE``: what belongs to all of them, so that it is held only where it was given for all.
    """

    POINT = "point"
    SHARED = "shared"
    EVERYWHERE = "everywhere"


REACH: Mapping[str, Reach] = MappingProxyType(
    {
        "desk.use": Reach.POINT,
        "circulation.lend": Reach.SHARED,  # renewals and holds of any member
        "circulation.override": Reach.POINT,
        "circulation.policy": Reach.POINT,
        "people.view": Reach.SHARED,
        "people.register": Reach.SHARED,
        "people.edit": Reach.SHARED,
        "people.identity": Reach.SHARED,
        "people.roles": Reach.POINT,
        "people.privacy": Reach.EVERYWHERE,
        "notices.send": Reach.SHARED,  # any member's wishes
        "notices.news": Reach.SHARED,  # whoever chose a topic, wherever they are members
        "notices.rules": Reach.POINT,
        "reading.recommend": Reach.POINT,
        "cases.answer": Reach.SHARED,  # in the name of any member
        "charges.keep": Reach.POINT,
        "charges.waive": Reach.POINT,
        "credentials.issue": Reach.POINT,
        "credentials.revoke": Reach.POINT,
        "forms.publish": Reach.EVERYWHERE,
        "participation.record": Reach.POINT,
        "participation.correct": Reach.POINT,
        "spaces.book": Reach.POINT,
        "spaces.keep": Reach.POINT,
        "spaces.approve": Reach.POINT,
        "programmes.host": Reach.POINT,
        "programmes.plan": Reach.POINT,
        "visits.note": Reach.POINT,
        "visits.correct": Reach.POINT,
        "insights.view": Reach.POINT,
        "insights.facts": Reach.POINT,
        "insights.close": Reach.EVERYWHERE,
        "catalogue.edit": Reach.SHARED,  # titles; copies belong to their point
        "catalogue.import": Reach.EVERYWHERE,
        "network.keep": Reach.EVERYWHERE,
        "search.tune": Reach.SHARED,  # judged questions; weights are put in force everywhere
        "organisation.edit": Reach.POINT,
        "site.edit": Reach.EVERYWHERE,
        "site.write": Reach.EVERYWHERE,
        "operate": Reach.EVERYWHERE,
    }
)
"""Every right. What a library shares among its points (its brand, its rule for joining) is asked for the library."""

COMES_ALONG = frozenset({"desk.use", VIEW})
"""What nobody gets a role for: entering the desk and looking members up."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a role is held: at a service point, in a whole library, or (with neither) everywhere."""

    point_id: int | None = None
    library_id: int | None = None

    @property
    def is_everywhere(self) -> bool:
        return self.point_id is None and self.library_id is None


def rights_of(role: str, where: Where) -> frozenset[str]:
    """What a role lets somebody do when it is held there."""
    return ROLES.get(role, frozenset()) - rights_missing(role, where)


def rights_missing(role: str, where: Where) -> frozenset[str]:
    """What a role would let somebody do if it were held everywhere, and does not where it is held."""
    return frozenset() if where.is_everywhere else _EVERYWHERE_ALONE.get(role, frozenset())


def is_only_everywhere(role: str) -> bool:
    """True for a role of which nothing worth a role is left when it is given for less than everywhere."""
    return not ROLES[role] - _EVERYWHERE_ALONE[role] - COMES_ALONG


_EVERYWHERE_ALONE = {
    role: frozenset(code for code in codes if REACH[code] is Reach.EVERYWHERE) for role, codes in ROLES.items()
}
