"""The form of one activity: reading it, filling it, and saying what is wrong.

Only what an organiser would state is asked; a correction keeps what the form does not show (people signed in,
guests, undertakers, heads told apart by role).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from shuzhi.catalog.model import ActivityType
from shuzhi.ledger.entries import OPEN, PROTECTED, ActivityDetail, Actor, Form, Headcount, LateEntry
from shuzhi.web.forms.heads import MODE_FIELDS, Gathering, UnreadableHeadsError, read_heads, write_heads
from shuzhi.web.forms.reader import Reader, Values, Wrong

TEXTS = ("title", "place", "note")  # what is written in words and lies beside the chain


@dataclass(frozen=True, slots=True)
class Read:
    """``detail`` is None while anything is wrong."""

    detail: ActivityDetail | None
    late: LateEntry | None
    texts: Mapping[str, str]
    wrong: Mapping[str, Wrong]


def read_activity(
    values: Values,
    *,
    kind: ActivityType,
    role: str,
    event: UUID,
    offered: frozenset[str],
    before: ActivityDetail | None = None,
) -> Read:
    """The detail that was typed. ``role`` is that of those counted, ``offered`` the organisations to choose among;
    ``before`` is the version that is corrected.

    What the form leaves out stays as it was, and heads whose numbers were not touched keep their cells.
    """
    reader = Reader(values)
    form = Form.AGGREGATE if reader.one("form") == Form.AGGREGATE else Form.SINGLE
    start = reader.day("start", required=True)
    end = reader.day("end", required=form is Form.AGGREGATE) or start
    if start and end and end < start:
        reader.refuse("end", "web.wrong.end_before_start")
    sessions = reader.whole("sessions", least=1, default=1)
    org = reader.among("org", offered)
    joined = reader.all_among("hosts", offered)
    late = _late(reader)
    heads = _heads(reader, kind, Gathering(form, sessions, role), before)
    quantities = tuple(
        (code, value) for code in kind.quantities if (value := reader.number(f"quantity.{code}")) is not None
    )
    fields = tuple((spec.code, value) for spec in kind.fields for value in reader.chosen(spec))
    texts = {name: text for name in TEXTS if not kind.protected and (text := reader.one(name))}
    if reader.wrong or start is None or end is None:
        return Read(None, late, texts, reader.wrong)
    stated = ActivityDetail(
        type=kind.code,
        org=org,
        event=before.event if before else event,
        start=start,
        end=end,
        hosts=_hosts(org, joined, before, offered),
        form=form,
        compartment=PROTECTED if kind.protected else OPEN,
        sessions=sessions,
        quantities=quantities,
        fields=fields,
        themes=tuple(reader.all("themes")),
        actors=tuple(actor for role, _, _ in kind.roles if (actor := _actor(reader, role))),
        headcounts=heads,
    )
    return Read(_keeping(stated, before), late, texts, {})


def values_of(detail: ActivityDetail, texts: Mapping[str, str | None]) -> dict[str, list[str]]:
    """What the form shows for a detail; reading it back gives the same detail."""
    values: dict[str, list[str]] = {
        "org": [detail.org],
        "start": [detail.start.isoformat()],
        "end": [detail.end.isoformat()],
        "form": [detail.form],
        "sessions": [str(detail.sessions)],
        "hosts": [host for host in detail.hosts if host != detail.org],
        "themes": list(detail.themes),
    }
    values |= {name: [text] for name, text in write_heads(detail.headcounts).items()}
    for code, value in detail.quantities:
        values[f"quantity.{code}"] = [f"{value.normalize():f}"]
    for code, chosen in detail.fields:
        values.setdefault(f"field.{code}", []).append(chosen)
    for actor in detail.actors:
        values[f"post.{actor.role}"] = [actor.post]
    return values | {name: [text] for name, text in texts.items() if text}


def _keeping(stated: ActivityDetail, before: ActivityDetail | None) -> ActivityDetail:
    """With what the form does not show taken over from the version before."""
    if before is None:
        return stated
    shown = {(actor.role, actor.post): actor for actor in before.actors if actor.post}
    unseen = tuple(actor for actor in before.actors if not actor.post)
    hosts = stated.hosts
    if set(before.counted_hosts) == set(stated.counted_hosts) and before.org == stated.org:
        hosts = before.hosts
    return replace(
        stated,
        hosts=hosts,
        actors=(*(shown.get((actor.role, actor.post), actor) for actor in stated.actors), *unseen),
        attendances=before.attendances,
        guests=before.guests,
        undertakers=before.undertakers,
        place_org=before.place_org,
    )


def _hosts(
    org: str, joined: Sequence[str], before: ActivityDetail | None, offered: frozenset[str]
) -> tuple[str, ...]:
    """None named where the recording organisation is the only host; hosts that the form could not offer stay."""
    unseen = [host for host in before.hosts if host not in offered] if before else []
    more = tuple(dict.fromkeys(host for host in (*joined, *unseen) if host != org))
    return (org, *more) if more else ()


def _heads(
    reader: Reader, kind: ActivityType, gathering: Gathering, before: ActivityDetail | None
) -> tuple[Headcount, ...]:
    if kind.attendance == "none":
        return ()
    categories = [code for code, _, _ in kind.categories]
    typed = {name: reader.one(name) for name in (*MODE_FIELDS, *(f"category.{code}" for code in categories))}
    if before is not None and before.sessions == gathering.sessions and _untouched(typed, before):
        return before.headcounts
    try:
        return read_heads(typed, categories=categories, gathering=gathering)
    except UnreadableHeadsError as problem:
        reader.refuse(problem.field, problem.code, **problem.args_)
        return ()


def _untouched(typed: Mapping[str, str], before: ActivityDetail) -> bool:
    shown = write_heads(before.headcounts)
    return all(shown.get(name, "") == text for name, text in typed.items())


def _actor(reader: Reader, role: str) -> Actor | None:
    post = reader.one(f"post.{role}")
    return Actor(role=role, post=post) if post else None


def _late(reader: Reader) -> LateEntry | None:
    basis = reader.one("late_basis")
    return LateEntry(basis=basis, basis_day=reader.day("late_day", required=False)) if basis else None
