"""Writing once though two senders come at the same instant: the loser looks again, and is answered as a repeat.

A twin may be written between the look and the write; what then looks like a conflict, or like a thing that exists
already, is this very entry. Knows ids and outcomes; not what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar
from uuid import UUID

from shuzhi.usecases.writing import Problems
from shuzhi.web.seat import Seat

_T = TypeVar("_T")


def settled(seat: Seat, ids: Collection[UUID], attempt: Callable[[], _T | Problems]) -> _T | Problems:
    """``attempt`` looks for what is held already each time; it is made again for as long as twins keep coming in."""
    while True:
        before = _held(seat, ids)
        outcome = attempt()
        if not isinstance(outcome, Problems) or _held(seat, ids) == before:
            return outcome


def _held(seat: Seat, ids: Collection[UUID]) -> frozenset[UUID]:
    return frozenset(one for one in ids if seat.office.journal.find(seat.ledger, one) is not None)
