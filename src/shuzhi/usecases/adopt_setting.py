"""Adopt a word of the office's own: what 135, 十送 or a theme means here, and since when. The pack only ships examples."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shuzhi.catalog.model import Pack
from shuzhi.ledger.entries import Entry, SettingAdopted
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force
from shuzhi.usecases.writing import Outcome, Problems, refusal, write

THEME = "theme."  # + code: the office's own name of a theme of the pack


def adopt_setting(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    code: str,
    value: str,
    day: date,
    targets: tuple[tuple[str, Decimal], ...] = (),
    source: str = "",
) -> Outcome:
    """``code`` is one of the pack's settings or "theme." with a theme's code; ``value`` "" takes it out of use.

    ``targets`` are (indicator, number) pairs; ``source`` names the local document and lies beside.
    Raises ``PackMissingError``.
    """
    if (refused := _unknown(pack_in_force(office), code, targets)) is not None:
        return refused
    body = SettingAdopted(code=code, value=value.strip(), day=day, targets=targets)
    beside = {"source": source.strip()} if source.strip() else {}
    return write(office, Entry(office.ledger, entry, by, at, body, beside))


def setting_codes(pack: Pack) -> tuple[str, ...]:
    """Everything that may be adopted."""
    return (*(one.code for one in pack.settings), *(THEME + code for code, _, _ in pack.themes))


def _unknown(pack: Pack, code: str, targets: tuple[tuple[str, Decimal], ...]) -> Problems | None:
    if code not in setting_codes(pack):
        return refusal("numbers.unknown_setting", setting=code)
    unknown = [indicator for indicator, _ in targets if indicator not in pack.indicators]
    return refusal("usecases.unknown_indicator", indicator=unknown[0]) if unknown else None
