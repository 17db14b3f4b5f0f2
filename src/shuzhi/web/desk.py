"""The desk at which a page is read: a seat (``web.seat``) with the words and links that pages need.

``at_desk`` refuses ledgers without a role; what may be seen and written from a seat the seat itself says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import EngineError
from shuzhi.messages import say
from shuzhi.store import accounts, reads
from shuzhi.usecases.own_names import in_own_words
from shuzhi.usecases.packs import PackMissingError
from shuzhi.usecases.settings import adopted_settings
from shuzhi.usecases.trace_figure import SealedRecordError, history_of
from shuzhi.usecases.writing import Done, Outcome, Problems
from shuzhi.values.period import Period
from shuzhi.web.languages import language_for
from shuzhi.web.page import Crumb
from shuzhi.web.present.histories import organisations_of, title_of
from shuzhi.web.refusals import sealed, unanswerable
from shuzhi.web.seat import READS_ONLY, Seat
from shuzhi.wiring.services import services

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, "Desk", P], HttpResponse]


class Desk(Seat):
    """A seat with the words and links that pages need."""

    def pack(self, position: int | None = None) -> Pack:
        """The pack in force, with the office's own names where it adopted some."""

        def spoken() -> Pack:
            adopted = adopted_settings(self.office, day=self.today(), position=position)
            return in_own_words(super(Desk, self).pack(position), adopted)

        return self.once(f"own_pack:{position}", spoken)

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

    # ------------------------------------------------------------------ records
    def instant_of(self, entry: UUID) -> datetime:
        """When an entry was first written; now for one that was not."""
        found = self.office.journal.find(self.ledger, entry)
        return found.entry.at if found else self.now()

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
        return self.once("years", lambda: reads.years(self.scope()) or (self.today().year,))

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
        try:
            return view(request, desk, *args, **kwargs)
        except SealedRecordError:
            return sealed(request)
        except (EngineError, PackMissingError) as problem:
            return unanswerable(request, say(problem.code, problem.args_, desk.language))

    return page_of_ledger
