"""Where a reader sits: one ledger, the units her account may see, her language. Every page of a ledger is given one.

The gate of need-to-know for pages: ``at_desk`` refuses ledgers without a role, ``must_see`` units outside her own
subtree, ``must_write`` accounts that only read. Knows use cases, reads and wiring; no models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import Pack
from shuzhi.ledger.facts import Fact, LinkFact, OrganisationFact
from shuzhi.ledger.tables import FactTables
from shuzhi.ledger.tree import OrganisationTree
from shuzhi.messages import Language, say
from shuzhi.report.signing import KeyRing
from shuzhi.store import accounts, reads
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.trace_figure import History, SealedRecordError, history_of
from shuzhi.usecases.writing import Done, Outcome, Problems
from shuzhi.values.period import Period, day_of
from shuzhi.web.languages import language_for
from shuzhi.web.page import Crumb
from shuzhi.web.present.histories import organisations_of, title_of
from shuzhi.wiring.services import Services, services

READS_ONLY = frozenset({"reader", "auditor"})

P = ParamSpec("P")
_F = TypeVar("_F", bound=Fact)
_T = TypeVar("_T")
Page = Callable[Concatenate[HttpRequest, "Desk", P], HttpResponse]


@dataclass
class Desk:
    """``org`` is the unit of the account's role: it and everything below it may be seen. Lives for one request."""

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
        return self._once("head", lambda: self.office.journal.head(self.ledger).position)

    def pack(self, position: int | None = None) -> Pack:
        return self._once(f"pack:{position}", lambda: pack_in_force(self.office, position=position))

    # ------------------------------------------------------------------ organisations
    def tree(self) -> OrganisationTree:
        return self._once("tree", lambda: OrganisationTree(self.organisation_rows()))

    def organisation_rows(self) -> tuple[OrganisationFact, ...]:
        """The spans of all units of the ledger, as known now."""

        return self._once("organisations", lambda: self._rows("organisation", OrganisationFact))

    def links(self, subject: str) -> tuple[LinkFact, ...]:
        """The links from and to a subject that stand now."""
        found = self._once("links", lambda: self._rows("link", LinkFact))
        return tuple(one for one in found if one.until is None and subject in (one.source, one.target))

    def _rows(self, table: str, kind: type[_F]) -> tuple[_F, ...]:
        """One fact table as it stands at the head."""
        at = {self.ledger: self.head()}
        return (
            FactTables.from_rows(kind(*row) for row in self.services.facts.tuples(table, at)).at(at).of(kind)
        )

    def org_name(self, org: str, day: date) -> str:
        """The name the unit bore on that day."""
        unit = self.tree().at(day).unit(org) if org in self.tree() else None
        return unit.name if unit else org

    def office_name(self) -> str:
        return self.org_name(self.org, self.today())

    def org_choices(self, day: date) -> tuple[tuple[str, str], ...]:
        """The units in view on that day, in official order, those below set in."""
        view = self.tree().at(day)
        deep = len(view.ancestors(self.org))
        return tuple(
            (org, "　" * (len(view.ancestors(org)) - deep) + self.org_name(org, day))
            for org in view.walk(self.org)
        )

    def may_see(self, org: str) -> bool:
        """Her own unit and whatever stands or stood below it; a unit merged in counts as below."""
        return org in self._once("seen", self._seen)

    def scope(self, org: str = "") -> reads.ReadScope:
        """The ledger and every unit that stands or stood below ``org`` ("" is her own) and is hers to see."""
        below = self._once(f"below:{org}", lambda: self._subtree(org or self.org))
        return reads.ReadScope(self.ledger, below & self._once("seen", self._seen), using=self.services.using)

    def must_see(self, org: str) -> None:
        """Raises ``Http404`` for a unit there is not, ``PermissionDenied`` for one that is not hers to see."""
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
        """Raises ``Http404`` for a subject there is not and ``PermissionDenied`` for sealed work."""
        try:
            found = history_of(self.office, subject)
        except SealedRecordError as problem:
            raise PermissionDenied(problem.code) from problem
        if not found.steps:
            raise Http404(subject)
        return found

    def actor(self, by: str) -> str:
        """The name of an account that did something; the start of its opaque id where the name is gone."""
        names: dict[str, str] = self._kept.setdefault("names", {})
        if by not in names:
            names[by] = accounts.names_of([by]).get(by) or say(
                "web.actor.unnamed", {"id": by[:8]}, self.language
            )
        return names[by]

    def titles(self, subjects: Iterable[str]) -> dict[str, str]:
        """What a list calls these subjects: the title kept beside, else the kind with its day.

        Sealed work and what belongs to units out of view are called that and nothing more.
        """
        return {subject: self._title(subject) for subject in subjects}

    def _title(self, subject: str) -> str:
        kind, _, key = subject.partition(":")
        if kind == "organisation":
            return self.org_name(key, self.today())
        if kind == "sealed":
            return say("web.record.sealed", {}, self.language)
        try:
            found = history_of(self.office, subject)
        except SealedRecordError:
            return say("web.record.sealed", {}, self.language)
        if not any(self.may_see(org) for org in organisations_of(found)):
            return say("web.record.elsewhere", {}, self.language)
        return title_of(found, pack=self.pack(), language=self.language)

    def years(self) -> tuple[int, ...]:
        """The years in which work was done, the newest first; this year where there is none yet."""
        return self._once("years", lambda: reads.years(self.scope()) or (self.today().year,))

    def newest_period(self) -> Period:
        return Period.year(self.years()[0])

    # ------------------------------------------------------------------ words and links
    def join(self, parts: Iterable[str]) -> str:
        return (", " if self.language == "en" else "、").join(parts)

    def problem_words(self, outcome: Outcome | None) -> tuple[str, ...]:
        """What was wrong, or what a write that went through was warned of."""
        if isinstance(outcome, Problems):
            return tuple(say(one.code, one.args, self.language) for one in outcome.problems)
        found = outcome.warnings if isinstance(outcome, Done) else ()
        return tuple(say(one.code, one.args, self.language) for one in found)

    def crumbs(self) -> tuple[Crumb, ...]:
        return (Crumb(say("web.menu.home", {}, self.language), reverse("home", args=(self.ledger,))),)

    def figures_address(self, org: str, period: Period) -> str:
        return f"{reverse('figures', args=(self.ledger,))}?{urlencode({'org': org, 'period': str(period)})}"

    def activities_address(self, **narrowed: str) -> str:
        """The list of activities, narrowed by the names of its filters."""
        path = reverse("activities", args=(self.ledger,))
        return f"{path}?{urlencode(narrowed)}" if narrowed else path

    def key_ring(self) -> KeyRing:
        """The keys that this installation trusts."""
        return self.services.keys()

    def _once(self, name: str, read: Callable[[], _T]) -> _T:
        if name not in self._kept:
            self._kept[name] = read()
        return cast(_T, self._kept[name])


def at_desk(view: Page[P]) -> Callable[..., HttpResponse]:
    """A page of one ledger: the account has a role there, or the page is refused."""

    @wraps(view)
    def page_of_ledger(request: HttpRequest, ledger: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        account = accounts.account_of(request)
        roles = [role for role in account.roles if role.ledger == ledger] if account else []
        if account is None or not roles:
            raise PermissionDenied
        found = services()
        desk = Desk(
            services=found,
            office=found.office(ledger),
            language=language_for(request),
            account=account.by,
            org=roles[0].org,
            writes=roles[0].role not in READS_ONLY,
        )
        request.desk = desk  # type: ignore[attr-defined]  # read by the frame of the page
        return view(request, desk, *args, **kwargs)

    return page_of_ledger
