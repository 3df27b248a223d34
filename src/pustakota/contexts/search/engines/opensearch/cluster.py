"""The cluster: its nodes, the names we use there, and what to do when it is busy, partly gone, or wholly.

pustakota             alias of the index of things that answers
pustakota-words       alias of the list of words beside it
pustakota-building    alias of the index that a rebuild fills; pustakota-building-words: of the words beside it
pustakota-state       one entry each: `current` (format and stamp), `writer` and `rebuild` (who holds it, until when)
"""

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any
from uuid import uuid4

from opensearchpy import OpenSearch, exceptions
from pydantic_core import to_json

from pustakota.contexts.search.errors import IndexBusyError, IndexUnreachableError, IndexUnwritableError

Change = tuple[bytes, ...]
"""An action of the cluster's bulk calls and, but for deletions, its entry: a line of JSON each."""

_SECONDS = 10.0
_BATCH_BYTES = 4_000_000
_MOST_WAITS = 8
_FIRST_WAIT = 0.1
_BUSY = frozenset({429, 503})
_ABSENT = 404
_TIMED_OUT = 408
_COPIED = 30.0
"""Seconds to wait for the copies of a new index."""
LEASE = 60.0
"""Seconds for which a writer is believed to be alive after its last sign."""


class Cluster:
    """Calls that end in an answer or in an error of ours; a node that is gone is left out by the client."""

    def __init__(self, addresses: Sequence[str], name: str) -> None:
        self.name = name
        self.words, self.building, self.state = f"{name}-words", f"{name}-building", f"{name}-state"
        self.building_words = f"{name}-building-words"
        self._client = OpenSearch(
            list(addresses), timeout=_SECONDS, max_retries=2 * len(addresses), retry_on_timeout=True,
            retry_on_status=(502, 503, 504),
        )  # fmt: skip

    def ask(self, method: str, path: str, body: Any = None, **parameters: Any) -> Any:
        """One call. Whoever asks for what may be absent takes `absent` as the answer then."""
        absent = parameters.pop("absent", None)
        try:
            return self._client.transport.perform_request(method, path, params=parameters, body=body)
        except exceptions.NotFoundError:
            if absent is not None:
                return absent
            raise
        except (exceptions.ConnectionError, exceptions.ConnectionTimeout) as problem:
            raise IndexUnreachableError(str(problem.error)) from problem
        except exceptions.TransportError as problem:
            if problem.status_code in _BUSY:
                raise IndexUnreachableError(str(problem.error)) from problem
            raise

    def change(self, index: str, changes: Iterable[Change], *, kept: Sequence[int] = ()) -> int:
        """Bring changes to the index, in parts that a busy cluster takes one after another; returns how many it took.

        What it refuses for being busy comes again, later and later. Answers in `kept` are no refusal.
        """
        return sum(self._brought(index, part, kept) for part in _parts(changes))

    def refresh(self, *indices: str) -> None:
        """Make what was written searchable."""
        self.ask("POST", f"/{','.join(indices)}/_refresh")

    def await_copies(self, *indices: str) -> None:
        """Until each part has its copies, so that a node may die from now on; a cluster that has none left goes on."""
        waits = {"wait_for_status": "green", "timeout": f"{_COPIED:.0f}s", "request_timeout": 2 * _COPIED}
        self.ask("GET", f"/_cluster/health/{','.join(indices)}", ignore=_TIMED_OUT, **waits)

    def entry(self, index: str, address: str) -> dict[str, Any] | None:
        """An entry as it is at this moment, refreshed or not."""
        found = self.ask("GET", f"/{index}/_doc/{address}", absent={})
        return found["_source"] if found.get("found") else None

    def entries(self, index: str, field: str) -> dict[str, dict[str, Any]]:
        """Up to a thousand entries that have this field, by their addresses."""
        self.ask("POST", f"/{index}/_refresh", absent={})
        query = {"query": {"exists": {"field": field}}, "size": 1_000}
        hits = self.ask("POST", f"/{index}/_search", query, absent={"hits": {"hits": []}})["hits"]["hits"]
        return {hit["_id"]: hit["_source"] for hit in hits}

    def take(self, lease: str, holder: str) -> None:
        """Become or stay the holder; `IndexBusyError` while another lives."""
        path = f"/{self.state}/_doc/{lease}"
        found = self.ask("GET", path, absent={})
        if not found.get("found"):
            condition: dict[str, Any] = {"op_type": "create"}
        elif found["_source"]["holder"] == holder or found["_source"]["until"] < time.time():
            condition = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        else:
            raise IndexBusyError
        try:
            self.ask("PUT", path, {"holder": holder, "until": time.time() + LEASE}, **condition)
        except exceptions.ConflictError:
            if (self.entry(self.state, lease) or {}).get("holder") != holder:  # ours where a lost answer was repeated
                raise IndexBusyError from None

    def leave(self, lease: str, holder: str) -> None:
        if (self.entry(self.state, lease) or {}).get("holder") == holder:
            self.ask("DELETE", f"/{self.state}/_doc/{lease}", absent={})

    def _brought(self, index: str, part: list[Change], kept: Sequence[int]) -> int:
        done, wait = 0, _FIRST_WAIT
        for _ in range(_MOST_WAITS):
            results = self._sent(index, part)
            again = [change for change, result in zip(part, results, strict=True) if result["status"] in _BUSY]
            refused = [each for each in results if each["status"] >= 300 and each["status"] not in {*_BUSY, *kept}]
            if problem := next((each for each in refused if each["status"] != _ABSENT), None):
                raise IndexUnwritableError(str(problem.get("error", {}).get("reason", problem)))
            done += len(part) - len(again) - len(refused)
            if not again:
                return done
            part = again
            time.sleep(wait)
            wait *= 2
        raise IndexUnwritableError("the cluster stayed busy")

    def _sent(self, index: str, part: list[Change]) -> list[dict[str, Any]]:
        lines = b"\n".join(chain.from_iterable(part)) + b"\n"
        try:
            answer = self.ask("POST", f"/{index}/_bulk", lines, filter_path="items.*.status,items.*.error")
        except IndexUnreachableError:
            return [{"status": 503}] * len(part)
        return [next(iter(item.values())) for item in answer["items"]]


def new_name(name: str) -> str:
    """The name of a new index behind an alias."""
    return f"{name}-{time.strftime('%Y%m%d%H%M%S')}-{uuid4().hex[:6]}"


def is_made_for(name: str, index: str) -> bool:
    """Whether an index was made for this alias; another library's may begin with the same letters."""
    return re.fullmatch(rf"{re.escape(name)}-\d{{14}}-[0-9a-f]{{6}}", index) is not None


def change(action: str, address: str, entry: Mapping[str, Any] | None = None, **more: Any) -> Change:
    """A line or two of a bulk call: index, create, update or delete."""
    head = to_json({action: {"_id": address, **more}})
    return (head,) if entry is None else (head, to_json(entry))


def _parts(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes in parts of a few megabytes."""
    part: list[Change] = []
    size = 0
    for each in changes:
        part.append(each)
        size += sum(map(len, each))
        if size >= _BATCH_BYTES:
            yield part
            part, size = [], 0
    if part:
        yield part
