"""Remembered matches in the database: ``audit.remembered.RememberedMatches`` over one table."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shuzhi.audit.model import Confirmation
from shuzhi.audit.remembered import RememberedMatch
from shuzhi.engine.base import Reach
from shuzhi.store.models import MatchRow


class DjangoMatches:
    """One installation's remembered matches; ``using`` is Django's name of the database."""

    def __init__(self, using: str = "default") -> None:
        self._using = using

    def of(self, ledger: str, org: str) -> tuple[RememberedMatch, ...]:
        rows = MatchRow.objects.using(self._using).filter(ledger=ledger, org=org).order_by("at", "pk")
        return tuple(_match(row) for row in rows)

    def keep(self, ledger: str, match: RememberedMatch) -> None:
        words, unit = match.key
        with transaction.atomic(using=self._using):
            before = MatchRow.objects.using(self._using).filter(
                ledger=ledger, org=match.org, key=words, unit=unit, taken_back_at=None
            )
            before.update(taken_back_by=match.by, taken_back_at=match.at)
            MatchRow.objects.using(self._using).create(
                id=match.id,
                ledger=ledger,
                org=match.org,
                words=match.confirmation.what,
                key=words,
                unit=unit,
                indicator=match.confirmation.indicator,
                reach=match.confirmation.reach or "",
                by=match.by,
                at=match.at,
            )

    def take_back(self, ledger: str, org: str, match: UUID, *, by: str, at: datetime) -> bool:
        standing = MatchRow.objects.using(self._using).filter(
            pk=match, ledger=ledger, org=org, taken_back_at=None
        )
        return standing.update(taken_back_by=by, taken_back_at=at) == 1


def _match(row: MatchRow) -> RememberedMatch:
    reach = Reach(row.reach) if row.reach else None
    return RememberedMatch(
        row.pk, row.org, Confirmation(row.words, row.unit, row.indicator, reach), row.by, row.at,
        row.taken_back_by, row.taken_back_at,
    )  # fmt: skip
