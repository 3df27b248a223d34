"""Servers that take what carriers bring, on this machine: a mail server, and a push service that opens what it gets."""

import base64
import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


@dataclass
class Mailbox:
    """What a mail server took. ``answers``: what it says to the next letters instead of taking them."""

    letters: list[Message] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        _server, _session, envelope, address, _options = given
        if self.answers and self.answers[0].startswith("rcpt "):
            return self.answers.pop(0).removeprefix("rcpt ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *given: Any) -> str:  # noqa: N802 -- see above
        _server, _session, envelope = given
        if self.answers:
            return self.answers.pop(0)
        self.letters.append(BytesParser().parsebytes(envelope.content))
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        return [str(letter["Message-ID"]) for letter in self.letters]


@contextmanager
def a_mail_server() -> Iterator[Mailbox]:
    """A mail server on a free port of this machine."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # it tells every word of every letter
    mailbox = Mailbox()
    with socket.socket() as free:  # the controller knocks at the port it was told, and so cannot be told "any"
        free.bind(("127.0.0.1", 0))
        mailbox.port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@dataclass
class PushService:
    """A push service and one browser behind it. ``answers``: what it says instead of 201, in order."""

    port: int = 0
    shown: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"0123456789abcdef"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/push/abc"

    @property
    def keys(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {name: _text(value) for name, value in (("p256dh", point), ("auth", self.auth))}

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """Check who signed, open the parcel with the browser's keys, and show it."""
        if self.answers:
            return self.answers.pop(0)
        if not Vapid02.verify(headers["Authorization"]):
            return 403
        opened = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.auth, version=headers["Content-Encoding"]
        )
        self.shown.append(json.loads(opened))
        self.headers.append(headers)
        return 201


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


@contextmanager
def a_push_service() -> Iterator[PushService]:
    """A push service on a free port of this machine."""
    service = PushService()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.title(): value for name, value in self.headers.items()}
            self.send_response(service.take(headers, body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Nothing: pytest shows what fails."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    service.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
