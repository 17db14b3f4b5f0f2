"""The forms of an item: opening it, changing it, its state, what is read off it. Reading them, and saying what is wrong.

A change states only what was altered; a field that was emptied is cleared. Protected kinds take a count and codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from shuzhi.catalog.model import ItemKind
from shuzhi.ledger.lives import ItemState
from shuzhi.usecases.open_counted_items import MOST
from shuzhi.web.forms.reader import Reader, Values, Wrong

Fields = tuple[tuple[str, str], ...]
# Codes of problems that belong to one field; the others stand above the form.
FIELD_OF = {
    "ledger.item_not_open_yet": "day",
    "ledger.item_closed": "day",
    "ledger.organisation_not_there": "org",
    "ledger.unknown_organisation": "org",
    "usecases.unknown_state": "state",
    "usecases.state_not_final": "state",
    "items.count_out_of_range": "count",
    "items.fewer_open": "count",
}


@dataclass(frozen=True, slots=True)
class ItemStated:
    """What an opening states; ``count`` more than 1 only for protected kinds."""

    org: str
    day: date
    state: str
    due: date | None
    owner: str
    target: Decimal | None
    fields: Fields
    count: int = 1


@dataclass(frozen=True, slots=True)
class ItemRead:
    """``stated`` is None while anything is wrong."""

    stated: ItemStated | None
    texts: Mapping[str, str]
    wrong: Mapping[str, Wrong]


@dataclass(frozen=True, slots=True)
class ItemAltered:
    """What a change states, in the terms of ``change_item``."""

    day: date
    due: date | None = None
    owner: str | None = None
    target: Decimal | None = None
    fields: Fields = ()
    cleared: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        stated = (self.due, self.owner, self.target)
        return bool(self.fields or self.cleared or self.texts or any(one is not None for one in stated))


@dataclass(frozen=True, slots=True)
class AlteredRead:
    altered: ItemAltered | None
    wrong: Mapping[str, Wrong]


def read_item(values: Values, *, kind: ItemKind, orgs: frozenset[str], posts: frozenset[str]) -> ItemRead:
    """``orgs`` and ``posts`` are what the form offered."""
    reader = Reader(values)
    states = frozenset(one.code for one in kind.states)
    org, day = reader.among("org", orgs), reader.day("day", required=True)
    state = reader.among("state", states)
    fields = _fields(reader, kind)
    count = reader.whole("count", least=1, default=1) if kind.protected else 1
    if count > MOST:
        reader.refuse("count", "items.count_out_of_range", count=count, limit=MOST)
    title = "" if kind.protected else reader.required("title")
    due, owner, target = _plan(reader, kind, posts)
    texts = {name: text for name, text in (("title", title), ("note", _note(reader, kind))) if text}
    if reader.wrong or day is None:
        return ItemRead(None, texts, reader.wrong)
    return ItemRead(ItemStated(org, day, state, due, owner, target, fields, count), texts, {})


def read_change(
    values: Values, *, kind: ItemKind, posts: frozenset[str], before: ItemState, title: str
) -> AlteredRead:
    """What differs from ``before``, whose title is ``title``."""
    reader, last = Reader(values), before.spans[-1]
    day = reader.day("day", required=True)
    new_title = reader.required("title")
    # a post that is no longer offered stays choosable while it is chosen
    due, owner, target = _plan(reader, kind, posts | {last.owner})
    fields = _fields(reader, kind)
    if reader.wrong or day is None:
        return AlteredRead(None, reader.wrong)
    texts = {"title": new_title} if new_title != title else {}
    if note := _note(reader, kind):
        texts["note"] = note
    changed = {name for name, _ in {*fields, *before.fields} if _of(fields, name) != _of(before.fields, name)}
    cleared = [name for name in sorted(changed) if not _of(fields, name)]
    cleared += ["due"] if last.due is not None and due is None else []
    cleared += ["target"] if last.target is not None and target is None else []
    altered = ItemAltered(
        day=day,
        due=due if due != last.due else None,
        owner=owner if owner != last.owner else None,
        target=target if target != last.target else None,
        fields=tuple(one for one in fields if one[0] in changed),
        cleared=tuple(cleared),
        texts=texts,
    )
    if not altered.anything:
        reader.refuse("title", "items.wrong.nothing_changed")
        return AlteredRead(None, reader.wrong)
    return AlteredRead(altered, {})


@dataclass(frozen=True, slots=True)
class StateRead:
    """``day`` is None while anything is wrong."""

    state: str
    day: date | None
    note: str
    wrong: Mapping[str, Wrong]


def read_state(values: Values, states: Sequence[str]) -> StateRead:
    """``states`` are those that may be chosen: all of a kind, or its final ones."""
    reader = Reader(values)
    state, day = reader.among("state", frozenset(states)), reader.day("day", required=True)
    return StateRead(state, None if reader.wrong else day, reader.one("note"), reader.wrong)


@dataclass(frozen=True, slots=True)
class ObservationRead:
    """``value`` is None while anything is wrong."""

    measure: str
    value: Decimal | None
    day: date | None
    wrong: Mapping[str, Wrong]


def read_observation(values: Values, measures: frozenset[str]) -> ObservationRead:
    reader = Reader(values)
    measure, day = reader.among("measure", measures), reader.day("day", required=True)
    reader.required("value")
    value = reader.number("value")
    return ObservationRead(measure, None if reader.wrong else value, day, reader.wrong)


def values_of_item(state: ItemState, *, title: str, today: date) -> dict[str, list[str]]:
    """What the form of a change shows for an item as it stands."""
    last = state.spans[-1]
    values = {
        "title": [title],
        "day": [max(today, last.day).isoformat()],
        "due": [last.due.isoformat()] if last.due else [],
        "owner": [last.owner],
        "target": [f"{last.target.normalize():f}"] if last.target is not None else [],
    }
    for name, value in state.fields:
        values.setdefault(f"field.{name}", []).append(value)
    return values


def _plan(reader: Reader, kind: ItemKind, posts: frozenset[str]) -> tuple[date | None, str, Decimal | None]:
    """Due day, owner and target; none of them for a protected kind."""
    if kind.protected:
        return None, "", None
    due, owner = reader.day("due", required=False), reader.one("owner")
    if owner and owner not in posts:
        reader.refuse("owner", "web.wrong.not_offered", text=owner)
    return due, owner, reader.number("target")


def _fields(reader: Reader, kind: ItemKind) -> Fields:
    return tuple(
        (spec.code, value)
        for spec in kind.fields
        if spec.values or not kind.protected
        for value in reader.chosen(spec)
    )


def _note(reader: Reader, kind: ItemKind) -> str:
    return "" if kind.protected else reader.one("note")


def _of(fields: Fields, name: str) -> list[str]:
    return sorted(value for one, value in fields if one == name)
