"""What the operator decides: read once from the environment, typed, and wrong values stop the start with a sentence."""

import os
import re
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "PUSTAKOTA_"
_PRINT = r"[0-9A-F]{2}(?::[0-9A-F]{2}){31}"
_PACKAGE = re.compile(rf"[A-Za-z]\w*(?:\.[A-Za-z]\w*)+={_PRINT}(?:,{_PRINT})*")


class Environment(BaseSettings):
    """The settings an operator may give as ``PUSTAKOTA_<NAME>``, each also as a file by ``PUSTAKOTA_<NAME>_FILE``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    data: Path = Field(Path("data"), description="Folder that holds the database, the index, uploads and reports.")
    port: int = Field(8000, ge=1, le=65535, description="Port of the web process.")
    host: str = Field("127.0.0.1", description="Address the web process listens on.")
    web_processes: int = Field(2, ge=1, le=64, description="Number of web worker processes.")
    web_threads: int = Field(2, ge=1, le=64, description="Threads that run Python in each web process.")
    database_url: str = Field(
        "", description="postgresql://user:password@host:port/name; empty: SQLite in the data folder."
    )
    opensearch_url: SecretStr = Field(
        SecretStr(""),
        description="Nodes of an OpenSearch cluster that holds the index, http(s)://user:password@host:9200, separated "
        "by spaces; empty: the index lies in the data folder.",
    )
    opensearch_index: str = Field(
        "pustakota", pattern=r"^[a-z][a-z0-9-]{0,40}$", description="Name of this library's index in that cluster."
    )
    opensearch_shards: int = Field(1, ge=1, le=64, description="Parts into which a rebuild divides that index.")
    secret_key: SecretStr = Field(SecretStr(""), description="Signs sessions; empty: one is made in the data folder.")
    allowed_hosts: str = Field("localhost,127.0.0.1,[::1]", description="Host names served, separated by commas.")
    https: bool = Field(False, description="The site is reached over HTTPS: cookies are then sent over HTTPS only.")
    trusted_proxies: str = Field(
        "127.0.0.1,::1",
        description="Addresses or networks of proxies whose word on the caller's address and on HTTPS is taken, "
        "separated by commas.",
    )
    debug: bool = Field(False, description="Show errors with their source; never on a public address.")
    demo: bool = Field(False, description="This installation is a demonstration: the desk and home say so.")
    training: bool = Field(False, description="This installation is for practising: the desk shows its ten exercises.")
    demo_password: SecretStr = Field(SecretStr("demo"), description="Password of every account of the demo city.")
    field_keys: SecretStr = Field(
        SecretStr(""),
        description="Keys that seal identity numbers and second factors, separated by commas, the newest first "
        "(Fernet); empty: one is made in the data folder.",
    )
    loan_grace_days: int = Field(
        14, ge=0, le=366, description="Days after a return for which staff can still see who had the item."
    )
    public_url: str = Field(
        "", description="Where people reach the site (https://…), for links in messages; empty: this machine."
    )
    oai_namespace: str = Field(
        "",
        description="Domain in the identifiers that harvesters keep of our records (OAI-PMH); empty: the host of the "
        "public URL. Once harvested, never change it.",
    )
    partner_networks: str = Field(
        "",
        description="Networks beside the public Internet in which other libraries' catalogues may be asked (OAI-PMH, "
        "SRU), separated by commas, such as 10.20.0.0/16. Without it addresses inside your own network are refused.",
    )
    email_url: SecretStr = Field(
        SecretStr(""),
        description="The mail server: smtp://user:password@host:587 (STARTTLS), smtps://…:465, or smtp+plain://… "
        "for one on this machine; empty: no e-mail is sent.",
    )
    email_from: str = Field("", description="Sender of e-mail, as name <address>; empty: pustakota@ the mail server.")
    web_push: bool = Field(
        False, description="Offer messages in the browser; they travel through the services of the browsers' makers."
    )
    push_services: str = Field(
        "fcm.googleapis.com,.push.services.mozilla.com,.notify.windows.com,.push.apple.com",
        description="Hosts of the push services that are called, separated by commas; a leading dot: all below it.",
    )
    vapid_private_key: SecretStr = Field(
        SecretStr(""),
        description="Key by which push services know this library (32 bytes in base64url); empty: one is made in the "
        "data folder.",
    )
    vapid_contact: str = Field("", description="mailto: or https: address for push services; empty: the public URL.")
    android_apps: str = Field(
        "",
        description="Android packages of this site that open without the browser's bar, separated by spaces, each as "
        "package=SHA-256 fingerprint of its certificate (several: separated by commas), such as "
        "id.go.contoh.pustaka=AB:CD:….",
    )
    staff_second_factor: bool = Field(False, description="Staff need a second factor to sign in.")
    backups: str = Field("", description="Folder of the backups; empty: beside the data folder, as <its name>-backups.")
    backup_daily: bool = Field(True, description="The worker takes a backup each night where the timer took none.")
    backup_keep: int = Field(14, ge=1, le=1000, description="How many backups are kept; older ones are deleted.")
    loan_log: str = Field(
        "", description="Folder of the log of loans and returns; empty: beside the data folder, as <its name>-loans."
    )
    loan_log_days: int = Field(14, ge=2, le=366, description="Days after which a file of that log is deleted.")
    loan_log_sync: bool = Field(
        False,
        description="Each line of that log is on the disk before the desk is answered (some 4 ms more each); otherwise "
        "the system writes it down within half a minute. The database itself is always synced.",
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="Opens /metrics to other machines, as a bearer token; empty: this machine only."
    )
    log_format: Literal["line", "json"] = Field("line", description="How the log is written: for people, or as JSON.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @field_validator("android_apps")
    @classmethod
    def _name_packages(cls, given: str) -> str:
        """Raises ``ValueError`` for what is no package with fingerprints."""
        if wrong := [each for each in given.split() if not _PACKAGE.fullmatch(each)]:
            raise ValueError(f"no package=fingerprint: {' '.join(wrong)}")
        return given

    @field_validator("partner_networks")
    @classmethod
    def _name_networks(cls, given: str) -> str:
        """Raises ``ValueError`` for what is no network."""
        for each in filter(None, map(str.strip, given.split(","))):
            ip_network(each, strict=False)
        return given


def _from_files() -> dict[str, Any]:
    """Values given as ``PUSTAKOTA_<NAME>_FILE=/path`` (secrets of systemd, Docker)."""
    found = {}
    for name in Environment.model_fields:
        path = os.environ.get(f"{PREFIX}{name.upper()}_FILE")
        if path:
            found[name] = Path(path).read_text(encoding="utf-8").strip()
    return found


@cache
def environment() -> Environment:
    """The operator's settings, read once."""
    return Environment(**_from_files())
