"""What list pages read. The scope — one ledger and the units a reader may see — is the first argument of every read.

    scope = ReadScope(ledger, orgs)
    activities(scope, wanted=ActivityFilter(…), after="", limit=50) -> Page of ActivityLine, the latest day first
    items(scope, wanted=ItemFilter(…), after="", limit=50)          -> Page of ItemLine, the earliest due day first
    people(scope, org="", limit=…), organisations(scope), reports(scope), years(scope), standings(scope)

Nothing is sorted by a value over organisations or persons. Protected work is listed only where the scope says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from shuzhi.ledger.entries import OPEN
from shuzhi.store.models import (
    ActivityRow,
    BesideRow,
    ItemRow,
    JournalRow,
    OrganisationRow,
    PersonRow,
    ReportRow,
)

_T = TypeVar("_T")
_M = TypeVar("_M", ActivityRow, ItemRow, PersonRow, ReportRow)
_CHUNK = 500
_NO_DUE = date.max


@dataclass(frozen=True, slots=True)
class ReadScope:
    """``orgs``: the units whose records may be listed. ``compartments``: ordinary work alone unless more is granted."""

    ledger: str
    orgs: frozenset[str]
    compartments: frozenset[str] = frozenset({OPEN})
    using: str = "default"


@dataclass(frozen=True, slots=True)
class Page(Generic[_T]):
    """``following`` asks for the next page; "" when this is the last."""

    rows: tuple[_T, ...]
    following: str = ""


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """Empty members do not narrow. ``statuses``: "confirmed", "pending", "changed", "withdrawn"."""

    types: frozenset[str] = frozenset()
    orgs: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """``title`` is "" where none was given or it was erased; ``newest`` is what a confirmation has to name."""

    activity: UUID
    type: str
    org: str
    form: str
    start: date
    end: date
    sessions: int
    heads: int
    status: str
    returned: bool
    late: bool
    position: int
    newest: UUID
    title: str


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """``states`` empty: any; ``ended`` None: open and closed ones alike; ``due_by``: due on or before that day;
    ``without``: pairs of kind and state that are left out, since a state of one name may end one kind and not another.
    """

    kinds: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    orgs: frozenset[str] = frozenset()
    ended: bool | None = None
    due_by: date | None = None
    without: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class ItemLine:
    item: UUID
    kind: str
    org: str
    state: str
    opened: date
    due: date | None
    owner: str
    target: Decimal | None
    closed: date | None
    position: int
    title: str


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """The newest span; ``ended`` is the day from which the unit no longer exists."""

    org: str
    name: str
    kind: str
    parent: str
    order: int
    opened: date
    ended: date | None
    merged_into: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """``name`` is "" for one that was erased."""

    person: str
    org: str
    name: str
    merged_into: str
    erased: bool


@dataclass(frozen=True, slots=True)
class ReportLine:
    report: UUID
    org: str
    outline: str
    start: date
    end: date
    computed_at: int
    digest: str
    signed: bool
    position: int


def activities(
    scope: ReadScope, *, wanted: ActivityFilter | None = None, after: str = "", limit: int = 50
) -> Page[ActivityLine]:
    """The latest end day first; ``after`` is a former page's ``following``. Raises ``ValueError`` for another text."""
    rows = _narrowed(_activities(scope), wanted or ActivityFilter())
    if after:
        day, key = _place(after)
        rows = rows.filter(Q(end__lt=day) | Q(end=day, key__lt=key))
    found = list(rows.order_by("-end", "-key")[: limit + 1])
    shown = found[:limit]
    titles = _newest_texts(scope, [f"activity:{row.key}" for row in shown], "title")
    lines = tuple(_activity_line(row, titles.get(f"activity:{row.key}", "")) for row in shown)
    return Page(lines, f"{shown[-1].end}~{shown[-1].key}" if len(found) > limit else "")


def titles(scope: ReadScope, activities: Sequence[UUID]) -> dict[UUID, str]:
    """The title last given to each of these activities; those without one, or with an erased one, are left out."""
    texts = _newest_texts(scope, [f"activity:{one}" for one in activities], "title")
    return {UUID(subject.partition(":")[2]): text for subject, text in texts.items()}


def standings(scope: ReadScope, *, wanted: ActivityFilter | None = None) -> dict[str, int]:
    """How many activities are "confirmed", "pending", "changed", "withdrawn"."""
    rows = _narrowed(_activities(scope), wanted or ActivityFilter()).order_by()
    counted = rows.values_list("status").annotate(many=Count("pk"))
    return dict(counted)


def years(scope: ReadScope) -> tuple[int, ...]:
    """The years in which activities ended, the newest first."""
    found = _activities(scope).order_by().annotate(year=ExtractYear("end")).values_list("year", flat=True)
    return tuple(sorted(set(found.distinct()), reverse=True))


