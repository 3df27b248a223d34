"""How this context says no, and what its words are."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal

ADDRESS_WORDS = {
    "address": _("This is no address of a server: %(detail)s"),
    "forbidden": _("%(detail)s lies inside a private network, which may not be asked unless the operator allows it."),
    "unreachable": _("The server does not answer: %(detail)s"),
    "slow": _("The server did not answer within %(detail)s seconds."),
    "large": _("The server sends more than %(detail)s MB at once."),
    "redirects": _("The server sends us on and on: %(detail)s"),
    "broken": _("The connection broke off: %(detail)s"),
    "status": _("The server answers with the error %(detail)s."),
    "not_oai": _("What the server sends is no answer of OAI-PMH: %(detail)s"),
    "not_sru": _("What the server sends is no answer of SRU: %(detail)s"),
    "oai_error": _("The repository says: %(detail)s"),
    "refused": _("The catalogue says: %(detail)s"),
}
"""Why another library's server gave nothing, in words."""


class SourceRefused(Refusal):
    """A source that cannot be kept as asked, or is not what it should be."""

    WORDS = {
        **ADDRESS_WORDS,
        "name_taken": _("Another source already has this name."),
        "address_taken": _("This address is harvested already."),
        "no_format": _("The repository offers no format that can be read here: %(detail)s"),
        "pattern_wrong": _("The address of records must begin with http and hold {local}, {control} or {identifier}."),
    }


class HarvestRefused(Refusal):
    """A harvest that came to an end without an answer."""

    WORDS = {
        **ADDRESS_WORDS,
        "off": _("This source is switched off."),
        "tokens": _("The repository lost its place in the list again and again."),
    }


class GroupRefused(Refusal):
    """Entries that cannot be parted or joined as asked."""

    WORDS = {
        "not_in_group": _("This record stands in no group with others any more."),
        "nothing_there": _("There is no title of this number in the union."),
        "same_group": _("Both are one title already."),
        "too_many": _("So many records cannot be one title: %(count)s."),
    }


class TargetRefused(Refusal):
    """A target that cannot be kept as asked."""

    WORDS = {
        "address": ADDRESS_WORDS["address"],
        "name_taken": _("Another catalogue already has this name."),
        "isbn_missing": _("The query for an ISBN must hold {isbn}."),
        "words_missing": _("The query for words must hold {words}."),
    }
