"""A pack as one office speaks of it: its own names for themes and choices, and nothing that it has not taken up.

The pack's names of local matters are examples; where the office adopted its own words (``adopt_setting``), pages and papers
say those. What waits for a setting that is not in use (hours of dual registration) is left out. Codes, measures and the
digest stay as they are, so figures mean the same. Reads only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from shuzhi.catalog.model import ActivityType, FieldSpec, Indicator, ItemKind, Pack
from shuzhi.ledger.entries import SettingAdopted
from shuzhi.usecases.adopt_setting import THEME

_FIELD = "field."
_BETWEEN = re.compile(r"\s*[、，,；;\n]\s*")


def in_own_words(pack: Pack, adopted: Mapping[str, SettingAdopted]) -> Pack:
    """``adopted`` by code, as ``adopted_settings`` gives it; a setting out of use has the value ""."""
    values = _values(adopted)
    offered = {code for code, one in pack.quantities.items() if not one.setting or one.setting in values}
    own = named_by_office(pack, adopted)
    return replace(
        own,
        types={
            code: replace(one, quantities=tuple(code for code in one.quantities if code in offered))
            for code, one in own.types.items()
        },
        indicators={
            code: one for code, one in own.indicators.items() if not one.setting or one.setting in values
        },
    )


def named_by_office(pack: Pack, adopted: Mapping[str, SettingAdopted]) -> Pack:
    """Names alone; nothing is left out. For papers, whose outline says itself what waits for a setting."""
    values = _values(adopted)
    themes = _themes(pack, values)
    choices = {
        one.names.removeprefix(_FIELD): tuple(filter(None, _BETWEEN.split(values[one.code])))
        for one in pack.settings
        if one.names.startswith(_FIELD) and one.code in values
    }
    renamed = [(was[1], now[1]) for was, now in zip(pack.themes, themes, strict=True) if was != now]
    return replace(
        pack,
        themes=themes,
        types={code: _type(one, choices) for code, one in pack.types.items()},
        item_kinds={code: _kind(one, choices) for code, one in pack.item_kinds.items()},
        indicators={code: _indicator(one, renamed) for code, one in pack.indicators.items()},
    )


def _values(adopted: Mapping[str, SettingAdopted]) -> dict[str, str]:
    return {code: one.value.strip() for code, one in adopted.items() if one.value.strip()}


def _themes(pack: Pack, values: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """A name adopted for the theme itself goes before one that a setting of the pack gives it."""
    own = {one.names: values[one.code] for one in pack.settings if one.names and one.code in values}
    own |= {code: value for code, value in values.items() if code.startswith(THEME)}
    return tuple(
        (code, own[THEME + code], f"{english} ({own[THEME + code]})")
        if THEME + code in own
        else (code, name, english)
        for code, name, english in pack.themes
    )


def _type(kind: ActivityType, choices: Mapping[str, tuple[str, ...]]) -> ActivityType:
    return replace(kind, fields=tuple(_field(one, choices) for one in kind.fields))


def _kind(kind: ItemKind, choices: Mapping[str, tuple[str, ...]]) -> ItemKind:
    return replace(kind, fields=tuple(_field(one, choices) for one in kind.fields))


def _field(field: FieldSpec, choices: Mapping[str, tuple[str, ...]]) -> FieldSpec:
    """The choices in the order in which the office names them; those beyond its list keep the pack's name."""
    own = choices.get(field.code, ())
    if not own:
        return field
    named = tuple(
        (code, own[place], f"{english} ({own[place]})") if place < len(own) else (code, name, english)
        for place, (code, name, english) in enumerate(field.values)
    )
    return replace(field, values=named)


def _indicator(indicator: Indicator, renamed: list[tuple[str, str]]) -> Indicator:
    """Its Chinese name says the theme as the office does; the English names the theme in general."""
    name = indicator.name
    for was, now in renamed:
        name = name.replace(was, now)
    return indicator if name == indicator.name else replace(indicator, name=name)