def items(
    scope: ReadScope, *, wanted: ItemFilter | None = None, after: str = "", limit: int = 50
) -> Page[ItemLine]:
    """The earliest due day first, those without one last."""
    asked = wanted or ItemFilter()
    rows = _scoped(ItemRow, scope).filter(compartment__in=list(scope.compartments))
    for column, values in (("kind", asked.kinds), ("state", asked.states), ("org", asked.orgs)):
        if values:
            rows = rows.filter(**{f"{column}__in": list(values)})
    if asked.ended is not None:
        rows = rows.filter(closed__isnull=not asked.ended)
    if asked.due_by is not None:
        rows = rows.filter(due__lte=asked.due_by)
    for kind, state in sorted(asked.without):
        rows = rows.exclude(kind=kind, state=state)
    ordered = sorted(rows.values_list("due", "key"), key=lambda one: (one[0] or _NO_DUE, one[1]))
    places = [f"{due or _NO_DUE}~{key}" for due, key in ordered]
    begin = sum(place <= after for place in places) if after else 0
    page = [place.partition("~")[2] for place in places[begin : begin + limit]]
    held = {row.key: row for row in rows.filter(key__in=page)}
    titles = _newest_texts(scope, [f"item:{key}" for key in page], "title")
    lines = tuple(_item_line(held[key], titles.get(f"item:{key}", "")) for key in page)
    return Page(lines, places[begin + limit - 1] if begin + limit < len(places) else "")


def organisations(scope: ReadScope) -> tuple[OrganisationLine, ...]:
    """The units in scope in official order among siblings; as of a day ask ``ledger.tree``."""
    rows = OrganisationRow.objects.using(scope.using).filter(ledger=scope.ledger, key__in=list(scope.orgs))
    return tuple(
        OrganisationLine(
            one.key, one.name, one.kind, one.parent, one.order, one.opened, one.ended, one.merged_into
        )
        for one in rows.order_by("order", "key")
    )


def people(scope: ReadScope, *, org: str = "", after: str = "", limit: int = 200) -> Page[PersonLine]:
    """People who belong to units in scope (``org``: to this one), by key."""
    rows = _scoped(PersonRow, scope).filter(key__gt=after)
    if org:
        rows = rows.filter(org=org)
    found = list(rows.order_by("key")[: limit + 1])
    shown = found[:limit]
    names = _newest_texts(scope, [f"person:{row.key}" for row in shown], "name")
    lines = tuple(
        PersonLine(row.key, row.org, names.get(f"person:{row.key}", ""), row.merged_into, row.erased)
        for row in shown
    )
    return Page(lines, shown[-1].key if len(found) > limit else "")


def reports(scope: ReadScope, *, before: int = 0, limit: int = 50) -> tuple[ReportLine, ...]:
    """The reports last compiled, the newest first; ``before`` a position (0: from the end)."""
    rows = _scoped(ReportRow, scope)
    if before:
        rows = rows.filter(position__lt=before)
    return tuple(
        ReportLine(
            report=UUID(row.key),
            org=row.org,
            outline=row.outline,
            start=row.start,
            end=row.end,
            computed_at=row.computed_at,
            digest=row.digest,
            signed=bool(row.signed_key),
            position=row.position,
        )
        for row in rows.order_by("-position")[:limit]
    )


def _scoped(model: type[_M], scope: ReadScope) -> QuerySet[_M]:
    return model._default_manager.using(scope.using).filter(ledger=scope.ledger, org__in=list(scope.orgs))


def _activities(scope: ReadScope) -> QuerySet[ActivityRow]:
    return _scoped(ActivityRow, scope).filter(compartment__in=list(scope.compartments))


def narrowed(scope: ReadScope, wanted: ActivityFilter) -> QuerySet[ActivityRow]:
    """For other reads of this package."""
    return _narrowed(_activities(scope), wanted)


def _narrowed(rows: QuerySet[ActivityRow], wanted: ActivityFilter) -> QuerySet[ActivityRow]:
    for column, values in (("type", wanted.types), ("org", wanted.orgs), ("status", wanted.statuses)):
        if values:
            rows = rows.filter(**{f"{column}__in": list(values)})
    if wanted.start is not None:
        rows = rows.filter(end__gte=wanted.start)
    return rows if wanted.end is None else rows.filter(end__lte=wanted.end)


def _place(after: str) -> tuple[date, str]:
    day, _, key = after.partition("~")
    return date.fromisoformat(day), str(UUID(key))


def _newest_texts(scope: ReadScope, subjects: Sequence[str], name: str) -> dict[str, str]:
    """The text of this name told last about each subject, where one was told and not erased."""
    spoken: list[tuple[str, int, UUID]] = []
    for start in range(0, len(subjects), _CHUNK):
        some = JournalRow.objects.using(scope.using).filter(
            ledger=scope.ledger, subject__in=subjects[start : start + _CHUNK]
        )
        spoken.extend(some.values_list("subject", "position", "entry"))
    texts: dict[UUID, Any] = {}
    entries = [entry for _, _, entry in spoken]
    for start in range(0, len(entries), _CHUNK):
        rows = BesideRow.objects.using(scope.using).filter(
            ledger=scope.ledger, entry__in=entries[start : start + _CHUNK], name=name, text__isnull=False
        )
        texts.update(rows.values_list("entry", "text"))
    spoken.sort(key=lambda one: one[1])
    return {subject: texts[entry] for subject, _, entry in spoken if entry in texts}


def _activity_line(row: ActivityRow, title: str) -> ActivityLine:
    return ActivityLine(
        activity=UUID(row.key),
        type=row.type,
        org=row.org,
        form=row.form,
        start=row.start,
        end=row.end,
        sessions=row.sessions,
        heads=row.heads,
        status=row.status,
        returned=row.returned,
        late=row.late,
        position=row.position,
        newest=row.newest,
        title=title,
    )


def _item_line(row: ItemRow, title: str) -> ItemLine:
    return ItemLine(
        item=UUID(row.key),
        kind=row.kind,
        org=row.org,
        state=row.state,
        opened=row.opened,
        due=row.due,
        owner=row.owner,
        target=row.target,
        closed=row.closed,
        position=row.position,
        title=title,
    )
