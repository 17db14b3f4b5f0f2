"""What the office's pack says about an entry: known types, fields, quantities, states, compartments.

Each check is a function from a body and the pack to problems; the ledger's own checks stand beside it and know no
pack. Before a pack is adopted nothing is checked here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from shuzhi.catalog.model import FieldSpec, ItemKind, Pack
from shuzhi.engine.base import Reach
from shuzhi.ledger.checks import Level, Problem
from shuzhi.ledger.entries import (
    OPEN,
    PROTECTED,
    ActivityCorrected,
    ActivityDetail,
    ActivityRecorded,
    Body,
    CadenceAnswered,
    Entry,
    ItemChanged,
    ItemClosed,
    ItemOpened,
    ItemStateSet,
    LinkMade,
    ObservationMade,
    OrganisationOpened,
    PostTaken,
    ValueCited,
    ValueDeclared,
)
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import adopted_pack

Check = Callable[[ActivityDetail, Pack], Iterator[Problem]]


def check_against_pack(office: Office, entries: Sequence[Entry]) -> tuple[Problem, ...]:
    """Problems of all these entries, in order."""
    pack = adopted_pack(office)
    return () if pack is None else check_against(office, entries, pack)


def check_against(office: Office, entries: Sequence[Entry], pack: Pack) -> tuple[Problem, ...]:
    """The same with the pack in hand: for whoever looks at many entries one by one."""
    kinds = {entry.subject: entry.body.kind for entry in entries if isinstance(entry.body, ItemOpened)}
    return tuple(problem for entry in entries for problem in _check(office, entry.body, pack, kinds))


def _check(office: Office, body: Body, pack: Pack, kinds: Mapping[str, str]) -> Iterator[Problem]:
    """``kinds``: of the items that are opened in the same act, by subject."""
    match body:
        case ActivityRecorded() | ActivityCorrected():
            for check in DETAIL_CHECKS:
                yield from check(body.detail, pack)
        case ItemOpened():
            yield from item_is_known(body, pack)
        case ItemChanged():
            yield from change_is_known(office, body, pack, kinds)
        case ItemStateSet() | ItemClosed():
            yield from state_is_known(office, body, pack, kinds)
        case LinkMade():
            yield from link_joins_what_it_may(office, body, pack, kinds)
        case ObservationMade():
            if body.measure not in {one.code for one in pack.observations}:
                yield Problem("usecases.unknown_observation", {"measure": body.measure})
        case ValueDeclared() | ValueCited():
            yield from value_fits_its_indicator(body, pack)
        case CadenceAnswered():
            kind = pack.types.get(body.kind)
            if kind is None or kind.cadence is None:
                yield Problem("usecases.no_cadence", {"type": kind.name if kind else body.kind})
        case OrganisationOpened():
            if pack.organisation_kinds and body.kind not in {code for code, _, _ in pack.organisation_kinds}:
                yield Problem("usecases.unknown_organisation_kind", {"kind": body.kind})
        case PostTaken():
            if pack.posts and body.post not in {code for code, _, _ in pack.posts}:
                yield Problem("usecases.unknown_post", {"post": body.post})


# ------------------------------------------------------------------------------------------ activities
def type_is_known(detail: ActivityDetail, pack: Pack) -> Iterator[Problem]:
    """The pack has this type."""
    if detail.type not in pack.types:
        yield Problem("usecases.unknown_type", {"type": detail.type})


def compartment_fits_the_type(detail: ActivityDetail, pack: Pack) -> Iterator[Problem]:
    """A protected type lies in the protected compartment, and no other does."""
    kind = pack.types.get(detail.type)
    if kind and detail.compartment != (PROTECTED if kind.protected else OPEN):
        yield Problem("usecases.wrong_compartment", {"type": kind.name, "compartment": detail.compartment})


def quantities_belong_to_the_type(detail: ActivityDetail, pack: Pack) -> Iterator[Problem]:
    """Only quantities that the type declares, each once and none below zero."""
    kind = pack.types.get(detail.type)
    if not kind:
        return
    counted = Counter(code for code, _ in detail.quantities)
    for code, times in counted.items():
        if code not in kind.quantities:
            yield Problem("usecases.unknown_quantity", {"type": kind.name, "quantity": code})
        if times > 1:
            yield Problem("usecases.quantity_twice", {"quantity": code})


def fields_belong_to_the_type(detail: ActivityDetail, pack: Pack) -> Iterator[Problem]:
    """Only fields that the type declares, with values from their lists where they have one."""
    kind = pack.types.get(detail.type)
    if kind:
        yield from fields_fit(detail.fields, kind.fields, kind.name)


def heads_fit_the_type(detail: ActivityDetail, pack: Pack) -> Iterator[Problem]:
    """No heads where the type counts none, no names where it takes headcounts only, known categories."""
    kind = pack.types.get(detail.type)
    if not kind:
        return
    if kind.attendance == "none" and (detail.headcounts or detail.attendances):
        yield Problem("usecases.heads_not_counted", {"type": kind.name}, Level.WARNING)
    if kind.attendance == "headcount" and detail.attendances:
        yield Problem("usecases.names_not_taken", {"type": kind.name})
    known = {code for code, _, _ in kind.categories}
    stated = {one.category for one in detail.headcounts} | {one.category for one in detail.attendances}
    for category in sorted(stated - known - {""}):
        yield Problem("usecases.unknown_category", {"type": kind.name, "category": category})


def posts_are_known(detail: ActivityDetail, pack: Pack) -> Iterator[Problem]:
    """Actors hold posts that the pack lists."""
    known = {code for code, _, _ in pack.posts} | {""}
    for actor in detail.actors if pack.posts else ():
        if actor.post not in known:
            yield Problem("usecases.unknown_post", {"post": actor.post})


def themes_are_known(detail: ActivityDetail, pack: Pack) -> Iterator[Problem]:
    """A theme outside the list is taken and said so: names of themes are the office's own."""
    known = {code for code, _, _ in pack.themes}
    for theme in detail.themes:
        if theme not in known:
            yield Problem("usecases.unlisted_theme", {"theme": theme}, Level.WARNING)


