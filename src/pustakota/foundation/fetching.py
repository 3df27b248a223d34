"""Asking other people's servers by HTTP, with care: where they lie, how long they take and how much they say.

An address comes from staff or from a redirect, so it might lead into our own network. Each host is resolved once, every
address that it has is checked, and the connection goes to the address that was checked: a name that changes its mind
in between changes nothing.
"""

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

AGENT = "Pustakota (library system)"
_BLOCK = 1 << 16
_TO_CONNECT = 10.0
"""Seconds in which a server must take the connection."""
_REDIRECTS = {301, 302, 303, 307, 308}
_PORTS = {"http": 80, "https": 443}

Network = IPv4Network | IPv6Network


class NotFetched(Exception):  # noqa: N818 -- reads as the sentence it is
    """Nothing usable came back. ``code``: address, forbidden, unreachable, slow, large, redirects, broken."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


class Fetched(NamedTuple):
    """An answer, whatever its status. ``wait``: the seconds that Retry-After asks for."""

    status: int
    body: bytes
    address: str
    wait: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost. ``seconds`` count from the first byte sent to the last received, redirects too."""

    seconds: float = 60.0
    most_bytes: int = 64 << 20
    redirects: int = 4


Fetch = Callable[[str], Fetched]
"""How an address is asked; it raises ``NotFetched``."""


def networks(texts: Collection[str]) -> tuple[Network, ...]:
    """Networks beside the public Internet that may be asked: 127.0.0.0/8, 10.1.0.0/16."""
    return tuple(ip_network(text, strict=False) for text in texts)


def may_be_asked(address: str, allowed: Collection[Network]) -> bool:
    """True for addresses of the public Internet, and for those in a network that the operator allows."""
    ip = ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if any(ip.version == each.version and ip in each for each in allowed):
        return True
    return ip.is_global and not ip.is_multicast


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Asks addresses within limits. ``allowed``: networks beside the public Internet."""

    limits: Limits = field(default_factory=Limits)
    allowed: tuple[Network, ...] = ()

    @classmethod
    def by_settings(cls, limits: Limits | None = None) -> "Fetcher":
        """With the networks that the operator allows."""
        return cls(limits or Limits(), networks(settings.PARTNER_NETWORKS))

    def __call__(self, address: str) -> Fetched:
        until = time.monotonic() + self.limits.seconds
        for _turn in range(self.limits.redirects + 1):
            answer, leads_to = self._ask(address, until)
            if answer is not None:
                return answer
            if urlsplit(address).scheme == "https" and urlsplit(leads_to).scheme != "https":
                raise NotFetched("forbidden", leads_to)
            address = leads_to
        raise NotFetched("redirects", address)

    def _ask(self, address: str, until: float) -> tuple[Fetched | None, str]:
        """The answer, or where it leads to instead."""
        parts = _parts(address)
        try:
            connection = _connected(parts, self._checked(parts), self._left(until))
        except OSError as error:
            raise NotFetched("unreachable", _said(error)) from error
        try:
            return self._answer(connection, parts, address, until)
        except TimeoutError as error:
            raise NotFetched("slow", f"{self.limits.seconds:.0f}") from error
        except (OSError, HTTPException, zlib.error, EOFError) as error:
            raise NotFetched("broken", _said(error)) from error
        finally:
            connection.close()

    def _answer(
        self, connection: HTTPConnection, parts: SplitResult, address: str, until: float
    ) -> tuple[Fetched | None, str]:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        host = parts.netloc.rpartition("@")[2]
        told = {"Host": host, "User-Agent": AGENT, "Accept-Encoding": "gzip", "Connection": "close"}
        wire = connection.sock
        connection.request("GET", path, headers=told)
        with connection.getresponse() as said:
            if said.status in _REDIRECTS and (leads_to := said.headers.get("Location")):
                return None, urljoin(address, leads_to)
            body = b"".join(self._body(wire, said, until))
        if said.headers.get("Content-Encoding", "").lower() == "gzip":
            body = _unpacked(body, self.limits.most_bytes)
        return Fetched(said.status, body, address, _seconds(said.headers.get("Retry-After"))), ""

    def _body(self, wire: socket.socket, said: HTTPResponse, until: float) -> Iterator[bytes]:
        size = 0
        while True:
            wire.settimeout(self._left(until))
            block = said.read1(_BLOCK)
            if not block:
                return
            size += len(block)
            if size > self.limits.most_bytes:
                raise NotFetched("large", str(self.limits.most_bytes >> 20))
            if time.monotonic() > until:
                raise TimeoutError
            yield block

    def _left(self, until: float) -> float:
        return max(min(until - time.monotonic(), self.limits.seconds), 0.01)

    def _checked(self, parts: SplitResult) -> list[str]:
        """The addresses to connect to; every one that the name has must be allowed."""
        port = parts.port or _PORTS[parts.scheme]
        try:
            found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotFetched("unreachable", _said(error)) from error
        addresses = [str(each[4][0]) for each in found]
        if not addresses or not all(may_be_asked(each, self.allowed) for each in addresses):
            raise NotFetched("forbidden", parts.hostname or "")
        return list(dict.fromkeys(addresses))


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in _PORTS and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_usable = False
    if not is_usable or any(character <= " " or character == "\x7f" for character in address):
        raise NotFetched("address", address[:200])
    return parts


def _connected(parts: SplitResult, addresses: list[str], seconds: float) -> HTTPConnection:
    port = parts.port or _PORTS[parts.scheme]
    connection = HTTPConnection(parts.hostname or "", port, timeout=seconds)
    plain = _first_to_answer(addresses, port, min(seconds, _TO_CONNECT))
    plain.settimeout(seconds)
    if parts.scheme == "https":
        try:
            plain = ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname)
        except OSError:
            plain.close()
            raise
    connection.sock = plain
    return connection


def _first_to_answer(addresses: list[str], port: int, seconds: float) -> socket.socket:
    """A name may have addresses of a kind that does not lead anywhere from here."""
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout=seconds / len(addresses))
    return socket.create_connection((addresses[-1], port), timeout=seconds)


def _unpacked(body: bytes, most: int) -> bytes:
    """What gzip packed, unless it is larger than may be taken."""
    packed = zlib.decompressobj(zlib.MAX_WBITS | 16)
    text = packed.decompress(body, most + 1)
    if len(text) > most:
        raise NotFetched("large", str(most >> 20))
    if not packed.eof:
        raise gzip.BadGzipFile("the end is missing")
    return text


def _seconds(text: str | None) -> int | None:
    """Retry-After in seconds; a date is left aside, since clocks differ."""
    return int(text) if text and text.strip().isdecimal() and len(text) < 7 else None


def _said(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__)[:200]
