"""Settle once, for one organisation, which indicator certain words of its reports mean."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shuzhi.audit.model import Confirmation
from shuzhi.audit.remembered import RememberedMatch, RememberedMatches
from shuzhi.audit.vocabulary import normalise
from shuzhi.catalog.model import Pack
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.writing import Problems, refusal
from shuzhi.values.units import may_count_same


def accept_match(
    office: Office,
    matches: RememberedMatches,
    *,
    by: str,
    at: datetime,
    match: UUID,
    org: str,
    confirmation: Confirmation,
) -> RememberedMatch | Problems:
    """``confirmation.indicator`` "" says that no indicator is meant.

    Refused where the words are none, the indicator is not in the pack in force, or its unit can never be the one
    written: 人次 is not answered with a number of people. Sending the same settlement again keeps the first.
    """
    wrong = _problem(confirmation, pack_in_force(office))
    if wrong is not None:
        return wrong
    kept = RememberedMatch(match, org, confirmation, by, at)
    for one in matches.of(office.ledger, org):
        if one.in_force and one.key == kept.key and one.confirmation == confirmation:
            return one
    matches.keep(office.ledger, kept)
    return kept


def _problem(confirmation: Confirmation, pack: Pack) -> Problems | None:
    if not normalise(confirmation.what):
        return refusal("usecases.match_without_words")
    if not confirmation.indicator:
        return None
    indicator = pack.indicators.get(confirmation.indicator)
    if indicator is None:
        return refusal("usecases.match_indicator_unknown", indicator=confirmation.indicator)
    if not may_count_same(indicator.unit, confirmation.unit):
        return refusal(
            "usecases.match_other_unit",
            name=indicator.name,
            unit=indicator.unit,
            stated=confirmation.unit or "—",
        )
    return None