DETAIL_CHECKS: tuple[Check, ...] = (
    type_is_known,
    compartment_fits_the_type,
    quantities_belong_to_the_type,
    fields_belong_to_the_type,
    heads_fit_the_type,
    posts_are_known,
    themes_are_known,
)


# ------------------------------------------------------------------------------------------ everything else
def item_is_known(body: ItemOpened, pack: Pack) -> Iterator[Problem]:
    """The pack has this kind, this state of it and these fields; a protected kind lies in its compartment."""
    kind = pack.item_kinds.get(body.kind)
    if kind is None:
        yield Problem("usecases.unknown_item_kind", {"kind": body.kind})
        return
    if body.state not in {state.code for state in kind.states}:
        yield Problem("usecases.unknown_state", {"kind": kind.name, "state": body.state})
    if body.compartment != (PROTECTED if kind.protected else OPEN):
        yield Problem("usecases.wrong_compartment", {"type": kind.name, "compartment": body.compartment})
    yield from fields_fit(body.fields, kind.fields, kind.name)
    yield from aim_can_be_met(body, kind, pack)


def aim_can_be_met(body: ItemOpened | ItemChanged, kind: ItemKind, pack: Pack) -> Iterator[Problem]:
    """A field for the indicator behind an item names one of the pack (``code`` or ``code@reach``), not a protected one;
    what is to be reached by it is more than nothing."""
    holding = {one.code for one in kind.fields if one.holds == "indicator"}
    for name in (value for code, value in body.fields if code in holding):
        code, at, reach = name.partition("@")
        indicator = pack.indicators.get(code)
        if indicator is None:
            yield Problem("usecases.unknown_indicator", {"indicator": code})
        elif indicator.protected:
            yield Problem("usecases.indicator_protected", {"indicator": indicator.name})
        if at and reach not in set(Reach):
            yield Problem("usecases.unknown_reach", {"reach": reach})
    if holding and body.target is not None and body.target <= 0:
        yield Problem("usecases.target_not_positive", {"target": f"{body.target:f}"})


