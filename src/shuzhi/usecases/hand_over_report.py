"""Hand a report in: every figure that stands in the Word file is put down as told to its receiver.

The file itself says which figures it carries; its seal must be by a key this office trusts. What people changed in the
file is put down as it now stands. Text typed by people is theirs and is no figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from shuzhi.engine.base import Query
from shuzhi.ledger.entries import Entry
from shuzhi.report.records import query_digest, query_of
from shuzhi.report.signing import KeyRing
from shuzhi.report.verify import FigureCheck, Status, verify
from shuzhi.usecases.hand_over_number import (
    Handing,
    Stated,
    body_of,
    first_instant,
    problems_of,
)
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Outcome, refusal, write

PROVEN = (Status.UNTOUCHED, Status.CHANGED)


def hand_over_report(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    source: bytes,
    handing: Handing,
    keys: KeyRing,
) -> Outcome:
    """``source`` is the Word file as it was handed in. One entry per figure, all or none; sent again
    under the same ``entry`` it is put down once.

    Raises ``documents.errors.Refused`` for a file that cannot be opened.
    """
    if (refused := problems_of(handing, at)) is not None:
        return refused
    found = verify(source, keys)
    if found.status not in PROVEN:
        return refusal("numbers.document_unproven", status=found.status.value)
    told = list(figures_told(found.figures))
    if any(query.scope.ledger != office.ledger for query, _ in told):
        return refusal("numbers.other_ledger", ledger=office.ledger)
    if not told:
        return refusal("numbers.nothing_in_it")
    at = first_instant(office, figure_entry(entry, 0), by=by, at=at)
    return write(
        office,
        *(
            Entry(office.ledger, figure_entry(entry, place), by, at, body_of(
                query, number=uuid5(entry, f"number {place}"), handing=handing, stated=stated))
            for place, (query, stated) in enumerate(told)
        ),
    )  # fmt: skip


def figure_entry(entry: UUID, place: int) -> UUID:
    """The id under which the figure of one place is put down when the whole act has the id ``entry``."""
    return uuid5(entry, f"figure {place}")


def figures_told(figures: Sequence[FigureCheck]) -> Iterator[tuple[Query, Stated]]:
    """Each question once, as it stands first (the appendix repeats the text); again where it was changed by hand."""
    told: set[str] = set()
    for one in figures:
        if one.found is None:
            continue
        query = query_of(one.entry.query)
        changed = one.found != one.printed
        if query_digest(query) in told and not changed:
            continue
        told.add(query_digest(query))
        yield (
            query,
            Stated(
                one.found,
                one.entry.unit,
                one.entry.certainty,
                _number(one.entry.low),
                _number(one.entry.high),
            ),
        )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
