"""Letters by e-mail: one connection for all letters of a round."""

from __future__ import annotations

import smtplib
from email.utils import formataddr, parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

from pustakota.contexts.notices.rules import Answer, Carried, Channel, Parcel

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

FOR_GOOD = range(500, 600)
"""Answers of a mail server that stay the same however often it is asked (RFC 5321, 4.2.1)."""
LONGEST = 300


class EmailCarrier:
    """Hands letters to the mail server of ``PUSTAKOTA_EMAIL_URL``."""

    channel = Channel.EMAIL

    def __init__(self) -> None:
        self.connection: BaseEmailBackend | None = None

    def carry(self, parcel: Parcel) -> Carried:
        """Give one letter to the server; without a server nothing was tried."""
        try:
            connection = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Carried(answer=Answer.UNREACHABLE, said=_said(error, parcel))
        try:
            connection.send_messages([message_of(parcel)])
        except (OSError, smtplib.SMTPException) as error:
            if not isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException):
                self.close()  # the line is broken: the next letter gets a new one
            answer = Answer.REFUSED if _code(error) in FOR_GOOD else Answer.FAILED
            return Carried(answer=answer, said=_said(error, parcel))
        except ValueError as error:  # an address that no mail can be written to
            return Carried(answer=Answer.REFUSED, said=type(error).__name__)
        return Carried(answer=Answer.TAKEN)

    def _connected(self) -> BaseEmailBackend:
        if self.connection is None:
            self.connection = get_connection(fail_silently=False)
            self.connection.open()
        return self.connection

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            connection.close()


def message_of(parcel: Parcel) -> EmailMultiAlternatives:
    """The letter as mail, in words alone and in the colour of the library, under its name.

    Its Message-ID is that of any repetition, by which mailboxes show it once.
    """
    words = parcel.words
    host = urlsplit(settings.PUBLIC_URL).hostname
    headers = {
        "Message-ID": f"<{parcel.message_id}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": words.language,
        "List-Unsubscribe": f"<{words.stop_address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    sender = formataddr((words.library, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    message = EmailMultiAlternatives(words.subject, words.as_mail(), sender, [parcel.email], headers=headers)
    message.attach_alternative(render_to_string("notices/print/mail.html", {"words": words}), "text/html")
    if parcel.calendar:
        message.attach("kalender.ics", parcel.calendar, "text/calendar")
    return message


def _code(error: Exception) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _text in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0


def _said(error: Exception, parcel: Parcel) -> str:
    """The server's words for the log, without the address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        words = "; ".join(f"{code} {text!r}" for code, text in error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        words = f"{error.smtp_code} {error.smtp_error!r}"
    else:
        words = f"{type(error).__name__}: {error}"
    return words.replace(parcel.email, "…")[:LONGEST] if parcel.email else words[:LONGEST]
