"""The mail server, from one address."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed over, and how the line is closed: by STARTTLS, by TLS from the start, or not at all."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool
    timeout: int = 15


def mail_server(url: str) -> MailServer:
    """The server of ``PUSTAKOTA_EMAIL_URL``; an empty address stands for this machine, which is asked for nothing."""
    parts = urlsplit(url or "smtp+plain://localhost")
    if parts.scheme not in PORTS:
        raise ValueError(
            f"PUSTAKOTA_EMAIL_URL begins with {parts.scheme!r}: give smtp://…, smtps://… or smtp+plain://…"
        )
    return MailServer(
        host=parts.hostname or "localhost",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp",
        tls=parts.scheme == "smtps",
    )