def change_is_known(
    office: Office, body: ItemChanged, pack: Pack, kinds: Mapping[str, str]
) -> Iterator[Problem]:
    """Fields that are stated or cleared are those of the item's kind."""
    kind = pack.item_kinds.get(kinds.get(body.subject) or kind_of_item(office, body.subject))
    if kind is None:
        return  # an unknown item is the ledger's problem
    yield from fields_fit(body.fields, kind.fields, kind.name)
    yield from aim_can_be_met(body, kind, pack)
    known = {"due", "target", *(spec.code for spec in kind.fields)}
    for name in body.cleared:
        if name not in known:
            yield Problem("usecases.unknown_field", {"type": kind.name, "field": name})


def state_is_known(
    office: Office, body: ItemStateSet | ItemClosed, pack: Pack, kinds: Mapping[str, str]
) -> Iterator[Problem]:
    """The state is one of the item's kind, and closing takes a final one."""
    kind = pack.item_kinds.get(kinds.get(body.subject) or kind_of_item(office, body.subject))
    if kind is None:
        return  # an unknown item is the ledger's problem
    states = {state.code: state for state in kind.states}
    if body.state not in states:
        yield Problem("usecases.unknown_state", {"kind": kind.name, "state": body.state})
    elif isinstance(body, ItemClosed) and not states[body.state].final:
        yield Problem("usecases.state_not_final", {"kind": kind.name, "state": states[body.state].name})


def link_joins_what_it_may(
    office: Office, body: LinkMade, pack: Pack, kinds: Mapping[str, str]
) -> Iterator[Problem]:
    """The pack has this kind of link, and it joins kinds that it allows."""
    kind = pack.link_kinds.get(body.kind)
    if kind is None:
        yield Problem("usecases.unknown_link_kind", {"kind": body.kind})
        return
    for end, allowed in ((body.source, kind.source), (body.target, kind.target)):
        found = (
            kinds.get(end) or kind_of_item(office, end) if end.startswith("item:") else end.partition(":")[0]
        )
        if allowed and found and found not in allowed:
            yield Problem("usecases.link_end", {"link": kind.name, "kind": found})


def value_fits_its_indicator(body: ValueDeclared | ValueCited, pack: Pack) -> Iterator[Problem]:
    """The pack has this indicator, and the value has its unit."""
    indicator = pack.indicators.get(body.indicator)
    if indicator is None:
        yield Problem("usecases.unknown_indicator", {"indicator": body.indicator})
    elif indicator.unit != body.unit:
        yield Problem(
            "usecases.wrong_unit", {"indicator": indicator.name, "unit": body.unit, "wanted": indicator.unit}
        )


def fields_fit(
    stated: tuple[tuple[str, str], ...], specs: tuple[FieldSpec, ...], name: str
) -> Iterator[Problem]:
    """Fields are declared, hold listed values where there is a list, and repeat only where they may."""
    known = {spec.code: spec for spec in specs}
    times = Counter(code for code, _ in stated)
    for code, value in stated:
        spec = known.get(code)
        if spec is None:
            yield Problem("usecases.unknown_field", {"type": name, "field": code})
        elif spec.values and value not in {listed for listed, _, _ in spec.values}:
            yield Problem("usecases.unknown_value", {"field": spec.name, "value": value})
    for code, spec in known.items():
        if times[code] > 1 and not spec.many:
            yield Problem("usecases.field_twice", {"field": spec.name})


def kind_of_item(office: Office, subject: str) -> str:
    """The kind of an item by its subject; "" for an unknown one."""
    history = office.journal.history(office.ledger, subject)
    opened = [one.entry.body for one in history if isinstance(one.entry.body, ItemOpened)]
    return opened[0].kind if opened else ""
