"""Take back a remembered match: from then on audits of the organisation's reports go without it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.audit.remembered import RememberedMatches
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Problems, refusal


def forget_match(
    office: Office, matches: RememberedMatches, *, by: str, at: datetime, org: str, match: UUID
) -> Problems | None:
    """None when it was taken back; a problem where there is no such match in force."""
    if matches.take_back(office.ledger, org, match, by=by, at=at):
        return None
    return refusal("usecases.match_not_there", match=str(match))
