"""The answers to hints as they stand: which cadence was said not to apply where, and which pairs were told apart. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shuzhi.ledger.entries import CadenceAnswered, LikenessDenied
from shuzhi.ledger.hints import ANSWER_TYPES, standing_answers
from shuzhi.usecases.office import Office
from shuzhi.values.period import Period


@dataclass(frozen=True, slots=True)
class CadenceAnswer:
    """``kind`` does not apply to ``org`` in ``period``, said by account ``by``; ``reason`` "" where it was erased."""

    org: str
    kind: str
    period: Period
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HintAnswers:
    """``told_apart`` are pairs of activities, the smaller id first."""

    cadences: tuple[CadenceAnswer, ...]
    told_apart: frozenset[tuple[UUID, UUID]]

    def of_cadence(self, org: str, kind: str, period: Period) -> tuple[CadenceAnswer, ...]:
        """Those given to this unit for days of this period, in order of their days."""
        found = [
            one
            for one in self.cadences
            if (one.org, one.kind) == (org, kind)
            and one.period.start <= period.end
            and period.start <= one.period.end
        ]
        return tuple(sorted(found, key=lambda one: (one.period.start, one.period.end)))


def hint_answers(office: Office, *, position: int | None = None) -> HintAnswers:
    """As known at a ledger position (None: now)."""
    standing = standing_answers(office.journal.of_types(office.ledger, ANSWER_TYPES, upto=position))
    cadences, apart = [], set()
    for record in standing.values():
        match record.entry.body:
            case CadenceAnswered() as said:
                reason = office.journal.beside(office.ledger, record.entry.id).get("reason") or ""
                period = Period(said.start, said.end)
                cadences.append(
                    CadenceAnswer(said.org, said.kind, period, reason, record.entry.by, record.entry.at)
                )
            case LikenessDenied() as denied:
                apart.add((denied.first, denied.second))
    return HintAnswers(tuple(cadences), frozenset(apart))
