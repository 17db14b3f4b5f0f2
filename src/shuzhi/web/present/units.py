"""One unit as a page shows it: its places in the tree, what happened to it, its posts. Knows rows and words, no request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shuzhi.catalog.model import Pack
from shuzhi.ledger.entries import (
    OrganisationChanged,
    OrganisationClosed,
    OrganisationMerged,
    OrganisationMoved,
    OrganisationOpened,
    PostKind,
)
from shuzhi.ledger.facts import PostFact
from shuzhi.ledger.tree import OrganisationTree
from shuzhi.messages import say
from shuzhi.usecases.organisation_life import OrganisationLife, Turn
from shuzhi.web.present.words import choice_name, day_words, days_words, instant_words

OrgName = Callable[[str, date], str]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """Where the unit stood over a run of days: names from the top down, itself last."""

    days: str
    path: tuple[str, ...]
    kind: str
    now: bool


@dataclass(frozen=True, slots=True)
class TurnLine:
    day: str
    text: str
    source: str
    written: str
    who: str
    position: int


@dataclass(frozen=True, slots=True)
class PostLine:
    """``holder`` "" where the name is kept elsewhere; ``vacant`` posts were held before and are held by nobody now."""

    post: str
    holder: str
    href: str
    days: str
    vacant: bool = False


def places(
    tree: OrganisationTree, org: str, *, pack: Pack, today: date, language: str
) -> tuple[PlaceLine, ...]:
    """One line for each run of days on which nothing changed for the unit or those above it, the newest first."""
    spans = tree.spans(org)
    begun, until = spans[0].day, spans[-1].until
    turns = [begun, *(day for day in tree.turns if begun < day and (until is None or day < until))]
    found: list[tuple[date, tuple[str, ...], str]] = []
    for day in turns:
        view = tree.at(day)
        unit = view.unit(org)
        path = (*(_name(tree, one, day) for one in reversed(view.ancestors(org))), _name(tree, org, day))
        line = (day, path, unit.kind if unit else "")
        if view.exists(org) and (not found or found[-1][1:] != line[1:]):
            found.append(line)
    ends = [*(line[0] for line in found[1:]), until]
    lines = [
        PlaceLine(
            _run(day, end, language),
            path,
            choice_name(pack.organisation_kinds, kind, language),
            day <= today and (end is None or today < end),
        )
        for (day, path, kind), end in zip(found, ends, strict=True)
    ]
    return tuple(reversed(lines))


def turn_lines(
    life: OrganisationLife, *, pack: Pack, org_name: OrgName, actor: Callable[[str], str], language: str
) -> tuple[TurnLine, ...]:
    """The newest day first."""
    return tuple(
        TurnLine(
            day_words(turn.body.day, language),
            _act(turn, pack, org_name, language),
            turn.source,
            instant_words(turn.record.entry.at, language),
            actor(turn.record.entry.by),
            turn.record.position,
        )
        for turn in reversed(life.turns)
    )


def post_lines(
    rows: Iterable[PostFact],
    *,
    pack: Pack,
    today: date,
    names: Mapping[str, str],
    kinds: Mapping[tuple[str, str, date], PostKind],
    address: Callable[[str], str],
    language: str,
) -> tuple[PostLine, ...]:
    """Who holds which post today in the order of the pack, and posts held before that are vacant; ``rows`` of one unit."""
    order = {code: place for place, (code, _, _) in enumerate(pack.posts)}
    by_post: dict[str, list[PostFact]] = {}
    for row in rows:
        if row.day <= today:
            by_post.setdefault(row.post, []).append(row)
    lines: list[PostLine] = []
    for post in sorted(by_post, key=lambda code: (order.get(code, len(order)), code)):
        held = [row for row in by_post[post] if row.last is None or row.last >= today]
        label = choice_name(pack.posts, post, language)
        for row in sorted(held, key=lambda one: one.day):
            words = post_words(label, kinds.get((row.person, post, row.day)), language)
            lines.append(_held(words, row, names, address, language))
        if not held:
            last = max(row.last for row in by_post[post] if row.last is not None)
            words = say("registers.unit.vacant_since", {"day": day_words(last, language)}, language)
            lines.append(PostLine(label, "", "", words, vacant=True))
    return tuple(lines)


def post_words(label: str, kind: PostKind | None, language: str) -> str:
    """The post with how it is held, where that was told."""
    if kind is None:
        return label
    words = {"post": label, "kind": say(f"registers.post.{kind.value}", {}, language)}
    return say("registers.post.with_kind", words, language)


def _held(
    label: str, row: PostFact, names: Mapping[str, str], address: Callable[[str], str], language: str
) -> PostLine:
    since = say("registers.since", {"day": day_words(row.day, language)}, language)
    days = since if row.last is None else days_words(row.day, row.last, language)
    known = row.person in names
    holder = names.get(row.person, "") or (say("registers.person.unnamed", {}, language) if known else "")
    return PostLine(label, holder, address(row.person) if known else "", days)


def _name(tree: OrganisationTree, org: str, day: date) -> str:
    unit = tree.at(day).unit(org)
    return unit.name if unit else org


def _run(day: date, until: date | None, language: str) -> str:
    if until is None:
        return say("registers.since", {"day": day_words(day, language)}, language)
    return days_words(day, date.fromordinal(until.toordinal() - 1), language)


def _act(turn: Turn, pack: Pack, org_name: OrgName, language: str) -> str:
    body = turn.body
    match body:
        case OrganisationOpened():
            args = {"org": body.name, "parent": org_name(body.parent, body.day) if body.parent else ""}
            return say(
                "registers.turn.opened_under" if body.parent else "web.organisations.opened", args, language
            )
        case OrganisationMoved():
            args = {"org": org_name(body.org, body.day), "parent": org_name(body.parent, body.day)}
            return say("web.organisations.moved", args, language)
        case OrganisationMerged():
            args = {"org": org_name(body.org, body.day), "into": org_name(body.into, body.day)}
            return say("web.organisations.merged", args, language)
        case OrganisationClosed():
            return say("web.organisations.closed", {"org": org_name(body.org, body.day)}, language)
    return _joined(_changes(body, pack, language), language)


def _changes(body: OrganisationChanged, pack: Pack, language: str) -> Sequence[str]:
    told = []
    if body.name:
        told.append(say("registers.turn.renamed", {"name": body.name}, language))
    if body.kind:
        kind = choice_name(pack.organisation_kinds, body.kind, language)
        told.append(say("registers.turn.kind", {"kind": kind}, language))
    if body.order is not None:
        told.append(say("registers.turn.order", {"order": body.order}, language))
    if body.term_until is not None:
        told.append(say("registers.turn.term", {"day": day_words(body.term_until, language)}, language))
    return told or [say("registers.turn.contact", {}, language)]


def _joined(parts: Sequence[str], language: str) -> str:
    return ("; " if language == "en" else "；").join(parts)
