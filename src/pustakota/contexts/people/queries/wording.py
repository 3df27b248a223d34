"""The words that people agree to, of the version that stands on our pages now."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people.rules import (
    ALSO_BORROWED,
    EMAIL,
    GUARDIAN,
    LOAN_HISTORY,
    MACHINES,
    NEWS,
    PHOTO,
    PUSH,
    WHATSAPP,
)


@dataclass(frozen=True, slots=True)
class Words:
    """What is asked, in a few words and in full."""

    title: str | Promise
    text: str | Promise


CONSENT_WORDS: Mapping[str, Words] = {
    GUARDIAN: Words(
        _("Membership of a child"),
        _(
            "The library keeps the child's name, date of birth and loans, so that it can lend and count what is lent. "
            "You see them in your own account, may correct them, and may end the membership at any time. They are "
            "given to nobody else."
        ),
    ),
    LOAN_HISTORY: Words(
        _("Loan history"),
        _(
            "The library keeps a list of what you borrowed and returned, for you alone. Otherwise the link "
            "between you and a loan is removed some days after the return."
        ),
    ),
    ALSO_BORROWED: Words(
        _("Help other readers choose"),
        _(
            "The titles in your loan history may be counted for the line “Whoever borrowed this also borrowed”. Two "
            "titles stand together only where at least five households borrowed both within a year, without numbers "
            "and without names. Titles about belief, health, sexuality and hardship are never counted. It counts from "
            "the first day of next month. It stands on your loan history; when that ends, this ends too."
        ),
    ),
    PHOTO: Words(
        _("Photo"),
        _("The library keeps your photo so that the desk recognises you. Only staff who look members up can see it."),
    ),
    MACHINES: Words(
        _("Machines of the workshop"),
        _(
            "A parent or guardian agrees that this young person uses the machines of the workshop after being shown "
            "how. Without it nobody under eighteen books a machine that wants a licence."
        ),
    ),
    EMAIL: Words(_("Messages by e-mail"), _("The library writes to you about your loans and reservations.")),
    WHATSAPP: Words(
        _("Messages by WhatsApp"),
        _("The library writes to your number by WhatsApp about your loans and reservations. WhatsApp sees the number."),
    ),
    PUSH: Words(_("Messages on your device"), _("Your browser shows messages about your loans and reservations.")),
    NEWS: Words(_("News and invitations"), _("The library tells you now and then what is new and what takes place.")),
}

MEMBERSHIP_WORDS = Words(
    _("Membership"),
    _(
        "The library keeps your name, date of birth, contact and loans, so that it can lend and count what is lent. "
        "You see them in your own account, may correct them, and may end the membership at any time. They are given "
        "to nobody else. At the desk you show an identity document; nothing of it is kept."
    ),
)
"""What somebody agrees to who becomes a member; the membership itself is what the library keeps it for."""

ROLE_WORDS: Mapping[str, str | Promise] = {
    "kepala": _("head of the library"),
    "pustakawan": _("librarian"),
    "sirkulasi": _("circulation desk"),
    "pengatalog": _("cataloguer"),
    "penyunting": _("site editor"),
    "penulis": _("author for the site"),
    "relawan": _("volunteer"),
    "pengelola_titik": _("keeper of a service point"),
    "pelindung_data": _("data protection officer"),
    "admin": _("system administrator"),
}

RIGHT_WORDS: Mapping[str, str | Promise] = {
    "desk.use": _("use the desk"),
    "catalogue.edit": _("change the catalogue"),
    "network.keep": _("keep the union catalogue"),
    "search.tune": _("change what a search shows first"),
    "circulation.lend": _("lend and take back here"),
    "circulation.override": _("overrule a lending rule"),
    "people.view": _("look members up"),
    "people.register": _("register members here"),
    "people.edit": _("change a membership"),
    "people.identity": _("read identity numbers"),
    "people.roles": _("give roles"),
    "people.privacy": _("read who looked at whom"),
    "notices.send": _("send messages to members"),
    "notices.rules": _("say when members are told here"),
    "notices.news": _("write news to members"),
    "cases.answer": _("read and answer requests here"),
    "charges.keep": _("note here what members owe"),
    "charges.waive": _("let members off"),
    "credentials.issue": _("issue letters here"),
    "credentials.revoke": _("revoke a letter"),
    "forms.publish": _("publish forms"),
    "insights.view": _("see figures"),
    "insights.facts": _("see the facts behind figures"),
    "insights.close": _("close periods"),
    "spaces.book": _("book rooms and other things for others here"),
    "spaces.keep": _("say what can be booked here"),
    "spaces.approve": _("say the last yes to requests here"),
    "programmes.host": _("register people for programmes here, and note who came"),
    "programmes.plan": _("say what takes place here"),
    "visits.note": _("note visits here"),
    "visits.correct": _("correct what was noted here"),
    "reading.recommend": _("recommend titles for this point"),
    "catalogue.import": _("bring in titles in bulk"),
    "participation.record": _("note here who took part"),
    "participation.correct": _("correct here who took part"),
    "circulation.policy": _("change lending rules here"),
    "organisation.edit": _("change places and hours here"),
    "site.edit": _("publish pages of the site"),
    "site.write": _("write pages of the site"),
    "operate": _("look after the system"),
}
"""What each right lets somebody do, as it follows “may”; “here” is where the role is held."""
