"""Where a copy is, in a word and a tone."""

from django.utils.translation import gettext_lazy as _

STATUSES = {
    "available": (_("available"), "yes"),
    "on_loan": (_("on loan"), "wait"),
    "on_hold_shelf": (_("on the hold shelf"), "wait"),
    "in_transit": (_("on its way"), "wait"),
    "in_process": (_("in processing"), "plain"),
    "missing": (_("missing"), "no"),
    "lost": (_("lost"), "no"),
    "damaged": (_("damaged"), "no"),
    "withdrawn": (_("withdrawn"), "no"),
    "on_site_only": (_("for use in the library only"), "plain"),
}
"""Status of a copy (architecture §14) → its word, and the tone of its mark."""
