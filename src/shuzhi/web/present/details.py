"""One version of an activity as labelled facts, and what changed between two versions.

Labels of fields, quantities, roles and categories are the pack's; organisations are named by the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shuzhi.catalog.model import ActivityType, Pack
from shuzhi.ledger.entries import ActivityDetail, Form, Headcount, Mode
from shuzhi.messages import say
from shuzhi.web.present.words import choice_name, days_words, name_of, number_words, unit_words

MODE_CODES = {Mode.ONSITE: "web.mode.onsite", Mode.ONLINE: "web.mode.online"}
FORM_CODES = {Form.SINGLE: "web.form.single", Form.AGGREGATE: "web.form.aggregate"}

OrgName = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class FactLine:
    """A label and its text. ``key`` names what is stated, so that two versions can be held side by side."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` or ``after`` is "" where the fact was not there."""

    label: str
    before: str
    after: str


def detail_lines(
    detail: ActivityDetail, *, pack: Pack, org_name: OrgName, language: str
) -> tuple[FactLine, ...]:
    """The facts of one version in the order a cadre would tell them; empty ones are left out."""
    kind = pack.types.get(detail.type)
    lines = [
        _line("type", "web.fact.type", name_of(kind, language) if kind else detail.type, language),
        _line("days", "web.fact.days", days_words(detail.start, detail.end, language), language),
        _line("hosts", "web.fact.hosts", _orgs(detail.counted_hosts, org_name, language), language),
        _line("undertakers", "web.fact.undertakers", _orgs(detail.undertakers, org_name, language), language),
        _line("org", "web.fact.recorded_by", org_name(detail.org), language),
        _line("place", "web.fact.place", org_name(detail.place_org) if detail.place_org else "", language),
        _line("form", "web.fact.form", say(FORM_CODES[detail.form], {}, language), language),
        _line("sessions", "web.fact.sessions", str(detail.sessions), language),
        _line("headcounts", "web.fact.headcounts", _headcounts(detail, kind, language), language),
        _line("signed", "web.fact.signed", _signed(detail, language), language),
        *_field_lines(detail, kind, language),
        *_quantity_lines(detail, pack, language),
        _line("actors", "web.fact.actors", _actors(detail, kind, pack, language), language),
        _line("themes", "web.fact.themes", _themes(detail, pack, language), language),
        _line("guests", "web.fact.guests", _guests(detail, language), language),
    ]
    return tuple(line for line in lines if line.text)


def changes(before: tuple[FactLine, ...], after: tuple[FactLine, ...]) -> tuple[Change, ...]:
    """What one version states otherwise than the one before."""
    old = {line.key: line for line in before}
    new = {line.key: line for line in after}
    return tuple(
        Change(
            label=(new.get(key) or old[key]).label,
            before=old[key].text if key in old else "",
            after=new[key].text if key in new else "",
        )
        for key in dict.fromkeys([*old, *new])
        if (old[key].text if key in old else "") != (new[key].text if key in new else "")
    )


def _line(key: str, code: str, text: str, language: str) -> FactLine:
    return FactLine(key, say(code, {}, language), text)


def _join(parts: list[str], language: str) -> str:
    return (", " if language == "en" else "、").join(part for part in parts if part)


def _orgs(orgs: tuple[str, ...], org_name: OrgName, language: str) -> str:
    return _join([org_name(org) for org in orgs], language)


def _headcounts(detail: ActivityDetail, kind: ActivityType | None, language: str) -> str:
    return _join([_headcount(one, detail, kind, language) for one in detail.headcounts], language)


def _headcount(one: Headcount, detail: ActivityDetail, kind: ActivityType | None, language: str) -> str:
    """「线上 12 人次（青年）」; the session is named only where there are several."""
    words = say(
        "web.fact.heads", {"mode": say(MODE_CODES[one.mode], {}, language), "count": one.count}, language
    )
    if detail.form is Form.SINGLE and detail.sessions > 1:
        words = say("web.fact.in_session", {"session": one.session, "words": words}, language)
    if one.category:
        category = choice_name(kind.categories if kind else (), one.category, language)
        words = say("web.fact.of_category", {"words": words, "category": category}, language)
    return words


def _signed(detail: ActivityDetail, language: str) -> str:
    people = {one.person for one in detail.attendances}
    if not people:
        return ""
    return say("web.fact.signed_people", {"people": len(people), "ticks": len(detail.attendances)}, language)


def _field_lines(detail: ActivityDetail, kind: ActivityType | None, language: str) -> list[FactLine]:
    specs = {spec.code: spec for spec in kind.fields} if kind else {}
    lines = []
    for code in dict.fromkeys(name for name, _ in detail.fields):
        spec = specs.get(code)
        values = [value for name, value in detail.fields if name == code]
        shown = [choice_name(spec.values, value, language) if spec else value for value in values]
        lines.append(
            FactLine(f"field:{code}", name_of(spec, language) if spec else code, _join(shown, language))
        )
    return lines


def _quantity_lines(detail: ActivityDetail, pack: Pack, language: str) -> list[FactLine]:
    lines = []
    for code, value in detail.quantities:
        spec = pack.quantities.get(code)
        text = number_words(value, language)
        if spec:
            text = f"{text} {unit_words(spec.unit, language, value=value)}".strip()
        lines.append(FactLine(f"quantity:{code}", name_of(spec, language) if spec else code, text))
    return lines


def _actors(detail: ActivityDetail, kind: ActivityType | None, pack: Pack, language: str) -> str:
    """Role and post only: whom it was names no page of figures."""
    parts = []
    for actor in detail.actors:
        role = choice_name(kind.roles if kind else (), actor.role, language)
        post = choice_name(pack.posts, actor.post, language) if actor.post else actor.rank
        parts.append(say("web.fact.actor", {"role": role, "post": post}, language) if post else role)
    return _join(parts, language)


def _themes(detail: ActivityDetail, pack: Pack, language: str) -> str:
    return _join([choice_name(pack.themes, theme, language) for theme in detail.themes], language)


def _guests(detail: ActivityDetail, language: str) -> str:
    return _join(
        [say("web.fact.guest", {"group": group, "count": count}, language) for group, count in detail.guests],
        language,
    )
