"""The short TOML notation of measures and conditions, read into nodes.

    {count = ["theme_party_day"], where = [{hosts = 2}]}
    {sum = "sessions", of = ["outreach_talk"], where = [{actor = {role = "lecturer", posts = ["plg_secretary"]}}]}
    {attendances = ["skills_training"], where = [{role = "learner"}, {mode = "online"}]}
    {people = ["skills_training"]}
    {ratio = {num = {…}, den = {…}}}            percent = false leaves out the factor 100
    {share = {whole = {…}, part = [{…}]}}
    {latest = "views"}
    {items = "problem", when = "reached", states = ["verified"], where = [{field = {source = ["review"]}}]}
    {chain = "research_topic", steps = [["written_on", "in", "research_report"]]}

Conditions: type, field, field_not, field_set, theme, actor, hosts, form, place ("" or a link kind), role, mode,
category, category_not, any. All conditions of one ``where`` hold together. This module does not know which codes exist.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, cast

from shuzhi.catalog import model
from shuzhi.catalog.tables import Row

_FORMS = ("count", "sum", "attendances", "people", "ratio", "share", "latest", "items", "chain")
_NOTHING = model.Count(())


def read_measure(row: Row) -> model.Measure:
    """The measure written in ``row``; problems are reported on the row and give an empty count."""
    named = [form for form in _FORMS if form in row.data]
    if len(named) != 1:
        row.report("measure_form", forms="、".join(_FORMS), named="、".join(named) or "无 none")
        return _NOTHING
    measure = _READERS[named[0]](row)
    row.done()
    return measure


def read_where(row: Row, key: str = "where") -> model.Where:
    return tuple(found for each in row.rows(key) if (found := read_condition(each)) is not None)


def read_condition(row: Row) -> model.Condition | None:
    if len(row.data) != 1 or next(iter(row.data)) not in _CONDITIONS:
        row.report(
            "condition_form", forms="、".join(sorted(_CONDITIONS)), named="、".join(row.data) or "无 none"
        )
        return None
    name = next(iter(row.data))
    return _CONDITIONS[name](row, name)


# ---------------------------------------------------------------------------------- measures
def _typed(row: Row, key: str) -> model.Where:
    types = row.texts(key, None)
    return ((model.TypeIn(types),) if types else ()) + read_where(row)


def _sum(row: Row) -> model.Sum:
    return model.Sum(row.text("sum"), _typed(row, "of"))


def _inner(row: Row, key: str) -> model.Measure:
    inner = row.row(key)
    if inner is None:
        row.report("missing_key", key=key)
        return _NOTHING
    return read_measure(inner)


def _ratio(row: Row) -> model.Measure:
    body = row.row("ratio")
    if body is None:
        return _NOTHING
    percent = row.raw("percent") is not False
    ratio = model.Ratio(_inner(body, "num"), _inner(body, "den"), percent)
    body.done()
    return ratio


def _share(row: Row) -> model.Measure:
    body = row.row("share")
    if body is None:
        return _NOTHING
    whole, part = _inner(body, "whole"), read_where(body, "part")
    body.done()
    if not isinstance(whole, model.Count | model.Sum | model.Attendances):
        body.report("share_whole", form=type(whole).__name__)
        return _NOTHING
    return model.Share(whole, part)


def _items(row: Row) -> model.Items:
    when = row.choice("when", ("opened", "reached", "standing", "overdue"))
    return model.Items(
        row.text("items"),
        cast(Literal["opened", "reached", "standing", "overdue"], when),
        row.texts("states"),
        read_where(row),
    )


def _chain(row: Row) -> model.Measure:
    start, steps = row.text("chain"), row.raw("steps")
    good = isinstance(steps, list) and all(
        isinstance(step, list) and len(step) == 3 and step[1] in ("out", "in") for step in steps
    )
    if not good:
        row.report("chain_steps", value=repr(steps))
        return _NOTHING
    return model.Chain(
        start, tuple((str(a), b, str(c)) for a, b, c in cast(list[Any], steps)), read_where(row)
    )


_READERS: dict[str, Callable[[Row], model.Measure]] = {
    "count": lambda row: model.Count(_typed(row, "count")),
    "sum": _sum,
    "attendances": lambda row: model.Attendances(_typed(row, "attendances")),
    "people": lambda row: model.People(_typed(row, "people")),
    "ratio": _ratio,
    "share": _share,
    "latest": lambda row: model.Latest(row.text("latest")),
    "items": _items,
    "chain": _chain,
}


# ---------------------------------------------------------------------------------- conditions
def _field_pair(row: Row, key: str) -> tuple[str, tuple[str, ...]]:
    body = row.row(key)
    if body is None or len(body.data) != 1:
        row.report("condition_field", key=key)
        return "", ()
    name = next(iter(body.data))
    return name, body.texts(name)


def _actor(row: Row, key: str) -> model.ActorHas:
    body = row.row(key)
    if body is None:
        row.report("condition_field", key=key)
        return model.ActorHas()
    actor = model.ActorHas(body.text("role", ""), body.texts("posts"), body.texts("ranks"))
    body.done()
    return actor


_CONDITIONS: dict[str, Callable[[Row, str], model.Condition]] = {
    "type": lambda row, key: model.TypeIn(row.texts(key)),
    "field": lambda row, key: model.FieldIn(*_field_pair(row, key)),
    "field_not": lambda row, key: model.FieldNotIn(*_field_pair(row, key)),
    "field_set": lambda row, key: model.FieldSet(row.text(key)),
    "theme": lambda row, key: model.ThemeHas(row.text(key)),
    "actor": _actor,
    "hosts": lambda row, key: model.HostsAtLeast(row.integer(key)),
    "form": lambda row, key: model.FormIs(row.choice(key, ("single", "aggregate"))),
    "place": lambda row, key: model.PlaceIn(row.text(key)),
    "role": lambda row, key: model.RoleIs(row.text(key)),
    "mode": lambda row, key: model.ModeIs(row.choice(key, ("onsite", "online"))),
    "category": lambda row, key: model.CategoryIn(row.texts(key)),
    "category_not": lambda row, key: model.CategoryNotIn(row.texts(key)),
    "any": lambda row, key: model.AnyOf(read_where(row, key)),
}
