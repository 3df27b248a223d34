"""What ``doctor`` tries out itself: clock, folder, database, printing, mail, name and certificate."""

import os
import smtplib
import socket
import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.http.request import validate_host
from django.utils.translation import gettext as _

from pustakota.config.operations import dumps
from pustakota.sites.operator.facts import Facts
from pustakota.sites.operator.findings import Finding, Weight

PATIENCE = 3.0
"""Seconds that a server, or a free moment of the database, is waited for."""
AHEAD = timedelta(minutes=5)
SOON = timedelta(days=14)
LOOKED_AT = 10_000
"""Files of the data folder whose owner is looked at."""
PRINTING = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"


def tried(facts: Facts) -> Iterator[Finding]:
    """Everything that is tried out on this machine, in the order in which one would mend it."""
    yield clock_of(facts)
    yield folder(settings.DATA)
    if file := dumps.database_file():
        yield free_to_write(file)
    yield printing()
    yield mail()
    yield from site(settings.PUBLIC_URL, hosts=settings.ALLOWED_HOSTS, is_https=settings.SESSION_COOKIE_SECURE)


def clock_of(facts: Facts) -> Finding:
    """Whether something that is past lies in the future: then the clock was, or is, wrong."""
    seen = [*([facts.work.worker_seen_at] if facts.work else []), *(each.made_at for each in facts.archives)]
    last = max((moment for moment in seen if moment), default=None)
    if last is None or last <= facts.at + AHEAD:
        return Finding(_("Clock"), Weight.GOOD, f"{facts.at:%Y-%m-%d %H:%M} UTC")
    words = _("This machine says %(now)s UTC, but something here happened at %(last)s UTC.")
    shown = {"now": f"{facts.at:%Y-%m-%d %H:%M}", "last": f"{last:%Y-%m-%d %H:%M}"}
    mend = _("Set the clock: “sudo timedatectl set-ntp true”, then “timedatectl”. Due days and figures depend on it.")
    return Finding(_("Clock"), Weight.WRONG, words % shown, mend)


def folder(data: Path) -> Finding:
    """Whether everything in the data folder belongs to whom the folder belongs to, and can be written."""
    about = _("Data folder")
    owner = data.stat().st_uid
    strange = [path for path in islice(data.rglob("*"), LOOKED_AT) if _is_strange(path, owner)]
    if os.access(data, os.W_OK) and not strange:
        return Finding(about, Weight.GOOD, str(data))
    words = _("%(path)s cannot be written by its user: a command was run as somebody else.")
    mend = _("Run “sudo chown -R pustakota: %(folder)s”, and commands as “sudo pustakota …” from then on.")
    path = strange[0] if strange else data
    return Finding(about, Weight.WRONG, words % {"path": path}, mend % {"folder": data})


def _is_strange(path: Path, owner: int) -> bool:
    try:
        return path.stat(follow_symlinks=False).st_uid != owner or not os.access(path, os.W_OK)
    except FileNotFoundError:
        return False


def free_to_write(file: Path) -> Finding:
    """Whether somebody keeps the database's one write lock for longer than any of our commands does."""
    about = _("Writing")
    try:
        with closing(sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)) as own:
            own.execute("BEGIN IMMEDIATE")
            own.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        words = _("The database cannot be written: %(said)s.") % {"said": error}
        mend = _("Something keeps %(file)s for itself. Find it with “sudo fuser -v %(file)s”, and end it.")
        return Finding(about, Weight.WRONG, words, mend % {"file": file})
    return Finding(about, Weight.GOOD, _("The database can be written."))


def printing() -> Finding:
    """Whether letters and receipts can be made: the library that draws them wants some of the system's own."""
    about = _("Printing")
    try:
        import_module("weasyprint")
    except OSError as error:
        words = _("Letters cannot be made: %(said)s") % {"said": str(error).partition("\n")[0][:120]}
        return Finding(about, Weight.WRONG, words, _("Run “sudo apt-get install %(names)s”.") % {"names": PRINTING})
    return Finding(about, Weight.GOOD, _("Letters can be made."))


def mail() -> Finding:
    """Whether the mail server takes us; nothing is sent."""
    about = _("Mail")
    if "email" not in settings.OFFERED_CHANNELS:
        words = _("No e-mail is sent: no mail server is named.")
        return Finding(
            about, Weight.ADVICE, words, _("Set PUSTAKOTA_EMAIL_URL, then run “pustakota mail test ADDRESS”.")
        )
    named = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    try:
        with get_connection(timeout=PATIENCE):
            return Finding(about, Weight.GOOD, _("%(host)s, port %(port)s, takes us.") % named)
    except smtplib.SMTPAuthenticationError:
        words = _("%(host)s does not know this user and password.") % named
    except (OSError, smtplib.SMTPException) as error:
        words = _("%(host)s, port %(port)s, does not answer: %(said)s.") % (named | {"said": error})
    return Finding(
        about, Weight.WRONG, words, _("Correct PUSTAKOTA_EMAIL_URL, then run “pustakota mail test ADDRESS”.")
    )


# The name that people type


def site(address: str, *, hosts: list[str], is_https: bool) -> Iterator[Finding]:
    """Whether name, cookies and certificate fit the address that people use."""
    parts = urlsplit(address)
    name = parts.hostname or ""
    if name in {"localhost", "127.0.0.1", "::1"}:
        words = _("People reach this site on this machine only.")
        yield Finding(_("Address"), Weight.ADVICE, words, _("Set PUSTAKOTA_PUBLIC_URL once it has a name."))
        return
    yield _address(address, name, hosts, is_https=is_https, comes_by_https=parts.scheme == "https")
    if parts.scheme == "https":
        yield certificate(name, parts.port or 443)


def _address(address: str, name: str, hosts: list[str], *, is_https: bool, comes_by_https: bool) -> Finding:
    about = _("Address")
    if not validate_host(name, hosts):
        words = _("%(name)s is not served: PUSTAKOTA_ALLOWED_HOSTS does not name it.") % {"name": name}
        mend = _("Add it there, and start web and worker again.")
        return Finding(about, Weight.WRONG, words, mend)
    if is_https != comes_by_https:
        words = _("%(address)s and PUSTAKOTA_HTTPS=%(is_https)s do not fit: nobody could stay signed in.")
        mend = _("Set PUSTAKOTA_HTTPS=%(wanted)s, and start the web process again.")
        shown = {"address": address, "is_https": str(is_https).lower(), "wanted": str(comes_by_https).lower()}
        return Finding(about, Weight.WRONG, words % shown, mend % shown)
    return Finding(about, Weight.GOOD, address)


def certificate(name: str, port: int) -> Finding:
    """Whether the certificate that the proxy shows is for this name, and for how long."""
    about = _("Certificate")
    try:
        with (
            socket.create_connection((name, port), timeout=PATIENCE) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=name) as sealed,
        ):
            shown = sealed.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        words = _("Browsers refuse %(name)s: %(said)s.") % {"name": name, "said": error.verify_message}
        return Finding(
            about, Weight.WRONG, words, _("Renew the certificate in the proxy, and look into the proxy's log.")
        )
    except OSError as error:
        words = _("%(name)s could not be reached from here: %(said)s.") % {"name": name, "said": error}
        return Finding(about, Weight.ADVICE, words, _("Open it on a telephone outside: is the proxy running?"))
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    words = _("It ends on %(day)s.") % {"day": f"{ends:%Y-%m-%d}"}
    if ends - datetime.now(UTC) < SOON:
        return Finding(about, Weight.WRONG, words, _("Look why the proxy does not renew it."))
    return Finding(about, Weight.GOOD, words)
