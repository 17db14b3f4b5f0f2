"""Column types that Django lacks: decimals kept exactly, as text, on both databases.

SQLite would keep a ``DecimalField`` as a double. The text is the one the journal's bytes use.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from shuzhi.ledger.shapes import shape_of

_DECIMAL = shape_of(Decimal)


def decimal_text(value: Decimal | None) -> str | None:
    """The one text of a decimal: no exponent, no trailing zeros."""
    return None if value is None else _DECIMAL.encode(value)


if TYPE_CHECKING:
    _ExactText = models.TextField[Decimal | None, Decimal | None]
else:
    _ExactText = models.TextField


class ExactDecimalField(_ExactText):
    """A ``Decimal`` in Python, canonical text in the database. Compare it in Python, not by SQL ordering."""

    def from_db_value(
        self, value: str | None, expression: Any, connection: BaseDatabaseWrapper
    ) -> Decimal | None:
        del expression, connection
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def get_prep_value(self, value: Any) -> str | None:
        return decimal_text(None if value is None else Decimal(value))
