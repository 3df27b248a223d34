"""Asking other people's servers: real sockets on this machine, and addresses that must not be asked."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pustakota.foundation.fetching import Fetched, Fetcher, Limits, NotFetched, may_be_asked, networks

HERE = networks(["127.0.0.0/8"])


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        getattr(self, f"say_{self.path.strip('/').partition('/')[0]}")()

    def log_message(self, *_args: object) -> None:
        pass

    def _say(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def say_well(self) -> None:
        self._say(b"baik")

    def say_packed(self) -> None:
        self._say(gzip.compress(b"baik" * 1000), Content_Encoding="gzip")

    def say_bomb(self) -> None:
        self._say(gzip.compress(b"\0" * (3 << 20)), Content_Encoding="gzip")

    def say_large(self) -> None:
        self._say(b"x" * (2 << 20))

    def say_busy(self) -> None:
        self._say(b"", 503, Retry_After="12")

    def say_away(self) -> None:
        self._say(b"", 302, Location="/well")

    def say_around(self) -> None:
        self._say(b"", 302, Location="/around")

    def say_inside(self) -> None:
        self._say(b"", 302, Location="http://10.0.0.1/secret")

    def say_file(self) -> None:
        self._say(b"", 302, Location="file:///etc/passwd")

    def say_dribble(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


FETCH = Fetcher(Limits(seconds=5, most_bytes=1 << 20), HERE)


def code_of(url: str, fetch: Fetcher = FETCH) -> str:
    with pytest.raises(NotFetched) as error:
        fetch(url)
    return error.value.code


def test_answers_come_plain_packed_redirected_and_busy(address: str) -> None:
    assert FETCH(f"{address}/well") == Fetched(200, b"baik", f"{address}/well")
    assert FETCH(f"{address}/packed").body == b"baik" * 1000
    assert FETCH(f"{address}/away").body == b"baik"
    busy = FETCH(f"{address}/busy")
    assert (busy.status, busy.wait) == (503, 12)


@pytest.mark.parametrize(
    ("path", "code"),
    [("large", "large"), ("bomb", "large"), ("around", "redirects"), ("inside", "forbidden"), ("file", "address")],
)
def test_what_costs_too_much_or_leads_inside_is_not_taken(address: str, path: str, code: str) -> None:
    assert code_of(f"{address}/{path}") == code


def test_a_server_that_dribbles_is_left_in_time(address: str) -> None:
    assert code_of(f"{address}/dribble", Fetcher(Limits(seconds=0.5), HERE)) == "slow"


def test_this_machine_is_not_asked_unless_it_may_be(address: str) -> None:
    assert code_of(f"{address}/well", Fetcher()) == "forbidden"
    assert code_of("http://localhost:1/", Fetcher()) == "forbidden"
    assert code_of("http://127.0.0.1:1/") == "unreachable"


@pytest.mark.parametrize(
    "url", ["ftp://a.id/", "http://", "http://a b/", "/etc/passwd", "http://a.id:99999/", "http:\\x"]
)
def test_what_is_no_address_is_not_asked(url: str) -> None:
    assert code_of(url) == "address"


@pytest.mark.parametrize(
    ("ip", "may"),
    [
        ("8.8.8.8", True), ("127.0.0.1", True), ("10.1.2.3", False), ("192.168.1.1", False), ("169.254.169.254", False),
        ("0.0.0.0", False), ("100.64.0.1", False), ("224.0.0.1", False), ("::1", False), ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("2001:4860:4860::8888", True),
    ],
)  # fmt: skip
def test_only_the_public_internet_and_allowed_networks_are_asked(ip: str, may: bool) -> None:
    assert may_be_asked(ip, HERE) is may
