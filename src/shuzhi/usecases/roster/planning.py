"""Each row of a roster held against the ledger: accepted, refused with its reason, or there already.

Units come first, so that people may belong to units of the same file. A row that the ledger already says is a
duplicate; one that says something else of a unit the ledger knows is refused, for a roster changes nothing. Names and
telephones are compared with those kept beside; the chain holds a key that says nothing of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid5

from shuzhi.catalog.model import Pack
from shuzhi.ledger.checks import Level, Problem, check_entry
from shuzhi.ledger.entries import (
    Entry,
    OrganisationOpened,
    PersonErased,
    PersonMoved,
    PersonRegistered,
    PostTaken,
)
from shuzhi.ledger.lives import fold_person
from shuzhi.ledger.ports import Record
from shuzhi.ledger.view import View
from shuzhi.usecases.catalog_checks import check_against
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.roster.model import Line, Plan, Roster, Row, Table, Verdict
from shuzhi.usecases.roster.reading import read_day

_LIVES = (PersonRegistered.type, PersonMoved.type, PersonErased.type)

MayTouch = Callable[[str], bool]
"""Whether whoever imports may open units below this one, or register people at it."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who imports, when, and an id made where the file was sent: the same file sent again gives the same entries."""

    by: str
    at: datetime
    day: date
    id: UUID


@dataclass
class _Desk:
    office: Office
    pack: Pack
    view: View
    act: Act
    may_open: MayTouch
    may_register: MayTouch
    opened: dict[str, str] = field(default_factory=dict)  # units of this file -> the unit above
    telephones: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def entry(self, row: Row, place: int, body: OrganisationOpened | PersonRegistered | PostTaken,
              beside: Mapping[str, str]) -> Entry:  # fmt: skip
        id_ = uuid5(self.act.id, f"{row.sheet}:{row.number}:{place}")
        return Entry(self.office.ledger, id_, self.act.by, self.act.at, body, dict(beside))

    def standing_above(self, org: str) -> str:
        """The nearest unit at or above this one that was there before the file."""
        seen = set()
        while org in self.opened and org not in seen:
            seen.add(org)
            org = self.opened[org]
        return org


def plan_roster(
    office: Office, roster: Roster, *, act: Act, may_open: MayTouch, may_register: MayTouch
) -> Plan:
    """Raises ``PackMissingError``. Every row has its line; nothing is written."""
    desk = _Desk(
        office, pack_in_force(office), View(office.journal, office.ledger), act, may_open, may_register
    )
    lines: dict[int, Line] = {}
    for place in _units_in_order(roster):
        lines[place] = _unit(desk, roster.rows[place])
    if any(row.table is Table.PEOPLE for row in roster.rows):
        _remember_people(desk, roster)
    for place, row in enumerate(roster.rows):
        if row.table is Table.PEOPLE:
            lines[place] = _person(desk, row)
    return Plan(tuple(lines[place] for place in range(len(roster.rows))), roster.passed_over)


# ------------------------------------------------------------------------------------------ units
def _units_in_order(roster: Roster) -> Iterator[int]:
    """Rows of units, those above before those below where the file has both."""
    waiting = [place for place, row in enumerate(roster.rows) if row.table is Table.ORGANISATIONS]
    while waiting:
        codes = {roster.rows[place].cells.get("org", "") for place in waiting}
        ready = [
            place
            for place in waiting
            if roster.rows[place].cells.get("parent", "")
            not in codes - {roster.rows[place].cells.get("org", "")}
        ] or waiting
        yield from ready
        waiting = [place for place in waiting if place not in set(ready)]


def _unit(desk: _Desk, row: Row) -> Line:
    wrong = list(_missing(row, ("org", "name", "kind")))
    kind = _code_of(desk.pack.organisation_kinds, row.cells.get("kind", ""))
    day = _day(row, "day", desk.act.day, wrong)
    order = row.cells.get("order", "0")
    if not order.isdecimal() or len(order) > 6:
        wrong.append(Problem("roster.not_a_number", {"text": order}))
    if wrong:
        return _refused(row, *wrong)
    body = OrganisationOpened(
        row.cells["org"], day, row.cells["name"], kind, row.cells.get("parent", ""), int(order)
    )
    standing = desk.view.organisation(body.org).on(desk.act.day)
    if standing is not None:
        if (standing.name, standing.kind, standing.parent) == (body.name, body.kind, body.parent):
            return Line(row, Verdict.DUPLICATE)
        return _refused(row, Problem("roster.unit_differs", {"org": body.org, "name": standing.name}))
    if not body.parent and not desk.may_open(""):
        return _refused(row, *_missing(row, ("parent",)))
    if body.parent and not desk.view.organisation(body.parent).spans:
        return _refused(row, Problem("ledger.unknown_organisation", {"org": body.parent}))
    if not desk.may_open(desk.standing_above(body.parent)):
        return _refused(row, Problem("roster.not_below", {"org": body.parent}))
    source = row.cells.get("source", "")
    line = _checked(desk, row, desk.entry(row, 0, body, {"source": source} if source else {}))
    if line.verdict is Verdict.ACCEPTED:
        desk.opened[body.org] = body.parent
    return line


