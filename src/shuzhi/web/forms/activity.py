"""The form of one activity: reading it, filling it, and saying what is wrong.

Only what an organiser would state is asked; a correction keeps what the form does not show (people signed in,
guests, undertakers, heads told apart by role).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from shuzhi.catalog.model import ActivityType, FieldSpec
from shuzhi.ledger.entries import OPEN, PROTECTED, ActivityDetail, Actor, Form, Headcount, LateEntry, Mode
from shuzhi.web.forms.heads import UnreadableHeadsError, read_heads, write_heads

Values = Mapping[str, Sequence[str]]
MODE_FIELDS = {"onsite": Mode.ONSITE, "online": Mode.ONLINE}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one field: a message code with its arguments."""

    code: str
    args: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Read:
    """``detail`` is None while anything is wrong."""

    detail: ActivityDetail | None
    late: LateEntry | None
    texts: Mapping[str, str]
    wrong: Mapping[str, Wrong]


def read_activity(
    values: Values, *, kind: ActivityType, event: UUID, before: ActivityDetail | None = None
) -> Read:
    """The detail that was typed. ``before`` is the version that is corrected; what the form leaves out stays."""
    reader = _Reader(values)
    form = Form.AGGREGATE if reader.one("form") == Form.AGGREGATE else Form.SINGLE
    start = reader.day("start", required=True)
    end = reader.day("end", required=form is Form.AGGREGATE) or start
    if start and end and end < start:
        reader.refuse("end", "web.wrong.end_before_start")
    sessions = reader.whole("sessions", least=1, default=1)
    org = reader.required("org")
    late = _late(reader)
    heads = _heads(reader, kind, form, sessions)
    quantities = tuple(
        (code, value) for code in kind.quantities if (value := reader.number(f"quantity.{code}")) is not None
    )
    fields = tuple((spec.code, value) for spec in kind.fields for value in reader.chosen(spec))
    texts = {name: text for name in ("title", "place", "note") if (text := reader.one(name))}
    if kind.protected:
        texts = {}
    if reader.wrong or start is None or end is None:
        return Read(None, late, texts, reader.wrong)
    stated = ActivityDetail(
        type=kind.code,
        org=org,
        event=before.event if before else event,
        start=start,
        end=end,
        hosts=_hosts(org, reader.all("hosts")),
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
    for name, mode in MODE_FIELDS.items():
        values[name] = [_total_words(detail, mode)]
    for cell in detail.headcounts:
        if cell.category and not cell.role and cell.session == 1 and cell.mode is Mode.ONSITE:
            values[f"category.{cell.category}"] = [str(cell.count)]
    for code, value in detail.quantities:
        values[f"quantity.{code}"] = [f"{value.normalize():f}"]
    for code, chosen in detail.fields:
        values.setdefault(f"field.{code}", []).append(chosen)
    for actor in detail.actors:
        values[f"post.{actor.role}"] = [actor.post]
    return values | {name: [text] for name, text in texts.items() if text}


def _total_words(detail: ActivityDetail, mode: Mode) -> str:
    """Heads per session as typed: on site the first session's number includes those told apart by category."""
    apart = sum(one.count for one in _told_apart(detail)) if mode is Mode.ONSITE else 0
    plain = [one for one in detail.headcounts if one.mode is mode and not one.category and not one.role]
    if apart and not any(one.session == 1 for one in plain):
        plain.append(Headcount(0, mode=mode))
    return write_heads(
        (replace(one, count=one.count + (apart if one.session == 1 else 0)) for one in plain), mode
    )


def _told_apart(detail: ActivityDetail) -> tuple[Headcount, ...]:
    return tuple(
        one
        for one in detail.headcounts
        if one.category and not one.role and one.session == 1 and one.mode is Mode.ONSITE
    )


def _keeping(stated: ActivityDetail, before: ActivityDetail | None) -> ActivityDetail:
    """With what the form does not show taken over from the version before."""
    if before is None:
        return stated
    shown = {*stated.headcounts, *_told_apart(before)}
    hidden = tuple(one for one in before.headcounts if (one.role or one.category) and one not in shown)
    named = {(actor.role, actor.post): actor for actor in before.actors}
    return replace(
        stated,
        headcounts=stated.headcounts + hidden,
        actors=tuple(named.get((actor.role, actor.post), actor) for actor in stated.actors),
        attendances=before.attendances,
        guests=before.guests,
        undertakers=before.undertakers,
        place_org=before.place_org,
    )


def _hosts(org: str, others: Sequence[str]) -> tuple[str, ...]:
    """None named where the recording organisation is the only host."""
    more = tuple(dict.fromkeys(host for host in others if host and host != org))
    return (org, *more) if more else ()


def _heads(reader: _Reader, kind: ActivityType, form: Form, sessions: int) -> tuple[Headcount, ...]:
    if kind.attendance == "none":
        return ()
    cells: list[Headcount] = []
    for name, mode in MODE_FIELDS.items():
        try:
            cells.extend(read_heads(reader.one(name), mode=mode, form=form, sessions=sessions))
        except UnreadableHeadsError as problem:
            reader.refuse(name, problem.code, **problem.args_)
    return _by_category(reader, kind, cells)


def _by_category(reader: _Reader, kind: ActivityType, cells: list[Headcount]) -> tuple[Headcount, ...]:
    """Those told apart are part of the heads on site in the first session; the rest stays untold."""
    apart = [
        Headcount(count, category=code)
        for code, _, _ in kind.categories
        if (count := reader.whole(f"category.{code}", least=0, default=0))
    ]
    if not apart:
        return tuple(cells)
    told = sum(one.count for one in apart)
    whole = next((one.count for one in cells if one.mode is Mode.ONSITE and one.session == 1), told)
    others = [one for one in cells if one.mode is not Mode.ONSITE or one.session != 1]
    if told > whole:
        reader.refuse("onsite", "web.wrong.more_told_apart", told=told, whole=whole)
        return tuple(cells)
    rest = [Headcount(whole - told)] if whole > told else []
    return (*rest, *apart, *others)


def _actor(reader: _Reader, role: str) -> Actor | None:
    post = reader.one(f"post.{role}")
    return Actor(role=role, post=post) if post else None


def _late(reader: _Reader) -> LateEntry | None:
    basis = reader.one("late_basis")
    return LateEntry(basis=basis, basis_day=reader.day("late_day", required=False)) if basis else None


class _Reader:
    """Single values out of what was sent; collects what is wrong by field."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.wrong: dict[str, Wrong] = {}

    def one(self, name: str) -> str:
        sent = self._values.get(name, ())
        return sent[0].strip() if sent else ""

    def all(self, name: str) -> list[str]:
        return [text.strip() for text in self._values.get(name, ()) if text.strip()]

    def refuse(self, name: str, code: str, **args: str | int) -> None:
        self.wrong.setdefault(name, Wrong(code, args))

    def required(self, name: str) -> str:
        text = self.one(name)
        if not text:
            self.refuse(name, "web.wrong.required")
        return text

    def day(self, name: str, *, required: bool) -> date | None:
        text = self.required(name) if required else self.one(name)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.refuse(name, "web.wrong.day", text=text)
            return None

    def whole(self, name: str, *, least: int, default: int) -> int:
        text = self.one(name)
        if not text:
            return default
        if not text.isdecimal() or len(text) > 7 or int(text) < least:
            self.refuse(name, "web.wrong.whole", text=text, least=least)
            return default
        return int(text)

    def number(self, name: str) -> Decimal | None:
        text = self.one(name)
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal(-1)
        if not value.is_finite() or value < 0:
            self.refuse(name, "web.wrong.number", text=text)
            return None
        return value

    def chosen(self, spec: FieldSpec) -> list[str]:
        """The values of a field of the type; one at most unless it may have many."""
        sent = self.all(f"field.{spec.code}")
        return sent if spec.many else sent[:1]
