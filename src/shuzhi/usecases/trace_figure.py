"""From a figure to its records, and from a record to its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shuzhi.engine.base import Query, TraceRecord
from shuzhi.ledger.entries import PROTECTED, ItemOpened, ObservationMade
from shuzhi.ledger.fold import ActivityState, fold_activity
from shuzhi.ledger.ports import Record
from shuzhi.usecases.figure import engine_for
from shuzhi.usecases.office import Office


@dataclass(frozen=True, slots=True)
class Step:
    """One entry in the life of a record, with the texts beside it (None: erased)."""

    record: Record
    texts: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class History:
    """What the ledger says of one subject, oldest first; ``state`` for activities."""

    subject: str
    steps: tuple[Step, ...]
    state: ActivityState | None = None


class SealedRecordError(LookupError):
    """A record of protected work: counted, never shown."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.code = "usecases.sealed"
        self.args_ = {"subject": subject}


def trace_figure(office: Office, query: Query) -> tuple[TraceRecord, ...]:
    """The records a figure rests on, in order of day, then position. A protected figure has one sealed record."""
    return engine_for(office, query.positions).trace(query)


def history_of(office: Office, subject: str, *, upto: int | None = None) -> History:
    """Every entry about ``subject`` at or before ``upto``. Raises ``SealedRecordError`` for protected work.

    An unknown subject has no steps.
    """
    records = tuple(
        one for one in office.journal.history(office.ledger, subject) if upto is None or one.position <= upto
    )
    state = fold_activity(records) if subject.startswith("activity:") else None
    if _sealed(records, state):
        raise SealedRecordError(subject)
    steps = tuple(Step(one, office.journal.beside(office.ledger, one.entry.id)) for one in records)
    return History(subject, steps, state)


def _sealed(records: tuple[Record, ...], state: ActivityState | None) -> bool:
    if state is not None and state.newest is not None:
        return any(version.detail.compartment == PROTECTED for version in state.after.values())
    bodies = (record.entry.body for record in records)
    return any(
        isinstance(body, ItemOpened | ObservationMade) and body.compartment == PROTECTED for body in bodies
    )
