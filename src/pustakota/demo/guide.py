"""What a visitor of the demo is told."""

from django.utils.translation import gettext as _


def guide(port: int, *, training: bool = False) -> str:
    """Addresses, accounts, and what to try."""
    site = f"http://127.0.0.1:{port}"
    facts = {"site": site}
    addresses = [(_("for citizens"), "/"), (_("in English"), "/en/"), (_("desk"), "/desk/"), (_("API"), "/api/v1/docs")]
    if training:
        addresses.append((_("ten exercises"), "/desk/latihan/"))
    accounts = [
        ("A0001 – A0099", _("members who may do anything: search a title, reserve it")),
        ("A0100 – A0219", _("members, some with loans and reservations")),
        ("sirkulasi", _("the desk of the main library: lend, take back, fill the hold shelf")),
        ("pustakawan", _("a librarian: may also overrule a rule")),
        ("kepala", _("the head of the library: everything")),
    ]
    return "\n".join(
        [
            "",
            _("Perpustakaan Kota Arunika is open: %(site)s/") % facts,
            "",
            *(f"  {name:<19}{site}{path}" for name, path in addresses),
            "",
            _("Sign in with the password of the demo (demo, or what PUSTAKOTA_DEMO_PASSWORD says) as:"),
            *(f"  {name:<19}{meaning}" for name, meaning in accounts),
            "",
            _("Try: reserve a book as A0001; find it on the pull list at the desk; take it back; lend it to A0001."),
            _("Ctrl-C ends it. The city is kept in the data folder; the next start is quick."),
            "",
        ]
    )
