"""One version of an item as labelled facts, and the life of an item as steps with what changed in each.

Labels are the pack's; organisations are named by the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shuzhi.catalog.model import FieldSpec, ItemKind, Pack
from shuzhi.ledger.lives import ItemState, fold_item
from shuzhi.messages import say
from shuzhi.usecases.trace_figure import History
from shuzhi.web.present.details import FactLine, OrgName, changes
from shuzhi.web.present.histories import ActorName, Step, plain_steps
from shuzhi.web.present.words import choice_name, day_words, name_of, number_words


def item_facts(state: ItemState, *, pack: Pack, org_name: OrgName, language: str) -> tuple[FactLine, ...]:
    """Kind, unit, state, plan and own fields as the item stands; empty ones are left out. ``state`` was opened."""
    assert state.opened is not None
    opened, last = state.opened, state.spans[-1]
    kind = pack.item_kinds.get(opened.kind)

    def line(key: str, code: str, text: str) -> FactLine:
        return FactLine(key, say(code, {}, language), text)

    found = (
        line("kind", "web.item.kind", name_of(kind, language) if kind else opened.kind),
        line("org", "web.item.org", org_name(opened.org)),
        line("opened", "web.item.opened", day_words(opened.day, language)),
        line("state", "items.fact.state", _state_name(kind, last.state, language)),
        line("due", "web.item.due", day_words(last.due, language) if last.due else ""),
        line("owner", "web.item.owner", choice_name(pack.posts, last.owner, language)),
        line("target", "web.item.target", "" if last.target is None else number_words(last.target, language)),
        *_own(state, kind, pack=pack, org_name=org_name, language=language),
        line("closed", "items.fact.closed", day_words(state.closed, language) if state.closed else ""),
    )
    return tuple(one for one in found if one.text)


def item_steps(
    history: History, *, pack: Pack, org_name: OrgName, actor: ActorName, language: str
) -> tuple[Step, ...]:
    """Every entry with what it changed. A change dated earlier shows what it did to the item as it now stands."""
    found = []
    before: tuple[FactLine, ...] = ()
    steps = plain_steps(history, actor=actor, language=language)
    for number, step in enumerate(steps, start=1):
        state = fold_item([one.record for one in history.steps[:number]])
        now = item_facts(state, pack=pack, org_name=org_name, language=language) if state.opened else ()
        found.append(replace(step, changes=changes(before, now) if before else ()))
        before = now
    return tuple(found)


def _own(
    state: ItemState, kind: ItemKind | None, *, pack: Pack, org_name: OrgName, language: str
) -> list[FactLine]:
    specs: Mapping[str, FieldSpec] = {spec.code: spec for spec in kind.fields} if kind else {}
    lines = []
    for name in dict.fromkeys(code for code, _ in state.fields):
        spec = specs.get(name)
        values = [value for code, value in state.fields if code == name]
        shown = [_value(spec, value, pack=pack, org_name=org_name, language=language) for value in values]
        label = name_of(spec, language) if spec else name
        lines.append(FactLine(f"field:{name}", label, (", " if language == "en" else "、").join(shown)))
    return lines


def _value(spec: FieldSpec | None, value: str, *, pack: Pack, org_name: OrgName, language: str) -> str:
    if spec is None:
        return value
    if spec.holds == "organisation":
        return org_name(value)
    if spec.holds == "indicator":
        indicator = pack.indicators.get(value.partition("@")[0])
        return name_of(indicator, language) if indicator else value
    return choice_name(spec.values, value, language)


def _state_name(kind: ItemKind | None, code: str, language: str) -> str:
    found = next((state for state in kind.states if state.code == code), None) if kind else None
    return name_of(found, language) if found else code
