"""Rules of lint about indicators: what they count exists, fits its unit, and is told apart from its neighbours.

One function per rule; the requirement is its docstring. Each takes a pack and gives findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shuzhi.catalog import model
from shuzhi.catalog.finding import Finding
from shuzhi.catalog.walk import conditions, kinds_of, leaves, parts, types_of
from shuzhi.values.units import UnitFamily, family, same_family

Findings = Iterator[Finding]


def _found(code: str, indicator: model.Indicator, /, **args: str) -> Finding:
    where = f"indicator:{indicator.code}"
    return Finding(f"catalog.{code}", where, {"indicator": indicator.code, "name": indicator.name, **args})


def indicators_are_complete(pack: model.Pack) -> Findings:
    """Every indicator has an owner, a unit, its rule in both languages, and aliases as people write them."""
    for each in pack.indicators.values():
        texts = {
            "owner": each.owner, "unit": each.unit, "rule": each.counting_rule, "rule_en": each.counting_rule_en,
            "aliases": "".join(each.aliases),
        }  # fmt: skip
        for key, text in texts.items():
            if not text.strip():
                yield _found("indicator_lacks", each, key=key)


def specs_show_a_neighbour(pack: model.Pack) -> Findings:
    """Every indicator has an example with a record that counts, one beside it that must not, and the figure."""
    for each in pack.indicators.values():
        cells = {cell.strip() for line in each.spec.splitlines() for cell in line.split("|")}
        missing = [word for word in ("yes", "no") if word not in cells]
        if missing or "=>" not in each.spec:
            yield _found("spec_incomplete", each, missing="、".join(missing) or "=>")


def types_exist(pack: model.Pack) -> Findings:
    """A measure speaks only of activity types that the pack declares, and of at least one."""
    for each in pack.indicators.values():
        for leaf, where in parts(each.measure):
            named = [t for c in conditions(where) if isinstance(c, model.TypeIn) for t in c.types]
            if not named and not kinds_of(leaf) and not isinstance(leaf, model.Latest):
                yield _found("no_types", each)
            for code in named:
                if code not in pack.types:
                    yield _found("unknown_type", each, type=code)


def quantities_exist(pack: model.Pack) -> Findings:
    """A summed quantity is "sessions" or one that every type summed over carries; a latest value is an observation."""
    observed = {each.code for each in pack.observations}
    for each in pack.indicators.values():
        for leaf in leaves(each.measure):
            if isinstance(leaf, model.Latest) and leaf.measure not in observed:
                yield _found("unknown_observation", each, observation=leaf.measure)
            if not isinstance(leaf, model.Sum) or leaf.quantity == "sessions":
                continue
            for code in types_of(leaf):
                kind = pack.types.get(code)
                if kind is not None and leaf.quantity not in kind.quantities:
                    yield _found("type_lacks_quantity", each, type=code, quantity=leaf.quantity)


def conditions_name_what_exists(pack: model.Pack) -> Findings:
    """Fields, their values, themes, roles, posts, ranks, categories and links in conditions are declared."""
    for each in pack.indicators.values():
        for leaf, where in parts(each.measure):
            for condition in conditions(where):
                for what, code in _undeclared(pack, leaf, condition):
                    yield _found("unknown_in_condition", each, what=what, code=code)


def _undeclared(
    pack: model.Pack, leaf: model.Measure, condition: model.Condition
) -> Iterator[tuple[str, str]]:
    types = [pack.types[code] for code in types_of(leaf) if code in pack.types]
    match condition:
        case model.FieldIn(name, values) | model.FieldNotIn(name, values):
            yield from _undeclared_field(pack, leaf, name, values)
        case model.FieldSet(name):
            yield from _undeclared_field(pack, leaf, name, ())
        case model.ThemeHas(theme) if theme not in {one[0] for one in pack.themes}:
            yield "theme", theme
        case model.RoleIs(role) if role not in {one[0] for kind in types for one in kind.roles}:
            yield "role", role
        case model.CategoryIn(categories) | model.CategoryNotIn(categories):
            known = {one[0] for kind in types for one in kind.categories}
            yield from (("category", code) for code in categories if code not in known)
        case model.ActorHas(role, posts, ranks):
            yield from _undeclared_actor(pack, types, (role, posts, ranks))
        case model.PlaceIn(link) if link and link not in pack.link_kinds:
            yield "link", link


def _undeclared_field(
    pack: model.Pack, leaf: model.Measure, name: str, values: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    owners: list[model.ActivityType | model.ItemKind] = [
        pack.types[code] for code in types_of(leaf) if code in pack.types
    ]
    owners += [pack.item_kinds[code] for code in kinds_of(leaf)[-1:] if code in pack.item_kinds]
    fields = [one for owner in owners for one in owner.fields if one.code == name]
    if not fields:
        yield "field", name
        return
    known = {value[0] for value in fields[0].values}
    yield from (("value", f"{name}={value}") for value in values if known and value not in known)


def _undeclared_actor(
    pack: model.Pack,
    types: list[model.ActivityType],
    actor: tuple[str, tuple[str, ...], tuple[str, ...]],
) -> Iterator[tuple[str, str]]:
    role, posts, ranks = actor
    if role and role not in {one[0] for kind in types for one in kind.roles}:
        yield "role", role
    yield from (("post", code) for code in posts if code not in {one[0] for one in pack.posts})
    yield from (("rank", code) for code in ranks if code not in {one[0] for one in pack.ranks})


def items_and_links_exist(pack: model.Pack) -> Findings:
    """Item kinds, their states and the links of a chain are declared, and each link may join what the chain joins."""
    for each in pack.indicators.values():
        for leaf in leaves(each.measure):
            for code in kinds_of(leaf):
                if code not in pack.item_kinds:
                    yield _found("unknown_item_kind", each, kind=code)
            if isinstance(leaf, model.Items) and leaf.kind in pack.item_kinds:
                known = {state.code for state in pack.item_kinds[leaf.kind].states}
                for state in leaf.states:
                    if state not in known:
                        yield _found("unknown_state", each, kind=leaf.kind, state=state)
            if isinstance(leaf, model.Chain):
                yield from _broken_steps(pack, each, leaf)


def _broken_steps(pack: model.Pack, each: model.Indicator, chain: model.Chain) -> Findings:
    here = chain.start
    for kind, direction, reached in chain.steps:
        link = pack.link_kinds.get(kind)
        source, target = (here, reached) if direction == "out" else (reached, here)
        joins = (
            link is not None and source in (link.source or (source,)) and target in (link.target or (target,))
        )
        if not joins:
            yield _found("broken_chain", each, link=kind, source=source, target=target)
        here = reached


def units_fit_measures(pack: model.Pack) -> Findings:
    """Attendances are 人次, people 人 (名), sessions 场 (次, 期), shares %, and a quantity keeps its own unit."""
    for each in pack.indicators.values():
        wanted = _wanted_unit(pack, each.measure)
        if wanted and not same_family(each.unit, wanted):
            yield _found("unit_misfit", each, unit=each.unit, wanted=wanted)
        if not wanted and family(each.unit) is UnitFamily.ATTENDANCES:
            yield _found("unit_misfit", each, unit=each.unit, wanted="个")


def _wanted_unit(pack: model.Pack, measure: model.Measure) -> str:
    """A unit of the right family; "" where any counter of things will do."""
    match measure:
        case model.Attendances():
            return "人次"
        case model.People():
            return "人"
        case model.Ratio(percent=True) | model.Share():
            return "%"
        case model.Sum("sessions"):
            return "场"
        case model.Sum(quantity) if quantity in pack.quantities:
            unit = pack.quantities[quantity].unit
            return "" if unit in ("名", "个") else unit  # awards: 名 for persons, 个 for collectives
        case model.Latest(code):
            units = [one.unit for one in pack.observations if one.code == code]
            return units[0] if units else ""
    return ""


def people_have_a_stand_in(pack: model.Pack) -> Findings:
    """Where people may be an interval, reports print attendances: ``instead`` names them, over the same types."""
    for each in pack.indicators.values():
        if not isinstance(each.measure, model.People):
            if each.instead:
                yield _found("needless_instead", each, instead=each.instead)
            continue
        other = pack.indicators.get(each.instead)
        if other is None or not isinstance(other.measure, model.Attendances):
            yield _found("no_stand_in", each, instead=each.instead or "无 none")
        elif set(types_of(other.measure)) != set(types_of(each.measure)):
            yield _found("stand_in_of_other_types", each, instead=each.instead)


def heads_are_counted_where_kept(pack: model.Pack) -> Findings:
    """Attendances and people are counted only over types that keep heads."""
    for each in pack.indicators.values():
        for leaf in leaves(each.measure):
            if isinstance(leaf, model.Attendances | model.People):
                for code in types_of(leaf):
                    if code in pack.types and pack.types[code].attendance == "none":
                        yield _found("no_heads", each, type=code)


def aliases_are_told_apart(pack: model.Pack) -> Findings:
    """No two indicators whose units belong to one family share an alias; across families the unit decides."""
    owners: dict[tuple[str, UnitFamily], list[model.Indicator]] = defaultdict(list)
    for each in pack.indicators.values():
        for alias in dict.fromkeys(each.aliases):
            owners[alias, family(each.unit)].append(each)
    for (alias, _), sharing in owners.items():
        for each in sharing[1:]:
            yield _found("alias_clash", each, alias=alias, other=sharing[0].code)


def protection_is_whole(pack: model.Pack) -> Findings:
    """An indicator counts protected kinds only and is protected, or counts none and is not."""
    for each in pack.indicators.values():
        shut = [
            *(pack.types[code].protected for leaf in leaves(each.measure) for code in types_of(leaf) if code in pack.types),
            *(
                pack.item_kinds[code].protected
                for leaf in leaves(each.measure)
                for code in kinds_of(leaf)
                if code in pack.item_kinds
            ),
        ]  # fmt: skip
        if any(shut) and not all(shut):
            yield _found("mixed_protection", each)
        elif any(shut) != each.protected:
            yield _found("protection_misfit", each)


RULES = (
    indicators_are_complete,
    specs_show_a_neighbour,
    types_exist,
    quantities_exist,
    conditions_name_what_exists,
    items_and_links_exist,
    units_fit_measures,
    people_have_a_stand_in,
    heads_are_counted_where_kept,
    aliases_are_told_apart,
    protection_is_whole,
)
