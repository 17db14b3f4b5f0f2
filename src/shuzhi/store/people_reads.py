"""What pages read about people. The scope names the units whose people may be named; nobody else is in any answer.

person(scope, key) -> PersonLine | None         names_of(scope, keys) -> {key: name}
headcount(scope) -> {org: how many}             registered and standing for themselves
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from shuzhi.store.models import BesideRow, PersonRow
from shuzhi.store.reads import PersonLine, ReadScope

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Person:
    """A registration with the texts kept beside it; "" for what was erased or never told."""

    line: PersonLine
    telephone: str


def person(scope: ReadScope, key: str) -> Person | None:
    """None for a key there is not, and for one of a unit out of scope: the two look alike from outside."""
    row = (
        PersonRow.objects.using(scope.using)
        .filter(ledger=scope.ledger, key=key, org__in=list(scope.orgs))
        .first()
    )
    if row is None:
        return None
    texts = dict(
        BesideRow.objects.using(scope.using)
        .filter(ledger=scope.ledger, entry=row.named_by, text__isnull=False)
        .values_list("name", "text")
    )
    line = PersonLine(row.key, row.org, texts.get("name") or "", row.merged_into, row.erased)
    return Person(line, texts.get("telephone") or "")


def names_of(scope: ReadScope, keys: Collection[str]) -> dict[str, str]:
    """Names by key of those who belong to units in scope; the others are left out."""
    found: dict[str, str] = {}
    asked = sorted(set(keys))
    for start in range(0, len(asked), _CHUNK):
        rows = PersonRow.objects.using(scope.using).filter(
            ledger=scope.ledger, key__in=asked[start : start + _CHUNK], org__in=list(scope.orgs)
        )
        by_entry = dict(rows.values_list("named_by", "key"))
        told = BesideRow.objects.using(scope.using).filter(
            ledger=scope.ledger, entry__in=list(by_entry), name="name", text__isnull=False
        )
        found.update((by_entry[entry], text or "") for entry, text in told.values_list("entry", "text"))
    return found


def headcount(scope: ReadScope) -> dict[str, int]:
    """Registrations by unit, those merged into another left out. Counts only: the scope may be wider than for names."""
    rows = PersonRow.objects.using(scope.using).filter(
        ledger=scope.ledger, org__in=list(scope.orgs), merged_into=""
    )
    return dict(rows.order_by().values_list("org").annotate(many=Count("pk")))
