"""What a figure rests on, reduced to what a document carries: how many records, from when to when, their
digest.

Knows queries and traces; does not know names or texts of records, which never enter a document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import rfc8785

from shuzhi.engine.base import PackRef, Query, Reach, Scope, TraceRecord
from shuzhi.values.period import Period

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | bool | None


@dataclass(frozen=True, slots=True)
class RecordSet:
    """``digest`` is SHA-256 (hex) over the canonical trace; equal traces have equal digests."""

    count: int
    digest: str
    first: date | None = None
    last: date | None = None


def record_set(trace: Sequence[TraceRecord]) -> RecordSet:
    """The records of a trace in the order given (by day, then position)."""
    rows: list[list[str | bool]] = [
        [each.subject, each.ledger, each.day.isoformat(), each.org, f"{each.share:f}", each.repeat, each.part]
        for each in trace
    ]
    days = [each.day for each in trace]
    return RecordSet(
        count=len(rows),
        digest=hashlib.sha256(rfc8785.dumps(rows)).hexdigest(),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def query_json(query: Query) -> dict[str, Json]:
    """All that a figure depends on, in plain values."""
    return {
        "indicator": query.indicator,
        "pack": {"code": query.pack.code, "version": query.pack.version, "digest": query.pack.digest},
        "scope": {
            "ledger": query.scope.ledger,
            "org": query.scope.org,
            "reach": query.scope.reach.value,
            "person": query.scope.person,
            "post": query.scope.post,
            **({"under": query.scope.under} if query.scope.under else {}),
        },
        "period": {"start": query.period.start.isoformat(), "end": query.period.end.isoformat()},
        "positions": [[ledger, position] for ledger, position in query.positions],
        "restated": query.restated.isoformat() if query.restated else None,
    }


def query_of(told: Mapping[str, Any]) -> Query:
    """What ``query_json`` wrote, read back. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
    scope, period = dict(told["scope"]), told["period"]
    return Query(
        indicator=str(told["indicator"]),
        pack=PackRef(**told["pack"]),
        scope=Scope(**{**scope, "reach": Reach(scope["reach"])}),
        period=Period(date.fromisoformat(period["start"]), date.fromisoformat(period["end"])),
        positions=tuple((str(ledger), int(position)) for ledger, position in told["positions"]),
        restated=date.fromisoformat(told["restated"]) if told["restated"] else None,
    )


def query_digest(query: Query) -> str:
    """SHA-256 (hex) of the canonical query: the identity of a figure."""
    return hashlib.sha256(rfc8785.dumps(query_json(query))).hexdigest()
