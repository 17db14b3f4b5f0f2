"""Things found by the words of their titles, within a reader's scope: what a link may be made to.

subjects_titled(scope, item_kinds=…, activities=True, words="宣讲", limit=30) -> ("activity:…", "item:…", …)
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, QuerySet

from shuzhi.store.models import ActivityRow, BesideRow, ItemRow, JournalRow
from shuzhi.store.reads import ReadScope

MOST_MATCHES = 5_000


def subjects_titled(
    scope: ReadScope, *, item_kinds: Collection[str], activities: bool, words: str, limit: int
) -> tuple[str, ...]:
    """Items of these kinds, open ones first and the latest opened first; then activities, the latest first.

    ``words`` "" finds all. Withdrawn activities are left out.
    """
    titled = _titled(scope, words) if words else None
    found = [f"item:{key}" for key in _keys(_items(scope, item_kinds), "item", titled, limit)]
    if activities and len(found) < limit:
        rows = (
            ActivityRow.objects.using(scope.using)
            .filter(ledger=scope.ledger, org__in=list(scope.orgs), compartment__in=list(scope.compartments))
            .exclude(status="withdrawn")
            .order_by("-end", "-key")
        )
        found += [f"activity:{key}" for key in _keys(rows, "activity", titled, limit - len(found))]
    return tuple(found)


def _items(scope: ReadScope, kinds: Collection[str]) -> QuerySet[ItemRow]:
    rows = ItemRow.objects.using(scope.using).filter(
        ledger=scope.ledger,
        org__in=list(scope.orgs),
        compartment__in=list(scope.compartments),
        kind__in=list(kinds),
    )
    return rows.order_by(F("closed").asc(nulls_first=True), "-opened", "key")


def _keys(
    rows: QuerySet[ItemRow] | QuerySet[ActivityRow], kind: str, titled: frozenset[str] | None, limit: int
) -> list[str]:
    keys = rows.values_list("key", flat=True)
    if titled is None:
        return list(keys[:limit])
    return [key for key in keys.iterator() if f"{kind}:{key}" in titled][:limit]


def _titled(scope: ReadScope, words: str) -> frozenset[str]:
    entries = BesideRow.objects.using(scope.using).filter(
        ledger=scope.ledger, name="title", text__icontains=words
    )
    spoken = JournalRow.objects.using(scope.using).filter(
        ledger=scope.ledger, entry__in=entries.values("entry")
    )
    return frozenset(spoken.values_list("subject", flat=True)[:MOST_MATCHES])
