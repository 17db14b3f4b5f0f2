"""What a question must name to be a question at all: an organisation the ledger knows, a position it has reached.

The engine answers 0 for an organisation nobody ever opened; whoever asks from outside is told instead.
"""

from __future__ import annotations

from shuzhi.usecases.office import Office


class UnknownOrganisationError(LookupError):
    def __init__(self, org: str) -> None:
        super().__init__(org)
        self.code = "usecases.unknown_organisation"
        self.args_ = {"org": org}


class UnknownPositionError(LookupError):
    def __init__(self, position: int, head: int) -> None:
        super().__init__(f"{position} > {head}")
        self.code = "usecases.unknown_position"
        self.args_ = {"position": position, "head": head}


def require_organisation(office: Office, org: str) -> None:
    """Raises ``UnknownOrganisationError``."""
    if not office.journal.history(office.ledger, f"organisation:{org}"):
        raise UnknownOrganisationError(org)


def require_position(office: Office, position: int | None) -> None:
    """Raises ``UnknownPositionError`` for a position after the head; None is always there."""
    head = office.journal.head(office.ledger).position
    if position is not None and position > head:
        raise UnknownPositionError(position, head)
