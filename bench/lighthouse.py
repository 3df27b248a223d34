"""Lighthouse on a phone: home, results, a title, a page of the site and my account of the demonstration city.

    python bench/lighthouse.py [--address http://127.0.0.1:8000] [--runs 3]

Makes and serves a demonstration of its own unless an address names one that runs. Lighthouse comes from npm, at the
version below, into build/lighthouse; it drives the Chromium of the machine (CHROME_PATH, else the one in the PATH). Its
phone and its network are simulated, so that the figures hold for a slow 4G; a machine that is busy makes them worse.
"""

import argparse
import json
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
VERSION = "12.8.2"
TOOLS = ROOT / "build" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {"largest-contentful-paint": "LCP ms", "total-blocking-time": "TBT ms", "total-byte-weight": "bytes"}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
LONGEST_START = 600
ATTEMPTS = 3
MEMBER = "A0001"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--address", default="")
    options.add_argument("--runs", type=int, default=1)
    given = options.parse_args()
    if chromium() is None:
        sys.exit("no Chromium on this machine: make setup-machine installs it")
    install()
    if given.address:
        report(given.address.rstrip("/"), given.runs)
        return
    with a_city() as address:
        report(address, given.runs)


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, names)), None)


def install() -> None:
    """Lighthouse from npm, once; the product itself does not depend on it."""
    if (TOOLS / "node_modules" / "lighthouse" / "package.json").exists():
        return
    TOOLS.mkdir(parents=True, exist_ok=True)
    (TOOLS / "package.json").write_text("{}", encoding="utf-8")  # else npm takes the project's own folder
    words = ["npm", "install", "--silent", "--no-save", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
    subprocess.run(words, cwd=TOOLS, check=True)


@contextmanager
def a_city() -> Iterator[str]:
    """A demonstration that is made, served while it is measured, and gone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"PUSTAKOTA_DATA": str(Path(folder) / "data"), "PUSTAKOTA_PORT": str(port)}
        server = subprocess.Popen([sys.executable, "-m", "pustakota", "demo"], env=env, stdout=subprocess.DEVNULL)
        try:
            wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait(60)


def wait_for(address: str) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/ready", timeout=5):
                return
        except OSError:
            time.sleep(1)
    sys.exit("the demonstration did not start")


def report(address: str, runs: int) -> None:
    cookies = signed_in(address)
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}, Lighthouse {VERSION}, mobile, median of {runs}"]
    lines.append(f"{'page':10}" + "".join(f"{name:>16}" for name in (*CATEGORIES, *METRICS.values())))
    for name, path in pages(address).items():
        found = [measured(address + path, cookies if name == "account" else "") for _ in range(runs)]
        figures = [statistics.median(one[key] for one in found) for key in (*CATEGORIES, *METRICS)]
        lines.append(f"{name:10}" + "".join(f"{figure:>16.0f}" for figure in figures))
        lines += [f"    {said}" for said in found[0]["short"]]
        print(lines[-1 - len(found[0]["short"])], flush=True)
    text = "\n".join(lines) + "\n"
    print(text)
    (ROOT / "bench" / "results" / "lighthouse.txt").write_text(text, encoding="utf-8")


def pages(address: str) -> dict[str, str]:
    with urllib.request.urlopen(f"{address}/cari?q=sejarah") as answer:
        title = re.search(r'href="(/katalog/\d+/[\w-]+)"', answer.read().decode())
    assert title, "the demonstration has titles on history"
    return {"home": "/", "results": "/cari?q=sejarah", "record": title[1], "page": "/bantuan/", "account": "/akun/"}


def signed_in(address: str) -> str:
    """The cookies of a member of the demonstration."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with opener.open(f"{address}/masuk/") as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    assert token
    password = os.environ.get("PUSTAKOTA_DEMO_PASSWORD", "demo")
    said = {"username": MEMBER, "password": password, "csrfmiddlewaretoken": token[1]}
    opener.open(f"{address}/masuk/", urlencode(said).encode()).close()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def measured(url: str, cookies: str) -> dict[str, Any]:
    """The four categories of a page (0 to 100), some metrics, and what keeps a category below 95."""
    command = ["node", "node_modules/lighthouse/cli/index.js", url, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--form-factor=mobile", f"--chrome-flags={FLAGS}"]
    if cookies:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookies})}")
    env = os.environ | {"CHROME_PATH": str(chromium())}
    said = json.loads(answer_of(command, env))
    scores = {name: 100 * (said["categories"][name]["score"] or 0) for name in CATEGORIES}
    metrics = {name: said["audits"][name]["numericValue"] for name in METRICS}
    return scores | metrics | {"short": list(shortcomings(said))}


def answer_of(command: list[str], env: dict[str, str]) -> str:
    """What Lighthouse says; on a busy machine its browser sometimes does not start in time, and is asked again."""
    for _ in range(ATTEMPTS):
        done = subprocess.run(command, cwd=TOOLS, env=env, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout
    sys.exit(done.stderr)


def shortcomings(said: dict[str, Any]) -> Iterator[str]:
    for name in CATEGORIES:
        category = said["categories"][name]
        if (category["score"] or 0) < 0.95:
            for part in category["auditRefs"]:
                audit = said["audits"][part["id"]]
                if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                    yield f"{name}: {audit['title']} ({audit.get('displayValue', audit['score'])})"


if __name__ == "__main__":
    main()
