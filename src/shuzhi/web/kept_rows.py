"""Rows of a sheet carried by the page between two presses: signed for this ledger, account and purpose, kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.core import signing

from shuzhi.documents.errors import Refused
from shuzhi.usecases.item_sheet.table import Table, TableRow
from shuzhi.web.desk import Desk

LONGEST = 1_500_000
"""Characters of rows that a form may carry."""
_AGE = timedelta(hours=8)


def seal_rows(desk: Desk, purpose: str, table: Table, said: Sequence[str]) -> str:
    """``said`` are words that belong to the rows. Raises ``Refused`` for too many."""
    kept = [list(said), [[one.number, list(one.cells)] for one in table]]
    sealed = signing.dumps(kept, salt=_salt(desk, purpose), compress=True)
    if len(sealed) > LONGEST:
        raise Refused("items.sheet.too_large")
    return sealed


def unseal_rows(desk: Desk, purpose: str, sealed: str) -> tuple[Table, tuple[str, ...]]:
    """Raises ``Refused`` for what this installation did not seal for this account, or too long ago."""
    try:
        said, rows = signing.loads(sealed, salt=_salt(desk, purpose), max_age=_AGE)
    except signing.BadSignature as problem:
        raise Refused("items.import.kept_no_more") from problem
    return tuple(TableRow(number, tuple(cells)) for number, cells in rows), tuple(said)


def _salt(desk: Desk, purpose: str) -> str:
    return f"shuzhi.{purpose}:{desk.ledger}:{desk.account}"
