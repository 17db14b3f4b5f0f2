"""The declared and cited values that stand: not withdrawn, the newest paper first. Reads only."""

from __future__ import annotations

from shuzhi.ledger.entries import ValueCited, ValueDeclared, ValueWithdrawn
from shuzhi.ledger.view import ClosedPeriod, View
from shuzhi.usecases.office import Office

Kept = ValueDeclared | ValueCited


def kept_values(office: Office, indicator: str = "") -> tuple[Kept, ...]:
    """``indicator`` "" does not narrow."""
    standing: dict[str, Kept] = {}
    types = (ValueDeclared.type, ValueCited.type, ValueWithdrawn.type)
    for record in office.journal.of_types(office.ledger, types):
        match record.entry.body:
            case ValueDeclared() | ValueCited() as kept:
                standing.setdefault(kept.subject, kept)
            case ValueWithdrawn() as withdrawn:
                standing.pop(withdrawn.subject, None)
    found = (one for one in standing.values() if indicator in ("", one.indicator))
    return tuple(sorted(found, key=lambda one: (one.document_day, str(one.value_id)), reverse=True))


def closed_periods(office: Office) -> tuple[ClosedPeriod, ...]:
    """Periods closed and not opened again, the latest end first."""
    found = View(office.journal, office.ledger).closed_periods()
    return tuple(sorted(found, key=lambda one: (one.end, one.start, one.org), reverse=True))
