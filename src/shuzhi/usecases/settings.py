"""The office's own words as they stand on a day: what was adopted, and what still has only the pack's example. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Figure
from shuzhi.ledger.entries import FormulationListed, SettingAdopted
from shuzhi.usecases.adopt_setting import THEME
from shuzhi.usecases.figure import figures, query_for
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force
from shuzhi.values.period import Period


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One thing the office may settle. ``adopted`` None: never; its value "" : out of use since its day.

    ``example`` is the pack's and counts for nothing.
    """

    code: str
    name: str
    name_en: str
    example: str
    note: str
    example_en: str
    note_en: str
    adopted: SettingAdopted | None

    def said(self, language: str) -> tuple[str, str, str]:
        """Name, example and note in this language; the Chinese one where an older pack has no English."""
        if language != "en":
            return self.name, self.example, self.note
        return self.name_en or self.name, self.example_en or self.example, self.note_en or self.note

    @property
    def in_use(self) -> bool:
        return self.adopted is not None and bool(self.adopted.value)


@dataclass(frozen=True, slots=True)
class Target:
    """A number to reach, beside the figure it is about."""

    number: Decimal
    figure: Figure


def adopted_settings(
    office: Office, *, day: date, position: int | None = None
) -> Mapping[str, SettingAdopted]:
    """By code what holds on ``day``, as known at a ledger position (None: now); those out of use are left in with ""."""
    holding: dict[str, SettingAdopted] = {}
    records = office.journal.of_types(office.ledger, (SettingAdopted.type,), upto=position)
    bodies = [one.entry.body for one in records if isinstance(one.entry.body, SettingAdopted)]
    for body in sorted(bodies, key=lambda one: one.day):
        if body.day <= day:
            holding[body.code] = body
    return holding


def setting_lines(office: Office, *, day: date) -> tuple[SettingLine, ...]:
    """The pack's settings, then its themes, each with what the office adopted. Raises ``PackMissingError``."""
    return tuple(_lines(pack_in_force(office), adopted_settings(office, day=day)))


def _lines(pack: Pack, adopted: Mapping[str, SettingAdopted]) -> Iterator[SettingLine]:
    for one in pack.settings:
        yield SettingLine(
            one.code, one.name, one.name_en, one.example, one.note, one.example_en, one.note_en,
            adopted.get(one.code),
        )  # fmt: skip
    for code, name, name_en in pack.themes:
        yield SettingLine(THEME + code, name, name_en, "", "", "", "", adopted.get(THEME + code))


def targets_of(office: Office, setting: SettingAdopted, *, org: str, period: Period) -> tuple[Target, ...]:
    """Each target with its figure at the head; one whose indicator the pack no longer has is left out."""
    pack = pack_in_force(office)
    asked = [(indicator, number) for indicator, number in setting.targets if indicator in pack.indicators]
    queries = [query_for(office, indicator=indicator, org=org, period=period) for indicator, _ in asked]
    found = figures(office, queries)
    return tuple(Target(number, one) for (_, number), one in zip(asked, found, strict=True))


def formulations(office: Office) -> tuple[FormulationListed, ...]:
    """The office's list of wordings with their days, the newest first."""
    records = office.journal.of_types(office.ledger, (FormulationListed.type,))
    return tuple(one.entry.body for one in reversed(records) if isinstance(one.entry.body, FormulationListed))
