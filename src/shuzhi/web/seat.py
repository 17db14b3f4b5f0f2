"""Where somebody sits, page or program: one ledger, the units in view, whether they may be written for.

The gate of need-to-know that pages (``desk``) and the programming interface (``api``) share: ``must_see`` refuses units
outside the own subtree, ``must_write`` seats that only read. Knows use cases, reads and wiring; no words, no models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404

from shuzhi.catalog.model import Pack
from shuzhi.ledger.facts import Fact, LinkFact, OrganisationFact
from shuzhi.ledger.tables import FactTables
from shuzhi.ledger.tree import OrganisationTree
from shuzhi.messages import Language
from shuzhi.report.signing import KeyRing
from shuzhi.store import accounts, reads
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.trace_figure import History, history_of
from shuzhi.values.period import day_of
from shuzhi.wiring.services import Services

READS_ONLY = frozenset({"reader", "auditor"})
"""Roles that change nothing."""

_F = TypeVar("_F", bound=Fact)
_T = TypeVar("_T")


@dataclass
class Seat:
    """``org`` is the unit of the role: it and everything below it may be seen. Lives for one request."""

    services: Services
    office: Office
    language: Language
    account: str
    org: str
    writes: bool
    _kept: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def ledger(self) -> str:
        return self.office.ledger

    # ------------------------------------------------------------------ time and place
    def now(self) -> datetime:
        return self.services.clock.now()

    def today(self) -> date:
        return day_of(self.now())

    def head(self) -> int:
        """The last position of the ledger, as the request found it."""
        return self.once("head", lambda: self.office.journal.head(self.ledger).position)

    def pack(self, position: int | None = None) -> Pack:
        return self.once(f"pack:{position}", lambda: pack_in_force(self.office, position=position))

    def key_ring(self) -> KeyRing:
        """The keys that this installation trusts."""
        return self.services.keys()

    # ------------------------------------------------------------------ organisations
    def tree(self) -> OrganisationTree:
        return self.once("tree", lambda: OrganisationTree(self.organisation_rows()))

    def organisation_rows(self) -> tuple[OrganisationFact, ...]:
        """The spans of all units of the ledger, as known now."""
        return self.once("organisations", lambda: self.rows("organisation", OrganisationFact))

    def links(self, subject: str) -> tuple[LinkFact, ...]:
        """The links from and to a subject that stand now."""
        return tuple(one for one in self.standing_links() if subject in (one.source, one.target))

    def standing_links(self) -> tuple[LinkFact, ...]:
        """All links that stand now, whatever the units: who asks has to look at both ends."""
        found = self.once("links", lambda: self.rows("link", LinkFact))
        return tuple(one for one in found if one.until is None)

    def rows(self, table: str, kind: type[_F]) -> tuple[_F, ...]:
        """One fact table as it stands at the head, whatever the units: who asks has to narrow it."""
        at = {self.ledger: self.head()}
        return (
            FactTables.from_rows(kind(*row) for row in self.services.facts.tuples(table, at)).at(at).of(kind)
        )

    def org_name(self, org: str, day: date) -> str:
        """The name the unit bore on that day."""
        unit = self.tree().at(day).unit(org) if org in self.tree() else None
        return unit.name if unit else org

    def may_see(self, org: str) -> bool:
        """The own unit and whatever stands or stood below it; a unit merged in counts as below."""
        return org in self.once("seen", self._seen)

    def scope(self, org: str = "") -> reads.ReadScope:
        """The ledger and every unit that stands or stood below ``org`` ("" is the own) and may be seen."""
        below = self.once(f"below:{org}", lambda: self._subtree(org or self.org))
        return reads.ReadScope(self.ledger, below & self.once("seen", self._seen), using=self.services.using)

    def keeps(self, org: str) -> bool:
        """Whether names and papers of this unit are kept at this very seat.

        They are kept by the nearest unit, itself or above, at which somebody may write; every other seat, above or
        beside, sees counts. Roles that only read see no names.
        """
        return self.writes and self.keeper(org) == self.org

    def keeper(self, org: str) -> str:
        """The nearest unit at or above this one with a seat that writes; "" where there is none."""
        view = self.tree().at(self.today())
        seats = self.once("seats", lambda: accounts.seats_of(self.ledger, apart_from=READS_ONLY))
        return next((one for one in (view.successor(org), *view.ancestors(org)) if one in seats), "")

    def kept(self) -> reads.ReadScope:
        """The units whose names are kept at this seat."""
        seen = self.once("seen", self._seen)
        mine = self.once("kept", lambda: frozenset(org for org in seen if self.keeps(org)))
        return reads.ReadScope(self.ledger, mine, using=self.services.using)

    def must_keep(self, org: str) -> None:
        """Raises ``PermissionDenied`` where names and papers of this unit are kept elsewhere."""
        if not self.keeps(org):
            raise PermissionDenied

    def must_see(self, org: str) -> None:
        """Raises ``Http404`` for a unit there is not, ``PermissionDenied`` for one that may not be seen."""
        if org not in self.tree():
            raise Http404(org)
        if not self.may_see(org):
            raise PermissionDenied

    def must_see_any(self, orgs: Iterable[str]) -> None:
        if not any(self.may_see(org) for org in orgs):
            raise PermissionDenied

    def must_write(self) -> None:
        if not self.writes:
            raise PermissionDenied

    def _seen(self) -> frozenset[str]:
        return self._subtree(self.org)

    def _subtree(self, org: str) -> frozenset[str]:
        """On any day: the tree changes only on the days on which some span begins."""
        days = {span.day for span in self.organisation_rows()} | {self.today()}
        return frozenset({org}).union(*(self.tree().at(day).subtree(org) for day in days))

    # ------------------------------------------------------------------ records
    def history(self, subject: str) -> History:
        """Raises ``Http404`` for a subject there is not and ``SealedRecordError`` for protected work."""
        found = history_of(self.office, subject)
        if not found.steps:
            raise Http404(subject)
        return found

    def once(self, name: str, read: Callable[[], _T]) -> _T:
        """What was read under this name in this request, read now if it was not."""
        if name not in self._kept:
            self._kept[name] = read()
        return cast(_T, self._kept[name])
