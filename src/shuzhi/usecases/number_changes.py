"""Why one question has another answer at a later position: the records that came, went or changed in between.

Compares the two traces and reads the histories of the records that differ. Knows no sentence.

    changes_between(office, query, upto=…) -> tuple[RecordChange, …]      one per kind of change, in a fixed order
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from shuzhi.engine.base import Query, TraceRecord
from shuzhi.ledger.entries import (
    ActivityRecorded,
    ActivityWithdrawn,
    ItemOpened,
    ObservationMade,
    ObservationWithdrawn,
    ValueCited,
    ValueDeclared,
    ValueWithdrawn,
)
from shuzhi.ledger.ports import Record
from shuzhi.usecases.figure import engine_for
from shuzhi.usecases.office import Office

Kind = Literal["late", "withdrawn", "confirmed", "corrected", "state", "rearranged", "sealed"]
KINDS: tuple[Kind, ...] = ("late", "withdrawn", "confirmed", "corrected", "state", "rearranged", "sealed")

_BEGUN = (ActivityRecorded, ItemOpened, ObservationMade, ValueDeclared, ValueCited)
_ENDED = (ActivityWithdrawn, ObservationWithdrawn, ValueWithdrawn)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """``subjects`` are the records; ``shift`` what they bring to the figure, None where shares do not add up to it.

    "late": entered since. "withdrawn", "confirmed", "corrected": activities that stood otherwise. "state": items.
    "rearranged": nothing was entered about the record itself, but units, persons or links around it moved.
    "sealed": protected work, of which only the count is known.
    """

    kind: Kind
    subjects: tuple[str, ...]
    shift: Decimal | None = None


def changes_between(office: Office, query: Query, *, upto: int) -> tuple[RecordChange, ...]:
    """What changed under ``query`` from its own position in the office's ledger to ``upto``; () where nothing did."""
    since = dict(query.positions)[office.ledger]
    later = replace(query, positions=_moved(query.positions, ledger=office.ledger, to=upto))
    before = engine_for(office, query.positions).trace(query)
    after = engine_for(office, later.positions).trace(later)
    found: dict[Kind, dict[str, Decimal]] = {}
    for subject, shift in _differing(before, after):
        kind = _kind(office, subject, since=since, upto=upto)
        found.setdefault(kind, {})[subject] = shift
    adds = not any(one.part or one.repeat for one in (*before, *after))
    return tuple(
        RecordChange(kind, tuple(found[kind]), sum(found[kind].values(), Decimal(0)) if adds else None)
        for kind in KINDS
        if kind in found
    )


def _moved(positions: Sequence[tuple[str, int]], *, ledger: str, to: int) -> tuple[tuple[str, int], ...]:
    return tuple((name, to if name == ledger else position) for name, position in positions)


def _differing(before: Sequence[TraceRecord], after: Sequence[TraceRecord]) -> Iterator[tuple[str, Decimal]]:
    was, now = _shares(before), _shares(after)
    for subject in dict.fromkeys((*was, *now)):
        if was.get(subject) != now.get(subject):
            yield subject, sum(now.get(subject, {}).values()) - sum(was.get(subject, {}).values(), Decimal(0))


def _shares(trace: Sequence[TraceRecord]) -> Mapping[str, dict[str, Decimal]]:
    """Share by subject and part."""
    found: dict[str, dict[str, Decimal]] = {}
    for one in trace:
        parts = found.setdefault(one.subject, {})
        parts[one.part] = parts.get(one.part, Decimal(0)) + one.share
    return found


def _kind(office: Office, subject: str, *, since: int, upto: int) -> Kind:
    if subject.startswith("sealed"):
        return "sealed"
    window: list[Record] = [
        one for one in office.journal.history(office.ledger, subject) if since < one.position <= upto
    ]
    if not window:
        return "rearranged"
    bodies = [one.entry.body for one in window]
    if any(isinstance(body, _ENDED) for body in bodies):
        return "withdrawn"
    if any(isinstance(body, _BEGUN) for body in bodies):
        return "late"
    if subject.startswith("item:"):
        return "state"
    return "confirmed" if {body.type for body in bodies} == {"activity.confirmed"} else "corrected"
