"""Items as the command line reads them: lists, one item with its loop, as data and as lines of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from shuzhi.catalog.model import ItemKind, Pack
from shuzhi.cli.desk import Desk
from shuzhi.cli.voice import Voice
from shuzhi.ledger.entries import ItemOpened
from shuzhi.ledger.facts import Fact, LinkFact, ObservationFact, OrganisationFact
from shuzhi.ledger.lives import ItemState, fold_item
from shuzhi.ledger.tables import FactTables
from shuzhi.ledger.tree import OrganisationTree
from shuzhi.store import reads
from shuzhi.usecases.item_loop import Node, gaps_of, joined_by, trees_of
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.require import require_organisation
from shuzhi.usecases.trace_figure import SealedRecordError, history_of
from shuzhi.values.period import day_of

_F = TypeVar("_F", bound=Fact)


class NoItemError(LookupError):
    def __init__(self, item: str) -> None:
        super().__init__(item)
        self.code = "cli.item.unknown"
        self.args_ = {"item": item}


@dataclass
class ItemDesk:
    """A desk with what it has read of items, links and units; lives for one command."""

    desk: Desk

    @cached_property
    def pack(self) -> Pack:
        return pack_in_force(self.desk.office)

    @cached_property
    def today(self) -> date:
        return day_of(self.desk.services.clock.now())

    @cached_property
    def tree(self) -> OrganisationTree:
        return OrganisationTree(self._rows("organisation", OrganisationFact))

    @cached_property
    def links(self) -> tuple[LinkFact, ...]:
        """Those that stand."""
        return tuple(one for one in self._rows("link", LinkFact) if one.until is None)

    @cached_property
    def joined(self) -> frozenset[tuple[str, str, str]]:
        return joined_by(self.links)

    def units(self, org: str = "") -> tuple[tuple[str, str], ...]:
        """(code, name) of a unit and all below it today, in official order; of all units where none is named."""
        if org:
            require_organisation(self.desk.office, org)
        view = self.tree.at(self.today)
        tops = [org] if org else list(view.roots)
        codes = dict.fromkeys(code for top in tops for code in view.walk(top))
        return tuple((code, unit.name) for code in codes if (unit := view.unit(code)) is not None)

    def scope(self, org: str = "") -> reads.ReadScope:
        """Units of former days too where none is named."""
        found = [code for code, _ in self.units(org)] if org else self.tree.organisations
        return reads.ReadScope(self.desk.office.ledger, frozenset(found), using=self.desk.services.using)

    def readings(self, subject: str) -> tuple[ObservationFact, ...]:
        found = (one for one in self._rows("observation", ObservationFact) if one.about == subject)
        return tuple(sorted(found, key=lambda one: (one.day, one.position)))

    def item(self, item: UUID) -> tuple[ItemState, str, tuple[dict[str, Any], ...]]:
        """The item as it stands, its title, and its entries as data. Raises ``NoItemError`` also for protected ones."""
        try:
            history = history_of(self.desk.office, f"item:{item}")
        except SealedRecordError as problem:
            raise NoItemError(str(item)) from problem
        state = fold_item([one.record for one in history.steps])
        if state.opened is None:
            raise NoItemError(str(item))
        titles = [one.texts["title"] for one in history.steps if "title" in one.texts]
        steps = tuple(
            {
                "position": one.record.position,
                "type": one.record.entry.body.type,
                "at": one.record.entry.at.isoformat(),
                "texts": dict(one.texts),
            }
            for one in history.steps
        )
        return state, (titles[-1] if titles else "") or "", steps

    def gaps(self, kind: str, state: str, subject: str) -> tuple[str, ...]:
        """Message codes of what an item still waits for."""
        found = self.pack.item_kinds.get(kind)
        return (
            tuple(one.hint for one in gaps_of(found, state, subject=subject, joined=self.joined))
            if found
            else ()
        )

    def _rows(self, table: str, kind: type[_F]) -> tuple[_F, ...]:
        office = self.desk.office
        at = {office.ledger: office.journal.head(office.ledger).position}
        rows = (kind(*row) for row in self.desk.services.facts.tuples(table, at))
        return FactTables.from_rows(rows).at(at).of(kind)


@dataclass(frozen=True, slots=True)
class Listed:
    """How a list is narrowed; ``overdue`` are those past their day and not in a final state."""

    org: str = ""
    kind: str = ""
    state: str = ""
    living: bool = False
    overdue: bool = False
    gaps: bool = False


def lines_of(seen: ItemDesk, asked: Listed) -> Iterator[tuple[reads.ItemLine, tuple[str, ...]]]:
    """Items with the codes of their gaps, the earliest due day first."""
    wanted = reads.ItemFilter(
        kinds=frozenset({asked.kind} - {""}),
        states=frozenset({asked.state} - {""}),
        ended=False if asked.living or asked.overdue or asked.gaps else None,
        due_by=seen.today - timedelta(days=1) if asked.overdue else None,
    )
    after = ""
    while True:
        page = reads.items(seen.scope(asked.org), wanted=wanted, after=after, limit=500)
        for row in page.rows:
            if asked.overdue and _is_final(seen.pack.item_kinds.get(row.kind), row.state):
                continue
            gaps = seen.gaps(row.kind, row.state, f"item:{row.item}")
            if gaps or not asked.gaps:
                yield row, gaps
        after = page.following
        if not after:
            return


def line_data(row: reads.ItemLine, gaps: tuple[str, ...], seen: ItemDesk) -> dict[str, Any]:
    final = _is_final(seen.pack.item_kinds.get(row.kind), row.state) or row.closed is not None
    late = (seen.today - row.due).days if row.due and not final else 0
    return {
        "item": str(row.item),
        "kind": row.kind,
        "org": row.org,
        "state": row.state,
        "opened": row.opened.isoformat(),
        "due": row.due.isoformat() if row.due else None,
        "days_past_due": max(late, 0),
        "owner": row.owner,
        "target": None if row.target is None else f"{row.target:f}",
        "closed": row.closed.isoformat() if row.closed else None,
        "title": row.title,
        "gaps": list(gaps),
    }


def item_data(seen: ItemDesk, item: UUID) -> dict[str, Any]:
    """One item: facts, loop, links, readings, entries."""
    state, title, steps = seen.item(item)
    opened, last, subject = state.opened, state.spans[-1], f"item:{item}"
    assert isinstance(opened, ItemOpened)
    fields: dict[str, list[str]] = {}
    for name, value in state.fields:
        fields.setdefault(name, []).append(value)
    return {
        "item": str(item),
        "kind": opened.kind,
        "org": opened.org,
        "title": title,
        "state": last.state,
        "opened": opened.day.isoformat(),
        "due": last.due.isoformat() if last.due else None,
        "owner": last.owner,
        "target": None if last.target is None else f"{last.target:f}",
        "closed": state.closed.isoformat() if state.closed else None,
        "fields": fields,
        "gaps": list(seen.gaps(opened.kind, last.state, subject)),
        "links": [
            {
                "link": one.link,
                "kind": one.kind,
                "source": one.source,
                "target": one.target,
                "day": one.day.isoformat(),
            }
            for one in seen.links
            if subject in (one.source, one.target)
        ],
        "loop": [_node_data(one) for one in trees_of(subject, seen.links)],
        "readings": [
            {
                "observation": one.observation,
                "measure": one.measure,
                "value": f"{one.value:f}",
                "day": one.day.isoformat(),
            }
            for one in seen.readings(subject)
        ],
        "entries": list(steps),
    }


def loop_lines(seen: ItemDesk, item: UUID, voice: Voice) -> Iterator[str]:
    """The loop as an indented list; sealed work is called that."""
    for tree in trees_of(f"item:{item}", seen.links):
        yield from _node_lines(seen, tree, voice, 0, f"item:{item}")


def _node_lines(seen: ItemDesk, node: Node, voice: Voice, depth: int, here: str) -> Iterator[str]:
    how = ""
    if node.link is not None:
        kind = seen.pack.link_kinds.get(node.link.kind)
        how = (kind.name_en if voice.language == "en" else kind.name) if kind else node.link.kind
    mark = "▶ " if node.subject == here else ""
    yield f"{'    ' * depth}{f'← {how} ' if how else ''}{mark}{_called(seen, node.subject, voice)}"
    for child in node.children:
        yield from _node_lines(seen, child, voice, depth + 1, here)
    if node.hidden:
        yield f"{'    ' * (depth + 1)}{voice.words('items.loop.hidden', {'count': node.hidden})}"


def _called(seen: ItemDesk, subject: str, voice: Voice) -> str:
    try:
        history = history_of(seen.desk.office, subject)
    except SealedRecordError:
        return voice.words("web.record.sealed")
    titles = [one.texts["title"] for one in history.steps if one.texts.get("title")]
    return f"{(titles[-1] if titles else '') or subject}（{subject}）"


def _node_data(node: Node) -> dict[str, Any]:
    return {
        "subject": node.subject,
        "link": node.link.kind if node.link else None,
        "hidden": node.hidden,
        "children": [_node_data(one) for one in node.children],
    }


def _is_final(kind: ItemKind | None, state: str) -> bool:
    return any(one.final for one in kind.states if one.code == state) if kind else False
