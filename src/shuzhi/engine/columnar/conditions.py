"""Conditions as expressions over the netted tables. Says the same as ``engine.where``; the laws compare the two."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import cast

import ibis
import ibis.expr.types as ir

from shuzhi.catalog.model import (
    ActorHas,
    AnyOf,
    CategoryIn,
    CategoryNotIn,
    Condition,
    FieldIn,
    FieldNotIn,
    FieldSet,
    FormIs,
    HostsAtLeast,
    ModeIs,
    PlaceIn,
    RoleIs,
    ThemeHas,
    TypeIn,
    Where,
)
from shuzhi.engine.base import Reach, Scope
from shuzhi.engine.columnar.loading import Holding
from shuzhi.engine.measures import HeadCondition, refuse_for_items
from shuzhi.engine.where import PLACE_FIELD

YES = ibis.literal(True)


def all_of(found: Sequence[ir.BooleanValue]) -> ir.BooleanValue:
    return reduce(and_, found, YES)


def depends_on_scope(where: Where) -> bool:
    """Whether a condition looks from the scope's organisation (a paired community)."""
    return any(
        (isinstance(one, PlaceIn) and bool(one.link))
        or (isinstance(one, AnyOf) and depends_on_scope(one.conditions))
        for one in where
    )


def holds(condition: Condition, holding: Holding, org: str) -> ir.BooleanValue:
    """A condition on activities, over ``holding.versions``; ``org`` is the scope's organisation."""
    versions = holding.versions
    match condition:
        case TypeIn(types):
            return _among(versions["type"], types)
        case FieldIn() | FieldNotIn() | FieldSet():
            return _of_field(condition, versions.vid, holding.of_versions("field"), "vid")
        case ThemeHas(theme):
            themes = holding.of_versions("theme")
            return _in(versions.vid, themes.filter(themes.theme == theme).vid)
        case ActorHas():
            actors = holding.of_versions("actor")
            return _in(versions.vid, actors.filter(_is_actor(condition, actors)).vid)
        case HostsAtLeast(number):
            hosts = holding.of_versions("host")
            counted = hosts.group_by("vid").aggregate(hosts=hosts.org.nunique())
            return _in(versions.vid, counted.filter(counted.hosts >= number).vid)
        case FormIs(form):
            return cast(ir.BooleanValue, versions.form == form)
        case PlaceIn(link):
            return _in(versions.vid, _placed(holding, link, org).vid)
        case AnyOf(conditions):
            return reduce(or_, [holds(one, holding, org) for one in conditions], ibis.literal(False))
    raise TypeError(f"not a condition on activities: {condition}")


def item_holds(condition: Condition, items: ir.Table, fields: ir.Table) -> ir.BooleanValue:
    """A condition on items. Raises ``EngineError`` for one that speaks of activities."""
    match condition:
        case FieldIn() | FieldNotIn() | FieldSet():
            named = fields.mutate(key=fields.ledger + "/" + fields.item)
            return _of_field(condition, items.ledger + "/" + items.item, named, "key")
        case AnyOf(conditions):
            return reduce(or_, [item_holds(one, items, fields) for one in conditions], ibis.literal(False))
    raise refuse_for_items(condition)


def heads_hold(conditions: Sequence[HeadCondition], heads: ir.Table) -> ir.BooleanValue:
    """Conditions on those present, over headcount cells or those signed in."""
    return all_of([_head_holds(one, heads) for one in conditions])


def acts(
    reach: Reach, person: ir.StringValue, post: ir.StringValue, tenures: ir.Table, day: ir.DateValue
) -> ir.BooleanValue:
    """Whether somebody (a root key, or only a post) acted within one of the tenures (joined beforehand)."""
    named = (person != "") & (person == tenures.root)
    only_post = (person == "") & (post == tenures.post)
    assert reach.is_of_persons
    return cast(ir.BooleanValue, (named | only_post) & (tenures["first"] <= day) & (day <= tenures["last"]))


def acting(holding: Holding, tenures: ir.Table, scope: Scope, team_posts: Sequence[str]) -> ir.Table:
    """(vid) of the versions in which the person or the team of the scope acts."""
    actors, versions, roots = holding.of_versions("actor"), holding.versions, holding.root_table
    dated = actors.inner_join(versions.select("vid", "end"), "vid")
    rooted = dated.left_join(roots, ["ledger", "person"], rname="{name}_of")
    who = rooted.select("vid", "end", actor_post=rooted.post, actor=ibis.coalesce(rooted.root, rooted.person))
    crossed = who.cross_join(tenures)
    by_tenure = crossed.filter(
        acts(scope.reach, crossed.actor, crossed.actor_post, crossed, crossed.end)
    ).select("vid")
    if scope.reach is not Reach.TEAM or not team_posts:
        return by_tenure
    by_post = who.filter(who.actor_post.isin(list(team_posts))).select("vid")
    return ibis.union(by_tenure, by_post)


def _among(column: ir.StringValue, values: Sequence[str]) -> ir.BooleanValue:
    return column.isin(list(values)) if values else ibis.literal(False)


def _in(column: ir.Value, found: ir.Column) -> ir.BooleanValue:
    return cast(ir.BooleanValue, column.isin(found))


def _of_field(
    condition: FieldIn | FieldNotIn | FieldSet, owner: ir.Value, fields: ir.Table, key: str
) -> ir.BooleanValue:
    named = fields.filter(fields["name"] == condition.name)
    if isinstance(condition, FieldSet):
        return _in(owner, named[key])
    among = _in(owner, named.filter(_among(named["value"], condition.values))[key])
    return among if isinstance(condition, FieldIn) else ~among


def _is_actor(wanted: ActorHas, actors: ir.Table) -> ir.BooleanValue:
    asked = [
        actors.role == wanted.role if wanted.role else YES,
        actors.post.isin(list(wanted.posts)) if wanted.posts else YES,
        actors.rank.isin(list(wanted.ranks)) if wanted.ranks else YES,
    ]
    return all_of(asked)


def _placed(holding: Holding, link: str, org: str) -> ir.Table:
    fields, versions, links = holding.of_versions("field"), holding.versions, holding.table("link")
    places = fields.filter(fields["name"] == PLACE_FIELD)
    if not link:
        return places.select("vid")
    dated = places.inner_join(versions.select("vid", "end"), "vid").mutate(
        target=ibis.literal("organisation:") + places["value"]
    )
    ours = links.filter((links.kind == link) & (links.source == f"organisation:{org}"))
    ours = ours.select("ledger", "target", "day", "until")
    met = dated.inner_join(ours, ["ledger", "target"])
    return met.filter((met.day <= met.end) & (met.until.isnull() | (met.end < met.until))).select("vid")


def _head_holds(condition: HeadCondition, heads: ir.Table) -> ir.BooleanValue:
    match condition:
        case RoleIs(role):
            return cast(ir.BooleanValue, heads.role == role)
        case ModeIs(mode):
            return cast(ir.BooleanValue, heads["mode"] == mode)
        case CategoryIn(categories):
            return _among(heads.category, categories)
        case CategoryNotIn(categories):
            return ~_among(heads.category, categories)