# ------------------------------------------------------------------------------------------ people
def _remember_people(desk: _Desk, roster: Roster) -> None:
    """Who is registered already at the units of the file, by name and telephone; those erased have neither any more."""
    asked = {row.cells.get("org", "") for row in roster.rows if row.table is Table.PEOPLE}
    journal, ledger = desk.office.journal, desk.office.ledger
    lives: dict[str, list[Record]] = {}
    for record in journal.of_types(ledger, _LIVES):
        lives.setdefault(record.entry.subject, []).append(record)
    for records in lives.values():
        state = fold_person(records)
        if state.erased or not state.spans or state.spans[-1].org not in asked:
            continue
        told = next(one for one in records if isinstance(one.entry.body, PersonRegistered))
        texts = journal.beside(ledger, told.entry.id)
        _known(desk, state.spans[-1].org, texts.get("name") or "", texts.get("telephone") or "")


def _known(desk: _Desk, org: str, name: str, telephone: str) -> None:
    desk.telephones.setdefault((org, name), set()).add(telephone)


def _person(desk: _Desk, row: Row) -> Line:
    wrong = list(_missing(row, ("org", "name")))
    day = _day(row, "day", desk.act.day, wrong)
    post_day = _day(row, "post_day", day, wrong)
    post = _code_of(desk.pack.posts, row.cells.get("post", ""))
    if wrong:
        return _refused(row, *wrong)
    org, name, telephone = row.cells["org"], row.cells["name"], row.cells.get("telephone", "")
    told = desk.telephones.get((org, name), set())
    if telephone in told or (told and not telephone):
        return Line(row, Verdict.DUPLICATE)
    if not desk.view.organisation(org).spans:
        return _refused(row, Problem("ledger.unknown_organisation", {"org": org}))
    if not desk.may_register(desk.standing_above(org)):
        return _refused(row, Problem("roster.not_yours", {"org": org}))
    key = uuid5(desk.act.id, f"person:{row.sheet}:{row.number}").hex[:16]
    beside = {"name": name, **({"telephone": telephone} if telephone else {})}
    entries = [desk.entry(row, 0, PersonRegistered(key, org, day), beside)]
    if post:
        entries.append(desk.entry(row, 1, PostTaken(key, org, post, post_day), {}))
    line = _checked(desk, row, *entries)
    if line.verdict is Verdict.ACCEPTED:
        _known(desk, org, name, telephone)
    return line


# ------------------------------------------------------------------------------------------ rows
def _checked(desk: _Desk, row: Row, *entries: Entry) -> Line:
    """Accepted where neither ledger nor pack refuses any entry; each counts for those that follow."""
    for entry in entries:
        found = (*check_against(desk.office, (entry,), desk.pack), *check_entry(entry, desk.view))
        wrong = [one for one in found if one.level is Level.ERROR]
        if wrong:
            return _refused(row, *wrong)
        desk.view.add(entry)
    return Line(row, Verdict.ACCEPTED, (), entries)


def _refused(row: Row, *problems: Problem) -> Line:
    return Line(row, Verdict.REJECTED, problems)


def _missing(row: Row, columns: tuple[str, ...]) -> Iterator[Problem]:
    for column in columns:
        if not row.cells.get(column):
            yield Problem("roster.cell_missing", {"column": {"code": f"roster.column.{row.table}.{column}"}})


def _day(row: Row, column: str, otherwise: date, wrong: list[Problem]) -> date:
    text = row.cells.get(column, "")
    day = read_day(text) if text else otherwise
    if day is None:
        wrong.append(Problem("roster.not_a_day", {"text": text}))
    return day or otherwise


def _code_of(choices: tuple[tuple[str, str, str], ...], text: str) -> str:
    """The code of a name in either language; the text itself where it is none, for the pack to refuse."""
    return next(
        (code for code, zh, en in choices if text.casefold() in (code, zh.casefold(), en.casefold())), text
    )
