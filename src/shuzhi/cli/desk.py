"""What commands that need the ledger work with: this installation's services and one office of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from shuzhi.usecases.office import Office
from shuzhi.wiring.services import Services, services

COMMAND_LINE = str(uuid5(NAMESPACE_URL, "shuzhi:command-line"))  # ``by`` of what nobody else signs for


class NothingHereError(LookupError):
    """The data folder holds no ledger yet."""

    def __init__(self, ledger: str, folder: str) -> None:
        super().__init__(ledger)
        self.code = "cli.no_ledger"
        self.args_ = {"ledger": ledger, "folder": folder}


@dataclass(frozen=True)
class Desk:
    services: Services
    office: Office

    @property
    def is_empty(self) -> bool:
        return self.office.journal.head(self.office.ledger).position == 0

    def instant_of(self, entry: UUID) -> datetime:
        """When an entry that was sent before was captured, so that sending it again says the same; else now."""
        sent = self.office.journal.find(self.office.ledger, entry)
        return self.services.clock.now() if sent is None else sent.entry.at


def prepared_desk(ledger: str | None = None) -> Desk:
    """Folders, key and tables are made where they are missing."""
    found = services()
    found.prepare()
    return Desk(found, found.office(ledger or ""))


def desk_with_ledger(ledger: str | None = None) -> Desk:
    """Raises ``NothingHereError`` where nothing was ever written; makes nothing in a folder that is not there."""
    found = services()
    environment = found.environment
    name = ledger or environment.ledger
    if not environment.database_url and not environment.data.is_dir():
        raise NothingHereError(name, str(environment.data))
    desk = prepared_desk(ledger)
    if desk.is_empty:
        raise NothingHereError(name, str(environment.data))
    return desk
