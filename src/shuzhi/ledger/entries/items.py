"""Bodies about things with a life: items, the links between them, observations read off them. Knows no kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from shuzhi.ledger.entries.envelope import OPEN, Body


@dataclass(frozen=True, slots=True)
class _OfItem(Body):
    item: UUID
    day: date

    @property
    def subject(self) -> str:
        return f"item:{self.item}"


@dataclass(frozen=True, slots=True)
class ItemOpened(_OfItem):
    """A thing with a life: problem, plan item, measure, need … (kinds and states are the pack's). Title beside."""

    type: ClassVar[str] = "item.opened"
    kind: str
    org: str
    state: str
    due: date | None = None
    owner: str = ""
    target: Decimal | None = None
    fields: tuple[tuple[str, str], ...] = ()
    compartment: str = OPEN


@dataclass(frozen=True, slots=True)
class ItemChanged(_OfItem):
    """From ``day`` on these hold; None leaves one as it is, ``fields`` replace fields of the same name.

    ``cleared`` names what holds no longer: "due", "target", or a field.
    """

    type: ClassVar[str] = "item.changed"
    due: date | None = None
    owner: str | None = None
    target: Decimal | None = None
    fields: tuple[tuple[str, str], ...] = ()
    cleared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemStateSet(_OfItem):
    type: ClassVar[str] = "item.state_set"
    state: str


@dataclass(frozen=True, slots=True)
class ItemClosed(_OfItem):
    """Ends the life of the item in its final ``state``; it keeps counting in that state."""

    type: ClassVar[str] = "item.closed"
    state: str


@dataclass(frozen=True, slots=True)
class LinkMade(Body):
    """``source`` --kind--> ``target``; both are subjects ("item:…", "activity:…")."""

    type: ClassVar[str] = "link.made"
    link: UUID
    kind: str
    source: str
    target: str
    day: date

    @property
    def subject(self) -> str:
        return f"link:{self.link}"


@dataclass(frozen=True, slots=True)
class LinkCut(Body):
    type: ClassVar[str] = "link.cut"
    link: UUID
    day: date

    @property
    def subject(self) -> str:
        return f"link:{self.link}"


@dataclass(frozen=True, slots=True)
class ObservationMade(Body):
    """A dated value read off something: views of a video, copies in stock, members of an organisation."""

    type: ClassVar[str] = "observation.made"
    observation: UUID
    about: str  # a subject: "item:…", "activity:…", "organisation:…"
    org: str
    measure: str
    value: Decimal
    day: date
    compartment: str = OPEN

    @property
    def subject(self) -> str:
        return f"observation:{self.observation}"


@dataclass(frozen=True, slots=True)
class ObservationWithdrawn(Body):
    type: ClassVar[str] = "observation.withdrawn"
    observation: UUID

    @property
    def subject(self) -> str:
        return f"observation:{self.observation}"
