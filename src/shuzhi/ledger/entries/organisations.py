"""Bodies about organisations: each takes effect on a day. Knows no tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from shuzhi.ledger.entries.envelope import Body


@dataclass(frozen=True, slots=True)
class _OfOrganisation(Body):
    org: str
    day: date

    @property
    def subject(self) -> str:
        return f"organisation:{self.org}"


@dataclass(frozen=True, slots=True)
class OrganisationOpened(_OfOrganisation):
    """``order`` is the official order among siblings; ``parent`` is "" for the root of the ledger."""

    type: ClassVar[str] = "organisation.opened"
    name: str
    kind: str
    parent: str = ""
    order: int = 0
    continues: str = ""  # "ledger/org" of the unit it continues, when it came from another ledger


@dataclass(frozen=True, slots=True)
class OrganisationChanged(_OfOrganisation):
    """From ``day`` on the unit bears this name, kind and order; "" or None leaves one as it is.

    ``term_until`` is the last day of the term of its committee, as the approval says.
    """

    type: ClassVar[str] = "organisation.changed"
    name: str = ""
    kind: str = ""
    order: int | None = None
    term_until: date | None = None


@dataclass(frozen=True, slots=True)
class OrganisationMoved(_OfOrganisation):
    type: ClassVar[str] = "organisation.moved"
    parent: str


@dataclass(frozen=True, slots=True)
class OrganisationMerged(_OfOrganisation):
    """From ``day`` on the unit is part of ``into`` and no longer exists by itself."""

    type: ClassVar[str] = "organisation.merged"
    into: str


@dataclass(frozen=True, slots=True)
class OrganisationClosed(_OfOrganisation):
    type: ClassVar[str] = "organisation.closed"
    continued_by: str = ""  # "ledger/org"
