"""What a visitor of the demo is told."""

from django.utils.translation import gettext as _


def guide(port: int) -> str:
    """Addresses, accounts, and what to try."""
    site = f"http://127.0.0.1:{port}"
    facts = {"site": site}
    return "\n".join(
        [
            "",
            _("Perpustakaan Kota Arunika is open: %(site)s/") % facts,
            "",
            f"  {_('citizens')}   {site}/   ({_('in English')}: {site}/en/)",
            f"  {_('desk')}       {site}/desk/",
            f"  {_('API')}        {site}/api/v1/docs",
            "",
            _("Sign in with the password of the demo (demo, or what PUSTAKOTA_DEMO_PASSWORD says) as:"),
            f"  A0001 … A0099   {_('members who may do anything: search a title, reserve it')}",
            f"  A0100 … A0219   {_('members with loans and reservations of their own')}",
            f"  sirkulasi       {_('the desk of the main library: lend, take back, fill the hold shelf')}",
            f"  pustakawan      {_('a librarian: also override a rule, edit copies')}",
            f"  kepala          {_('the head of the library: everything')}",
            "",
            _("Try: reserve a book as A0001; find it on the pull list at the desk; take it back; lend it to A0001."),
            _("Ctrl-C ends it. The city is kept in the data folder; the next start is quick."),
            "",
        ]
    )
